"""A pattern tried on conversations before it becomes a rule: every place where it stands."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from svcnorm.model.conversation import Conversation
from svcnorm.model.rules import Settings
from svcnorm.model.verdicts import Place
from svcnorm.packs.opened import Shelf
from svcnorm.packs.scene import lexicon
from svcnorm.packs.wordings import BACKCHANNEL, Wordings
from svcnorm.patterns.values import Phrases
from svcnorm.timeline.vocabulary import Vocabulary
from svcnorm.timeline.words import Words


class Match(NamedTuple):
    """One place where a wording stands, `places` by utterance. `pattern` is the member that hit, `reason` why the hit
    is not sure, `dropped` what took it away; both are empty where there is nothing to say."""

    places: tuple[Place, ...]
    pattern: str
    reason: str
    dropped: str

    @property
    def utterances(self) -> tuple[int, ...]:
        """The utterances that it touches, ascending."""
        return tuple(dict.fromkeys(place.turn for place in self.places))


class Attempt:
    """One wording over the sets and word lists of some packs, to be held against any number of conversations.

    Guards that look elsewhere, situations and events need a rule and are left out. Raises PackError, and PatternError
    for a pattern that cannot be read.
    """

    def __init__(self, shelf: Shelf, packs: Sequence[str], phrases: Phrases, settings: Settings) -> None:
        words, places = lexicon([shelf.open(name).resolved for name in packs])
        program = Wordings(words, places).program
        self._number = program.add(phrases)
        quiet = program.add(program.members(BACKCHANNEL)._replace(whole_turn=True)) if BACKCHANNEL in words.sets else -1
        self._vocabulary = Vocabulary(program, {}, {}, {}, settings, quiet)

    def matches(self, conversation: Conversation, party: str = "") -> Iterator[Match]:
        """Every hit in the order of the words, dropped ones too; of one party only, where it is named."""
        words = Words(conversation, self._vocabulary)
        for turn in words.scan.could_hit(self._number):
            if party in ("", words.turns[turn].role):
                for hit in words.scan.candidates(self._number, turn):
                    yield Match(words.places(turn, hit.start, hit.end), hit.pattern, hit.reason, hit.dropped)
