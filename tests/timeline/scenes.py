"""Small conversations as timelines, with the words that the truth tables use."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from tests.judging.tables import conversation_of, rules_of

from svcnorm.timeline.timeline import Timeline
from svcnorm.timeline.vocabulary import Vocabulary
from svcnorm.timeline.words import Words


@lru_cache(maxsize=1)
def vocabulary() -> Vocabulary:
    """The common words, events and situations, and those of the tables."""
    with TemporaryDirectory() as folder:
        return rules_of([{"forbid": {"say": "不知道"}}], Path(folder)).vocabulary


def scene(case: Mapping[str, Any], **roles: str) -> Timeline:
    """The timeline of a small conversation; `roles` names parties of unknown role."""
    conversation = conversation_of({k: v for k, v in case.items() if k != "expect"})
    words = Words(conversation, vocabulary())
    return Timeline(words, roles, [(event, True) for event in conversation.events])


def turns_of(*lines: str, **case: Any) -> list[tuple[str, list[int], bool]]:
    """(role, utterances, back-channel) of every turn."""
    timeline = scene({"turns": list(lines), **case})
    return [(turn.role, list(turn.utterances), turn.backchannel) for turn in timeline.turns]
