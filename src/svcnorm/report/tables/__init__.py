"""A report as tables, for people who work in spreadsheets: a module and a line in `TABLES` for each."""

from __future__ import annotations

from svcnorm.report.tables.faults import faults
from svcnorm.report.tables.open import checklist, unjudged, unread
from svcnorm.report.tables.rules import rules
from svcnorm.report.tables.scores import agents, scores
from svcnorm.report.tables.summary import summary
from svcnorm.report.tables.table import Cell, Column, Table

TABLES = (faults, scores, agents, rules, unjudged, checklist)
"""The tables of a workbook after the summary, in its order."""

__all__ = ["TABLES", "Cell", "Column", "Table", "checklist", "faults", "scores", "summary", "unjudged", "unread"]
