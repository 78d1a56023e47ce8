"""Windows in words: judging names them by codes (`first 3 agent turns`, `after 48 hours`, `until due`)."""

from __future__ import annotations

import re

from svcnorm.i18n import _
from svcnorm.i18n.names import amount, event, scope
from svcnorm.model.rules import Amount, Rule, Scope

FIXED = {
    "conversation": "conversation",
    "before customer speaks": "before_customer",
    "same turn": "same_turn",
    "next turn": "next_turn",
}
CODE = re.compile(r"[a-z]+(?:_[a-z]+)*")
"""Event types inside a label that is joined from several."""

TURNS = re.compile(r"(?P<edge>first|last)(?: (?P<n>\d+))?(?: (?P<party>agent|customer))? turns?")
DISTANCE = re.compile(r"(?P<side>after|before|around) (?P<value>[\d.e+]+) (?P<unit>[a-z ]+)")


def worded(code: str, rule: Rule | None = None) -> str:
    """A window's code in words, with what its rule is anchored to; a code that is not known stays as it is."""
    if rule is not None and rule.scope is not None and rule.scope.name == code:
        return scope(rule.scope)
    if code in FIXED:
        return scope(Scope(FIXED[code]))
    if found := TURNS.fullmatch(code):
        return scope(Scope("turns", found["edge"], int(found["n"] or 1), found["party"] or "any"))
    at = _anchor(rule)
    if found := DISTANCE.fullmatch(code):
        length = amount(Amount(float(found["value"]), found["unit"]))
        return {
            "after": _("{length}, after {anchor}", length=length, anchor=at),
            "before": _("{length}, before {anchor}", length=length, anchor=at),
            "around": _("{length}, before or after {anchor}", length=length, anchor=at),
        }[found["side"]]
    if code == "until due":
        return _("until the time agreed")
    open_ended = {
        "after": _("after {anchor}", anchor=at),
        "before": _("before {anchor}", anchor=at),
        "during": _("during {anchor}", anchor=at),
        "within": _("in time after {anchor}", anchor=at),
        "until": _("after {anchor}, up to what ends it", anchor=at),
    }
    return open_ended.get(code, code)


def _anchor(rule: Rule | None) -> str:
    selector = rule.anchor.selector if rule is not None and rule.anchor is not None else None
    if selector is None:
        return _("its occasion")
    if selector.label and selector.head != "event":
        return _("“{name}”", name=CODE.sub(lambda found: event(found[0]), selector.label))
    named = [event(name) for name in selector.names]
    return _("“{name}”", name=_(", ").join(named)) if named else _("its occasion")
