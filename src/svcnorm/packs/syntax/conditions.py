"""`when` and `unless` of a rule: a mapping is *and*, a list of values is *or*."""

from __future__ import annotations

from svcnorm.model.conversation import CHANNELS
from svcnorm.model.rules import AttributeType, Check, Condition
from svcnorm.packs.nodes import Node, did_you_mean, fail, mapping, one_or_many
from svcnorm.packs.syntax.checks import checks
from svcnorm.packs.syntax.context import Context, settled
from svcnorm.packs.syntax.selectors import known_situation, selector

CHANNEL = AttributeType("channel", "choice", CHANNELS)


def condition(context: Context, node: Node, what: str) -> Condition:
    """The condition that a mapping states; a list of mappings holds if one of them does."""
    if node.is_list:
        return _together("any", [condition(context, member, what) for member in node.value], node, what)
    members = mapping(node, what)
    return _together("all", [_entry(context, key, member, node, what) for key, member in members.items()], node, what)


def _together(kind: str, parts: list[Condition], node: Node, what: str) -> Condition:
    if not parts:
        fail(node, f"{what}: no condition is given")
    return parts[0] if len(parts) == 1 else Condition(kind, of=tuple(parts))


def _entry(context: Context, key: str, node: Node, whole: Node, what: str) -> Condition:
    if key == "not":
        return Condition("not", of=(condition(context, node, "not"),))
    if key in ("any", "all"):
        parts = [condition(context, member, key) for member in one_or_many(node)]
        return _together(key, parts, node, key)
    if key == "situation":
        names = [known_situation(context, member) for member in one_or_many(settled(context, node))]
        return _together("any", [Condition("situation", name=name) for name in names], node, what)
    if key == "has":
        return Condition("has", selector=selector(context._replace(taboo=False), node, "has"))
    return _attribute(context, key, node, whole, what)


def _attribute(context: Context, name: str, node: Node, whole: Node, what: str) -> Condition:
    # No activation yet: only attributes are known by name.
    context = context._replace(bound=frozenset())
    known = CHANNEL if name == "channel" else context.attributes.get(name)
    if known is None:
        names = {*context.attributes, "channel", "not", "any", "all", "situation", "has"}
        remedy = did_you_mean(name, names) or "declare it under attributes, or ask for a situation or `has`"
        fail(whole.keys.get(name, node.place), f"{what}: there is no attribute {name!r}", remedy)
    asked = checks(context, node, name)
    for check in asked:
        _fits(check, known, node)
    parts = [Condition("attribute", name=name, check=check) for check in asked]
    return _together("all", parts, node, what)


def _fits(check: Check, known: AttributeType, node: Node) -> None:
    """A comparison that the attribute's type can never meet is an error."""
    for value in check.values:
        if check.op == "known" or not isinstance(value, (str, int, float, bool)):
            continue
        if known.type == "choice" and check.op == "is" and value not in known.values:
            fail(node, f"{known.name} is never {value!r}", did_you_mean(str(value), known.values))
        if known.type == "boolean" and not isinstance(value, bool):
            fail(node, f"{known.name} is true or false, never {value!r}")
        if known.type == "number" and (isinstance(value, (str, bool))):
            fail(node, f"{known.name} is a number, never {value!r}")
        if known.type in ("text", "choice", "boolean") and check.op not in ("is", "known"):
            fail(node, f"{known.name} is no number: {check.op} cannot be asked of it")
