"""The report as Markdown, for the comment of a merge request or a chat: nothing of a transcript becomes markup.

Nobody is notified and nothing is linked by what people said: what Markdown reads is escaped, and a mark without
width parts what platforms would take for a name, an issue or an address.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, TextIO

from svcnorm.i18n import _, ngettext
from svcnorm.report import Options
from svcnorm.report.cards import Card, Item, Said, cards
from svcnorm.report.facts import channel, facts
from svcnorm.report.faults import SIGNS
from svcnorm.report.known import known, told
from svcnorm.report.masking import shown
from svcnorm.report.notes import not_counted
from svcnorm.report.overview import Row, overview
from svcnorm.report.totals import result, unread
from svcnorm.report.unjudged import checklist, waiting
from svcnorm.report.view import View

if TYPE_CHECKING:
    from svcnorm.model.report import ConversationReport, Report

ROOM = 60_000
"""Characters after which conversations are only counted: GitHub takes comments of 65,536."""
PART = "&#8203;"
APART = r"(?:[@#!%]|\\[~$]|&amp;)(?=\w)|:(?!\d)|(?<!\d):|\b(?i:www)(?=\.)"
"""Behind these a platform would look for a name, an issue, a label, a picture sign or an address."""


def write(report: Report, out: TextIO, options: Options) -> None:
    """Write the report, conversations worst first."""
    view = View(report, shown(options.mask), verbose=False)
    rows = overview(view).rows
    written = 0
    for piece in _pieces(view, rows):
        written += len(piece)
        if written > ROOM:
            out.write("\n" + escaped(_("There is more than fits here: see the whole report.")) + "\n")
            return
        out.write(piece)


def _pieces(view: View, rows: list[Row]) -> Iterator[str]:
    """The report in pieces that may be left out from the end."""
    report = view.report
    yield f"# {escaped(_('Service norms: report'))}\n\n**{escaped(result(report)[1])}**\n"
    errors = unread(view)
    if errors:
        title = ngettext("Not read: {n} input", "Not read: {n} inputs", len(errors))
        yield f"\n**{escaped(title)}**\n\n"
        yield from (f"- {escaped(': '.join((file, message)))} {escaped(remedy)}\n" for file, message, remedy in errors)
    heads = _("conversation"), _("handbook"), _("score"), _("result"), _("judged"), _("faults"), _("not judged")
    yield "\n| " + " | ".join(map(escaped, heads)) + " |\n|" + "---|" * len(heads) + "\n"
    for row in rows:
        yield from _row(row)
    for note in view.noted(report.notes):
        yield f"\n> {escaped(note)}\n"
    for row in rows:
        yield "".join(_conversation(view, report.conversations[row.n - 1]))


def _row(row: Row) -> Iterator[str]:
    faults = " ".join(f"{sign} {word} {n}" for _code, sign, word, n in row.faults) or "—"
    for score in row.scores:
        cells = row.id, score.title, score.points, score.outcome, score.share, faults, str(row.open or "—")
        yield "| " + " | ".join(map(escaped, cells)) + " |\n"
    if not row.scores:
        yield "| " + " | ".join(map(escaped, (row.id, "—", "—", "—", "—", faults, str(row.open or "—")))) + " |\n"


def _conversation(view: View, of: ConversationReport) -> Iterator[str]:
    found = cards(view, of)
    waits, looks, allowed = waiting(view, of), checklist(view, of), known(of)
    if not (found or waits or looks or allowed):
        return
    name = view.name(of.conversation.id)
    yield f"\n## {escaped(name)} · {escaped(channel(of.conversation))}\n\n"
    yield escaped(" · ".join(facts(view, of.conversation))) + "\n\n"
    for card in found:
        yield from _card(card)
    if allowed:
        yield f"\n**{escaped(not_counted(len(allowed)))}**\n\n"
    for verdict, finding in allowed:
        yield f"- {escaped(told(view, of, verdict, finding))}\n"
    if waits:
        yield f"\n**{escaped(_('What could not be judged'))}**\n\n"
    for group in waits:
        rules = ngettext("{n} rule waits", "{n} rules wait", len(group.verdicts))
        line = _("{missing}: {waiting}", missing=group.lacking, waiting=rules)
        yield f"- {escaped(line + (' → ' + group.supply if group.supply else ''))}\n"
    if looks:
        title = ngettext("For a person to check: {n} item", "For a person to check: {n} items", len(looks))
        yield f"\n{escaped(title)}\n"


def _card(card: Card) -> Iterator[str]:
    sign = SIGNS[card.severity] if card.kind == "sure" else "?"
    kind = card.severity_word if card.kind == "sure" else _("possible")
    yield f"- {sign} {escaped(kind)} <b>{escaped(card.title)}</b> {escaped(card.points)}".rstrip() + "\n"
    for norm in card.norms:
        yield f"  - {escaped(' '.join(filter(None, (norm.title, *norm.remarks, norm.points))))}\n"
    for item in card.items:
        yield from _item(item)


def _item(item: Item) -> Iterator[str]:
    times = ngettext("{n} time", "{n} times", item.times) if item.times > 1 else ""
    yield f"  - {escaped(' '.join(filter(None, (item.message, times, item.at))))}\n"
    for said in item.said:
        yield f"    - {_said(said)}\n"
    for label, text in ((_("where"), item.expected), (_("nearest"), item.near_words), (_("better"), item.better)):
        if text:
            yield f"    - {escaped(_('{name}: ', name=label) + text)}\n"


def _said(said: Said) -> str:
    words = "".join(f"<b>{escaped(p.text)}</b>" if p.top is not None else escaped(p.text) for p in said.words)
    return f"{escaped(said.who)}{_(': ')}{words}"


def escaped(text: str) -> str:
    """`text` as Markdown that shows just that, on one line."""
    line = " ".join(text.split()).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    line = re.sub(r"[\\`*_\[\]|~$]", r"\\\g<0>", line)
    # What would begin a list, a heading or a rule.
    line = re.sub(r"^(\d*)([-+=#.)])", r"\1\\\2", line)
    return re.sub(APART, lambda found: found[0] + PART, line)
