"""What a rule comes to, whatever its wordings are numbered: with all that it refers to, so that two can be compared."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from typing import Any

from svcnorm.model.rules import Condition, Rule, Selector
from svcnorm.patterns.nodes import SetRef
from svcnorm.patterns.program import Program
from svcnorm.patterns.values import Phrases
from svcnorm.timeline.vocabulary import Vocabulary


def meaning(rule: Rule, vocabulary: Vocabulary) -> Mapping[str, str]:
    """A hash of every field of a rule."""
    spelled = Spelled(vocabulary)
    return {name: _hash(spelled.of(value)) for name, value in rule._asdict().items() if name != "pack"}


class Spelled:
    """Values of rules as JSON-able data, names replaced by what they stand for."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._vocabulary = vocabulary
        self._sets: dict[str, frozenset[str]] = {}

    def of(self, value: Any) -> Any:
        """The value, spelled out."""
        if isinstance(value, Selector):
            return [self._fields(value._replace(phrases=-1)), self._wording(value), self._named(value)]
        if isinstance(value, Condition) and value.kind == "situation":
            return [self._fields(value), self._situation(value.name)]
        if isinstance(value, Mapping):
            return {str(name): self.of(each) for name, each in value.items()}
        if isinstance(value, frozenset):
            return sorted(value)
        if isinstance(value, tuple):
            return self._fields(value) if hasattr(value, "_fields") else [self.of(each) for each in value]
        return value

    def _fields(self, value: Any) -> list[Any]:
        return [type(value).__name__, *(self.of(each) for each in value)]

    def _wording(self, selector: Selector) -> Any:
        if selector.phrases < 0:
            return None
        program = self._vocabulary.program
        phrases = program.phrases(selector.phrases)
        return [list(phrases), {name: list(program.members(name)) for name in sorted(self._reached(phrases))}]

    def _named(self, selector: Selector) -> Any:
        if selector.head == "situation":
            return [self._situation(name) for name in selector.names]
        if selector.head == "event":
            known = self._vocabulary.events
            return [self.of(known[name]) for name in selector.names if name in known]
        return None

    def _situation(self, name: str) -> Any:
        return self.of(self._vocabulary.situations[name])

    def _reached(self, phrases: Phrases) -> set[str]:
        """The sets that a wording refers to, directly or through others."""
        found: set[str] = set()
        left = list(_sets(self._vocabulary.program, phrases))
        while left:
            name = left.pop()
            if name not in found:
                found.add(name)
                left += _sets(self._vocabulary.program, self._vocabulary.program.members(name))
        return found


def _sets(program: Program, phrases: Phrases) -> Iterator[str]:
    for source in (*phrases.any_of, *phrases.unless, *phrases.not_inside):
        yield from _names(program.parsed(source))


def _names(part: Any) -> Iterator[str]:
    if isinstance(part, SetRef):
        yield part.name
    elif isinstance(part, tuple):
        for each in part:
            yield from _names(each)


def _hash(value: Any) -> str:
    canonical = json.dumps(value, ensure_ascii=True, sort_keys=True)
    return hashlib.blake2b(canonical.encode(), digest_size=16).hexdigest()
