"""The conversations of a pack's tests: which words and guards stand in them, whatever the verdict."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from contextlib import suppress
from functools import cached_property

from svcnorm.judging.judge import levels_of
from svcnorm.judging.worlds import worlds
from svcnorm.model.rules import Guard, Rule, Selector
from svcnorm.packs.opened import OpenPack
from svcnorm.packs.testing import Result, run_tests
from svcnorm.patterns.scan import Scan
from svcnorm.patterns.values import Hit, PatternError, Phrases
from svcnorm.timeline.filters import guard_holds
from svcnorm.timeline.select import select
from svcnorm.timeline.timeline import Timeline
from svcnorm.timeline.words import Words


class Trial:
    """One test, with its words as the engine sees them."""

    def __init__(self, pack: OpenPack, rule: Rule, result: Result) -> None:
        self.pack = pack
        self.rule = rule
        self.result = result

    @cached_property
    def words(self) -> Words:
        """The words, scanned for all wordings."""
        return Words(self.result.case.conversation, self.pack.vocabulary)

    @cached_property
    def timeline(self) -> Timeline:
        """The timeline that the rule is judged on."""
        case = self.result.case
        return levels_of(self.words, worlds(case.conversation)[0], case.as_of, None)[self.rule.over]

    def candidates(self, number: int) -> Iterator[Hit]:
        """Every candidate of a wording in any turn, dropped ones too."""
        scan = self.words.scan
        for turn in scan.could_hit(number):
            yield from scan.candidates(number, turn)

    def acts(self, selector: Selector, guard: Guard) -> bool:
        """Whether a guard that looks elsewhere drops an occurrence that the selector would have, or could."""

        timeline = self.timeline
        bare = selector._replace(guards=())
        return any(guard_holds(timeline, o, guard, {}).value is not False for o in select(timeline, bare))


class Trials:
    """All tests of a pack's own rules."""

    def __init__(self, pack: OpenPack) -> None:
        self.pack = pack

    @cached_property
    def all(self) -> tuple[Trial, ...]:
        """Every test, in the order of the file. Raises PackError."""
        results = tuple(run_tests(self.pack))
        if results:
            _compile_sets(self.pack)
        return tuple(Trial(self.pack, self.pack.rule(r.rule, r.case.given), r) for r in results)

    def of(self, rule: str) -> Sequence[Trial]:
        """The tests of one rule."""
        return [trial for trial in self.all if trial.result.rule == rule]

    def idle(self, phrases: Phrases, guards: Collection[str], rule: str = "") -> list[str]:
        """Those of a wording's guards that drop no hit which they must cover, in the tests of a rule or in any."""
        if not self.all:
            return list(guards)
        left = list(guards)
        alone = {guard: self._number(phrases, guard) for guard in left}
        bare = self._number(phrases)
        for trial in self.of(rule) if rule else self.all:
            if not left:
                break
            scan = trial.words.scan
            # Few turns hold a hit at all: only there guards are tried.
            hit = [turn for turn in scan.could_hit(bare) if scan.candidates(bare, turn)]
            left = [guard for guard in left if not any(_drops(scan, alone[guard], guard, turn) for turn in hit)]
        return left

    def _number(self, phrases: Phrases, *guards: str) -> int:
        return self.pack.vocabulary.program.add(phrases._replace(unless=guards, whole_turn=True))


def _drops(scan: Scan, number: int, guard: str, turn: int) -> bool:
    return any(hit.dropped == f"guard {guard}" for hit in scan.candidates(number, turn))


def _compile_sets(pack: OpenPack) -> None:
    """Compile every set, used or not, so that no later question needs another scan."""
    for phrases in (pack.wordings.program.members(name) for name in pack.resolved.sets):
        # A set that nothing uses may lack the words of a slot; it never hits then.
        with suppress(PatternError):
            pack.wordings.program.add(phrases._replace(whole_turn=True))
