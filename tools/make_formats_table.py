"""Keeps the tables of formats in docs/formats.md in step with the readers.

python tools/make_formats_table.py            write the tables anew
python tools/make_formats_table.py --check    change nothing; exit 1 if it is stale
"""

from __future__ import annotations

import re
import sys
from pathlib import Path

from svcnorm.i18n import speaking
from svcnorm.readers.records.calls import LAYOUTS
from svcnorm.readers.records.fields import TELLS
from svcnorm.report.formats import markdown

PAGE = Path(__file__).resolve().parent.parent / "docs" / "formats.md"
BLOCK = re.compile(r"(<!-- table: ([a-z ]+) -->\n)(.*?)(<!-- end -->)", re.DOTALL)


def page() -> str:
    """The page as it should be."""
    with speaking("en"):
        tables = {"formats": markdown(), "call logs": call_logs()}
    return BLOCK.sub(lambda match: f"{match[1]}{tables[match[2]]}\n{match[4]}", PAGE.read_text(encoding="utf-8"))


def call_logs() -> str:
    """Which call logs are read, and what each may tell."""
    rows = [("format", "what it is", "recognised by", *TELLS), ("---",) * (len(TELLS) + 3)]
    for each in LAYOUTS:
        rows.append((each.name, each.title, each.known_by, *("yes" if what in each.tells else "" for what in TELLS)))
    return "\n".join(f"| {' | '.join(row)} |" for row in rows)


def main(arguments: list[str]) -> int:
    """Write, or with --check compare; returns the exit code."""
    if "--check" not in arguments:
        PAGE.write_text(page(), encoding="utf-8")
    return 0 if PAGE.read_text(encoding="utf-8") == page() else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
