"""Guards that no test has seen at work."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from svcnorm.i18n import N_, _
from svcnorm.packs.lint.bench import Bench, Worded
from svcnorm.packs.lint.interface import WARNING, Check, Complaint, at
from svcnorm.packs.lint.trials import Trial
from svcnorm.packs.nodes import Node, walk
from svcnorm.packs.syntax.context import Context
from svcnorm.packs.syntax.guards import KINDS, split
from svcnorm.packs.syntax.selectors import HEADS, KEYS, selector


def never_acts(bench: Bench) -> Iterator[Complaint]:
    """Guards of rules in the rule's own tests; guards of sets and situations in the tests of all who use them."""
    for worded in bench.worded:
        yield from _covering(bench, worded)
    for name, (_rule, node) in bench.rules.items():
        at_work = [Tried(bench.pack.context(name), bench.trials.of(name))]
        yield from _looking(node, "rule", name, at_work)
    everywhere = [Tried(trials.pack.scene.context, trials.all) for trials in bench.all_trials]
    for kind, section in (("situation", bench.situations), ("set", bench.sets)):
        for name, node in section.items():
            yield from _looking(node, kind, name, everywhere)


class Tried(NamedTuple):
    """Tests, and the context in which selectors must be compiled to be asked of them."""

    context: Context
    trials: Sequence[Trial]


def _covering(bench: Bench, worded: Worded) -> Iterator[Complaint]:
    """The guards of a wording that must cover the hit; those that another pack brings are its own concern."""
    own = worded.owner if worded.kind == "rule" else ""
    places = {guard: worded.place_of(guard) for guard in worded.phrases.unless}
    idle = [guard for guard, place in places.items() if place is not worded.node]
    for trials in [bench.trials] if own else bench.all_trials:
        if not idle:
            return
        idle = trials.idle(worded.phrases, idle, own)
    for guard in idle:
        yield at(places[guard], _said(worded.kind, worded.owner, guard))


def _said(kind: str, owner: str, guard: str) -> str:
    if kind == "rule":
        return _("the guard {guard} drops nothing in the tests of the rule {owner}", guard=guard, owner=owner)
    return _("the guard {guard} of {owner} drops nothing in any test", guard=guard, owner=owner)


def _looking(node: Node, kind: str, name: str, tried: Sequence[Tried]) -> Iterator[Complaint]:
    """The guards that look elsewhere, each where it stands."""
    for body, unless in _guarded(node, kind, name):
        own = split(unless)[1]
        # What a named set brings along comes first and is the set's own concern.
        compiled = [(selector(each.context, body, name), each.trials) for each in tried]
        for number, place in enumerate(own, -len(own)):
            acts = (trial.acts(chosen, chosen.guards[number]) for chosen, trials in compiled for trial in trials)
            if not any(acts):
                yield at(place, _said(kind, name, next(key for key in KINDS if key in place.value)))


def _guarded(node: Node, kind: str, name: str) -> Iterator[tuple[Node, Node]]:
    """Selectors with guards that look elsewhere, each with its `unless`."""
    for inner in walk(node):
        members = inner.value if inner.is_map else {}
        if "unless" not in members or not split(members["unless"])[1]:
            continue
        if kind == "set":
            yield Node(f"@{name}", inner.place), members["unless"]
        elif not (kind == "rule" and inner is node) and any(key in members for key in HEADS):
            body = {key: member for key, member in members.items() if key in KEYS}
            yield Node(body, inner.place, inner.keys), members["unless"]


CHECKS = (
    Check(
        "guard-never-acts",
        WARNING,
        N_("No test shows that the guard is needed, or that it works: it may be misspelt, or stop true findings."),
        N_("add a test whose words it must let off, or take the guard out"),
        never_acts,
    ),
)
