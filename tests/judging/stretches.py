"""Where something is looked for: scopes and windows, turn by turn and second by second."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from tests.judging.world import Found, World, mark, order, own

UNITS = {"seconds": 1_000, "minutes": 60_000, "hours": 3_600_000, "days": 86_400_000}


def acted(body: Mapping[str, Any]) -> Mapping[str, Any]:
    """What is required or forbidden."""
    selector: Mapping[str, Any] = body.get("require") or body.get("forbid") or {}
    return selector


def speaker(selector: Mapping[str, Any]) -> str | None:
    """Who owes words; None for what is no speaking."""
    if "say" in selector or selector.get("event") == "interruption":
        return str(selector.get("by", "agent"))
    parts = next((selector[k] for k in ("any_of", "all_of", "in_order", "of") if k in selector), [])
    owing = [speaker(part) for part in parts]
    return owing[0] if owing and None not in owing else None


def obliged(body: Mapping[str, Any]) -> str:
    return speaker(acted(body)) or "agent"


def recorded(world: World) -> list[int]:
    """The turns of which there is a record."""
    return [k for k, run in enumerate(world.runs) if set(run.members) & set(world.recorded)]


def in_scope(world: World, scope: str, o: Found) -> bool:
    """What stands in the first or last turns of a cut recording counts as in them."""
    part = recorded(world)
    return _in_scope(world, scope, o, range(len(world.runs))) or (o.run in part and _in_scope(world, scope, o, part))


def _in_scope(world: World, scope: str, o: Found, part: Sequence[int]) -> bool:
    scope = {"opening": "first 3 agent turns", "closing": "last 3 agent turns"}.get(scope, scope)
    if scope == "conversation":
        return True
    if scope == "before customer speaks":
        theirs = [k for k in own(world, "customer") if k in part]
        return not theirs or order(o, mark(world, theirs[0])) <= 0
    edge, n, role = re.match(r"(first|last) ?(\d*) (agent|customer) turns?", scope).groups()  # type: ignore[union-attr]
    turns = [k for k in own(world, role) if k in part]
    return o.run in (turns[: int(n or 1)] if edge == "first" else turns[-int(n or 1) :])


def amount(text: str) -> tuple[int, str]:
    number, unit = text.split(" ", 1)
    return int(number), unit if unit.endswith("s") else unit + "s"


def in_window(world: World, body: Mapping[str, Any], a: Found, b: Found) -> bool:
    """Whether `b` is in the window that `a` opens."""
    kind = next(k for k in ("after", "before", "around") if k in body)
    if "gap" in body:
        n, unit = amount(body["gap"]["at_least"])
        distance = a.start - b.end if kind == "before" else b.start - a.end
        if distance < n * UNITS[unit]:
            return False
    if body.get("within") == "same turn" and a.run != b.run:
        return False
    sides = {"after": (after,), "before": (before,), "around": (after, before)}[kind]
    if kind == "around" and (
        "within" not in body or (a.run is not None and a.run == b.run and "turn" in body["within"])
    ):
        return True
    return any(side(world, body, a, b) for side in sides)


def after(world: World, body: Mapping[str, Any], a: Found, b: Found) -> bool:
    if order(a, b) > 0 or ("forbid" in body and order(a, b) == 0):
        return False
    if body.get("until") == "$due":
        return bool(b.start <= a.due)
    if body.get("within") == "same turn":
        return a.run == b.run
    if "within" not in body:
        end = world.attributes.get("end") if body.get("over") else None
        return end is None or end < a.start or b.start <= end
    n, unit = amount(body["within"])
    if unit in UNITS:
        return b.start - a.end <= n * UNITS[unit]
    if a.run is not None and a.run == b.run:
        return True
    party = unit.split()[0] if " " in unit else obliged(body)
    turns = [k for k in own(world, party) if k != a.run and order(a, mark(world, k)) <= 0]
    if b.run is not None:
        # A turn in the middle of which an event falls goes on: the rest of it is turn 0.
        if a.run is None and b.run in own(world, party) and order(mark(world, b.run), a) < 0:
            return True
        counted = {*turns[:n], *[k for k in turns if k in recorded(world)][:n]}
        return b.run in counted or any(order(b, mark(world, k)) < 0 for k in counted)
    return len(turns) <= n or order(b, mark(world, turns[n])) <= 0


def before(world: World, body: Mapping[str, Any], a: Found, b: Found) -> bool:
    if order(b, a) > 0 or ("forbid" in body and order(b, a) == 0):
        return False
    if body.get("within") == "same turn":
        return a.run == b.run
    if "within" not in body:
        return True
    n, unit = amount(body["within"])
    if unit in UNITS:
        return a.start - b.end <= n * UNITS[unit]
    if a.run is not None and a.run == b.run:
        return True
    party = unit.split()[0] if " " in unit else obliged(body)
    turns = [k for k in reversed(own(world, party)) if k != a.run and order(mark(world, k), a) <= 0]
    if b.run is not None:
        counted = {*turns[:n], *[k for k in turns if k in recorded(world)][:n]}
        return b.run in counted or any(order(mark(world, k), b) < 0 for k in counted)
    return len(turns) <= n or order(mark(world, turns[n]), b) <= 0
