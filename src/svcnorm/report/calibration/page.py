"""A calibration on the terminal: figures with their intervals, confusion, and every disagreement with its sentence."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from svcnorm.i18n import N_, _, ngettext
from svcnorm.i18n.names import MISSING, NOT_APPLICABLE, ROLES, VERDICTS, named
from svcnorm.model.calibration import COMPARED, Calibration, Figures, Pair
from svcnorm.model.shares import Share
from svcnorm.report.calibration.evidence import messages, sentences
from svcnorm.report.masking import Shown
from svcnorm.report.plain import visible
from svcnorm.report.terminal.tables import table

if TYPE_CHECKING:
    from svcnorm.report.terminal.screen import Screen

BY = {"pack": N_("handbook"), "norm": N_("norm"), "rule": N_("rule")}
COLUMN = 10


def write_page(page: Screen, of: Calibration, show: Shown, by: str, verbose: bool = False) -> None:
    """Write the page. Groups without a single violation, labelled or found, are left out unless `verbose`."""
    shown = [group for group in of.groups if verbose or by == "pack" or group.labelled or group.false]
    heads = [named(BY, by), _("labels"), _("violations"), _("found"), _("falsely found"), _("missed")]
    heads += [_("precision"), _("recall"), "F1", "kappa"]
    rows = [_row(group, group.group) for group in shown]
    rows.append(_row(of.overall, _("all")))
    table(page, heads, rows, numbers=tuple(range(1, 6)))
    page.line(_("In brackets: 95 % intervals."))
    page.line()
    names = [named(VERDICTS, verdict) for verdict in COMPARED]
    cells = [[name, *(str(n) for n in row)] for name, row in zip(names, of.confusion)]
    table(page, [_("people ↓ rules →"), *names], cells, numbers=tuple(range(1, 5)))
    page.line()
    page.line(
        _(
            "{n} conversations without a violation; violations found in them: {false}",
            n=of.clean,
            false=of.false_on_clean,
        )
    )
    if of.unsure:
        page.line(
            ngettext(
                "{n} label on which people differ, or are in doubt, is left out",
                "{n} labels on which people differ, or are in doubt, are left out",
                of.unsure,
            )
        )
    differ = of.disagreements
    page.line(ngettext("{n} disagreement", "{n} disagreements", len(differ)))
    for pair in differ:
        _disagreement(page, pair, show)


def _row(of: Figures, name: str) -> list[str]:
    counts = [of.pairs, of.labelled, of.right, of.false, of.missed]
    return [name, *(str(n) for n in counts), *(_share(each) for each in (of.precision, of.recall, of.f1, of.kappa))]


def _share(of: Share) -> str:
    return "—" if of.value is None else f"{of.value:.3f} ({of.low:.2f}–{of.high:.2f})"


def _disagreement(page: Screen, pair: Pair, show: Shown) -> None:
    page.line()
    page.line(visible(f"{show.name(pair.conversation.id)}  {pair.norm}  {pair.title}"))
    said = _("people: {label}, rules: {came}", label=named(VERDICTS, pair.label), came=named(VERDICTS, pair.came))
    _field(page, _("verdicts"), [said])
    _field(page, _("says"), messages(pair, show))
    _field(page, _("why"), [_(", ").join(_reason(reason) for reason in pair.reasons)] if pair.reasons else ())
    for sentence in sentences(pair, show):
        head = _("sentence {n} {who}", n=sentence.turn + 1, who=named(ROLES, sentence.role))
        cited = f"  ← {sentence.cited}" if sentence.cited and sentence.cited != sentence.text else ""
        _field(page, head, [f"{sentence.text}{cited}"])
    _field(page, _("rules"), [" ".join(pair.rules)] if pair.rules else ())
    _field(page, _("remark"), [show.text(pair.note)] if pair.note else ())


def _reason(code: str) -> str:
    return named(MISSING, code) if code in MISSING else named(NOT_APPLICABLE, code)


def _field(page: Screen, label: str, texts: Sequence[str]) -> None:
    for text in texts:
        page.field(label, visible(text), 2, COLUMN + 6)
