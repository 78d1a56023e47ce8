"""Commands on an installation and its first files."""

from __future__ import annotations

from typing import Annotated

import typer

from svcnorm.cli.commands.options import Config
from svcnorm.cli.commands.root import app
from svcnorm.cli.usage import Command
from svcnorm.i18n import _


@app.command(
    cls=Command, help=_("Write a configuration, a first local pack with tests, and snippets for hooks and CI.")
)
def init(
    folder: Annotated[str, typer.Argument(metavar="[FOLDER]", help=_("Where; by default here."))] = ".",
    pack: Annotated[str, typer.Option("--pack", metavar="NAME", help=_("What the pack is called."))] = "house",
    force: Annotated[bool, typer.Option("--force", help=_("Replace files that are there."))] = False,
) -> None:
    from svcnorm.cli.init import run

    raise typer.Exit(run(folder, pack, force))


@app.command(cls=Command, help=_("Say what is installed, found, cached and wrong."))
def doctor(config: Config = None) -> None:
    from svcnorm.cli.doctor import run

    raise typer.Exit(run(config))


@app.command(cls=Command, help=_("Serve editors: packs and scripts are checked as they are typed (LSP on stdio)."))
def lsp() -> None:
    from svcnorm.cli.lsp import run

    raise typer.Exit(run())
