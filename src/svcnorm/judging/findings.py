"""Findings: what is wrong, in which sentence, by how much, and what should have been said."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from svcnorm.judging.activations import Activation
from svcnorm.judging.fingerprints import Ordinals, anchor_key, canonical
from svcnorm.judging.messages import fill, shown
from svcnorm.judging.verdict import Judged
from svcnorm.model.rules import SEVERITIES, Rule
from svcnorm.model.verdicts import UNDETERMINED, VIOLATION, Finding, Nearest, Place
from svcnorm.timeline.occurrence import Occurrence
from svcnorm.timeline.timeline import Timeline


class Findings:
    """Makes the findings of one rule over one subject."""

    def __init__(self, timeline: Timeline, rule: Rule, subject: str) -> None:
        self.timeline, self.rule, self.subject = timeline, rule, subject
        self.ordinals = Ordinals()

    def of(self, judged: Judged) -> tuple[tuple[Finding, ...], tuple[Finding, ...]]:
        """Findings and possible findings of one activation."""
        outcome = judged.outcome
        if judged.verdict == VIOLATION:
            sure = tuple(self._hit(judged, o) for o in outcome.faults) or (self._absence(judged),)
            return sure, tuple(self._hit(judged, o) for o in outcome.possible)
        if judged.verdict != UNDETERMINED:
            return (), ()
        if outcome.met.value is False:
            worth = judged.activation.applies.reasons & WORTH_A_LOOK
            return (), tuple(self._hit(judged, o) for o in outcome.faults if worth)
        if self.rule.constraint.kind == "forbid":
            return (), tuple(self._hit(judged, o) for o in outcome.possible)
        return (), ()

    def _hit(self, judged: Judged, o: Occurrence) -> Finding:
        values = {**judged.activation.env, **judged.outcome.values, **o.values, "text": _spoken(o), "at": o.start}
        return self._finding(judged, values, o.places, o, None, canonical(o))

    def _absence(self, judged: Judged) -> Finding:
        values = {**judged.activation.env, **judged.outcome.values}
        nearest = judged.outcome.nearest
        return self._finding(judged, values, self._where(judged.activation, judged, nearest), None, nearest, "")

    def _where(self, activation: Activation, judged: Judged, nearest: Nearest | None) -> tuple[Place, ...]:
        """The sentence to show for what is absent: its trigger, the nearest miss, or its window's first turn."""
        anchor = activation.anchor
        if anchor is not None and anchor.places:
            return anchor.places
        if nearest is not None and nearest.place is not None:
            return (nearest.place,)
        if self.rule.constraint.kind == "measure" or self.rule.over != "conversation":
            return ()
        for turn, theirs in self.timeline.content_turns("agent"):
            mark = self.timeline.turn_mark(turn.index)
            if theirs.value is not False and judged.window.holds(mark).value is not False:
                return self.timeline.words.whole_turn(turn.index)
        return ()

    def _finding(
        self,
        judged: Judged,
        values: Mapping[str, Any],
        places: tuple[Place, ...],
        o: Occurrence | None,
        nearest: Nearest | None,
        text: str,
    ) -> Finding:
        timeline, rule = self.timeline, self.rule
        key = anchor_key(timeline, rule, judged.activation)
        return Finding(
            rule=rule.instance,
            message=fill(timeline, rule.message or rule.title, values),
            suggestion=fill(timeline, rule.suggest, values),
            severity=severity(rule),
            points=points(rule),
            fingerprint=self.ordinals.name(rule.instance, self.subject, key, text),
            places=places,
            role=o.role if o is not None and o.role else "agent",
            party=self._party(o, places),
            at=self._at(o or judged.activation.anchor),
            pattern=o.name if o is not None else "",
            nearest=nearest if nearest is not None and (nearest.found or nearest.place) else None,
            window=judged.window.label,
            values={k: shown(timeline, v) for k, v in sorted(values.items()) if k in SHOWN},
        )

    def _party(self, o: Occurrence | None, places: tuple[Place, ...]) -> str:
        if o is not None and o.party:
            return o.party
        return self.timeline.conversation.utterances[places[0].turn].party if places else ""

    def _at(self, o: Occurrence | None) -> int | None:
        """Milliseconds from the conversation's start."""
        if o is None or not o.start.known:
            return None
        started = self.timeline.clock.started_at
        if not self.timeline.clock.absolute:
            return o.start.lo
        return None if started is None else o.start.lo - started


WORTH_A_LOOK = frozenset({"role_unknown", "fuzzy_only", "limit_hit"})
"""Doubts that a person can settle by reading the sentence; a missing record or attribute she cannot."""

SHOWN = frozenset({"missing", "found", "value", "before", "seconds", "period", "rings"})
"""Values worth keeping beside the message."""


def _spoken(o: Occurrence) -> str:
    """The words of a hit as they stand in the record, or the name of what happened."""
    return "".join(p.text for p in o.places) or o.name


def severity(rule: Rule) -> str:
    """The gravest severity among the bindings in force, else the rule's own."""
    bound = [b.severity for b in rule.bindings if not b.supports]
    return max(bound, key=SEVERITIES.index) if bound else rule.severity


def points(rule: Rule) -> float:
    """The most points among the bindings in force, else the rule's own."""
    bound = [b.points for b in rule.bindings if not b.supports]
    return max(bound) if bound else rule.points
