"""Reads JSON: one conversation, or a list of them, in our own form or that of another system."""

from __future__ import annotations

import json
from typing import Any

from svcnorm.model.errors import InputError
from svcnorm.readers.canonical import EXPECTED
from svcnorm.readers.checks import Place
from svcnorm.readers.document import Document
from svcnorm.readers.format import Carries, Format, Read
from svcnorm.readers.options import ReadOptions

SUFFIXES = (".json", ".vcon")
EXPECTED_HERE = f"{EXPECTED}, or a list of such"


def claims(head: str, suffix: str) -> bool:
    """Text that begins like an object or a list of objects, or a file that is named .json."""
    start = head.lstrip()[:1]
    follows = head.lstrip()[1:].lstrip()[:1]
    return start == "{" or (start == "[" and follows in ("{", "]")) or suffix in SUFFIXES


def read(document: Document, options: ReadOptions) -> Read:
    """Each conversation of the file; a bad one in a list is an error in its place."""
    from svcnorm.readers.objects import REMEDY, conversations, data_of, separate

    label = document.label
    data = data_of(document.text(), Place(label), options)
    if data == []:
        raise InputError("the list holds no conversation", file=label, remedy=REMEDY)
    if not separate(data, options):
        yield from conversations(data, Place(label), label, document)
        return
    for index, item in enumerate(data):
        try:
            yield from conversations(item, Place(label, f"/{index}"), f"{label}#{index + 1}", document)
        except InputError as error:
            error.record = json.dumps(item, ensure_ascii=False)
            yield error


class NotANumber(InputError):
    """Text that would be JSON but for NaN or Infinity in it."""


def loads(text: str, place: Place, strict: bool = True) -> Any:
    """JSON without NaN, infinite numbers or keys given twice; not `strict`: with NaN and Infinity as null.

    Raises InputError with line and column, and NotANumber for these constants alone.
    """
    constant = _no_constant if strict else _nothing
    try:
        return json.loads(text, parse_constant=constant, parse_float=_finite, object_pairs_hook=_no_twins)
    except json.JSONDecodeError as error:
        raise InputError(
            f"this is not valid JSON: {error.msg}",
            file=place.file,
            line=error.lineno if place.line is None else place.line,
            column=error.colno,
            excerpt=text[max(0, error.pos - 40) : error.pos + 20].replace("\n", " "),
            remedy=EXPECTED_HERE
            if not text.lstrip().startswith(("{", "["))
            else "correct it there, or export it again",
        ) from None
    except _Refused as error:
        kind = NotANumber if isinstance(error, _Constant) else InputError
        raise kind(str(error), file=place.file, line=place.line, remedy="correct it, or leave it out") from None
    except RecursionError:
        raise InputError("the JSON is nested too deeply", file=place.file, line=place.line) from None
    except ValueError as error:
        raise InputError(f"this is not valid JSON: {error}", file=place.file, line=place.line) from None


class _Refused(ValueError):
    """JSON that parses and that we do not take."""


class _Constant(_Refused):
    """A number that JSON does not have."""


def _no_constant(name: str) -> float:
    raise _Constant(f"{name} is not a number that JSON allows")


def _nothing(name: str) -> None:
    return None


def _finite(digits: str) -> float:
    value = float(digits)
    if value in (float("inf"), float("-inf")):
        raise _Refused(f"the number {digits[:20]} is too large")
    return value


def _no_twins(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    data = dict(pairs)
    if len(data) < len(pairs):
        names = [key for key, _ in pairs]
        twin = next(name for index, name in enumerate(names) if name in names[:index])
        raise _Refused(f"the key “{twin}” is given twice")
    return data


FORMAT = Format(
    "json",
    SUFFIXES,
    claims,
    read,
    title="canonical JSON",
    known_by="turns, events",
    carries=Carries("stated", "s", events=True),
)
