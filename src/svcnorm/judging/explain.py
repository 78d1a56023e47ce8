"""How a verdict came about, step by step: the data behind `svcnorm why`."""

from __future__ import annotations

from collections.abc import Iterator

from svcnorm.i18n import _
from svcnorm.i18n.names import MISSING, ROLES, named
from svcnorm.judging.attributes import attribute
from svcnorm.judging.cases import Shared
from svcnorm.judging.conditions import holds
from svcnorm.judging.judge import Levels, judge_rule, levels_of
from svcnorm.judging.messages import shown
from svcnorm.judging.ruleset import Rules
from svcnorm.judging.verdict import Judged, judge_activations
from svcnorm.judging.worlds import merge, worlds
from svcnorm.model.conversation import Conversation
from svcnorm.model.rules import Condition, Rule, Selector
from svcnorm.model.trace import Trace, TraceNode
from svcnorm.timeline.occurrence import Occurrence
from svcnorm.timeline.select import select
from svcnorm.timeline.timeline import Timeline
from svcnorm.timeline.truth import Truth
from svcnorm.timeline.words import Words


def explain(
    conversation: Conversation, rules: Rules, name: str, as_of: int | None = None, shared: Shared | None = None
) -> list[Trace]:
    """Traces of every instance of the rule `name` (an id, or an instance id)."""
    words = Words(conversation, rules.vocabulary)
    assignments = worlds(conversation)
    levels = [levels_of(words, roles, as_of, shared) for roles in assignments]
    out = []
    for rule in rules.rules:
        if name not in (rule.id, rule.instance):
            continue
        verdict = merge([judge_rule(level, rule) for level in levels])
        nodes: list[TraceNode] = []
        for roles, level in zip(assignments, levels):
            if roles:
                taken = ", ".join(f"{party} = {role}" for party, role in roles.items())
                nodes.append(TraceNode("scope", _("if {roles}", roles=taken)))
            nodes.extend(_world(level, rule))
        if verdict.reasons:
            nodes.append(_decides(verdict.reasons))
        out.append(Trace(rule.instance, rule.title, verdict.verdict, verdict.reasons, tuple(nodes), verdict.subject))
    return out


def _world(levels: Levels, rule: Rule) -> Iterator[TraceNode]:
    timeline = levels[rule.over]
    if rule.scope is not None:
        yield TraceNode("scope", rule.scope.name)
    for condition, label in ((rule.when, "when"), (rule.unless, "unless")):
        if condition is not None:
            yield _condition(timeline, condition, label)
    if rule.constraint.kind == "manual":
        yield TraceNode("activation", rule.constraint.look_at)
        return
    judged = judge_activations(timeline, rule)
    if not judged:
        yield TraceNode("activation", _("its trigger does not occur"))
    for number, one in enumerate(judged, 1):
        yield _activation(timeline, number, one)
    selectors = [s for s in (rule.anchor.selector if rule.anchor else None, rule.constraint.selector) if s]
    for selector in selectors:
        yield from _candidates(timeline, selector)


def _condition(timeline: Timeline, condition: Condition, label: str) -> TraceNode:
    """A condition, its truth, and what it was read from."""
    truth = _truth(holds(timeline, condition))
    if condition.kind in ("all", "any", "not"):
        children = tuple(_condition(timeline, member, condition.kind) for member in condition.of)
        return TraceNode("when", f"{label}: {truth}", {}, children)
    if condition.kind == "attribute":
        known = attribute(timeline, condition.name)
        values = {"value": shown(timeline, known.value)}
        if condition.check is not None:
            wanted = "/".join(str(v) for v in condition.check.values)
            values["wanted"] = f"{'not ' if condition.check.negated else ''}{condition.check.op} {wanted}"
        if condition.name == "channel":
            values["source"] = timeline.conversation.channel_source
        return TraceNode("when", f"{label}: {condition.name} → {truth}", values)
    name = condition.name or (condition.selector.label if condition.selector else "")
    children = tuple(_candidates(timeline, condition.selector)) if condition.selector else ()
    if condition.kind == "situation":
        starts = timeline.vocabulary.situations[name].starts
        children = tuple(_candidates(timeline, starts)) if starts else ()
    return TraceNode("when", f"{label}: {name} → {truth}", {}, children)


