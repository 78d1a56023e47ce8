"""Commands on scripts: `svcnorm script …`."""

from __future__ import annotations

from typing import Annotated

import typer

from svcnorm.cli.commands.options import Paths, Report
from svcnorm.cli.commands.root import group
from svcnorm.cli.commands.taking import REPORTING, Given, taking
from svcnorm.cli.usage import Command
from svcnorm.i18n import _

script_app = group("script", _("Check scripts before they are spoken."))


@script_app.command(
    "check", cls=Command, help=_("Check scripts: words that must not be said, parts that are missing, placeholders.")
)
@taking("pack", "config", "encoding", "channel", "as_of", *REPORTING, "no_mask", "verbose")
def script_check(
    given: Given,
    paths: Paths = None,
    format_: Report = "lines",
    fix: Annotated[
        bool, typer.Option("--fix", help=_("Put suggested wording in place of what must not be said."))
    ] = False,
    diff: Annotated[
        bool, typer.Option("--diff", help=_("Only print what --fix would change, and write nothing."))
    ] = False,
) -> None:
    from svcnorm.cli.check import CheckOptions
    from svcnorm.cli.script import run

    raise typer.Exit(run(paths or (), CheckOptions(**given, format=format_), fix, diff))
