"""Puts suggested wording in place of what must not be said: where the rule says that it can stand there, and only
where no rule finds fault with it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from svcnorm.model.report import ConversationReport
from svcnorm.model.rules import SEVERITIES
from svcnorm.model.verdicts import Finding
from svcnorm.scripts.choosing import Asked
from svcnorm.scripts.judging import judged, of_scene
from svcnorm.scripts.model import Line, Script
from svcnorm.scripts.spoken import Spoken, spoken
from svcnorm.scripts.talks import Maker
from svcnorm.scripts.words import written

EDGES = {"clause": "，,。！？!?；;、：:…", "sentence": "。！？!?；;…", "line": ""}
"""The characters that end what a suggestion may stand in place of."""
ENDS = tuple("。！？!?")
_HAN = "[\u3400-\u9fff]"
_WIDE = str.maketrans({",": "，", "?": "？", "!": "！", ";": "；"})


class Fix(NamedTuple):
    """New words in place of some in a line of a script; places in the line's `raw`."""

    line: int
    start: int
    end: int
    text: str


class Mending(NamedTuple):
    """What it takes to judge a script again: its rules, its channel, what the company is called, what is said."""

    script: Script
    asked: Asked
    channel: str
    company: str
    said: tuple[Spoken, ...]

    def fixes(self, report: ConversationReport) -> tuple[Fix, ...]:
        """The fixes for what was found, in the order of the file; none touches another.

        Wording with which nothing else is missing comes first, then what at least nobody finds fault with.
        """
        made = [self._fix(finding, unit) for finding, unit in self._candidates(report)]
        lacked: dict[int, set[str]] = {}
        done: list[Fix] = []
        second: list[Fix] = []
        for fix in dict.fromkeys(made):
            if fix is None or any(_touch(fix, other) for other in done):
                continue
            changed = self._with(fix)
            if not changed.is_clean(fix):
                continue
            scene = self.script.lines[fix.line].scene
            if scene not in lacked:
                lacked[scene] = self.missing(scene)
            (done if changed.missing(scene) <= lacked[scene] else second).append(fix)
        for fix in second:
            if not any(_touch(fix, other) for other in done):
                done.append(fix)
        return tuple(sorted(done))

    def _candidates(self, report: ConversationReport) -> Iterator[tuple[Finding, str]]:
        """The findings whose suggestions can be pasted, the gravest first."""
        rules = {rule.instance: rule for rule in self.asked.said.rules}
        found = [
            (finding, rules[verdict.rule].instead_of)
            for verdict in report.verdicts
            if verdict.rule in rules and rules[verdict.rule].instead_of
            for finding in verdict.counted
            if finding.places and finding.suggestion
        ]
        yield from sorted(found, key=lambda pair: -SEVERITIES.index(pair[0].severity))

    def _fix(self, finding: Finding, unit: str) -> Fix | None:
        """The suggestion in place of the words, or of what is around them; None where marks would be torn apart."""
        place = finding.places[0]
        line = self.script.lines[place.turn]
        start, end = _around(line, place.start, place.end, unit)
        begin, stop = line.words.span(start, end)
        if line.raw[begin:stop] != line.words.said[start:end]:
            return None
        text = _fitted(finding.suggestion)
        if text[-1:] in ENDS and line.raw[stop : stop + 1] in ENDS:
            stop += 1
        return Fix(place.turn, begin, stop, text)

    def _with(self, fix: Fix) -> Mending:
        """The same with the new words in the script."""
        line = self.script.lines[fix.line]
        raw = line.raw[: fix.start] + fix.text + line.raw[fix.end :]
        words = written(raw)
        lines, said = list(self.script.lines), list(self.said)
        lines[fix.line], said[fix.line] = line._replace(raw=raw, words=words), spoken(words, self.company)
        return self._replace(script=self.script._replace(lines=tuple(lines)), said=tuple(said))

    def is_clean(self, fix: Fix) -> bool:
        """Whether no rule finds fault with the new words, which are in the script."""
        stop = fix.start + len(fix.text)
        return not any(
            place.turn == fix.line and place.start < stop and fix.start < place.end
            for talk in self.maker.of_line(fix.line)
            for verdict in judged(self.asked.said, talk, self.script)
            for finding in verdict.findings
            for place in finding.places
        )

    def missing(self, scene: int) -> set[str]:
        """The rules that miss something in a scene."""
        found = of_scene(self.script, self.asked, self.maker, scene)
        return {verdict.rule for verdict in found if verdict.findings}

    @property
    def maker(self) -> Maker:
        """Makes the conversations of the script."""
        return Maker(self.script, self.channel, self.said)


def mending(script: Script, asked: Asked, channel: str, company: str) -> Mending:
    """What it takes to judge and to mend a script."""
    return Mending(script, asked, channel, company, tuple(spoken(line.words, company) for line in script.lines))


def _around(line: Line, start: int, end: int, unit: str) -> tuple[int, int]:
    """Where the clause, the sentence or the line around a stretch of `raw` begins and ends, among its words."""
    said, spans = line.words
    first = next((n for n, span in enumerate(spans) if span[1] > start), 0)
    last = max((n for n, span in enumerate(spans) if span[0] < end), default=0) + 1
    if unit == "words":
        return first, last
    edges = EDGES[unit]
    while first and said[first - 1] not in edges:
        first -= 1
    while last < len(said) and said[last] not in edges and said[last - 1] not in edges:
        last += 1
    while last > first and said[last - 1] in edges:
        last -= 1
    while first < last and said[first].isspace():
        first += 1
    return first, last


def _fitted(suggestion: str) -> str:
    """The suggestion with the punctuation of Chinese text, which also no table takes for a separator."""
    if not re.search(_HAN, suggestion):
        return suggestion
    return re.sub(r"(?<=[}\d\u3400-\u9fff])[,?!;]", lambda mark: mark[0].translate(_WIDE), suggestion).rstrip("。")


def _touch(one: Fix, other: Fix) -> bool:
    return one.line == other.line and one.start < other.end and other.start < one.end


def replaced(lines: Sequence[str], script: Script, fixes: Sequence[Fix]) -> list[str]:
    """The lines of the file (with or without their ends) with the fixes in them."""
    new = list(lines)
    for fix in sorted(fixes, reverse=True):
        spot = script.lines[fix.line].spot
        text = new[spot.line - 1]
        begin, stop = spot.column - 1 + fix.start, spot.column - 1 + fix.end
        new[spot.line - 1] = text[:begin] + fix.text + text[stop:]
    return new
