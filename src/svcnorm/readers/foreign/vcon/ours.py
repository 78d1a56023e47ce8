"""The attachment in which svcnorm keeps what a vCon has no place for.

It repeats nothing that stands in the vCon itself: who takes words or names out of that takes them out altogether.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from svcnorm.readers import checks
from svcnorm.readers.checks import Place
from svcnorm.readers.foreign.vcon import content

PURPOSE = "svcnorm"
VERSION = 1
KEYS = ("version", "dialogs", "parties", "conversation", "turns")


class Ours(NamedTuple):
    """What the attachment says.

    `dialogs` is how many of the first dialogs are turns of ours, `ids` the ids of the first parties, None for those
    that follow from the party; `author` is the index of the party that stands for svcnorm itself. `record` has the keys
    of canonical JSON without parties, turns and title. `turns` has, turn by turn, times from the start, where these are
    all that is known.
    """

    place: Place
    record: Mapping[str, Any]
    dialogs: int
    ids: Sequence[str | None]
    turns: Sequence[Mapping[str, Any]]
    author: int | None


def ours(data: Any, place: Place) -> Ours | None:
    """The attachment of a vCon that we wrote. Raises InputError where it was damaged."""
    spot = place.at("attachments")
    for index, item in enumerate(checks.sequence(data.get("attachments") or [], spot, "attachments")):
        if isinstance(item, dict) and item.get("purpose") == PURPOSE:
            return _ours(item, spot.at(index))
    return None


def _ours(item: Mapping[str, Any], place: Place) -> Ours:
    what = "the attachment of svcnorm"
    spot = place.at("body")
    body = checks.mapping(content.body(item, place), spot, what)
    checks.known_keys(body, KEYS, spot, what)
    if body.get("version") != VERSION:
        raise spot.at("version").error(f"{what} is not of version {VERSION}", "read it with a newer svcnorm")
    count = body.get("dialogs")
    if isinstance(count, bool) or not isinstance(count, int) or count < 0:
        raise spot.at("dialogs").error(f"dialogs must be a number, not {checks.kind(count)}")
    record = checks.mapping(body.get("conversation") or {}, spot.at("conversation"), "a conversation")
    for key in ("parties", "turns", "title"):
        if key in record:
            raise spot.at("conversation").at(key).error(f"{what} has no key “{key}”", "the vCon itself holds it")
    ids = checks.sequence(body.get("parties") or [], spot.at("parties"), "parties")
    turns = checks.sequence(body.get("turns") or [], spot.at("turns"), "turns")
    author = item.get("party")
    return Ours(
        spot.at("conversation"),
        record,
        count,
        [None if ident is None else checks.name(ident, spot.at("parties").at(n), "id") for n, ident in enumerate(ids)],
        [checks.mapping(turn, spot.at("turns").at(index), "a turn") for index, turn in enumerate(turns)],
        author if isinstance(author, int) and not isinstance(author, bool) else None,
    )
