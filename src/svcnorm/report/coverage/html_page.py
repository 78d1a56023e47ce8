"""Coverage as one page that needs nothing but itself: a bar and a table for each handbook."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import escape
from typing import TextIO

from svcnorm.i18n import _, language, ngettext
from svcnorm.i18n.names import named
from svcnorm.model.coverage import Coverage, CoverageLine, totals
from svcnorm.report.coverage.words import STATUSES, heads, needs

POLICY = "default-src 'none'; style-src 'unsafe-inline'"
STYLE = """
:root { color-scheme: light dark; --line: #8884; --automated: #2a7d4f; --partial: #b7791f; --manual: #6b7280;
  --unaccounted: #c02626; }
body { font: 15px/1.5 system-ui, "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", sans-serif; margin: 2rem auto;
  max-width: 75rem; padding: 0 1rem; }
table { border-collapse: collapse; width: 100%; font-size: 14px; }
th, td { border-bottom: 1px solid var(--line); padding: .3rem .5rem; text-align: left; vertical-align: top; }
thead th { position: sticky; top: 0; background: Canvas; }
.bar { display: flex; height: .8rem; border-radius: .4rem; overflow: hidden; margin: .5rem 0; }
.automated { background: var(--automated); } .partial { background: var(--partial); }
.manual { background: var(--manual); } .unaccounted { background: var(--unaccounted); }
.dot { display: inline-block; width: .6rem; height: .6rem; border-radius: 50%; margin-right: .4rem; }
code { font-size: 13px; } .more { opacity: .75; }
"""


def write_html(books: Sequence[Coverage], out: TextIO) -> None:
    """Write the page."""
    out.writelines(f"{line}\n" for line in _page(books))


def _page(books: Sequence[Coverage]) -> Iterator[str]:
    title = escape(_("What becomes of every clause"))
    yield f'<!doctype html><html lang="{"zh-CN" if language() == "zh" else "en"}"><head><meta charset="utf-8">'
    yield f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">'
    yield '<meta name="viewport" content="width=device-width, initial-scale=1">'
    yield f"<title>{title}</title><style>{STYLE}</style></head><body><h1>{title}</h1>"
    every = [line for book in books for line in book.lines]
    yield from _bar(every)
    for book in books:
        size = (ngettext("{n} clause", "{n} clauses", book.clauses), ngettext("{n} norm", "{n} norms", len(book.lines)))
        yield f'<h2 id="{escape(book.pack)}">{escape(book.title)}</h2><p>{escape(_(", ").join(size))}</p>'
        yield from _bar(book.lines)
        yield "<table><thead><tr>"
        yield "".join(f'<th scope="col">{escape(head)}</th>' for head in heads()[2:-1])
        yield "</tr></thead><tbody>"
        yield from (_row(line) for line in book.lines)
        yield "</tbody></table>"
    yield "</body></html>"


def _bar(lines: Sequence[CoverageLine]) -> Iterator[str]:
    """The shares of the statuses, drawn and said."""
    counts = {status: n for status, n in totals(lines).items() if n}
    parts = "".join(f'<div class="{status}" style="flex: {n}"></div>' for status, n in counts.items())
    yield f'<div class="bar" aria-hidden="true">{parts}</div>'
    said = "　".join(f"{_dot(status)}{escape(named(STATUSES, status))} {n}" for status, n in counts.items())
    yield f"<p>{said}</p>"


def _dot(status: str) -> str:
    return f'<span class="dot {status}"></span>'


def _row(line: CoverageLine) -> str:
    status = f"{_dot(line.status)}{escape(named(STATUSES, line.status))}"
    rules = " ".join(f"<code>{escape(rule)}</code>" for rule in line.rules)
    people = escape(line.people) + (f' <span class="more">{escape(line.note)}</span>' if line.note else "")
    plain = (line.at, line.norm, line.title)
    cells = [*(escape(text) for text in plain), status, rules, escape(needs(line.needs)), people]
    return f'<tr id="{escape(line.norm)}">{"".join(f"<td>{each}</td>" for each in cells)}</tr>'
