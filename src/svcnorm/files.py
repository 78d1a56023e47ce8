"""Paths to conversations: find, read, assemble; what cannot be read is set aside with its reason."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from svcnorm import readers
from svcnorm.assembly import AssemblyOptions, assemble
from svcnorm.model.conversation import Conversation
from svcnorm.model.errors import InputError
from svcnorm.readers import ReadOptions, find_sources, twin

READ = ReadOptions()
ASSEMBLE = AssemblyOptions()


class Batch(NamedTuple):
    """Conversations in the order of their sorted sources, and the inputs that could not be read."""

    conversations: tuple[Conversation, ...]
    errors: tuple[InputError, ...]


def read_all(
    paths: Sequence[str],
    options: ReadOptions = READ,
    assembly: AssemblyOptions = ASSEMBLE,
) -> Batch:
    """Read every conversation in files, directories, globs and `-`.

    Raises InputError where a path holds nothing at all; a single bad file or record is reported in
    `errors` and the rest is read.
    """
    good: list[Conversation] = []
    bad: list[InputError] = []
    seen: dict[str, str] = {}
    for source in find_sources(paths):
        for item in readers.read(source, options):
            fault = item if isinstance(item, InputError) else twin(item, seen)
            if fault is not None:
                bad.append(fault)
            elif isinstance(item, Conversation):
                good.append(assemble(item, assembly))
    return Batch(tuple(good), tuple(bad))


def read(*paths: str) -> tuple[Conversation, ...]:
    """Read conversations from files, directories or globs. Raises InputError on the first fault."""
    batch = read_all(paths)
    if batch.errors:
        raise batch.errors[0]
    return batch.conversations
