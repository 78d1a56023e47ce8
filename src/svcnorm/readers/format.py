"""What a format is: its name, its file endings, how it is known and how it is read."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import NamedTuple

from svcnorm.model.conversation import Conversation
from svcnorm.model.errors import InputError
from svcnorm.readers.document import Document
from svcnorm.readers.options import ReadOptions


class Format(NamedTuple):
    """A format of transcripts; each module of one format holds its own as `FORMAT`.

    `claims(head, suffix)` says whether a file that begins so, and is named so, is in it. `read` yields
    its conversations, with an InputError in place of one that cannot be read; it may raise InputError.
    """

    name: str
    suffixes: tuple[str, ...]
    claims: Callable[[str, str], bool]
    read: Callable[[Document, ReadOptions], Iterator[Conversation | InputError]]
