"""One break for every rule about letters; ``test_content_lint`` tries them on a copy."""

from collections.abc import Callable
from typing import Any

from desktop.content.rulebook import Rule
from tests.content.sources_copy import Sources

Break = Callable[[Sources], object]
FACTS = "letter-facts.yaml"
REASONS = "letter-debt.yaml"
LETTER_CASES: list[tuple[Rule, str, Break]] = []


def breaks(rule: Rule) -> Callable[[Break], Break]:
    """Marks a function that breaks a rule, and nothing else, in a copy of the letters."""

    def register(function: Break) -> Break:
        LETTER_CASES.append((rule, f"letter {function.__name__}", function))
        return function

    return register


def letter(sources: Sources, draft: str, change: Callable[[Any], object]) -> None:
    """Changes the letter of a draft."""
    sources.change(sources.first("letters/*.yaml", lambda data: _of(data, draft)), change)


def block(data: Any, kind: str) -> Any:
    """The first block of a kind."""
    return next(block for block in data["body"] if block["kind"] == kind)


def said(data: Any, text: str) -> Any:
    """Adds a paragraph."""
    return data["body"].append({"kind": "paragraph", "text": text})


def _of(data: Any, draft: str) -> bool:
    return bool(data.get("draft_id") == draft)


@breaks(Rule.DEAD_REFERENCE)
def unknown_fact(sources: Sources) -> None:
    extra = {"fact": "shoe_size", "required": False}

    def change(data: Any) -> None:
        data["facts"].append(extra)
        said(data, "鞋码{shoe_size}。")

    letter(sources, "tpl_settle", change)


@breaks(Rule.DEAD_REFERENCE)
def guard_that_needs_what_is_not_asked(sources: Sources) -> None:
    letter(sources, "tpl_police", lambda data: data["guards"][1]["needs"].append("agency_name"))


@breaks(Rule.DEAD_REFERENCE)
def answer_to_no_question(sources: Sources) -> None:
    letter(
        sources, "tpl_nfra", lambda data: data["body"].append({"kind": "own_words", "of": "hobby"})
    )


@breaks(Rule.DEAD_REFERENCE)
def log_of_another_kind_of_fact(sources: Sources) -> None:
    extra = {"kind": "incidents", "of": "evidence_list"}
    letter(sources, "tpl_nifa", lambda data: data["body"].append(extra))


@breaks(Rule.DEAD_REFERENCE)
def cites_a_provision_that_is_gone(sources: Sources) -> None:
    def change(data: Any) -> None:
        cite = {"provision": "v-zzzzz", "role": "basis", "article": "第一条"}
        data["rules"].append(cite)
        block(data, "citation")["cites"].append(cite)

    letter(sources, "tpl_nfra", change)


@breaks(Rule.DEAD_REFERENCE)
def next_letter_that_is_gone(sources: Sources) -> None:
    letter(sources, "tpl_nfra", lambda data: data["follow_up"].update(letter="t-zzzzz"))


@breaks(Rule.DEAD_REFERENCE)
def next_step_that_is_gone(sources: Sources) -> None:
    letter(sources, "tpl_nfra", lambda data: data["follow_up"].update(step="s-zzzzz"))


@breaks(Rule.DEAD_REFERENCE)
def door_that_is_gone(sources: Sources) -> None:
    letter(sources, "tpl_nfra", lambda data: data["channels"].append("c-zzzzz"))


@breaks(Rule.DEAD_REFERENCE)
def deadline_of_a_rule_that_is_gone(sources: Sources) -> None:
    letter(sources, "tpl_nfra", lambda data: data["follow_up"]["rule"].update(provision="v-zzzzz"))


@breaks(Rule.BAD_CONDITION)
def switched_by_an_unknown_guard(sources: Sources) -> None:
    letter(sources, "tpl_nfra", lambda data: block(data, "evidence").update(only_if="sunny"))


@breaks(Rule.BAD_CONDITION)
def switched_by_an_answer_that_nobody_can_give(sources: Sources) -> None:
    letter(
        sources,
        "tpl_contacts_sms",
        lambda data: data["body"][0].update(only_if="version == 'later'"),
    )


@breaks(Rule.BAD_CONDITION)
def switched_by_a_debt_that_it_never_speaks_of(sources: Sources) -> None:
    letter(sources, "tpl_operator", lambda data: block(data, "evidence").update(only_if="owes"))


@breaks(Rule.BAD_CONDITION)
def switched_by_something_unreadable(sources: Sources) -> None:
    letter(
        sources, "tpl_nfra", lambda data: block(data, "evidence").update(only_if="outcome = 'none'")
    )


@breaks(Rule.DUPLICATE_ID)
def one_key_for_two_claims(sources: Sources) -> None:
    def change(data: Any) -> None:
        data["body"].append(dict(block(data, "claim")))

    letter(sources, "tpl_nifa", change)


