"""Wordings tried on single sentences, outside any conversation."""

from __future__ import annotations

from collections.abc import Sequence

from svcnorm.packs.lint.samples import Names, Samples, samples
from svcnorm.packs.opened import OpenPack
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

    def candidates(self, phrases: Phrases, sentences: Sequence[str]) -> list[tuple[Hit, ...]]:
        """Every candidate of a wording in each sentence, each a turn of its own; dropped ones too."""
        try:
            number = self.program.add(phrases._replace(whole_turn=True))
        except PatternError:
            # A pattern of a set that nothing uses may lack the words of a slot.
            return [() for _ in sentences]
        scan = self.program.scan([TurnText([sentence]) for sentence in sentences])
        return [scan.candidates(number, turn) for turn in range(len(sentences))]

    def hits(self, phrases: Phrases, sentences: Sequence[str]) -> list[tuple[Hit, ...]]:
        """The hits that nothing dropped, in each sentence."""
        found = self.candidates(phrases, sentences)
        return [tuple(hit for hit in row if not hit.dropped) for row in found]


def probes(pack: OpenPack) -> Probes:
    """The probes of a pack."""
    return pack.once("probes", Probes)
