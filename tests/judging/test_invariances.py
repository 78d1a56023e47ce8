"""What must not change a verdict: listening, idle talk elsewhere, where a recogniser cuts, clocks, names, order."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from random import Random
from typing import Any

import pytest
from tests.judging import samples
from tests.judging.bodies import CALL_RULES
from tests.judging.possible import Record
from tests.judging.stretches import acted, speaker
from tests.judging.tables import conversation_of, rules_of
from tests.judging.test_reference import loaded, told
from tests.judging.world import QUIET, Said

from svcnorm.judging import Rules, judge
from svcnorm.model.conversation import Conversation
from svcnorm.model.verdicts import RuleVerdict

SEED = 7_031
RECORDS = 60
Body = Mapping[str, Any]


@pytest.fixture(scope="module")
def bodies() -> list[tuple[str, Body]]:
    rng = Random(SEED)
    return [(form, make(rng)) for form, make in CALL_RULES.items() for _ in range(6)]


@pytest.fixture(scope="module")
def rules(bodies: list[tuple[str, Body]], tmp_path_factory: pytest.TempPathFactory) -> Rules:
    return loaded([body for _, body in bodies], tmp_path_factory.mktemp("rules"))


def records(rng: Random) -> Iterator[Record]:
    return (samples.call(rng) for _ in range(RECORDS))


def unchanged(
    bodies: list[tuple[str, Body]],
    rules: Rules,
    change: Callable[[Record, Random], Record | None],
    concerned: Callable[[str, Body, Record], bool],
) -> int:
    """Judge records before and after a change; how many verdicts were compared."""
    rng = Random(SEED)
    compared = 0
    for record in records(rng):
        changed = change(record, rng)
        if changed is None:
            continue
        pairs = zip(bodies, judge(samples.conversation(record), rules), judge(samples.conversation(changed), rules))
        for (form, body), before, after in pairs:
            if concerned(form, body, record):
                assert kernel(after) == kernel(before), told(form, body, record, before, {after.verdict}) + str(changed)
                compared += 1
    return compared


def kernel(verdict: RuleVerdict) -> object:
    """What a verdict says, without places."""
    found = sorted(f.fingerprint for f in verdict.findings)
    return verdict.verdict, verdict.reasons, found, sorted(f.fingerprint for f in verdict.possible)


def words_only(form: str, body: Body) -> bool:
    """Nothing but words decides: no event, no clock."""
    return not any(mark in str(body) for mark in ("event", "second", "metric", "断线"))


# -- listening ------------------------------------------------------------------------------------


def with_backchannel(record: Record, rng: Random) -> Record | None:
    """The customer says 嗯 while the agent speaks. Beside words without times, its time would tell of theirs."""
    spots = [k for k, one in enumerate(record.said) if one.role == "agent" and one.text not in QUIET]
    times = {t is not None for one in record.said for t in (one.start, one.end)}
    if {one.role for one in record.said} != {"agent", "customer"} or not spots or len(times) != 1:
        return None
    k = rng.choice(spots)
    one, rest = record.said[k], record.said[k + 1 :]
    start = end = None
    if one.start is not None:
        start = max(one.start, min([one.end - 300, *(other.start for other in rest[:1])]))
        end = min(start + 200, one.end)
    return record._replace(said=(*record.said[: k + 1], Said("c", "customer", "嗯", start, end), *rest))


def test_listening_changes_nothing(bodies: list[tuple[str, Body]], rules: Rules) -> None:
    def concerned(form: str, body: Body, record: Record) -> bool:
        return speaker(acted(body)) != "customer"

    assert unchanged(bodies, rules, with_backchannel, concerned) > 1500


# -- idle talk ------------------------------------------------------------------------------------


def idle(record: Record, first: bool) -> Record | None:
    """Both sides say something neutral before everything, or after it."""
    if {one.role for one in record.said} != {"agent", "customer"} or not (record.whole_start and record.whole_end):
        return None
    timed = [t for one in record.said for t in (one.start, one.end) if t is not None]
    if timed and (first or any(one.start is None or one.end is None for one in record.said)):
        return None
    at = max(timed, default=None)
    times = [(None, None)] * 2 if at is None else [(at + 100, at + 900), (at + 1000, at + 1900)]
    talk = tuple(Said(party, samples.ROLE[party], "那边下雨了", start, end) for party, (start, end) in zip("ac", times))
    return record._replace(said=(*talk, *record.said) if first else (*record.said, *talk))


def in_scope(form: str, body: Body, record: Record, scopes: tuple[str, ...]) -> bool:
    plain = form in ("forbid_in_scope", "require_in_scope")
    return plain and body["in"].startswith(scopes) and not any(e.type == "dropped" for e in record.happened)


def test_idle_talk_after_the_first_turns_changes_nothing(bodies: list[tuple[str, Body]], rules: Rules) -> None:
    compared = unchanged(
        bodies,
        rules,
        lambda record, rng: idle(record, first=False),
        lambda form, body, record: in_scope(form, body, record, ("first", "opening", "before customer")),
    )
    assert compared > 40


def test_idle_talk_before_the_last_turns_changes_nothing(bodies: list[tuple[str, Body]], rules: Rules) -> None:
    def concerned(form: str, body: Body, record: Record) -> bool:
        return in_scope(form, body, record, ("last", "closing")) or form in ("count", "during")

    assert unchanged(bodies, rules, lambda record, rng: idle(record, first=True), concerned) > 60


# -- where a recogniser cuts ----------------------------------------------------------------------


def cut_at_a_comma(record: Record, rng: Random) -> Record | None:
    """One utterance becomes two; its time is shared out by length, an odd millisecond off every event."""
    spots = [k for k, one in enumerate(record.said) if "," in one.text.rstrip(",")]
    if not spots or record.nobody:
        return None
    k = rng.choice(spots)
    one = record.said[k]
    at = one.text.index(",") + 1
    middle = None
    if one.start is not None and one.end is not None:
        middle = one.start + (one.end - one.start) * at // len(one.text) | 1
    following = record.said[k + 1].start if k + 1 < len(record.said) else None
    if middle is not None and following is not None and following < middle:
        middle = following
    pieces = (one._replace(text=one.text[:at], end=middle), one._replace(text=one.text[at:], start=middle))
    return record._replace(said=(*record.said[:k], *pieces, *record.said[k + 1 :]))


def test_where_a_recogniser_cuts_changes_nothing(bodies: list[tuple[str, Body]], rules: Rules) -> None:
    compared = unchanged(bodies, rules, cut_at_a_comma, lambda form, body, record: words_only(form, body))
    assert compared > 1000


def test_a_script_is_a_script_in_one_piece_or_four(tmp_path: Path) -> None:
    script = {"all_of": ["您好", "{company}", "我是{name}", "请讲"]}
    scopes = ("first agent turn", "before customer speaks")
    rules = loaded([{"require": script, "in": scope} for scope in scopes], tmp_path)
    pieces = ["客服:您好", "客服:中国电信", "客服:我是李小明", "客服:请讲"]
    whole = [f"客服:{','.join(piece[3:] for piece in pieces)}"]
    after = ["客户:我的宽带断了", "客服:我来看看"]
    for k in range(5):
        listened = [*pieces[:k], "客户:喂", *pieces[k:]]
        timed = [f"[00:{2 * i + 1:02}-00:{2 * i + 2:02}] {line}" for i, line in enumerate(listened)]
        for turns in (whole, pieces, listened, timed):
            given = judge(conversation_of({"turns": [*turns, *after] if turns is not timed else turns}), rules)
            assert [v.verdict for v in given] == ["pass", "pass"], turns
    for k in range(4):
        lacking = [*pieces[:k], *pieces[k + 1 :]]
        given = judge(conversation_of({"turns": [*lacking, *after]}), rules)
        assert [v.verdict for v in given] == ["violation", "violation"], lacking


@pytest.mark.parametrize(
    ("term", "inside", "apart"),
    [
        ("不能办", "这个不能办理", "这个不能办"),
        ("您好", "请您好评一下", "张先生您好"),
        ("稍等", "稍等一下", "稍等"),
        ("不行", "这样不行", "那可不行"),
    ],
)
def test_a_word_across_an_edge_is_no_hit(term: str, inside: str, apart: str, tmp_path: Path) -> None:
    """`token`: a dictionary word that crosses an edge rejects; one that only stands beside does not."""
    rules = rules_of([{"forbid": {"say": term, "edges": "token"}}, {"forbid": {"say": term}}], tmp_path)
    crossing = term in ("不能办", "您好")
    given = judge(conversation_of({"turns": [f"客服:{inside}"]}), rules)
    assert [v.verdict for v in given] == ["pass" if crossing else "violation", "violation"]
    assert judge(conversation_of({"turns": [f"客服:{apart}"]}), rules)[0].verdict == "violation"


# -- clocks, names, order -------------------------------------------------------------------------


def later(record: Record, rng: Random) -> Record | None:
    """Everything happens some time later: the record's start moves, or, without one, every time."""
    by = rng.choice((1, 999, 3_600_000))
    if record.base is not None:
        return record._replace(base=record.base + by)
    if any(one.start is None for one in record.said) or any(e.at is None for e in record.happened):
        return None
    ends = [None if one.end is None else one.end + by for one in record.said]
    said = tuple(one._replace(start=one.start + by, end=end) for one, end in zip(record.said, ends))
    return record._replace(said=said, happened=tuple(e._replace(at=e.at + by) for e in record.happened))


