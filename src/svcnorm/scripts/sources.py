"""Which files are scripts, and what they hold."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from svcnorm.intake import Intake
from svcnorm.model.errors import InputError
from svcnorm.readers.sources import Wanted, find_sources
from svcnorm.scripts.model import Script
from svcnorm.scripts.reading.read import SUFFIXES, read

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
