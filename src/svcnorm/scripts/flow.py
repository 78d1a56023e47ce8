"""The way through a script, line by line: which scene, whose words, under which condition, as which alternative."""

from __future__ import annotations

import re
from typing import NamedTuple

from svcnorm.readers.labels import understand
from svcnorm.scripts.model import Line, Scene, Spot
from svcnorm.scripts.scenes import channel_of, is_scene, kinds_of
from svcnorm.scripts.words import Words

_LABEL = re.compile(
    r"\s*(?:\d{1,2}[.、)）]\s*)?(?P<label>[^:：，。！？!?,；;\s][^:：，。！？!?,；;]{0,24}?)\s*[:：]\s*"
)
_BRANCH = re.compile(
    r"\s*(?:\d{1,2}[.、)）]\s*)?[（(]?(?P<label>(?:如果|如|若|假如|假设|要是|当|遇到?|一旦)[^:：。！？()（）]{1,40}?"
    r"|(?:客户|用户|对方)[^:：，。！？()（）]{2,30}?(?:时|后|的话|的|情况下))(?:\s*[:：]|[)）][:：]?)\s*"
)
_CHOICE = re.compile(
    r"\s*(?P<label>[A-D](?=\s*[.、．)）:：])|(?:话术|方案|说法|版本|选项|示例|参考)\s*[一二三四五六1-6A-D]?(?=\s*[:：]))"
    r"\s*[.、．)）:：]\s*"
)
_SIDE = re.compile(
    "(?P<agent>.{0,6}(?:师傅|顾问|管家|专员|店员|导购|讲解员|客服|坐席|经理|代表))|(?P<customer>.{0,6}(?:客户|用户|顾客|来电人))"
)
"""Speakers of scripts that no transcript has: 装维师傅, 投诉客户."""
_NUMBER = re.compile(r"\s*(?:\d{1,2}[.、．)）]|[（(]\d{1,2}[)）]|[①-⑩])\s*")
ASKED, ANSWERED = ("问", "q"), ("答", "a")
NOT_SPOKEN = re.compile(
    "说明|注意|要求|目的|备注|适用|背景|目录|修订|版本|要点|原则|禁忌|忌语|禁语|禁用|错误示[例范]|反例|不要说|notes?$",
    re.IGNORECASE,
)
"""Headings of what is written for the agent, or of what she must not say, and not for the customer."""


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
        self._questions = False
        self._above: list[_Above] = []
        self.stays = Stays()
        self.blank()

    def heading(self, name: str, level: int = 1) -> None:
        """A heading: a scene begins, or an alternative or a condition that holds to the next heading.

        A scene whose name tells nothing is of the kind of the heading above it, by `level` (1 is the highest).
        """
        name = name.strip()
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
        self.stays = stays
        self.blank()

    def within(self, name: str) -> None:
        """The scene of that name goes on, or begins (rows of a table, keys of a mapping)."""
        if self.scenes[-1].name != name.strip():
            self.heading(name, DEEPEST)

    def blank(self) -> None:
        """A blank line: a speaker ends there, and an alternative and a condition, unless a heading named them."""
        self._choice, self._branch = self.stays.choice, self.stays.branch
        self._role, self._open, self._told = "agent", False, False

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
        if not self._labelled:
            return tuple(self.lines)
        said = tuple(line for line, sure in zip(self.lines, self._sure) if sure)
        if len(said) < len(self.lines):
            self.note("script_lines_passed_over", str(len(self.lines) - len(said)))
        return said

    def _labels(self, words: Words) -> tuple[Words, bool]:
        """Takes the labels off a line, and remembers what they tell."""
        labelled = False
        while True:
            role, end = self._speaker(words)
            if role:
                self._role, self._labelled, self._told = role, True, True
            elif (found := _CHOICE.match(words.said)) is not None:
                self._choice, end = found["label"], found.end()
            elif (found := _branch(words.said)) is not None:
                self._branch, self._role, end = found["label"], "agent", found.end()
            elif (found := _LABEL.match(words.said)) is not None and is_scene(found["label"]):
                self.heading(found["label"], DEEPEST)
                end = found.end()
            else:
                return words, labelled
            words, labelled = words.part(end), True

    def _speaker(self, words: Words) -> tuple[str, int]:
        """The role that a label at the beginning names, and where the label ends."""
        found = _LABEL.match(words.said)
        if found is None:
            return "", 0
        label = found["label"].lower()
        if label in ASKED:
            self._questions = True
            return "customer", found.end()
        if label == "答" or (label in ANSWERED and self._questions):
            return "agent", found.end()
        known = understand(found["label"], letters=False)
        if known and known.role != "unknown":
            return known.role, found.end()
        side = _SIDE.fullmatch(label)
        return (str(side.lastgroup), found.end()) if side else ("", 0)


def _branch(said: str) -> re.Match[str] | None:
    """A condition that stands before what is said then. One that speaks to the customer is itself said."""
    found = _BRANCH.match(said)
    return None if found is None or re.search("[您你我咱]", found["label"]) else found
