"""Named conditions with a beginning and perhaps an end: their truth and their onsets."""

from __future__ import annotations

from typing import TYPE_CHECKING

from svcnorm.model.rules import Selector, Situation
from svcnorm.timeline.occurrence import Occurrence, relate
from svcnorm.timeline.truth import FALSE, NO_REASONS, TRUE, Truth, unknown

if TYPE_CHECKING:
    from svcnorm.timeline.timeline import Timeline

Episode = tuple[Occurrence, Occurrence | None]


def situation(timeline: Timeline, name: str) -> tuple[Truth, tuple[Episode, ...]]:
    """Whether a situation ever holds, and its episodes (onset, end or None).

    An attribute decides the truth where the record has it; the words, or an event that the
    situation names, give the onset. An onset that nothing shows is the start of the conversation.
    """
    key = f"situation {name}"
    if key not in timeline.settled:
        timeline.settled[key] = _situation(timeline, timeline.vocabulary.situations[name])
    return timeline.settled[key]  # type: ignore[return-value]  # what keys of this kind hold


def _situation(timeline: Timeline, known: Situation) -> tuple[Truth, tuple[Episode, ...]]:
    from svcnorm.timeline.select import select

    given = timeline.conversation.attributes.get(known.attribute) if known.attribute else None
    if given is not None and given not in known.values:
        return FALSE, ()
    starts = select(timeline, known.starts) if known.starts is not None else ()
    ends = select(timeline, known.ends) if known.ends is not None else ()
    episodes = _episodes(starts, ends, known.ends)
    if given is not None:
        return TRUE, _given(timeline, known, episodes)
    if any(start.sure for start, _ in episodes):
        return TRUE, episodes
    if episodes:
        return Truth(None, NO_REASONS.union(*(start.reasons for start, _ in episodes))), episodes
    if known.starts is None:
        return _undeclared(timeline, known), ()
    cut = not (timeline.conversation.complete_start and timeline.conversation.complete_end)
    return (unknown("recording_cut") if cut else FALSE), ()


def _undeclared(timeline: Timeline, known: Situation) -> Truth:
    """A situation that only an attribute gives, where the record lacks it: what its absence is declared to mean."""
    declared = timeline.vocabulary.attributes.get(known.attribute)
    if declared is None or declared.missing == "unknown":
        return unknown("attribute_missing")
    meant = {str(value).lower() for value in known.values}
    # Absence may mean "no"; it is never taken for a "yes", which would have no onset.
    return unknown("attribute_missing") if declared.missing.lower() in meant else FALSE


def _given(timeline: Timeline, known: Situation, episodes: tuple[Episode, ...]) -> tuple[Episode, ...]:
    """The episodes of a situation that an attribute gives: by its event, by words, else from the start."""
    from svcnorm.timeline.select import events

    marked = [o for name in known.onset for o in events(timeline, name)]
    if marked:
        return tuple((o, None) for o in marked)
    # That it held makes its words certain, unless perhaps the other side spoke them.
    certain = tuple((_certain(start), end) for start, end in episodes)
    if any(start.sure for start, _ in certain):
        return certain
    doubts = unknown(*(reason for start, _ in certain for reason in start.reasons)) if certain else TRUE
    return (*certain, (timeline.beginning()._replace(fields={"onset": "unknown"}).doubted(doubts), None))


def _certain(start: Occurrence) -> Occurrence:
    return start if "role_unknown" in start.reasons else start._replace(sure=True, reasons=NO_REASONS)


def _episodes(
    starts: tuple[Occurrence, ...], ends: tuple[Occurrence, ...], closing: Selector | None
) -> tuple[Episode, ...]:
    """Pair beginnings with ends, sure or possible; a beginning inside an open episode belongs to it."""
    if closing is None:
        return tuple((start, None) for start in starts)
    out: list[Episode] = []
    for start in starts:
        if out and (out[-1][1] is None or relate(start, out[-1][1]).before) and out[-1][0].sure:
            continue
        end = next((e for e in ends if relate(start, e).before and not relate(start, e).after), None)
        out.append((start, end))
    return tuple(out)
