"""What slots read: the words of a turn without fillers, and the way back to its skeleton."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import TYPE_CHECKING

from svcnorm.patterns.slots.base import SlotHit, SlotValue
from svcnorm.text.late import Found, Late

if TYPE_CHECKING:
    from svcnorm.text.turntext import TurnText


class View:
    """The words of a turn as slots read them: `text` is the skeleton without fillers (今天嗯下午 is 今天下午).

    Offsets are in `text` until `hit` leads them back to the skeleton. Stops and utterance ends stand
    in `text`, so that no word runs across them.
    """

    def __init__(self, turn: TurnText) -> None:
        self._turn = turn
        self.text = turn.bare
        self._at = None if turn.bare is turn.skeleton else turn.bare_at

    def is_edge(self, p: int) -> bool:
        """Whether a clause ends or begins between `text[p-1]` and `text[p]`."""
        if self._at is None or p == 0 or p == len(self.text):
            return p in (0, len(self.text)) or self._turn.is_clause_edge(p)
        return any(self._turn.is_clause_edge(q) for q in range(self._at[p - 1] + 1, self._at[p] + 1))

    def hit(self, start: int, end: int, value: SlotValue | None = None, sure: bool = True) -> SlotHit:
        """`text[start:end]` as a hit in the skeleton; its value is its words unless one is given."""
        value = value or SlotValue(self.text[start:end])
        if self._at is None:
            return SlotHit(start, end, value, sure)
        return SlotHit(self._at[start], self._at[end - 1] + 1, value, sure)


@lru_cache(maxsize=128)
def view_of(turn: TurnText) -> View:
    """The view of a turn, the same for all slots that read it one after the other."""
    return View(turn)


def everywhere(pattern: Late, text: str, p: int = 0) -> Iterator[Found]:
    """The match of `pattern` at each offset from `p` on where it has one, so that matches may overlap."""
    while match := pattern.search(text, p):
        yield match
        p = match.start() + 1


def find_words(text: str, words: Iterable[str]) -> Iterator[tuple[int, int, str]]:
    """Where each of a pack's `words` stands, folded and without spaces: start, end, and the word as it was given."""
    from svcnorm.text.turntext import skeleton

    for word in words:
        plain = skeleton(word)
        at = text.find(plain) if plain else -1
        while at >= 0:
            yield at, at + len(plain), word
            at = text.find(plain, at + 1)


def is_trapped(traps: Late, text: str, start: int, end: int) -> bool:
    """Whether `text[start:end]` is only part of a longer expression that `traps` knows (先生 of 先生效)."""
    for trap in everywhere(traps, text[max(start - 8, 0) : end + 8]):
        begin = trap.start() + max(start - 8, 0)
        stop = trap.end() + max(start - 8, 0)
        if begin < end and start < stop and not (start <= begin and stop <= end):
            return True
    return False
