"""The way through a script, line by line: which scene, whose words, under which condition, as which alternative."""

from __future__ import annotations

import re
from typing import NamedTuple

from svcnorm.scripts.model import Line, Scene, Spot
from svcnorm.scripts.scenes import channel_of, is_scene, kinds_of
from svcnorm.scripts.speakers import LABEL, Speakers, wording
from svcnorm.scripts.unspoken import NOT_SPOKEN, unspoken
from svcnorm.scripts.words import Words

_BRANCH = re.compile(
    r"\s*(?:\d{1,2}(?:[.．]\d{1,2})*[.、)）]?\s*)?[（(]?(?P<label>(?:如果|如|若|假如|假设|要是|当|遇到?|一旦)[^:：。！？()（）]{1,40}?"
    r"|(?:客户|用户|对方)[^:：，。！？()（）]{2,30}?(?:时|后|的话|的|情况下))(?:\s*[:：]|[)）][:：]?)\s*"
)
_CHOICE = re.compile(
    r"\s*(?P<label>[A-D](?=\s*[.、．)）:：])|(?:话术|方案|说法|版本|选项|示例|参考)\s*[一二三四五六1-6A-D]?(?=\s*[:：]))"
    r"\s*[.、．)）:：]\s*"
)
_NUMBER = re.compile(r"\s*(?:\d{1,2}[.、．)）]|[（(]\d{1,2}[)）]|[①-⑩])\s*")
DEEPEST = 9


class _Above(NamedTuple):
    """A heading under which others may stand."""

    level: int
    kinds: tuple[str, ...] = ()
    silent: bool = False


class Stays(NamedTuple):
    """What a heading says of all lines under it."""

    choice: str = ""
    branch: str = ""


class Flow:
    """Collects the lines of a script. Readers tell it headings, blank lines and what might be said."""

    def __init__(self) -> None:
        self.lines: list[Line] = []
        self.scenes: list[Scene] = [Scene()]
        self.channel = ""
        self.notes: list[str] = []
        self._sure: list[bool] = []
        self._labelled = False
        self._passed = 0
        self._speakers = Speakers()
        self._above: list[_Above] = []
        self.stays = Stays()
        self._silent = self._goes_on = self._awaited = False
        self.blank()

    def heading(self, name: str, level: int = 1) -> None:
        """A heading: a scene begins, or an alternative or a condition that holds to the next heading.

        A scene whose name tells nothing is of the kind of the heading above it, by `level` (1 is the highest).
        """
        name, self._silent = name.strip(), False
        if (found := _CHOICE.fullmatch(f"{name}：")) is not None:
            self.stays = self.stays._replace(choice=found["label"])
        elif (found := _branch(f"{name}：")) is not None:
            self.stays = self.stays._replace(branch=found["label"])
        else:
            self.channel = self.channel or channel_of(name)
            while self._above and self._above[-1].level >= level:
                self._above.pop()
            above = self._above[-1] if self._above else _Above(0)
            silent = above.silent or bool(NOT_SPOKEN.search(name))
            self._above.append(_Above(level, kinds_of(name) or above.kinds, silent))
            self.scenes.append(Scene(name, self._above[-1].kinds))
            self.stays = Stays()
        self.blank()

    def go_on(self, stays: Stays) -> None:
        """Go on under the alternative and the condition that held before."""
        self.stays, self._silent = stays, False
        self.blank()

    def within(self, name: str) -> None:
        """The scene of that name goes on, or begins (rows of a table, keys of a mapping)."""
        if self.scenes[-1].name != name.strip():
            self.heading(name, DEEPEST)

    def blank(self) -> None:
        """A blank line: a speaker ends there, and an alternative and a condition, unless a heading named them.

        What is not said ends as well, once there was any of it.
        """
        self._choice, self._branch = self.stays.choice, self.stays.branch
        self._role, self._open, self._told = "agent", False, False
        self._silent = self._silent and self._awaited

    def note(self, code: str, detail: str) -> None:
        """Remember what was passed over."""
        self.notes.append(f"{code}:{detail}")

    def say(self, words: Words, physical: str, spot: Spot, role: str = "") -> None:
        """A line that may be said. `words` lie in `physical`, whose first character stands at `spot`.

        `role` is whose line it is where the file says so elsewhere; a label in the words knows better.
        """
        words, labelled = self._labels(words)
        if (found := _NUMBER.match(words.said)) is not None:
            words = words.part(found.end())
        words = words.stripped()
        if self._silent:
            self._passed += bool(words.said)
            self._silent, self._awaited = self._goes_on, self._awaited and not words.said
            return
        if not words.said or (self._above and self._above[-1].silent):
            return
        begin, end = words.spans[0][0], words.spans[-1][1]
        if spot.column:
            spot = spot._replace(column=spot.column + begin)
        self._open = self._open or labelled or bool(role)
        self._sure.append(self._open or bool(self._branch or self.scenes[-1].kinds))
        whose = role if role and not self._told else self._role
        scene = len(self.scenes) - 1
        line = Line(physical[begin:end], words.moved(begin), whose, scene, spot, self._branch, self._choice)
        self.lines.append(line)

    def said(self) -> tuple[Line, ...]:
        """The lines that are said: all of them, or, where speakers are named, those that have one, go on, or stand
        in a scene of a known kind."""
        said = [line for line, sure in zip(self.lines, self._sure) if sure or not self._labelled]
        passed = self._passed + len(self.lines) - len(said)
        if passed:
            self.note("script_lines_passed_over", str(passed))
        return tuple(said)

    def _labels(self, words: Words) -> tuple[Words, bool]:
        """Takes the labels off a line, and remembers what they tell."""
        labelled = False
        while True:
            role, end = self._speakers.of(words.said)
            if role:
                self._role, self._labelled, self._told, self._silent = role, True, True, False
            elif end := wording(words.said):
                self._role, self._told, self._silent = "agent", True, False
            elif (mark := unspoken(words.said)) is not None:
                self._silent = True
                self._goes_on = self._awaited = mark.goes_on
                end = mark.end
            elif (found := _CHOICE.match(words.said)) is not None:
                self._choice, end = found["label"], found.end()
            elif (found := _branch(words.said)) is not None:
                self._branch, self._role, self._silent = found["label"], "agent", False
                end = found.end()
            elif (found := LABEL.match(words.said)) is not None and is_scene(found["label"]):
                self.heading(found["label"], DEEPEST)
                end = found.end()
            else:
                return words, labelled
            words, labelled = words.part(end), True


def _branch(said: str) -> re.Match[str] | None:
    """A condition that stands before what is said then. One that speaks to the customer is itself said."""
    found = _BRANCH.match(said)
    return None if found is None or re.search("[您你我咱]", found["label"]) else found
