"""A slow matcher to hold the fast one against: every mark as a set of spans, found by trying them all."""

from __future__ import annotations

from itertools import product

from svcnorm.patterns.nodes import Both, Chain, Choice, Expression, Gap, Literal, Mark, Maybe, Not, Run, SetRef

ADJACENT = Gap(0, 0)
BESIDE = Gap(0, 0, one_clause=True)


class Reference:
    """Spans of parsed patterns in one turn; `sets` maps names to (patterns, guards)."""

    def __init__(self, text, sets=None):
        self.text = text
        self.words = text.skeleton
        self.sets = sets or {}
        self.positions = range(len(self.words) + 1)

    def all_spans(self):
        return [(s, e) for s in self.positions for e in self.positions if s < e]

    def counts(self, p):
        return self.words[p] != "\n" and self.text.after_fillers(p) == p

    def reaches(self, end, start, gap):
        """From `end` to `start` there is as much as the gap says, and no stop."""
        if end > start or any(c in "。?" for c in self.words[end:start]):
            return False
        if gap.one_clause and any(self.text.is_clause_edge(q) for q in range(end, start + 1)):
            return False
        return gap.least <= sum(self.counts(p) for p in range(end, start)) <= gap.most

    def spans(self, node):
        kind = {
            Literal: self.literal, SetRef: self.set, Choice: self.choice, Run: self.run, Chain: self.chain,
            Both: self.both, Expression: self.expression,
        }[type(node)]  # fmt: skip
        return kind(node)

    def literal(self, node):
        forms = {"".join(form) for form in product(*node.parts)}
        bare, at = self.text.bare, self.text.bare_at
        found = {(s, e) for s, e in self.all_spans() if self.words[s:e] in forms}
        pairs = [(a, b) for a in range(len(bare)) for b in range(a + 1, len(bare) + 1)]
        return found | {(at[a], at[b - 1] + 1) for a, b in pairs if bare[a:b] in forms}

    def set(self, node):
        patterns, guards = self.sets[node.name]
        walls = set().union(*(self.guard(g) for g in guards)) if guards else set()
        found = set().union(*(self.pattern(p) for p in patterns))
        return {(s, e) for s, e in found if not any(a <= s and e <= b for a, b in walls)}

    def choice(self, node):
        return set().union(*map(self.literal, node.words), *map(self.chain, node.options))

    def expression(self, node):
        import re

        at = self.text.at
        found = set()
        for match in re.finditer(node.source, self.text.folded):
            inside = [p for p in range(len(at)) if match.start() <= at[p] < match.end()]
            found |= {(inside[0], inside[-1] + 1)} if inside else set()
        return found

    def mark(self, mark, p, behind):
        """The edge stands at `p`, or with nothing but fillers and utterance ends between."""
        if mark.kind == "^^":
            return not any(self.counts(q) and self.words[q] not in "。?" for q in range(p))
        if mark.kind == "$$":
            return not any(self.counts(q) and self.words[q] not in "。?" for q in range(p, len(self.words)))
        near = [q for q in self.positions if (self.reaches(p, q, ADJACENT) if behind else self.reaches(q, p, ADJACENT))]
        return any(self.text.is_clause_edge(q) for q in near)

    def run(self, run):
        found = self.prefix(run.items, len(run.items))
        for guard in run.behind:
            walls = self.choice(guard.body)
            first = {e: min(s for s, x in found if x == e) for _, e in found}
            found = {(s, e) for s, e in found if s == first[e]}
            found = {(s, e) for s, e in found if not any(self.reaches(b, s, BESIDE) for _, b in walls)}
        return found

    def prefix(self, items, n):
        """Spans of the first n items, something of which is there."""
        if n == 0:
            return set()
        before, item = self.prefix(items, n - 1), items[n - 1]
        if isinstance(item, Mark):
            return {(s, e) for s, e in before if self.mark(item, e, behind=True)}
        if isinstance(item, Not):
            walls = self.choice(item.body)
            last = {s: max(e for x, e in before if x == s) for s, _ in before}
            return {(s, e) for s, e in before if e == last[s] and not any(self.reaches(e, a, BESIDE) for a, _ in walls)}
        places = self.choice(item.body) if isinstance(item, Maybe) else self.spans(item)
        found = {(s, f) for s, e in before for a, f in places if self.reaches(e, a, ADJACENT)}
        if all(isinstance(i, (Maybe, Mark, Not)) for i in items[: n - 1]):
            marks = [i for i in items[: n - 1] if isinstance(i, Mark)]
            found |= {(a, f) for a, f in places if all(self.mark(m, a, behind=False) for m in marks)}
        return found | before if isinstance(item, Maybe) else found

    def chain(self, chain):
        found = set()
        spans = [self.run(run) for run in chain.runs]
        for taken in product(*((True, False) if run.may_be_empty else (True,) for run in chain.runs)):
            found |= self.sequence(chain, spans, [i for i, yes in enumerate(taken) if yes])
        if chain.before:
            found = {(s, e) for a, e in found for s in self.positions if self.reaches(s, a, chain.before)}
            found = {(s, e) for s, e in found if self.words[s] != "\n"}
        if chain.after:
            found = {(s, e) for s, b in found for e in self.positions if self.reaches(b, e, chain.after)}
            found = {(s, e) for s, e in found if self.words[e - 1] != "\n"}
        return found

    def sequence(self, chain, spans, taken):
        """Spans of the runs with these numbers; where runs between are left out, the wider gap counts."""
        found = set()
        for j, i in enumerate(taken):
            if j == 0:
                found = set(spans[i])
                continue
            gaps = chain.gaps[taken[j - 1] : i]
            gap = Gap(max(g.least for g in gaps), max(g.most for g in gaps), all(g.one_clause for g in gaps))
            walls = set().union(*(self.choice(g.without) for g in gaps if g.without))
            found = {
                (s, f)
                for s, e in found
                for a, f in spans[i]
                if self.reaches(e, a, gap) and not any(e <= b and c <= a for b, c in walls)
            }
        return found

    def both(self, node):
        one, other = self.pattern(node.first), self.pattern(node.second)
        return {
            (s, f)
            for left, right in ((one, other), (other, one))
            for s, e in left
            for a, f in right
            if self.reaches(e, a, Gap(0, 12)) and sum(self.text.is_clause_edge(q) for q in range(e, a + 1)) <= 1
        }

    def guard(self, pattern):
        """Spans of a guard: what the gaps at its ends reach belongs to it."""
        return self.spans(pattern)

    def pattern(self, pattern):
        """Spans of a pattern: what the gaps at its ends reach must only be there."""
        if not isinstance(pattern, Chain):
            return self.spans(pattern)
        found = self.chain(pattern._replace(before=None, after=None))
        return {
            (s, e)
            for s, e in found
            if self.ends(pattern.before) or any(self.reaches(q, s, pattern.before) for q in self.positions)
            if self.ends(pattern.after) or any(self.reaches(e, q, pattern.after) for q in self.positions)
        }

    def ends(self, gap):
        return gap is None or gap.least == 0
