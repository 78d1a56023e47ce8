"""`turn`: somebody had the floor. Fields: characters, seconds, rate, kind, question, cut_off."""

from __future__ import annotations

from typing import Any

from svcnorm.patterns.ruler import Ruler
from svcnorm.text.numerals import spoken_length
from svcnorm.timeline.occurrence import Occurrence
from svcnorm.timeline.timeline import Timeline
from svcnorm.timeline.turns import Turn

CUT_MARKS = ("—", "-", "…", "--", "——")


def turns(timeline: Timeline) -> list[Occurrence]:
    """Every turn, back-channels with kind `backchannel`, the others with kind `content`."""
    return [timeline.turn_mark(t.index)._replace(fields=turn_fields(timeline, t)) for t in timeline.turns]


def turn_fields(timeline: Timeline, turn: Turn) -> dict[str, Any]:
    """characters (spoken, digits as spoken), seconds (None without times), rate (characters a minute)."""
    text = timeline.words.texts[turn.index]
    characters = spoken_length(text.skeleton.replace("。", "").replace("?", "").replace("\n", ""))
    seconds = spoken_seconds(timeline, turn)
    return {
        "kind": "backchannel" if turn.backchannel else "content",
        "characters": characters,
        "seconds": seconds,
        "rate": characters * 60 / seconds if seconds else None,
        "question": bool(Ruler(text).questions),
        "cut_off": text.original.rstrip().endswith(CUT_MARKS),
    }


def spoken_seconds(timeline: Timeline, turn: Turn) -> float | None:
    """Seconds of speech in a turn, without the pauses between its utterances; None without times."""
    utterances = [timeline.conversation.utterances[i] for i in turn.utterances]
    total = 0
    for utterance in utterances:
        if utterance.start is None or utterance.end is None:
            return None
        total += utterance.end - utterance.start
    return total / 1000
