"""The head of a text transcript: YAML between two lines of ---, read strictly."""

from __future__ import annotations

import re
from typing import Any

from svcnorm.model.errors import InputError

LONGEST = 256_000
"""Characters of front matter that are read at most."""
_INT = r"[-+]?(?:0|[1-9][0-9]{0,17})"
_FLOAT = r"[-+]?(?:[0-9]{1,17}\.[0-9]{0,17}|\.[0-9]{1,17}|[0-9]{1,17}(?:\.[0-9]{0,17})?[eE][-+]?[0-9]{1,3})"
_WORDS = {"true": True, "True": True, "false": False, "False": False, "null": None, "Null": None, "~": None, "": None}


def split(lines: list[str]) -> tuple[int, int] | None:
    """(first line of the head, line that closes it) as indexes, or None where a text has no head.

    The closing index is -1 where the head is never closed.
    """
    first = next((i for i, line in enumerate(lines) if line.strip()), None)
    if first is None or lines[first].rstrip() != "---":
        return None
    for index in range(first + 1, len(lines)):
        if lines[index].rstrip() in ("---", "..."):
            return first + 1, index
    return first + 1, -1


def parse(
    text: str, file: str, first_line: int, what: str = "the front matter", remedy: str = ""
) -> tuple[dict[str, Any], dict[str, int]]:
    """The data of front matter (or of another text, which errors call `what`), and the line of each value by pointer.

    Only what JSON has: texts, numbers, true, false, null, lists, maps. `9:00`, `no` and dates stay
    text. `first_line` is the number of the first line in its file. Raises InputError with the line, and with
    `remedy` where the text is no YAML.
    """
    import yaml

    if len(text) > LONGEST:
        way_out = "close it with a line of ---" if what == "the front matter" else "shorten it"
        raise InputError(f"{what} is too long", file=file, line=first_line, remedy=way_out)
    reader = _Reader(file, first_line, what)
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    try:
        for event in yaml.parse(text, Loader=loader):
            reader.refuse(event)
        root = yaml.compose(text, Loader=loader)
        data = {} if root is None else reader.value(root, "")
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line, column = (first_line + mark.line, mark.column + 1) if mark else (first_line, None)
        if "nesting depth" in str(error.problem):
            raise InputError(f"{what} is nested too deeply", file=file, line=line) from None
        message = f"{what} is not valid YAML: {error.problem or error.context}"
        raise InputError(message, file=file, line=line, column=column, remedy=remedy) from None
    except yaml.YAMLError as error:
        message = f"{what} is not valid YAML: {str(error).splitlines()[0]}"
        raise InputError(message, file=file, line=first_line, remedy=remedy) from None
    except RecursionError:
        raise InputError(f"{what} is nested too deeply", file=file, line=first_line) from None
    if not isinstance(data, dict):
        way_out = "write lines of “key: value”"
        raise InputError(f"{what} must hold keys and values", file=file, line=first_line, remedy=way_out)
    return data, reader.lines


class _Reader:
    """Turns YAML nodes into plain data and remembers their lines."""

    def __init__(self, file: str, first_line: int, what: str) -> None:
        self.file = file
        self.first_line = first_line
        self.what = what
        self.lines: dict[str, int] = {}

    def refuse(self, event: Any) -> None:
        """Anchors, aliases and tags have no place here."""
        kind = type(event).__name__
        if kind == "AliasEvent" or getattr(event, "anchor", None):
            raise self._error(event, f"anchors and aliases (& and *) are not allowed in {self.what}", "write it out")
        if getattr(event, "tag", None):
            raise self._error(event, f"the tag “{event.tag}” is not allowed in {self.what}", "leave it out")

    def value(self, node: Any, pointer: str) -> Any:
        """The plain data of a node."""
        self.lines[pointer] = self.first_line + int(node.start_mark.line)
        if node.id == "sequence":
            return [self.value(member, f"{pointer}/{index}") for index, member in enumerate(node.value)]
        if node.id == "scalar":
            return node.value if node.style else _plain(node.value)
        data: dict[str, Any] = {}
        for key_node, member in node.value:
            if key_node.id != "scalar":
                raise self._error(key_node, f"a key of {self.what} must be text")
            key = str(key_node.value)
            if key in data:
                raise self._error(key_node, f"the key “{key}” is given twice", "keep one of them")
            step = key.replace("~", "~0").replace("/", "~1")
            data[key] = self.value(member, f"{pointer}/{step}")
            self.lines[f"{pointer}/{step}"] = self.first_line + int(key_node.start_mark.line)
        return data

    def _error(self, item: Any, message: str, remedy: str = "") -> InputError:
        mark = item.start_mark
        line, column = self.first_line + mark.line, mark.column + 1
        return InputError(message, file=self.file, line=line, column=column, remedy=remedy)


def _plain(word: str) -> str | int | float | bool | None:
    """An unquoted scalar: a number, true, false, null, or text as it stands."""
    if word in _WORDS:
        return _WORDS[word]
    if re.fullmatch(_INT, word):
        return int(word)
    return float(word) if re.fullmatch(_FLOAT, word) else word
