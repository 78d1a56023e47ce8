"""Labels against verdicts: which pairs there are, and what they come to."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from svcnorm.model.calibration import COMPARED, Calibration, Figures, Pair
from svcnorm.model.conversation import Conversation
from svcnorm.model.errors import InputError
from svcnorm.model.report import ConversationReport, Report
from svcnorm.model.shares import share
from svcnorm.model.verdicts import NOT_APPLICABLE, PASS, UNDETERMINED, VIOLATION, RuleVerdict
from svcnorm.review.labels import Record
from svcnorm.review.statistics import f1, kappa

STRENGTH = {VIOLATION: 3, UNDETERMINED: 2, PASS: 1}
"""A norm with several rules has the strongest of their verdicts (semantics 2); others claim nothing."""

GROUPS = ("pack", "norm", "rule")
Judge = Callable[[str, Sequence[Conversation]], Report]
"""Checks conversations against a handbook, by its name."""


class Book(NamedTuple):
    """A handbook that labels may speak of: its name, and its norms' titles by id."""

    name: str
    norms: Mapping[str, str]


class _Labelled(NamedTuple):
    """A record with the handbook and the conversation that it speaks of."""

    record: Record
    book: Book
    conversation: Conversation


def calibrate(
    records: Sequence[Record],
    books: Sequence[Book],
    judge: Judge,
    given: Mapping[str, Conversation] | None = None,
    norms: Collection[str] | None = None,
    by: str = "pack",
) -> Calibration:
    """Hold labels against verdicts.

    `given` are conversations by id, for records that carry none. `norms` are those that are asked about; without
    them, those that any record of the handbook names. In a complete record a norm that is left out does not apply.
    Raises InputError for norms that no handbook has.
    """
    found, unknown = _placed(records, books, given or {})
    pairs: list[Pair] = []
    for book in books:
        mine = [each for each in found if each.book is book]
        if mine:
            asked = _asked(mine, norms)
            report = judge(book.name, [each.conversation for each in mine])
            for each, of in zip(mine, report.conversations):
                pairs += _pairs(each, of, asked)
    clean = {(p.pack, p.conversation.id) for p in pairs} - {
        (p.pack, p.conversation.id) for p in pairs if p.label == VIOLATION
    }
    false = [p for p in pairs if p.came == VIOLATION and p.label != VIOLATION]
    return Calibration(
        pairs=tuple(pairs),
        overall=figures("", pairs),
        groups=tuple(figures(name, members) for name, members in grouped(pairs, by).items()),
        confusion=tuple(
            tuple(sum(p.label == row and p.came == column for p in pairs) for column in COMPARED) for row in COMPARED
        ),
        clean=len(clean),
        false_on_clean=sum((p.pack, p.conversation.id) in clean for p in false),
        unsure=sum(len(each.record.unsure & set(_asked([each], norms))) for each in found),
        unknown=tuple(unknown),
    )


def _placed(
    records: Sequence[Record], books: Sequence[Book], given: Mapping[str, Conversation]
) -> tuple[list[_Labelled], list[str]]:
    """Each record with its handbook and conversation, and the ids of conversations that nobody gave."""
    found: list[_Labelled] = []
    unknown: list[str] = []
    called: dict[str, tuple[Book, ...]] = {}
    for record in records:
        if record.gold or record.unsure:
            called.setdefault(record.handbook, tuple(_books(record, books)))
    for record in records:
        conversation = record.conversation or given.get(record.id)
        if conversation is None:
            unknown.append(record.id)
            continue
        # A conversation to which nothing applies belongs to the handbook that others of its name speak of.
        mine = _books(record, books) if record.gold or record.unsure else called.get(record.handbook, ())
        found += [_Labelled(record, book, conversation) for book in mine]
    return found, unknown


def _books(record: Record, books: Sequence[Book]) -> Iterator[Book]:
    """The handbooks of a record: the one that it names, else those that have the norms that it labels."""
    named = [book for book in books if book.name == record.handbook]
    labelled = {*record.gold, *record.unsure}
    lost = sorted(labelled - {norm for book in named or books for norm in book.norms})
    if lost:
        remedy = "name its handbook with --pack, or mend the id (svcnorm rules list PACK)"
        raise InputError(
            f"no handbook in use has the norm {lost[0]}", file=record.file, line=record.line, remedy=remedy
        )
    yield from named or (book for book in books if labelled & set(book.norms))


def _asked(mine: Sequence[_Labelled], norms: Collection[str] | None) -> tuple[str, ...]:
    """The norms of one handbook that are compared, in its order."""
    wanted = set(norms) if norms is not None else {n for each in mine for n in (*each.record.gold, *each.record.unsure)}
    return tuple(norm for norm in mine[0].book.norms if norm in wanted)


def _pairs(each: _Labelled, of: ConversationReport, asked: Sequence[str]) -> Iterator[Pair]:
    by_norm: dict[str, list[RuleVerdict]] = {}
    for verdict in of.verdicts:
        for norm in verdict.norms:
            by_norm.setdefault(norm, []).append(verdict)
    record = each.record
    for norm in asked:
        if norm in record.unsure or not (record.complete or norm in record.gold):
            continue
        verdicts = by_norm.get(norm, [])
        came = max((v.verdict for v in verdicts), key=lambda v: STRENGTH.get(v, 0), default=NOT_APPLICABLE)
        came = came if came in STRENGTH else NOT_APPLICABLE
        deciding = [v for v in verdicts if v.verdict == came] or verdicts
        yield Pair(
            pack=each.book.name,
            conversation=each.conversation,
            norm=norm,
            title=each.book.norms[norm],
            label=record.gold.get(norm, NOT_APPLICABLE),
            came=came,
            rules=tuple(dict.fromkeys(_rule(v.rule) for v in verdicts)),
            convicting=tuple(_rule(v.rule) for v in verdicts if v.verdict == VIOLATION),
            turns=record.where.get(norm, ()),
            findings=tuple(f for v in verdicts if v.verdict == VIOLATION for f in v.findings),
            evidence=tuple(place for v in deciding for place in v.evidence),
            reasons=tuple(sorted({reason for v in deciding for reason in v.reasons})),
            note=record.note,
        )


def _rule(instance: str) -> str:
    """The rule of an instance (`rule@handbook` where several parameter sets are in force)."""
    return instance.partition("@")[0]


def grouped(pairs: Iterable[Pair], by: str) -> dict[str, list[Pair]]:
    """Pairs by pack, norm or rule.

    By rule, a violation that was found counts for the rules that found it, every other pair of the norm for all
    of its rules: each of them could have found what was missed.
    """
    out: dict[str, list[Pair]] = {}
    for pair in pairs:
        names = {"pack": (pair.pack,), "norm": (pair.norm,), "rule": pair.convicting or pair.rules}[by]
        for name in names:
            out.setdefault(name, []).append(pair)
    return dict(sorted(out.items())) if by == "rule" else out


def figures(group: str, pairs: Sequence[Pair]) -> Figures:
    """Precision, recall and F1 of violations, and kappa over all verdicts."""
    right = sum(p.label == p.came == VIOLATION for p in pairs)
    labelled = sum(p.label == VIOLATION for p in pairs)
    found = sum(p.came == VIOLATION for p in pairs)
    return Figures(
        group=group,
        pairs=len(pairs),
        labelled=labelled,
        right=right,
        false=found - right,
        missed=labelled - right,
        precision=share(right, found),
        recall=share(right, labelled),
        f1=f1(right, found - right, labelled - right),
        kappa=kappa([(p.label, p.came) for p in pairs]),
    )
