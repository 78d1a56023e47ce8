"""A slow engine to hold the fast one against: rules as written, judged in one fully known conversation.

Where something is not known, `possible.py` makes every conversation that it may have been. Nothing
here is shared with the engine; each form is a few lines, straight from its definition.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime, timedelta, timezone
from typing import Any

from tests.judging.selecting import SITUATIONS, exists, holds, longest, select
from tests.judging.stretches import UNITS, acted, amount, in_scope, in_window, speaker
from tests.judging.world import Found, World, last_words, order, own, runs_of

VIOLATION, PASS, NOT_APPLICABLE, UNDETERMINED = "violation", "pass", "not_applicable", "undetermined"
PAUSED = (("hold_start", "hold_end"), ("mute_start", "mute_end"))


def triggers(world: World, selector: Mapping[str, Any]) -> list[Found]:
    """Events each; words once a turn; a situation at its onset."""
    out: list[Found] = []
    for o in select(world, selector):
        if o.run is None or o.run not in [other.run for other in out]:
            out.append(o)
    return out[:1] if "situation" in selector else out


def judge(world: World, body: Mapping[str, Any]) -> str:
    """The verdict of a rule in a world; its activations by the strongest."""
    world = world._replace(runs=runs_of(world.said, world.breaks))
    if not holds(world, body.get("when", {})) or ("unless" in body and holds(world, body["unless"])):
        return NOT_APPLICABLE
    owing = speaker(acted(body))
    if owing and body.get("over") is None and not own(world, owing, quiet=True):
        return NOT_APPLICABLE
    met = [met for met in obligations(world, body, owing) if met is not None]
    return VIOLATION if False in met else PASS if met else NOT_APPLICABLE


def obligations(world: World, body: Mapping[str, Any], owing: str | None) -> list[bool | None]:
    """Per activation whether it is met; None where there was no opportunity."""
    if "measure" in body:
        return [measured(world, body)]
    if "during" in body:
        return [
            fulfilled(world, body, lambda o, e=e: inside(e, o)) for e in episodes(world, body["during"]["situation"])
        ]
    kind = next((k for k in ("after", "before", "around") if k in body), None)
    if kind is None:
        return [fulfilled(world, body, lambda o: in_scope(world, body.get("in", "conversation"), o))]
    out: list[bool | None] = []
    for a in triggers(world, body[kind]):
        # Without times a turn may well have followed: only a certain lack of one excuses.
        undated = body[kind].get("event") in world.undated
        chance = [
            k for k in own(world, owing or "agent", quiet=True) if k == a.run or undated or _followed(world, a, k)
        ]
        if kind == "after" and "require" in body and owing and body.get("over") is None and not chance:
            out.append(None)
        else:
            out.append(fulfilled(world, body, lambda b, a=a: in_window(world, body, a, b)))
    if not out and kind == "before" and "forbid" in body:
        return [fulfilled(world, body, lambda o: True)]
    return out


def _followed(world: World, a: Found, run: int) -> bool:
    """Whether the last words of a turn were, or may have been, after `a`."""
    said = last_words(world, run)
    if world.latest and a.words is None:
        said = said._replace(start=world.latest[world.runs[run].members[-1]])
    return order(a, said) <= 0


def fulfilled(world: World, body: Mapping[str, Any], window: Callable[[Found], bool]) -> bool:
    if "require" in body:
        return exists(world, body["require"], window)
    return not any(window(o) for o in select(world, body["forbid"]))


def inside(episode: tuple[Found, Found | None], o: Found) -> bool:
    return order(episode[0], o) <= 0 and (episode[1] is None or order(o, episode[1]) <= 0)


def episodes(world: World, name: str) -> list[tuple[Found, Found | None]]:
    """Beginnings with the first end after them; a beginning inside an open episode belongs to it."""
    out: list[tuple[Found, Found | None]] = []
    for start in select(world, SITUATIONS[name]["starts"]):
        if not out or not (out[-1][1] is None or order(start, out[-1][1]) < 0):
            ends = [e for e in select(world, SITUATIONS[name]["ends"]) if order(start, e) < 0]
            out.append((start, ends[0] if ends else None))
    return out


def measured(world: World, body: Mapping[str, Any]) -> bool:
    asked = body["measure"]
    if "count" in asked:
        found = [o for o in select(world, asked["count"]) if in_scope(world, body.get("in", "conversation"), o)]
        value: float = len(longest(found))
    elif asked["metric"] == "silence":
        value = max(silences(world), default=0) / 1000
    else:
        value = world.attributes["rings"] if "rings" in world.attributes else rings(world)
    return bool(body.get("at_least", 0) <= value <= body.get("at_most", 10**6))


def rings(world: World) -> int:
    """Five seconds each, of the last ring before the answer."""
    answer = min(e.at for e in world.happened if e.type == "answer")
    rung = max(e.at for e in world.happened if e.type == "ring" and e.at <= answer)
    return max(1, -(-(answer - rung) // 5000))


def silences(world: World) -> list[int]:
    """Gaps of a second or more in which nobody was held."""
    out = []
    for i in range(1, len(world.said)):
        begin, end = max(one.end for one in world.said[:i]), world.said[i].start
        if end - begin >= 1000 and not any(lo < end and begin < hi for lo, hi in held(world)):
            out.append(end - begin)
    return out


def held(world: World) -> list[tuple[int, int]]:
    out = []
    for start, end in PAUSED:
        for e in world.happened:
            if e.type == start:
                out.append(
                    (e.at, min((x.at for x in world.happened if x.type == end and x.at >= e.at), default=10**15))
                )
    return out


# -- periods --------------------------------------------------------------------------------------


def every(body: Mapping[str, Any], times: list[int], enrolled: date | None, horizon: int | None) -> str:
    """`every`, over instants in ms of local time; the open tail never makes it undetermined, no occurrence does."""
    days = sorted(datetime.fromtimestamp(t / 1000, timezone.utc).date() for t in times)
    known = horizon is not None
    if horizon is not None and times and max(times) > horizon:
        horizon = None  # a record reaches at least as far as its last entry
    if "days" in body["every"]:
        start = [] if enrolled is None else [_ms(enrolled)]
        times = [t for t in times if not start or t >= start[0]]  # nothing is owed before the enrolment
        marks = [*start, *sorted(times), *([] if horizon is None else [horizon])]
        if (not times and enrolled is None) or len(marks) < 2 or (len(times) < 2 and not known):
            return UNDETERMINED
        widest = max(b - a for a, b in zip(marks, marks[1:]))
        return VIOLATION if widest > amount(body["every"])[0] * UNITS["days"] else PASS
    first = enrolled or (days[0] if days else None)
    last = datetime.fromtimestamp(horizon / 1000, timezone.utc).date() - timedelta(1) if horizon is not None else None
    last = last or (days[-1] if len(days) > 1 or (days and known) else None)
    if first is None or last is None:
        return UNDETERMINED
    inside = [first + timedelta(k) for k in range((last - first).days + 1)]
    name = {"week": _week, "half-month": _half, "month": _month}[body["every"]]
    whole = {name(d) for d in inside} - {name(first - timedelta(1)), name(last + timedelta(1))}
    if not whole:
        return UNDETERMINED
    return PASS if whole <= {name(d) for d in days} else VIOLATION


def _ms(day: date) -> int:
    return int(datetime(day.year, day.month, day.day, tzinfo=timezone.utc).timestamp() * 1000)


def _week(day: date) -> object:
    return day - timedelta(day.weekday())


def _half(day: date) -> object:
    return (day.year, day.month, day.day > 15)


def _month(day: date) -> object:
    return (day.year, day.month)
