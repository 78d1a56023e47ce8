"""What of a report may be shown: everything that people said or wrote passes through here."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

from svcnorm.model.conversation import Conversation, Value
from svcnorm.model.verdicts import Place
from svcnorm.privacy import mask, mask_id
from svcnorm.report.plain import visible


class Shown(NamedTuple):
    """Two ways to show text: `text` for what was said and written, `name` for ids and files."""

    text: Callable[[str], str]
    name: Callable[[str], str]

    def source(self, path: str) -> str:
        """The name of an input: relative, with forward slashes, the same on every machine."""
        parts = path.replace("\\", "/").split("/")
        absolute = parts[0] == "" or parts[0].endswith(":")
        return self.name(parts[-1] if absolute else "/".join(parts))

    def sentence(self, conversation: Conversation, turn: int) -> str:
        """The words of one utterance, or an empty text where there is none."""
        said = conversation.utterances
        return self.text(said[turn].text) if 0 <= turn < len(said) else ""

    def words(self, conversation: Conversation, place: Place) -> str:
        """What stands at a place. A number is masked as in its sentence, also where the place holds but a part."""
        return self.sentence(conversation, place.turn)[place.start : place.end] or self.text(place.text)

    def cited(self, conversation: Conversation, text: str, places: Sequence[Place]) -> str:
        """Text that may cite the words at `places`: these are masked as in their sentence."""
        shown = self.text(text)
        for place in places:
            masked = self.words(conversation, place)
            if "*" in masked:
                shown = shown.replace(self.text(place.text), masked)
        return shown

    def value(self, value: Value) -> Value:
        """Any value of a record, numbers that are personal numbers included."""
        if isinstance(value, str):
            return self.text(value)
        if isinstance(value, Mapping):
            return {self.text(key): self.value(value[key]) for key in sorted(value)}
        if isinstance(value, list):
            return [self.value(item) for item in value]
        if isinstance(value, (int, float)) and not isinstance(value, bool):
            written = str(value)
            return value if self.text(written) == written else self.text(written)
        return value


MASKED = Shown(mask, mask_id)
PLAIN = Shown(str, str)


def shown(masked: bool) -> Shown:
    """How to show text: with personal numbers masked, or as it is."""
    return MASKED if masked else PLAIN


def harmless(masked: bool) -> Shown:
    """As `shown`, and with a sign for every character that a screen, a log or XML could not bear; spans stay valid."""
    show = shown(masked)
    return Shown(lambda text: visible(show.text(text)), lambda text: visible(show.name(text)))
