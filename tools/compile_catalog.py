"""Compiles the shipped translations (.po) to the form that the program reads (.mo), and checks that none lacks.

python tools/compile_catalog.py            compile every catalogue
python tools/compile_catalog.py --check    change nothing; exit 1 if a catalogue is stale or lacks a text
"""

from __future__ import annotations

import ast
import json
import struct
import sys
from collections.abc import Iterator
from pathlib import Path

from jinja2 import Environment
from jinja2.ext import extract_from_ast

SOURCE = Path(__file__).resolve().parent.parent / "src" / "svcnorm"
MARKS = {"_": 1, "N_": 1, "ngettext": 2}
"""The functions that mark a text for translation, and how many of their arguments are texts."""

Messages = dict[tuple[str, str], tuple[str, ...]]
"""(text, its plural or an empty text) -> translations."""


def read_po(text: str) -> Messages:
    """The messages of a .po file. Raises ValueError with the line number for what it cannot read."""
    messages: Messages = {}
    entry: dict[str, str] = {}
    field = ""
    for number, raw in enumerate([*text.splitlines(), ""], 1):
        line = raw.strip()
        if line.startswith("#"):
            continue
        if not line:
            _keep(entry, messages, number)
            entry, field = {}, ""
        elif line.startswith('"') and field:
            entry[field] += json.loads(line)
        else:
            field, _, quoted = line.partition(" ")
            if field not in ("msgid", "msgid_plural", "msgstr") and not field.startswith("msgstr["):
                raise ValueError(f"line {number}: {field!r} is not understood")
            if field in entry:
                raise ValueError(f"line {number}: a blank line is missing before {line!r}")
            entry[field] = json.loads(quoted)
    return messages


def _keep(entry: dict[str, str], messages: Messages, number: int) -> None:
    if not entry:
        return
    key = (entry["msgid"], entry.get("msgid_plural", ""))
    if key in messages:
        raise ValueError(f"line {number}: {key[0]!r} stands twice")
    translations = tuple(text for field, text in entry.items() if field.startswith("msgstr"))
    if not all(translations):
        raise ValueError(f"line {number}: {key[0]!r} is not translated")
    messages[key] = translations


def compile_mo(messages: Messages) -> bytes:
    """The .mo file of `messages`: the same bytes for the same messages, whatever their order."""
    pairs = sorted(
        ("\0".join(part for part in key if part).encode(), "\0".join(texts).encode()) for key, texts in messages.items()
    )
    at = 28 + 16 * len(pairs)
    tables: list[bytes] = []
    body = b""
    for side in (0, 1):
        for pair in pairs:
            tables.append(struct.pack("<II", len(pair[side]), at + len(body)))
            body += pair[side] + b"\0"
    head = struct.pack("<7I", 0x950412DE, 0, len(pairs), 28, 28 + 8 * len(pairs), 0, at)
    return head + b"".join(tables) + body


def used_messages(source: Path = SOURCE) -> Iterator[tuple[str, str, str]]:
    """Every text that code and templates mark for translation, as (text, plural or empty, file:line).

    Raises ValueError for a mark whose text is not written out.
    """
    for path in sorted(source.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in MARKS):
                continue
            place = f"{path.relative_to(source).as_posix()}:{node.lineno}"
            texts = [a.value for a in node.args[: MARKS[node.func.id]] if isinstance(a, ast.Constant)]
            if len(texts) == MARKS[node.func.id] and all(isinstance(text, str) for text in texts):
                yield str(texts[0]), str(texts[1]) if len(texts) > 1 else "", place
            elif not _by_table(node):
                raise ValueError(f"{place}: the text of {node.func.id}() must be written out")
    yield from _used_in_templates(source)


def _used_in_templates(source: Path) -> Iterator[tuple[str, str, str]]:
    for path in sorted(source.rglob("templates/**/*.html")):
        parsed = Environment().parse(path.read_text(encoding="utf-8"))
        for line, mark, found in extract_from_ast(parsed, tuple(MARKS)):
            place = f"{path.relative_to(source).as_posix()}:{line}"
            texts = (found if isinstance(found, tuple) else (found,))[: MARKS[mark]]
            if not all(texts):
                raise ValueError(f"{place}: the text of {mark}() must be written out")
            yield str(texts[0]), str(texts[1]) if len(texts) > 1 else "", place


def _by_table(node: ast.Call) -> bool:
    """`_(TABLE[code])` and `_(TABLE.get(code, code))` look up a text that was marked in its table."""
    first = node.args[0] if node.args else None
    by_get = isinstance(first, ast.Call) and isinstance(first.func, ast.Attribute) and first.func.attr == "get"
    return by_get or isinstance(first, ast.Subscript)


def complaints(po: Path, source: Path = SOURCE) -> list[str]:
    """What is wrong with a catalogue: texts it lacks, texts that nothing uses, a stale .mo."""
    messages = read_po(po.read_text(encoding="utf-8"))
    used = {(text, plural): place for text, plural, place in used_messages(source)}
    found = [f"{place}: no translation of {key[0]!r}" for key, place in used.items() if key not in messages]
    found += [f"{po.name}: nothing uses {key[0]!r}" for key in messages if key[0] and key not in used]
    mo = po.with_suffix(".mo")
    if not mo.exists() or mo.read_bytes() != compile_mo(messages):
        found.append(f"{mo.name} is stale: run python tools/compile_catalog.py")
    return found


def main(arguments: list[str]) -> int:
    """Compile, or with --check complain; returns the exit code."""
    found: list[str] = []
    for po in sorted((SOURCE / "locale").glob("*/LC_MESSAGES/*.po")):
        if "--check" not in arguments:
            po.with_suffix(".mo").write_bytes(compile_mo(read_po(po.read_text(encoding="utf-8"))))
        found += complaints(po)
    print("\n".join(found), file=sys.stderr, end="\n" if found else "")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
