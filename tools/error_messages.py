"""The texts of errors that the code can raise, found in its source: what the Chinese phrase book must hold.

python tools/error_messages.py            list the texts that lack a translation
python tools/error_messages.py --all      list all texts, as templates: {} stands for what is filled in
"""

from __future__ import annotations

import ast
import json
import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SOURCE = ROOT / "src" / "svcnorm"
BOOK = SOURCE / "locale" / "zh" / "errors.json"
PARTS = ("readers", "packs", "patterns", "review", "suppression", "audit", "cli", "scripts", "config.py")
ERRORS = ("InputError", "PackError", "ConfigError", "StoreError", "PatternError")
RAISE = (*ERRORS, "fail", "error", "_undecodable", "Wanted")
NAMED = ("message", "remedy", "what", "way_out", "braces")
CONSTANTS = ("REMEDY", "EXPECTED", "EXPECTED_HERE", "QUOTE", "_REMEDY", "_WITHIN", "_GUARD", "_MEMBERS", "_DEFINE")


def texts() -> Iterator[tuple[str, str]]:
    """(template, file:line) of every text that reaches an error."""
    for part in PARTS:
        place = SOURCE / part
        for path in sorted(place.rglob("*.py")) if place.is_dir() else [place]:
            if "lint" not in path.parts:
                tree = ast.parse(path.read_text(encoding="utf-8"))
                for node in ast.walk(tree):
                    for found in _handed_on(node):
                        for template in _templates(found):
                            if _is_words(template):
                                yield template, f"{path.relative_to(ROOT)}:{found.lineno}"


def _handed_on(node: ast.AST) -> list[ast.expr]:
    """Expressions of a node whose text may be shown: arguments of what raises, names that are kept for it."""
    if isinstance(node, ast.Call):
        name = node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")
        if name in RAISE:
            return [*node.args, *(word.value for word in node.keywords if word.arg in ("message", "remedy"))]
    if isinstance(node, ast.Assign):
        names = [leaf.id for target in node.targets for leaf in ast.walk(target) if isinstance(leaf, ast.Name)]
        if any(name in NAMED or name in CONSTANTS for name in names):
            return list(node.value.elts) if isinstance(node.value, ast.Tuple) else [node.value]
    if isinstance(node, ast.Return) and node.value is not None and _returns_text(node):
        return [node.value]
    return []


def _returns_text(node: ast.Return) -> bool:
    """Functions that make remedies return texts; other texts that are returned are not sentences."""
    return any(isinstance(leaf, (ast.JoinedStr, ast.Constant)) for leaf in ast.walk(node))


def _templates(node: ast.expr) -> Iterator[str]:
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value
    elif isinstance(node, ast.JoinedStr):
        yield "".join(part.value if isinstance(part, ast.Constant) else "{}" for part in node.values)
    elif isinstance(node, ast.IfExp):
        yield from (*_templates(node.body), *_templates(node.orelse))
    elif isinstance(node, ast.BoolOp):
        for value in node.values:
            yield from _templates(value)
    elif isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add):
        yield from (*_templates(node.left), *_templates(node.right))


def _is_words(template: str) -> bool:
    bare = template.replace("{}", "")
    return " " in bare.strip() and any(char.isalpha() and char.isascii() for char in bare)


def lacking() -> list[str]:
    """Texts that the phrase book has no translation of, with their place."""
    book = json.loads(BOOK.read_text(encoding="utf-8")) if BOOK.exists() else {}
    # A text that begins with a semicolon is put behind another.
    return [f"{place}: {text}" for text, place in texts() if text not in book and "{}" + text not in book]


def main(arguments: list[str]) -> int:
    """Print; returns 1 if a translation is lacking."""
    if "--all" in arguments:
        print("\n".join(dict.fromkeys(template for template, _place in texts())))
        return 0
    found = lacking()
    print("\n".join(found))
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
