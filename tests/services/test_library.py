"""The content, found by id and written as a citation."""

import pytest

from desktop.domain.rule_refs import RefRole, RuleRef
from desktop.services.house import Services


def test_everything_is_found_by_its_id(services: Services) -> None:
    library = services.library
    for step in library.pack().steps:
        assert library.step(step.id) is step
        for ref in step.rules:
            document, provision = library.provision(ref.provision)
            assert provision in document.provisions
            assert step in library.steps_resting_on(document.id)
        for channel in step.channels:
            assert library.channel(channel).id == channel
            assert step in library.steps_using_channel(channel)
        for letter in step.letters:
            assert library.letter(letter).id == letter
        for task in step.phone_tasks:
            assert library.phone_task(task).id == task
            assert any(library.phone_path(task, phone.id) for phone in library.phone_systems())
        for code in step.advice:
            assert library.advice(code).code == code
    kinds = {kind.id for kind in library.channel_kinds()}
    assert {channel.kind for channel in library.channels()} <= kinds
    assert library.checklists() == library.pack().checklists
    for many in (
        library.documents(),
        library.phone_guides(),
        library.myths(),
        library.glossary(),
        library.faq(),
        library.redirects(),
    ):
        assert many
    for document in library.documents():
        assert library.document(document.id) is document


def test_the_library_is_not_read_before_it_is_needed(services: Services) -> None:
    assert "_library" not in vars(services.library)
    services.plan.plan()
    services.library.step(services.library.pack().steps[0].id)
    assert "_library" not in vars(services.library)
    services.library.documents()
    assert "_library" in vars(services.library)


def test_an_article_is_named_only_where_its_text_was_seen(services: Services) -> None:
    library = services.library
    for document in library.documents():
        assert "《" not in library.cite(ref_to(document.provisions[0].id))[1:-1].split("》")[0]
        for provision in document.provisions:
            whole = library.cite(ref_to(provision.id))
            assert whole.startswith("《")
            if provision.text_seen:
                assert whole.endswith(f"》{provision.label}")
                for article in provision.articles:
                    assert library.cite(ref_to(provision.id, article)).endswith(f"》{article}")
            else:
                assert whole.endswith("》（条号待核）")


def ref_to(provision: str, article: str | None = None) -> RuleRef:
    return RuleRef(provision=provision, role=RefRole.BASIS, article=article)


def test_an_unknown_id_is_a_fault(services: Services) -> None:
    library = services.library
    for find in (
        library.step,
        library.document,
        library.provision,
        library.channel,
        library.letter,
        library.phone_task,
        library.advice,
        library.steps_resting_on,
    ):
        with pytest.raises(KeyError):
            find("x-none")
    assert library.phone_path("x-none", "x-none") is None
    assert library.steps_using_channel("x-none") == ()
