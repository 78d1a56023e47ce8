"""Random records, small enough for a slow engine, from a seed."""

from __future__ import annotations

from random import Random

from tests.judging.bodies import TERMS
from tests.judging.possible import Record
from tests.judging.world import QUIET, Happened, Said

from svcnorm.model.conversation import Conversation, Event, Party, Utterance

NEUTRAL = ("这个月的账单", "红色的按钮", "那边下雨了", "价格是八块", "上个星期五", "蓝颜色的线")
BASE = 1_791_345_600_000
"""2026-10-07 12:00 in the calendar's zone."""
HOUR = 3_600_000


def call(rng: Random) -> Record:
    """Three to twelve utterances, some timed, some not, with the events of a call."""
    naming = rng.choices(("named", "unnamed", "one", "nobody", "crowd"), (12, 2, 1, 1, 3))[0]
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
    said = [_named(one, naming, rng) for one in said]
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


def _named(one: Said, naming: str, rng: Random) -> Said:
    if naming == "nobody":
        return one._replace(party="unknown", role="unknown")
    if naming == "crowd":  # some of many speakers are named
        return one._replace(party=rng.choice("xyz"), role="unknown") if rng.random() < 0.4 else one
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
