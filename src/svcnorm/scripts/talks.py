"""Small conversations made of a script, to be judged as if they had been held; each remembers where its words stand."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from svcnorm.model.conversation import Conversation, Party, Utterance, Value
from svcnorm.model.verdicts import Place
from svcnorm.scripts.model import Line, Script
from svcnorm.scripts.scenes import CLOSING, OPENING, attributes_of, kinds_of
from svcnorm.scripts.spoken import Spoken
from svcnorm.scripts.words import Words

ANSWER = "你好"
"""What the customer says after an opening that names no customer: nothing that any rule looks for."""


class Origin(NamedTuple):
    """The line of the script from which an utterance comes, and its words there."""

    line: int
    words: Words


class Talk(NamedTuple):
    """A conversation, and for each of its utterances the origin (None for one that the script does not hold)."""

    conversation: Conversation
    origins: tuple[Origin | None, ...]

    def place(self, place: Place, script: Script) -> Place | None:
        """A place in the conversation as one in the script; its `turn` counts the lines of the script."""
        origin = self.origins[place.turn] if 0 <= place.turn < len(self.origins) else None
        if origin is None:
            return None
        start, end = origin.words.span(place.start, place.end)
        return Place(origin.line, start, end, script.lines[origin.line].raw[start:end])


class Maker(NamedTuple):
    """Makes the conversations of one script."""

    script: Script
    channel: str
    spoken: Sequence[Spoken]

    def of_lines(self) -> Iterator[Talk]:
        """One for each way to say each line of the agent, with what the customer says before it."""
        for index, line in enumerate(self.script.lines):
            if line.role == "agent":
                yield from self.of_line(index)

    def of_line(self, index: int) -> Iterator[Talk]:
        """The same for one line."""
        line = self.script.lines[index]
        before = next((n for n in range(index - 1, -1, -1) if self.spoken[n].variants[0].said.strip()), -1)
        asked = before >= 0 and self.script.lines[before].role == "customer" and self._together(before, index)
        said = [(before, self.spoken[before].variants[0])] if asked else []
        for words in self.spoken[index].variants:
            yield self._talk([*said, (index, words)], self._attributes(line))

    def _together(self, one: int, other: int) -> bool:
        a, b = self.script.lines[one], self.script.lines[other]
        return a.scene == b.scene

    def of_scene(self, scene: int) -> Iterator[list[Talk]]:
        """For each alternative of a scene the ways to say it; what is said under a condition is left out."""
        lines = [(n, line) for n, line in enumerate(self.script.lines) if line.scene == scene and not line.branch]
        yield from self._alternatives(lines, self.script.scenes[scene].kinds)

    def of_branches(self, scene: int) -> Iterator[list[Talk]]:
        """The same for what is said under each condition."""
        lines = [(n, line) for n, line in enumerate(self.script.lines) if line.scene == scene and line.branch]
        for branch in dict.fromkeys(line.branch for _, line in lines):
            under = [(n, line) for n, line in lines if line.branch == branch]
            yield from self._alternatives(under, kinds_of(branch))

    def whole(self) -> Iterator[list[Talk]]:
        """The script from its opening to its end."""
        yield from self._alternatives([(n, line) for n, line in enumerate(self.script.lines) if not line.branch], ())

    def _alternatives(self, lines: list[tuple[int, Line]], kinds: tuple[str, ...]) -> Iterator[list[Talk]]:
        choices = list(dict.fromkeys(line.choice for _, line in lines if line.choice)) or [""]
        for choice in choices:
            chosen = [n for n, line in lines if line.choice in ("", choice)]
            most = max((len(self.spoken[n].variants) for n in chosen), default=0)
            ways = []
            for way in range(most):
                said = [(n, self.spoken[n].variants[way % len(self.spoken[n].variants)]) for n in chosen]
                ways.append(self._talk(said, attributes_of(kinds), answered=OPENING in kinds))
            if ways:
                yield ways

    def _attributes(self, line: Line) -> Mapping[str, Value]:
        return attributes_of(tuple(dict.fromkeys((*self.script.scenes[line.scene].kinds, *kinds_of(line.branch)))))

    def _talk(
        self,
        said: Sequence[tuple[int, Words]],
        attributes: Mapping[str, Value],
        answered: bool = False,
    ) -> Talk:
        lines = self.script.lines
        utterances = [Utterance(lines[n].role, lines[n].role, words.said) for n, words in said]
        origins: list[Origin | None] = [Origin(n, words) for n, words in said]
        if answered and all(each.role != "customer" for each in utterances):
            utterances.append(Utterance("customer", "customer", ANSWER))
            origins.append(None)
        conversation = conversation_of(self.script, self.channel, utterances)
        return Talk(replace(conversation, attributes=attributes), tuple(origins))


def conversation_of(script: Script, channel: str, utterances: Sequence[Utterance]) -> Conversation:
    """A conversation that goes by the name of the script."""
    roles = dict.fromkeys(each.role for each in utterances)
    parties = tuple(Party(role, role) for role in roles)
    return Conversation(
        id=script.label,
        source=script.label,
        channel=channel,
        channel_source="given",
        parties=parties,
        utterances=tuple(utterances),
        is_script=True,
    )


def is_whole(script: Script) -> bool:
    """Whether a script goes from an opening to an end."""
    return {OPENING, CLOSING} <= {kind for scene in script.scenes for kind in scene.kinds}
