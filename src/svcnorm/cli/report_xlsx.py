"""`svcnorm report --xlsx`: a store as an Excel workbook."""

from __future__ import annotations

import tempfile
from pathlib import Path

from svcnorm.cli import OK
from svcnorm.cli.atomic import replacing_bytes
from svcnorm.cli.stores import day
from svcnorm.cli.values import known, unwritten
from svcnorm.i18n import _


def run(store: str, file: str, begin: str, end: str) -> int:
    """Write the workbook, whole or not at all, for its owner only; returns the exit code."""
    from svcnorm.audit.figures.tallies import Choice
    from svcnorm.audit.sheets.write import write
    from svcnorm.cli.progress import counting

    known("--xlsx", Path(file).suffix.lower(), (".xlsx",))
    choice = Choice(day("--from", begin), day("--until", end))
    try:
        with (
            tempfile.TemporaryDirectory() as folder,
            replacing_bytes(file, private=True) as out,
            counting(_("conversations")) as tell,
        ):
            n = write(Path(store), out, folder, choice, tell)
    except OSError as error:
        raise unwritten(file, error) from None
    print(_("{file}: {n} conversations", file=file, n=n))
    return OK
