"""Pieces that JSON Schemas of YAML files are put together from."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable, Mapping
from typing import Any

Schema = dict[str, Any]

TEXT: Schema = {"type": "string", "pattern": r"\S"}
NUMBER: Schema = {"type": "number"}
TRUTH: Schema = {"type": "boolean"}
VALUE: Schema = {"type": ["string", "number", "boolean"]}
REF: Schema = {"type": "string", "pattern": r"^\$\w+$"}
PERCENT = r"\d+(\.\d+)?\s*%"


def ecma(pattern: re.Pattern[str]) -> str:
    """A pattern of the loader, which is matched from the beginning, as JSON Schema writes it."""
    return f"^{pattern.pattern.replace(chr(92) + 'Z', '$')}"


def ref(name: str) -> Schema:
    return {"$ref": f"#/$defs/{name}"}


def any_of(*of: Schema) -> Schema:
    return {"anyOf": list(of)}


def many(of: Schema) -> Schema:
    return {"type": "array", "items": of}


def one_or_many(of: Schema) -> Schema:
    return any_of(of, many(of))


def choice(values: Iterable[str]) -> Schema:
    return {"enum": [value for value in values if value]}


def given(values: Iterable[str]) -> Schema:
    """One of the values, or a parameter that holds one."""
    return any_of(choice(values), REF)


def by_name(of: Schema) -> Schema:
    return {"type": ["object", "null"], "additionalProperties": of}


def exact(keys: Iterable[str], members: Mapping[str, Schema], required: Iterable[str] = (), **more: Any) -> Schema:
    """A mapping that takes `keys` and no others; one of them without a schema of its own is a fault of this tool."""
    missing = set(keys) ^ set(members)
    if missing:
        sys.exit(f"keys and schemas differ: {', '.join(sorted(missing))}")
    shape: Schema = {"type": "object", "properties": {k: members[k] for k in sorted(members)}}
    if required:
        shape["required"] = sorted(required)
    return {**shape, "additionalProperties": False, **more}


def needs(keys: Iterable[str], owners: Iterable[str]) -> Schema:
    """Each of `keys` only beside one of `owners`."""
    beside = {"anyOf": [{"required": [owner]} for owner in owners]}
    return {"dependentSchemas": dict.fromkeys(keys, beside)}


def exactly_one(keys: Iterable[str]) -> Schema:
    return {"oneOf": [{"required": [key]} for key in keys]}


def at_most_one(keys: Iterable[str]) -> Schema:
    names = list(keys)
    return {"allOf": [{"not": {"required": [a, b]}} for i, a in enumerate(names) for b in names[i + 1 :]]}


def both(*of: Schema) -> Schema:
    return {"allOf": list(of)}
