"""`svcnorm script check`: scripts before they are spoken, judged by the rules for conversations."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

from svcnorm.cli import complain
from svcnorm.cli.check import CheckOptions, exit_code, prepare, save, show, written
from svcnorm.cli.values import machine_output
from svcnorm.i18n import _
from svcnorm.intake import Intake
from svcnorm.model.errors import ConfigError, InputError
from svcnorm.model.report import ConversationReport, Report
from svcnorm.report import Options
from svcnorm.report.plain import visible
from svcnorm.run import RulesFor, reported
from svcnorm.scripts.checking import checked
from svcnorm.scripts.choosing import Asked, asked
from svcnorm.scripts.fixing import Mending, mending
from svcnorm.scripts.mended import Mended, mended
from svcnorm.scripts.model import Script
from svcnorm.scripts.own import own_rules
from svcnorm.scripts.packs import company_of, neutral_rules
from svcnorm.scripts.reading.read import name_of
from svcnorm.scripts.scenes import channel_of
from svcnorm.scripts.sources import reread, scripts
from svcnorm.scripts.talks import conversation_of

ASSUMED = "inbound_call"
"""The channel of a script that names none."""


class Judged(NamedTuple):
    """A script, what is said of it, and what it takes to mend it (None where no pack covers its channel)."""

    script: Script
    report: ConversationReport
    mending: Mending | None


class Desk:
    """Judges scripts one after the other; rules are sorted once."""

    def __init__(self, rules_for: RulesFor, channel: str | None) -> None:
        self._rules_for, self._channel = rules_for, channel
        self.asked: dict[int, Asked] = {}

    def judge(self, script: Script) -> Judged:
        """One script."""
        channel = self._channel or script.channel or channel_of(name_of(script.label)) or ASSUMED
        empty = conversation_of(script, channel, ())
        rules = self._rules_for(empty)
        if rules is None:
            return Judged(script, ConversationReport(empty, (), (), ("no_pack_for_channel",)), None)
        if id(rules) not in self.asked:
            self.asked[id(rules)] = asked(rules)
        desk = mending(script, self.asked[id(rules)], channel, company_of(rules))
        return Judged(script, checked(desk.asked, desk.maker), desk)

    def report(self, found: Sequence[Judged], errors: Sequence[InputError], notes: Sequence[str]) -> Report:
        """The report on all of them."""
        rules = (part for each in self.asked.values() for part in each.all)
        report = reported([each.report for each in found], rules, errors)
        return replace(report, rules={**report.rules, **own_rules()}, notes=(*report.notes, *notes))


def run(paths: Sequence[str], options: CheckOptions, fix: bool = False, diff: bool = False) -> int:
    """Check the scripts in `paths`; returns the exit code.

    `fix` writes suggested wording into the files, `diff` prints what that would change, instead of the report.
    """
    printed, outputs = written(options)
    context = prepare(options)
    if not paths:
        raise ConfigError(_("no script is named"), remedy=_("name files, directories or globs"))
    read = list(scripts(paths, context.intake))
    errors = [item for item in read if isinstance(item, InputError)]
    if len(errors) == len(read):
        raise errors[0]
    chosen = options.packs or context.config.packs
    desk = Desk(context.rules_for if chosen else neutral_rules(context.config), options.channel)
    found = [desk.judge(item) for item in read if isinstance(item, Script)]
    shape = Options(mask=options.mask and context.config.mask, verbose=options.verbose)
    notes: list[str] = []
    if fix or diff:
        found = _mended(found, desk, context.intake, errors, notes, diff)
    for error in errors:
        complain(error, shape.mask)
    report = desk.report(found, errors, notes)
    if context.config.exceptions or options.baseline or options.write_baseline:
        from svcnorm.cli.known import marked

        report = marked(report, context.config, options.baseline, options.write_baseline, context.as_of, shape.mask)
    for name, file in outputs:
        save(name, file, report, shape)
    if not diff:
        show(printed, report, shape)
    return exit_code(report, options.fail_on, failed=bool(errors))


def _mended(
    found: Sequence[Judged],
    desk: Desk,
    intake: Intake,
    errors: list[InputError],
    notes: list[str],
    diff: bool,
) -> list[Judged]:
    """The scripts after what could be mended, or, with `diff`, as they are and their changes printed."""
    after: list[Judged] = []
    for each in found:
        fixes = each.mending.fixes(each.report) if each.mending is not None else ()
        if not fixes:
            after.append(each)
            continue
        if not each.script.encoding:
            notes.append(f"script_not_mended:{each.script.label}")
            after.append(each)
            continue
        try:
            new = mended(each.script, fixes, intake)
        except InputError as error:
            errors.append(error)
            after.append(each)
            continue
        if diff:
            _print(new.diff())
            after.append(each)
        else:
            _write(new)
            notes.append(f"script_mended:{len(fixes)}:{each.script.label}")
            after.append(desk.judge(reread(new.script, new.data, intake)))
    return after


def _print(diff: str) -> None:
    """A change as it is, for programs; on a screen without what could control it."""
    if sys.stdout.isatty():
        print("\n".join(visible(line) for line in diff.splitlines()))
        return
    with machine_output() as out:
        out.write(diff)


def _write(new: Mended) -> None:
    """Put a mended script in place of the old one, with its rights. Raises ConfigError."""
    import os

    from svcnorm.cli.atomic import replacing_bytes
    from svcnorm.cli.values import unwritten

    path = new.script.path
    try:
        mode = os.stat(path).st_mode & 0o777  # noqa: PTH116 - the same as is set below
        with replacing_bytes(path, private=True) as out:
            out.write(new.data)
            if hasattr(os, "fchmod"):
                os.fchmod(out.fileno(), mode)
    except OSError as error:
        raise unwritten(new.script.label, error) from None
