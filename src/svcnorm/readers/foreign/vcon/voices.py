"""Who a speaker of a transcript is among the parties of its vCon, where anything says so."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from svcnorm.readers.foreign.vcon.dialogs import Dialog
from svcnorm.readers.foreign.vcon.people import Person


class Voice(NamedTuple):
    """A speaker as a transcript tells of one; `party` where it names one of the vCon by its index."""

    id: str
    role: str = "unknown"
    agent: str | None = None
    name: str | None = None
    party: int | None = None


def assigned(
    voices: Sequence[Voice], dialog: Dialog | None, people: Sequence[Person], channels: bool
) -> dict[Voice, Person]:
    """The voices that are known to be parties; `channels`: voices are numbered by channel of the recording."""
    members = [people[index] for index in dialog.members] if dialog and dialog.members else list(people)
    by_channel = _by_channel(voices, dialog, people) if channels else {}
    found: dict[Voice, Person] = {}
    for voice in voices:
        if voice.party is not None:
            found[voice] = people[voice.party]
            continue
        person = _named(voice, people) or _in_role(voice, members) or by_channel.get(voice)
        if person is None and len(voices) == 1 and dialog and len(dialog.members) == 1:
            # One party's own recording.
            person = members[0]
        if person:
            found[voice] = person
    return found


def _named(voice: Voice, people: Sequence[Person]) -> Person | None:
    names = {name for name in (voice.id, voice.agent, voice.name) if name}
    fitting = [person for person in people if names & person.called]
    return fitting[0] if len(fitting) == 1 else None


def _in_role(voice: Voice, members: Sequence[Person]) -> Person | None:
    """The only one of a role, unless employee's id or name say that it is another."""
    fitting = [person for person in members if person.role == voice.role != "unknown"]
    if len(fitting) != 1:
        return None
    told = ((voice.agent, fitting[0].party.agent), (voice.name, fitting[0].party.name))
    return None if any(one and other and one != other for one, other in told) else fitting[0]


def _by_channel(voices: Sequence[Voice], dialog: Dialog | None, people: Sequence[Person]) -> dict[Voice, Person]:
    """A recording of several channels lists the parties of each (section 4.3.4); some systems count from 1."""
    channels = dialog.channels if dialog else ()
    numbers = {
        voice: int(voice.id) for voice in voices if voice.id.isascii() and voice.id.isdigit() and len(voice.id) < 9
    }
    if len(channels) < 2 or len(numbers) < len(voices):
        return {}
    first = 1 if 0 not in numbers.values() and len(channels) in numbers.values() else 0
    found = {}
    for voice, number in numbers.items():
        mixed = channels[number - first] if 0 <= number - first < len(channels) else ()
        if len(mixed) == 1:
            found[voice] = people[mixed[0]]
    return found
