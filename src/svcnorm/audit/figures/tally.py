"""A tally: the counts that rates are made of. Tallies add up, over agents, days, and what was purged."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from svcnorm.audit.codes import ELSEWHERE, LETTERS
from svcnorm.model.verdicts import MANUAL, NOT_APPLICABLE, PASS, UNDETERMINED, VERDICTS, VIOLATION

NORM, RULE = "norm", "rule"
WEAK = bytes([ELSEWHERE])
STRENGTH = bytes([LETTERS[PASS], LETTERS[UNDETERMINED], LETTERS[VIOLATION]])
"""Of the verdicts of a norm's rules the last of these stands; the others are weaker than all of them."""
TO_RANK = bytes(
    STRENGTH.index(n) + 3 if n in STRENGTH else {LETTERS[MANUAL]: 2, ELSEWHERE: 0}.get(n, 1) for n in range(256)
)
FROM_RANK = bytes([ELSEWHERE, 0x60, LETTERS[MANUAL], *STRENGTH])


class Shape(NamedTuple):
    """What is to be counted of a rule set: its rules in their order, the positions of fatal ones, and the positions
    of the rules of each norm, named `handbook/norm`."""

    instances: Sequence[str]
    fatal: Sequence[int]
    norms: Sequence[tuple[str, Sequence[int]]]


@dataclass
class Tally:
    """Counts over some conversations.

    `broken` have a violation; `critical` were judged by fatal norms, of which `fatal` broke one and `fatal_open` none,
    but one is undetermined. `verdicts`
    are counts in the order of VERDICTS by (kind, name), where kind is `rule` or `norm`; `total` is those of all rules
    together. `reasons` counts verdicts by (rule, what is missing), `scores` conversations by (handbook, score, passed).
    """

    conversations: int = 0
    broken: int = 0
    critical: int = 0
    fatal: int = 0
    fatal_open: int = 0
    total: list[int] = field(default_factory=lambda: [0] * len(VERDICTS))
    verdicts: dict[tuple[str, str], list[int]] = field(default_factory=dict)
    reasons: Counter[tuple[str, str]] = field(default_factory=Counter)
    scores: Counter[tuple[str, float | None, bool | None]] = field(default_factory=Counter)

    def add_verdicts(self, kind: str, name: str, counts: Sequence[int], each: bool = True) -> None:
        """Add counts of verdicts; one by one only where `each`."""
        if kind == RULE:
            self.total = [a + b for a, b in zip(self.total, counts)]
        if each:
            known = self.verdicts.get((kind, name))
            self.verdicts[kind, name] = list(counts) if known is None else [a + b for a, b in zip(known, counts)]

    def count(self, shape: Shape, codes: Sequence[bytes], each: bool, talks: bool = True) -> None:
        """Add conversations by all their verdicts, as they are stored; not `talks`: entries of a roster, which count
        for nothing but the rules over their customers."""
        if talks:
            self._conversations(shape, codes)
        every = b"".join(codes)
        width = len(shape.instances)
        for position, name in enumerate(shape.instances):
            self.add_verdicts(RULE, name, _counts(every[position::width]), each)
        for name, positions in shape.norms if each else ():
            self.add_verdicts(NORM, name, _counts(_strongest([every[at::width] for at in positions])))

    def _conversations(self, shape: Shape, codes: Sequence[bytes]) -> None:
        violation, undetermined = (bytes([LETTERS[verdict]]) for verdict in (VIOLATION, UNDETERMINED))
        self.conversations += len(codes)
        self.broken += sum(violation in one for one in codes)
        self.critical += len(codes) if shape.fatal else 0
        for one in codes if shape.fatal else ():
            found = bytes(one[position] for position in shape.fatal)
            self.fatal += violation in found
            self.fatal_open += violation not in found and undetermined in found


def _strongest(columns: Sequence[bytes]) -> bytes:
    if len(columns) == 1:
        return columns[0]
    ranks: Iterable[int] = map(max, *(column.translate(TO_RANK) for column in columns))
    return bytes(FROM_RANK[rank] for rank in ranks)


def _counts(column: bytes) -> list[int]:
    """How many of each verdict, in the order of VERDICTS; those that stand elsewhere are none."""
    found = {verdict: column.count(letter) for verdict, letter in LETTERS.items()}
    found[NOT_APPLICABLE] = len(column) - sum(found.values()) - column.count(WEAK)
    return [found[verdict] for verdict in VERDICTS]
