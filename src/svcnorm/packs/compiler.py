"""What one handbook, or one topic pack by itself, judges: its rules with their parameters, and its bindings."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple, TypeVar

from svcnorm.model.rules import Binding, Check, Condition, Constraint, Handbook, Norm, Rule
from svcnorm.packs.nodes import Node, mapping, plain
from svcnorm.packs.norms import Bound, known_rule, read_norms
from svcnorm.packs.overrides import Override, check_targets, combined, read_filters, read_overrides
from svcnorm.packs.params import declared, filled
from svcnorm.packs.resolve import Resolved, RuleSource, Site
from svcnorm.packs.scene import Scene
from svcnorm.packs.scoring import read_scoring
from svcnorm.packs.successors import successors
from svcnorm.packs.syntax.conditions import condition
from svcnorm.packs.syntax.rules import rule

T = TypeVar("T")


class Bind(NamedTuple):
    """A compiled rule and one binding of it."""

    rule: Rule
    binding: Binding


def handbook(scene: Scene, pass_line: int | None = None) -> Handbook:
    """The handbook that a pack is; a topic pack is its own, without norms."""
    pack = scene.resolved
    norms, _ = read_norms(pack)
    return Handbook(pack.pack.name, pack.pack.title, norms, read_scoring(pack.scoring, pass_line))


def targets(packs: Sequence[Resolved], site: Site) -> None:
    """Raise for overrides and filters that name nothing: a pack's own in that pack, the site's in any."""
    for pack in packs:
        check_targets([p.maps["overrides"] for p in pack.chain], {*pack.rules, *pack.norms})
        read_filters([node for p in pack.chain for node in p.lists["filters"]], pack.rules)
    if site.overrides is not None:
        check_targets([site.overrides], {name for pack in packs for name in (*pack.rules, *pack.norms)})
    read_filters(site.filters, {name for pack in packs for name in pack.rules})


def binds(scene: Scene) -> Iterator[Bind]:
    """Everything that one handbook judges."""
    return Compiler(scene).binds()


class Compiler:
    """Compiles the rules that one resolved pack binds, each parameter set once."""

    def __init__(self, scene: Scene) -> None:
        self.scene = scene
        self.pack = scene.resolved
        self.overrides = read_overrides(self.pack.overrides)
        self.filters = read_filters(self.pack.filters, self._filterable())
        self.successors = successors(self.pack.rules)
        self.compiled: dict[tuple[str, str], Rule] = {}

    def _filterable(self) -> set[str]:
        """Site filters may name rules of other packs in force; `targets` has checked them."""
        named = {str(n.value) for f in self.pack.filters for n in _walk_rules(f)}
        return {*self.pack.rules, *named}

    def binds(self) -> Iterator[Bind]:
        norms, bindings = read_norms(self.pack)
        for bound in bindings:
            known_rule(bound, self.pack.rules)
            yield from self._of_norm(bound)
        for norm in norms:
            if norm.status == "manual" and not self.changes(norm.id).off:
                yield self._manual(norm)
        if self.pack.pack.kind == "topic":
            yield from self._unbound()

    def changes(self, rule_id: str, norm: str = "") -> Override:
        """What overrides make of a rule where a norm binds it; those of the norm win."""
        none = Override()
        return combined(self.overrides.get(norm, none), self.overrides.get(rule_id, none))

    def _of_norm(self, bound: Bound) -> Iterator[Bind]:
        rule_id = self.successors.get(bound.rule, bound.rule)
        changed = self.changes(rule_id, bound.norm)
        if changed.off:
            return
        compiled = self.compile(rule_id, given(bound.given, changed))
        binding = Binding(
            handbook=self.pack.pack.name,
            norm=bound.norm,
            severity=_first(changed.severity, bound.severity, compiled.severity),
            points=_first(changed.points, bound.points, compiled.points),
            polarity=bound.polarity,
            supports=bound.supports,
            valid_from=bound.valid[0],
            valid_to=bound.valid[1],
        )
        yield Bind(compiled, binding)

    def _unbound(self) -> Iterator[Bind]:
        """A topic pack by itself: all its rules, for the pseudo handbook of its name."""
        for rule_id, source in self.pack.rules.items():
            changed = self.changes(rule_id)
            off = not _taken(source) if changed.off is None else changed.off
            if off or rule_id in self.successors:
                continue
            compiled = self.compile(rule_id, given(None, changed))
            severity, points = _first(changed.severity, compiled.severity), _first(changed.points, compiled.points)
            yield Bind(compiled, Binding(self.pack.pack.name, "", severity, points))

    def _manual(self, norm: Norm) -> Bind:
        """A norm that only people can judge, for the channels that it names."""
        channels = Check("is", norm.channels)
        compiled = Rule(
            id=norm.id,
            instance=norm.id,
            title=norm.title,
            pack=self.pack.pack.name,
            constraint=Constraint("manual", look_at=norm.look_at),
            severity="info",
            when=Condition("attribute", name="channel", check=channels) if norm.channels else None,
        )
        return Bind(compiled, Binding(self.pack.pack.name, norm.id, "info", 0))

    def compile(self, rule_id: str, written: Node | None) -> Rule:
        """A rule of the pack with parameters as `with` gives them, defaults for the rest; bound to nothing."""
        source = self.pack.rules[rule_id]
        params = declared(source.node.value.get("params"), self.pack.vars)
        values = filled(params, written, self.pack.vars, rule_id)
        key = rule_id, repr({name: plain(node) for name, node in values.items()})
        if key not in self.compiled:
            context = self.scene.context._replace(values={**self.pack.vars, **values})
            compiled = rule(context, source.node, source.pack)._replace(params=_shown(values))
            self.compiled[key] = self._filtered(compiled)
        return self.compiled[key]

    def _filtered(self, compiled: Rule) -> Rule:
        """The rule with the conditions of the filters that concern it."""
        parts = [compiled.unless] if compiled.unless is not None else []
        for each in self.filters:
            if not each.rules or compiled.id in each.rules:
                parts.append(condition(self.scene.context, each.unless, "unless"))
        if not parts or parts == [compiled.unless]:
            return compiled
        return compiled._replace(unless=parts[0] if len(parts) == 1 else Condition("any", of=tuple(parts)))


def _walk_rules(node: Node) -> list[Node]:
    named = node.value.get("rules") if node.is_map else None
    return [] if named is None else named.value if named.is_list else [named]


def given(written: Node | None, changed: Override) -> Node | None:
    """The parameters that a binding gives, those of an override over them."""
    if not changed.given:
        return written
    before = {} if written is None else mapping(written, "with")
    keys = {**({} if written is None else written.keys), **{name: changed.places[name] for name in changed.given}}
    place = next(iter(changed.given.values())).place if written is None else written.place
    return Node({**before, **changed.given}, place, keys)


def _first(*values: T | None) -> T:
    return next(value for value in values if value is not None)


def _shown(values: Mapping[str, Node]) -> dict[str, str | int | float | bool]:
    """Parameters as a report shows them."""
    return {
        name: "、".join(str(member.value) for member in node.value) if node.is_list else node.value
        for name, node in values.items()
    }


def _taken(source: RuleSource) -> bool:
    """Whether `extends: [[pack, mode]]` takes the rule over."""
    if source.mode == "none":
        return False
    status = source.node.value.get("status")
    return source.mode == "all" or status is None or status.value == "stable"
