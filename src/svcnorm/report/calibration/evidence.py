"""What there is to argue over in a pair: the sentences, who said them, and what the rules say of them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from svcnorm.model.calibration import Pair
from svcnorm.report.masking import Shown


class Sentence(NamedTuple):
    """One utterance, `turn` counted from 0; `cited` is what of it the rules point to, or empty."""

    turn: int
    role: str
    text: str
    cited: str = ""


def sentences(pair: Pair, show: Shown) -> tuple[Sentence, ...]:
    """The sentences that the rules cite, and those that the person named, each once, in order."""
    found = {s.turn: s for s in (*_named(pair, show), *_cited(pair, show))}
    return tuple(found[turn] for turn in sorted(found))


def _cited(pair: Pair, show: Shown) -> Iterator[Sentence]:
    for place in (*(p for f in pair.findings for p in f.places), *pair.evidence):
        yield _sentence(pair, place.turn, show, show.words(pair.conversation, place))


def _named(pair: Pair, show: Shown) -> Iterator[Sentence]:
    for turn in pair.turns:
        if 0 <= turn < len(pair.conversation.utterances):
            yield _sentence(pair, turn, show)


def _sentence(pair: Pair, turn: int, show: Shown, cited: str = "") -> Sentence:
    return Sentence(turn, pair.conversation.utterances[turn].role, show.sentence(pair.conversation, turn), cited)


def messages(pair: Pair, show: Shown) -> tuple[str, ...]:
    """What the rules say is wrong."""
    return tuple(dict.fromkeys(show.cited(pair.conversation, f.message, f.places) for f in pair.findings))
