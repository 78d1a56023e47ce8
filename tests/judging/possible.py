"""Everything that a record leaves open, as all the conversations that it may have been."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from itertools import permutations, product
from random import Random
from typing import Any, NamedTuple

from tests.judging.placing import around, breaks_of, latest_starts, place_ends, place_starts
from tests.judging.reference import judge
from tests.judging.stretches import UNITS, acted, amount, speaker
from tests.judging.world import Happened, Said, World

Choose = Callable[[Sequence[Any]], Any]

INEVITABLE = {
    "inbound_call": ("ring", "answer", "hangup"),
    "outbound_call": ("answer", "hangup"),
    "visit": ("arrived", "visit_started", "visit_ended"),
    "chat": (),
}
COMPLETES = ("first_reply", "callback_made", "appointment_made", "customer_consent")
LIMIT = 100
"""As many worlds are tried one after the other; where there are more, as many are drawn."""


class Record(NamedTuple):
    """What a record gives; times in ms from its start, None where it has none; `base` is that start since the epoch.

    Roles are `unknown` where nobody says; `nobody`: not even who speaks apart from whom.
    """

    said: tuple[Said, ...] = ()
    happened: tuple[Happened, ...] = ()
    channel: str | None = "inbound_call"
    base: int | None = None
    as_of: int | None = None
    attributes: Mapping[str, Any] = {}
    whole_start: bool = True
    whole_end: bool = True
    nobody: bool = False


class Asked(NamedTuple):
    """A rule, and what all worlds of a record need to know of it: its text, terms, and instants worth trying."""

    body: Mapping[str, Any]
    text: str
    terms: frozenset[str]
    lengths: tuple[int, ...]
    grid: tuple[int, ...]
    breaks: frozenset[int]

    def mentions(self, *words: str) -> bool:
        return any(word in self.text for word in words)


def asked_of(record: Record, body: Mapping[str, Any]) -> Asked:
    text = str(body)
    told = {"投诉", "就这些"} if "situation" in text else set()
    found = re.findall(r"\d+ (?:second|minute|hour|day)s?", text)
    lengths = tuple(n * UNITS[unit] for n, unit in map(amount, found))
    known = [t for one in (*record.said, *record.happened) for t in one if isinstance(t, int)]
    grid = around([0, *known, *([] if record.as_of is None else [record.as_of])], lengths)
    return Asked(
        body, text, frozenset(terms_of(body) | told), lengths, tuple(grid), breaks_of(record.said, record.happened)
    )


def verdicts(record: Record, body: Mapping[str, Any], rng: Random) -> tuple[set[str], bool]:
    """The verdicts that a rule has in the worlds of a record, and whether all worlds were tried."""
    found: set[str] = set()
    pending: list[list[int]] = [[]]
    draws = LIMIT
    asked = asked_of(record, body)
    for _ in range(LIMIT):
        if not pending or {"violation"} < found:
            return found, True
        found.add(judge(world(record, asked, _following(pending.pop(), pending)), body))
    while pending and len(found) < 2 and (draws := draws - 1):
        found.add(judge(world(record, asked, rng.choice), body))
    return found, not pending


def _following(prefix: list[int], pending: list[list[int]]) -> Choose:
    """Choose as `prefix` says, then first options, and leave the others for later."""
    taken: list[int] = []

    def choose(options: Sequence[Any]) -> Any:
        k = prefix[len(taken)] if len(taken) < len(prefix) else 0
        if len(taken) >= len(prefix):
            pending.extend([*taken, other] for other in range(1, len(options)))
        taken.append(k)
        return options[k]

    return choose


def world(record: Record, asked: Asked, choose: Choose) -> World:
    """One world that a record may stand for, as far as a rule can tell."""
    said, lost = _spoken(record, asked.body, choose)
    channel = record.channel or choose(list(INEVITABLE))
    happened = _events(record, asked, channel, choose)
    latest: Sequence[int] = ()
    if asked.mentions("event", "second", "minute", "hour", "silence", "断线"):
        starts = place_starts(said, happened, asked, choose)
        latest = latest_starts(said, happened, asked)
        said = place_ends(said, starts, happened, asked, choose)
    else:
        said = [one._replace(start=i, end=i) for i, one in enumerate(said)]
    breaks = frozenset(i + lost for i in asked.breaks)
    for edge in (lost, lost + len(record.said)):
        breaks |= {edge} if len(said) > len(record.said) and choose((True, False)) else set()
    recorded = range(lost, lost + len(record.said))
    undated = [e.type for e in record.happened if e.at is None]
    return World(said, happened, _attributes(record, asked, happened, choose), breaks, recorded, latest, undated)


# -- who ------------------------------------------------------------------------------------------


def _spoken(record: Record, body: Mapping[str, Any], choose: Choose) -> tuple[list[Said], int]:
    """The utterances with roles, and what a cut recording lost; how many it lost at the start."""
    if record.nobody:
        roles = [choose(("agent", "customer")) for _ in record.said]
        said = [one._replace(party=role, role=role) for one, role in zip(record.said, roles)]
    else:
        unnamed = sorted({one.party for one in record.said if one.role == "unknown"})
        others = {one.role for one in record.said} - {"unknown"}
        ways = [way for way in permutations(("agent", "customer"), len(unnamed)) if not others & set(way)]
        if len(others) + len(unnamed) > 2:  # no two-party conversation: anyone may be anyone
            ways = list(product(("agent", "customer"), repeat=len(unnamed)))
        names = dict(zip(unnamed, choose(ways))) if unnamed else {}
        said = [one._replace(role=names.get(one.party, one.role)) for one in record.said]
    terms = sorted(_asked(record, body, said))
    before = [] if record.whole_start else _hidden(terms, choose)
    broken = any(e.type == "dropped" for e in record.happened) and re.match("last|closing", body.get("in", ""))
    broken = broken and speaker(acted(body)) in (None, *(one.role for one in said))
    if broken and record.whole_end:  # a call that broke off leaves its closing open, nothing else
        terms = sorted(terms_of([body.get("require"), body.get("forbid"), body.get("measure")]))
    following = [] if record.whole_end and not broken else _hidden(terms, choose)
    return [*before, *said, *following], len(before)


def _asked(record: Record, body: Mapping[str, Any], said: Sequence[Said]) -> set[str]:
    """Terms that words which nobody recorded may hold. Triggers are taken from the record only, and of a
    taboo for the whole conversation the recorded part is judged."""
    asked = {k: body[k] for k in ("when", "unless", "require", "measure") if k in body}
    if "metric" in body.get("measure", {}):
        return set()
    anchored = any(k in body for k in ("after", "around", "during")) or body.get("in", "conversation") != "conversation"
    if "before" in body:
        a = body["before"]
        spoken = any(t in one.text and one.role == a.get("by", "agent") for one in said for t in terms_of(a))
        anchored |= spoken or any(e.type == a.get("event") for e in record.happened)
    if "forbid" in body and anchored:
        asked["forbid"] = body["forbid"]
    return terms_of(asked)


def _hidden(terms: Sequence[str], choose: Choose) -> list[Said]:
    """Words that nobody recorded."""
    lines: list[list[tuple[str, str]]] = [[]]
    if not terms:
        return []
    lines += [[(role, term)] for term in terms for role in ("agent", "customer")]
    lines.append([("agent", ",".join(terms)), ("customer", ",".join(terms)), ("agent", ",".join(terms))])
    lines.append([("agent", "没有什么"), ("customer", "没有什么")] * 4)
    return [Said(role, role, text) for role, text in choose(lines)]


def terms_of(asked: Any) -> set[str]:
    """Every wording inside a rule or a part of it; those of its situations too."""
    if isinstance(asked, Mapping):
        own = asked.get("say", [])
        inner = {"投诉"} if asked.get("situation") == "抱怨" else set()
        return inner.union(
            [own] if isinstance(own, str) else own, *(terms_of(v) for k, v in asked.items() if k != "say")
        )
    return set[str]().union(*(terms_of(v) for v in asked)) if isinstance(asked, list) else set()


# -- what else ------------------------------------------------------------------------------------


def _events(record: Record, asked: Asked, channel: str, choose: Choose) -> list[Happened]:
    """The events with their times and doers, and those that the record does not show."""
    out = []
    body, grid = asked.body, asked.grid
    for e in record.happened:
        named = asked.mentions(f"'{e.type}'")
        at = e.at if e.at is not None else choose(grid) if named else 0
        by = e.by or (choose(("agent", "customer")) if named and asked.mentions("'by'") else None)
        due = e.due if e.due is not None else choose(grid) if named and asked.mentions("$due") else None
        out.append(Happened(e.type, at, by, due))
    for name in sorted(set(re.findall(r"'event': '(\w+)'", asked.text))):
        recorded = [e.at for e in out if e.type == name]
        owed = f"'{name}'" in str(body.get("require", "")) + str(body.get("forbid", ""))
        if name in COMPLETES and owed:
            hidden: list[int | None] = [None]
            if "before" not in body:
                seen = max([-(10**15), *recorded, *horizon(record)])
                hidden += [t for t in (*grid, grid[-1] + 10**9) if t > seen]
            elif not recorded:
                hidden += grid
            at = choose(hidden)
            out += [] if at is None else [Happened(name, at)]
        elif name in INEVITABLE[channel] and not recorded:
            out.append(Happened(name, choose(grid), choose(("agent", "customer"))))
    return sorted(out, key=lambda e: e.at)


def horizon(record: Record) -> list[int]:
    closed = [e.at for e in record.happened if e.type == "closed" and e.at is not None]
    return [record.as_of] if record.as_of is not None and record.base is not None else [max(closed)] if closed else []


def _attributes(record: Record, asked: Asked, happened: Sequence[Happened], choose: Choose) -> dict[str, Any]:
    known, body = dict(record.attributes), asked.body
    if asked.mentions("customer_tier") and "customer_tier" not in known:
        known["customer_tier"] = choose(("important", "normal"))
    types = {e.type for e in happened}
    until, owed = horizon(record), str(body.get("require"))
    known["end"] = max([*until, *(e.at for e in record.happened if f"'{e.type}'" in owed)]) if until else None
    onset = known.get("unhappy") and "situation" in body.get("after", {}) and "within" in body
    known["onset"] = choose(range(-1, len(record.said))) if onset else -1
    if asked.mentions("rings") and "rings" not in known and not {"ring", "answer"} <= types:
        known["rings"] = choose(range(1, 9))
    return known
