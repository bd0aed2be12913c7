"""What a letter begins with: what is known of the lender, of the log, and from letters before."""

import re
from collections.abc import Mapping, Sequence

from desktop.domain.attachments import Attachment
from desktop.domain.filings import Filing
from desktop.domain.incidents import Incident
from desktop.domain.lenders import Lender
from desktop.domain.letter_filling import Filling, Prefilled, is_blank
from desktop.domain.letters import FactKind, Letter, Letters
from desktop.domain.paper import day_words

FULL_NAME = "lender_full"
OF_THE_LENDER = (
    *(FULL_NAME, "platform_name", "contract_no", "loan_date", "principal", "paid_total"),
    *("agency_name", "settled_on"),
)
"""Facts that are the same in every letter about one lender."""
OF_THE_PERSON = (
    *("hardship_since", "hardship_reason", "monthly_income", "essential_spend"),
    *("affordable_amount", "preferred_channel", "preferred_time", "operator_name"),
    *("device_info", "phone_model"),
)
"""Facts that are the same in every letter."""
OF_THE_LOG = ("harass_since", "contact_count", "number_list", "reported_number", "call_time")
"""Facts that the log tells."""
_TICKETS = ("ticket_no", "operator_ticket")
OF_THE_FILING = ("complaint_date", "complaint_way", *_TICKETS)
"""Facts that something handed in before tells."""
_CONTACT = "contact_name"
_NUMBERED = re.compile(r"第 ?\d+ ?家")


def begin(
    letter: Letter,
    letters: Letters,
    lender: Lender | None,
    earlier: Sequence[Filling],
    incidents: Sequence[Incident],
    files: Mapping[str, Sequence[Attachment]],
) -> Filling:
    """A filling to begin with; the person looks at all of it and may change all of it.

    Nothing is confirmed, chosen or told in their place; the usual requests are ticked.

    Args:
        letter: Which letter.
        letters: All of the content.
        lender: About whom, None for nobody.
        earlier: What they gave for other letters, the latest first.
        incidents: What happened that it may tell of.
        files: The files of each.
    """
    kinds = {fact.id: fact.kind for fact in letters.facts if not fact.identity}
    asked = [use.fact for use in letter.facts if use.fact in kinds]
    # Somebody who was called tells what they were told, and not what the person was.
    by_contact = any(use.fact == _CONTACT for use in letter.facts)
    told = sorted(
        (each for each in incidents if not each.own and (each.by_contact or not by_contact)),
        key=lambda each: (each.at, each.id),
    )
    found = {
        **_from_the_log(told),
        **_from_the_lender(lender),
        **_from_letters(lender, earlier),
    }
    listed = {kinds[fact] for fact in asked}
    taken = told if FactKind.INCIDENTS in listed else []
    exhibits = [file.id for each in taken for file in files.get(each.id, ())]
    given = Prefilled(
        {fact: found[fact] for fact in asked if not is_blank(found.get(fact, ""))},
        tuple(each.id for each in taken),
        tuple(dict.fromkeys(exhibits)) if FactKind.EVIDENCE in listed else (),
    )
    return Filling(
        letter=letter.id,
        lender=lender.id if lender is not None else "",
        facts=given.facts,
        incidents=given.incidents,
        exhibits=given.exhibits,
        requests=tuple(request.key for request in letter.requests if request.chosen),
        prefilled=given,
    )


def with_facts(filling: Filling, facts: Mapping[str, str]) -> Filling:
    """A filling that begins with some facts more, which nobody typed either."""
    before = filling.prefilled
    return filling._replace(
        facts={**filling.facts, **facts},
        prefilled=before._replace(facts={**before.facts, **facts}),
    )


def about_another(filling: Filling, new: Filling, name: str) -> Filling:
    """The same letter about another lender: what belongs to it instead of what nobody typed.

    What was typed, and records and files that were picked one by one, stay.

    Args:
        filling: What stands in the letter.
        new: What a letter about the other lender begins with.
        name: What a letter calls the lender it was about.
    """
    given = filling.prefilled
    facts, told = dict(filling.facts), dict(given.facts)
    for fact in (*OF_THE_LENDER, *OF_THE_LOG):
        value = facts.get(fact, "")
        known = (given.facts.get(fact, ""), name if fact == FULL_NAME else "")
        if is_blank(value) or value in known:
            facts.pop(fact, None)
            told.pop(fact, None)
            if fact in new.facts:
                facts[fact] = told[fact] = new.facts[fact]
    moved = filling._replace(lender=new.lender, facts=facts)
    # What was overtyped or picked otherwise is no longer given: what is left of it would be the
    # first lender's, where nobody sees it and no erasing finds it.
    told = {fact: value for fact, value in told.items() if facts.get(fact) == value}
    incidents: tuple[str, ...] = ()
    exhibits: tuple[str, ...] = ()
    if filling.incidents == given.incidents:
        incidents = new.incidents
        moved = moved._replace(incidents=incidents)
        if filling.exhibits == given.exhibits:
            exhibits = new.exhibits
            moved = moved._replace(exhibits=exhibits)
    return moved._replace(prefilled=Prefilled(told, incidents, exhibits))


def of_filing(filing: Filing, way: str) -> dict[str, str]:
    """What a letter that follows up something handed in says of it.

    Args:
        filing: What was handed in.
        way: How and to whom, in words; empty where that was not told.
    """
    told = {"complaint_date": filing.sent.isoformat(), "complaint_way": way}
    told |= dict.fromkeys(_TICKETS, filing.ticket)
    return {fact: value for fact, value in told.items() if not is_blank(value)}


def full_name(lender: Lender) -> str:
    """What a letter calls a lender; empty where its name is only the number it was given."""
    return "" if _NUMBERED.fullmatch(lender.name) else lender.name


def _from_the_lender(lender: Lender | None) -> dict[str, str]:
    return {} if lender is None else {FULL_NAME: full_name(lender)}


def _from_letters(lender: Lender | None, earlier: Sequence[Filling]) -> dict[str, str]:
    found: dict[str, str] = {}
    for filling in earlier:
        same = lender is not None and filling.lender == lender.id
        for fact in (*OF_THE_PERSON, *(OF_THE_LENDER if same else ())):
            typed = filling.facts.get(fact, "")
            if not is_blank(typed):
                found.setdefault(fact, typed)
    return found


def _from_the_log(told: Sequence[Incident]) -> dict[str, str]:
    """What it tells: since when, how many people, which numbers how often."""
    if not told:
        return {}
    found = {"harass_since": told[0].at.date().isoformat()}
    people = {each.contact.strip().casefold() for each in told if each.contact.strip()}
    if people:
        found["contact_count"] = str(len(people))
    numbers: dict[str, list[Incident]] = {}
    for each in told:
        if each.number.strip():
            numbers.setdefault(each.number.strip(), []).append(each)
    if numbers:
        found["number_list"] = "\n".join(
            f"{number}，{len(times)}次，{_span(times)}" for number, times in numbers.items()
        )
        number, times = max(numbers.items(), key=lambda item: item[1][-1].at)
        found["reported_number"] = number
        found["call_time"] = f"{day_words(times[-1].at.date())}{times[-1].at:%H:%M}"
    return found


def _span(times: Sequence[Incident]) -> str:
    first, last = (day_words(each.at.date()) for each in (times[0], times[-1]))
    return first if first == last else f"{first}到{last}"
