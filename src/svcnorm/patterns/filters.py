"""What takes a candidate away: edges, longer words around it, guards that cover it, a quotation, a question."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from svcnorm.patterns.places import Place
from svcnorm.patterns.ruler import NEXT, Ruler
from svcnorm.patterns.values import Hit, Phrases

# Where a pattern stands in this turn.
Find = Callable[[str], Sequence[Place]]


def filtered(hit: Hit, phrases: Phrases, quotation: Sequence[str], ruler: Ruler, find: Find) -> Hit:
    """The hit as it is after the filters of its wording, in their fixed order; the first that acts is named.

    A guard that is itself only possible does not take the hit away: it makes it possible. Nothing
    takes away that the engine gave up.
    """
    if hit.reason == "limit_hit":
        return hit
    if not on_edges(hit, phrases.edges, ruler):
        return hit._replace(dropped=f"edge {phrases.edges}")
    for kind, guards, acts in (
        ("not_inside", phrases.not_inside, _is_word_around),
        ("guard", phrases.unless, _covers),
        ("quotation", quotation, _quotes),
    ):
        for guard in guards:
            hit = _guarded(hit, f"{kind} {guard}", [p for p in find(guard) if acts(p, hit, ruler)])
            if hit.dropped:
                return hit
    if phrases.question and ruler.asks(hit.end - 1) != (phrases.question == "only"):
        return hit._replace(dropped="question")
    return hit


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


def _guarded(hit: Hit, guard: str, acting: Sequence[Place]) -> Hit:
    """The hit dropped by a guard that is sure, or possible by one that is not."""
    if not acting:
        return hit
    if all(p.reason for p in acting):
        return hit._replace(sure=False, reason=hit.reason or acting[0].reason)
    return hit._replace(dropped=guard)


def _covers(guard: Place, hit: Hit, ruler: Ruler) -> bool:
    return guard.start <= hit.start and hit.end <= guard.end


def _is_word_around(word: Place, hit: Hit, ruler: Ruler) -> bool:
    """A longer word holds the hit. A word has no pause in it: 行，不行 is not 行不行."""
    return _covers(word, hit, ruler) and not ruler.edges_between(word.start + 1, word.end - 1)


def _quotes(guard: Place, hit: Hit, ruler: Ruler) -> bool:
    """The words that introduce a quotation cover the hit, or stand directly before it."""
    first, last = ruler.ahead(guard.end, NEXT)
    return _covers(guard, hit, ruler) or first <= hit.start <= last
