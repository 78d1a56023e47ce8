"""What stands in a pack file: plain values that know their place, and errors that show it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple, NoReturn

from svcnorm.model.errors import PackError, SvcnormError

EXCERPT = 140


class Source(NamedTuple):
    """A file (or a value given in code): how it is called, its lines, and what kind of error it raises."""

    label: str
    lines: tuple[str, ...] = ()
    error: type[SvcnormError] = PackError

    def __repr__(self) -> str:
        return f"Source({self.label!r})"


class Place(NamedTuple):
    """Line and column, both from 1; 0 where there is no file."""

    source: Source
    line: int = 0
    column: int = 0

    def __str__(self) -> str:
        return f"{self.source.label}:{self.line}" if self.line else self.source.label


class Node(NamedTuple):
    """One value of a file. `value` is a text, number, boolean, None, a list of nodes, or nodes by key;
    `keys` are the places of a mapping's keys."""

    value: Any
    place: Place
    keys: Mapping[str, Place] = {}

    @property
    def is_map(self) -> bool:
        return isinstance(self.value, dict)

    @property
    def is_list(self) -> bool:
        return isinstance(self.value, list)

    @property
    def is_text(self) -> bool:
        return isinstance(self.value, str)

    @property
    def is_number(self) -> bool:
        return isinstance(self.value, (int, float)) and not isinstance(self.value, bool)


def error(at: Node | Place, message: str, remedy: str = "") -> SvcnormError:
    """The error to raise about what stands at `at`."""
    place = at.place if isinstance(at, Node) else at
    lines = place.source.lines
    excerpt = lines[place.line - 1] if 0 < place.line <= len(lines) else ""
    return place.source.error(
        message,
        file=place.source.label,
        line=place.line or None,
        column=place.column or None,
        excerpt=_shortened(excerpt, place.column),
        remedy=remedy,
    )


def fail(at: Node | Place, message: str, remedy: str = "") -> NoReturn:
    """Raise the error about what stands at `at`."""
    raise error(at, message, remedy)


def _shortened(line: str, column: int) -> str:
    """A long line cut to a stretch that shows the column."""
    text = line.strip()
    if len(text) <= EXCERPT:
        return text
    start = max(0, min(column - 1 - EXCERPT // 3, len(line) - EXCERPT))
    cut = line[start : start + EXCERPT].strip()
    return f"{'… ' if start else ''}{cut}{' …' if start + EXCERPT < len(line) else ''}"


def did_you_mean(name: str, known: Iterable[str]) -> str:
    """A remedy that names what was probably meant, or what there is."""
    from difflib import get_close_matches

    names = sorted(set(known))
    close = get_close_matches(name, names, 1, 0.6)
    if close:
        return f"did you mean {close[0]}?"
    if 0 < len(names) <= 20:
        return f"one of: {', '.join(names)}"
    return ""


def mapping(
    node: Node, what: str, allowed: Iterable[str] | None = None, required: Iterable[str] = ()
) -> dict[str, Node]:
    """The nodes by key of a mapping that has no other keys than `allowed`, and all that are `required`."""
    if not node.is_map:
        fail(node, f"{what}: expected a mapping (key: value), found {kind(node)}")
    found: dict[str, Node] = node.value
    if allowed is not None:
        known = set(allowed)
        for key in found:
            if key not in known:
                remedy = did_you_mean(key, known) or "docs/rule-language.md lists the keys"
                fail(node.keys.get(key, node.place), f"{what}: unknown key {key!r}", remedy)
    for key in required:
        if key not in found:
            fail(node, f"{what}: {key!r} is missing")
    return found


def items(node: Node, what: str) -> list[Node]:
    """The members of a list."""
    if not node.is_list:
        fail(node, f"{what}: expected a list, found {kind(node)}")
    members: list[Node] = node.value
    return members


def one_or_many(node: Node) -> list[Node]:
    """A list's members, or the value itself as the only one."""
    return node.value if node.is_list else [node]


def text(node: Node, what: str, of: Iterable[str] | None = None) -> str:
    """A text that is not empty, one of `of` where they are given."""
    value = node.value
    if not isinstance(value, str) or not value.strip():
        remedy = "" if value is None or node.is_map or node.is_list else "put it in quotes to make it a text"
        fail(node, f"{what}: expected a text, found {kind(node)}", remedy)
    if of is not None and value not in of:
        fail(node, f"{what}: unknown value {value!r}", did_you_mean(value, of))
    return value


def texts(node: Node, what: str, of: Iterable[str] | None = None) -> tuple[str, ...]:
    """One text or a list of texts."""
    return tuple(text(member, what, of) for member in one_or_many(node))


def number(node: Node, what: str) -> float:
    """A number."""
    if not node.is_number:
        fail(node, f"{what}: expected a number, found {kind(node)}")
    return float(node.value) if isinstance(node.value, float) and not node.value.is_integer() else int(node.value)


def boolean(node: Node, what: str) -> bool:
    """true or false."""
    if not isinstance(node.value, bool):
        fail(node, f"{what}: expected true or false, found {kind(node)}")
    return node.value


def kind(node: Node) -> str:
    """What a value is, in words."""
    value = node.value
    if value is None:
        return "nothing"
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, str):
        return f"the text {value!r}" if value.strip() else "an empty text"
    if isinstance(value, dict):
        return "a mapping"
    if isinstance(value, list):
        return "a list"
    return f"the number {value}"


def plain(node: Node) -> Any:
    """The value without places, as JSON would hold it."""
    if node.is_map:
        return {key: plain(member) for key, member in node.value.items()}
    if node.is_list:
        return [plain(member) for member in node.value]
    return node.value


def from_plain(value: Any, place: Place) -> Node:
    """A node from a value given in code; all of it stands at `place`."""
    if isinstance(value, Mapping):
        return Node({str(k): from_plain(v, place) for k, v in value.items()}, place)
    if isinstance(value, (list, tuple)):
        return Node([from_plain(v, place) for v in value], place)
    return Node(value, place)


def walk(node: Node) -> Iterator[Node]:
    """The node and all inside it."""
    yield node
    if node.is_map or node.is_list:
        for member in node.value.values() if node.is_map else node.value:
            yield from walk(member)
