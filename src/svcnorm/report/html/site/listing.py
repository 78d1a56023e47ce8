"""The list of all conversations: rows to read without JavaScript, and the same as data for the filter."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any, NamedTuple

from svcnorm.i18n import _
from svcnorm.i18n.names import CHANNELS, SEVERITIES, named
from svcnorm.model.rules import SEVERITIES as ORDER
from svcnorm.report.faults import SIGNS
from svcnorm.report.html.frame import environment, frame
from svcnorm.report.html.site.names import agent_file, call_file
from svcnorm.report.plain import visible
from svcnorm.report.scores import FAILED, OPEN, PASSED

A_PAGE = 100
"""Rows on a page that is read without JavaScript, and shown at a time with it."""
FILTERED = 20_000
"""Rows that the filter knows, the worst ones: a page of some 2 MB. All stand on the pages behind the first."""


class Row(NamedTuple):
    """A conversation. `apart` tells ids apart that are shown alike; `scores` are (handbook, score, passed), `faults`
    counts findings by severity, in the order of SEVERITIES; `rules` are the instances that were broken."""

    id: str
    apart: str
    day: str
    channel: str
    agent: str
    team: str
    scores: Sequence[tuple[str, float | None, bool | None]]
    faults: Sequence[int]
    possible: int
    open: int
    rules: Sequence[str]

    @property
    def file(self) -> str:
        """Its page, seen from the folder of the overview."""
        return call_file(self.id, self.apart)

    @property
    def agent_file(self) -> str:
        """The page of its agent."""
        return agent_file(self.agent)

    @property
    def title(self) -> str:
        """Its id, harmless."""
        return visible(self.id)

    @property
    def who(self) -> str:
        """Its agent, harmless."""
        return visible(self.agent)

    @property
    def where(self) -> str:
        """Channel, day, team in words."""
        return " · ".join(filter(None, (channel_word(self.channel), self.day, visible(self.team))))

    @property
    def state(self) -> str:
        """`failed` if it failed by any handbook, else `open` if by any too little could be judged."""
        outcomes = [passed for _handbook, _score, passed in self.scores]
        return FAILED if False in outcomes else OPEN if None in outcomes or not outcomes else PASSED

    @property
    def counts(self) -> list[tuple[str, str, str, int]]:
        """Findings by severity, the gravest first: code, sign, word, number."""
        return [
            (code, SIGNS[code], named(SEVERITIES, code), n) for code, n in reversed(list(zip(ORDER, self.faults))) if n
        ]


def channel_word(channel: str) -> str:
    """A channel in words; one that is none of ours as it is."""
    return named(CHANNELS, channel) if channel in CHANNELS else visible(channel)


def badness(row: Row) -> tuple[Any, ...]:
    """Sorts the worst first: by the lowest score, then by grave faults."""
    low = min((score for _handbook, score, _passed in row.scores if score is not None), default=101.0)
    return low, [-n for n in reversed(row.faults)], row.day, row.id, row.apart


def pages(rows: Sequence[Row], titles: dict[str, str], rules: dict[str, str]) -> list[tuple[str, str]]:
    """The list as files (name, text): the first with the filter, the others to be read without it. `titles` are
    those of handbooks, `rules` those of rules; `rows` are sorted."""
    last = max(1, -(-len(rows) // A_PAGE))
    names = ["conversations.html", *(f"list/{n}.html" for n in range(2, last + 1))]
    page = environment().get_template("site/list.html")
    found = []
    for n, name in enumerate(names, 1):
        first = n == 1
        values: dict[str, Any] = {
            "rows": rows[(n - 1) * A_PAGE : n * A_PAGE],
            "titles": titles,
            "state": _state,
            "n": n,
            "last": last,
            "total": len(rows),
            "up": "" if first else "../",
            "data": _data(rows[:FILTERED], titles) if first else "",
            "left_out": max(0, len(rows) - FILTERED) if first else 0,
            "choices": _choices(rows, rules) if first else {},
            "states": {FAILED: _("failed"), OPEN: _("not assessable"), PASSED: _("passed")},
        }
        script = "site/list.js" if first else ""
        found.append((name, page.render(**frame(("style.css", "site/site.css"), script), **values)))
    return found


def _state(passed: bool | None) -> str:
    return OPEN if passed is None else PASSED if passed else FAILED


def _choices(rows: Sequence[Row], rules: dict[str, str]) -> dict[str, list[tuple[str, str]]]:
    broken = {rule for row in rows for rule in row.rules}
    by_word = {
        "channel": {visible(row.channel): channel_word(row.channel) for row in rows},
        "team": {visible(row.team): visible(row.team) for row in rows},
        "agent": {row.who: row.who for row in rows},
        "rule": {rule: visible(rules.get(rule) or rule) for rule in broken},
    }
    return {
        name: sorted(((code, word) for code, word in found.items() if code), key=lambda each: (each[1], each[0]))
        for name, found in by_word.items()
    }


def _data(rows: Sequence[Row], titles: dict[str, str]) -> str:
    """The rows as JSON that no markup can break out of: texts that come again stand once."""
    words: dict[str, int] = {}

    def number(text: str) -> int:
        return words.setdefault(text, len(words))

    lines = [
        [
            row.title,
            row.file,
            row.day,
            *map(number, (*map(visible, (row.channel, row.agent, row.team)), row.state)),
            [[number(titles.get(handbook, handbook)), score, _state(passed)] for handbook, score, passed in row.scores],
            row.faults,
            row.possible,
            row.open,
            [number(rule) for rule in row.rules],
        ]
        for row in rows
    ]
    say = {
        "left": _("{n} of {total}"),
        "possible": _("possible {n}"),
        "none": _("No conversation is like that."),
        "severities": [[code, SIGNS[code], named(SEVERITIES, code)] for code in ORDER],
        "channels": {visible(row.channel): channel_word(row.channel) for row in rows},
        "agents": {row.who: row.agent_file for row in rows},
    }
    data = {"words": list(words), "rows": lines, "say": say}
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    return text.replace("&", "\\u0026").replace("<", "\\u003c").replace(">", "\\u003e")
