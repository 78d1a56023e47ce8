"""One occurrence where a record, or two logs of the same thing, tell it more than once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from svcnorm.assembly.options import AssemblyOptions
from svcnorm.model.conversation import Conversation, Event, Utterance

RING_GAP = 10_000
"""Milliseconds: rows of a log that writes every ring lie closer than this (one takes 5 s; one row may be missing)."""

_RING_ENDS = ("answer", "hangup", "transfer", "dropped", "other_call_in")


def without_duplicates(conversation: Conversation, options: AssemblyOptions) -> Conversation:
    """The conversation with each event and utterance once; what was merged is noted."""
    events, notes = merge_events(conversation.events, options.merge_window)
    events, collapsed = collapse_rings(events)
    utterances, repeated = _without_echo(conversation.utterances)
    notes = [*notes, *collapsed, *repeated]
    if not notes:
        return conversation
    return replace(conversation, events=events, utterances=utterances, notes=(*conversation.notes, *notes))


def merge_events(events: Sequence[Event], window: int) -> tuple[tuple[Event, ...], list[str]]:
    """Events that tell the same thing as one: the earliest, with all sources cited.

    The same are two with one id; two of one type, doer, reference and time; and two of one type from
    different files no more than `window` ms apart. What one has from another may show it to be the same as a third.
    """
    notes: list[str] = []
    while True:
        events, merged = _merged_once(events, window)
        notes += merged
        if not merged:
            return tuple(events), notes


def _merged_once(events: Sequence[Event], window: int) -> tuple[Sequence[Event], list[str]]:
    kept: list[Event] = []
    notes: list[str] = []
    for event in events:
        index = next((i for i, other in enumerate(kept) if _same(event, other, window)), None)
        if index is None:
            kept.append(event)
            continue
        kept[index] = joined(kept[index], event)
        notes.append(f"event_merged:{event.type}")
    return kept, notes


def collapse_rings(events: Sequence[Event]) -> tuple[tuple[Event, ...], list[str]]:
    """One `ring`, the start of alerting, for a log that writes a row for each ring."""
    timed = sorted((e for e in events if _time(e) is not None and e.type in ("ring", *_RING_ENDS)), key=_sort_key)
    dropped: set[int] = set()
    last: int | None = None
    for event in timed:
        at = _sort_key(event)
        if event.type == "ring" and last is not None and at - last <= RING_GAP:
            dropped.add(id(event))
        last = at if event.type == "ring" else None
    if not dropped:
        return tuple(events), []
    return tuple(e for e in events if id(e) not in dropped), [f"rings_collapsed:{len(dropped) + 1}"]


def _same(one: Event, other: Event, window: int) -> bool:
    if one.type != other.type:
        return False
    if one.id is not None and other.id is not None:
        return one.id == other.id
    at, seen = _time(one), _time(other)
    if at is None or seen is None or _differ(one.ref, other.ref):
        return False
    if at == seen and one.by == other.by and one.ref == other.ref:
        return True
    return _file(one) != _file(other) and abs(at - seen) <= window and not _differ(one.by, other.by)


def joined(first: Event, second: Event) -> Event:
    """Both as one: the earlier time, whatever only one of them knows, both sources."""
    early, late = (first, second) if _sort_key(first) <= _sort_key(second) else (second, first)
    return replace(
        early,
        at=late.at if early.at is None else early.at,
        instant=late.instant if early.instant is None else early.instant,
        by=early.by or late.by,
        due=late.due if early.due is None else early.due,
        ref=early.ref or late.ref,
        id=early.id or late.id,
        kind=early.kind or late.kind,
        source=", ".join(dict.fromkeys(s for s in (first.source, second.source) if s)),
        fields={**late.fields, **early.fields},
    )


def _without_echo(utterances: Sequence[Utterance]) -> tuple[tuple[Utterance, ...], list[str]]:
    """Exports repeat rows: a timed utterance that equals the one before it is that one."""
    kept: list[Utterance] = []
    notes: list[str] = []
    for utterance in utterances:
        timed = utterance.start is not None and utterance.end is not None
        if timed and kept and _repeats(kept[-1], utterance):
            notes.append(f"utterance_repeated:{utterance.source}")
        else:
            kept.append(utterance)
    return tuple(kept), notes


def _repeats(one: Utterance, other: Utterance) -> bool:
    """Whether two utterances are equal but for where they were read."""
    return one.start == other.start and replace(one, source="") == replace(other, source="")


def _time(event: Event) -> int | None:
    return event.instant if event.instant is not None else event.at


def _sort_key(event: Event) -> int:
    at = _time(event)
    return 1 << 62 if at is None else at


def _differ(one: str | None, other: str | None) -> bool:
    return one is not None and other is not None and one != other


def _file(event: Event) -> str:
    """The file that an event comes from: its source without the place inside; empty for the record's own."""
    first = event.source.partition(", ")[0]
    if first.startswith("/") or first.partition(":")[0].isdigit():
        return ""
    return first.partition("#")[0].rpartition(":")[0] or first.partition("#")[0]
