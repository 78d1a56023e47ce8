"""Random rules over all forms, from a seed: bodies as they are written in packs."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from random import Random
from typing import Any

TERMS = ("抱歉", "再见", "久等", "没货")

Body = dict[str, Any]
Maker = Callable[[Random], Body]


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
    return rng.choice(({}, {"within": f"{rng.choice((1, 2, 5))} seconds"}, {"within": turns}))


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


def in_order(rng: Random) -> Body:
    members = [_say(rng, term) for term in rng.sample(TERMS, rng.choice((2, 2, 2, 3)))]
    return {**_place(rng), "require": {"in_order": members}}


def combination(rng: Random) -> Body:
    members = [_say(rng, term) for term in rng.sample(TERMS, 3)]
    whole: tuple[Body, ...] = ({"all_of": members[:2]}, {"any_of": members[:2]}, {"at_least": 2, "of": members})
    return {**_place(rng), "require": rng.choice(whole)}


def _place(rng: Random) -> Body:
    complaint = _say(rng, "投诉", "customer")
    return rng.choice(({}, {"in": "first 3 agent turns"}, {"after": {"event": "hold_end"}}, {"after": complaint}))


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
        situation_onset, not_coexistence, conditional, guarded, nth, same_turn, in_order, combination, count,
        silence, rings, hang_up,
    )
}  # fmt: skip
CASE_RULES: Mapping[str, Maker] = {"deadline": deadline, "appointment": appointment}
