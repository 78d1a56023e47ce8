"""Which files are scripts, and what they hold."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence

from svcnorm.intake import Intake
from svcnorm.model.errors import InputError
from svcnorm.readers.document import Document
from svcnorm.readers.sources import Source, Wanted, find_sources
from svcnorm.scripts.model import Script
from svcnorm.scripts.reading.read import SUFFIXES, read, script_in

WANTED = Wanted(
    SUFFIXES,
    False,
    "there are no scripts in this directory",
    f"scripts end in {', '.join(SUFFIXES)}; name other files one by one",
)


def scripts(paths: Sequence[str], intake: Intake) -> Iterator[Script | InputError]:
    """Every script in files, directories and globs; an InputError in place of what cannot be read."""
    for source in find_sources(paths, wanted=WANTED):
        try:
            yield read(source, intake.of(source)[0])
        except InputError as error:
            yield error


def reread(script: Script, data: bytes, intake: Intake) -> Script:
    """A script as it reads with other bytes in its file."""
    source = Source(script.label, script.path)
    return script_in(Document(script.label, io.BytesIO(data), intake.of(source)[0]), source)
