"""Paths to conversations: find, read, assemble; what cannot be read is set aside with its reason."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from svcnorm import readers
from svcnorm.assembly import assemble
from svcnorm.intake import Intake
from svcnorm.model.conversation import Conversation
from svcnorm.model.errors import InputError
from svcnorm.readers import Source, find_sources, to_canonical, twin
from svcnorm.readers.seen import Seen

AS_IT_IS = Intake()
"""Nothing said of any source."""


class Batch(NamedTuple):
    """Conversations in the order of their sorted sources, and the inputs that could not be read."""

    conversations: tuple[Conversation, ...]
    errors: tuple[InputError, ...]


def read_each(
    paths: Sequence[str],
    intake: Intake = AS_IT_IS,
    completed: bool = True,
    passed_over: Callable[[str], None] | None = None,
) -> Iterator[Conversation | InputError]:
    """Every conversation in files, directories, globs and `-`, one after the other, in bounded memory.

    They are assembled, unless they are to be left as they were read (not `completed`). `passed_over` is told the files
    of directories that are not taken for transcripts. Raises InputError at once where a path leads to nothing at all;
    a single bad file or record is an InputError in its place.
    """
    return _read(find_sources(paths, passed_over), intake, completed)


def _read(sources: Sequence[Source], intake: Intake, completed: bool) -> Iterator[Conversation | InputError]:
    seen = Seen()
    for source in sources:
        options, assembly = intake.of(source)
        for item in readers.read(source, options):
            if isinstance(item, InputError):
                yield item
                continue
            fault = twin(item, seen)
            if fault is None:
                yield assemble(item, assembly) if completed else item
            else:
                fault.record = json.dumps(to_canonical(item), ensure_ascii=False)
                yield fault


def read_all(paths: Sequence[str], intake: Intake = AS_IT_IS) -> Batch:
    """What `read_each` yields, the errors apart."""
    good: list[Conversation] = []
    bad: list[InputError] = []
    for item in read_each(paths, intake):
        if isinstance(item, InputError):
            bad.append(item)
        else:
            good.append(item)
    return Batch(tuple(good), tuple(bad))


def read(*paths: str) -> tuple[Conversation, ...]:
    """Read conversations from files, directories or globs. Raises InputError on the first fault."""
    batch = read_all(paths)
    if batch.errors:
        raise batch.errors[0]
    return batch.conversations
