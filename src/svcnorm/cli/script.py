"""`svcnorm script check`: scripts before they are spoken, judged by the rules for conversations."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from svcnorm.cli.check import CheckOptions, Context, exit_code, prepare, save, show, written
from svcnorm.i18n import _
from svcnorm.model.errors import ConfigError, InputError
from svcnorm.model.report import ConversationReport, Report
from svcnorm.report import Options
from svcnorm.run import reported
from svcnorm.scripts.checking import checked
from svcnorm.scripts.choosing import Asked, asked
from svcnorm.scripts.model import Script
from svcnorm.scripts.own import own_rules
from svcnorm.scripts.placeholders import DEFAULT_COMPANY
from svcnorm.scripts.reading.read import name_of
from svcnorm.scripts.scenes import channel_of
from svcnorm.scripts.sources import scripts
from svcnorm.scripts.talks import conversation_of

ASSUMED = "inbound_call"
"""The channel of a script that names none."""


def run(paths: Sequence[str], options: CheckOptions) -> int:
    """Check the scripts in `paths`; returns the exit code."""
    printed, outputs = written(options)
    context = prepare(options)
    if not paths:
        raise ConfigError(_("no script is named"), remedy=_("name files, directories or globs"))
    found: list[Script] = []
    errors: list[InputError] = []
    for item in scripts(paths, context.intake):
        if isinstance(item, InputError):
            errors.append(item)
        else:
            found.append(item)
    if not found:
        raise errors[0]
    shape = Options(mask=options.mask and context.config.mask, verbose=options.verbose)
    report = judged(found, context, options, errors)
    if context.config.exceptions or options.baseline or options.write_baseline:
        from svcnorm.cli.known import marked

        report = marked(report, context.config, options.baseline, options.write_baseline, context.as_of, shape.mask)
    for name, file in outputs:
        save(name, file, report, shape)
    show(printed, report, shape)
    return exit_code(report, options.fail_on, failed=bool(errors))


def judged(found: Sequence[Script], context: Context, options: CheckOptions, errors: Sequence[InputError]) -> Report:
    """The report on scripts, and on what could not be read."""
    chosen: dict[int, Asked] = {}
    reports: list[ConversationReport] = []
    for script in found:
        channel = options.channel or script.channel or channel_of(name_of(script.label)) or ASSUMED
        rules = context.rules_for(conversation_of(script, channel, ()))
        if rules is None:
            reports.append(ConversationReport(conversation_of(script, channel, ()), (), (), ("no_pack_for_channel",)))
            continue
        if id(rules) not in chosen:
            chosen[id(rules)] = asked(rules)
        reports.append(checked(script, chosen[id(rules)], channel, company_of(context)))
    report = reported(reports, (part for each in chosen.values() for part in each.all), errors)
    return replace(report, rules={**report.rules, **own_rules()})


def company_of(context: Context) -> str:
    """What the agents' company is called: the first name in the configuration, or one that the packs know."""
    named = context.config.vars.get("company")
    first = named[0] if isinstance(named, (list, tuple)) and named else named
    return first if isinstance(first, str) and first else DEFAULT_COMPANY
