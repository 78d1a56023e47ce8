"""Random rules and random records, small enough for a slow engine, from a seed."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from random import Random
from typing import Any

from tests.judging.possible import Record
from tests.judging.world import QUIET, Happened, Said

from svcnorm.model.conversation import Conversation, Event, Party, Utterance

TERMS = ("抱歉", "再见", "久等", "没货", "换一款", "核实")
NEUTRAL = ("这个月的账单", "红色的按钮", "那边下雨了", "价格是八块", "上个星期五", "蓝颜色的线")
BASE = 1_791_345_600_000
"""2026-10-07 12:00 in the calendar's zone."""
HOUR = 3_600_000

Body = dict[str, Any]
Maker = Callable[[Random], Body]


# -- rules ----------------------------------------------------------------------------------------


def _say(rng: Random, term: str, by: str = "") -> Body:
    say: Any = [term, f"{term}了"] if rng.random() < 0.15 else term
    return {"say": say, **({"by": by} if by else {})}


def _two(rng: Random) -> tuple[str, str]:
    first, second = rng.sample(TERMS, 2)
    return first, second


def _scope(rng: Random) -> str:
    n = rng.choice((1, 1, 2, 3))
    edge, party = rng.choice(("first", "last")), rng.choice(("agent", "agent", "customer"))
    turns = f"{edge} {n} {party} turns" if n > 1 else f"{edge} {party} turn"
    return rng.choice(("conversation", "opening", "closing", "before customer speaks", turns, turns))


def _trigger(rng: Random, term: str) -> Body:
    """Words of either side, or an event."""
    if rng.random() < 0.5:
        return _say(rng, term, rng.choice(("agent", "customer")))
    return {"event": rng.choice(("hold_start", "hold_end", "hold_end", "answer", "transfer"))}


def _window(rng: Random) -> Body:
    turns = f"{rng.choice((1, 2))} {rng.choice(('agent turns', 'agent turns', 'customer turns', 'turns'))}"
    return rng.choice(({}, {"within": f"{rng.choice((2, 5, 10))} seconds"}, {"within": turns}))


def _doer(rng: Random) -> str:
    """Mostly the agent owes an act."""
    return rng.choice(("agent", "agent", "agent", "customer"))


def _party(scope: str) -> str:
    return "customer" if "customer turn" in scope else "agent"


def forbid_in_scope(rng: Random) -> Body:
    scope = _scope(rng)
    return {"forbid": _say(rng, rng.choice(TERMS), _party(scope)), "in": scope}


def require_in_scope(rng: Random) -> Body:
    scope = _scope(rng)
    return {"require": _say(rng, rng.choice(TERMS), _party(scope)), "in": scope}


def response(rng: Random) -> Body:
    a, b = _two(rng)
    return {"after": _trigger(rng, a), "require": _say(rng, b, _doer(rng)), **_window(rng)}


def not_succession(rng: Random) -> Body:
    a, b = _two(rng)
    return {"after": _trigger(rng, a), "forbid": _say(rng, b, _doer(rng)), **_window(rng)}


def precedence(rng: Random) -> Body:
    a, b = _two(rng)
    gap = {"gap": {"at_least": f"{rng.choice((2, 5))} seconds"}} if rng.random() < 0.2 else {}
    return {"before": _trigger(rng, a), "require": _say(rng, b, _doer(rng)), **(gap or _window(rng))}


def forbid_before(rng: Random) -> Body:
    a, b = _two(rng)
    if rng.random() < 0.5:
        return {"before": _say(rng, a, "customer"), "forbid": {"event": rng.choice(("transfer", "hold_start"))}}
    return {"before": _trigger(rng, a), "forbid": _say(rng, b)}


def around(rng: Random) -> Body:
    a, b = _two(rng)
    return {"around": _trigger(rng, a), "require": _say(rng, b, _doer(rng)), **_window(rng)}


def during(rng: Random) -> Body:
    if rng.random() < 0.5:
        return {"during": {"situation": "诉说"}, "forbid": {"event": "interruption", "by": "agent"}}
    return {"during": {"situation": "诉说"}, "forbid": _say(rng, rng.choice(TERMS))}


def situation_onset(rng: Random) -> Body:
    return {"after": {"situation": "抱怨"}, "require": _say(rng, rng.choice(TERMS)), **_window(rng)}


def not_coexistence(rng: Random) -> Body:
    a, b = _two(rng)
    return {
        "when": {"has": _say(rng, a, rng.choice(("agent", "customer")))},
        "forbid": _say(rng, b),
        "in": _scope_of_agent(rng),
    }


def _scope_of_agent(rng: Random) -> str:
    return rng.choice(("conversation", "closing", "first 2 agent turns"))


