"""What all pages have in common: templates that escape whatever they are given, a policy that lets nothing in."""

from __future__ import annotations

from base64 import b64encode
from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any

from svcnorm.i18n import _, language, ngettext
from svcnorm.report.notes import not_counted

if TYPE_CHECKING:
    from jinja2 import Environment

TEMPLATES = Path(__file__).parent / "templates"
LANGUAGES = {"zh": "zh-CN", "en": "en"}


def frame(styles: tuple[str, ...], *scripts: str) -> dict[str, Any]:
    """What a page needs beside its content: its language, its style, its script, and the policy that names them."""
    from markupsafe import Markup

    style = "".join(map(_part, styles))
    code = "".join(map(_part, filter(None, scripts)))
    return {
        "language": LANGUAGES[language()],
        "policy": policy(style, code),
        "style": Markup(style),
        "script": Markup(code),
    }


@lru_cache(maxsize=8)
def policy(style: str, script: str) -> str:
    """The content security policy: this style and this script, and nothing else from anywhere."""
    scripts = f"'{_hash(script)}'" if script else "'none'"
    return f"default-src 'none'; style-src '{_hash(style)}'; script-src {scripts}; base-uri 'none'; form-action 'none'"


@lru_cache(maxsize=1)
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
    made.globals.update(_=_, ngettext=ngettext, not_counted=not_counted)
    return made


@lru_cache(maxsize=8)
def _part(name: str) -> str:
    return (TEMPLATES / name).read_text(encoding="utf-8")


def _hash(text: str) -> str:
    return "sha256-" + b64encode(sha256(text.encode()).digest()).decode()
