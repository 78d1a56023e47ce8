"""Selectors: the one recursive form in which anchors, constraints, guards and situations select."""

from __future__ import annotations

from svcnorm.model.conversation import ROLES
from svcnorm.model.rules import Check, Selector
from svcnorm.packs import yaml_hints
from svcnorm.packs.nodes import Node, did_you_mean, fail, items, kind, mapping, one_or_many, text, texts
from svcnorm.packs.syntax.amounts import ELAPSED, SAME_TURN, TURNS, amount
from svcnorm.packs.syntax.checks import checks
from svcnorm.packs.syntax.context import STAFF, Context, settled
from svcnorm.packs.syntax.events import check_field, known_event
from svcnorm.packs.syntax.guards import guards, split
from svcnorm.packs.syntax.labels import joined
from svcnorm.packs.syntax.say import WORD_KEYS, say
from svcnorm.packs.syntax.scopes import scope

HEADS = ("say", "event", "situation", "all_of", "any_of", "in_order", "at_least")
FILTERS = ("by", "where", "nth", "in", "unless", "within", "label")
KEYS = (*HEADS, "of", *FILTERS, *WORD_KEYS)
COMBINED = ("all_of", "any_of", "in_order", "at_least")
_BETWEEN = {"any_of": "/", "all_of": "+", "in_order": "→", "at_least": "/"}
ANYONE = ("any", "anyone")
MOST_OCCURRENCES = 1_000
SPANS = (SAME_TURN, *TURNS, *ELAPSED)


def selector(context: Context, node: Node, what: str) -> Selector:
    """What a text, a list or a mapping selects. Raises with the place of what is wrong."""
    node = settled(context, node)
    if node.is_text:
        return _say(context, {"say": node}, node)
    if node.is_list:
        return _listed(context, node, what)
    if not node.is_map:
        fail(node, f"{what}: expected a selector, found {kind(node)}")
    _looks_unquoted(node)
    members = mapping(node, what, KEYS)
    heads = [key for key in HEADS if key in members]
    if len(heads) != 1:
        found = "none" if not heads else " and ".join(heads)
        fail(node, f"{what}: a selector has exactly one of {', '.join(HEADS)}, found {found}")
    head = heads[0]
    _belongs(node, head, members)
    if head == "say":
        return _say(context, members, node)
    if head in COMBINED:
        return _combination(context, head, members, node)
    built = _event(context, members) if head == "event" else _situation(context, members)
    return _filtered(context, built, members, node)


def known_situation(context: Context, node: Node) -> str:
    """The name of a situation that some pack defines."""
    name = text(settled(context, node), "situation")
    if name not in context.situations:
        fail(node, f"there is no situation {name!r}", did_you_mean(name, context.situations) or _DEFINE)
    return name


_DEFINE = "define it under situations, or extend the pack that does"


def _looks_unquoted(node: Node) -> None:
    """`{name}` and `- re: x` without quotes are read as mappings."""
    keys = list(node.value)
    nothing = keys and all(member.value is None for member in node.value.values())
    if keys[:1] == ["re"] or (nothing and keys[0] not in KEYS):
        fail(node, "this is a mapping and no pattern", yaml_hints.QUOTE)


def _belongs(node: Node, head: str, members: dict[str, Node]) -> None:
    """Options that the head does not know are errors: they would be ignored."""
    if head != "at_least" and "of" in members:
        fail(node.keys["of"], "`of` belongs to at_least: {at_least: n, of: [...]}")
    for key in members:
        if key in WORD_KEYS and head != "say":
            fail(node.keys[key], f"{key} belongs to a say, not to {head}", "put it beside the say that it is meant for")
    if "by" in members and head == "situation":
        fail(node.keys["by"], "a situation says by itself whose words count", "take `by` out")
    if "within" in members and head not in ("all_of", "in_order", "at_least"):
        fail(node.keys["within"], f"within bounds the span of several elements, not of {head}", _WITHIN)


_WITHIN = "the window of a rule stands beside its anchor: after: …, within: …"


def _listed(context: Context, node: Node, what: str) -> Selector:
    """A bare list is any_of; one of nothing but patterns is one `say`."""
    members = items(node, what)
    if members and all(member.is_text for member in members):
        return _say(context, {"say": node}, node)
    return _combination(context, "any_of", {"any_of": node}, node)


