"""Reads transcripts: bytes in, conversations out; one module per format, none knows a rule."""

from __future__ import annotations

from collections.abc import Iterator

from svcnorm.model.conversation import Conversation
from svcnorm.model.errors import InputError
from svcnorm.readers.canonical import DEFAULTS, conversation_from_data
from svcnorm.readers.document import Document
from svcnorm.readers.export import to_canonical
from svcnorm.readers.options import ReadOptions
from svcnorm.readers.registry import format_of
from svcnorm.readers.sources import Source, find_sources, twin
from svcnorm.readers.text import conversation_from_text

__all__ = [
    "ReadOptions",
    "Source",
    "conversation_from_data",
    "conversation_from_text",
    "find_sources",
    "read",
    "to_canonical",
    "twin",
]


def read(source: Source, options: ReadOptions = DEFAULTS) -> Iterator[Conversation | InputError]:
    """The conversations of a source in its order; an InputError in place of each that cannot be read.

    Never raises InputError: whoever reads many sources decides whether to go on.
    """
    try:
        with source.open() as stream:
            document = Document(source.label, stream, options)
            yield from format_of(document, source.suffix).read(document, options)
    except InputError as error:
        yield error
    except OSError as error:
        reason = error.strerror or "unknown reason"
        yield InputError(f"cannot read the file: {reason}", file=source.label, remedy="check that it is a file")
