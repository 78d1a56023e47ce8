"""Joins: from where the parts of a pattern stand to where the pattern stands; nothing is multiplied out."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from svcnorm.patterns.nodes import (
    Both,
    Chain,
    Choice,
    Element,
    Expression,
    Gap,
    Literal,
    Mark,
    Maybe,
    Not,
    Pattern,
    Run,
    SetRef,
    SlotRef,
)
from svcnorm.patterns.places import Key, Place, best, keep
from svcnorm.patterns.ruler import NEXT

if TYPE_CHECKING:
    from svcnorm.patterns.match import TurnMatch

# Pairs of places looked at for one pattern in one turn, before the engine gives up and says so.
STEP_LIMIT = 20_000

BESIDE = Gap(0, 0, one_clause=True)
PAIR = Gap(0, 12)


class StepLimit(Exception):
    """A pattern needs more than `STEP_LIMIT` steps in one turn."""


class Join:
    """Joins the places of one pattern's parts, counting steps."""

    def __init__(self, turn: TurnMatch) -> None:
        self.turn = turn
        self.ruler = turn.ruler
        self.steps = 0
        self._kept: dict[int, list[Place]] = {}

    def step(self, count: int) -> None:
        self.steps += count
        if self.steps > STEP_LIMIT:
            raise StepLimit

    def pattern(self, pattern: Pattern, guard: bool) -> list[Place]:
        """Every place of a pattern; of a guard, with what the gaps at its ends reach."""
        if isinstance(pattern, Expression):
            from svcnorm.patterns import expression

            return [Place(*span) for span in expression.places(pattern, self.turn.text)]
        if isinstance(pattern, Both):
            return self.both(pattern)
        return self.chain(pattern) if guard else self.trimmed(pattern)

    def trimmed(self, chain: Chain) -> list[Place]:
        """Places of a chain without what the gaps at its ends reach; as much as they ask for must be there."""
        found = self.chain(chain._replace(before=None, after=None))
        if chain.before and chain.before.least:
            found = [p for p in found if _reaches(self.ruler.back(p.start, chain.before))]
        if chain.after and chain.after.least:
            found = [p for p in found if _reaches(self.ruler.ahead(p.end, chain.after))]
        return found

    def element(self, node: Element) -> Sequence[Place]:
        """Every place of an element, sorted by start."""
        if isinstance(node, Literal):
            return self.turn.literal(node)
        if isinstance(node, SetRef):
            return self.turn.members(node.name)
        if id(node) not in self._kept:
            if isinstance(node, SlotRef):
                self._kept[id(node)] = self.turn.slot(node)
            else:
                found = self.turn.literals(node.words)
                found += [p for option in node.options for p in self.chain(option)]
                self._kept[id(node)] = best(found)
        return self._kept[id(node)]

    def chain(self, chain: Chain) -> list[Place]:
        """Runs joined over their gaps. A run that may be empty is left out together with one of its gaps."""
        placed: dict[int, Sequence[Place]] = {}
        # Slots last: they are dear, and where the words around them are missing nobody need ask.
        for i in sorted(range(len(chain.runs)), key=lambda i: (chain.runs[i].may_be_empty, _asks_slot(chain.runs[i]))):
            placed[i] = self.run(chain.runs[i])
            if not placed[i] and not chain.runs[i].may_be_empty:
                return []
        open_gap: dict[Gap | None, dict[Key, Place]] = {}
        may_begin = True
        for i, run in enumerate(chain.runs):
            reached: dict[Gap | None, dict[Key, Place]] = {}
            for pending, states in open_gap.items():
                gap = _wider(pending, chain.gaps[i - 1])
                keep(reached.setdefault(None, {}), self.join(states, gap, placed[i]))
                if run.may_be_empty:
                    keep(reached.setdefault(gap, {}), states.values())
            if may_begin:
                keep(reached.setdefault(None, {}), placed[i])
            may_begin = may_begin and run.may_be_empty
            open_gap = reached
        found = best(p for states in open_gap.values() for p in states.values())
        if chain.asks != (-1, -1):
            found = [p for p in found if self.ruler.asks_near(p.start, p.end, *chain.asks)]
        return self.stretch(found, chain.before, chain.after)

    def stretch(self, found: list[Place], before: Gap | None, after: Gap | None) -> list[Place]:
        """Places grown by the gaps at the ends of a chain in brackets; an end of an utterance is not taken in last."""
        words = self.turn.text.skeleton
        if before:
            grown = ((p, s) for p in found for s in self.span(self.ruler.back(p.start, before)))
            found = best(p._replace(start=s) for p, s in grown if words[s] != "\n")
        if after:
            grown = ((p, e) for p in found for e in self.span(self.ruler.ahead(p.end, after)))
            found = best(p._replace(end=e) for p, e in grown if words[e - 1] != "\n")
        return found

    def span(self, bounds: Key) -> range:
        reach = range(bounds[0], bounds[1] + 1)
        self.step(len(reach))
        return reach

    def join(self, states: dict[Key, Place], gap: Gap, found: Sequence[Place]) -> Iterable[Place]:
        """Every state continued by every place that its gap reaches."""
        starts = [p.start for p in found]
        walls = self.element(gap.without) if gap.without is not None and states and found else ()
        for state in states.values():
            first, last = self.ruler.ahead(state.end, gap)
            if walls:
                # Beyond the first end of what must not stand in between, nothing can be reached any more.
                last = min((last, *(w.end - 1 for w in walls if w.start >= state.end)))
                self.step(len(walls))
            begin = bisect_left(starts, first)
            self.step(1)
            while begin < len(found) and starts[begin] <= last:
                self.step(1)
                nxt = found[begin]
                yield Place(state.start, nxt.end, state.slots + nxt.slots, state.reason or nxt.reason)
                begin += 1

    def run(self, run: Run) -> Sequence[Place]:
        """Items that follow each other directly, then the guards on what stands before them."""
        if len(run.items) == 1 and not run.behind:
            only = run.items[0]
            if not isinstance(only, (Maybe, Mark, Not)):
                return self.element(only)
        states: dict[Key, Place] = {}
        marks: list[Mark] | None = []  # marks before the first element; None when it cannot begin any more
        for item in run.items:
            if isinstance(item, Mark):
                states = {k: p for k, p in states.items() if self.holds(item, p.end, behind=True)}
                if marks is not None:
                    marks.append(item)
            elif isinstance(item, Not):
                states = self.unguarded(item, states, ahead=True)
            else:
                found = self.element(item.body if isinstance(item, Maybe) else item)
                reached: dict[Key, Place] = {}
                keep(reached, self.join(states, NEXT, found))
                if marks is not None:
                    self.step(len(found))
                    keep(reached, (p for p in found if all(self.holds(m, p.start, behind=False) for m in marks)))
                if isinstance(item, Maybe):
                    keep(reached, states.values())
                else:
                    marks = None
                states = reached
                if not states and marks is None:
                    return []
        for guard in run.behind:
            states = self.unguarded(guard, states, ahead=False)
        return best(states.values())

    def holds(self, mark: Mark, p: int, behind: bool) -> bool:
        """The mark is true at position `p`, where an element ends (`behind`) or begins."""
        if mark.kind == "?":
            return self.ruler.asks(p - 1 if behind else p)
        return self.ruler.marked(mark.kind, p, behind)

    def unguarded(self, guard: Not, states: dict[Key, Place], ahead: bool) -> dict[Key, Place]:
        """States that no guard stands beside. Of several ways from one start (one end) the longest counts,
        so that a shorter one cannot slip past the guard."""
        longest: dict[int, int] = {}
        for start, end in states:
            if ahead:
                longest[start] = max(longest.get(start, end), end)
            else:
                longest[end] = min(longest.get(end, start), start)
        walls = sorted(self.element(guard.body), key=lambda w: w.start if ahead else w.end)
        sides = [w.start if ahead else w.end for w in walls]
        kept = {}
        for (start, end), place in states.items():
            if longest[start if ahead else end] != (end if ahead else start):
                continue
            first, last = self.ruler.ahead(end, BESIDE) if ahead else self.ruler.back(start, BESIDE)
            beside = walls[bisect_left(sides, first) : bisect_right(sides, last)]
            self.step(1 + len(beside))
            if all(w.reason for w in beside):
                doubt = beside[0].reason if beside else ""
                kept[start, end] = place._replace(reason=place.reason or doubt)
        return kept

    def both(self, pattern: Both) -> list[Place]:
        """Two chains in either order, with one edge of a clause between them at most."""
        first, second = self.trimmed(pattern.first), self.trimmed(pattern.second)
        found = []
        for left, right in ((first, second), (second, first)):
            starts = [p.start for p in right]
            for place in left:
                nearest, last = self.ruler.ahead(place.end, PAIR)
                begin = bisect_left(starts, nearest)
                while begin < len(right) and starts[begin] <= last:
                    self.step(1)
                    other = right[begin]
                    if self.ruler.edges_between(place.end, other.start) <= 1:
                        reason = place.reason or other.reason
                        found.append(Place(place.start, other.end, place.slots + other.slots, reason))
                    begin += 1
        return best(found)


def _asks_slot(run: Run) -> bool:
    return any(isinstance(item, SlotRef) for item in run.items)


def _reaches(bounds: Key) -> bool:
    return bounds[0] <= bounds[1]


def _wider(one: Gap | None, other: Gap) -> Gap:
    """The gap that is left when what stood between two gaps is left out."""
    if one is None:
        return other
    without = one.without or other.without
    if one.without is not None and other.without is not None:
        without = Choice(one.without.words + other.without.words, one.without.options + other.without.options)
    one_clause = one.one_clause and other.one_clause
    return Gap(max(one.least, other.least), max(one.most, other.most), one_clause, without)
