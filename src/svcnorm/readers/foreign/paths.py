"""Paths into JSON: `Result.Sentences[].Text`, `nBest[0].display`, `data!json[]`.

`name` goes into an object, `[]` to each member of a list, `[0]` to one of them (`[-1]` to the last), `!json` into JSON
that stands in a text; `.` alone is the data itself. What is missing or null is not there: a path may lead to nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from typing import Any

from svcnorm.model.errors import InputError
from svcnorm.readers.checks import Place
from svcnorm.readers.json import loads

Step = str | int | None
"""A key, an index, None for each member."""
Found = tuple[Any, Place]

_STEP = re.compile(r"\.?([^.\[\]!]+)|\[(-?\d{1,9}|)\]|(!json)", re.ASCII)
JSON = "!json"


def find(data: Any, place: Place, path: str) -> Iterator[Found]:
    """Every value that a path leads to, with its place. Raises InputError for `!json` where no JSON stands."""
    return _walk(data, place, steps(path))


def first(data: Any, place: Place, paths: Sequence[str]) -> Found | None:
    """The first value that one of several paths leads to."""
    for path in paths:
        way = steps(path)
        if way == (path,) and path != JSON:  # Most fields are a key alone, which needs no walk.
            value = data.get(path) if isinstance(data, dict) else None
            found = None if value is None else (value, place.at(path))
        else:
            found = next(_walk(data, place, way), None)
        if found is not None:
            return found
    return None


def leads(data: Any, path: str) -> bool:
    """Whether a path leads to anything; text that holds no JSON leads nowhere."""
    try:
        return any(True for _ in find(data, Place(""), path))
    except InputError:
        return False


@cache
def steps(path: str) -> tuple[Step, ...]:
    """The steps of a path. Raises ValueError where it is none."""
    if path == ".":
        return ()
    found: list[Step] = []
    at = 0
    if not path or path.startswith("."):
        raise ValueError(f"“{path}” is no path")
    while at < len(path):
        match = _STEP.match(path, at)
        if match is None:
            raise ValueError(f"“{path}” is no path")
        key, index, json = match.groups()
        found.append(JSON if json else key if key is not None else int(index) if index else None)
        at = match.end()
    return tuple(found)


def _walk(data: Any, place: Place, rest: tuple[Step, ...]) -> Iterator[Found]:
    for number, step in enumerate(rest):
        if step is None:
            if isinstance(data, list):
                for index, member in enumerate(data):
                    yield from _walk(member, place.at(index), rest[number + 1 :])
            return
        if step == JSON:
            # Some systems give the object itself where others give it as text.
            data = _inside(data, place) if isinstance(data, str) else data
        elif isinstance(step, int):
            if not isinstance(data, list) or not -len(data) <= step < len(data):
                return
            data, place = data[step], place.at(step % len(data))
        else:
            if not isinstance(data, dict):
                return
            data, place = data.get(step), place.at(step)
    if data is not None:
        yield data, place


def _inside(text: str, place: Place) -> Any:
    """The JSON that stands in a text. Its lines are not those of the file."""
    try:
        return loads(text, place, strict=False)
    except InputError as error:
        raise place.error(error.message, excerpt=error.excerpt) from None
