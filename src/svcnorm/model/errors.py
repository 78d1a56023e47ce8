"""Errors that a person can act on: file, place, what is wrong, what to do."""

from __future__ import annotations

from collections.abc import Callable


class SvcnormError(Exception):
    """The tool could not do its job; the command line ends with exit code 2.

    `file` is the path as the user wrote it, `line` and `column` count from 1, `where` is any other
    place (a JSON pointer, a sheet cell), `remedy` one sentence on what to do.
    """

    def __init__(
        self,
        message: str,
        *,
        file: str = "",
        line: int | None = None,
        column: int | None = None,
        where: str = "",
        excerpt: str = "",
        remedy: str = "",
    ) -> None:
        super().__init__(message)
        self.message = message
        self.file = file
        self.line = line
        self.column = column
        self.where = where
        self.excerpt = excerpt
        self.remedy = remedy

    @property
    def place(self) -> str:
        """`file:line:column`, leaving out what is not known."""
        parts = [self.file or ""]
        parts += [str(n) for n in (self.line, self.column) if n is not None]
        place = ":".join(p for p in parts if p)
        return f"{place} {self.where}".strip() if self.where else place

    def __str__(self) -> str:
        return self.worded()

    def worded(self, say: Callable[[str], str] = str) -> str:
        """The whole message on several lines; `say` turns its words into those of the reader's language."""
        place = self.place.removesuffix(self.where) + say(self.where)
        lines = [f"{place}: {say(self.message)}" if place else say(self.message)]
        if self.excerpt:
            lines.append(f"  | {self.excerpt}")
        if self.remedy:
            lines.append(f"  → {say(self.remedy)}")
        return "\n".join(lines)


class InputError(SvcnormError):
    """A transcript, a call record or a case log cannot be read.

    `record` is the record itself, as far as it is text, where a file holds many and the others are read.
    """

    record: str = ""


class PackError(SvcnormError):
    """A rule pack is wrong."""


class ConfigError(SvcnormError):
    """The configuration or an option is wrong."""


class StoreError(SvcnormError):
    """The store of an audit cannot be opened, read or written."""
