"""Literals: from characters as written to what stands in a text, with twins and numbers, and back to their places."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from svcnorm.model.errors import PackError
from svcnorm.patterns.nodes import Literal
from svcnorm.text.late import Late
from svcnorm.text.turntext import skeleton

Part = tuple[str, ...] | float
Numbers = Mapping[int, Sequence[tuple[int, float]]]  # start -> (end, value)

# A leading zero is part of a code (010, 007), not of a number.
_NUMBER = Late(r"(?<![0-9.])(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?![0-9])")


_FIGURE = Late("[0-9]")


class Twins:
    """Groups of forms that are one word in speech. Any of a group stands for any other in a literal."""

    def __init__(self, groups: Iterable[Sequence[str]] = ()) -> None:
        self._by_first: dict[str, list[tuple[str, tuple[str, ...]]]] = {}
        seen: set[str] = set()
        for group in groups:
            members = tuple(dict.fromkeys(skeleton(member) for member in group))
            for member in members:
                if not member or member in seen:
                    what = "stands in two groups of twins" if member else "is empty among the twins"
                    raise PackError(f"“{member}” {what}", remedy="name each form once")
                seen.add(member)
                self._by_first.setdefault(member[0], []).append((member, members))
        self.firsts = frozenset(self._by_first)
        for known in self._by_first.values():
            known.sort(key=lambda pair: -len(pair[0]))

    def at(self, text: str, position: int) -> tuple[str, tuple[str, ...]] | None:
        """The longest twin that stands at `position`, with its whole group."""
        for member, group in self._by_first.get(text[position], ()):
            if text.startswith(member, position):
                return member, group
        return None


def build(text: str, twins: Twins) -> Literal:
    """The literal for a skeleton: every twin is its group, every number in figures its value."""
    if twins.firsts.isdisjoint(text) and not _FIGURE.search(text):
        return exact(text)
    parts: list[Part] = []
    plain = ""
    position = 0
    while position < len(text):
        number = _NUMBER.match(text, position)
        twin = None if number else twins.at(text, position)
        if number is None and twin is None:
            plain += text[position]
            position += 1
            continue
        if plain:
            parts.append((plain,))
            plain = ""
        if number:
            parts.append(float(number.group()))
            position = number.end()
        elif twin:
            parts.append(twin[1])
            position += len(twin[0])
    if plain:
        parts.append((plain,))
    return Literal(text, tuple(parts))


def build_all(texts: Sequence[str], twins: Twins) -> tuple[Literal, ...]:
    """The literals for several skeletons."""
    together = "".join(texts)
    plain = twins.firsts.isdisjoint(together) and not _FIGURE.search(together)
    return tuple(map(exact, texts)) if plain else tuple([build(text, twins) for text in texts])


def exact(text: str) -> Literal:
    """The literal for a skeleton as it is: no twins, figures as written."""
    return Literal(text, ((text,),))


def is_exact(node: Literal) -> bool:
    """Nothing but its own characters stands for a literal."""
    return node.parts == ((node.text,),)


def may_stand(node: Literal, text: str) -> bool:
    """Every part of a literal that is no number stands somewhere in the text."""
    for part in node.parts:
        if not isinstance(part, float):
            for form in part:
                if form in text:
                    break
            else:
                return False
    return True


def places(parts: Sequence[Part], text: str, numbers: Numbers) -> list[tuple[int, int]]:
    """Every `(start, end)` in `text` where the parts follow each other without a gap, sorted."""
    spans = _first(parts[0], text, numbers)
    for part in parts[1:]:
        spans = {(start, after) for start, end in spans for after in _ends(part, text, end, numbers)}
        if not spans:
            break
    return sorted(spans)


def _first(part: Part, text: str, numbers: Numbers) -> set[tuple[int, int]]:
    if isinstance(part, float):
        return {(start, end) for start, ends in numbers.items() for end, value in ends if value == part}
    spans = set()
    for form in part:
        start = text.find(form)
        while start >= 0:
            spans.add((start, start + len(form)))
            start = text.find(form, start + 1)
    return spans


def _ends(part: Part, text: str, start: int, numbers: Numbers) -> list[int]:
    if isinstance(part, float):
        return [end for end, value in numbers.get(start, ()) if value == part]
    return [start + len(form) for form in part if text.startswith(form, start)]


def by_start(found: Iterable[tuple[int, int, float]]) -> Numbers:
    """What `find_numbers` gives, for look-up by the start of a number."""
    numbers: dict[int, list[tuple[int, float]]] = {}
    for start, end, value in found:
        numbers.setdefault(start, []).append((end, value))
    return numbers
