"""The schema of packs for editors: made from the registries, takes every pack, refuses wrong shapes."""

from __future__ import annotations

import importlib.util
import json
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

import jsonschema
import pytest

from svcnorm.packs.nodes import plain
from svcnorm.packs.yaml_loader import parse

ROOT = Path(__file__).parent.parent
BAD = ROOT / "tests" / "data" / "packs" / "bad"
GOOD = sorted([*(ROOT / "rules").rglob("*.yaml"), *(ROOT / "tests" / "data" / "packs" / "good").rglob("*.yaml")])
SHAPES = [
    "bare-number-window",
    "bound-without-measure",
    "choice-without-values",
    "compared-without-anchor",
    "during-words",
    "every-forbids",
    "extends-a-path",
    "gap-with-around",
    "guard-of-two-kinds",
    "guard-within-ignored",
    "impossible-channel",
    "list-in-say",
    "manual-without-look-at",
    "no-bound",
    "no-constraint",
    "no-head",
    "no-rule-id",
    "norm-id",
    "norm-look-at-and-by",
    "norm-without-rule",
    "override-of-a-pattern",
    "partial-without-leaves",
    "party-of-rings",
    "role-of-a-situation",
    "rule-id",
    "scope-with-every",
    "score-out-of-range",
    "situation-without-beginning",
    "two-anchors",
    "two-constraints",
    "two-ends-of-a-window",
    "two-heads",
    "unknown-comparison",
    "unknown-edges",
    "unknown-metric",
    "unknown-param-type",
    "unknown-period",
    "unknown-role",
    "unknown-rule-key",
    "unknown-scope",
    "unknown-scoring-key",
    "unknown-severity",
    "unknown-top-key",
    "unknown-unit",
    "unquoted-expression",
    "unquoted-slot-alone",
    "until-with-before",
    "window-of-a-selector",
    "window-with-during",
    "window-without-anchor",
    "words-option-on-event",
]
"""Bad packs whose fault is their shape; the others need what only the whole pack can tell."""


@pytest.fixture(scope="module")
def tool() -> ModuleType:
    sys.path.insert(0, str(ROOT / "tools"))
    try:
        spec = importlib.util.spec_from_file_location("make_pack_schema", ROOT / "tools" / "make_pack_schema.py")
        assert spec and spec.loader
        module = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(module)
    finally:
        sys.path.pop(0)
    return module


@pytest.fixture(scope="module")
def schema() -> jsonschema.Draft202012Validator:
    shipped = ROOT / "src" / "svcnorm" / "schemas" / "pack.schema.json"
    data = json.loads(shipped.read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator.check_schema(data)
    return jsonschema.Draft202012Validator(data)


def test_the_shipped_schema_is_the_one_that_is_made(tool: ModuleType) -> None:
    assert tool.TARGET.read_text(encoding="utf-8") == tool.text(), "python tools/make_pack_schema.py"


@pytest.mark.parametrize("path", GOOD, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_every_pack_is_taken(path: Path, schema: jsonschema.Draft202012Validator) -> None:
    assert [error.message for error in schema.iter_errors(_data(path))] == []


@pytest.mark.parametrize("name", SHAPES)
def test_wrong_shapes_are_refused(name: str, schema: jsonschema.Draft202012Validator) -> None:
    assert not schema.is_valid(_data(BAD / f"{name}.yaml"))


@pytest.mark.parametrize("name", ["title", "version", "extends", "channels"])
def test_a_further_file_of_a_pack_has_no_head(name: str, schema: jsonschema.Draft202012Validator) -> None:
    assert schema.is_valid({"sets": {"问候": ["您好"]}})
    assert not schema.is_valid({name: "x", "sets": {"问候": ["您好"]}})


def _data(path: Path) -> Any:
    return plain(parse(path.read_bytes(), path.name))
