"""What commands share: values of options that must be known, files that cannot be written, output for machines."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING, TextIO

from svcnorm.i18n import _
from svcnorm.model.errors import ConfigError

if TYPE_CHECKING:
    from svcnorm.model.report import Report


def known(option: str, value: str, choices: Sequence[str]) -> None:
    """Refuse a value that is none of `choices`. Raises ConfigError, which lists them."""
    if value not in choices:
        remedy = _("one of {choices}", choices=", ".join(choices))
        raise ConfigError(_("{option} {value} is unknown", option=option, value=repr(value)), remedy=remedy)


def spare_sources(file: str, report: Report) -> None:
    """Refuse to write over a transcript that was read. Raises ConfigError."""
    if any(os.path.realpath(file) == os.path.realpath(of.conversation.source) for of in report.conversations):
        raise ConfigError(_("{file} is a transcript that was read", file=file), remedy=_("choose another file"))


def unwritten(file: str, error: OSError) -> ConfigError:
    """The error for a file that cannot be written."""
    from svcnorm.i18n.errors import said

    message = _("cannot write {file}: {reason}", file=file, reason=said(error.strerror or type(error).__name__))
    return ConfigError(message, remedy=_("choose another file, or make room"))


def machine_output() -> TextIO:
    """Standard output as UTF-8 with line ends as written, whatever the terminal is; closing it leaves it open."""
    # A Path cannot name an open file descriptor, and it is the caller who closes it.
    return open(sys.stdout.fileno(), "w", encoding="utf-8", newline="", closefd=False)  # noqa: PTH123, SIM115
