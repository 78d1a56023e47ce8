"""The report as one page that needs nothing but itself: for quality checkers, team leaders, and the agent concerned.

It asks no host for anything, runs no script but its own (which only adds comfort), and can be printed.
"""

from __future__ import annotations

from base64 import b64encode
from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

from svcnorm.i18n import _, language, ngettext
from svcnorm.report import Options
from svcnorm.report.html.page import made, talks
from svcnorm.report.masking import shown
from svcnorm.report.overview import overview
from svcnorm.report.totals import result
from svcnorm.report.view import View

if TYPE_CHECKING:
    from jinja2 import Environment

    from svcnorm.model.report import Report

TEMPLATES = Path(__file__).parent / "templates"
LANGUAGES = {"zh": "zh-CN", "en": "en"}


def write(report: Report, out: TextIO, options: Options) -> None:
    """Write the page to `out` piece by piece."""
    from markupsafe import Markup

    view = View(report, shown(options.mask), verbose=True)
    style, script = _part("style.css"), _part("script.js")
    page = environment().get_template("page.html")
    out.writelines(
        page.generate(
            language=LANGUAGES[language()],
            policy=policy(style, script),
            style=Markup(style),
            script=Markup(script),
            result=result(report),
            several=len(report.conversations) > 1,
            number=len(report.conversations),
            overview=overview(view),
            talks=talks(view),
            made=made(view, options.mask),
        )
    )


def policy(style: str, script: str) -> str:
    """The content security policy: this style and this script, and nothing else from anywhere."""
    return (
        f"default-src 'none'; style-src '{_hash(style)}'; script-src '{_hash(script)}'; "
        "base-uri 'none'; form-action 'none'"
    )


def environment() -> Environment:
    """Where the templates are: whatever they are given is escaped, and nothing may be missing."""
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    made = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=False,
    )
    made.globals.update(_=_, ngettext=ngettext)
    return made


@lru_cache(maxsize=2)
def _part(name: str) -> str:
    return (TEMPLATES / name).read_text(encoding="utf-8")


def _hash(text: str) -> str:
    return "sha256-" + b64encode(sha256(text.encode()).digest()).decode()
