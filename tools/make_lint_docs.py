"""Writes docs/lint.md from the registry of checks.

python tools/make_lint_docs.py            write the page
python tools/make_lint_docs.py --check    change nothing; exit 1 if the page is stale
"""

from __future__ import annotations

import sys
from pathlib import Path

from svcnorm.packs.lint import CHECKS

PAGE = Path(__file__).resolve().parent.parent / "docs" / "lint.md"
HEAD = """# What `svcnorm rules lint` checks

An *error* says that a pack will not do what it says, and makes the exit code 1; *warnings* are counted, and listed
with `-v`. What is wrong in the writing itself (an unknown key, a missing set, a pattern that cannot be read) is refused
when a pack is loaded, and needs no lint. Each check has a pack that triggers it, and the same pack mended, under
`tests/data/packs/lint`.

This page is made by `python tools/make_lint_docs.py`.

| Check | | What is wrong | What to do |
|---|---|---|---|
"""


def page() -> str:
    """The page as it should be."""
    rows = (f"| `{c.id}` | {c.severity} | {_cell(c.about)} | {_cell(c.remedy)} |\n" for c in CHECKS)
    return HEAD + "".join(rows)


def _cell(text: str) -> str:
    return text.replace("|", "\\|")


def main(arguments: list[str]) -> int:
    """Write, or with --check compare; returns the exit code."""
    if "--check" not in arguments:
        PAGE.write_text(page(), encoding="utf-8")
    return 0 if PAGE.read_text(encoding="utf-8") == page() else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
