"""Strict YAML: one document of plain values, every one with its place; nothing is read by surprise."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from svcnorm.model.errors import PackError, SvcnormError
from svcnorm.packs import yaml_hints
from svcnorm.packs.nodes import Node, Place, Source, fail
from svcnorm.packs.scalars import resolve

MAX_BYTES = 2_000_000
MAX_DEPTH = 40
_LINE_ENDS = re.compile("\r\n|[\n\r\x85\u2028\u2029]")


def parse(data: bytes, label: str, error: type[SvcnormError] = PackError) -> Node:
    """The document in `data`. Raises `error` with the place in `label`."""
    text = _decode(data, Source(label, (), error))
    source = Source(label, tuple(_LINE_ENDS.split(text.rstrip("\n"))), error)
    _refuse_tabs(source)
    import yaml

    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    try:
        return _Reader(yaml.parse(text, Loader=loader), source).document()
    except yaml.MarkedYAMLError as problem:
        raise _explained(problem, source) from None
    except yaml.reader.ReaderError as problem:
        place = _at_offset(text, problem.position, source)
        raise place.source.error(
            "a character that YAML does not allow", file=label, line=place.line, column=place.column
        ) from None


def _decode(data: bytes, source: Source) -> str:
    if len(data) > MAX_BYTES:
        fail(Place(source), f"the file is larger than {MAX_BYTES // 1_000_000} MB", "split it into several files")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as problem:
        line = data.count(b"\n", 0, problem.start) + 1
        fail(Place(source, line), "the file is not UTF-8", "save it as UTF-8")


def _refuse_tabs(source: Source) -> None:
    for number, line in enumerate(source.lines, 1):
        indentation = line[: len(line) - len(line.lstrip())]
        if "\t" in indentation and line.strip():
            fail(Place(source, number, indentation.index("\t") + 1), "a tab in the indentation", "use spaces, not tabs")


def _at_offset(text: str, offset: int, source: Source) -> Place:
    before = text[:offset]
    return Place(source, before.count("\n") + 1, offset - before.rfind("\n"))


def _explained(problem: Any, source: Source) -> SvcnormError:
    """YAML's error as ours: where, what, and the way out."""
    mark = problem.problem_mark or problem.context_mark
    line, column = (mark.line + 1, mark.column + 1) if mark else (0, 0)
    if line > len(source.lines):
        line, column = len(source.lines), 1
    said = " ".join(part for part in (problem.context, problem.problem) if part)
    shown = source.lines[line - 1] if line else ""
    way_out = yaml_hints.remedy(shown, column, said)
    place = Place(source, line, column)
    try:
        fail(place, f"this is not YAML: {said}", way_out)
    except SvcnormError as explained:
        return explained


class _Reader:
    """Builds nodes from YAML events. Anchors, tags and further documents are refused."""

    def __init__(self, events: Iterator[Any], source: Source) -> None:
        self.events = events
        self.source = source
        self.depth = 0

    def document(self) -> Node:
        import yaml

        next(self.events)
        first = next(self.events)
        if isinstance(first, yaml.StreamEndEvent):
            fail(Place(self.source, 1, 1), "the file is empty", "begin it with pack: NAME")
        node = self._node(next(self.events))
        next(self.events)
        more = next(self.events)
        if not isinstance(more, yaml.StreamEndEvent):
            fail(self._place(more), "a second document begins here", "one document in a file: remove the line ---")
        return node

    def _place(self, event: Any) -> Place:
        return Place(self.source, event.start_mark.line + 1, event.start_mark.column + 1)

    def _node(self, event: Any) -> Node:
        import yaml

        place = self._place(event)
        if isinstance(event, yaml.AliasEvent) or event.anchor is not None:
            mark = "*" if isinstance(event, yaml.AliasEvent) else "&"
            fail(place, f"{mark}{event.anchor}: anchors and aliases are not used in packs", yaml_hints.QUOTE)
        if event.tag is not None:
            fail(place, f"{event.tag}: tags are not used in packs", yaml_hints.QUOTE)
        if isinstance(event, yaml.ScalarEvent):
            plain = event.implicit[0]
            return Node(resolve(event.value, place) if plain else event.value, place)
        self.depth += 1
        if self.depth > MAX_DEPTH:
            fail(place, f"nested more than {MAX_DEPTH} deep")
        node = self._map(place) if isinstance(event, yaml.MappingStartEvent) else self._list(place)
        self.depth -= 1
        return node

    def _list(self, place: Place) -> Node:
        import yaml

        members = []
        while not isinstance(event := next(self.events), yaml.SequenceEndEvent):
            members.append(self._node(event))
        return Node(members, place)

    def _map(self, place: Place) -> Node:
        import yaml

        members: dict[str, Node] = {}
        keys: dict[str, Place] = {}
        while not isinstance(event := next(self.events), yaml.MappingEndEvent):
            at = self._place(event)
            if not isinstance(event, yaml.ScalarEvent):
                fail(at, "a list or a mapping cannot be a key", yaml_hints.QUOTE)
            key = event.value
            if event.anchor is not None or event.tag is not None or (key == "<<" and event.implicit[0]):
                fail(at, "anchors, tags and merge keys are not used in packs", yaml_hints.QUOTE)
            if key in members:
                fail(at, f"the key {key!r} stands here a second time (first in line {keys[key].line})", "keep one")
            members[key], keys[key] = self._node(next(self.events)), at
        return Node(members, place, keys)
