"""Rules without tests, or with tests that do not show what the rule does."""

from __future__ import annotations

from collections.abc import Iterator

from svcnorm.i18n import N_, _
from svcnorm.model.rules import Amount, Rule, Selector
from svcnorm.model.verdicts import MANUAL, PASS, UNDETERMINED, VIOLATION
from svcnorm.packs.lint.answers import may_stay_open
from svcnorm.packs.lint.bench import Bench
from svcnorm.packs.lint.interface import ERROR, WARNING, Check, Complaint, at
from svcnorm.packs.syntax.amounts import CALENDAR, ELAPSED
from svcnorm.packs.syntax.events import DERIVED

EVIDENCE = {"events": N_("events"), "times": N_("times"), "attributes": N_("attributes")}


def _expected(bench: Bench, rule_id: str) -> set[str]:
    """The verdicts that a rule's tests expect; `review` turns one of them into `manual`."""
    rule, _node = bench.rules[rule_id]
    found = {trial.result.case.expect for trial in bench.trials.of(rule_id) if not trial.result.case.known}
    return found | {rule.review} if rule.review and MANUAL in found else found


def _tested(bench: Bench) -> Iterator[str]:
    """Rules with tests; those without any are said so once."""
    return (name for name, (rule, _) in bench.rules.items() if bench.trials.of(name) and rule.constraint.kind != MANUAL)


def without_tests(bench: Bench) -> Iterator[Complaint]:
    for name, (_rule, node) in bench.rules.items():
        if not bench.trials.of(name):
            yield at(node, _("the rule {rule} has no tests", rule=name))


def without_hit(bench: Bench) -> Iterator[Complaint]:
    for name in _tested(bench):
        if VIOLATION not in _expected(bench, name):
            yield at(bench.rules[name][1], _("no test of {rule} expects a violation", rule=name))


def without_miss(bench: Bench) -> Iterator[Complaint]:
    for name in _tested(bench):
        if PASS not in _expected(bench, name):
            yield at(bench.rules[name][1], _("no test of {rule} expects a pass", rule=name))


def without_undetermined(bench: Bench) -> Iterator[Complaint]:
    for name in _tested(bench):
        rule, node = bench.rules[name]
        needed = evidence_needed(bench, rule)
        if needed and UNDETERMINED not in _expected(bench, name):
            what = _(", ").join(_(EVIDENCE[each]) for each in sorted(needed))
            yield at(node, _("no test of {rule} shows what happens without {what}", rule=name, what=what))


def evidence_needed(bench: Bench, rule: Rule) -> set[str]:
    """What a rule cannot do without and a record may lack: `events`, `times`, `attributes`."""
    needed = set()
    measure = rule.constraint.measure
    if measure is not None and measure.metric not in ("count", "share", "talk_share"):
        needed.add("events" if measure.metric == "rings" else "times")
    if rule.window is not None and any(_is_timed(length) for length in _lengths(rule)):
        needed.add("times")
    selectors = [rule.constraint.selector, rule.anchor.selector if rule.anchor else None]
    if any(_needs_record(bench, selector) for selector in selectors if selector is not None):
        needed.add("events")
    if any(
        may_stay_open(bench.pack.vocabulary.attributes, part) for part in (rule.when, rule.unless) if part is not None
    ):
        needed.add("attributes")
    return needed


def _lengths(rule: Rule) -> Iterator[object]:
    window = rule.window
    if window is not None:
        yield window.within
        yield from window.gap or ()


def _is_timed(length: object) -> bool:
    return isinstance(length, Amount) and length.unit in (*ELAPSED, *CALENDAR)


def _needs_record(bench: Bench, selector: Selector) -> bool:
    """Nothing but events that need not be on record: all alternatives are such."""
    if selector.head == "event":
        types = bench.pack.vocabulary.events
        return not any(name in DERIVED or (name in types and types[name].contingent) for name in selector.names)
    if selector.head == "any_of":
        return all(_needs_record(bench, member) for member in selector.of)
    return any(_needs_record(bench, member) for member in selector.of)


CHECKS = (
    Check(
        "rule-without-tests",
        ERROR,
        N_("A rule that no test has ever seen hit or miss may do anything."),
        N_("write tests beside it: at least one violation and one pass"),
        without_tests,
    ),
    Check(
        "rule-without-hit",
        ERROR,
        N_("No test shows that the rule can find anything."),
        N_("add a test with expect: violation"),
        without_hit,
    ),
    Check(
        "rule-without-miss",
        ERROR,
        N_("No test shows that the rule leaves anything in peace."),
        N_("add a test with expect: pass, best one that looks like a violation"),
        without_miss,
    ),
    Check(
        "rule-without-undetermined",
        WARNING,
        N_("The rule needs evidence that a record may lack, and no test shows that it says so then."),
        N_("add a test without that evidence, with expect: undetermined"),
        without_undetermined,
    ),
)
