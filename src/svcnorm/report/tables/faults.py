"""The faults, what may be one, and what is known: a row for each finding and each norm that it breaks."""

from __future__ import annotations

from collections.abc import Iterator

from svcnorm.i18n import _
from svcnorm.i18n.names import SEVERITIES, VERDICTS, named
from svcnorm.model.report import ConversationReport
from svcnorm.model.verdicts import VIOLATION, Finding, RuleVerdict
from svcnorm.report.facts import moment, speaker
from svcnorm.report.faults import Found, charged, expected, nearest_words, possible, sure
from svcnorm.report.known import known, why
from svcnorm.report.tables.table import Cell, Column, Table, about, about_columns
from svcnorm.report.view import View


def faults(view: View) -> Table:
    """All findings. The points of a norm stand once, in the first row of its rule, so that they may be added up."""
    columns = (
        *about_columns(),
        Column(_("certain"), 8, "state"),
        Column(_("severity"), 8, "severity"),
        Column(_("handbook"), 22),
        Column(_("norm's id"), 12),
        Column(_("title of the norm"), 28, "long"),
        Column(_("clause"), 24, "long"),
        Column(_("rule"), 28, "long"),
        Column(_("points"), 8, "number"),
        Column(_("sentence"), 8, "number"),
        Column(_("speaker"), 12),
        Column(_("time"), 9),
        Column(_("words of the sentence"), 50, "long"),
        Column(_("marked words"), 24, "long"),
        Column(_("fault"), 36, "long"),
        Column(_("where"), 24, "long"),
        Column(_("nearest"), 30, "long"),
        Column(_("better"), 40, "long"),
        Column(_("why it does not count"), 24, "long"),
        Column(_("rule's id"), 24),
        Column(_("fingerprint"), 24),
    )
    rows = [row for of in view.report.conversations for row in _rows(view, of)]
    return Table(_("Findings"), columns, rows)


def _rows(view: View, of: ConversationReport) -> Iterator[tuple[Cell, ...]]:
    allowed = [(verdict, (finding,)) for verdict, finding in known(of)]
    kinds = ((sure(of), named(VERDICTS, VIOLATION)), (possible(of), _("possible")), (allowed, _("known")))
    for found, certain in kinds:
        for each in found:
            for norm, said in _lines(view, of, each, certain):
                yield (*about(view, of.conversation), certain, *norm, *said)


def _lines(
    view: View, of: ConversationReport, found: Found, certain: str
) -> Iterator[tuple[tuple[Cell, ...], tuple[Cell, ...]]]:
    verdict, findings = found
    title = view.title(verdict)
    bound = view.bindings(verdict)
    norms: list[tuple[tuple[str, ...], float]] = [] if bound else [(("", "", "", ""), charged(of, verdict.rule, ""))]
    for binding, norm, handbook in bound:
        cited = (view.text(norm.title), view.text(norm.clause)) if norm else ("", "")
        points = charged(of, verdict.rule, binding.norm, binding.handbook)
        norms.append(((view.text(handbook), view.name(binding.norm), *cited), points))
    for number, finding in enumerate(findings):
        severity = named(SEVERITIES, finding.severity)
        for cells, points in norms:
            charge = points if points and not number and finding.suppressed is None else None
            yield (severity, *cells, title, charge), _said(view, of, verdict, finding)


def _said(view: View, of: ConversationReport, verdict: RuleVerdict, finding: Finding) -> tuple[Cell, ...]:
    talk = of.conversation
    place = finding.places[0] if finding.places else None
    said = place is not None and 0 <= place.turn < len(talk.utterances)
    start = talk.utterances[place.turn].start if place is not None and said else finding.at
    return (
        None if place is None else place.turn + 1,
        speaker(view, talk, place.turn) if place is not None and said else "",
        "" if start is None else moment(talk, start),
        "" if place is None else view.sentence(talk, place.turn),
        " … ".join(view.text(view.show.words(talk, each)) for each in finding.places),
        view.cited(talk, finding.message, finding.places),
        expected(view, verdict, finding),
        nearest_words(view, finding.nearest) if finding.nearest is not None else "",
        view.text(finding.suggestion),
        why(view, finding),
        view.name(verdict.rule),
        finding.fingerprint,
    )
