"""Which files are scripts, and what they hold."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import BinaryIO

from svcnorm.intake import Intake
from svcnorm.model.errors import InputError
from svcnorm.readers.document import Document
from svcnorm.readers.sources import Source, Wanted, find_sources
from svcnorm.scripts.model import Script
from svcnorm.scripts.reading.read import SUFFIXES, script_in
from svcnorm.scripts.scenes import channel_of

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
            with source.open() as stream:
                yield _script(source, stream, intake)
        except InputError as error:
            yield error


def reread(script: Script, data: bytes, intake: Intake) -> Script:
    """A script as it reads with other bytes in its file."""
    return _script(Source(script.label, script.path), io.BytesIO(data), intake)


def _script(source: Source, stream: BinaryIO, intake: Intake) -> Script:
    """What stands in a file; the channel that command line or configuration tell beats that of the file."""
    options, assembly = intake.of(source)
    script = script_in(Document(source.label, stream, options), source)
    return script._replace(channel=assembly.channel or script.channel or channel_of(Path(source.label).stem))
