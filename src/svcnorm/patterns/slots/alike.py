"""Ways to say a value that are not its own words: 王 for 王建国, 局长 for 副局长, 王总 for 总经理."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from svcnorm.patterns.slots.people import surname_at


def surname(said: str, wanted: str) -> bool:
    """The surname of a full name, or of a name with a title behind it."""
    length, _often = surname_at(wanted, 0)
    return said == wanted or (length > 0 and said == wanted[:length])


def title(said: str, wanted: str) -> bool:
    """The end of a longer title, as people shorten it (副局长 is 局长), or its one character (总经理 is 总)."""
    return wanted.endswith(said) or (len(said) == 1 and said in wanted)


SAME: Mapping[str, Callable[[str, str], bool]] = {"surname": surname, "title": title}
"""By slot; others must say the value itself."""
