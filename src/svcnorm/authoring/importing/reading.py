"""Which kind of file it is, and who reads it."""

from __future__ import annotations

from svcnorm.authoring.importing import alibaba, tables
from svcnorm.authoring.importing.drafts import Imported
from svcnorm.model.errors import InputError
from svcnorm.readers.checks import Place
from svcnorm.readers.document import Document
from svcnorm.readers.json import loads
from svcnorm.readers.options import ReadOptions
from svcnorm.readers.sources import Source

TEXTS = (".txt", ".text")


def read(source: Source, options: ReadOptions) -> Imported:
    """The rules of a file: a table of phrases or expressions, a text of them, Alibaba's JSON. Raises InputError."""
    if source.suffix in TEXTS:
        return tables.read_lines(source, options)
    with source.open() as stream:
        document = Document(source.label, stream, options)
        if source.suffix == ".json" or document.head().lstrip()[:1] == "{":
            return alibaba.read(loads(document.text(), Place(source.label)), source.label)
    try:
        return tables.read(source, options)
    except OSError as error:
        raise InputError(f"cannot read the file: {error.strerror}", file=source.label) from None
