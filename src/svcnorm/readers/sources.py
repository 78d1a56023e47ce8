"""Where conversations come from: files, directories, globs and standard input, in a fixed order."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import BinaryIO, NamedTuple, TypeVar

from svcnorm.model.conversation import Conversation
from svcnorm.model.errors import InputError
from svcnorm.readers.archives import HIDDEN, ZIP, is_archive, members, open_packed, unpacked_name
from svcnorm.readers.registry import SUFFIXES
from svcnorm.readers.seen import Seen

STDIN = "-"
T = TypeVar("T")


class Source(NamedTuple):
    """One input. `label` is the path as given, with `/`; `path` opens it, `-` is standard input; `member` names
    the file inside an archive, whose label goes on inside it: `calls.zip/day.jsonl`."""

    label: str
    path: str
    member: str = ""

    def open(self) -> BinaryIO:
        """Its bytes. Raises InputError where the file cannot be opened."""
        if self.path == STDIN:
            return sys.stdin.buffer
        try:
            if is_archive(self.path):
                return open_packed(self.path, self.member, self.label)
            return Path(self.path).open("rb")
        except OSError as error:
            reason = error.strerror or "unknown reason"
            raise InputError(f"cannot open the file: {reason}", file=self.label, remedy="check the path") from None

    @property
    def suffix(self) -> str:
        """The ending of its name, in lower case, with the point; of what a .gz holds."""
        return Path(unpacked_name(self.label)).suffix.lower()


class Wanted(NamedTuple):
    """What directories are searched for: endings of names, whether archives are opened, and what to say and to do
    where there is none."""

    suffixes: tuple[str, ...]
    archives: bool
    missing: str
    remedy: str


TRANSCRIPTS = Wanted(
    SUFFIXES,
    True,
    "there are no transcripts in this directory",
    f"transcripts end in {', '.join(SUFFIXES)}; name other files one by one",
)


def find_sources(
    paths: Sequence[str], passed_over: Callable[[str], None] | None = None, wanted: Wanted = TRANSCRIPTS
) -> list[Source]:
    """The inputs that `paths` name, each once, sorted by label.

    Directories are searched to the bottom for files that are `wanted`; hidden ones and locks of Office are skipped,
    others told to `passed_over`. Raises InputError for a path that leads to nothing.
    """
    found: dict[tuple[str, str], Source] = {}
    for path in paths:
        for source in _expand(path, passed_over or (lambda label: None), wanted):
            key = source.path if source.path == STDIN else os.path.realpath(source.path)
            found.setdefault((key, source.member), source)
    return sorted(found.values())


def guarded(source: Source, items: Iterator[T | InputError]) -> Iterator[T | InputError]:
    """What is read from a source, and an InputError in place of whatever ends it early."""
    try:
        yield from items
    except InputError as error:
        yield error
    except OSError as error:
        reason = error.strerror or "unknown reason"
        yield InputError(f"cannot read the file: {reason}", file=source.label, remedy="check that it is a file")


def twin(conversation: Conversation, seen: Seen) -> InputError | None:
    """The error, naming both places, if `seen` already holds the conversation's id; else the id is added to `seen`."""
    place = place_of(conversation)
    first = seen.setdefault(conversation.id, place)
    return None if first is place else twin_of(conversation.id, conversation.source, place, first)


def twin_of(ident: str, source: str, place: str, first: str) -> InputError:
    """The error of a conversation that has the id of another, by their places."""
    message = f"two conversations have the id “{ident}”: here and in {first}"
    file, _, line = place.rpartition(":") if place != source else (place, "", "")
    return InputError(
        message, file=file, line=int(line) if line else None, remedy="give each its own id, or leave one file out"
    )


def place_of(conversation: Conversation) -> str:
    """File and, where the first utterance tells it, line of a conversation in a file of many."""
    source = conversation.utterances[0].source if conversation.utterances else ""
    line, colon, _ = source.partition(":")
    return f"{conversation.source}:{line}" if colon and line.isdigit() else conversation.source


def _expand(path: str, passed_over: Callable[[str], None], wanted: Wanted) -> Iterator[Source]:
    if path == STDIN:
        yield Source(STDIN, STDIN)
    elif not path:
        raise InputError("an empty path", remedy="name a file, a directory, a pattern such as calls/*.txt, or -")
    elif Path(path).is_dir():
        yield from _directory(path, passed_over, wanted)
    elif os.path.lexists(path):
        yield from _file(path, passed_over, wanted)
    elif any(mark in path for mark in "*?["):
        yield from _pattern(path, passed_over, wanted)
    else:
        raise InputError("there is no such file or directory", file=_label(path), remedy="check the path")


def _directory(path: str, passed_over: Callable[[str], None], wanted: Wanted) -> Iterator[Source]:
    found = False
    for folder, subfolders, files in os.walk(path, onerror=_unreadable):
        subfolders[:] = sorted(name for name in subfolders if not name.startswith("."))
        for file in sorted(name for name in files if not name.startswith(HIDDEN)):
            full = Path(folder, file)
            if Path(unpacked_name(file)).suffix.lower() not in (*wanted.suffixes, *((ZIP,) if wanted.archives else ())):
                passed_over(_label(str(full)))
            elif full.is_file():
                found = True
                yield from _file(str(full), passed_over, wanted)
    if not found:
        raise InputError(wanted.missing, file=_label(path), remedy=wanted.remedy)


def _pattern(path: str, passed_over: Callable[[str], None], wanted: Wanted) -> Iterator[Source]:
    from glob import glob

    matches = sorted(glob(path, recursive=True))  # noqa: PTH207 - Path.glob takes neither absolute patterns nor `**` alike
    if not matches:
        raise InputError("no file matches this pattern", file=_label(path), remedy="check the path")
    files = [match for match in matches if not Path(match).is_dir() and not Path(match).name.startswith(HIDDEN)]
    for match in files:
        yield from _file(match, passed_over, wanted)
    for match in matches if not files else ():
        yield from _directory(match, passed_over, wanted)


def _file(path: str, passed_over: Callable[[str], None], wanted: Wanted) -> Iterator[Source]:
    """A file as a source, an archive as one for each of its transcripts. A broken one says so when it is opened."""
    label = _label(path)
    if not (wanted.archives and path.lower().endswith(ZIP)):
        yield Source(label, path)
        return
    try:
        names = members(path, label)
    except (InputError, OSError):
        names = []
    kept = dict.fromkeys(name for name in names if Path(name).suffix.lower() in wanted.suffixes)
    for name in names:
        if name not in kept:
            passed_over(f"{label}/{name}")
    for name in kept:
        yield Source(f"{label}/{name}", path, name)
    if not kept:
        yield Source(label, path)


def _label(path: str) -> str:
    """The path as given, tidied, with `/` on every system."""
    return os.path.normpath(path).replace(os.sep, "/")


def _unreadable(error: OSError) -> None:
    reason = error.strerror or "unknown reason"
    raise InputError(
        f"cannot read the directory: {reason}", file=_label(str(error.filename)), remedy="check its rights"
    )
