"""What the argument parser says by itself (help, wrong options), in the reader's language and in our form."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

import typer
from typer.core import TyperCommand, TyperGroup

from svcnorm.i18n import N_, _
from svcnorm.model.errors import ConfigError

HELP = {
    "Usage: ": N_("Usage: "),
    "[OPTIONS]": N_("[OPTIONS]"),
    "COMMAND [ARGS]...": N_("COMMAND [ARGS]..."),
    "\nOptions:\n": N_("\nOptions:\n"),
    "\nArguments:\n": N_("\nArguments:\n"),
    "\nCommands:\n": N_("\nCommands:\n"),
    "[required]": N_("[required]"),
    "[default: ": N_("[default: "),
}
"""What the parser writes around our own texts."""

OPTIONS = {
    "install_completion": N_("Install completion for this shell."),
    "show_completion": N_("Print the completion script of this shell."),
    "help": N_("Show this message and exit."),
}
Error: type[Any] = typer.BadParameter.__mro__[2]
"""The parser's class of errors: typer brings its own parser along in some versions and imports it in others."""


def _speak(options: Iterable[Any]) -> None:
    for option in options:
        if option.name in OPTIONS:
            option.help = _(OPTIONS[option.name])


def _spoken(text: str) -> str:
    # The parser may break a line between what it writes and the value.
    text = re.sub(r"\[default:(\n\s*)", r"\1[default: ", text)
    for written in HELP:
        text = text.replace(written, _(HELP[written]))
    return text


class Command(TyperCommand):
    """A command whose help is in one language."""

    def get_help(self, ctx: Any) -> str:
        _speak(self.get_params(ctx))
        return _spoken(super().get_help(ctx))


class Group(TyperGroup):
    """A group of commands whose help is in one language, and which knows what a wrong name was meant to be."""

    def resolve_command(self, ctx: Any, args: list[str]) -> tuple[str | None, Any, list[str]]:
        name = args[0]
        if self.get_command(ctx, name) is None and not ctx.resilient_parsing and not name.startswith("-"):
            from difflib import get_close_matches

            remedy = _guess(get_close_matches(name, self.commands, 1)) or _help(ctx.command_path)
            raise ConfigError(_("no such command: {name}", name=name), remedy=remedy)
        return super().resolve_command(ctx, args)

    def get_help(self, ctx: Any) -> str:
        _speak(self.get_params(ctx))
        return _spoken(super().get_help(ctx))


def explained(error: Any) -> ConfigError | None:
    """The parser's complaint as an error of ours; None where it only means that help was printed."""
    kind = type(error).__name__
    if kind == "NoArgsIsHelpError":
        return None
    context = getattr(error, "ctx", None)
    remedy = _guess(sorted(getattr(error, "possibilities", None) or ()))
    return ConfigError(_said(kind, error), remedy=remedy or _help(context.command_path if context else "svcnorm"))


def _said(kind: str, error: Any) -> str:
    if kind == "NoSuchOption":
        return _("no such option: {name}", name=error.option_name)
    if kind == "MissingParameter" and error.param is not None:
        return _("{name} is missing", name=_spelled(error.param))
    return str(error.format_message())


def _spelled(param: Any) -> str:
    """An option as it is typed, an argument as the help names it."""
    return str(max(param.opts, key=len) if param.param_type_name == "option" else param.human_readable_name)


def _guess(names: list[str]) -> str:
    return _("did you mean {guess}?", guess=_(" or ").join(names)) if names else ""


def _help(command: str) -> str:
    return _("{command} --help shows how it is called", command=command)
