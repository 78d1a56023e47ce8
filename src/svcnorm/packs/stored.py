"""Loaded rules as data and back, so that a run parses no YAML and no pattern."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from svcnorm.judging.ruleset import Rules
from svcnorm.packs.encode import decode, encode
from svcnorm.timeline.vocabulary import Vocabulary


def to_data(rules: Rules) -> dict[str, Any]:
    """Rules as JSON-able data."""
    vocabulary = rules.vocabulary
    return {
        "program": vocabulary.program.to_compact(),
        "vocabulary": [encode(part if not isinstance(part, Mapping) else dict(part)) for part in vocabulary[1:]],
        "rules": encode(rules.rules),
        "handbooks": encode(rules.handbooks),
        "packs": encode(rules.packs),
        "tool": dict(rules.tool),
    }


def from_data(data: Mapping[str, Any]) -> Rules:
    """The rules that `to_data` wrote. Raises KeyError, TypeError, IndexError or ValueError for anything else."""
    from svcnorm.patterns import Program

    situations, events, attributes, settings, backchannel = (decode(part) for part in data["vocabulary"])
    program = Program.from_data(data["program"])
    vocabulary = Vocabulary(program, situations, events, attributes, settings, backchannel)
    rules, handbooks, packs = (decode(data[part]) for part in ("rules", "handbooks", "packs"))
    return Rules(vocabulary, rules, handbooks, packs, data["tool"])
