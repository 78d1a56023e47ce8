"""Conversations to measure with, as JSON lines: the same bytes for the same seed; the first n of more are the same n.

python benchmarks/generate.py 1000 --seed 1 > calls.jsonl

Calls, visits and chats over two months: most agents mostly keep the norms, some mostly do not; customers
call again, and complaints become cases with replies in time, late, or none.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
from collections.abc import Iterator
from datetime import datetime, timedelta, timezone
from functools import cache
from pathlib import Path
from typing import Any

import yaml

BEGIN = datetime(2026, 10, 1, 8, tzinfo=timezone(timedelta(hours=8)))
DAYS = 61
AGENTS, TEAMS = 800, ("north", "south", "east", "west")
CHANNELS = ("inbound_call",) * 82 + ("outbound_call",) * 11 + ("visit",) * 5 + ("chat",) * 2
CALLS_PER_CUSTOMER = 3
FAULTY_AGENTS = 8
"""One agent in so many speaks badly every other time; the others once in twenty."""


@cache
def phrases() -> dict[str, Any]:
    """The material, by stage of a conversation."""
    text = (Path(__file__).parent / "phrases.yaml").read_text(encoding="utf-8")
    found: dict[str, Any] = yaml.load(text, yaml.CSafeLoader)
    return found


def conversations(count: int, seed: int = 1) -> Iterator[dict[str, Any]]:
    """`count` conversations in canonical form."""
    for number in range(count):
        yield Call(number, random.Random(f"{seed}:{number}")).record()


class Call:
    """One conversation in the making: what was said so far, and when."""

    def __init__(self, number: int, rng: random.Random) -> None:
        self.number, self.rng = number, rng
        self.agent = rng.randrange(AGENTS)
        self.slack = 0.5 if self.agent % FAULTY_AGENTS == 0 else 0.05
        self.channel = rng.choice(CHANNELS)
        self.customer = rng.randrange(number // CALLS_PER_CUSTOMER + 1)
        self.started = BEGIN + timedelta(days=rng.randrange(DAYS), seconds=rng.randrange(12 * 3600))
        self.now = 0.0
        self.turns: list[dict[str, Any]] = []
        self.events: list[dict[str, Any]] = []
        pick = {"company": "company", "name": "names", "surname": "surnames", "title": "titles", "thing": "things"}
        self.words = {name: rng.choice(phrases()[of]) for name, of in pick.items()}
        self.words["number"] = f"{8000 + self.agent}"

    def record(self) -> dict[str, Any]:
        """The whole conversation."""
        angry = self.rng.random() < 0.12
        self._begin()
        self._say("c", self.rng.choice(phrases()["complain" if angry else "need"]))
        if angry:
            self._agent("comfort")
        self._agent("ask")
        self._say("c", self.rng.choice(phrases()["number"]))
        if self.rng.random() < 0.5:
            self._hold()
        self._agent("solve")
        self._talk(self.rng.randrange(2, 12))
        if angry:
            self._agent("callback")
        self._end()
        cases = self._case() if angry or self.rng.random() < 0.05 else []
        attributes = {"customer_tier": "important"} if self.customer % 10 == 0 else {}
        return {
            "id": f"G-{self.number:07}",
            "channel": self.channel,
            "started_at": self.started.isoformat(),
            "customer": f"K-{self.customer}",
            **({"cases": cases} if cases else {}),
            **({"attributes": attributes} if attributes else {}),
            "parties": [
                {"id": "a", "role": "agent", "agent": f"{8000 + self.agent}", "team": TEAMS[self.agent % len(TEAMS)]},
                {"id": "c", "role": "customer"},
            ],
            "turns": self.turns,
            "events": self.events,
        }

    def _say(self, speaker: str, text: str) -> None:
        text = text.format_map(self.words)
        start = self.now + self.rng.uniform(0.2, 1.5)
        self.now = start + len(text) / self.rng.uniform(3.5, 6.5)
        self.turns.append({"speaker": speaker, "text": text, "start": round(start, 2), "end": round(self.now, 2)})

    def _agent(self, stage: str) -> None:
        kind = "bad" if self.rng.random() < self.slack else "good"
        self._say("a", self.rng.choice(phrases()[stage][kind]))

    def _event(self, type_: str, at: float | str, **more: str) -> None:
        self.events.append({"type": type_, "at": round(at, 2) if isinstance(at, float) else at, **more})

    def _begin(self) -> None:
        if self.channel == "visit":
            self._event("appointment_made", self._later(-self.rng.choice((3, 20, 50))), by="agent")
            self._event("visit_started", 0.0)
            return self._agent("visit_opening")
        if self.channel == "outbound_call":
            self._event("answer", 0.0)
            self._agent("outbound_opening")
            return self._say("c", self.rng.choice(phrases()["outbound_need"]))
        if self.channel == "inbound_call":
            if self.rng.random() < 0.9:
                self._event("ring", -self.rng.choice((3.0, 6.0, 8.0, 11.0, 14.0, 19.0, 31.0)))
            self._event("answer", 0.0)
        return self._agent("opening")

    def _hold(self) -> None:
        self._agent("hold_before")
        self._say("c", "好。")
        if self.channel.endswith("call"):
            self._event("hold_start", self.now + 0.2)
            self.now += self.rng.uniform(8, 90)
            self._event("hold_end", self.now)
        self._agent("hold_after")

    def _talk(self, rounds: int) -> None:
        for question, answer in self.rng.sample(phrases()["chat"], min(rounds, len(phrases()["chat"]))):
            self._say("c", question)
            self._say("a", answer)

    def _end(self) -> None:
        self._agent("more")
        self._say("c", self.rng.choice(phrases()["no_more"]))
        self._agent("bye")
        self._say("c", self.rng.choice(phrases()["customer_bye"]))
        if self.channel.endswith("call"):
            by = "agent" if self.rng.random() < self.slack / 2 else "customer"
            self._event("hangup", self.now + 0.5, by=by)
        elif self.channel == "visit":
            self._event("visit_ended", self.now + 20.0)

    def _case(self) -> list[str]:
        """A complaint with its case: answered in time, late, not yet, or closed without an answer."""
        self._event("complaint_received", self.now / 2)
        replied = self.rng.choice((2.0, 20.0, 47.0, 60.0, None))
        if replied is not None:
            self._event("first_reply", self._later(replied), by="agent")
        if self.rng.random() < 0.5:
            self._event("closed", self._later(96))
        return [f"T-{self.customer}-{self.rng.randrange(2)}"]

    def _later(self, hours: float) -> str:
        return (self.started + timedelta(hours=hours)).isoformat()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("count", type=int)
    parser.add_argument("--seed", type=int, default=1)
    args = parser.parse_args()
    for record in conversations(args.count, args.seed):
        sys.stdout.write(json.dumps(record, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main()
