"""Phrases that add nothing to the wording that they stand in."""

from __future__ import annotations

from collections.abc import Iterator

from svcnorm.i18n import N_, _
from svcnorm.packs.lint.bench import Bench, Worded
from svcnorm.packs.lint.interface import ERROR, WARNING, Check, Complaint, at
from svcnorm.packs.lint.probes import Probes, probes
from svcnorm.patterns.nodes import Literal
from svcnorm.patterns.values import Phrases


def duplicate(bench: Bench) -> Iterator[Complaint]:
    """The same phrase twice, twins and what matching skips apart."""
    parsed = bench.pack.vocabulary.program.parsed
    for worded in bench.worded:
        first: dict[str, str] = {}
        for pattern in worded.phrases.any_of:
            key = repr(_without_spelling(parsed(pattern)))
            if first.setdefault(key, pattern) != pattern:
                text = _("“{phrase}” says the same as “{other}” in {owner}")
                yield at(worded.place_of(pattern), text.format(phrase=pattern, other=first[key], owner=worded.owner))
        for pattern in {p for p in worded.phrases.any_of if worded.phrases.any_of.count(p) > 1}:
            text = _("“{phrase}” stands twice in {owner}", phrase=pattern, owner=worded.owner)
            yield at(worded.place_of(pattern, last=True), text)


def _without_spelling(node: object) -> object:
    """A parsed pattern without how its literals are written: twins have the same parts."""
    if isinstance(node, Literal):
        return node.parts
    if isinstance(node, tuple):
        return (type(node).__name__, *(_without_spelling(member) for member in node))
    return node


FEW = 4
"""Examples to try first: of almost every phrase one of them survives."""


def unreachable(bench: Bench) -> Iterator[Complaint]:
    """Phrases of which every example is dropped by what stands beside them."""
    tried = probes(bench.pack)
    for worded in bench.worded:
        for pattern in dict.fromkeys(worded.phrases.any_of):
            dropped = _always_dropped(tried, worded, pattern)
            if dropped:
                text = _("“{phrase}” can never hit in {owner}: {why}", phrase=pattern, owner=worded.owner, why=dropped)
                yield at(worded.place_of(pattern), text)


def _always_dropped(tried: Probes, worded: Worded, pattern: str) -> str:
    """What drops every example of a pattern; empty if one survives, or if there is none to try."""
    phrases = worded.phrases._replace(any_of=(pattern,), similar=0, sound_alike=False)
    if not _may_drop(phrases):
        return ""
    sentences = [text for text in tried.samples(pattern).texts if text]
    if phrases.question:
        # Only what the pattern itself asks is known; whether the clause asks is for the speaker.
        sentences = [f"{text}?" if phrases.question == "only" else text for text in sentences]
    dropped = ""
    for some in (sentences[:FEW], sentences[FEW:]):
        hits = [hit for row in tried.candidates(phrases, some) for hit in row]
        if any(not hit.dropped for hit in hits):
            return ""
        dropped = dropped or next((hit.dropped for hit in hits), "")
    return dropped


def _may_drop(phrases: Phrases) -> bool:
    """Whether a wording has anything that takes hits away."""
    filters = phrases.unless or phrases.not_inside or phrases.question
    return bool(filters) or phrases.edges != "none" or phrases.quote == "guard"


def shadowed(bench: Bench) -> Iterator[Complaint]:
    """In what is forbidden: phrases that another one of the same wording hits wherever they do."""
    tried = probes(bench.pack)
    for worded in bench.worded:
        forbidden = worded.forbidden or (worded.kind == "set" and worded.owner in bench.forbidden_sets)
        # Where something may drop the shorter one alone, the longer one still has its use.
        if forbidden and worded.phrases.edges == "none" and not (worded.phrases.unless or worded.phrases.not_inside):
            yield from _shadowed(tried, worded)


def _shadowed(tried: Probes, worded: Worded) -> Iterator[Complaint]:
    members = list(dict.fromkeys(worded.phrases.any_of))
    said: list[str] = []
    places: dict[str, range] = {}
    for pattern in members:
        texts = [text for text in tried.samples(pattern).texts if text] if tried.samples(pattern).complete else []
        if texts:
            places[pattern] = range(len(said), len(said) + len(texts))
            said += texts
    alone = [worded.phrases._replace(any_of=(pattern,), quote="ignore") for pattern in members]
    hit_by = {
        (shorter, pattern)
        for shorter, found in zip(members, tried.among(alone, said))
        for pattern, sentences in places.items()
        if shorter != pattern and found.hits_all(sentences)
    }
    for pattern in places:
        by = next((s for s in members if (s, pattern) in hit_by and (pattern, s) not in hit_by), "")
        if by:
            text = _("“{phrase}” adds nothing to “{other}” in {owner}", phrase=pattern, other=by, owner=worded.owner)
            yield at(worded.place_of(pattern), text)


CHECKS = (
    Check(
        "duplicate-phrase",
        WARNING,
        N_("The phrase stands in the wording already, perhaps in the form of a twin or with other marks."),
        N_("take one of the two out"),
        duplicate,
    ),
    Check(
        "unreachable-phrase",
        ERROR,
        N_("A guard or a longer word of the same wording takes away every hit of the phrase."),
        N_("take the phrase out, or narrow the guard"),
        unreachable,
    ),
    Check(
        "shadowed-phrase",
        ERROR,
        N_("Wherever the phrase stands, a shorter one of the same forbidden wording is found already."),
        N_("take the longer phrase out"),
        shadowed,
    ),
)
