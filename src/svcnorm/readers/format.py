"""What a format is: its name, how it is known, what it carries and how it is read."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

from svcnorm.model.conversation import Conversation
from svcnorm.model.errors import InputError
from svcnorm.readers.checks import Place
from svcnorm.readers.document import Document
from svcnorm.readers.options import ReadOptions

ROLES = ("stated", "labels", "channel", "speaker", "none")
"""How a format tells who speaks: by role, by words before the sentence, by channel or speaker number, not at all."""

Read = Iterator[Conversation | InputError]
"""Conversations in their order, and an InputError in place of each that cannot be read."""


class Carries(NamedTuple):
    """What a format says beside the words: how roles are told (one of ROLES), the unit of its times
    (`s`, `ms`, `us`, `ticks`, `clock`, `date`; empty: none), and whether it has events of the call."""

    roles: str
    times: str = ""
    events: bool = False


class Format(NamedTuple):
    """A kind of file; each module of one format holds its own as `FORMAT`.

    `claims(head, suffix)` says whether a file that begins so, and is named so, is in it. `read` yields
    its conversations; it may raise InputError. `title` is what people call it, `known_by` how it is recognised,
    both in English.
    """

    name: str
    suffixes: tuple[str, ...]
    claims: Callable[[str, str], bool]
    read: Callable[[Document, ReadOptions], Read]
    title: str = ""
    known_by: str = ""
    carries: Carries = Carries("labels")


class Shape(NamedTuple):
    """A form that data of JSON can have; each module of one form holds its own as `SHAPE`.

    `claims(data)` says whether data (an object or a list) is in it. `read(data, place, name, options)`
    yields the conversations that it holds; `place` is where the data stands and `name` the id of a
    conversation that has none of its own.
    """

    name: str
    title: str
    known_by: str
    carries: Carries
    claims: Callable[[Any], bool]
    read: Callable[[Any, Place, str, ReadOptions], Read]
