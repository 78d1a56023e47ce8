"""`svcnorm check`: read, judge, report, and say by the exit code how it went."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from svcnorm.cli import FAILED, OK, VIOLATIONS, settings
from svcnorm.cli.rejects import rejects
from svcnorm.cli.values import known, machine_output, spare_sources, unwritten
from svcnorm.config import Config
from svcnorm.files import read_all
from svcnorm.i18n import _
from svcnorm.intake import Intake, Told, intake_of
from svcnorm.judging import Rules
from svcnorm.judging.findings import severity
from svcnorm.model.conversation import CHANNELS, Conversation
from svcnorm.model.errors import ConfigError, InputError
from svcnorm.model.report import Report
from svcnorm.model.rules import SEVERITIES, Rule
from svcnorm.model.verdicts import UNDETERMINED
from svcnorm.packs import available, load_rules, neutral_pack
from svcnorm.report import AUTO, PLACES, WRITERS, Options, write
from svcnorm.run import RulesFor, check

FAIL_ON = (*SEVERITIES, UNDETERMINED, "never")


class CheckOptions(NamedTuple):
    """The command line of `check` (and `why`), as given."""

    packs: tuple[str, ...] = ()
    format: str = "terminal"
    outputs: tuple[str, ...] = ()
    fail_on: str = "minor"
    fatal_judged: bool = False
    as_of: str | None = None
    config: str | None = None
    encoding: str | None = None
    channel: str | None = None
    agent_channel: str | None = None
    agent_speaker: str | None = None
    mappings: tuple[str, ...] = ()
    calls: tuple[str, ...] = ()
    cases: tuple[str, ...] = ()
    baseline: str = ""
    write_baseline: str = ""
    rejects: str = ""
    allow_rejects: bool = False
    mask: bool = True
    verbose: bool = False
    show_config: bool = False

    @property
    def told(self) -> Told:
        """What the command line says of how sources are read."""
        return Told(self.encoding, self.channel, self.agent_channel, self.agent_speaker, self.mappings)


class Context(NamedTuple):
    """What a command works with once its options are understood; `log_errors` and `log_notes` are what was wrong
    in call logs and case logs, and what was not understood there."""

    config: Config
    rules_for: RulesFor
    as_of: int | None
    intake: Intake
    log_errors: tuple[InputError, ...] = ()
    log_notes: tuple[str, ...] = ()

    def notes_on(self, conversations: Sequence[Conversation]) -> tuple[str, ...]:
        """What is to be said of the logs as a whole: what was not understood, and what met nothing."""
        if self.intake.assembly.records is None:
            return ()
        from svcnorm.assembly.logs import left_over

        return (*self.log_notes, *left_over(conversations, self.intake.assembly.records))


def run(paths: Sequence[str], options: CheckOptions) -> int:
    """Check everything in `paths`; returns the exit code."""
    printed, outputs = written(options)
    context = prepare(options)
    if options.show_config:
        from svcnorm.cli.show_config import print_config

        return print_config(context.config, options.packs)
    if not paths:
        raise ConfigError(
            _("no transcript is named"), remedy=_("name files, directories or globs, or - for standard input")
        )
    shape = Options(mask=options.mask and context.config.mask, verbose=options.verbose)
    batch = read_all(paths, context.intake)
    with rejects(options.rejects, shape.mask, options.verbose) as aside:
        errors = (*context.log_errors, *batch.errors)
        for error in errors:
            aside.add(error)
    if not batch.conversations:
        return FAILED
    report = check(batch.conversations, context.rules_for, as_of=context.as_of, errors=errors)
    report = replace(report, notes=(*report.notes, *context.notes_on(batch.conversations)))
    if not (options.packs or context.config.packs):
        report = replace(report, notes=(*report.notes, *handbooks(context.config)))
    if context.config.exceptions or options.baseline or options.write_baseline:
        from svcnorm.cli.known import marked

        report = marked(report, context.config, options.baseline, options.write_baseline, context.as_of, shape.mask)
    for name, file in outputs:
        save(name, file, report, shape)
    show(printed, report, shape)
    return exit_code(report, options, failed=bool(errors) and not options.allow_rejects)


def written(options: CheckOptions) -> tuple[str, list[tuple[str, str]]]:
    """The format to print, and the formats and files to write besides. Raises ConfigError, also for `--fail-on`."""
    outputs = [_output(text) for text in options.outputs]
    printed = _here(os.environ) if options.format == AUTO else options.format
    known("--format", printed, (*WRITERS, AUTO))
    if WRITERS[printed].binary and sys.stdout.isatty():
        raise ConfigError(
            _("{format} is not for a screen", format=printed),
            remedy=_("write --output {format}=FILE", format=printed),
        )
    known("--fail-on", options.fail_on, FAIL_ON)
    return printed, outputs


def prepare(options: CheckOptions) -> Context:
    """Configuration, rules and reader options for a command. Raises ConfigError, PackError."""
    config = settings(options.config)
    if options.channel is not None:
        known("--channel", options.channel, CHANNELS)
    as_of = None if options.as_of is None else instant(options.as_of, config.utc_offset)
    rules_for = chooser(options.packs or config.packs, config)
    intake = intake_of(config, options.told)
    if not (options.calls or options.cases):
        return Context(config, rules_for, as_of, intake)
    from svcnorm.readers.records import read_records

    logs = read_records(options.calls, options.cases, lambda source: intake.of(source)[0])
    return Context(config, rules_for, as_of, intake.with_records(logs.records), logs.errors, logs.notes)


def chooser(packs: Sequence[str], config: Config) -> RulesFor:
    """Which rules a conversation is checked against: the packs asked for, or its channel's neutral one.

    Where the channel is unknown the rules for calls are used; what depends on the channel is undetermined.
    """
    if packs:
        rules = load_rules(packs, config)
        return lambda conversation: rules
    loaded: dict[str, Rules] = {}

    def neutral(conversation: Conversation) -> Rules | None:
        name = neutral_pack(conversation.channel or "inbound_call", config)
        if not name:
            return None
        if name not in loaded:
            loaded[name] = load_rules([name], config)
        return loaded[name]

    return neutral


def handbooks(config: Config) -> list[str]:
    """A note for whoever chose no pack: which handbooks there are."""
    names = [pack.name for pack in available(config) if pack.kind == "handbook"]
    return [f"handbook_available:{name}" for name in names]


def instant(text: str, utc_offset: int) -> int:
    """`--as-of` as epoch milliseconds; `now` must be typed, nothing assumes it.

    A time without zone is read in `utc_offset` (minutes east of UTC).
    """
    if text == "now":
        import time

        return time.time_ns() // 1_000_000
    from svcnorm.readers.times import date_time

    try:
        moment = date_time(text.strip(), utc_offset)
    except ValueError:
        moment = None
    if moment is None or moment.instant is None:
        raise ConfigError(
            _("--as-of {text} is not a time", text=repr(text)),
            remedy=_("write ISO 8601, such as 2026-11-20T09:00:00+08:00, or now"),
        )
    return moment.instant


def exit_code(report: Report, options: CheckOptions, failed: bool) -> int:
    """2 where something failed, such as an input that cannot be read; 1 for what `--fail-on` names, else 0.

    `--fatal-judged` adds the fatal rules that could not be judged: a gate must not open since the evidence is missing.
    """
    if failed:
        return FAILED
    if options.fail_on == "never":
        return OK
    verdicts = [v for c in report.conversations for v in c.verdicts]
    least = "info" if options.fail_on == UNDETERMINED else options.fail_on
    grave = SEVERITIES[SEVERITIES.index(least) :]
    broken = any(f.severity in grave and _binding(report.rules[v.rule]) for v in verdicts for f in v.counted)
    unjudged = [report.rules[v.rule] for v in verdicts if v.verdict == UNDETERMINED]
    open_ = options.fatal_judged and any(severity(rule) == "fatal" and _binding(rule) for rule in unjudged)
    return VIOLATIONS if broken or open_ or (unjudged and options.fail_on == UNDETERMINED) else OK


def _binding(rule: Rule) -> bool:
    """A norm that only says "should" never fails a run."""
    return not rule.bindings or any(b.polarity == "must" and not b.supports for b in rule.bindings)


def _here(environment: Mapping[str, str]) -> str:
    """The format for where this runs."""
    return next((name for mark, name in PLACES.items() if environment.get(mark)), "terminal")


def _output(text: str) -> tuple[str, str]:
    name, sep, file = text.partition("=")
    if not sep or not file:
        raise ConfigError(
            _("--output {text} names no file", text=repr(text)),
            remedy=_("write --output FORMAT=FILE, such as json=report.json"),
        )
    known("--output", name, tuple(WRITERS))
    return name, file


def save(name: str, file: str, report: Report, shape: Options) -> None:
    """Write a report to a file that only its owner may read: whole, or not at all.

    Raises ConfigError where it cannot be written.
    """
    from svcnorm.cli.atomic import replacing, replacing_bytes

    spare_sources(file, report)
    opened = replacing_bytes if WRITERS[name].binary else replacing
    try:
        with opened(file, private=True) as out:
            write(name, report, out, shape._replace(width=shape.width or 100, color="never"))
    except OSError as error:
        raise unwritten(file, error) from None


def show(name: str, report: Report, shape: Options) -> None:
    """Print a report. Raises ConfigError where standard output takes no more, BrokenPipeError where nobody reads."""
    try:
        if not WRITERS[name].machine:
            write(name, report, sys.stdout, shape)
            sys.stdout.flush()
            return
        with machine_output() as out:
            write(name, report, out.buffer if WRITERS[name].binary else out, shape)
    except BrokenPipeError:
        raise
    except OSError as error:
        raise unwritten(_("standard output"), error) from None
