"""A record does what a named tuple does."""

import copy
import pickle
from collections.abc import Callable
from typing import Any, NamedTuple

import pytest

from desktop.domain.record import Record


class Ours(Record):
    """What is tested."""

    name: str
    number: int
    more: tuple[str, ...] = ()

    @property
    def twice(self) -> int:
        """A property beside the fields."""
        return self.number * 2


class Theirs(NamedTuple):
    """What it is held against."""

    name: str
    number: int
    more: tuple[str, ...] = ()


MAKERS: list[Callable[[type], object]] = [
    lambda kind: kind("a", 1),
    lambda kind: kind("a", 1, ("x",)),
    lambda kind: kind("a", number=1),
    lambda kind: kind(more=("x",), number=1, name="a"),
    lambda kind: kind(number=1, name="a")._replace(number=3),
    lambda kind: kind._make(["a", 1, ()]),
]
MISTAKES: list[Callable[[type], object]] = [
    lambda kind: kind(),
    lambda kind: kind("a"),
    lambda kind: kind("a", 1, (), 4),
    lambda kind: kind("a", 1, name="b"),
    lambda kind: kind("a", name="b", number=1),
    lambda kind: kind("a", 1, other=2),
    lambda kind: kind("a", 1, more=(), other=2),
]


@pytest.mark.parametrize("make", MAKERS)
def test_it_is_made_read_and_shown_alike(make: Callable[[type], object]) -> None:
    ours, theirs = make(Ours), make(Theirs)
    assert ours == theirs
    assert hash(ours) == hash(theirs)
    assert repr(ours) == repr(theirs).replace("Theirs", "Ours")
    assert isinstance(ours, Ours)
    assert isinstance(theirs, Theirs)
    assert (ours.name, ours.number, ours.more) == tuple(theirs)
    assert ours._asdict() == theirs._asdict()
    assert ours.twice == theirs.number * 2


@pytest.mark.parametrize("make", MISTAKES)
@pytest.mark.parametrize("kind", [Ours, Theirs])
def test_a_call_that_does_not_fit_is_refused(kind: type, make: Callable[[type], object]) -> None:
    with pytest.raises(TypeError):
        make(kind)


def test_a_field_that_does_not_exist_cannot_be_replaced() -> None:
    with pytest.raises(TypeError):
        Ours("a", 1)._replace(other=2)  # type: ignore[call-arg]


class _Late(type(Record)):  # type: ignore[misc]
    """Annotates as Python 3.14 does: the class has annotations, what it is made of has none."""

    __annotations__ = property(lambda _: {"name": str, "number": int})


def test_annotations_may_come_late() -> None:
    late: Any = _Late("Late", (Record,), {"number": 3})  # The default of a field.
    one = late("a")
    assert late._fields == ("name", "number")
    assert one == ("a", 3)
    assert one.number == 3
    assert not hasattr(one, "__dict__")


def test_it_tells_its_fields() -> None:
    assert Ours._fields == Theirs._fields
    assert Ours._field_defaults == Theirs._field_defaults
    assert Ours.__annotations__ == Theirs.__annotations__
    assert Ours.__match_args__ == Theirs.__match_args__
    match Ours("a", 1, ("x",)):
        case Ours(name, number, more):
            assert (name, number, more) == ("a", 1, ("x",))


def test_nothing_can_be_set() -> None:
    one = Ours("a", 1)
    with pytest.raises(AttributeError):
        one.name = "b"  # type: ignore[misc]
    with pytest.raises(AttributeError):
        one.other = "b"  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    "again", [copy.copy, copy.deepcopy, lambda one: pickle.loads(pickle.dumps(one))]
)
def test_it_can_be_copied(again: Callable[[Ours], Ours]) -> None:
    one = Ours("a", 1, ("x",))
    assert again(one) == one
    assert type(again(one)) is Ours
