"""`svcnorm rules try`: every place where a pattern stands, in its sentence, before it becomes a rule."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

from svcnorm.cli import FAILED, OK, VIOLATIONS, complain, settings
from svcnorm.cli.values import known
from svcnorm.i18n import _, ngettext
from svcnorm.model.conversation import ROLES, Conversation
from svcnorm.model.errors import ConfigError, InputError
from svcnorm.patterns.values import EDGES, Phrases

if TYPE_CHECKING:
    from rich.text import Text

    from svcnorm.authoring.trying import Match
    from svcnorm.intake import Told
    from svcnorm.report.masking import Shown
    from svcnorm.report.terminal.screen import Screen

COMMON = ("common",)
"""The packs whose sets a pattern may use where none is named."""


class TryOptions(NamedTuple):
    """The command line of `rules try`; `context` is how many entries before a hit are shown."""

    told: Told
    packs: tuple[str, ...] = ()
    config: str | None = None
    party: str = ""
    unless: tuple[str, ...] = ()
    edges: str = "none"
    sound_alike: bool = False
    context: int = 1
    mask: bool = True
    verbose: bool = False


def try_pattern(pattern: str, paths: Sequence[str], options: TryOptions) -> int:
    """Print the hits; returns the exit code as grep does: 0 where there are any, 1 where there is none, 2 where an
    input could not be read. Raises PatternError."""
    from svcnorm.authoring.trying import Attempt
    from svcnorm.cli.rules.common import screen
    from svcnorm.files import read_each
    from svcnorm.intake import intake_of
    from svcnorm.model.rules import Settings
    from svcnorm.packs.opened import Shelf
    from svcnorm.report.masking import harmless

    known("--edges", options.edges, EDGES)
    if options.party:
        known("--party", options.party, ROLES)
    if options.context < 0:
        raise ConfigError(_("--context {n} is below zero", n=options.context), remedy=_("0 shows the sentence alone"))
    if not paths:
        raise ConfigError(_("no transcript is named"), remedy=_("name files, directories or globs with --on"))
    config = settings(options.config)
    phrases = Phrases((pattern,), options.unless, edges=options.edges, sound_alike=options.sound_alike)
    packs = options.packs or config.packs or COMMON
    attempt = Attempt(Shelf(config, sited=True), packs, phrases, Settings(utc_offset=config.utc_offset))
    page = Page(screen(), harmless(options.mask and config.mask), pattern, options)
    failed = False
    for item in read_each(paths, intake_of(config, options.told)):
        if isinstance(item, InputError):
            complain(item, options.mask)
            failed = True
        else:
            page.add(item, list(attempt.matches(item, options.party)))
    page.total()
    if failed:
        return FAILED
    return OK if page.hits else VIOLATIONS


class Page:
    """Prints hits as they are found, and counts them."""

    def __init__(self, screen: Screen, show: Shown, pattern: str, options: TryOptions) -> None:
        self.screen = screen
        self.show = show
        self.pattern = pattern
        self.options = options
        self.read = self.hits = self.talks = self.unsure = self.dropped = 0

    def add(self, talk: Conversation, matches: Sequence[Match]) -> None:
        """The hits in one conversation, each sentence once, with what was said before it."""
        kept = [match for match in matches if not match.dropped]
        self.read += 1
        self.hits += len(kept)
        self.unsure += sum(bool(match.reason) for match in kept)
        self.dropped += len(matches) - len(kept)
        self.talks += bool(kept)
        told = -1
        for index, said in _by_sentence(matches if self.options.verbose else kept):
            for before in range(max(told + 1, index - self.options.context), index):
                self._sentence(talk, before, ())
            self._sentence(talk, index, said)
            told = max(told, index)

    def total(self) -> None:
        """How many hits in how many conversations, and what was dropped."""
        parts = [
            ngettext("{n} hit", "{n} hits", self.hits),
            _("in {some} of {all} conversations", some=self.talks, all=self.read),
        ]
        if self.unsure:
            parts.append(_("{n} of them unsure", n=self.unsure))
        if self.dropped:
            parts.append(_("{n} dropped (-v shows them)", n=self.dropped))
        self.screen.line(_("; ").join(parts))

    def _sentence(self, talk: Conversation, index: int, matches: Sequence[Match]) -> None:
        from rich.text import Text

        from svcnorm.i18n.names import ROLES, named
        from svcnorm.report.terminal.screen import FAINT

        utterance = talk.utterances[index]
        line = Text(f"{self._where(talk, index)}  {named(ROLES, utterance.role)}  ", style=FAINT)
        text = self._marked(self.show.sentence(talk, index), index, matches)
        if not matches:
            text.stylize(FAINT)
        self.screen.line(line + text + self._notes(matches), hanging=4)

    def _where(self, talk: Conversation, index: int) -> str:
        """`file:line`, or `file` and the number of the entry where it has no lines."""
        lines = talk.utterances[index].lines
        return self.show.source(talk.source) + (f":{lines[0][0]}" if lines else f"#{index + 1}")

    def _marked(self, sentence: str, index: int, matches: Sequence[Match]) -> Text:
        """The sentence with its hits in bold, or in brackets where nothing can be bold."""
        from rich.text import Text

        from svcnorm.report.terminal.screen import MARK

        plain = not self.screen.console.is_terminal
        text, at = Text(), 0
        for start, end in _spans(index, matches):
            hit = sentence[start:end]
            text.append(sentence[at:start])
            text.append(f"【{hit}】" if plain else hit, style=MARK)
            at = end
        return text.append(sentence[at:])

    def _notes(self, matches: Sequence[Match]) -> Text:
        """Which member of a set hit, and why a hit is unsure or was dropped."""
        from rich.text import Text

        from svcnorm.i18n.names import MISSING, named
        from svcnorm.report.explain import dropped_words
        from svcnorm.report.terminal.screen import FAINT, OPEN

        notes = Text()
        for match in dict.fromkeys((m.pattern, m.reason, m.dropped) for m in matches):
            pattern, reason, dropped = match
            notes.append("" if pattern == self.pattern else f"  {self.show.text(pattern)}", style=FAINT)
            for why in (dropped_words(dropped) if dropped else "", named(MISSING, reason) if reason else ""):
                notes.append(f"  {why}" if why else "", style=OPEN)
        return notes


def _by_sentence(matches: Sequence[Match]) -> Iterator[tuple[int, list[Match]]]:
    """The matches by the utterances that they touch, in the order of these."""
    for index in sorted({index for match in matches for index in match.utterances}):
        yield index, [match for match in matches if index in match.utterances]


def _spans(index: int, matches: Sequence[Match]) -> list[tuple[int, int]]:
    """What of an utterance is hit, overlapping hits joined."""
    joined: list[tuple[int, int]] = []
    for start, end in sorted((p.start, p.end) for match in matches for p in match.places if p.turn == index):
        if joined and start <= joined[-1][1]:
            joined[-1] = joined[-1][0], max(end, joined[-1][1])
        else:
            joined.append((start, end))
    return joined
