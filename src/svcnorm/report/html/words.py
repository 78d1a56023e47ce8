"""Words of a record as a page shows them."""

from __future__ import annotations

from svcnorm.model.conversation import Conversation
from svcnorm.report.plain import visible
from svcnorm.report.view import View


def sentence(view: View, talk: Conversation, turn: int) -> str:
    """The words of one utterance, masked and harmless, in their length; a letter keeps its lines."""
    return "\n".join(map(visible, view.show.sentence(talk, turn).split("\n")))
