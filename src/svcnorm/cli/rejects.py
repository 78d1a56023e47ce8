"""Records that could not be read: told on stderr, and set aside for whoever mends them."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TextIO

from svcnorm.cli import complain
from svcnorm.cli.values import unwritten
from svcnorm.i18n import _, ngettext
from svcnorm.model.errors import InputError

TOLD = 20
"""Errors that are told in full; more are only counted, unless all are asked for."""


class Rejects:
    """Takes the errors of a run; `count` is how many there were."""

    def __init__(self, out: TextIO | None, mask: bool, verbose: bool) -> None:
        self.count = 0
        self._out = out
        self._mask = mask
        self._verbose = verbose

    def add(self, error: InputError) -> None:
        """Tell one error and set its record aside, unmasked: it is the source itself."""
        self.count += 1
        if self._verbose or self.count <= TOLD:
            complain(error, self._mask)
        if self._out is not None:
            place = {"file": error.file, "line": error.line, "where": error.where or None}
            row = {**place, "message": error.message, "remedy": error.remedy or None, "record": error.record or None}
            self._out.write(json.dumps({k: v for k, v in row.items() if v is not None}, ensure_ascii=True) + "\n")

    def summary(self) -> None:
        """Say how many more there were, and where they are."""
        more = 0 if self._verbose else self.count - TOLD
        if more > 0:
            said = ngettext("{n} more record could not be read", "{n} more records could not be read", more)
            remedy = "" if self._out is not None else _("--rejects FILE sets them aside")
            complain(InputError(said, remedy=remedy), self._mask)


@contextmanager
def rejects(file: str, mask: bool, verbose: bool) -> Iterator[Rejects]:
    """Where errors go; `file` (JSON lines, which only its owner may read) appears when the block ends.

    It is empty if all is well. Raises ConfigError where it cannot be written.
    """
    if not file:
        found = Rejects(None, mask, verbose)
        yield found
        found.summary()
        return
    from svcnorm.cli.atomic import replacing

    try:
        with replacing(file, private=True) as out:
            found = Rejects(out, mask, verbose)
            yield found
    except OSError as error:
        raise unwritten(file, error) from None
    found.summary()
