"""`--fix` and `--diff`: suggested wording in the files of scripts, or only what that would change."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence

from svcnorm.cli.atomic import replacing_bytes
from svcnorm.cli.values import machine_output, unwritten
from svcnorm.intake import Intake
from svcnorm.model.errors import InputError
from svcnorm.model.report import ConversationReport
from svcnorm.readers.sources import STDIN
from svcnorm.report.plain import visible
from svcnorm.scripts.desk import Desk, Judged
from svcnorm.scripts.mended import Mended, mended
from svcnorm.scripts.sources import reread


class Mender:
    """Mends scripts; `errors` are those of files that cannot take the wording, `notes` tell what was mended."""

    def __init__(self, desk: Desk, intake: Intake, diff: bool) -> None:
        self._desk, self._intake, self._diff = desk, intake, diff
        self.errors: list[InputError] = []
        self.notes: list[str] = []

    def mend(self, found: Sequence[Judged], reports: Sequence[ConversationReport]) -> list[Judged]:
        """The scripts after what could be mended of `reports`, in which what is allowed is marked.

        With `diff` they stay as they are, and what would change is printed. Raises ConfigError where a file cannot
        be written.
        """
        return [self._one(each, report) for each, report in zip(found, reports)]

    def _one(self, each: Judged, report: ConversationReport) -> Judged:
        fixes = each.mending.fixes(report) if each.mending is not None else ()
        if not fixes:
            return each
        label = each.script.label
        if not each.script.encoding or each.script.path == STDIN:
            self.notes.append(f"script_not_mended:{label}")
            return each
        try:
            new = mended(each.script, fixes, self._intake)
        except InputError as error:
            self.errors.append(error)
            return each
        if self._diff:
            _print(new.diff())
            return each
        _write(new)
        self.notes.append(f"script_mended:{len(fixes)}:{label}")
        return self._desk.judge(reread(new.script, new.data, self._intake))


def _print(diff: str) -> None:
    """A change as it is, for programs; on a screen without what could control it."""
    if sys.stdout.isatty():
        print("\n".join(visible(line) for line in diff.splitlines()))
        return
    with machine_output() as out:
        out.write(diff)


def _write(new: Mended) -> None:
    """Put a mended script in place of the old one, with its rights."""
    path = new.script.path
    try:
        mode = os.stat(path).st_mode & 0o777  # noqa: PTH116 - the same as is set below
        with replacing_bytes(path, private=True) as out:
            out.write(new.data)
            if hasattr(os, "fchmod"):
                os.fchmod(out.fileno(), mode)
    except OSError as error:
        raise unwritten(new.script.label, error) from None