def _say(context: Context, members: dict[str, Node], node: Node) -> Selector:
    by = roles(context, members.get("by"), context.by)
    covering, looking = split(members.get("unless"))
    parts = say(context, members, covering, node)
    if len(parts) == 1:
        wording = parts[0]
        built = Selector("say", phrases=wording.phrases, by=by, guards=wording.guards, label=wording.label)
    else:
        of = tuple(Selector("say", phrases=p.phrases, by=by, guards=p.guards, label=p.label) for p in parts)
        built = Selector("any_of", of=of, label=joined([p.label for p in parts], "/"))
    return _filtered(context._replace(by=by), built, members, node, looking)


def _event(context: Context, members: dict[str, Node]) -> Selector:
    names = tuple(known_event(context, member) for member in one_or_many(settled(context, members["event"])))
    return Selector("event", names=names, by=roles(context, members.get("by"), None), label=joined(names, "/"))


def _situation(context: Context, members: dict[str, Node]) -> Selector:
    nodes = one_or_many(settled(context, members["situation"]))
    named = [Selector("situation", names=(name,), label=name) for name in (known_situation(context, n) for n in nodes)]
    if len(named) == 1:
        return named[0]
    return Selector("any_of", of=tuple(named), label=joined([one.label for one in named], "/"))


def _combination(context: Context, head: str, members: dict[str, Node], node: Node) -> Selector:
    inside = context
    if "by" in members:
        inside = context._replace(by=roles(context, members["by"], context.by))
    listed = members["of"] if head == "at_least" and "of" in members else members[head]
    if head == "at_least" and "of" not in members:
        fail(node, "at_least needs `of`: {at_least: n, of: [...]}")
    of = tuple(selector(inside, member, head) for member in items(settled(context, listed), head))
    if not of:
        fail(listed, f"{head}: the list is empty")
    if head == "at_least" and len(of) == 1 and not of[0].nth and set(members) <= {"at_least", "of", "by"}:
        # Of one member only its occurrences can be counted: at least n means that there is an n-th.
        return of[0]._replace(nth=str(_least(context, members["at_least"], MOST_OCCURRENCES)))
    n = _least(context, members["at_least"], len(of)) if head == "at_least" else 0
    built = Selector(head, of=of, n=n, label=joined([one.label for one in of], _BETWEEN[head]))
    return _filtered(inside, built, members, node)


def _least(context: Context, node: Node, most: int) -> int:
    found = settled(context, node)
    if not isinstance(found.value, int) or isinstance(found.value, bool) or not 1 <= found.value <= most:
        fail(node, f"at_least: expected a number from 1 to {most}, found {kind(found)}", _MEMBERS)
    return found.value


_MEMBERS = "of several members it counts those that occur; of one alone, how often it occurs"


def _filtered(
    context: Context, built: Selector, members: dict[str, Node], node: Node, looking: list[Node] | None = None
) -> Selector:
    """The selector with its filters."""
    if looking is None:
        covering, looking = split(members.get("unless"))
        if covering:
            fail(covering[0], f"a guard that covers words belongs to a say, not to {built.head}", _GUARD)
    return built._replace(
        guards=(*built.guards, *guards(context, looking)),
        where=_where(context, built, members["where"]) if "where" in members else (),
        nth=_nth(context, members["nth"]) if "nth" in members else "",
        scope=scope(context, members["in"]) if "in" in members else None,
        within=amount(context, members["within"], "within", SPANS) if "within" in members else None,
        label=text(members["label"], "label") if "label" in members else built.label,
    )


_GUARD = "put it beside the say, or say where to look: {same_turn: …}, {earlier: …}, {later: …}"


def _where(context: Context, built: Selector, node: Node) -> tuple[tuple[str, Check], ...]:
    out: list[tuple[str, Check]] = []
    for field, member in mapping(node, "where").items():
        asked = checks(context, member, field)
        check_field(built, field, asked, node.keys.get(field, node.place))
        out += [(field, check) for check in asked]
    if not out:
        fail(node, "where: no condition is given")
    return tuple(out)


def _nth(context: Context, node: Node) -> str:
    node = settled(context, node)
    if node.value in ("first", "last", "every"):
        return str(node.value)
    if not isinstance(node.value, int) or isinstance(node.value, bool) or node.value < 1:
        fail(node, f"nth: expected first, last, every or a number from 1, found {kind(node)}")
    return str(node.value)


def roles(context: Context, node: Node | None, default: tuple[str, ...] | None) -> tuple[str, ...] | None:
    """The roles that `by` names; None for anyone. `agent` means human staff."""
    if node is None:
        return default
    out: list[str] = []
    for name in texts(settled(context, node), "by", (*ROLES, *ANYONE)):
        if name in ANYONE:
            return None
        out += STAFF if name == "agent" else [name]
    return tuple(dict.fromkeys(out))
