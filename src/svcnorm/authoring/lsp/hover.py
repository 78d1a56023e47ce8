"""What an author sees about a name: the clause of a norm, what a rule does, what a set holds, what a slot finds."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from svcnorm.authoring.lsp.words import Word, word_at
from svcnorm.authoring.lsp.workshop import Workshop
from svcnorm.i18n import _
from svcnorm.i18n.names import SEVERITIES, named
from svcnorm.model.errors import SvcnormError
from svcnorm.packs.nodes import Node, one_or_many
from svcnorm.packs.norms import read_norms
from svcnorm.packs.opened import OpenPack, Shelf
from svcnorm.patterns.slots import NAMES, doc

SHOWN = 12
"""Members of a set that are shown."""


def hover(workshop: Workshop, path: Path, text: str, line: int, column: int) -> tuple[str, int, int] | None:
    """Markdown about what stands there, and from which to which column; None where there is nothing to say."""
    lines = text.splitlines()
    word = word_at(lines[line], column) if 0 <= line < len(lines) else None
    if word is None:
        return None
    told = "\n\n".join(_told(workshop, path, word))
    return (told, word.start, word.end) if told else None


def _told(workshop: Workshop, path: Path, word: Word) -> Iterator[str]:
    if word.mark == "{" and word.text in NAMES:
        yield f"`{{{word.text}}}` {doc(word.text)}"
        return
    pack = workshop.latest(path)
    if pack is None:
        return
    with suppress(SvcnormError):
        if word.mark == "@":
            yield from _set(pack, word.text)
        elif word.mark == "$":
            if word.text in pack.resolved.vars:
                yield f"`${word.text}` = {_written(pack.resolved.vars[word.text])}"
        else:
            yield from _norm(workshop.shelf(path), pack, word.text)
            yield from _rule(pack, word.text)


def _set(pack: OpenPack, name: str) -> Iterator[str]:
    node = pack.resolved.sets.get(name)
    if node is None:
        return
    members = node.value.get("any_of", node) if node.is_map else node
    shown = [_written(member) for member in one_or_many(members)]
    more = f"\n- … {len(shown) - SHOWN}" if len(shown) > SHOWN else ""
    yield f"**@{name}** {node.place}\n\n" + "\n".join(f"- `{each}`" for each in shown[:SHOWN]) + more


def _norm(shelf: Shelf, pack: OpenPack, name: str) -> Iterator[str]:
    """The norm in this pack, or in a handbook that is open or in use."""
    for handbook in _handbooks(shelf, pack):
        norms, bindings = read_norms(handbook.resolved)
        for norm in norms:
            if norm.id == name:
                from svcnorm.report.rule_words import STATUSES

                clause = _(", ").join(part for part in (handbook.resolved.pack.title, norm.clause) if part)
                yield f"**{norm.id} {norm.title}**\n\n{clause}\n\n{named(STATUSES, norm.status)}"
                rules = list(dict.fromkeys(bound.rule for bound in bindings if bound.norm == name))
                if rules:
                    yield _("rules") + ": " + ", ".join(f"`{rule}`" for rule in rules)
                for label, value in ((_("left over"), norm.leaves), (_("look at"), norm.look_at)):
                    if value:
                        yield f"{label}: {value}"
                return


def _handbooks(shelf: Shelf, pack: OpenPack) -> Iterator[OpenPack]:
    yield pack
    for name in shelf.names():
        with suppress(SvcnormError):
            other = shelf.open(name)
            if other.resolved.norms and other.name != pack.name:
                yield other


def _rule(pack: OpenPack, name: str) -> Iterator[str]:
    source = pack.resolved.rules.get(name)
    if source is None or not source.node.is_map:
        return
    members = source.node.value
    title, severity = (_written(members[key]) if key in members else "" for key in ("title", "severity"))
    grave = f" ({named(SEVERITIES, severity)})" if severity in SEVERITIES else ""
    yield f"**{name}** {title}{grave}\n\n{source.node.place}"


def _written(node: Node) -> str:
    """A value as one would write it, in short."""
    if node.is_list:
        return ", ".join(_written(member) for member in node.value)
    if node.is_map:
        return ", ".join(f"{key}: {_written(member)}" for key, member in node.value.items())
    return str(node.value)
