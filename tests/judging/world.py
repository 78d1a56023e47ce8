"""One conversation of which everything is known, and what is in it: plain loops over plain lists."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any, NamedTuple

QUIET = ("嗯", "哦", "喂")
"""The back-channels that generated conversations use."""
SITUATIONS: Mapping[str, Mapping[str, Any]] = {
    "抱怨": {"attribute": "unhappy", "starts": {"say": "投诉", "by": "customer"}},
    "诉说": {"starts": {"say": "投诉", "by": "customer"}, "ends": {"say": "就这些", "by": "customer"}},
    "断线": {"starts": {"event": "dropped"}},
}


class Said(NamedTuple):
    """One utterance; times in ms, None where the record has none."""

    party: str
    role: str
    text: str
    start: Any = None
    end: Any = None


class Happened(NamedTuple):
    """One event; times in ms."""

    type: str
    at: Any = None
    by: str | None = None
    due: Any = None


class Run(NamedTuple):
    """One turn: whose, which utterances, and whether it is nothing but back-channel."""

    role: str
    members: list[int]
    quiet: bool


class World(NamedTuple):
    """A conversation of which everything is known.

    `breaks`: utterances before which a turn ends; `recorded`: those of which there is a record.
    `latest`: the latest starts that their record allows; `undated`: types of events without a time.
    """

    said: Sequence[Said]
    happened: Sequence[Happened]
    attributes: Mapping[str, Any]
    breaks: frozenset[int]
    recorded: range
    latest: Sequence[int] = ()
    undated: Sequence[str] = ()
    runs: Sequence[Run] = ()


class Found(NamedTuple):
    """Where something is: `words` is (utterance, offset) for what was said."""

    start: int
    end: int
    words: tuple[int, int] | None = None
    run: int | None = None
    size: int = 0
    due: Any = None


def runs_of(said: Sequence[Said], breaks: frozenset[int]) -> list[Run]:
    """Maximal runs of one party; a back-channel of the other does not end one."""
    plain: list[list[int]] = []
    for i, one in enumerate(said):
        if plain and said[plain[-1][-1]].party == one.party and i not in breaks:
            plain[-1].append(i)
        else:
            plain.append([i])
    out: list[Run] = []
    for members in plain:
        quiet = all(said[i].text in QUIET for i in members)
        last = next((run for run in reversed(out) if not run.quiet), None)
        broken = last is not None and any(i in breaks for i in range(last.members[-1] + 1, members[0] + 1))
        if last is not None and not broken and said[last.members[0]].party == said[members[0]].party:
            last.members.extend(members)
        else:
            out.append(Run(said[members[0]].role, list(members), quiet))
    return out


def order(a: Found, b: Found) -> int:
    """-1, 0, 1: words by the record, all else by time."""
    left, right = (a.words, b.words) if a.words and b.words else (a.start, b.start)
    return (left > right) - (left < right)


def mark(world: World, run: int) -> Found:
    first, last = world.runs[run].members[0], world.runs[run].members[-1]
    return Found(world.said[first].start, world.said[last].end, (first, 0), run)


def last_words(world: World, run: int) -> Found:
    last = world.runs[run].members[-1]
    return Found(world.said[last].start, world.said[last].end, (last, 0), run)


def own(world: World, role: str, quiet: bool = False) -> list[int]:
    """The turns of a role that count."""
    return [k for k, run in enumerate(world.runs) if run.role == role and (quiet or not run.quiet)]


# -- selecting ------------------------------------------------------------------------------------


def select(world: World, selector: Mapping[str, Any]) -> list[Found]:
    if "any_of" in selector:
        return sorted((o for member in selector["any_of"] for o in select(world, member)), key=position)
    if "situation" in selector:
        return onsets(world, selector["situation"])
    if "event" in selector:
        if selector["event"] == "interruption":
            return [o for o in interruptions(world) if world.runs[o.run or 0].role == selector.get("by")]
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
