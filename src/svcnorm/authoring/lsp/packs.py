"""What is wrong with a pack: what loading refuses, what the lint finds, and tests that do not go as expected."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from svcnorm.authoring.lsp.fixes import fixes_for
from svcnorm.authoring.lsp.places import span_at
from svcnorm.authoring.lsp.rows import ERROR, WARNING, Row
from svcnorm.authoring.lsp.workshop import Workshop
from svcnorm.i18n import _
from svcnorm.i18n.errors import said
from svcnorm.model.errors import SvcnormError
from svcnorm.packs.lint import ABOUT, REMEDY, LintFinding, check_loading, lint
from svcnorm.packs.lint import ERROR as GRAVE
from svcnorm.packs.lint.trials import Trials
from svcnorm.packs.locate import label
from svcnorm.packs.opened import OpenPack, Shelf
from svcnorm.packs.testing import Result
from svcnorm.report.fault_words import fault_words

MANY = 200
"""Tests beyond which a pack is not linted as it is typed: that takes longer than anybody waits."""

LOADING, TESTING, LINTING = "loading", "test", "lint"


def diagnostics(workshop: Workshop, path: Path, text: str) -> list[Row]:
    """What is wrong in this file of a pack, in the order of its lines."""
    lines = text.splitlines()
    try:
        shelf = workshop.shelf(path)
        pack = workshop.open(shelf, path)
        errors = list(_refused(pack))
        rows = [_error(error, lines, path) for error in errors] or list(_sound(pack, shelf, lines, path))
    except SvcnormError as error:
        rows = [_error(error, lines, path)]
    # A rule is compiled by itself and in its bindings, and may be refused for the same both times.
    once = {row for row in rows if row is not None}
    return sorted(once, key=lambda row: (row.span, row.code, row.message))


def _refused(pack: OpenPack) -> Iterator[SvcnormError]:
    """What loading refuses, rule by rule, so that one error does not hide the next."""
    for name in pack.rules:
        try:
            pack.rule(name)
        except SvcnormError as error:
            yield error
    try:
        check_loading(pack)
    except SvcnormError as error:
        yield error


def _sound(pack: OpenPack, shelf: Shelf, lines: Sequence[str], path: Path) -> Iterator[Row | None]:
    """Of a pack that loads: the lint and the tests."""
    written = [len(tests.value) for source in pack.rules.values() if (tests := source.node.value.get("tests"))]
    if sum(written) > MANY:
        return
    for finding in lint(pack, shelf):
        yield _linted(finding, lines, path)
    for trial in pack.once("trials", Trials).all:
        if not trial.result.ok:
            yield _tested(trial.result, lines, path)


def _error(error: SvcnormError, lines: Sequence[str], path: Path) -> Row | None:
    """An error of another file is told in the first line of this one."""
    here = error.file in ("", label(path), str(path))
    message = said(error.message) if here else error.worded(said)
    if here and error.remedy:
        message += f"\n→ {said(error.remedy)}"
    span = span_at(lines, (error.line or 0) if here else 0, (error.column or 0) if here else 0)
    fixes = fixes_for(LOADING, error.message, error.remedy, lines, span) if here else ()
    return Row(span, ERROR, LOADING, message, fixes)


def _linted(finding: LintFinding, lines: Sequence[str], path: Path) -> Row | None:
    if finding.place.source.label != label(path):
        return None
    check = finding.check
    message = f"{finding.text}\n{_(ABOUT[check.id])}\n→ {_(REMEDY[check.id])}"
    span = span_at(lines, finding.place.line, finding.place.column)
    severity = ERROR if check.severity == GRAVE else WARNING
    return Row(span, severity, check.id, message, fixes_for(check.id, finding.text, "", lines, span))


def _tested(result: Result, lines: Sequence[str], path: Path) -> Row | None:
    if result.place.source.label != label(path):
        return None
    told = [fault_words(fault.what, fault.expected, fault.came) for fault in result.faults]
    if result.status == "promoted":
        told = [_("take `known` out: the fault is mended")]
    span = span_at(lines, result.place.line, result.place.column)
    end = span._replace(end=len(lines[span.line].rstrip())) if span.line < len(lines) else span
    fixes = fixes_for(result.status, "", "", lines, end)
    return Row(end, ERROR, TESTING, "\n".join(told), fixes)