def conditional(rng: Random) -> Body:
    """Conditions with `not` and `any` over attributes and situations."""
    body: Body = rng.choice((forbid_in_scope, require_in_scope, response))(rng)
    other = rng.choice([term for term in TERMS if term not in str(body)])
    parts: list[Body] = [
        {"customer_tier": "important"},
        {"situation": "抱怨"},
        {"situation": "断线"},
        {"has": _say(rng, other)},
    ]
    one, two = rng.sample(parts, 2)
    when = rng.choice((one, {"not": one}, {"any": [one, two]}, {**one, "not": two}))
    return {"when": when, **body}


def guarded(rng: Random) -> Body:
    """A taboo with a guard that looks elsewhere."""
    a, b = _two(rng)
    guard = _say(rng, b, rng.choice(("agent", "customer")))
    own = {"same_turn": _say(rng, b)}
    near = rng.choice(({}, {"within": "1 turn"}, {"within": "2 turns"}))
    unless = rng.choice((own, {"earlier": guard, **near}, {"later": guard, **near}, {"situation": "抱怨"}))
    return {"forbid": {**_say(rng, a), "unless": [unless]}}


def nth(rng: Random) -> Body:
    """One of several triggers."""
    a, b = _two(rng)
    which = rng.choice(("first", "last", 2))
    turn = {"event": "turn", "by": "customer", "where": {"kind": "content"}, "nth": which}
    trigger = rng.choice((turn, {**_say(rng, a, rng.choice(("agent", "customer"))), "nth": which}))
    kind = rng.choice(("after", "before", "around"))
    if kind != "around" and which != 2 and rng.random() < 0.3:
        return {kind: trigger, "forbid": _say(rng, b)}
    return {kind: trigger, "require": _say(rng, b), **_window(rng)}


def same_turn(rng: Random) -> Body:
    a, b = _two(rng)
    kind, act = rng.choice(("after", "before", "around")), rng.choice(("require", "forbid"))
    return {kind: _say(rng, a), act: _say(rng, b), "within": "same turn"}


def combination(rng: Random) -> Body:
    members = [_say(rng, term) for term in rng.sample(TERMS, 3)]
    asked: Body = rng.choice(
        ({"in_order": members[:2]}, {"in_order": members}, {"all_of": members[:2]}, {"any_of": members[:2]},
         {"at_least": 2, "of": members})
    )  # fmt: skip
    where = rng.choice(
        ({}, {"in": "first 3 agent turns"}, {"after": {"event": "hold_end"}}, {"after": _say(rng, "投诉", "customer")})
    )
    return {**where, "require": asked}


def count(rng: Random) -> Body:
    bound = rng.choice(({"at_most": 1}, {"at_most": 0}, {"at_least": 1}, {"at_least": 2}))
    return {"measure": {"count": _say(rng, rng.choice(TERMS))}, **bound, **rng.choice(({}, {"in": "closing"}))}


def silence(rng: Random) -> Body:
    return {"measure": {"metric": "silence"}, "at_most": rng.choice((2, 5, 8))}


def rings(rng: Random) -> Body:
    return {"measure": {"metric": "rings"}, "at_most": rng.choice((2, 3, 4))}


def hang_up(rng: Random) -> Body:
    """An inevitable event: no record is missing evidence."""
    return {"forbid": {"event": "hangup", "by": "agent"}, **rng.choice(({}, {"when": {"not": {"situation": "断线"}}}))}


def deadline(rng: Random) -> Body:
    hours = f"{rng.choice((24, 48))} hours"
    window: Body = rng.choice(({"within": hours}, {}))
    trigger = rng.choice(("complaint_received", "callback_promised", "visit_started"))
    body = {"after": {"event": trigger}, "require": {"event": "first_reply"}, **window}
    if rng.random() < 0.3:
        body = {"after": {"event": "callback_promised"}, "require": {"event": "callback_made"}, "until": "$due"}
    return {"over": "case", **body}


def appointment(rng: Random) -> Body:
    gap = rng.choice(({}, {"gap": {"at_least": "24 hours"}}))
    return {"over": "case", "before": {"event": "visit_started"}, "require": {"event": "appointment_made"}, **gap}


CALL_RULES: Mapping[str, Maker] = {
    maker.__name__: maker
    for maker in (
        forbid_in_scope, require_in_scope, response, not_succession, precedence, forbid_before, around, during,
        situation_onset, not_coexistence, conditional, guarded, nth, same_turn, combination, count, silence, rings,
        hang_up,
    )
}  # fmt: skip
CASE_RULES: Mapping[str, Maker] = {"deadline": deadline, "appointment": appointment}


# -- records --------------------------------------------------------------------------------------


