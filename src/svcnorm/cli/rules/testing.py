"""`svcnorm rules test`: run the tests that stand in packs, and show what failed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING

from svcnorm.cli import FAILED, OK, VIOLATIONS
from svcnorm.cli.rules.common import each, screen, shelf, unknown_rule
from svcnorm.i18n import N_, _, ngettext
from svcnorm.i18n.names import named

if TYPE_CHECKING:
    from svcnorm.packs.testing import Result
    from svcnorm.report.terminal.screen import Screen

STATUS = {
    "passed": N_("as expected"),
    "failed": N_("not as expected"),
    "known": N_("known to fail"),
    "promoted": N_("passes although known to fail"),
}


def test_packs(packs: Sequence[str], rule: str, config: str, verbose: bool = False) -> int:
    """Run the tests of packs (all there are without any), or of one rule; returns the exit code.

    Raises ConfigError if no pack has the rule.
    """
    from svcnorm.packs.testing import run_tests

    library = shelf(config)
    opened, unread = each(library.names(packs), library.open)
    found, unsound = each(opened, lambda pack: (pack, tuple(run_tests(pack, rule))))
    broken = unread + unsound
    if rule and not any(rule in pack.rules for pack, _results in found) and not broken:
        raise unknown_rule(rule, [name for pack, _results in found for name in pack.rules])
    page = screen()
    for pack, results in found:
        for result in results:
            if verbose or not result.ok:
                _print(page, result)
        if results or (pack.rules and not rule):
            page.line(f"{pack.name}  {_totals(results) if results else _('no tests')}")
    failed = sum(not result.ok for _pack, results in found for result in results)
    if failed:
        page.line(ngettext("{n} test failed", "{n} tests failed", failed))
    elif not broken:
        some = any(results for _pack, results in found)
        page.line(_("All tests went as expected") if some else _("There are no tests to run"))
    if broken:
        return FAILED
    return VIOLATIONS if failed else OK


def _totals(results: Sequence[Result]) -> str:
    counts = Counter(result.status for result in results)
    rules = len({result.rule for result in results})
    parts = [ngettext("{n} rule", "{n} rules", rules)]
    parts += [f"{_(STATUS[status])} {counts[status]}" for status in STATUS if counts[status]]
    return _(", ").join(parts)


def _print(page: Screen, result: Result) -> None:
    """One test: where it stands, what was expected and what came, and its words."""
    from rich.text import Text

    from svcnorm.report.fault_words import fault_words
    from svcnorm.report.plain import visible
    from svcnorm.report.terminal.screen import BAD, FAINT, GOOD, STRONG

    place = result.place
    head = Text(f"{place}:{place.column}  ") + Text(result.rule, style=STRONG)
    head += Text("  " + _("test {number}", number=result.case.number))
    head += Text("  " + _(STATUS[result.status]), style=GOOD if result.ok else BAD)
    page.line(head)
    for fault in result.faults:
        page.line(visible(fault_words(fault.what, fault.expected, fault.came)), indent=4, hanging=2)
    if result.status == "promoted":
        page.line(_("take `known` out: the fault is mended"), indent=4)
    for utterance in result.case.conversation.utterances if result.faults else ():
        page.line(Text(visible(f"{_who(utterance.role)}{utterance.text}"), style=FAINT), indent=6, hanging=2)


def _who(role: str) -> str:
    from svcnorm.i18n.names import ROLES

    return _("{name}: ", name=named(ROLES, role))
