"""Phrases that are also found by sound or by likeness."""

from __future__ import annotations

from collections.abc import Iterator

from svcnorm.i18n import N_, _
from svcnorm.model.verdicts import UNDETERMINED, VIOLATION
from svcnorm.packs.lint.bench import Bench, Worded
from svcnorm.packs.lint.interface import WARNING, Check, Complaint, at
from svcnorm.packs.lint.probes import probes
from svcnorm.packs.lint.trials import Trial
from svcnorm.patterns.values import Phrases
from svcnorm.text.sounds import similarity, sound
from svcnorm.text.turntext import skeleton

TRAPS = 2
LIKE = 500
"""A trap sounds at least half like the phrase (per mille)."""


def without_traps(bench: Bench) -> Iterator[Complaint]:
    """Rules that match by sound or likeness need tests with what sounds alike and is not meant."""
    for worded in bench.said:
        for phrases in _fuzzy(bench, worded):
            traps = sum(_is_trap(bench, trial, phrases) for trial in bench.trials.of(worded.owner))
            if worded.kind == "rule" and traps < TRAPS:
                how = _("by sound") if phrases.sound_alike else _("by likeness")
                phrase = phrases.any_of[0]
                text = _("{rule} matches “{phrase}” {how}, with {n} of {all} traps")
                yield at(worded.node, text.format(rule=worded.owner, phrase=phrase, how=how, n=traps, all=TRAPS))


def _fuzzy(bench: Bench, worded: Worded) -> Iterator[Phrases]:
    program = bench.pack.vocabulary.program
    named = [program.members(name) for p in worded.phrases.any_of if (name := program.lone_set(p))]
    return (p for p in (worded.phrases, *named) if p.sound_alike or p.similar)


def _is_trap(bench: Bench, trial: Trial, phrases: Phrases) -> bool:
    """The test expects no fault although words nearly like the phrase stand in it."""
    if trial.result.case.expect in (VIOLATION, UNDETERMINED):
        return False
    wanted = [sound(skeleton(text)) for p in phrases.any_of for text in probes(bench.pack).samples(p).texts if text]
    return any(_near(phrase, sound(turn.skeleton)) for turn in trial.words.texts for phrase in wanted)


def _near(phrase: str, heard: str) -> bool:
    windows = (heard[at : at + len(phrase)] for at in range(max(1, len(heard) - len(phrase) + 1)))
    return any(similarity(phrase, window) >= LIKE for window in windows)


CHECKS = (
    Check(
        "sound-alike-without-traps",
        WARNING,
        N_("Matching by sound or likeness finds other words too; how many, only tests can show."),
        N_("add two tests with words that sound alike and are not meant, with expect: pass"),
        without_traps,
    ),
)
