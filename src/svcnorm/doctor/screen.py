"""What the terminal and the locale can show."""

from __future__ import annotations

import locale
import os
import shutil
import sys
from collections.abc import Iterator

from svcnorm.doctor.line import BAD, NOTE, Line
from svcnorm.i18n import _

SAMPLE = "客服：您好…“”×—"
NARROW = 60
"""Columns below which reports are hard to read."""


def lines(_config: str | None) -> Iterator[Line]:
    """Encoding, locale, width."""
    encoding = sys.stdout.encoding or "ascii"
    if _shows(encoding):
        yield Line(_("encoding"), encoding)
    else:
        yield Line(
            _("encoding"), f"{encoding}: {_('it has no Chinese')}", BAD, _("set PYTHONUTF8=1, or a UTF-8 locale")
        )
    names = {name: os.environ[name] for name in ("LC_ALL", "LC_CTYPE", "LANG") if os.environ.get(name)}
    told = ", ".join(f"{name}={value}" for name, value in names.items()) or _("not set")
    yield Line(_("locale"), f"{told} ({locale.getpreferredencoding(False)})")
    width = shutil.get_terminal_size().columns
    if not sys.stdout.isatty():
        yield Line(_("width"), _("no terminal: lines are not broken"))
    elif width < NARROW:
        yield Line(_("width"), str(width), NOTE, _("make the window at least {n} columns wide", n=NARROW))
    else:
        yield Line(_("width"), str(width))


def _shows(encoding: str) -> bool:
    try:
        SAMPLE.encode(encoding)
    except (UnicodeEncodeError, LookupError):
        return False
    return True
