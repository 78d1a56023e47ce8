"""Rules as JSON-able data and back: every value becomes a list that begins with the number of its type."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from svcnorm.model import rules as model

FORMAT = 1
TYPES: tuple[type, ...] = (
    model.Ref,
    model.Check,
    model.Amount,
    model.Scope,
    model.Guard,
    model.Selector,
    model.Condition,
    model.Anchor,
    model.Window,
    model.Measure,
    model.Constraint,
    model.Binding,
    model.Rule,
    model.Situation,
    model.EventType,
    model.AttributeType,
    model.Norm,
    model.Scoring,
    model.Handbook,
    model.PackInfo,
    model.Settings,
)
TUPLE, FROZENSET, MAPPING = len(TYPES), len(TYPES) + 1, len(TYPES) + 2
_NUMBER = {cls: number for number, cls in enumerate(TYPES)}


def encode(value: Any) -> Any:
    """The value as JSON-able data. Fields that have their defaults at the end are left out."""
    if value is None or isinstance(value, (str, int, float, bool)):
        return value
    if type(value) in _NUMBER:
        return [_NUMBER[type(value)], *_given(value)]
    if isinstance(value, tuple):
        return [TUPLE, *(encode(member) for member in value)]
    if isinstance(value, frozenset):
        return [FROZENSET, *(encode(member) for member in sorted(value))]
    if isinstance(value, Mapping):
        return [MAPPING, *(part for key, member in value.items() for part in (encode(key), encode(member)))]
    raise TypeError(f"{type(value).__name__} is no value of rules")


def _given(value: Any) -> list[Any]:
    """The fields up to the last one that differs from its default."""
    names, defaults = value._fields, value._field_defaults
    last = len(names)
    while last and names[last - 1] in defaults and _same(defaults[names[last - 1]], value[last - 1]):
        last -= 1
    return [encode(member) for member in value[:last]]


def _same(default: Any, value: Any) -> bool:
    return bool(default == value) and type(default) is type(value)


def decode(data: Any) -> Any:
    """The value that `encode` made `data` of. Raises TypeError, IndexError or ValueError for anything else."""
    if type(data) is not list:
        return data
    number = data[0]
    members = [decode(member) if type(member) is list else member for member in data[1:]]
    return _MAKE[number](members)


def _mapping(members: list[Any]) -> dict[Any, Any]:
    return dict(zip(members[::2], members[1::2]))


def _maker(cls: type) -> Callable[[list[Any]], Any]:
    return lambda members: cls(*members)


_MAKE: tuple[Callable[[list[Any]], Any], ...] = (*(_maker(cls) for cls in TYPES), tuple, frozenset, _mapping)
