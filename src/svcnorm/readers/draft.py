"""A conversation as another system tells it, on its way to our own form."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from svcnorm.model.conversation import Conversation
from svcnorm.readers import labels
from svcnorm.readers.canonical import build
from svcnorm.readers.checks import Place
from svcnorm.readers.clock import RecordClock
from svcnorm.readers.labels import Label
from svcnorm.readers.options import ReadOptions
from svcnorm.readers.speakers import Speakers
from svcnorm.readers.times import Moment
from svcnorm.readers.turns import WrittenTurn


class Said(NamedTuple):
    """One sentence of a draft.

    `role` is a word for a role (`AGENT`, `客服`, `客服8001`), `speaker` and `channel` what the source
    numbers them by, `detail` an employee id or a name; each is None where the source is silent.
    """

    text: str
    place: Place
    role: str | None = None
    speaker: str | None = None
    channel: str | None = None
    detail: str | None = None
    start: Moment | None = None
    end: Moment | None = None


class Draft(NamedTuple):
    """`record` has the keys of canonical JSON, without turns; `name` is its id where it has none."""

    record: Mapping[str, Any]
    said: Sequence[Said]
    place: Place
    name: str
    notes: tuple[str, ...] = ()


def finished(draft: Draft, options: ReadOptions) -> Conversation:
    """The conversation. Sentences without words are left out, others put in the order of their times;
    both are noted. Raises InputError with the place of whatever cannot be understood."""
    said = [each for each in draft.said if each.text.strip()]
    notes = list(draft.notes)
    if len(said) < len(draft.said):
        notes.append(f"empty_turns:{len(draft.said) - len(said)}")
    timed = all(each.start for each in said)
    record = {
        **draft.record,
        "notes": [*draft.record.get("notes", ()), *notes],
        "unordered": timed,
    }

    def turns(clock: RecordClock, speakers: Speakers) -> list[WrittenTurn]:
        from svcnorm.readers.textlines import since_start

        return since_start([_turn(each, speakers, options) for each in said], clock)

    return build(record, draft.place, draft.name, options, turns)


def _turn(said: Said, speakers: Speakers, options: ReadOptions) -> WrittenTurn:
    return WrittenTurn(said.text, said.place, label=_label(said, speakers, options), start=said.start, end=said.end)


def _label(said: Said, speakers: Speakers, options: ReadOptions) -> Label:
    """Who speaks: by the user's word on channels, by the role that the source states, else the bare number."""
    number = said.speaker if said.speaker is not None else said.channel
    if options.agent_channel is not None and said.channel is not None:
        role = "agent" if labels.same_number(said.channel, options.agent_channel) else "customer"
        return _of_role(role, said.detail)
    label = labels.understand(said.role, speakers.channel, letters=False) if said.role else None
    if label is None or label.role == "unknown":
        return Label("unknown", number or said.role or said.detail or "unknown")
    return label if label.detail else _of_role(label.role, said.detail)


def _of_role(role: str, detail: str | None) -> Label:
    return Label(role, f"{role}:{detail}", detail) if detail else Label(role, role)
