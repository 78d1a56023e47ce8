"""The words of a conversation, grouped into turns and matched once, whoever is taken to have spoken them."""

from __future__ import annotations

from collections.abc import Sequence

from svcnorm.model.conversation import Conversation
from svcnorm.model.verdicts import Place
from svcnorm.patterns.values import Hit
from svcnorm.text.turntext import TurnText
from svcnorm.timeline.turns import Turn, breaks, build_turns, pauses
from svcnorm.timeline.vocabulary import Vocabulary

BACKCHANNEL_LENGTH = 4
"""An utterance of more characters than this is never a mere back-channel (semantics: Utterance and turn)."""

CUTTING = ("hold_start", "hold_end", "mute_start", "mute_end", "transfer", "dropped")


class Words:
    """Turns, their texts and the scan of all wordings over them. Roles are those of the record."""

    def __init__(self, conversation: Conversation, vocabulary: Vocabulary) -> None:
        self.conversation = conversation
        self.vocabulary = vocabulary
        self.roles = tuple(u.role for u in conversation.utterances)
        self.anyone = _nobody_named(conversation)
        self.turns = self._turns()
        self.texts = [
            TurnText(
                [conversation.utterances[i].text for i in turn.utterances],
                pauses(conversation.utterances, turn.utterances),
            )
            for turn in self.turns
        ]
        self.scan = vocabulary.program.scan(
            self.texts, self._times(), self._offset(), {k: str(v) for k, v in conversation.attributes.items()}
        )

    def _offset(self) -> int:
        own = self.conversation.utc_offset
        return self.vocabulary.settings.utc_offset if own is None else own

    def _times(self) -> list[int | None]:
        """Epoch milliseconds of each turn, or of the conversation where turns have no times."""
        started = self.conversation.started_at
        if started is None:
            return [None] * len(self.turns)
        starts = [self.conversation.utterances[t.utterances[0]].start for t in self.turns]
        return [started + (s or 0) for s in starts]

    def _turns(self) -> tuple[Turn, ...]:
        utterances = self.conversation.utterances
        cuts = [e.at for e in self.conversation.events if e.type in CUTTING and e.at is not None]
        cut = breaks(utterances, cuts)
        quiet = self._quiet()
        return build_turns(utterances, self.roles, quiet.__contains__, lambda i: i in cut or (self.anyone and i > 0))

    def _quiet(self) -> frozenset[int]:
        """Utterances that are nothing but back-channel."""
        vocabulary = self.vocabulary
        if vocabulary.backchannel < 0:
            return frozenset()
        short = [i for i, u in enumerate(self.conversation.utterances) if len(u.text) <= 4 * BACKCHANNEL_LENGTH]
        texts = [TurnText([self.conversation.utterances[i].text]) for i in short]
        keep = [k for k, t in enumerate(texts) if len(t.skeleton.rstrip("。?\n")) <= BACKCHANNEL_LENGTH]
        scan = vocabulary.program.scan([texts[k] for k in keep])
        return frozenset(
            short[k] for n, k in enumerate(keep) if _covered(texts[k], scan.hits(vocabulary.backchannel, n))
        )

    def places(self, turn: int, start: int, end: int) -> tuple[Place, ...]:
        """Where a skeleton span of a turn stands in the record, one place per utterance touched."""
        members = self.turns[turn].utterances
        out = []
        for piece, first, last in self.texts[turn].place(start, end):
            utterance = members[piece]
            out.append(Place(utterance, first, last, self.conversation.utterances[utterance].text[first:last]))
        return tuple(out)

    def whole_turn(self, turn: int) -> tuple[Place, ...]:
        """The place of a turn's first utterance, whole."""
        return self.whole_utterance(self.turns[turn].utterances[0])

    def whole_utterance(self, index: int) -> tuple[Place, ...]:
        """The place of one utterance, whole."""
        text = self.conversation.utterances[index].text
        return (Place(index, 0, len(text), text),)


def _covered(text: TurnText, hits: Sequence[Hit]) -> bool:
    """Whether hits, end to end and with fillers between, make up the whole text."""
    reached = {text.after_fillers(0)}
    for hit in hits:
        if hit.start in reached or hit.start == 0:
            reached |= {hit.end, text.after_fillers(hit.end)}
    body = text.skeleton.rstrip("。?\n")
    return any(mark >= len(body) for mark in reached)


def _nobody_named(conversation: Conversation) -> bool:
    """No speaker is told apart from another: one unknown party says everything."""
    parties = {u.party for u in conversation.utterances}
    return len(parties) == 1 and all(u.role == "unknown" for u in conversation.utterances)