@breaks(Rule.DUPLICATE_ID)
def a_fact_twice(sources: Sources) -> None:
    letter(sources, "tpl_nfra", lambda data: data["facts"].append(data["facts"][0]))


@breaks(Rule.LETTER_BLOCK)
def claim_without_a_hint_at_proof(sources: Sources) -> None:
    letter(sources, "tpl_nfra", lambda data: block(data, "claim").update(proof=""))


@breaks(Rule.LETTER_BLOCK)
def heading_with_items(sources: Sources) -> None:
    letter(sources, "tpl_nfra", lambda data: block(data, "heading").update(items=["一"]))


@breaks(Rule.LETTER_GAP)
def placeholder_that_nobody_fills(sources: Sources) -> None:
    letter(sources, "tpl_nfra", lambda data: said(data, "我住在{my_address}。"))


@breaks(Rule.LETTER_GAP)
def rules_outside_of_a_citation(sources: Sources) -> None:
    letter(sources, "tpl_nfra", lambda data: said(data, "见{rules}。"))


@breaks(Rule.LETTER_GAP)
def citation_without_its_place(sources: Sources) -> None:
    letter(sources, "tpl_nfra", lambda data: block(data, "citation").update(text="有规定。"))


@breaks(Rule.LETTER_GAP)
def brace_left_open(sources: Sources) -> None:
    letter(sources, "tpl_nfra", lambda data: said(data, "我是{my_name。"))


@breaks(Rule.LETTER_GAP)
def placeholder_in_an_answer(sources: Sources) -> None:
    letter(
        sources,
        "tpl_nfra",
        lambda data: data["choices"][0]["options"][0].update(text="{my_name}没等到"),
    )


@breaks(Rule.LETTER_GAP)
def placeholder_instead_of_the_debt(sources: Sources) -> None:
    sources.change(REASONS, lambda data: data[0].update(instead="{lender_full}的钱还清了。"))


@breaks(Rule.UNUSED_IN_LETTER)
def fact_that_the_letter_never_says(sources: Sources) -> None:
    extra = {"fact": "my_address", "required": True}
    letter(sources, "tpl_nfra", lambda data: data["facts"].append(extra))


@breaks(Rule.UNUSED_IN_LETTER)
def fact_of_no_letter(sources: Sources) -> None:
    # Registered, so that only its idleness is noticed.
    sources.write("ids.txt", sources.read("ids.txt") + b"fact:shoe_size\n")
    extra = {"id": "shoe_size", "label": "鞋码", "kind": "count"}
    sources.change(FACTS, lambda data: data.append(extra))


@breaks(Rule.UNUSED_IN_LETTER)
def guard_that_unlocks_nothing(sources: Sources) -> None:
    extra = {"key": "idle", "ask": "真的吗？", "unlocks": "没有", "required": False}
    letter(sources, "tpl_nfra", lambda data: data["guards"].append({**extra, "needs": []}))


@breaks(Rule.UNUSED_IN_LETTER)
def choice_that_changes_nothing(sources: Sources) -> None:
    options = [{"value": "one", "text": "一"}]
    extra = {"key": "idle", "ask": "哪一种？", "required": False, "options": options}
    letter(sources, "tpl_nfra", lambda data: data["choices"].append(extra))


@breaks(Rule.UNUSED_IN_LETTER)
def question_whose_answer_is_not_shown(sources: Sources) -> None:
    extra = {"key": "idle", "ask": "还有吗？", "required": False}
    letter(sources, "tpl_nfra", lambda data: data["own_words"].append(extra))


@breaks(Rule.UNUSED_IN_LETTER)
def requests_that_are_never_made(sources: Sources) -> None:
    def change(data: Any) -> None:
        data["body"] = [each for each in data["body"] if each["kind"] != "requests"]

    letter(sources, "tpl_employer", change)


@breaks(Rule.TOO_MANY_REQUESTS)
def four_requests_at_once(sources: Sources) -> None:
    letter(sources, "tpl_nfra", lambda data: data["requests"][3].update(chosen=True))


@breaks(Rule.TYPED_ARTICLE)
def article_typed_although_it_is_cited(sources: Sources) -> None:
    letter(sources, "tpl_police", lambda data: said(data, "依据治安管理处罚法第九十条。"))


@breaks(Rule.TYPED_ARTICLE)
def article_typed_in_a_request(sources: Sources) -> None:
    letter(sources, "tpl_police", lambda data: data["requests"][0].update(text="按第 90 条调查。"))


@breaks(Rule.TYPED_ARTICLE)
def article_typed_in_a_hint(sources: Sources) -> None:
    letter(sources, "tpl_nfra", lambda data: data["cautions"].append("见第十三条"))


@breaks(Rule.CITED_UNSEEN)
def citation_of_an_unread_text(sources: Sources) -> None:
    def change(data: Any) -> None:
        unread = next(rule for rule in data["rules"] if rule["provision"] == "v-vzgmi")
        block(data, "citation")["cites"].append(unread)

    letter(sources, "tpl_nfra", change)