def call(rng: Random) -> Record:
    """Three to twelve utterances, some timed, some not, with the events of a call."""
    naming = rng.choices(("named", "unnamed", "one", "nobody"), (12, 2, 1, 1))[0]
    untimed = rng.choice((0.0, 0.0, 0.3, 1.0))
    n = rng.randint(3, 12) if naming != "nobody" and untimed < 0.2 else rng.randint(3, 6)
    said: list[Said] = []
    clock = rng.randint(1, 4) * 1000
    for _ in range(n):
        same = said and rng.random() < 0.3
        party = (
            said[-1].party if same else "c" if said and said[-1].party == "a" else rng.choice("ac") if not said else "a"
        )
        start = clock
        end = start + rng.choice((1000, 2000, 3000))
        clock = end + rng.choice((-1500, 0, 0, 500, 1000, 2000, 5000, 6000))
        clock = max(clock, start)
        known = rng.random() >= untimed
        ends = known and rng.random() < 0.9
        said.append(Said(party, ROLE[party], _text(rng), start if known else None, end if ends else None))
    said = [_named(one, naming) for one in said]
    return Record(
        tuple(said),
        tuple(sorted(_call_events(rng, clock + 4000), key=lambda e: e.at if e.at is not None else 0)),
        channel=rng.choice(("inbound_call",) * 6 + ("outbound_call", "chat", None)),
        base=rng.choice((None, BASE)),
        attributes=rng.choice(
            (
                {},
                {"customer_tier": "important"},
                {"customer_tier": "normal"},
                {"unhappy": True},
                {"unhappy": False},
                {"rings": 3},
            )
        ),
        whole_start=rng.random() > 0.06,
        whole_end=rng.random() > 0.06,
        nobody=naming == "nobody",
    )


ROLE = {"a": "agent", "c": "customer"}


def _named(one: Said, naming: str) -> Said:
    if naming == "nobody":
        return one._replace(party="unknown", role="unknown")
    hidden = naming == "unnamed" or (naming == "one" and one.party == "c")
    return one._replace(role="unknown") if hidden else one


def _text(rng: Random) -> str:
    if rng.random() < 0.15:
        return rng.choice(QUIET)
    pieces = [rng.choice((*TERMS, *TERMS, "投诉", "投诉", "就这些", *NEUTRAL)) for _ in range(rng.choice((1, 1, 2, 3)))]
    return "".join(p + rng.choice((",", "。", "了。", "")) for p in pieces) or "那边下雨了"


def _call_events(rng: Random, end: int) -> list[Happened]:
    out = []
    if rng.random() < 0.6:
        out += [Happened("ring", -rng.choice((4999, 10_000, 10_001, 15_000, 15_001))), Happened("answer", 0)]
    if rng.random() < 0.5:
        out.append(Happened("hangup", end, rng.choice(("agent", "customer", None))))
    elif rng.random() < 0.3:
        out.append(Happened("dropped", end))
    for _ in range(rng.choice((0, 0, 1, 2))):
        begin = rng.randrange(0, end, 500)
        out.append(Happened("hold_start", begin))
        out.append(Happened("hold_end", begin + rng.choice((500, 3000, 8000))))
    if rng.random() < 0.3:
        out.append(Happened("transfer", rng.randrange(0, end, 500)))
    return [e._replace(at=None) if rng.random() < 0.03 and e.type == "hold_end" else e for e in out]


def case(rng: Random) -> Record:
    """Events over some days, without words."""
    types = (
        "complaint_received",
        "callback_promised",
        "first_reply",
        "callback_made",
        "visit_started",
        "appointment_made",
        "resolved",
    )
    out = []
    for name in rng.sample(types, rng.randint(1, 5)):
        for _ in range(rng.choice((1, 1, 2))):
            due = rng.choice((None, 30 * HOUR, 60 * HOUR)) if name == "callback_promised" else None
            out.append(Happened(name, rng.randrange(0, 80 * HOUR, 6 * HOUR), due=due))
    if rng.random() < 0.3:
        out.append(Happened("closed", rng.choice((24, 48, 54, 90)) * HOUR))
    as_of = rng.choice((None, None, 24 * HOUR, 54 * HOUR, 200 * HOUR))
    channel = rng.choice(("visit", "inbound_call"))
    return Record((), tuple(sorted(out, key=lambda e: e.at)), channel, BASE, as_of)


def conversation(record: Record, name: str = "sample") -> Conversation:
    """The record as the engine takes it."""
    parties = {one.party: Party(one.party, one.role) for one in record.said}
    base = record.base

    def instant(at: int | None) -> int | None:
        return None if at is None or base is None else base + at

    return Conversation(
        id=name,
        source=name,
        channel=record.channel,
        started_at=base,
        utc_offset=480,
        attributes=record.attributes,
        parties=tuple(parties.values()),
        utterances=tuple(Utterance(one.party, one.role, one.text, one.start, one.end) for one in record.said),
        events=tuple(Event(e.type, e.at, instant(e.at), e.by, instant(e.due)) for e in record.happened),
        complete_start=record.whole_start,
        complete_end=record.whole_end,
    )
