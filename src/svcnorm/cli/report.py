"""`svcnorm report`: the pages of a store, in HTML."""

from __future__ import annotations

from pathlib import Path

from svcnorm.cli import OK
from svcnorm.cli.audit import processes
from svcnorm.cli.stores import day
from svcnorm.i18n import _
from svcnorm.model.errors import ConfigError


def run(store: str, folder: str, begin: str, end: str, jobs: int) -> int:
    """Write the pages, all of them or none; returns the exit code."""
    from svcnorm.audit.figures.tallies import Choice
    from svcnorm.audit.site.write import write
    from svcnorm.cli.atomic import replacing_folder
    from svcnorm.cli.progress import counting

    if not folder:
        raise ConfigError(_("where to write is not said"), remedy=_("say --html DIR or --xlsx FILE"))
    choice = Choice(day("--from", begin), day("--until", end))
    workers = processes(jobs)
    _check(Path(folder))
    try:
        with replacing_folder(folder) as partial, counting(_("pages")) as tell:
            done = write(Path(store), partial, choice, workers, tell)
    except OSError as error:
        from svcnorm.i18n.errors import said

        message = _("cannot write {file}: {reason}", file=folder, reason=said(error.strerror or type(error).__name__))
        raise ConfigError(message, remedy=_("choose another folder, or make room")) from None
    told = {"n": done.conversations, "pages": done.pages, "file": str(Path(folder) / "index.html")}
    print(_("{pages} pages of {n} conversations: open {file}", **told))
    return OK


def _check(folder: Path) -> None:
    """Only an earlier report may be replaced. Raises ConfigError for anything else."""
    from svcnorm.audit.site.write import FILES, FOLDERS

    if not folder.exists():
        return
    if not folder.is_dir():
        raise ConfigError(_("{file} is no folder", file=str(folder)), remedy=_("choose another folder, or make room"))
    there = {path.relative_to(folder) for path in folder.rglob("*")}
    ours = {Path(name) for name in (*FILES, *FOLDERS)}
    strange = {path for path in there - ours if path.suffix != ".html" or str(path.parent) not in FOLDERS}
    if there and not ours <= there:
        strange = there - ours or there
    if strange:
        message = _("{file} holds what is no page of a report: {name}", file=str(folder), name=str(min(strange)))
        raise ConfigError(message, remedy=_("choose another folder, or take that out of it"))
