"""The program and its groups of commands."""

from __future__ import annotations

from typing import Annotated

import typer

from svcnorm.cli import OK
from svcnorm.cli.usage import Group
from svcnorm.i18n import _

app = typer.Typer(
    name="svcnorm",
    cls=Group,
    help=_("Checks service conversations against service handbooks."),
    no_args_is_help=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    epilog=_("Every command takes --lang zh|en."),
)


def group(name: str, explained: str) -> typer.Typer:
    """A group of commands under a name."""
    commands = typer.Typer(cls=Group, help=explained, no_args_is_help=True, rich_markup_mode=None)
    app.add_typer(commands, name=name)
    return commands


@app.callback(invoke_without_command=True)
def root(
    version: Annotated[bool, typer.Option("--version", help=_("Print the version."))] = False,
) -> None:
    if version:
        from svcnorm.version import __version__

        typer.echo(f"svcnorm {__version__}")
        raise typer.Exit(OK)
