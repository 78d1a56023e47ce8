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
    for kind, guards in (("not_inside", phrases.not_inside), ("guard", phrases.unless)):
        hit = _covered(hit, kind, guards, find)
        if hit.dropped:
            return hit
    for guard in quotation:
        hit = _guarded(hit, "quotation", guard, [p for p in find(guard) if _quotes(p, hit, ruler)])
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


def _covered(hit: Hit, kind: str, guards: Sequence[str], find: Find) -> Hit:
    for guard in guards:
        hit = _guarded(hit, kind, guard, [p for p in find(guard) if p.start <= hit.start and hit.end <= p.end])
        if hit.dropped:
            break
    return hit


def _guarded(hit: Hit, kind: str, guard: str, acting: Sequence[Place]) -> Hit:
    """The hit dropped by a guard that is sure, or possible by one that is not."""
    if not acting:
        return hit
    if all(p.reason for p in acting):
        return hit._replace(sure=False, reason=hit.reason or acting[0].reason)
    return hit._replace(dropped=f"{kind} {guard}")


def _quotes(guard: Place, hit: Hit, ruler: Ruler) -> bool:
    """The words that introduce a quotation cover the hit, or stand directly before it."""
    if guard.start <= hit.start and hit.end <= guard.end:
        return True
    first, last = ruler.ahead(guard.end, NEXT)
    return first <= hit.start <= last
