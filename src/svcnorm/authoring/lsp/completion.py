"""What can be written where the cursor stands: sets, slots, values, rules, situations, events, norms."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from svcnorm.authoring.lsp.words import section
from svcnorm.authoring.lsp.workshop import Workshop
from svcnorm.model.errors import SvcnormError
from svcnorm.packs.norms import read_norms
from svcnorm.packs.opened import OpenPack
from svcnorm.patterns.slots import NAMES, doc
from svcnorm.timeline.signals import DERIVED

SET, SLOT, VALUE, RULE, SITUATION, EVENT, NORM = "set", "slot", "value", "rule", "situation", "event", "norm"


class Offer(NamedTuple):
    """One thing to write: from column `start` to the cursor it takes the place of what stands there."""

    text: str
    kind: str
    detail: str
    start: int


_BEFORE: Mapping[str, re.Pattern[str]] = {
    SET: re.compile(r"@(\w*)$"),
    SLOT: re.compile(r"\{(\w*)$"),
    VALUE: re.compile(r"\$(\w*)$"),
    RULE: re.compile(r"(?:\brule|\breplaces):\s*([\w.-]*)$"),
    SITUATION: re.compile(r"\bsituation:\s*\[?(?:[^\]]*,\s*)?(\w*)$"),
    EVENT: re.compile(r"\bevent:\s*\[?(?:[^\]]*,\s*)?(\w*)$"),
    NORM: re.compile(r"\bnorms:\s*\[(?:[^\]]*,\s*)?([\w.-]*)$"),
}
_KEY = re.compile(r"^\s+([\w.-]*)$")
KEYED = {"overrides": (NORM, RULE), "contents": (NORM,)}
"""Sections of a pack whose keys or members name what there is."""


def completion(workshop: Workshop, path: Path, text: str, line: int, column: int) -> list[Offer]:
    """All that can be written there, sorted by name."""
    lines = text.splitlines()
    before = lines[line][:column] if line < len(lines) else ""
    for kind, pattern in _BEFORE.items():
        found = pattern.search(before)
        if found:
            return list(_offers(workshop, path, (kind,), found.start(1)))
    key = _KEY.match(before)
    kinds = KEYED.get(section(lines, line), ()) if key else ()
    return list(_offers(workshop, path, kinds, key.start(1))) if key and kinds else []


def _offers(workshop: Workshop, path: Path, kinds: Iterable[str], start: int) -> Iterator[Offer]:
    if kinds == (SLOT,):
        yield from (Offer(name, SLOT, doc(name), start) for name in NAMES)
        return
    pack = workshop.latest(path)
    if pack is None:
        return
    for kind in kinds:
        # What is wrong in the pack is told as a diagnostic.
        with suppress(SvcnormError):
            named = NAMED[kind](pack)
            yield from (Offer(name, kind, detail, start) for name, detail in sorted(named.items()))


def _sets(pack: OpenPack) -> dict[str, str]:
    return {name: str(node.place) for name, node in pack.resolved.sets.items()}


def _rules(pack: OpenPack) -> dict[str, str]:
    rules = pack.resolved.rules
    titles = {name: source.node.value.get("title") for name, source in rules.items() if source.node.is_map}
    return {name: str(title.value) if title is not None else "" for name, title in titles.items()}


def _events(pack: OpenPack) -> dict[str, str]:
    return dict.fromkeys((*pack.resolved.events, *DERIVED), "")


def _norms(pack: OpenPack) -> dict[str, str]:
    return {norm.id: norm.title for norm in read_norms(pack.resolved)[0]}


NAMED: Mapping[str, Callable[[OpenPack], dict[str, str]]] = {
    SET: _sets,
    VALUE: lambda pack: dict.fromkeys(pack.resolved.vars, ""),
    RULE: _rules,
    SITUATION: lambda pack: {name: str(node.place) for name, node in pack.resolved.situations.items()},
    EVENT: _events,
    NORM: _norms,
}
