"""The program, the packages it needs, and those that only some of it needs."""

from __future__ import annotations

import platform
import re
import sys
from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, requires, version
from pathlib import Path

from svcnorm.doctor.line import BAD, NOTE, Line
from svcnorm.i18n import _
from svcnorm.version import __version__

NAME = "svcnorm"
DEVELOPING = ("dev", "browser")
"""Extras for those who work on the program itself."""
SENTENCE, WORDS = "不能办理", frozenset({0, 2, 4})
"""What jieba makes of it decides whether 不能办 is a hit there."""
_REQUIREMENT = re.compile(r"\s*([\w.-]+)")
_EXTRA = re.compile(r"extra\s*==\s*['\"]([\w-]+)['\"]")


def lines(_config: str | None) -> Iterator[Line]:
    """Versions, and every package that lacks."""
    yield Line(NAME, f"{__version__}  {Path(__file__).parent.parent}")
    yield Line("Python", f"{platform.python_version()}  {sys.executable}")
    try:
        wanted = requires(NAME) or []
    except PackageNotFoundError:
        wanted = []
        yield Line(_("packages"), _("not installed as a package, so that what it needs is not known"), NOTE)
    yield from _needed(wanted)
    yield from _extras(wanted)
    yield _words()


def _needed(wanted: list[str]) -> Iterator[Line]:
    names = [_name(each) for each in wanted if not _EXTRA.search(each)]
    found = {name: _version(name) for name in sorted(names)}
    there = [f"{name} {number}" for name, number in found.items() if number]
    if there:
        yield Line(_("packages"), ", ".join(there))
    for name in [name for name, number in found.items() if not number]:
        yield Line(name, _("not installed"), BAD, f"pip install {name}")


def _extras(wanted: list[str]) -> Iterator[Line]:
    """What can be installed beside it, by the name of the extra."""
    extras: dict[str, list[str]] = {}
    for each in wanted:
        named = _EXTRA.search(each)
        if named and named[1] not in DEVELOPING:
            extras.setdefault(named[1], []).append(_name(each))
    for extra, names in sorted(extras.items()):
        found = [f"{name} {number}" for name in names if (number := _version(name))]
        if len(found) == len(names):
            yield Line(f"{NAME}[{extra}]", ", ".join(found))
        else:
            yield Line(f"{NAME}[{extra}]", _("not installed"), NOTE, f'pip install "{NAME}[{extra}]"')


def _words() -> Line:
    """jieba's dictionary decides where words end; without it such patterns cannot be judged."""
    from svcnorm.text.tokens import edges_of

    try:
        sound = edges_of(SENTENCE) == WORDS
    except (OSError, ImportError, ValueError) as error:
        return Line("jieba", str(error), BAD, "pip install --force-reinstall jieba")
    if not sound:
        return Line(
            "jieba", _("the dictionary cuts words otherwise than it should"), BAD, "pip install --force-reinstall jieba"
        )
    return Line("jieba", _("the dictionary can be read"))


def _name(requirement: str) -> str:
    found = _REQUIREMENT.match(requirement)
    return found[1] if found else requirement


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return ""
