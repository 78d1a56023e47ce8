"""All that is said in a vCon: its messages, and the transcripts of its recordings, in the order of time."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from typing import Any, NamedTuple

from svcnorm.model.conversation import Event, Party
from svcnorm.readers import checks
from svcnorm.readers.checks import Place
from svcnorm.readers.foreign.vcon import content
from svcnorm.readers.foreign.vcon.dialogs import Dialog
from svcnorm.readers.foreign.vcon.people import Person
from svcnorm.readers.foreign.vcon.plain import plain
from svcnorm.readers.options import ReadOptions
from svcnorm.readers.times import Moment


class Spoken(NamedTuple):
    """One sentence: the id of its party, and when; `dialog` is the number of its dialog."""

    text: str
    place: Place
    party: str
    start: Moment | None
    end: Moment | None
    dialog: int


class Speech(NamedTuple):
    """What was said. `others` are speakers that are no party of the vCon, `events` those of transcripts with the
    instant from which they count, `silent` the dialogs whose words are not in the vCon."""

    said: list[Spoken]
    others: dict[str, Party]
    events: list[tuple[Event, int | None]]
    notes: list[str]
    silent: list[Dialog]


def speech(
    data: Any, place: Place, dialogs: Sequence[Dialog], people: Sequence[Person], options: ReadOptions, ours: int
) -> Speech:
    """Everything that is said; the first `ours` dialogs are turns that we wrote. Raises InputError."""
    from svcnorm.readers.foreign.vcon.transcripts import add_transcripts, transcripts

    found = Speech([], {}, [], [], [])
    messages = {dialog.number: text for dialog in dialogs if (text := _message(dialog)) is not None}
    for dialog in dialogs:
        text = messages.get(dialog.number)
        if text is not None and (text.strip() or dialog.number < ours):
            found.said.append(_of_message(dialog, text, people, found))
    empty = sum(not text.strip() for number, text in messages.items() if number >= ours)
    found.notes.extend([f"empty_turns:{empty}"] if empty else [])
    covered = frozenset(messages)
    if ours and found.said:
        # What was transcribed since then are the same words once more.
        again = len(list(transcripts(data, place, dialogs)))
        found.notes.extend([f"transcripts_passed_over:{again}"] if again else [])
    else:
        covered = add_transcripts(data, place, dialogs, people, options, found, covered)
    for dialog in dialogs:
        if (
            dialog.kind == "recording-set"
            and dialog.number in covered
            and isinstance(dialog.item.get("recordings"), list)
        ):
            covered |= {each for each in dialog.item["recordings"] if isinstance(each, int)}
    said = _in_time(found.said, found.notes)
    instants = sorted(instants_of(said))
    return found._replace(said=said, silent=[d for d in dialogs if d.number not in covered and _is_silent(d, instants)])


def _message(dialog: Dialog) -> str | None:
    """The words of a text dialog; None where they are not inside the vCon."""
    if dialog.kind != "text":
        return None
    value = content.body(dialog.item, dialog.place)
    if value is None:
        return "" if dialog.item.get("body") == "" else None
    spot = dialog.place.at("body")
    return plain(checks.text(value, spot, "the text of a dialog"), content.media_type(dialog.item), spot)


def _of_message(dialog: Dialog, text: str, people: Sequence[Person], found: Speech) -> Spoken:
    start = None if dialog.start is None else Moment(instant=dialog.start)
    end = None
    if dialog.start is not None and dialog.length is not None:
        end = Moment(instant=dialog.start + dialog.length)
    if dialog.members:
        speaker = people[dialog.members[0]].party
    else:
        speaker = found.others.setdefault("unknown", Party("unknown", "unknown"))
    return Spoken(text, dialog.place.at("body"), speaker.id, start, end, dialog.number)


def _is_silent(dialog: Dialog, instants: Sequence[int]) -> bool:
    """Whether a dialog must have words that are not here; a mere placeholder (section 4.3) need not.

    Some tools keep the recording of a call beside its sentences: `instants` are when those begin, in order.
    """
    if dialog.kind not in ("recording", "text") or not set(dialog.item) - {"type", "party_history"}:
        return False
    if dialog.start is None or dialog.length is None:
        return True
    return bisect_left(instants, dialog.start) == bisect_right(instants, dialog.start + dialog.length)


def instants_of(said: Sequence[Spoken]) -> list[int]:
    """When the sentences begin, as far as the instants are known."""
    return [each.start.instant for each in said if each.start and each.start.instant is not None]


def _in_time(said: Sequence[Spoken], notes: list[str]) -> list[Spoken]:
    """The sentences in the order of time; one without a time follows the one that it stands behind."""
    said = sorted(said, key=lambda each: each.dialog)
    undated = {each.dialog for each in said if each.start and each.start.instant is None}
    if len(undated) > 1 or (undated and instants_of(said)):
        # Times from the start of one piece cannot be placed among the others.
        notes.append("times_without_start")
        said = [each._replace(start=None, end=None) if each.dialog in undated else each for each in said]
    keyed: list[tuple[float, Spoken]] = []
    latest = float("-inf")
    for each in said:
        if each.start:
            latest = each.start.instant if each.start.instant is not None else each.start.elapsed or 0
        keyed.append((latest, each))
    ordered = [each for _, each in sorted(keyed, key=lambda pair: pair[0])]
    if ordered != said:
        notes.append("turns_sorted")
    return ordered
