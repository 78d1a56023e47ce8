"""Makes the JSON Schema of packs from the registries of the rule language, for editors that check YAML as it is typed.

python tools/make_pack_schema.py            write src/svcnorm/schemas/pack.schema.json
python tools/make_pack_schema.py --check    change nothing; exit 1 if the file is stale

The schema knows shapes: keys, kinds of values, what goes together. What needs the whole of a pack (whether a set, a
rule or an attribute exists, whether a pattern can match) only `svcnorm rules lint` can tell.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

import schema_rules
from schema_kit import (
    NUMBER,
    PERCENT,
    TEXT,
    TRUTH,
    VALUE,
    Schema,
    any_of,
    by_name,
    choice,
    ecma,
    exact,
    many,
    needs,
    one_or_many,
    ref,
)

from svcnorm.model.conversation import CHANNELS
from svcnorm.model.rules import SEVERITIES
from svcnorm.packs import files, norms, overrides, scoring
from svcnorm.packs.locate import NAME
from svcnorm.packs.syntax import catalogue

TARGET = Path(__file__).resolve().parent.parent / "src" / "svcnorm" / "schemas" / "pack.schema.json"


def binding() -> dict[str, Schema]:
    day = {"type": "string", "pattern": r"^\d{4}-\d{2}-\d{2}$"}
    return {
        "severity": choice(SEVERITIES),
        "points": NUMBER,
        "polarity": choice(norms.POLARITY),
        "supports": TRUTH,
        "valid": exact(("from", "to"), {"from": day, "to": day}),
    }


def norm() -> Schema:
    by = exact(norms.BY_KEYS, {"rule": TEXT, "with": {"type": "object"}, "note": TEXT, **binding()}, ["rule"])
    bound = one_or_many(any_of(TEXT, by))
    members = {
        "title": TEXT,
        "clause": any_of(TEXT, NUMBER),
        "status": choice(norms.STATUS),
        "by": bound,
        "leaves": TEXT,
        "look_at": TEXT,
        "channels": one_or_many(choice(CHANNELS)),
        "note": TEXT,
        **binding(),
    }
    wanted = {
        "automated": {"required": ["by"], "properties": {"look_at": False, "leaves": False}},
        "partial": {"required": ["by", "leaves"], "properties": {"look_at": False}},
        "manual": {"required": ["look_at"], "properties": {"by": False, "leaves": False}},
    }
    chosen = [{"if": {"properties": {"status": {"const": s}}}, "then": wanted[s]} for s in norms.STATUS]
    return exact(norms.NORM_KEYS, members, ["title", "status"], allOf=chosen)


def event() -> Schema:
    members = {
        "inevitable_in": one_or_many(choice(CHANNELS)),
        "contingent": TRUTH,
        "completes": TRUTH,
        "kind": choice(("occurred", "scheduled")),
        "family": TEXT,
        "side": TEXT,
        "title": TEXT,
        "about": TEXT,
    }
    return any_of({"type": "null"}, exact(catalogue.EVENT_KEYS, members))


def attribute() -> Schema:
    members = {
        "type": choice(catalogue.TYPES),
        "values": one_or_many(TEXT),
        "missing": VALUE,
        "derive": TEXT,
        "title": TEXT,
        "about": TEXT,
    }
    choices: Schema = {
        "if": {"required": ["type"], "properties": {"type": {"const": "choice"}}},
        "then": {"required": ["values"]},
        "else": {"properties": {"values": False}},
    }
    return any_of({"type": "null"}, exact(catalogue.ATTRIBUTE_KEYS, members, **choices))


def override() -> Schema:
    members = {"severity": choice(SEVERITIES), "points": NUMBER, "off": TRUTH, "with": {"type": "object"}, "note": TEXT}
    return exact(overrides.KEYS, members)


def scored() -> Schema:
    share = any_of(NUMBER, {"type": "string", "pattern": f"^{PERCENT}$"})
    members = {
        "mode": choice(scoring.MODES),
        "pass_line": share,
        "min_coverage": share,
        "fatal_effect": choice(scoring.FATAL),
        "cap_at": {"type": "number", "minimum": 0, "maximum": 100},
        "bonus_cap": NUMBER,
        "section_caps": by_name(NUMBER),
    }
    return exact(scoring.KEYS, members)


def calendar() -> Schema:
    days = many({"type": "string", "pattern": r"^\d{2}-\d{2}(\s*\.\.\s*\d{2}-\d{2})?$"})
    members = {"off": days, "work": days, "source": TEXT, "holidays": by_name(TEXT)}
    return exact(("off", "work", "source", "holidays"), members)


def pack() -> Schema:
    """The whole file: the head of a pack, or a further file of one, which has sections only."""
    name = {"type": "string", "pattern": ecma(NAME)}
    extends = one_or_many(any_of(name, {"type": "array", "items": TEXT, "minItems": 2, "maxItems": 2}))
    head = {
        "pack": name,
        "title": TEXT,
        "version": TEXT,
        "extends": extends,
        "scoring": scored(),
        "channels": one_or_many(choice(CHANNELS)),
        "kind": choice(("topic", "handbook")),
        "language": TEXT,
        "description": TEXT,
    }
    filters = exact(
        overrides.FILTER_KEYS, {"rules": one_or_many(TEXT), "unless": ref("condition"), "note": TEXT}, ["unless"]
    )
    twins = any_of(many(many(TEXT)), by_name(one_or_many(TEXT)), {"type": "null"})
    sections = {
        "vars": by_name({}),
        "sets": by_name(ref("set")),
        "situations": by_name(ref("situation")),
        "contents": by_name(
            exact(
                ("at", "norms"), {"at": TEXT, "norms": {"type": "array", "items": TEXT, "minItems": 1}}, ["at", "norms"]
            )
        ),
        "norms": {**by_name(ref("norm")), "propertyNames": {"pattern": r"^\w[\w.-]*$"}},
        "events": by_name(event()),
        "attributes": by_name(attribute()),
        "calendars": {**by_name(calendar()), "propertyNames": {"pattern": r"^\d{4}$"}},
        "overrides": by_name(override()),
        "rules": any_of(many(ref("rule")), {"type": "null"}),
        "twins": twins,
        "filters": any_of(many(filters), {"type": "null"}),
    }
    keys = (*files.HEAD_KEYS, *files.MAPS, *files.LISTS)
    return exact(keys, {**head, **sections}, **needs([key for key in head if key != "pack"], ["pack"]))


def schema() -> Schema:
    """The schema as a value."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": "urn:svcnorm:schema:pack",
        "title": "svcnorm rule pack",
        "description": "One file of a rule pack; docs/rule-language.md says what everything means.",
        **pack(),
        "$defs": {
            "selector": schema_rules.selector(),
            "guard": schema_rules.guard(),
            "scope": schema_rules.scope(),
            "check": schema_rules.check(),
            "condition": schema_rules.condition(),
            "measure": schema_rules.measure(),
            "rule": schema_rules.rule(),
            "param": schema_rules.param(),
            "test": schema_rules.test(),
            "norm": norm(),
            "set": schema_rules.phrase_set(),
            "situation": schema_rules.situation(),
        },
    }


def text() -> str:
    """The file's content."""
    return json.dumps(schema(), ensure_ascii=False, indent=1) + "\n"


def main(arguments: list[str]) -> int:
    """Write the file, or compare; returns the exit code."""
    if "--check" not in arguments:
        TARGET.write_text(text(), encoding="utf-8")
    elif not TARGET.exists() or TARGET.read_text(encoding="utf-8") != text():
        print(f"{TARGET.name} is stale: run python tools/make_pack_schema.py", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