@breaks(Rule.CITED_UNSEEN)
def citation_that_the_letter_does_not_list(sources: Sources) -> None:
    cite = {"provision": "v-qezfc", "role": "basis", "article": "第九十条"}
    letter(sources, "tpl_nfra", lambda data: block(data, "citation")["cites"].append(cite))


@breaks(Rule.CITED_UNSEEN)
def citation_of_what_may_not_be_in_force(sources: Sources) -> None:
    sources.change("rules/pipl.yaml", lambda data: data.update(force="unclear"))


@breaks(Rule.CITED_UNSEEN)
def deadline_of_an_article_that_was_not_read(sources: Sources) -> None:
    letter(sources, "tpl_nfra", lambda data: data["follow_up"]["rule"].update(article="第十九条"))


@breaks(Rule.UNSURE_IN_LETTER)
def doubt_in_the_text(sources: Sources) -> None:
    letter(sources, "tpl_nfra", lambda data: said(data, "催收公司待核实。"))


@breaks(Rule.UNPROVEN_REPORT)
def report_without_a_guard(sources: Sources) -> None:
    letter(sources, "tpl_employer", lambda data: said(data, "我已经报警。"))


@breaks(Rule.UNPROVEN_REPORT)
def report_behind_a_guard_without_a_receipt(sources: Sources) -> None:
    def change(data: Any) -> None:
        guard = next(guard for guard in data["guards"] if guard["key"] == "reported")
        guard["needs"] = []

    letter(sources, "tpl_police", change)


@breaks(Rule.UNPROVEN_REPORT)
def report_that_another_answer_sets_free(sources: Sources) -> None:
    def change(data: Any) -> None:
        for each in data["body"]:
            if each.get("key") == "reported":
                each["only_if"] = "reported or version == 'called'"

    letter(sources, "tpl_contacts_sms", change)


@breaks(Rule.LETTER_TONE)
def threat_to_expose(sources: Sources) -> None:
    letter(sources, "tpl_nfra", lambda data: said(data, "否则我就去曝光你们。"))


@breaks(Rule.LETTER_TONE)
def no_date(sources: Sources) -> None:
    letter(sources, "tpl_nfra", lambda data: data["requests"][0].update(text="请尽快办理。"))


@breaks(Rule.LETTER_TONE)
def our_own_verdict(sources: Sources) -> None:
    letter(sources, "tpl_nfra", lambda data: said(data, "这种催收是违法的。"))


@breaks(Rule.LETTER_TONE)
def anger_instead_of_the_debt(sources: Sources) -> None:
    sources.change(REASONS, lambda data: data[0].update(instead="早就还清了！"))


@breaks(Rule.DEBT_PARAGRAPH)
def letter_to_a_lender_that_is_silent_on_the_debt(sources: Sources) -> None:
    def change(data: Any) -> None:
        data["debt"] = ""
        data["body"] = [each for each in data["body"] if each["kind"] != "debt"]

    letter(sources, "tpl_pipl_request", change)


@breaks(Rule.DEBT_PARAGRAPH)
def debt_that_is_written_down_but_not_shown(sources: Sources) -> None:
    def change(data: Any) -> None:
        data["body"] = [each for each in data["body"] if each["kind"] != "debt"]

    letter(sources, "tpl_nfra", change)


@breaks(Rule.DEBT_PARAGRAPH)
def debt_without_a_will_to_pay(sources: Sources) -> None:
    letter(sources, "tpl_nfra", lambda data: data.update(debt="金额以核对为准。"))


@breaks(Rule.DEBT_PARAGRAPH)
def nothing_that_stays(sources: Sources) -> None:
    letter(sources, "tpl_operator", lambda data: data.update(debt_stays=True))


@breaks(Rule.FOLLOW_UP_BASIS)
def days_without_a_rule(sources: Sources) -> None:
    letter(sources, "tpl_nfra", lambda data: data["follow_up"].update(rule=None))


@breaks(Rule.FOLLOW_UP_BASIS)
def days_that_are_not_counted(sources: Sources) -> None:
    letter(sources, "tpl_nfra", lambda data: data["follow_up"].update(calendar="none"))


@breaks(Rule.FOLLOW_UP_BASIS)
def deadline_for_nobody(sources: Sources) -> None:
    letter(sources, "tpl_nfra", lambda data: data["follow_up"].update(who=""))


@breaks(Rule.EMPTY_TEXT)
def letter_that_is_always_right(sources: Sources) -> None:
    letter(sources, "tpl_nfra", lambda data: data.update(avoid_when=[]))


@breaks(Rule.VANISHED_ID)
def fact_that_is_gone_unsaid(sources: Sources) -> None:
    sources.write("ids.txt", sources.read("ids.txt") + b"fact:shoe_size\n")
