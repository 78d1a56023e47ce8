"""What an installation is made of, and what is wrong with it: a section each, in the order of the page."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from svcnorm.doctor import configuration, kept, packs, program, screen
from svcnorm.doctor.line import BAD, GOOD, NOTE, Line
from svcnorm.i18n import N_

__all__ = ["BAD", "GOOD", "NOTE", "SECTIONS", "TITLES", "Line"]

SECTIONS: Mapping[str, Callable[[str | None], Iterator[Line]]] = {
    "program": program.lines,
    "configuration": configuration.lines,
    "packs": packs.lines,
    "cache": kept.lines,
    "terminal": screen.lines,
}
"""Each is handed what `--config` says."""

TITLES = {
    "program": N_("program"),
    "configuration": N_("configuration"),
    "packs": N_("packs"),
    "cache": N_("cache"),
    "terminal": N_("terminal"),
}
