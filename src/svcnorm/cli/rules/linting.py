"""`svcnorm rules lint`: check packs, print what is wrong and how to mend it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from svcnorm.cli import FAILED, OK, VIOLATIONS
from svcnorm.cli.rules.common import each, screen, shelf
from svcnorm.i18n import _, ngettext

if TYPE_CHECKING:
    from svcnorm.packs.lint import LintFinding
    from svcnorm.report.terminal.screen import Screen


def lint_packs(packs: Sequence[str], config: str, verbose: bool = False, errors_only: bool = False) -> int:
    """Lint packs (all there are without any); returns the exit code: 1 where there are errors.

    Warnings are counted per check, and listed where `verbose`; where `errors_only` nobody looks for them.
    """
    from svcnorm.packs.lint import ERROR, WARNING, lint

    severities = (ERROR,) if errors_only else (ERROR, WARNING)

    library = shelf(config)
    opened, unread = each(library.names(packs), library.open)
    linted, unsound = each(opened, lambda pack: tuple(lint(pack, library, opened, severities)))
    found = [finding for findings in linted for finding in findings]
    errors = [finding for finding in found if finding.check.severity == ERROR]
    warnings = [finding for finding in found if finding.check.severity != ERROR]
    page = screen()
    for finding in (*errors, *(warnings if verbose else ())):
        _print(page, finding)
    _totals(page, warnings, verbose)
    parts = [ngettext("{n} pack", "{n} packs", len(linted)), ngettext("{n} error", "{n} errors", len(errors))]
    parts.append(ngettext("{n} warning", "{n} warnings", len(warnings)))
    page.line(_(", ").join(parts))
    if unread or unsound:
        return FAILED
    return VIOLATIONS if errors else OK


def _print(page: Screen, finding: LintFinding) -> None:
    """One finding: file:line:column, id, what, and what to do."""
    from rich.text import Text

    from svcnorm.packs.lint import REMEDY
    from svcnorm.report.plain import visible
    from svcnorm.report.terminal.screen import BAD, FAINT, OPEN

    place = finding.place
    style = BAD if finding.check.severity == "error" else OPEN
    page.line(Text(f"{place}:{place.column}  ") + Text(finding.check.id, style=style))
    page.line(visible(finding.text), indent=4, hanging=2)
    page.line(Text(f"→ {_(REMEDY[finding.check.id])}", style=FAINT), indent=4, hanging=2)


def _totals(page: Screen, warnings: Iterable[LintFinding], verbose: bool) -> None:
    """How many warnings of each kind there are, and what the kind means."""
    from svcnorm.packs.lint import ABOUT

    counts = Counter(finding.check for finding in warnings)
    if not counts:
        return
    if not verbose:
        page.line(_("Warnings (-v lists them):"))
    width = max(len(check.id) for check in counts)
    for check, n in counts.items():
        page.line(f"{check.id:<{width}}  {n:>4}  {_(ABOUT[check.id])}", indent=2, hanging=width + 8)
