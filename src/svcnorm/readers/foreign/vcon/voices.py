"""Who a speaker of a transcript is among the parties of its vCon, where anything says so."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
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


Groups = Mapping[str, list[Person]]


class Directory(NamedTuple):
    """The parties of a vCon, and by what they are found: their ids, names and numbers, roles."""

    people: Sequence[Person]
    ids: frozenset[str]
    by_name: Groups
    by_role: Groups


def directory(people: Sequence[Person]) -> Directory:
    """The directory of all parties, made once."""
    by_name = _grouped((name, person) for person in people for name in person.called)
    ids = frozenset(person.party.id for person in people)
    return Directory(people, ids, by_name, _grouped((person.role, person) for person in people))


def assigned(voices: Sequence[Voice], dialog: Dialog | None, known: Directory, channels: bool) -> dict[Voice, Person]:
    """The voices that are known to be parties; `channels`: voices are numbered by channel of the recording."""
    members = [known.people[index] for index in dialog.members] if dialog else []
    by_role = _grouped((person.role, person) for person in members) if members else known.by_role
    by_channel = _by_channel(voices, dialog, known.people) if channels else {}
    found: dict[Voice, Person] = {}
    for voice in voices:
        if voice.party is not None:
            found[voice] = known.people[voice.party]
            continue
        person = _named(voice, known.by_name) or _in_role(voice, by_role) or by_channel.get(voice)
        if person is None and len(voices) == 1 and len(members) == 1:
            # One party's own recording.
            person = members[0]
        if person:
            found[voice] = person
    return found


def _grouped(pairs: Iterable[tuple[str, Person]]) -> Groups:
    groups: dict[str, list[Person]] = {}
    for key, person in pairs:
        groups.setdefault(key, []).append(person)
    return groups


def _named(voice: Voice, by_name: Groups) -> Person | None:
    names = {name for name in (voice.id, voice.agent, voice.name) if name}
    fitting = {person.number: person for name in names for person in by_name.get(name, ())}
    return next(iter(fitting.values())) if len(fitting) == 1 else None


def _in_role(voice: Voice, by_role: Groups) -> Person | None:
    """The only one of a role, unless employee's id or name say that it is another."""
    fitting = by_role.get(voice.role, []) if voice.role != "unknown" else []
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
