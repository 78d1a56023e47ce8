"""All formats that are read, those of files and those of JSON inside them, as one table."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from svcnorm.readers.foreign import shapes
from svcnorm.readers.format import Carries
from svcnorm.readers.registry import FORMATS


class Known(NamedTuple):
    """A format that is read: what people call it, how it is recognised, what it carries beside the words."""

    name: str
    title: str
    known_by: str
    carries: Carries


def formats() -> Iterator[Known]:
    """Every format, files first."""
    for file in FORMATS:
        yield Known(file.name, file.title, file.known_by, file.carries)
    for shape in shapes():
        yield Known(shape.name, shape.title, shape.known_by, shape.carries)