def test_the_clock_may_be_set_otherwise(bodies: list[tuple[str, Body]], rules: Rules) -> None:
    rng = Random(SEED)
    compared = 0
    for record in records(rng):
        changed = later(record, rng)
        if changed is None:
            continue
        pairs = zip(judge(samples.conversation(record), rules), judge(samples.conversation(changed), rules))
        for before, after in pairs:
            assert (after.verdict, after.reasons) == (before.verdict, before.reasons), (record, changed)
            compared += 1
    assert compared > 3000


def test_parties_may_have_other_names(bodies: list[tuple[str, Body]], rules: Rules) -> None:
    def renamed(record: Record, rng: Random) -> Record:
        return record._replace(said=tuple(one._replace(party=f"说话人{one.party}") for one in record.said))

    assert unchanged(bodies, rules, renamed, lambda form, body, record: not record.nobody) > 5000


def test_the_conversation_may_have_another_name(rules: Rules) -> None:
    for record in records(Random(SEED)):
        before, after = (judge(samples.conversation(record, name), rules) for name in ("C-1", "C-2"))
        said = [[(v.verdict, v.reasons, v.evidence) for v in given] for given in (before, after)]
        assert said[0] == said[1]
        named = [{f.fingerprint for v in given for f in v.findings} for given in (before, after)]
        assert not named[0] & named[1]


def test_rules_do_not_see_each_other(rules: Rules) -> None:
    rng = Random(SEED)
    mixed = list(rules.rules)
    rng.shuffle(mixed)
    for record in records(rng):
        conversation: Conversation = samples.conversation(record)
        given = judge(conversation, rules)
        again = {v.rule: v for v in judge(conversation, rules._replace(rules=tuple(mixed)))}
        assert list(given) == [again[v.rule] for v in given]
        assert judge(conversation, rules) == given
