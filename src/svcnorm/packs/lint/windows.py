"""Windows that cannot do what they seem to say."""

from __future__ import annotations

from collections.abc import Iterator

from svcnorm.i18n import N_, _
from svcnorm.model.rules import MS, Amount
from svcnorm.packs.lint.bench import Bench
from svcnorm.packs.lint.interface import ERROR, WARNING, Check, Complaint, at

DAY = MS["days"]


def before_excludes(bench: Bench) -> Iterator[Complaint]:
    """`forbid X before X`: the event that would end the window is the one that must not happen in it."""
    for name, (rule, node) in bench.rules.items():
        anchor, forbidden = rule.anchor, rule.constraint.selector
        if anchor is None or anchor.kind != "before" or rule.constraint.kind != "forbid":
            continue
        if anchor.selector is None or forbidden is None or {anchor.selector.head, forbidden.head} != {"event"}:
            continue
        shared = sorted(set(anchor.selector.names) & set(forbidden.names))
        if shared:
            text = _("{rule}: where {event} has happened as forbidden, the {event} that ends the window never comes")
            text = text.format(rule=name, event=shared[0])
            yield at(node.keys["before"], text)


def too_long(bench: Bench) -> Iterator[Complaint]:
    """A window of more than a day in a rule that sees one conversation."""
    for name, (rule, node) in bench.rules.items():
        window = rule.window
        if window is None or rule.over != "conversation":
            continue
        for key, amounts in (("within", (window.within,)), ("gap", window.gap or ())):
            if any(isinstance(length, Amount) and _long(length) for length in amounts):
                yield at(node.keys[key], _("{rule}: {key} reaches beyond any conversation", rule=name, key=key))


def _long(length: Amount) -> bool:
    if length.unit in MS:
        return length.value * MS[length.unit] > DAY
    return length.unit in ("working days", "calendar days", "months") and length.value >= 1


CHECKS = (
    Check(
        "before-excludes",
        ERROR,
        N_("`forbid … before` runs to the end where its anchor never comes, and here the one excludes the other."),
        N_("forbid the event with its own condition: forbid: {event: hangup, by: agent}, when: …"),
        before_excludes,
    ),
    Check(
        "window-too-long",
        WARNING,
        N_("A rule over a conversation sees no event more than a minute before or after it, so days never pass in it."),
        N_("write over: case (or customer)"),
        too_long,
    ),
)
