"""Parameters: types, units, defaults, and what a binding may set."""

from __future__ import annotations

from typing import Any

import pytest

from svcnorm.model.errors import PackError
from svcnorm.packs.nodes import Node, plain
from svcnorm.packs.params import declared, filled
from svcnorm.packs.yaml_loader import parse

VARS = parse(b"{soon: 2 minutes, n: 7}", "vars.yaml").value


def node(written: str) -> Node:
    return parse(written.encode(), "x.yaml")


def values(params: str, given: str | None = None) -> dict[str, Any]:
    found = filled(declared(node(params), VARS), node(given) if given else None, VARS, "a-rule")
    return {name: plain(value) for name, value in found.items()}


@pytest.mark.parametrize(
    ("params", "given", "value"),
    [
        ("{n: 3}", None, 3),
        ("{n: 3}", "{n: 5}", 5),
        ("{n: 3}", "{n: $n}", 7),
        ("{n: {type: number, unit: rings, default: 3}}", "{n: 4 rings}", 4),
        ("{n: {type: number, unit: rings, default: 3, at_least: 1, at_most: 9}}", "{n: 9}", 9),
        ("{n: 20 %}", "{n: 15%}", "15%"),
        ("{n: 48 hours}", "{n: 2 days}", "2 days"),
        ("{n: {type: amount, unit: hours, default: 48}}", None, "48 hours"),
        ("{n: {type: amount, unit: working days, default: 2 working days}}", "{n: 3}", "3 working days"),
        ("{n: $soon}", None, "2 minutes"),
        ("{n: [您好]}", "{n: [你好, 您好]}", ["你好", "您好"]),
        ("{n: true}", "{n: false}", False),
        ("{n: 您好}", "{n: 你好}", "你好"),
    ],
)
def test_values(params: str, given: str | None, value: Any) -> None:
    assert values(params, given) == {"n": value}


@pytest.mark.parametrize(
    ("params", "given", "message"),
    [
        ("{rings: 3}", "{ring: 3}", "did you mean rings"),
        ("{n: 3}", "{n: many}", "expected a number"),
        ("{n: {type: number, unit: rings, default: 3}}", "{n: 4 seconds}", r"expected a number \(rings\)"),
        ("{n: {type: number, default: 3, at_most: 9}}", "{n: 10}", "more than 9"),
        ("{n: {type: number, default: 3, at_least: 1}}", "{n: 0}", "less than 1"),
        ("{n: 20 %}", "{n: 20}", "expected a percentage"),
        ("{n: 48 hours}", "{n: soon}", "expected an amount"),
        ("{n: 48 hours}", "{n: 3 fortnights}", "is no unit"),
        ("{n: {type: amount, unit: turns, default: 3 turns}}", "{n: 3 minutes}", "counts turns, not minutes"),
        ("{n: 3}", "{n: $m}", r"nothing defines \$m"),
        ("{n: {type: number}}", None, "'default' is missing"),
        ("{n: true}", "{n: 1}", "expected true or false"),
    ],
)
def test_refused(params: str, given: str | None, message: str) -> None:
    with pytest.raises(PackError, match=message):
        values(params, given)
