"""Reads transcripts: bytes in, conversations out; one module per format, none knows a rule."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import NamedTuple

from svcnorm.model.conversation import Conversation
from svcnorm.model.errors import InputError
from svcnorm.readers.canonical import DEFAULTS, conversation_from_data
from svcnorm.readers.document import Document
from svcnorm.readers.export import to_canonical
from svcnorm.readers.format import Format
from svcnorm.readers.options import ReadOptions
from svcnorm.readers.registry import format_of
from svcnorm.readers.sources import Source, find_sources, guarded, twin
from svcnorm.readers.text import conversation_from_text

__all__ = [
    "ReadOptions",
    "Recognised",
    "Source",
    "conversation_from_data",
    "conversation_from_text",
    "find_sources",
    "opened",
    "read",
    "to_canonical",
    "twin",
]


def read(source: Source, options: ReadOptions = DEFAULTS) -> Iterator[Conversation | InputError]:
    """The conversations of a source in its order; an InputError in place of each that cannot be read.

    Never raises InputError: whoever reads many sources decides whether to go on.
    """

    def items() -> Iterator[Conversation | InputError]:
        with opened(source, options) as document:
            yield from document.conversations()

    yield from guarded(source, items())


@contextmanager
def opened(source: Source, options: ReadOptions = DEFAULTS) -> Iterator[Recognised]:
    """A source whose format is recognised. Raises InputError where it cannot be opened."""
    with source.open() as stream:
        document = Document(source.label, stream, options)
        yield Recognised(document, format_of(document, source.suffix))


class Recognised(NamedTuple):
    """A source and its format; `formats` names it and, once it has been read, the forms found inside."""

    document: Document
    format: Format

    @property
    def formats(self) -> Sequence[str]:
        return self.document.formats

    def conversations(self) -> Iterator[Conversation | InputError]:
        """What the source holds. May raise InputError."""
        return self.format.read(self.document, self.document.options)
