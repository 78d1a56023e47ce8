"""What a selector finds in one fully known conversation, and whether a condition holds of it."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from tests.judging.stretches import after, before, recorded
from tests.judging.world import Found, World, mark, order, own

SITUATIONS: Mapping[str, Mapping[str, Any]] = {
    "抱怨": {"attribute": "unhappy", "starts": {"say": "投诉", "by": "customer"}},
    "诉说": {"starts": {"say": "投诉", "by": "customer"}, "ends": {"say": "就这些", "by": "customer"}},
    "断线": {"starts": {"event": "dropped"}},
}


def select(world: World, selector: Mapping[str, Any]) -> list[Found]:
    """What a selector finds, less what a guard drops, or only the n-th of it."""
    found = [o for o in _found(world, selector) if not any(_guarded(world, o, g) for g in selector.get("unless", []))]
    nth = selector.get("nth")
    if nth is None:
        return found
    found = [o for o in found if o.run is None or o.run in recorded(world)]  # triggers are those on record
    return found[-1:] if nth == "last" else found[:1] if nth == "first" else found[nth - 1 : nth]


def _guarded(world: World, o: Found, guard: Mapping[str, Any]) -> bool:
    """Whether a guard finds what it looks for in the same turn, earlier, later, or anywhere (a situation)."""
    if "situation" in guard:
        return holds(world, guard)
    kind = next(iter(guard))
    asked = {"require": guard[kind], **{k: v for k, v in guard.items() if k == "within"}}
    near = {"same_turn": lambda b: b.run == o.run, "earlier": lambda b: before(world, asked, o, b)}
    return any(near.get(kind, lambda b: after(world, asked, o, b))(b) for b in select(world, guard[kind]))


def _found(world: World, selector: Mapping[str, Any]) -> list[Found]:
    if "any_of" in selector:
        return sorted((o for member in selector["any_of"] for o in select(world, member)), key=position)
    if "situation" in selector:
        return onsets(world, selector["situation"])
    if "event" in selector:
        if selector["event"] == "interruption":
            return [o for o in interruptions(world) if world.runs[o.run or 0].role == selector.get("by")]
        if selector["event"] == "turn":
            return [mark(world, k) for k in own(world, selector["by"])]
        return [
            Found(e.at, e.at, due=e.due)
            for e in sorted(world.happened, key=lambda e: e.at)
            if e.type == selector["event"] and selector.get("by", e.by) == e.by
        ]
    terms = [selector["say"]] if isinstance(selector["say"], str) else selector["say"]
    out = []
    for k, run in enumerate(world.runs):
        for i in run.members if run.role == selector.get("by", "agent") else ():
            for term in terms:
                for hit in re.finditer("[,,、 ]*".join(map(re.escape, term)), world.said[i].text):
                    out.append(Found(world.said[i].start, world.said[i].end, (i, hit.start()), k, len(hit[0])))
    return sorted(out, key=position)


def onsets(world: World, name: str) -> list[Found]:
    """An attribute beats the words; an onset that nothing shows is the start, or wherever the world has it."""
    known = SITUATIONS[name]
    given = world.attributes.get(known.get("attribute", ""))
    found = select(world, known["starts"]) if given is not False else []
    i = world.attributes.get("onset", -1)
    start = world.said[max(i, 0)].start if world.said else 0
    return found or ([Found(start, start, (i, -1))] if given else [])


def position(o: Found) -> Any:
    return (o.start, o.words or (10**6, 0), -o.size)


def longest(found: Sequence[Found]) -> list[Found]:
    """Leftmost-longest, none overlapping."""
    kept: list[Found] = []
    for o in sorted(found, key=lambda o: (o.words or (10**6, o.start), -o.size)):
        last = kept[-1] if kept else None
        if not (
            last and last.words and o.words and o.words[0] == last.words[0] and o.words[1] < last.words[1] + last.size
        ):
            kept.append(o)
    return kept


def interruptions(world: World) -> list[Found]:
    """Content that starts while the other's goes on and overlaps it by a second."""
    out = []
    for k, run in enumerate(world.runs):
        for i in run.members if not run.quiet else ():
            one = world.said[i]
            for other in world.said[:i]:
                if (
                    other.party != one.party
                    and other.start <= one.start
                    and min(one.end, other.end) - one.start >= 1000
                ):
                    out.append(Found(one.start, one.end, (i, 0), k, len(one.text)))
                    break
    return out


def exists(world: World, selector: Mapping[str, Any], inside: Callable[[Found], bool]) -> bool:
    if "all_of" in selector:
        return all(exists(world, member, inside) for member in selector["all_of"])
    if "any_of" in selector:
        return any(exists(world, member, inside) for member in selector["any_of"])
    if "at_least" in selector:
        return sum(exists(world, member, inside) for member in selector["of"]) >= selector["at_least"]
    if "in_order" in selector:
        groups = [[o for o in select(world, member) if inside(o)] for member in selector["in_order"]]
        return chained(groups, None)
    return any(inside(o) for o in select(world, selector))


def chained(groups: list[list[Found]], last: Found | None) -> bool:
    if not groups:
        return True
    return any(chained(groups[1:], o) for o in groups[0] if last is None or order(last, o) <= 0)


def holds(world: World, condition: Any) -> bool:
    """`when`: a mapping is and, a list of values is or."""
    for name, wanted in condition.items():
        if name == "not":
            true = not holds(world, wanted)
        elif name == "any":
            true = any(holds(world, member) for member in wanted)
        elif name == "has":
            true = exists(world, wanted, lambda o: True)
        elif name == "situation":
            known = SITUATIONS[wanted]
            given = world.attributes.get(known.get("attribute"))
            true = given if given is not None else bool(select(world, known["starts"]))
        else:
            true = world.attributes[name] in (wanted if isinstance(wanted, list) else [wanted])
        if not true:
            return False
    return True
