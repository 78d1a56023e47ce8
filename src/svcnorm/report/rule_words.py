"""What a rule checks, in words: from its compiled value, so that it says what is judged."""

from __future__ import annotations

from svcnorm.i18n import N_, _
from svcnorm.i18n.names import ATTRIBUTES, CHANNELS, ROLES, amount, event, named, scope
from svcnorm.model.rules import Amount, Check, Condition, Constraint, Ref, Rule, Selector
from svcnorm.report.windows import worded

OVER = {"conversation": N_("one conversation"), "case": N_("one case"), "customer": N_("one customer")}
INSTEAD_OF = {
    "words": N_("puts this in place of the words"),
    "clause": N_("puts this in place of the clause"),
    "sentence": N_("puts this in place of the sentence"),
    "line": N_("puts this in place of the line"),
}
STATUSES = {"automated": N_("automated"), "partial": N_("partly automated"), "manual": N_("for people")}
METRICS = {
    "rings": N_("number of rings"),
    "speech_rate": N_("characters a minute"),
    "talk_share": N_("share of the talking, in %"),
    "duration": N_("length in seconds"),
    "silence": N_("longest silence in seconds"),
    "overlap": N_("seconds of talking at once"),
    "count": N_("how often {what}"),
    "share": N_("share of {what} among {among}, in %"),
}
PERIODS = {"week": N_("every week"), "half-month": N_("every half-month"), "month": N_("every month")}
STAFF = ("agent", "colleague")


def checked(rule: Rule) -> str:
    """What must or must not be: `must say: 问候+公司`, `number of rings: at most 3`."""
    constraint = rule.constraint
    if constraint.kind == "manual":
        return _("a person looks: {what}", what=constraint.look_at)
    if constraint.kind == "measure":
        return _measured(constraint)
    selector = constraint.selector
    assert selector is not None
    who, what = _who(selector), label(selector)
    if selector.head == "event" and selector.by is None:
        return (
            _("must not happen: {what}", what=what)
            if constraint.kind == "forbid"
            else _("must happen: {what}", what=what)
        )
    if constraint.kind == "forbid":
        return _("{who} must not: {what}", who=who, what=what)
    return _("{who} must: {what}", who=who, what=what)


def where(rule: Rule) -> str:
    """In which stretch, or how near to what."""
    if rule.anchor is not None and rule.anchor.kind == "every":
        period = rule.anchor.period
        if isinstance(period, Amount):
            return _("at most {length} apart", length=amount(period))
        return named(PERIODS, period)
    parts = [worded(_code(rule), rule)]
    if rule.anchor is not None and rule.scope is not None:
        parts.append(scope(rule.scope))
    gap = rule.window.gap if rule.window is not None else None
    if gap is not None and gap[0] is not None:
        parts.append(_("at least {length} apart", length=amount(gap[0])))
    return _(", ").join(dict.fromkeys(parts))


def _code(rule: Rule) -> str:
    """The window as judging names it."""
    if rule.anchor is None:
        return rule.scope.name if rule.scope is not None else "conversation"
    window = rule.window
    if window is None:
        return rule.anchor.kind
    if window.until is not None:
        return "until due" if isinstance(window.until, Ref) else "until"
    length = window.within or (window.gap[1] if window.gap else None)
    if length is None:
        return rule.anchor.kind
    if isinstance(length, Ref):
        return "within"
    return "same turn" if length.unit == "same turn" else f"{rule.anchor.kind} {length.value:g} {length.unit}"


def label(selector: Selector) -> str:
    """A selector as a person would name it."""
    if selector.head == "event":
        return _(" or ").join(event(name) for name in selector.names)
    return selector.label or _(", ").join(selector.names)


def _who(selector: Selector) -> str:
    by = selector.by if selector.by is not None or not selector.of else selector.of[0].by
    if not by:
        return named(ROLES, "any") if selector.head == "event" else named(ROLES, "agent")
    roles = ["agent" if role in STAFF else role for role in by]
    return _(" or ").join(named(ROLES, role) for role in dict.fromkeys(roles))


def _measured(constraint: Constraint) -> str:
    measure = constraint.measure
    assert measure is not None
    what = label(measure.selector) if measure.selector is not None else ""
    among = label(measure.among) if measure.among is not None else ""
    name = named(METRICS, measure.metric).format(what=what, among=among)
    bounds = [
        text
        for bound, text in (
            (constraint.at_least, _("at least {n}", n=_number(constraint.at_least, constraint))),
            (constraint.at_most, _("at most {n}", n=_number(constraint.at_most, constraint))),
        )
        if bound is not None
    ]
    return _("{name}: {value}", name=name, value=_(", ").join(bounds))


def _number(bound: float | Ref | None, constraint: Constraint) -> str:
    if isinstance(bound, Ref):
        return f"${bound.name}"
    if constraint.compared_to and bound is not None:
        return _("{n} % of what it was before", n=f"{bound / 10:g}")
    return f"{bound:g}" if bound is not None else ""


def condition(part: Condition) -> str:
    """A condition in words."""
    if part.kind == "not":
        return _("not ({what})", what=_(" or ").join(condition(member) for member in part.of))
    if part.kind in ("all", "any"):
        between = _(" and ") if part.kind == "all" else _(" or ")
        return between.join(f"({condition(m)})" if _is_compound(m) else condition(m) for m in part.of)
    if part.kind == "situation":
        return _("“{name}”", name=part.name)
    if part.kind == "has" and part.selector is not None:
        return _("{who}: {what}", who=_who(part.selector), what=label(part.selector))
    return _compared(part.name, part.check)


def _is_compound(part: Condition) -> bool:
    return part.kind in ("all", "any") or (part.check is not None and len(part.check.values) > 1)


def _compared(name: str, check: Check | None) -> str:
    if check is None:
        return name
    values = [_value(name, value) for value in check.values]
    if name == "channel":
        return _(" or ").join(values) if not check.negated else _("not ({what})", what=_(" or ").join(values))
    what = _(ATTRIBUTES.get(name, name))
    if check.op == "known":
        return _("{what} is known", what=what) if check.values[0] is True else _("{what} is not known", what=what)
    said = {
        "is": _(" or ").join(values),
        "above": _("above {n}", n=values[0]),
        "below": _("below {n}", n=values[0]),
        "at_least": _("at least {n}", n=values[0]),
        "at_most": _("at most {n}", n=values[0]),
        "between": "–".join(values),
    }[check.op]
    return _("{name}: {value}", name=what, value=_("not ({what})", what=said) if check.negated else said)


def _value(name: str, value: object) -> str:
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, Ref):
        return f"${value.name}"
    return named(CHANNELS, str(value)) if name == "channel" else str(value)
