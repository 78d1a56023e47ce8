"""The events that a vCon's party history, its transfers and its failed calls mean.

https://datatracker.ietf.org/doc/draft-ietf-vcon-vcon-core/, sections 4.3.11, 4.3.13 and 4.3.14.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from svcnorm.readers.foreign.vcon.content import Item
from svcnorm.readers.foreign.vcon.dialogs import RECORDINGS, SPOKEN, Dialog, party
from svcnorm.readers.foreign.vcon.history import HELD, MUTED, Entry
from svcnorm.readers.foreign.vcon.people import Person

_SILENT = ("join", "drop", "keydown", "keyup", "dtmfdown", "dtmfup")
"""Words that are no event by themselves; keys had other names before version 02 of the draft."""


class Happened(NamedTuple):
    """An event of ours; `at` is epoch ms, `to` the id of the party that a call goes on with."""

    type: str
    at: int | None
    by: str | None = None
    to: str | None = None
    disposition: str | None = None


def happened(
    told: Sequence[Entry], dialogs: Sequence[Dialog], people: Sequence[Person], notes: list[str]
) -> list[Happened]:
    """The events in the order of time; words that nobody knows are added to `notes`."""
    found = [*_answered(told, dialogs, people), *_ended(told, dialogs, people)]
    for entry in told:
        role = None if entry.party is None else people[entry.party].role
        if entry.word in HELD:
            by = {"customer": "agent", "agent": "customer", "colleague": "customer"}.get(role or "")
            found.append(Happened(HELD[entry.word], entry.at, by))
        elif entry.word in MUTED:
            found.append(Happened(MUTED[entry.word], entry.at, _known(role)))
        elif entry.word in ("ring", "answer", "transfer"):
            found.append(Happened(entry.word, entry.at, None if entry.word == "ring" else _known(role)))
        elif entry.word not in _SILENT:
            notes.append(f"history_not_understood:{entry.word[:40]}")
    found += _moved(dialogs, people)
    return sorted(found, key=lambda event: (event.at is None, event.at or 0))


def _answered(told: Sequence[Entry], dialogs: Sequence[Dialog], people: Sequence[Person]) -> Iterator[Happened]:
    """Whoever began the call waits in it until somebody else joins: it rings that long."""
    calls = [dialog for dialog in dialogs if dialog.kind in RECORDINGS and dialog.members]
    if not calls or any(entry.word in ("ring", "answer") for entry in told):
        return
    caller = first_of(calls).members[0]
    joined = [entry for entry in told if entry.word == "join" and entry.party is not None]
    answer = next((entry for entry in joined if entry.party != caller), None)
    if answer is None or answer.party is None:
        return
    ring = next((entry for entry in joined if entry.party == caller), None)
    if ring and ring.at < answer.at:
        yield Happened("ring", ring.at)
    yield Happened("answer", answer.at, _known(people[answer.party].role))


def _ended(told: Sequence[Entry], dialogs: Sequence[Dialog], people: Sequence[Person]) -> Iterator[Happened]:
    """Who drops out of a call and leaves nobody but one behind has hung up."""
    present = {index for dialog in dialogs if dialog.kind in SPOKEN for index in dialog.members}
    present.update(index for dialog in dialogs for index in _several(dialog.item, "transfer_target"))
    last: Happened | None = None
    for entry in told:
        if entry.party is None:
            continue
        if entry.word == "join":
            present.add(entry.party)
            last = last if len(present) < 2 else None
        elif entry.word == "drop" and entry.party in present:
            present.remove(entry.party)
            if len(present) == 1 and last is None:
                last = Happened("hangup", entry.at, _known(people[entry.party].role))
    if last:
        yield last


def _moved(dialogs: Sequence[Dialog], people: Sequence[Person]) -> Iterator[Happened]:
    """Transfers, and calls that failed unless they were attempts of a transfer."""
    attempts: set[int] = set()
    for dialog in dialogs:
        if dialog.kind != "transfer":
            continue
        targets = _several(dialog.item, "target_dialog")
        attempts.update(targets, _several(dialog.item, "consultation"))
        begins = [dialogs[i].start for i in targets if 0 <= i < len(dialogs) and dialogs[i].start is not None]
        who, whom = (
            next((party(each, dialog.place.at(key), len(people)) for each in _several(dialog.item, key)), None)
            for key in ("transferor", "transfer_target")
        )
        yield Happened(
            "transfer",
            dialog.start if dialog.start is not None else next(iter(begins), None),
            None if who is None else _known(people[who].role),
            to=None if whom is None else people[whom].party.id,
        )
    for dialog in dialogs:
        if dialog.kind == "incomplete" and dialog.number not in attempts:
            why = dialog.item.get("disposition")
            at = None if dialog.start is None else dialog.start + (dialog.length or 0)
            yield Happened("dropped", at, disposition=why if isinstance(why, str) and why else None)


def first_of(dialogs: Sequence[Dialog]) -> Dialog:
    """The one that begins first."""
    return min(dialogs, key=lambda dialog: (dialog.start is None, dialog.start or 0))


def _several(item: Item, key: str) -> list[int]:
    """One index or a list of them; with a hyphen in the name before version 0.3.0."""
    value = item.get(key, item.get(key.replace("_", "-")))
    return [each for each in (value if isinstance(value, list) else [value]) if isinstance(each, int)]


def _known(role: str | None) -> str | None:
    return None if role == "unknown" else role
