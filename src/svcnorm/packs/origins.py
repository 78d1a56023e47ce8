"""Where the values of a rule come from: the rule itself, its handbook, a site's configuration."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from svcnorm.packs.compiler import Compiler, given
from svcnorm.packs.nodes import Node, Place, plain, walk
from svcnorm.packs.norms import Bound, read_norms
from svcnorm.packs.params import declared, filled
from svcnorm.packs.scene import Scene


class Origin(NamedTuple):
    """One value in force: `key` is `severity`, `points`, `off`, `param NAME` or `var NAME`; `place` is `file:line`."""

    key: str
    value: str
    place: str


def origins(scene: Scene, rule_id: str, norm: str = "") -> tuple[Origin, ...]:
    """The origins of a rule's values as a norm of the pack binds it (or as the pack itself has it)."""
    compiler = Compiler(scene)
    rule_id = compiler.successors.get(rule_id, rule_id)
    _, bindings = read_norms(scene.resolved)
    fits = (b for b in bindings if b.norm == norm and compiler.successors.get(b.rule, b.rule) == rule_id)
    return tuple(_origins(compiler, rule_id, norm, next(fits, None)))


def _origins(compiler: Compiler, rule_id: str, norm: str, bound: Bound | None) -> Iterator[Origin]:
    source = compiler.pack.rules[rule_id].node
    changed = compiler.changes(rule_id, norm)
    layers = [source.value]
    if bound is not None:
        layers += [compiler.pack.norms[norm].value, bound.node.value if bound.node.is_map else {}]
    for key in ("severity", "points"):
        override = getattr(changed, key)
        written = next((layer[key] for layer in reversed(layers) if key in layer), None)
        if override is not None:
            yield _origin(key, override, changed.places[key])
        elif written is not None:
            yield _origin(key, written.value, written.place)
    if changed.off is not None:
        yield _origin("off", changed.off, changed.places["off"])
    params = declared(source.value.get("params"), compiler.pack.vars)
    values = filled(params, given(bound.given if bound else None, changed), compiler.pack.vars, rule_id)
    for name, node in values.items():
        yield _origin(f"param {name}", plain(node), node.place)
    for name, node in _vars(source, compiler.pack.vars, values):
        yield _origin(f"var {name}", plain(node), node.place)


def _vars(source: Node, values: Mapping[str, Node], params: Mapping[str, Node]) -> list[tuple[str, Node]]:
    """The vars that a rule's body names, scopes such as `opening` included."""
    named = {str(inner.value).removeprefix("$") for inner in walk(source) if inner.is_text}
    return [(name, values[name]) for name in sorted(named) if name in values and name not in params]


def _origin(key: str, value: object, place: Place) -> Origin:
    import json

    return Origin(key, value if isinstance(value, str) else json.dumps(value, ensure_ascii=False), str(place))
