"""What an unquoted YAML word means here, and the words that YAML 1.1 would misread."""

from __future__ import annotations

import re

from svcnorm.packs.nodes import Place, fail

_BOOLISH = frozenset({"yes", "no", "on", "off", "true", "false"})
_NULL = frozenset({"", "~", "null"})
_INTEGER = re.compile(r"[-+]?(0|[1-9][0-9]*)\Z")
_DECIMAL = re.compile(r"[-+]?(0|[1-9][0-9]*)\.[0-9]+\Z")
_CLOCK = re.compile(r"[-+]?[0-9]+(:[0-5]?[0-9])+(\.[0-9]*)?\Z")
_ODD_NUMBER = re.compile(
    r"[-+]?(0[0-9]+|0[xob][0-9a-f]+|[0-9][0-9_]*_[0-9_]*|\.[0-9]+|[0-9]+\.|[0-9.]+e[-+]?[0-9]+|\.inf|\.nan)\Z", re.I
)


def resolve(word: str, place: Place) -> str | int | float | bool | None:
    """The value of an unquoted scalar. Raises for words that different YAML readers read differently."""
    if word in _NULL:
        return None
    if _INTEGER.match(word):
        return int(word)
    if _DECIMAL.match(word):
        return float(word)
    if word in ("true", "false"):
        return word == "true"
    if word.lower() in _BOOLISH:
        fail(place, f"{word} is read as true or false by YAML", f'write true or false, or "{word}" in quotes')
    if _CLOCK.match(word):
        fail(place, f"{word} is read as a number by YAML", f'put it in quotes: "{word}"')
    if _ODD_NUMBER.match(word):
        fail(place, f"{word} is not a plain number", f'put it in quotes: "{word}", or write the number plainly')
    return word
