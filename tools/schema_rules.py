"""The part of the packs' schema that is about rules: selectors, conditions, measures, rules and their tests."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from schema_kit import (
    NUMBER,
    PERCENT,
    REF,
    TEXT,
    TRUTH,
    VALUE,
    Schema,
    any_of,
    at_most_one,
    both,
    by_name,
    choice,
    ecma,
    exact,
    exactly_one,
    given,
    many,
    needs,
    one_or_many,
    ref,
)

from svcnorm.model.conversation import CHANNELS, ROLES
from svcnorm.model.rules import SEVERITIES
from svcnorm.model.verdicts import VERDICTS
from svcnorm.packs import params
from svcnorm.packs.resolve import RULE_ID
from svcnorm.packs.syntax import amounts, checks, measures, rules, scopes, selectors, sets, situations, windows
from svcnorm.packs.syntax.say import WORD_KEYS
from svcnorm.packs.testing import cases
from svcnorm.patterns.values import EDGES, QUESTIONS, QUOTES


def amount(units: Iterable[str]) -> Schema:
    """`2 hours`, `1 hour`, or a parameter."""
    forms = sorted({form for unit in units for form in (unit, unit[:-1])} - {amounts.SAME_TURN[:-1]})
    words = "|".join(form for form in forms if form != amounts.SAME_TURN)
    same = f"|{amounts.SAME_TURN}" if amounts.SAME_TURN in units else ""
    return any_of({"type": "string", "pattern": rf"^(\d+(\.\d+)?\s*({words}){same})$"}, REF)


def words() -> dict[str, Schema]:
    """Options of a `say` and of a set."""
    share = {"type": "string", "pattern": f"^{PERCENT}$"}
    return {
        "edges": given(EDGES),
        "not_inside": one_or_many(TEXT),
        "similar": any_of(share, {"type": "number", "exclusiveMinimum": 0, "exclusiveMaximum": 1}),
        "sound_alike": TRUTH,
        "accept": TRUTH,
        "question": given(QUESTIONS),
        "quote": given(QUOTES),
        "whole_turn": TRUTH,
    }


def selector_members() -> dict[str, Schema]:
    listed = any_of(many(ref("selector")), REF)
    roles = one_or_many(choice((*ROLES, *selectors.ANYONE)))
    return {
        "say": one_or_many(TEXT),
        "event": one_or_many(TEXT),
        "situation": one_or_many(TEXT),
        "all_of": listed,
        "any_of": listed,
        "in_order": listed,
        "at_least": any_of({"type": "integer", "minimum": 1}, REF),
        "of": listed,
        "by": any_of(roles, REF),
        "where": {"type": "object", "additionalProperties": ref("check"), "minProperties": 1},
        "nth": any_of(choice(("first", "last", "every")), {"type": "integer", "minimum": 1}, REF),
        "in": ref("scope"),
        "unless": one_or_many(any_of(TEXT, ref("guard"))),
        "within": amount(selectors.SPANS),
        "label": TEXT,
        **words(),
    }


def selector_shape(keys: Iterable[str], members: Mapping[str, Schema], heads: Schema) -> Schema:
    rules_of_heads = both(
        heads,
        needs(WORD_KEYS, ["say"]),
        needs(["of"], ["at_least"]),
        needs(["at_least"], ["of"]),
        needs(["within"], [head for head in selectors.COMBINED if head != "any_of"]),
        {"not": {"required": ["situation", "by"]}},
    )
    return exact(keys, members, **rules_of_heads)


def selector() -> Schema:
    shape = selector_shape(selectors.KEYS, selector_members(), exactly_one(selectors.HEADS))
    return any_of(TEXT, many(ref("selector")), shape)


def situation() -> Schema:
    own = {
        "attribute": TEXT,
        "is": one_or_many(VALUE),
        "starts": ref("selector"),
        "ends": ref("selector"),
        "onset": one_or_many(TEXT),
        "title": TEXT,
    }
    begins = {"anyOf": [{"required": [key]} for key in ("attribute", "starts", *selectors.HEADS)]}
    heads = both(begins, at_most_one(selectors.HEADS), needs(["is"], ["attribute"]))
    shape = selector_shape({*situations.OWN, *selectors.KEYS}, {**selector_members(), **own}, heads)
    return any_of(TEXT, many(ref("selector")), shape)


def scope() -> Schema:
    edge = r"(first|last)( \d+)?( (agent|customer))? turns?"
    return {"type": "string", "pattern": f"^({'|'.join((*scopes.DEFAULTS, *scopes.FIXED))}|{edge}|\\$\\w+)$"}


def guard() -> Schema:
    kinds = ("same_turn", "earlier", "later", "situation")
    members = {kind: ref("selector") for kind in kinds} | {"situation": TEXT, "within": amount(amounts.TURNS)}
    return exact((*kinds, "within"), members, **both(exactly_one(kinds), needs(["within"], ["earlier", "later"])))


def check() -> Schema:
    bound = any_of(NUMBER, amount(amounts.ELAPSED))
    members = dict.fromkeys(checks.BOUNDS, bound) | {
        "between": {"type": "array", "items": bound, "minItems": 2, "maxItems": 2},
        "known": any_of(TRUTH, REF),
        "is": one_or_many(VALUE),
        "not": one_or_many(VALUE),
    }
    return any_of(VALUE, many(VALUE), exact(checks.KEYS, members, minProperties=1))


def condition() -> Schema:
    listed, channels = one_or_many(ref("condition")), one_or_many(given(CHANNELS))
    members = {
        "not": ref("condition"),
        "any": listed,
        "all": listed,
        "situation": one_or_many(TEXT),
        "has": ref("selector"),
        "channel": any_of(channels, exact(("is", "not"), {"is": channels, "not": channels}, minProperties=1)),
    }
    mapping = {"type": "object", "properties": members, "additionalProperties": ref("check"), "minProperties": 1}
    return any_of(mapping, many(ref("condition")))


def measure() -> Schema:
    members = {
        "metric": given(measures.METRICS),
        "count": ref("selector"),
        "share": ref("selector"),
        "among": ref("selector"),
        "per": amount((*amounts.CHARACTERS, *amounts.TURNS)),
        "by": given(("agent", "customer", "any")),
        "in": ref("scope"),
    }
    more = both(
        exactly_one(("metric", "count", "share")),
        needs(["among"], ["share"]),
        needs(["share"], ["among"]),
        needs(["per"], ["count"]),
        {"if": {"required": ["by"]}, "then": {"properties": {"metric": given(measures.OF_A_PARTY)}}},
    )
    return any_of(given(measures.METRICS), exact(measures.KEYS, members, **more))


def rule() -> Schema:
    bound = any_of(NUMBER, {"type": "string", "pattern": f"^({PERCENT}|\\$\\w+)$"}, amount(amounts.ELAPSED))
    span = amount((*amounts.ELAPSED, *amounts.CALENDAR, *amounts.TURNS, amounts.SAME_TURN))
    members = {
        "id": {"type": "string", "pattern": ecma(RULE_ID)},
        "title": TEXT,
        "severity": choice(SEVERITIES),
        "points": NUMBER,
        "per": choice(("conversation", "finding")),
        "max_points": NUMBER,
        "status": choice(rules.STATUS),
        "group": TEXT,
        "formerly": one_or_many(TEXT),
        "replaces": TEXT,
        "message": TEXT,
        "suggest": TEXT,
        "instead_of": choice(rules.INSTEAD_OF),
        "params": by_name(ref("param")),
        "tests": many(ref("test")),
        "note": TEXT,
        **{side: ref("selector") for side in windows.SIDES},
        "during": any_of(REF, {"type": "object", "required": ["situation"], **ref("selector")}),
        "every": any_of(choice(windows.PERIODS), amount(("days",))),
        "require": ref("selector"),
        "forbid": ref("selector"),
        "measure": ref("measure"),
        "manual": TEXT,
        "within": span,
        "gap": any_of(exact(("at_least", "at_most"), {"at_least": span, "at_most": span}, minProperties=1), REF),
        "until": any_of(REF, {"type": "object", **ref("selector")}),
        "at_least": bound,
        "at_most": bound,
        "between": any_of({"type": "array", "items": bound, "minItems": 2, "maxItems": 2}, REF),
        "tolerance": {"type": "string", "pattern": f"^({PERCENT}|\\$\\w+)$"},
        "compared_to": choice(("before",)),
        "in": ref("scope"),
        "when": ref("condition"),
        "unless": ref("condition"),
        "over": choice(rules.OVER),
        "one_to_one": TRUTH,
        "review": choice(("pass", "violation")),
    }
    more = both(
        exactly_one(rules.CONSTRAINTS),
        at_most_one(windows.SIDES),
        at_most_one((*(side for side in windows.SIDES if side != "during"), "every")),
        at_most_one(("between", "at_least")),
        needs(measures.BOUND_KEYS, ["measure"]),
        needs(["measure"], ["at_least", "at_most", "between"]),
        needs(["within"], ["after", "before", "around"]),
        needs(["gap"], ["after", "before"]),
        needs(["until"], ["after"]),
        at_most_one(("until", "within")),
        needs(["every"], ["require"]),
        needs(["compared_to"], windows.SIDES),
        at_most_one(("every", "in")),
        at_most_one(("manual", "in")),
    )
    return exact(rules.KEYS, members, ["id"], **more)


def param() -> Schema:
    members = {
        "type": choice(params.TYPES),
        "unit": TEXT,
        "default": any_of(VALUE, {"type": "array"}),
        "at_least": NUMBER,
        "at_most": NUMBER,
        "title": TEXT,
        "about": TEXT,
    }
    return any_of(VALUE, {"type": "array"}, exact(params.KEYS, members, ["default"]))


def test() -> Schema:
    """What the reader of conversations takes is its own schema's matter."""
    ours = {
        "expect": choice(VERDICTS),
        "text": one_or_many(TEXT),
        "texts": one_or_many(TEXT),
        "findings": {"type": "integer", "minimum": 0},
        "reason": one_or_many(choice(cases.WHY)),
        "known": TRUTH,
        "note": TEXT,
        "with": {"type": "object"},
        "as_of": TEXT,
        "from": TEXT,
    }
    theirs: dict[str, Schema] = {key: {} for key in cases.CONVERSATION} | {
        "turns": {"type": "array"},
        "events": many({"type": "object", "required": ["type"]}),
        "attributes": {"type": "object"},
        "channel": choice(CHANNELS),
    }
    return exact(cases.KEYS, {**ours, **theirs}, ["expect"], **at_most_one(("text", "texts")))


def phrase_set() -> Schema:
    unless = one_or_many(any_of(TEXT, ref("guard")))
    full = exact(sets.KEYS, {"any_of": one_or_many(TEXT), "unless": unless, "title": TEXT, **words()}, ["any_of"])
    appended = {"type": "object", "propertyNames": choice(("+any_of", "+unless", "+not_inside")), "minProperties": 1}
    return any_of(TEXT, many(TEXT), full, appended)
