"""A pack of imported rules as text: a rule a block, a phrase a line, what was left in the comment at the top."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from svcnorm.authoring.importing.drafts import Draft, Imported, Left
from svcnorm.i18n import _

_BARE = re.compile(r"[A-Za-z_][\w %-]*\Z")
_RESERVED = {"yes", "no", "on", "off", "true", "false", "null"}
LISTED = ("forbid", "require")
"""Constraints whose phrases stand a line each."""


def rule_id(number: int) -> str:
    """The id of the rule with that number, from 1."""
    return f"imported-{number}"


def text(found: Imported, pack: str, title: str, source: str) -> str:
    """The whole file."""
    return "\n".join([*_head(found.left, source), *_pack(pack, title), *_rules(found.drafts)]) + "\n"


def _head(left: Sequence[Left], source: str) -> Iterator[str]:
    yield f"# {_('Made from {file} by svcnorm rules import. Look through it: it is yours now.', file=_line(source))}"
    if left:
        yield f"# {_('What could not be imported:')}"
    for each in left:
        yield f"#   {left_line(each)}"


def left_line(left: Left) -> str:
    """What was left, in one line."""
    what = f" “{_line(left.what)}”" if left.what else ""
    return _("{where}{what}: {why}", where=_line(left.where), what=what, why=_line(left.why))


def _pack(pack: str, title: str) -> Iterator[str]:
    yield f"pack: {pack}"
    yield f"title: {flow(title)}"
    yield "version: 0.1.0"
    yield "rules:"


def _rules(drafts: Sequence[Draft]) -> Iterator[str]:
    for number, draft in enumerate(drafts, 1):
        yield f"  # {_line('; '.join((draft.where, *draft.notes)))}"
        yield f"  - id: {rule_id(number)}"
        yield f"    title: {flow(draft.title)}"
        yield f"    severity: {draft.severity}"
        yield f"    points: {draft.points:g}"
        for key, value in draft.body.items():
            yield from _constraint(key, value)
        yield f"    message: {flow(draft.message)}"
        if draft.suggest:
            yield f"    suggest: {flow(draft.suggest)}"
        else:
            yield f"    suggest: {flow(_('please say it in another way'))}     # {_('nothing was suggested')}"
        yield "    tests:"
        for expect, talks in (("violation", draft.hits), ("pass", draft.passes)):
            for talk in talks:
                yield f"      - {{expect: {expect}, turns: {flow(list(talk))}}}"


def _constraint(key: str, value: Any) -> Iterator[str]:
    if key in LISTED and isinstance(value, list):
        yield f"    {key}:"
        yield from (f"      - {flow(phrase)}" for phrase in value)
    elif key in LISTED and isinstance(value, Mapping) and isinstance(value.get("say"), list):
        yield f"    {key}:"
        yield "      say:"
        yield from (f"        - {flow(phrase)}" for phrase in value["say"])
        yield from (f"      {name}: {flow(member)}" for name, member in value.items() if name != "say")
    else:
        yield f"    {key}: {flow(value)}"


def flow(value: Any) -> str:
    """A value in one line of YAML."""
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{key}: {flow(member)}" for key, member in value.items()) + "}"
    if isinstance(value, (list, tuple)):
        return "[" + ", ".join(map(flow, value)) + "]"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, (int, float)):
        return f"{value:g}"
    written = str(value)
    plain = _BARE.match(written) and written.lower() not in _RESERVED
    return written if plain else json.dumps(written, ensure_ascii=False)


def _line(written: str) -> str:
    """Text of a file as part of a comment: in one line, and with nothing that YAML refuses."""
    return " ".join("".join(char if char.isprintable() else " " for char in written).split())
