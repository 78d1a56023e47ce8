"""Keeps the tables of coverage and accuracy in the README files in step with the packs.

python tools/make_tables.py            measure, and write the tables anew
python tools/make_tables.py --check    change nothing; exit 1 if a page is stale
"""

from __future__ import annotations

import re
import sys
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

from svcnorm.i18n import speaking
from svcnorm.i18n.names import named
from svcnorm.model.calibration import Calibration, Figures, Share
from svcnorm.model.conversation import Conversation
from svcnorm.model.coverage import STATUSES, Coverage, totals
from svcnorm.model.report import Report
from svcnorm.packs import load_rules
from svcnorm.packs.coverage import coverage
from svcnorm.packs.opened import Shelf
from svcnorm.report.coverage.words import STATUSES as STATUS_WORDS
from svcnorm.review import Book, calibrate, read_labels
from svcnorm.run import check

ROOT = Path(__file__).resolve().parent.parent
DATA = ROOT / "tests" / "data" / "labelled"
NORMS = DATA / "norms.txt"
PAGES = {"README.md": "en", "README.zh-CN.md": "zh"}
BLOCK = re.compile(r"(<!-- table: (\w+) -->\n)(.*?)(<!-- end -->)", re.DOTALL)
SETS = {
    "develop": ("mended after", "据以修改过规则"),
    "develop-2": ("another reader, mended after", "另一位读者，据以修改过规则"),
    "aside": ("set aside, only measured", "搁置一旁，只用来测量"),
    "blind": ("another reader, only measured", "另一位读者，只用来测量"),
}
"""Files of labelled conversations, and what they are; tests/data/labelled/README.md says more."""

HEADS = {
    "coverage": {
        "en": ("Handbook", "Clauses", "Norms"),
        "zh": ("手册", "条款", "规范"),
    },
    "accuracy": {
        "en": ("", "Conversations", "Labels", "Violations", "Precision", "Recall", "F1", "Kappa"),
        "zh": ("", "对话", "标注", "违规", "准确率", "召回率", "F1", "kappa"),
    },
}
ALL = {"en": "all", "zh": "合计"}


@lru_cache
def books() -> tuple[Coverage, ...]:
    """The coverage of every shipped handbook."""
    shelf = Shelf()
    return tuple(coverage(shelf.open(name)) for name in shelf.names() if shelf.open(name).resolved.norms)


@lru_cache
def measured(name: str) -> Calibration:
    """The shipped rules on one file of labelled conversations, by handbook."""
    norms = frozenset(NORMS.read_text(encoding="utf-8").split())
    known = [Book(book.pack, {line.norm: line.title for line in book.lines}) for book in books()]

    def judge(book: str, conversations: Sequence[Conversation]) -> Report:
        return check(conversations, load_rules([book]))

    return calibrate(read_labels(str(DATA / f"{name}.jsonl")), known, judge, norms=norms)


def table(kind: str, lang: str) -> str:
    """One table in Markdown."""
    with speaking(lang):
        heads, rows = (_coverage if kind == "coverage" else _accuracy)(lang)
    lines = [heads, ["---", *["---:"] * (len(heads) - 1)], *rows]
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)


def _coverage(lang: str) -> tuple[list[str], list[list[str]]]:
    heads = [*HEADS["coverage"][lang], *(named(STATUS_WORDS, status) for status in STATUSES)]
    rows = [[f"{book.title} `{book.pack}`", *_counts([book])] for book in books()]
    return heads, [*rows, [ALL[lang], *_counts(books())]]


def _counts(chosen: Sequence[Coverage]) -> list[str]:
    lines = [line for book in chosen for line in book.lines]
    return [str(n) for n in (sum(book.clauses for book in chosen), len(lines), *totals(lines).values())]


def _accuracy(lang: str) -> tuple[list[str], list[list[str]]]:
    rows = []
    for name, words in SETS.items():
        found = measured(name)
        rows.append([f"**{words[lang == 'zh']}** (`{name}`)", *_figures(found, found.overall)])
        rows += [[f"`{group.group}`", *_figures(found, group)] for group in found.groups]
    return list(HEADS["accuracy"][lang]), rows


def _figures(found: Calibration, of: Figures) -> list[str]:
    spoken = {p.conversation.id for p in found.pairs if of.group in ("", p.pack)}
    return [str(len(spoken)), str(of.pairs), str(of.labelled), *map(_share, (of.precision, of.recall, of.f1, of.kappa))]


def _share(of: Share) -> str:
    return "—" if of.value is None else f"{of.value:.2f} ({of.low:.2f}–{of.high:.2f})"


def renewed(page: str, lang: str) -> str:
    """A page with its tables as they are now."""
    return BLOCK.sub(lambda found: f"{found[1]}\n{table(found[2], lang)}\n{found[4]}", page)


def main(arguments: list[str]) -> int:
    """Write, or compare; returns the exit code."""
    stale = 0
    for name, lang in PAGES.items():
        path = ROOT / name
        before = path.read_text(encoding="utf-8")
        after = renewed(before, lang)
        if before != after and "--check" not in arguments:
            path.write_text(after, encoding="utf-8")
        elif before != after:
            print(f"{name} is stale: run python tools/make_tables.py", file=sys.stderr)
            stale = 1
    return stale


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
