"""From activations to verdicts: the cell table, the strongest, opportunities, reasons, names of findings, subjects."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import permutations
from pathlib import Path
from typing import Any

import pytest
from tests.judging.tables import conversation_of, instant, judged, rules_of, tables

from svcnorm.judging import Rules, judge
from svcnorm.judging.activations import Activation
from svcnorm.judging.forms import Outcome
from svcnorm.judging.verdict import Judged, cell, counts, strongest
from svcnorm.model.conversation import Conversation
from svcnorm.model.verdicts import (
    CONDITION_FALSE,
    HELD_EITHER_WAY,
    NO_OPPORTUNITY,
    NO_TRIGGER,
    NOT_IN_FORCE,
    REASONS,
    RuleVerdict,
)
from svcnorm.run import check
from svcnorm.timeline.truth import FALSE, TRUE, unknown
from svcnorm.timeline.windows import Window

MAYBE, PERHAPS = unknown("role_unknown"), unknown("no_turn_times")
ANYWHERE = Window(lambda _: TRUE, "conversation")
NO_GOOD = {"title": "规则", "severity": "minor", "points": 1, "message": "不对", "suggest": "改"}


def one(body: Mapping[str, Any], case: Mapping[str, Any], folder: Path) -> RuleVerdict:
    """The verdict of one rule over one small conversation."""
    return judged(case, rules_of([body], folder), "r0")


# -- the table ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("applies", "met", "verdict", "reasons"),
    [
        (TRUE, TRUE, "pass", set()),
        (TRUE, FALSE, "violation", set()),
        (TRUE, PERHAPS, "undetermined", {"no_turn_times"}),
        (FALSE, TRUE, "not_applicable", set()),
        (FALSE, FALSE, "not_applicable", set()),
        (FALSE, PERHAPS, "not_applicable", set()),
        (MAYBE, TRUE, "not_applicable", {HELD_EITHER_WAY}),
        (MAYBE, FALSE, "undetermined", {"role_unknown"}),
        (MAYBE, PERHAPS, "undetermined", {"role_unknown", "no_turn_times"}),
    ],
)
def test_cells(applies: Any, met: Any, verdict: str, reasons: set[str]) -> None:
    assert cell(Activation(applies), Outcome(met)) == (verdict, frozenset(reasons))


def of(verdict: str, *reasons: str) -> Judged:
    return Judged(Activation(TRUE), ANYWHERE, Outcome(TRUE), verdict, frozenset(reasons))


def test_the_strongest_verdict_wins_in_any_order() -> None:
    ranked = [of("violation"), of("undetermined", "window_open"), of("pass"), of("not_applicable", HELD_EITHER_WAY)]
    for first, weakest in enumerate(ranked):
        for mixed in permutations(ranked[first:]):
            assert strongest(mixed)[0] == weakest.verdict
    assert strongest([]) == ("not_applicable", (NO_TRIGGER,))
    doubts = [of("undetermined", "window_open"), of("undetermined", "role_unknown"), of("pass", "never shown")]
    assert strongest(doubts) == ("undetermined", ("role_unknown", "window_open"))
    assert counts([*ranked, of("pass")]) == {"violation": 1, "undetermined": 1, "pass": 2, "not_applicable": 1}


# -- opportunity and phantoms ---------------------------------------------------------------------

RESPONSE = {"after": {"say": "投诉", "by": "customer"}, "require": {"say": "抱歉"}}


@pytest.mark.parametrize(
    ("case", "verdict", "reason"),
    [
        ({"turns": ["客服:您有事吗", "客户:我要投诉"]}, "not_applicable", NO_OPPORTUNITY),
        ({"turns": ["客服:您有事吗", "客户:我要投诉", "客户:气死人了"]}, "not_applicable", NO_OPPORTUNITY),
        ({"turns": ["客服:您有事吗", "客户:我要投诉", "客服:找别人"]}, "violation", ""),
        ({"turns": ["客服:您有事吗", "客户:我要投诉"], "complete": {"end": False}}, "undetermined", "recording_cut"),
        ({"turns": ["客服:您有事吗", "客户:没有了"]}, "not_applicable", NO_TRIGGER),
    ],
)
def test_who_never_had_the_floor_owes_nothing(
    case: Mapping[str, Any], verdict: str, reason: str, tmp_path: Path
) -> None:
    given = one(RESPONSE, case, tmp_path)
    assert given.verdict == verdict
    assert given.reasons == ((reason,) if reason else ())


def test_one_missed_opportunity_excuses_only_itself(tmp_path: Path) -> None:
    turns = ["客户:我要投诉", "客服:找别人", "客户:那我投诉你"]
    given = one(RESPONSE, {"turns": turns}, tmp_path)
    assert (given.verdict, len(given.findings)) == ("violation", 1)
    assert given.activations == {"violation": 1, "not_applicable": 1}


@pytest.mark.parametrize("body", [{"forbid": {"say": "不知道"}}, {"require": {"say": "您好"}}, RESPONSE])
def test_an_abandoned_call_is_not_judged_by_its_words(body: Mapping[str, Any], tmp_path: Path) -> None:
    given = one(body, {"turns": ["客户:喂喂喂", "客户:我要投诉"]}, tmp_path)
    assert given.verdict == "not_applicable"


@pytest.mark.parametrize(
    ("trigger", "case", "verdict", "reason"),
    [
        ("hangup", {"channel": "inbound_call"}, "undetermined", "no_event_record"),
        ("hangup", {"channel": "outbound_call"}, "undetermined", "no_event_record"),
        ("hangup", {"channel": "visit"}, "not_applicable", NO_TRIGGER),
        ("ring", {"channel": "outbound_call"}, "not_applicable", NO_TRIGGER),
        ("visit_ended", {"channel": "onsite_service"}, "undetermined", "no_event_record"),
        ("hold_start", {"channel": "inbound_call"}, "not_applicable", NO_TRIGGER),
        ("hangup", {"channel": "inbound_call", "records": ["call"]}, "not_applicable", NO_TRIGGER),
    ],
)
def test_what_must_have_happened_is_missing_evidence(
    trigger: str, case: Mapping[str, Any], verdict: str, reason: str, tmp_path: Path
) -> None:
    body = {"after": {"event": trigger}, "require": {"event": "record_updated"}, "over": "case"}
    given = one(body, {"turns": ["客服:您好", "客户:有个事"], **case}, tmp_path)
    assert (given.verdict, given.reasons) == (verdict, (reason,))


# -- the end of the record ------------------------------------------------------------------------

DEADLINE = {
    "over": "case",
    "after": {"event": "complaint_received"},
    "require": {"event": "first_reply"},
    "within": "2 hours",
}
RECEIVED = {"type": "complaint_received", "at": "2026-11-10T10:00:00+08:00"}


@pytest.mark.parametrize(
    ("more", "verdict"),
    [
        ({}, "undetermined"),
        ({"as_of": "2026-11-10T12:00:00+08:00"}, "violation"),
        ({"as_of": "2026-11-10T11:59:59+08:00"}, "undetermined"),
        ({"records_until": "2026-11-10T12:00:00+08:00"}, "violation"),
        ({"records_until": "2026-11-10T11:59:59+08:00"}, "undetermined"),
        ({"records_until": "2026-11-20T12:00:00+08:00", "as_of": "2026-11-10T11:00:00+08:00"}, "undetermined"),
        ({"events": [RECEIVED, {"type": "closed", "at": "2026-11-10T12:00:00+08:00"}]}, "violation"),
        ({"events": [RECEIVED, {"type": "resolved", "at": "2026-11-10T18:00:00+08:00"}]}, "undetermined"),
        ({"events": [RECEIVED, {"type": "contract_expiry", "at": "2030-01-01T00:00:00+08:00"}]}, "undetermined"),
    ],
)
def test_nothing_but_three_things_ends_a_record(more: Mapping[str, Any], verdict: str, tmp_path: Path) -> None:
    assert one(DEADLINE, {"events": [RECEIVED], **more}, tmp_path).verdict == verdict


# -- reasons --------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def table_rules(tmp_path_factory: pytest.TempPathFactory) -> Rules:
    return rules_of([table["rule"] for _, table in tables()], tmp_path_factory.mktemp("tables"))


def test_every_reason_is_given_by_some_case(table_rules: Rules, tmp_path: Path) -> None:
    given: set[str] = set()
    for k, (_, table) in enumerate(tables()):
        for case in table["cases"]:
            verdict = judged(case, table_rules, f"r{k}")
            if verdict.verdict == "undetermined":
                assert verdict.reasons, case
                assert list(verdict.reasons) == sorted(verdict.reasons)
                given.update(verdict.reasons)
    body = {"forbid": {"say": "抱歉啊", "unless": ["不…不…不"]}}
    given.update(one(body, {"turns": [f"客服:抱歉啊{'不' * 400}"]}, tmp_path).reasons)
    assert given == set(REASONS)


def test_every_reason_not_to_apply(tmp_path: Path) -> None:
    bodies = [
        {"when": {"customer_tier": "important"}, "require": {"say": "您好"}},
        {"unless": {"customer_tier": "normal"}, "require": {"say": "您好"}},
        {"after": {"say": "投诉", "by": "customer"}, "require": {"say": "抱歉"}},
    ]
    rules = rules_of(bodies, tmp_path)
    case = {"turns": ["客服:找谁", "客户:查话费"], "attributes": {"customer_tier": "normal"}}
    assert [v.reasons for v in judge(conversation_of(case), rules)] == [
        (CONDITION_FALSE,),
        (CONDITION_FALSE,),
        (NO_TRIGGER,),
    ]
    bound = [b._replace(valid_from="2026-12-01") for b in rules.rules[2].bindings]
    old = rules._replace(rules=(rules.rules[2]._replace(bindings=tuple(bound)),))
    dated = {**case, "started_at": "2026-11-30T23:59:59+08:00"}
    assert judge(conversation_of(dated), old)[0].reasons == (NOT_IN_FORCE,)
    dated = {**case, "started_at": "2026-12-01T00:00:00+08:00"}
    assert judge(conversation_of(dated), old)[0].reasons == (NO_TRIGGER,)


# -- names of findings ----------------------------------------------------------------------------

TABOO = {"forbid": {"say": "不知道"}}


def names(body: Mapping[str, Any], turns: Sequence[str], folder: Path, **more: Any) -> list[str]:
    return [f.fingerprint for f in one(body, {"turns": list(turns), **more}, folder).findings]


def test_equal_findings_differ_by_rank(tmp_path: Path) -> None:
    first = names(TABOO, ["客户:怎么弄", "客服:这个我不知道"], tmp_path)
    both = names(TABOO, ["客户:怎么弄", "客服:这个我不知道", "客户:那谁知道", "客服:我不知道"], tmp_path)
    assert len(first) == 1
    assert len(set(both)) == 2
    assert both[0] == first[0]
    assert all(name.startswith("v1:") and len(name) == 3 + 32 for name in both)


@pytest.mark.parametrize(
    ("body", "turns"),
    [
        (TABOO, ["客户:怎么弄", "客服:这个我不知道"]),
        ({"require": {"say": "您好"}, "in": "first agent turn"}, ["客户:怎么弄", "客服:找谁"]),
        (RESPONSE, ["客户:我要投诉", "客服:找别人"]),
    ],
)
def test_a_name_stays_though_the_record_is_edited_elsewhere(
    body: Mapping[str, Any], turns: list[str], tmp_path: Path
) -> None:
    named = names(body, turns, tmp_path)
    assert named
    assert names(body, ["客户:这个月的账单", *turns], tmp_path) == named
    assert names(body, [*turns, "客户:那边下雨了", "客服:红色的按钮"], tmp_path) == named
    assert names(body, [turns[0], "客户:这个月的账单,真的", *turns[1:]], tmp_path) == named
    assert names({**body, "message": "别的话", "severity": "fatal", "points": 9}, turns, tmp_path) == named


def test_a_name_stays_though_the_file_moves(tmp_path: Path) -> None:
    rules = rules_of([TABOO], tmp_path)
    here = conversation_of({"turns": ["客服:不知道"]})
    there = replace(here, source="elsewhere/b.json")
    named = [judge(c, rules)[0].findings[0].fingerprint for c in (here, there, replace(here, id="other"))]
    assert named[0] == named[1] != named[2]


def test_names_of_rules_conversations_and_triggers_differ(tmp_path: Path) -> None:
    rules = rules_of([TABOO, {"forbid": {"say": "不知道"}, "in": "first agent turn"}], tmp_path)
    given = judge(conversation_of({"turns": ["客服:不知道"]}), rules)
    assert given[0].findings[0].fingerprint != given[1].findings[0].fingerprint
    held = {**RESPONSE, "after": {"event": "hold_end"}, "within": "1 agent turn"}
    holds = [{"type": kind, "at": at} for at in (3, 23) for kind, at in (("hold_start", at), ("hold_end", at + 8))]
    turns = ["[00:01-00:02] 客服:等会儿", "[00:12-00:13] 客服:查到了", "[00:33-00:34] 客服:三十块"]
    twice = names(held, turns, tmp_path, events=holds)
    assert len(set(twice)) == 2
    assert names(held, turns, tmp_path, events=holds[2:]) == twice[1:]


# -- cases and customers --------------------------------------------------------------------------


def contact(name: str, day: int, **more: Any) -> Conversation:
    case = {"started_at": f"2026-11-{day:02}T09:00:00+08:00", "turns": ["客服:您好", "客户:有个事"], **more}
    return conversation_of(case, name)


def event(kind: str, day: int) -> dict[str, str]:
    return {"type": kind, "at": f"2026-11-{day:02}T10:00:00+08:00"}


def verdicts_of(conversations: Sequence[Conversation], rules: Rules, as_of: str = "") -> list[list[str]]:
    report = check(conversations, rules, as_of=instant(as_of) if as_of else None)
    return [[v.verdict for v in one.verdicts] for one in report.conversations]


def test_a_case_is_judged_where_its_trigger_is(tmp_path: Path) -> None:
    rules = rules_of([{**DEADLINE, "within": "48 hours"}], tmp_path)
    first = contact("C-1", 2, case="T", events=[event("complaint_received", 2)])
    late = contact("C-2", 6, case="T", events=[event("first_reply", 6)])
    soon = contact("C-3", 4, case="T", events=[event("first_reply", 4)])
    other = contact("C-4", 4, case="U", events=[event("first_reply", 4)])
    assert verdicts_of([first, late], rules) == [["violation"], ["not_applicable"]]
    assert verdicts_of([late, first], rules) == [["not_applicable"], ["violation"]]
    assert verdicts_of([first, soon], rules) == [["pass"], ["not_applicable"]]
    assert verdicts_of([first, other], rules) == [["undetermined"], ["not_applicable"]]
    assert verdicts_of([first], rules) == [["undetermined"]]
    report = check([first, late], rules)
    assert {v.subject for one in report.conversations for v in one.verdicts} == {"case:T"}


def test_a_trigger_in_two_logs_is_one(tmp_path: Path) -> None:
    rules = rules_of([{**DEADLINE, "within": "48 hours"}], tmp_path)
    both = [contact(name, 2, case="T", events=[event("complaint_received", 2)]) for name in ("C-1", "C-2")]
    given = verdicts_of(both, rules, "2026-11-20T00:00:00+08:00")
    assert given == [["violation"], ["not_applicable"]]


def test_a_situation_that_events_begin_is_judged_where_they_are(tmp_path: Path) -> None:
    given = {"after": {"situation": "未结"}, "over": "case", "require": {"event": "first_reply"}, "within": "48 hours"}
    first = contact("C-1", 2, case="T", events=[event("complaint_received", 2)])
    late = contact("C-2", 6, case="T", events=[event("first_reply", 6)])
    assert verdicts_of([first, late], rules_of([given], tmp_path)) == [["violation"], ["not_applicable"]]


def test_the_last_trigger_is_the_last_of_each_conversation(tmp_path: Path) -> None:
    rule = {"over": "case", "before": {"event": "appointment_time", "nth": "last"}, "require": {"event": "arrived"}}
    given = {**rule, "within": "12 hours"}
    late, punctual = (
        contact(f"V-{day}", day, channel="visit", case="T", events=[event("appointment_time", day), came])
        for day, came in ((2, event("arrived", 3)), (9, event("arrived", 9)))
    )
    assert verdicts_of([late, punctual], rules_of([given], tmp_path)) == [["violation"], ["pass"]]


def test_a_case_without_a_trigger_is_judged_once(tmp_path: Path) -> None:
    rules = rules_of([{"over": "case", "forbid": {"event": "escalated"}}], tmp_path)
    first = contact("C-1", 2, case="T", events=[event("escalated", 2)])
    second = contact("C-2", 3, case="T", events=[event("closed", 3)])
    given = [v for row in verdicts_of([second, first], rules) for v in row]
    assert given.count("violation") == 1


def test_a_customer_is_judged_once(tmp_path: Path) -> None:
    rules = rules_of([{"over": "customer", "every": "7 days", "require": {"event": "visit_started"}}], tmp_path)
    visits = [
        contact(f"V-{day}", day, channel="visit", customer="K", events=[event("visit_started", day)])
        for day in (2, 8, 15)
    ]
    assert verdicts_of(visits, rules) == [["pass"], [], []]
    assert verdicts_of(visits[::2], rules) == [["violation"], []]
    stranger = contact("V-9", 9, channel="visit", customer="L", events=[event("visit_started", 9)])
    assert verdicts_of([*visits[::2], stranger], rules) == [["violation"], [], ["undetermined"]]
