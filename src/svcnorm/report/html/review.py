"""What a page needs so that a person can take a second look: words, and the norms and rules that may be missed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from svcnorm.i18n import _
from svcnorm.model.decisions import CHOICES, FINDING, MANUAL, WITHDRAWN
from svcnorm.report.opinions import decision
from svcnorm.report.view import View
from svcnorm.version import __version__

Norms = Sequence[tuple[str, Sequence[tuple[str, str, str]]]]
"""By handbook: (rule, norm, in words)."""


class Desk(NamedTuple):
    """What the reviewer chooses from. `root` leads from the page to the folder of its report, or to itself where it
    is the whole report: marks of one report are kept, and saved, together."""

    root: str
    tool: str
    finding: list[tuple[str, str]]
    manual: list[tuple[str, str]]
    norms: Norms


def desk(view: View, root: str = "") -> Desk:
    """The desk for the pages of a report."""
    return Desk(root, __version__, _choices(FINDING), _choices(MANUAL), _norms(view))


def _choices(kind: str) -> list[tuple[str, str]]:
    return [(code, decision(code)) for code in CHOICES[kind] if code != WITHDRAWN]


def _norms(view: View) -> Norms:
    """Norms of handbooks, then rules that stand for none."""
    found: list[tuple[str, Sequence[tuple[str, str, str]]]] = [
        (
            view.handbook_title(handbook.name),
            [("", view.name(norm.id), f"{view.name(norm.id)} {view.text(norm.title)}") for norm in handbook.norms],
        )
        for handbook in view.report.handbooks
    ]
    rules = [rule for rule in view.report.rules.values() if not any(binding.norm for binding in rule.bindings)]
    found.append(
        (_("rules"), [(view.name(rule.instance), "", view.text(rule.title) or rule.instance) for rule in rules])
    )
    return [(title, options) for title, options in found if options]
