"""Samples for people to review: stratified, reproducible, with what each stands for."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from hashlib import blake2b
from heapq import heappush, heapreplace
from typing import Any, NamedTuple

from svcnorm.audit.figures.tallies import DAY, NOT_ROSTER, Choice

STRATA = ("agent", "team", "channel", "score", "rule", "verdict")
OF_VERDICTS = ("rule", "verdict")
"""With one of these the sample is of verdicts (violations and undetermined ones), else of conversations."""
FATAL, UNDETERMINED = "fatal", "undetermined"
MUST = (FATAL, UNDETERMINED)
"""What is taken whole: conversations with a fatal fault; those of which too little could be judged to pass or fail."""
SCORE = "(SELECT min(s.score) FROM score s WHERE s.conversation = c.key)"
WHOLE = {
    FATAL: "EXISTS (SELECT 1 FROM finding f WHERE f.conversation = c.key AND f.severity = 'fatal'"
    " AND f.withdrawn_run IS NULL AND NOT f.possible)",
    UNDETERMINED: "EXISTS (SELECT 1 FROM score s WHERE s.conversation = c.key AND s.passed IS NULL)",
}


class Draw(NamedTuple):
    """So many from each stratum, which is a combination of values of `strata` (of STRATA)."""

    strata: tuple[str, ...]
    each: int


class Drawn(NamedTuple):
    """A conversation, or a verdict in it, that was drawn. Its stratum holds `population`, of which `drawn` were taken;
    each stands for `population / drawn`. `message` and `text` are what was found, where."""

    stratum: str
    population: int
    drawn: int
    fraction: float
    conversation: str
    source: str
    channel: str | None
    day: str | None
    agent: str | None
    team: str | None
    score: float | None
    rule: str
    title: str
    verdict: str
    reasons: str
    message: str
    text: str


class Unit(NamedTuple):
    """What may be drawn: a conversation, or one verdict of it."""

    key: int
    id: str
    rule: int
    values: dict[str, Any]


def sample(
    db: sqlite3.Connection, draws: Sequence[Draw], must: Sequence[str], seed: int, choice: Choice
) -> list[Drawn]:
    """The sample: what must be in it first, then stratum by stratum. What depends on the seed and the ids alone stays
    the same whatever else the store holds, as long as its stratum is the same."""
    where, values = choice.where(DAY)
    frame = f"c.vector IS NOT NULL AND {NOT_ROSTER} AND {where}"
    found: list[Drawn] = []
    for name in must:
        taken = must[: must.index(name)]
        condition = " AND ".join([frame, WHOLE[name], *(f"NOT {WHOLE[each]}" for each in taken)])
        whole = sorted(_conversations(db, condition, values), key=lambda unit: unit.id)
        found += [_told(db, f"must={name}", len(whole), len(whole), unit) for unit in whole]
    rest = " AND ".join([frame, *(f"NOT {WHOLE[name]}" for name in must)])
    for draw in draws:
        of_verdicts = any(name in OF_VERDICTS for name in draw.strata)
        units = (_verdicts if of_verdicts else _conversations)(db, rest, values)
        for stratum, (population, chosen) in sorted(_drawn(units, draw, seed).items()):
            found += [_told(db, stratum, population, len(chosen), unit) for unit in chosen]
    return found


def _drawn(units: Iterator[Unit], draw: Draw, seed: int) -> dict[str, tuple[int, list[Unit]]]:
    """Of each stratum how many there are, and those whose hashes are the least."""
    counts: dict[str, int] = {}
    heaps: dict[str, list[tuple[int, str, int, Unit]]] = {}
    for unit in units:
        stratum = " ".join(f"{name}={_value(name, unit.values[name])}" for name in draw.strata) or "all"
        counts[stratum] = counts.get(stratum, 0) + 1
        heap = heaps.setdefault(stratum, [])
        ranked = (-_rank(unit, seed), unit.id, unit.rule, unit)
        if len(heap) < draw.each:
            heappush(heap, ranked)
        elif ranked > heap[0]:
            heapreplace(heap, ranked)
    return {name: (counts[name], [each[-1] for each in sorted(heap, reverse=True)]) for name, heap in heaps.items()}


def _rank(unit: Unit, seed: int) -> int:
    """A number that the seed and the unit's name alone decide."""
    named = f"{unit.id}\0{unit.values.get('rule', '')}".encode("utf-8", "surrogatepass")
    return int.from_bytes(blake2b(named, key=str(seed).encode(), digest_size=8).digest(), "big")


def _value(name: str, value: Any) -> str:
    """A value of a stratum; scores by bands of ten."""
    if name != "score":
        return value or "-"
    if value is None:
        return "-"
    low = min(90, int(value // 10) * 10)
    return f"{low}-{low + 9 if low < 90 else 100}"


def _conversations(db: sqlite3.Connection, where: str, values: Sequence[str]) -> Iterator[Unit]:
    query = f"SELECT c.key, c.id, c.agent, c.team, c.channel, {SCORE} FROM conversation c WHERE {where}"
    for key, name, agent, team, channel, score in db.execute(query, values):
        yield Unit(key, name, 0, {"agent": agent, "team": team, "channel": channel, "score": score})


def _verdicts(db: sqlite3.Connection, where: str, values: Sequence[str]) -> Iterator[Unit]:
    query = (
        f"SELECT c.key, c.id, v.rule, c.agent, c.team, c.channel, {SCORE}, r.instance, o.verdict"
        " FROM verdict v JOIN conversation c ON c.key = v.conversation JOIN rule r ON r.key = v.rule"
        f" JOIN outcome o ON o.code = v.code WHERE {where}"
    )
    for key, name, number, agent, team, channel, score, rule, verdict in db.execute(query, values):
        told = {"agent": agent, "team": team, "channel": channel, "score": score, "rule": rule, "verdict": verdict}
        yield Unit(key, name, number, told)


def _told(db: sqlite3.Connection, stratum: str, population: int, drawn: int, unit: Unit) -> Drawn:
    name, source, channel, day, agent, team, score = db.execute(
        f"SELECT coalesce(c.name, c.id), c.source, c.channel, {DAY}, c.agent, c.team, {SCORE}"
        " FROM conversation c WHERE c.key = ?",
        (unit.key,),
    ).fetchone()
    verdict: Sequence[str] = ("", "", "", "")
    said: Sequence[str] | None = None
    if unit.rule:
        verdict = db.execute(
            "SELECT r.instance, r.title, o.verdict, v.reasons FROM verdict v JOIN rule r ON r.key = v.rule"
            " JOIN outcome o ON o.code = v.code WHERE v.conversation = ? AND v.rule = ?",
            (unit.key, unit.rule),
        ).fetchone()
        said = db.execute(
            "SELECT m.value, f.text FROM finding f JOIN text m ON m.key = f.message WHERE f.conversation = ?"
            " AND f.rule = ? AND f.withdrawn_run IS NULL ORDER BY f.possible, f.turn, f.start, f.fingerprint LIMIT 1",
            (unit.key, unit.rule),
        ).fetchone()
    fraction = round(drawn / population, 6)
    frame = (name, source, channel, day, agent, team, score)
    return Drawn(stratum, population, drawn, fraction, *frame, *verdict, *(said or ("", "")))
