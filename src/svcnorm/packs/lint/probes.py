"""Wordings tried on single sentences, outside any conversation."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from svcnorm.packs.lint.samples import Names, Samples, samples
from svcnorm.packs.opened import OpenPack
from svcnorm.patterns.scan import Scan
from svcnorm.patterns.values import Hit, PatternError, Phrases
from svcnorm.text.turntext import TurnText


class Probes:
    """What a pack's wordings do with sentences made up for the purpose."""

    def __init__(self, pack: OpenPack) -> None:
        self.program = pack.vocabulary.program
        self.names = Names(
            members=lambda name: [self.program.parsed(source) for source in self.program.members(name).any_of],
            words=lambda slot: self.program.words.get(slot, ()),
        )
        self._samples: dict[str, Samples] = {}

    def samples(self, pattern: str) -> Samples:
        """Texts that a pattern is meant to hit."""
        if pattern not in self._samples:
            self._samples[pattern] = samples(self.program.parsed(pattern), self.names)
        return self._samples[pattern]

    def among(self, wordings: Sequence[Phrases], sentences: Sequence[str]) -> list[Found]:
        """Each of the wordings in the sentences, of which each is a turn of its own."""
        numbers = [self._number(phrases) for phrases in wordings]
        scan = self.program.scan([TurnText([sentence]) for sentence in sentences])
        return [Found(scan, number) for number in numbers]

    def candidates(self, phrases: Phrases, sentences: Sequence[str]) -> list[tuple[Hit, ...]]:
        """Every candidate of a wording in each sentence; dropped ones too."""
        (found,) = self.among([phrases], sentences)
        return [found.candidates(turn) for turn in range(len(sentences))]

    def hits(self, phrases: Phrases, sentences: Sequence[str]) -> list[tuple[Hit, ...]]:
        """The hits that nothing dropped, in each sentence."""
        found = self.candidates(phrases, sentences)
        return [tuple(hit for hit in row if not hit.dropped) for row in found]

    def _number(self, phrases: Phrases) -> int | None:
        """The number of a wording; None where a pattern of a set that nothing uses lacks the words of a slot."""
        try:
            return self.program.add(phrases._replace(whole_turn=True))
        except PatternError:
            return None


class Found(NamedTuple):
    """A wording in some sentences; without a number it is found nowhere."""

    scan: Scan
    number: int | None

    def candidates(self, sentence: int) -> tuple[Hit, ...]:
        """Every candidate in a sentence, dropped ones too."""
        return () if self.number is None else self.scan.candidates(self.number, sentence)

    def hits_all(self, sentences: range) -> bool:
        """Whether each of the sentences has a hit that nothing dropped."""
        return all(any(not hit.dropped for hit in self.candidates(sentence)) for sentence in sentences)


def probes(pack: OpenPack) -> Probes:
    """The probes of a pack."""
    return pack.once("probes", Probes)
