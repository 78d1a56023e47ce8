"""All the words of one turn: original, folded, skeleton, with the way back from each to the one before."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from svcnorm.text.fold import fold
from svcnorm.text.late import Late
from svcnorm.text.lazy import lazy
from svcnorm.text.skeleton import clause_edges, map_of, shape, skeleton, split, text_of

__all__ = ["BARRIERS", "STOPS", "TurnText", "skeleton"]

STOPS = "。?"
BARRIERS = "。?\n"
_MAYBE = Late("[嗯呃啊哦唔噢额]|那个|这个|就是|然后|那什么")
_ALWAYS = Late("[嗯呃啊哦唔噢]+")
_ISOLATED = Late("(?:[嗯呃啊哦唔噢额]|那个|这个|就是说|就是|然后|那什么)+")


class TurnText:
    """The words of one turn of one party; everything is built when first asked for, and kept.

    `pieces` are the texts of its utterances. `pauses[i]` says whether a pause of more than 0.3 s, or
    an end of speech, stands before piece i; without it every utterance end counts as a pause.
    Offsets are in code points. A literal never runs across `。`, `?` or `\n` of the skeleton.
    """

    def __init__(self, pieces: Sequence[str], pauses: Sequence[bool] = ()) -> None:
        self.pieces = tuple(pieces)
        self._pauses = tuple(pauses)
        self._token_edges: dict[int, frozenset[int]] = {}

    @lazy
    def original(self) -> str:
        """The pieces, joined by line feeds."""
        return "\n".join(self.pieces)

    @lazy
    def folded(self) -> str:
        """The folded pieces, joined by line feeds; a line break inside a piece has become `。`."""
        return "\n".join([fold(piece) for piece in self.pieces])

    @lazy
    def _starts(self) -> tuple[int, ...]:
        """Where each piece begins in the original."""
        starts, at = [], 0
        for piece in self.pieces:
            starts.append(at)
            at += len(piece) + 1
        return tuple(starts)

    @lazy
    def _parts(self) -> list[str]:
        return split("\n".join([shape(piece) for piece in self.pieces]))

    @lazy
    def skeleton(self) -> str:
        """The folded text without what is skipped; see `svcnorm.text.skeleton`."""
        return text_of(self._parts)

    @lazy
    def at(self) -> Sequence[int]:
        """Offset in the original (and in the folded text) of every character of the skeleton."""
        return map_of(self._parts)

    # Fillers

    @lazy
    def fillers(self) -> tuple[tuple[int, int], ...]:
        """Spans of the skeleton that are fillers: 嗯 呃 啊 哦 唔 噢 anywhere; 那个 这个 就是 就是说 然后 额 那什么
        only as the whole of what stands between two clause edges."""
        text = self.skeleton
        if not _MAYBE.search(text):
            return ()
        spans = {m.span() for m in _ALWAYS.finditer(text)}
        cuts = self._cuts
        whole = [(a, b) for a, b in zip(cuts, cuts[1:]) if a < b and _ISOLATED.fullmatch(text, a, b)]
        inside = {s for s in spans if any(a <= s[0] and s[1] <= b for a, b in whole)}
        return tuple(sorted((spans - inside) | set(whole)))

    @lazy
    def bare(self) -> str:
        """The skeleton without fillers; the very same object where there is none."""
        if not self.fillers:
            return self.skeleton
        return "".join([self.skeleton[i] for i in self.bare_at])

    @lazy
    def bare_at(self) -> Sequence[int]:
        """Offset in the skeleton of every character of `bare`."""
        found: list[int] = []
        last = 0
        for start, end in (*self.fillers, (len(self.skeleton), 0)):
            found.extend(range(last, start))
            last = end
        return found

    def after_fillers(self, p: int) -> int:
        """The first offset of the skeleton from `p` on that is not in a filler."""
        for start, end in self.fillers:
            if start <= p < end:
                p = end
        return p

    # Edges

    @lazy
    def _cuts(self) -> tuple[int, ...]:
        """All clause edges, in order, with both ends of the skeleton."""
        unpaused = {start - 1 for start, pause in zip(self._starts[1:], self._pauses[1:]) if not pause}
        return (0, *clause_edges(self._parts, unpaused), len(self.skeleton))

    @lazy
    def _edges(self) -> frozenset[int]:
        return frozenset(self._cuts)

    def is_clause_edge(self, p: int) -> bool:
        """Whether an end of the turn, a stop, a comma, a pause or a space stands between skeleton[p-1] and [p]."""
        return p in self._edges

    def is_stop(self, p: int) -> bool:
        """Whether skeleton[p] is a strong stop (`。` or `?`); False outside the skeleton."""
        return 0 <= p < len(self.skeleton) and self.skeleton[p] in STOPS

    def clause(self, p: int) -> tuple[int, int]:
        """Span of the clause that holds skeleton[p], without stops; a stop belongs to the clause that it ends."""
        text, edges = self.skeleton, self._cuts
        p = min(p, len(text))
        while p > 0 and (p == len(text) or text[p] in BARRIERS) and p in self._edges:
            p -= 1
        start = edges[max(bisect_right(edges, p) - 1, 0)]
        end = edges[min(bisect_left(edges, p + 1), len(edges) - 1)]
        return start, end

    def is_token_edge(self, p: int) -> bool:
        """Whether no word runs across the border between skeleton[p-1] and skeleton[p].

        Asked of the folded text, so that anything skipped between the two parts them; see `svcnorm.text.tokens`.
        """
        if not 0 < p < len(self.skeleton) or self.at[p] - self.at[p - 1] > 1:
            return True
        from svcnorm.text.tokens import edges_of, stretch_around

        start, end = stretch_around(self.folded, self.at[p])
        if start == end:
            return True
        edges = self._token_edges.get(start)
        if edges is None:
            edges = self._token_edges[start] = edges_of(self.folded[start:end])
        return self.at[p] - start in edges

    # The way back

    def place(self, start: int, end: int) -> tuple[tuple[int, int, int], ...]:
        """The skeleton span [start, end) as (piece, start, end) in the original pieces, one per piece touched.

        Spans begin and end at characters of the hit; what is skipped inside belongs to them. Empty
        for an empty span, and for one that holds nothing but an utterance end.
        """
        spans: dict[int, tuple[int, int]] = {}
        for p in range(max(start, 0), min(end, len(self.skeleton))):
            at = self.at[p]
            piece = bisect_right(self._starts, at) - 1
            begin = self._starts[piece]
            if at - begin < len(self.pieces[piece]):
                first = spans.get(piece, (at - begin, 0))[0]
                spans[piece] = (first, at - begin + 1)
        return tuple((piece, *span) for piece, span in sorted(spans.items()))