def _activation(timeline: Timeline, number: int, judged: Judged) -> TraceNode:
    activation, outcome = judged.activation, judged.outcome
    anchor = activation.anchor
    at = _place(anchor) if anchor is not None else _("the whole conversation")
    values = {
        "applies": _truth(activation.applies),
        "met": _truth(outcome.met),
        "verdict": judged.verdict,
    }
    children = [TraceNode("window", judged.window.label)]
    if outcome.counted:
        children.append(TraceNode("count", outcome.counted))
    children += [TraceNode("candidate", _place(o), _seen(o)) for o in (*outcome.evidence, *outcome.faults)]
    children += [TraceNode("candidate", _("possibly {what}", what=_place(o)), _seen(o)) for o in outcome.possible]
    if outcome.nearest is not None and outcome.nearest.missing and outcome.met.value is not True:
        values["missing"] = "、".join(outcome.nearest.missing)
    measured = {k: shown(timeline, v) for k, v in outcome.values.items() if k in ("value", "before", "period")}
    if anchor is not None and anchor.places:
        values["places"] = _cut(anchor)
    return TraceNode("activation", f"{number}. {at}", {**values, **measured}, tuple(children))


def _candidates(timeline: Timeline, selector: Selector) -> Iterator[TraceNode]:
    """Every candidate of every wording in a selector, with what took it away."""
    if selector.head != "say":
        for member in selector.of:
            yield from _candidates(timeline, member)
        if selector.head == "situation":
            starts = timeline.vocabulary.situations[selector.names[0]].starts
            yield from _candidates(timeline, starts) if starts else ()
        return
    kept = {(o.turn, o.order): o for o in select(timeline, selector)}
    scan = timeline.words.scan
    for turn in scan.could_hit(selector.phrases):
        theirs = timeline.spoken_by(timeline.turns[turn], selector.by)
        for hit in scan.candidates(selector.phrases, turn):
            o = timeline.place_of_words(turn, hit.start, hit.end, signal="say", name=hit.pattern)
            dropped = hit.dropped
            if not dropped and theirs.value is False:
                dropped = _("said by {role}", role=named(ROLES, timeline.turns[turn].role))
            elif not dropped and (turn, o.order) not in kept:
                dropped = _("a guard elsewhere, or outside the scope")
            values = {"pattern": hit.pattern, "turn": str(o.places[0].turn) if o.places else "", "places": _cut(o)}
            if dropped:
                values["dropped"] = dropped
            yield TraceNode("candidate", _place(o), values)


def _seen(o: Occurrence) -> dict[str, str]:
    out = {"pattern": o.name}
    if o.places:
        out |= {"turn": str(o.places[0].turn), "places": _cut(o)}
    if o.reasons:
        out["reasons"] = ", ".join(sorted(o.reasons))
    return out


def _place(o: Occurrence) -> str:
    return "…".join(p.text for p in o.places) or o.name


def _cut(o: Occurrence) -> str:
    """Where its words are cut from: `turn:start:end` of each place."""
    return " ".join(f"{p.turn}:{p.start}:{p.end}" for p in o.places)


def _truth(truth: Truth) -> str:
    if truth.value is not None:
        return _("true") if truth.value else _("false")
    return _("unknown ({reasons})", reasons=", ".join(_(MISSING.get(r, r)) for r in sorted(truth.reasons)))


def _decides(reasons: tuple[str, ...]) -> TraceNode:
    return TraceNode("decides", ", ".join(_(MISSING[r]) if r in MISSING else r for r in reasons))
