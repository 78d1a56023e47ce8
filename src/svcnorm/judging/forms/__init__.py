"""The forms that a rule can take. A new one is a module here, a line in `FORMS`, a table of cases."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from svcnorm.judging.activations import Activation
from svcnorm.judging.forms.every import every
from svcnorm.judging.forms.forbid import forbid
from svcnorm.judging.forms.measure import measure
from svcnorm.judging.forms.outcome import Outcome
from svcnorm.judging.forms.require import require
from svcnorm.model.rules import Rule
from svcnorm.timeline.timeline import Timeline
from svcnorm.timeline.windows import Window

Form = Callable[[Timeline, Rule, Activation, Window], Outcome]

FORMS: Mapping[str, Form] = {"forbid": forbid, "require": require, "measure": measure, "every": every}
"""By constraint, and `every` for a rule with periods. `manual` is a constant, not a form."""


def form_of(rule: Rule) -> Form:
    """The form that judges a rule."""
    return FORMS["every" if rule.anchor is not None and rule.anchor.kind == "every" else rule.constraint.kind]


__all__ = ["FORMS", "Outcome", "form_of"]
