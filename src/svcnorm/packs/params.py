"""Parameters of rules: what a rule declares, and what a binding may set."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import NamedTuple

from svcnorm.packs.nodes import Node, did_you_mean, fail, kind, mapping, number, text
from svcnorm.packs.syntax.amounts import ELAPSED, UNITS, percent

TYPES = ("number", "percent", "amount", "text", "boolean", "list")
KEYS = ("type", "unit", "default", "at_least", "at_most", "title", "about")
_AMOUNT = re.compile(r"(\d+(?:\.\d+)?)\s*([a-z][a-z ]*)\Z")


class Param(NamedTuple):
    """One declared parameter. `unit` is what its numbers count, `least` and `most` bound a number."""

    name: str
    type: str
    unit: str
    default: Node
    least: float | None = None
    most: float | None = None


def declared(node: Node | None, values: Mapping[str, Node]) -> dict[str, Param]:
    """The parameters that a rule declares: `name: default`, or `name: {type, unit, default}`."""
    if node is None:
        return {}
    return {name: _param(name, member, values) for name, member in mapping(node, "params").items()}


def _param(name: str, node: Node, values: Mapping[str, Node]) -> Param:
    members = mapping(node, f"param {name}", KEYS, ["default"]) if node.is_map else {"default": node}
    default = _from_vars(members["default"], values)
    known = text(members["type"], "type", TYPES) if "type" in members else _type(default)
    found = Param(
        name,
        known,
        text(members["unit"], "unit") if "unit" in members else "",
        default,
        number(members["at_least"], "at_least") if "at_least" in members else None,
        number(members["at_most"], "at_most") if "at_most" in members else None,
    )
    return found._replace(default=_fitting(found, default))


def _type(default: Node) -> str:
    """What a default's own look says about its type."""
    if isinstance(default.value, bool):
        return "boolean"
    if default.is_number:
        return "number"
    if default.is_list:
        return "list"
    if percent(default) is not None:
        return "percent"
    if default.is_text and _AMOUNT.match(default.value):
        return "amount"
    if not default.is_text:
        fail(default, f"a parameter's default is a value, found {kind(default)}")
    return "text"


def filled(params: Mapping[str, Param], given: Node | None, values: Mapping[str, Node], rule: str) -> dict[str, Node]:
    """Every parameter's value: what `with` sets, else the default. Raises for names that are not declared."""
    out = {name: param.default for name, param in params.items()}
    for name, node in {} if given is None else mapping(given, "with").items():
        if name not in params:
            remedy = did_you_mean(name, params) or "it declares none"
            fail(given.keys.get(name, node.place) if given else node, f"{rule} has no parameter {name!r}", remedy)
        out[name] = _fitting(params[name], _from_vars(node, values))
    return out


def _from_vars(node: Node, values: Mapping[str, Node]) -> Node:
    name = node.value[1:] if isinstance(node.value, str) and node.value.startswith("$") else ""
    if not name:
        return node
    if name not in values:
        fail(node, f"nothing defines ${name}", did_you_mean(name, values) or "declare it under vars")
    return Node(values[name].value, node.place)


def _fitting(param: Param, node: Node) -> Node:
    """The value in the parameter's type and unit."""
    what = f"parameter {param.name}"
    if param.type == "number":
        return _number(param, node, what)
    if param.type == "amount":
        return _amount(param, node, what)
    fits = {
        "percent": percent(node) is not None,
        "boolean": isinstance(node.value, bool),
        "list": node.is_list,
        "text": node.is_text,
    }[param.type]
    if not fits:
        fail(node, f"{what}: expected {_expected(param)}, found {kind(node)}")
    return node


def _expected(param: Param) -> str:
    return {"percent": "a percentage such as `20 %`", "boolean": "true or false", "list": "a list"}.get(
        param.type, f"a {param.type}"
    )


def _number(param: Param, node: Node, what: str) -> Node:
    """A number, perhaps with the declared unit written behind it."""
    found = re.fullmatch(r"(\d+(?:\.\d+)?)\s+(.+)", node.value) if node.is_text else None
    if found and param.unit and found[2] in (param.unit, f"{param.unit}s", param.unit.rstrip("s")):
        value = float(found[1])
        node = Node(int(value) if value.is_integer() else value, node.place)
    if not node.is_number:
        unit = f" ({param.unit})" if param.unit else ""
        fail(node, f"{what}: expected a number{unit}, found {kind(node)}")
    if param.least is not None and node.value < param.least:
        fail(node, f"{what}: {node.value} is less than {param.least:g}")
    if param.most is not None and node.value > param.most:
        fail(node, f"{what}: {node.value} is more than {param.most:g}")
    return node


def _amount(param: Param, node: Node, what: str) -> Node:
    """An amount; a bare number counts the declared unit."""
    if node.is_number and param.unit:
        return Node(f"{node.value} {param.unit}", node.place)
    found = _AMOUNT.match(node.value) if node.is_text else None
    if found is None:
        fail(node, f"{what}: expected an amount such as `2 hours`, found {kind(node)}")
    unit = found[2] if found[2] in UNITS else f"{found[2]}s"
    if unit not in UNITS:
        fail(node, f"{what}: {found[2]!r} is no unit", did_you_mean(found[2], UNITS))
    if param.unit and _family(unit) != _family(param.unit):
        fail(node, f"{what} counts {param.unit}, not {unit}")
    return node


def _family(unit: str) -> str:
    plural = unit if unit in UNITS else f"{unit}s"
    return "elapsed" if plural in ELAPSED else plural
