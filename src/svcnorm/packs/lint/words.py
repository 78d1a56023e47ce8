"""Phrases that are too short, or that stand inside other words."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from svcnorm.i18n import N_, _
from svcnorm.model.verdicts import PASS
from svcnorm.packs.lint.bench import Bench, Worded, alone
from svcnorm.packs.lint.interface import ERROR, WARNING, Check, Complaint, at
from svcnorm.packs.lint.probes import probes
from svcnorm.patterns.values import Phrases
from svcnorm.text.dictionary import dictionary
from svcnorm.text.tokens import words_containing
from svcnorm.text.turntext import skeleton

LONGEST_WORD = 5
"""Longer dictionary words are names and sayings that nobody misses."""

COMMON_INSIDE = 100
"""A character is common inside other words if these are so many of a million words of the dictionary's texts.

Around 请 (邀请, 申请) they are 300, around 先 (先生, 首先) 1300, around 赊 2."""

FEW_WORDS = 3

RISKY_TOKEN = 3
"""A forbidden phrase of so many characters or fewer stands inside common words."""


def in_longer_word(bench: Bench) -> Iterator[Complaint]:
    """Dictionary words around a phrase that minds words, which are neither hits by name nor excluded."""
    tried = probes(bench.pack)
    for worded in bench.worded:
        if worded.phrases.edges != "token":
            continue
        for pattern in dict.fromkeys(worded.phrases.any_of):
            found = tried.samples(pattern)
            longer = [w for text in found.texts for w in _words_around(text)] if found.complete else []
            rows = tried.candidates(worded.phrases._replace(quote="ignore", question=""), longer)
            open_ = [w for w, row in zip(longer, rows) if any(not h.dropped and h.end - h.start < len(w) for h in row)]
            named = {w for w, row in zip(longer, rows) if any(not h.dropped and h.end - h.start == len(w) for h in row)}
            left = [word for word in dict.fromkeys(open_) if word not in named]
            if left:
                words = _(", ").join(left)
                text = _("“{phrase}” of {owner} also hits in {words}", phrase=pattern, owner=worded.owner, words=words)
                yield at(worded.place_of(pattern), text)


def _words_around(text: str) -> list[str]:
    bare = skeleton(text)
    if not 1 < len(bare) < LONGEST_WORD:
        return []
    return [word for word in words_containing(bare) if len(word) <= LONGEST_WORD]


def one_character(bench: Bench) -> Iterator[Complaint]:
    """Forbidden words that may be a single character anywhere in a sentence."""
    for worded, pattern, (character, *_more) in _single(bench, forbidden=True):
        text = _("“{phrase}” of {owner} hits every “{character}”")
        yield at(worded.place_of(pattern), text.format(phrase=pattern, owner=worded.owner, character=character))


def one_character_part(bench: Bench) -> Iterator[Complaint]:
    """The same in what is required or looked for, where it lets too much pass: if it is common inside other words."""
    for worded, pattern, characters in _single(bench, forbidden=False):
        common = next(filter(_common_around, characters), "")
        if common:
            text = _("“{phrase}” of {owner} hits every “{character}”, as in {words}")
            words = _(", ").join(_common_around(common))
            named = text.format(phrase=pattern, owner=worded.owner, character=common, words=words)
            yield at(worded.place_of(pattern), named)


@cache
def _common_around(character: str) -> tuple[str, ...]:
    """The commonest words that hold a character; none where all of them together are rare."""
    around = {word: count for word, count in words_containing(character).items() if len(word) <= LONGEST_WORD}
    per_million = 1_000_000 * sum(around.values()) / dictionary().total
    return tuple(around)[:FEW_WORDS] if per_million >= COMMON_INSIDE else ()


def _single(bench: Bench, forbidden: bool) -> Iterator[tuple[Worded, str, list[str]]]:
    """Patterns that a single character may fulfil wherever it stands, and those characters."""
    tried = probes(bench.pack)
    for worded in (w for w in bench.said if w.forbidden is forbidden):
        for pattern, phrases in _expanded(bench, worded):
            bounded = {phrases.edges, worded.phrases.edges} & {"turn", "clause"} or {"^", "$"} & set(pattern)
            single = [bare for text in tried.samples(pattern).texts if len(bare := skeleton(text)) == 1]
            if single and not bounded:
                yield worded, pattern, single


def _expanded(bench: Bench, worded: Worded) -> Iterator[tuple[str, Phrases]]:
    """The patterns of a wording, those of sets that it names alone too."""
    program = bench.pack.vocabulary.program
    names = alone(bench.pack, worded.phrases)
    yield from ((p, worded.phrases) for p in worded.phrases.any_of if not program.lone_set(p))
    for name in names:
        yield from ((p, program.members(name)) for p in program.members(name).any_of if not program.lone_set(p))


def token_without_trap(bench: Bench) -> Iterator[Complaint]:
    """A short forbidden phrase that minds words, and no test in which a longer word holds it."""
    tried = probes(bench.pack)
    for name, (rule, node) in bench.rules.items():
        if rule.constraint.kind != "forbid":
            continue
        for worded in (w for w in bench.said if w.owner == name and w.forbidden):
            short = [
                pattern
                for pattern, phrases in _expanded(bench, worded)
                if phrases.edges == "token"
                and any(1 < len(skeleton(text)) <= RISKY_TOKEN for text in tried.samples(pattern).texts)
            ]
            if short and not _has_trap(bench, name, worded.phrases):
                text = _("no test of {rule} lets off a longer word around “{phrase}”", rule=name, phrase=short[0])
                yield at(node, text)


def _has_trap(bench: Bench, rule: str, phrases: Phrases) -> bool:
    """A test that expects a pass holds the phrase where edges or longer words drop it."""
    number = bench.pack.vocabulary.program.add(phrases)
    passing = [trial for trial in bench.trials.of(rule) if trial.result.case.expect == PASS]
    return any(h.dropped.startswith(("edge", "not_inside")) for trial in passing for h in trial.candidates(number))


CHECKS = (
    Check(
        "phrase-in-longer-word",
        WARNING,
        N_("The phrase minds where words end, and dictionary words that hold it whole are still hits."),
        N_("put each word under not_inside if it means something else, or among the phrases if it is meant"),
        in_longer_word,
    ),
    Check(
        "one-character-phrase",
        ERROR,
        N_("A single character stands in nearly every sentence."),
        N_("write more of the phrase, or mark both edges of its turn: ^^嗯$$"),
        one_character,
    ),
    Check(
        "one-character-part",
        WARNING,
        N_("The single character is common inside other words, so that what looks for it is found too easily."),
        N_("write more of the phrase, or mark its edges"),
        one_character_part,
    ),
    Check(
        "token-without-trap",
        WARNING,
        N_("Short phrases stand inside longer words; only a test shows that those are let off."),
        N_("add a test with such a word and expect: pass"),
        token_without_trap,
    ),
)
