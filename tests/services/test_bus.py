"""Who hears of a change, and who no longer does."""

from desktop.services.bus import Bus, Topic


def test_listeners_hear_every_topic_until_they_leave() -> None:
    bus, first, second = Bus(), list[Topic](), list[Topic]()
    leave = bus.subscribe(first.append)
    bus.subscribe(second.append)
    bus.publish(Topic.NOTES)
    leave()
    leave()
    bus.publish(Topic.ANSWERS)
    assert first == [Topic.NOTES]
    assert second == [Topic.NOTES, Topic.ANSWERS]


def test_one_listener_twice_is_two_listeners() -> None:
    bus, heard = Bus(), list[Topic]()
    leave = bus.subscribe(heard.append)
    bus.subscribe(heard.append)
    leave()
    bus.publish(Topic.NOTES)
    assert heard == [Topic.NOTES]


def test_whoever_leaves_during_a_round_is_not_called_any_more() -> None:
    bus, heard = Bus(), list[Topic]()
    bus.subscribe(lambda _: leave())
    leave = bus.subscribe(heard.append)
    bus.publish(Topic.NOTES)
    assert heard == []
