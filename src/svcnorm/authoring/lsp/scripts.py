"""What `svcnorm script check` says of a script, by the packs of its configuration."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from pathlib import Path

from svcnorm.authoring.lsp.places import span_at
from svcnorm.authoring.lsp.rows import ERROR, NOTE, WARNING, Edit, Fix, Row, Span
from svcnorm.authoring.lsp.workshop import Workshop
from svcnorm.config import Config
from svcnorm.i18n import _
from svcnorm.i18n.errors import said
from svcnorm.intake import intake_of
from svcnorm.model.errors import SvcnormError
from svcnorm.packs import load_rules
from svcnorm.packs.locate import label
from svcnorm.readers.sources import Source
from svcnorm.report import Options
from svcnorm.report.ci.rows import Row as Finding
from svcnorm.report.ci.rows import rows
from svcnorm.scripts.desk import Desk, Judged
from svcnorm.scripts.packs import neutral_rules
from svcnorm.scripts.sources import script_of
from svcnorm.suppression import allowed

FOLDERS = ("scripts", "话术")
SUFFIXES = (".md", ".markdown", ".txt", ".text")
GRAVE = {"fatal": ERROR, "major": ERROR, "minor": WARNING, "info": NOTE}
READING = "reading"


def is_script(path: Path) -> bool:
    """Whether a file is taken for a script: text in a folder of scripts."""
    return path.suffix.lower() in SUFFIXES and any(part in FOLDERS for part in path.parts[:-1])


def diagnostics(workshop: Workshop, path: Path, text: str) -> list[Row]:
    """What is wrong in a script, in the order of its lines."""
    lines = text.splitlines()
    try:
        config = workshop.config(path)
        found, desk = _judged(workshop, config, path, text)
        report = allowed(desk.report([found]), config)
    except SvcnormError as error:
        message = "\n→ ".join(filter(None, (said(error.message), said(error.remedy))))
        return [Row(span_at(lines, error.line or 0, 0), ERROR, READING, message)]
    fixes = list(_fixes(found))
    told = rows(report, Options())
    made = [_row(each, lines, fixes) for each in told.counted]
    return sorted(made, key=lambda row: (row.span, row.code, row.message))


def _judged(workshop: Workshop, config: Config, path: Path, text: str) -> tuple[Judged, Desk]:
    """Raises SvcnormError for what is wrong with the packs, or the script as such."""
    desk = workshop.judge(config, _desk)
    source = Source(label(path), str(path))
    return desk.judge(script_of(source, io.BytesIO(text.encode()), intake_of(config))), desk


def _desk(config: Config) -> Desk:
    if not config.packs:
        return Desk(neutral_rules(config))
    rules = load_rules(config.packs, config)
    return Desk(lambda _talk: rules)


def _row(found: Finding, lines: Sequence[str], fixes: Sequence[Fix]) -> Row:
    spot = found.spot
    line, column = spot.line or 0, spot.column or 0
    if line and column and spot.end_line and spot.end_column:
        span = Span(line - 1, column - 1, spot.end_line - 1, spot.end_column - 1)
    else:
        span = span_at(lines, line, column)
    mine = tuple(fix for fix in fixes if _touches(fix.edits[0].span, span))
    severity = GRAVE.get(found.finding.severity, WARNING)
    return Row(span, severity, found.verdict.rule, f"{found.title}: {found.message}", mine)


def _touches(one: Span, other: Span) -> bool:
    return one.line == other.line and one.start < max(other.end, other.start + 1) and other.start < one.end


def _fixes(found: Judged) -> Iterator[Fix]:
    """What `--fix` would write, one by one."""
    if found.mending is None:
        return
    for fix in found.mending.fixes(found.report):
        spot = found.script.lines[fix.line].spot
        start = spot.column - 1
        place = Span(spot.line - 1, start + fix.start, spot.line - 1, start + fix.end)
        yield Fix(_("say instead: {text}", text=fix.text), (Edit(place, fix.text),))
