"""Keeps the table of formats in docs/formats.md in step with the readers.

python tools/make_formats_table.py            write the table anew
python tools/make_formats_table.py --check    change nothing; exit 1 if it is stale
"""

from __future__ import annotations

import re
import sys
from pathlib import Path

from svcnorm.i18n import speaking
from svcnorm.report.formats import markdown

PAGE = Path(__file__).resolve().parent.parent / "docs" / "formats.md"
BLOCK = re.compile(r"(<!-- table: formats -->\n)(.*?)(<!-- end -->)", re.DOTALL)


def page() -> str:
    """The page as it should be."""
    with speaking("en"):
        table = markdown()
    return BLOCK.sub(lambda match: f"{match[1]}{table}\n{match[3]}", PAGE.read_text(encoding="utf-8"))


def main(arguments: list[str]) -> int:
    """Write, or with --check compare; returns the exit code."""
    if "--check" not in arguments:
        PAGE.write_text(page(), encoding="utf-8")
    return 0 if PAGE.read_text(encoding="utf-8") == page() else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
