"""What takes a candidate away: edges, longer words around it, guards that cover it, a quotation, a question."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Sequence
from functools import cached_property
from itertools import accumulate

from svcnorm.patterns.places import Place
from svcnorm.patterns.ruler import NEXT, Ruler
from svcnorm.patterns.values import Hit, Phrases


class Walls:
    """Places of one guard in a turn, for quick answers. An answer is None, or why it is only possible (empty: sure)."""

    def __init__(self, places: Sequence[Place]) -> None:
        self.sure = _Spans(p for p in places if not p.reason)
        self.possible = _Spans(p for p in places if p.reason)
        self._reason = next((p.reason for p in places if p.reason), "")

    def cover(self, hit: Hit) -> str | None:
        """A place of the guard holds the whole hit."""
        if self.sure.cover(hit.start, hit.end):
            return ""
        return self._reason if self.possible.cover(hit.start, hit.end) else None

    def quote(self, hit: Hit, ruler: Ruler) -> str | None:
        """A place of the guard holds the hit, or ends directly before it."""
        first, last = ruler.back(hit.start, NEXT)
        if self.sure.cover(hit.start, hit.end) or self.sure.ends_in(first, last):
            return ""
        possible = self.possible.cover(hit.start, hit.end) or self.possible.ends_in(first, last)
        return self._reason if possible else None


class _Spans:
    """Sorted spans."""

    def __init__(self, places: Iterable[Place]) -> None:
        self.places = list(places)
        self.starts = [p.start for p in self.places]

    @cached_property
    def reach(self) -> Sequence[int]:
        """The furthest end among the spans up to each."""
        return list(accumulate((p.end for p in self.places), max))

    @cached_property
    def ends(self) -> Sequence[int]:
        return sorted(p.end for p in self.places)

    def cover(self, start: int, end: int) -> bool:
        before = bisect_right(self.starts, start)
        return before > 0 and self.reach[before - 1] >= end

    def ends_in(self, first: int, last: int) -> bool:
        return bisect_left(self.ends, first) < bisect_right(self.ends, last)


# The walls of a guard, None where it does not stand; asked with its pattern, and whether that is a longer word.
Find = Callable[[str, bool], Walls | None]


def filtered(hit: Hit, phrases: Phrases, quotation: Sequence[str], ruler: Ruler, walls: Find) -> Hit:
    """The hit as it is after the filters of its wording, in their fixed order; the first that acts is named.

    A guard that is itself only possible does not take the hit away: it makes it possible. Nothing
    takes away that the engine gave up.
    """
    if hit.reason == "limit_hit":
        return hit
    if not on_edges(hit, phrases.edges, ruler):
        return hit._replace(dropped=f"edge {phrases.edges}")
    for kind, guards in (("not_inside", phrases.not_inside), ("guard", phrases.unless), ("quotation", quotation)):
        for guard in guards:
            wall = walls(guard, kind == "not_inside")
            if wall is None:
                continue
            doubt = wall.quote(hit, ruler) if kind == "quotation" else wall.cover(hit)
            if doubt == "":
                return hit._replace(dropped=f"{kind} {guard}")
            if doubt:
                hit = hit._replace(sure=False, reason=hit.reason or doubt)
    if phrases.question and ruler.asks(hit.end - 1) != (phrases.question == "only"):
        return hit._replace(dropped="question")
    return hit


def is_word(place: Place, ruler: Ruler) -> bool:
    """A place of a longer word has no pause in it: 行，不行 is not 行不行."""
    return not ruler.edges_between(place.start + 1, place.end - 1)


def on_edges(hit: Hit, edges: str, ruler: Ruler) -> bool:
    """Both ends of the hit lie on what `edges` asks for; fillers beside a clause or turn edge do not count."""
    if edges == "clause":
        return ruler.marked("^", hit.start, behind=False) and ruler.marked("$", hit.end, behind=True)
    if edges == "turn":
        return ruler.marked("^^", hit.start, behind=False) and ruler.marked("$$", hit.end, behind=True)
    if edges == "token":
        return not _straddled(hit, ruler)
    return True


def _straddled(hit: Hit, ruler: Ruler) -> bool:
    """A dictionary word crosses an end of the hit and ends inside it. A word around the whole hit does not count."""
    is_edge = ruler.text.is_token_edge
    if is_edge(hit.start) and is_edge(hit.end):
        return False
    return any(is_edge(p) for p in range(hit.start + 1, hit.end))
