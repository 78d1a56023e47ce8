"""All commands. To import this imports Typer, which takes a tenth of a check: see `svcnorm.cli.shortcut`."""

from svcnorm.cli.commands import checking, packs, review, scripts, stores
from svcnorm.cli.commands.root import app

__all__ = ["app", "checking", "packs", "review", "scripts", "stores"]
