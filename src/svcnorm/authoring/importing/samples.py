"""A text that a regular expression finds, made from its parts."""

from __future__ import annotations

import re
import sys
from typing import Any

if sys.version_info >= (3, 11):
    from re import _parser as parser  # type: ignore[attr-defined]  # the stubs name what is public only
else:  # pragma: no cover - the same under its older name
    import sre_parse as parser

ANY = "某"


def sample(expression: str) -> str:
    """One text that the expression finds; empty where none can be made."""
    try:
        parts: Any = parser.parse(expression)
        text = "".join(_one(kind, value) for kind, value in parts)
        return text if re.search(expression, text) else ""
    except (re.error, RecursionError, ValueError, OverflowError):
        return ""


def _one(kind: Any, value: Any) -> str:
    name = str(kind)
    if name == "LITERAL":
        return chr(int(value))
    if name in ("NOT_LITERAL", "ANY"):
        return ANY
    if name == "IN":
        return _member(value)
    if name == "BRANCH":
        return "".join(_one(*part) for part in value[1][0])
    if name in ("MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT"):
        least, _most, inner = value
        return "".join(_one(*part) for part in inner) * min(int(least), 20)
    if name == "SUBPATTERN":
        return "".join(_one(*part) for part in value[-1])
    return ""


def _member(members: Any) -> str:
    kind, value = members[0]
    if str(kind) == "LITERAL":
        return chr(int(value))
    if str(kind) == "RANGE":
        return chr(int(value[0]))
    if str(kind) == "CATEGORY":
        return "1" if "DIGIT" in str(value) and "NOT" not in str(value) else ANY
    return ANY
