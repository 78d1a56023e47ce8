"""The vocabulary of resolved packs: one lexicon for all, and for each pack the names its bodies may use."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple, TypeVar

from svcnorm.model.rules import AttributeType, EventType, Situation
from svcnorm.packs.nodes import Node, fail, texts
from svcnorm.packs.resolve import Resolved
from svcnorm.packs.syntax.catalogue import attribute_types, event_types
from svcnorm.packs.syntax.context import ACTIVATION, Context, bound_names
from svcnorm.packs.syntax.scopes import DEFAULTS, scope
from svcnorm.packs.syntax.sets import Sets
from svcnorm.packs.syntax.situations import situations
from svcnorm.packs.wordings import QUOTATION, Wordings
from svcnorm.patterns.values import Lexicon, Phrases
from svcnorm.text.turntext import skeleton

T = TypeVar("T")


class Scene(NamedTuple):
    """One resolved pack, ready to have its bodies read."""

    resolved: Resolved
    context: Context
    events: Mapping[str, EventType]
    attributes: Mapping[str, AttributeType]
    situations: Mapping[str, Situation]


def lexicon(packs: Sequence[Resolved]) -> tuple[Lexicon, dict[str, Node]]:
    """What the patterns of all packs refer to, and where each set is defined.

    Word lists (company names and the like) of several packs in force together are joined.
    """
    nodes: dict[str, Node] = {}
    sets: dict[str, Phrases] = {}
    words: dict[str, tuple[str, ...]] = {}
    twins: dict[tuple[str, ...], None] = {}
    for pack in packs:
        for name, phrases in Sets(pack.sets, pack.vars).wordings().items():
            if name in sets and sets[name] != phrases:
                fail(
                    pack.sets[name],
                    f"the set {name!r} means something else at {nodes[name].place}, and both packs are in force",
                    "rename one of them",
                )
            sets[name], nodes[name] = phrases, pack.sets[name]
        for name, node in pack.vars.items():
            if node.is_list:
                words[name] = tuple(dict.fromkeys((*words.get(name, ()), *texts(node, name))))
        for group in pack.twins:
            _join_twins(twins, group)
    quotation = sets[QUOTATION].any_of if QUOTATION in sets else ()
    return Lexicon(sets, words, tuple(twins), quotation), nodes


def _join_twins(known: dict[tuple[str, ...], None], group: Node) -> None:
    """Add a group of equal forms. A form in two groups would make everything in both equal."""
    forms = tuple(skeleton(form) for form in texts(group, "twins"))
    if not all(forms):
        fail(group, "twins: a form of nothing but marks that are skipped", "take it out")
    for other in known:
        shared = sorted(set(forms) & set(other))
        if shared and forms != other:
            fail(group, f"twins: {shared[0]!r} stands in two groups", "name each form once")
    known[forms] = None


def scene(pack: Resolved, wordings: Wordings) -> Scene:
    """Read catalogues and situations of one resolved pack."""
    attributes = attribute_types(pack.attributes)
    events = event_types(pack.events)
    sets = Sets(pack.sets, pack.vars)
    context = Context(
        get_set=sets.get,
        set_names=pack.sets,
        situations=pack.situations,
        events=events,
        attributes=attributes,
        values=pack.vars,
        add=wordings.add,
        bound=frozenset({*ACTIVATION, *bound_names((*pack.sets.values(), *pack.situations.values()))}),
    )
    sets.context = lambda: context
    for name in DEFAULTS:
        if name in pack.vars:
            scope(context, pack.vars[name], name)
    return Scene(pack, context, events, attributes, situations(context, pack.situations))


def united(what: str, parts: Sequence[Mapping[str, T]], nodes: Sequence[Mapping[str, Node]]) -> dict[str, T]:
    """One mapping of several; a name that means two things is an error."""
    out: dict[str, T] = {}
    for part, places in zip(parts, nodes):
        for name, member in part.items():
            if name in out and out[name] != member:
                fail(places[name], f"the {what} {name!r} means two things in packs in force", "rename one of them")
            out[name] = member
    return out
