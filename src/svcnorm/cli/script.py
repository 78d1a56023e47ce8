"""`svcnorm script check`: scripts before they are spoken, judged by the rules for conversations."""

from __future__ import annotations

from collections.abc import Sequence

from svcnorm.cli import complain
from svcnorm.cli.check import CheckOptions, Context, exit_code, prepare, save, show, written
from svcnorm.i18n import _
from svcnorm.model.errors import ConfigError, InputError
from svcnorm.model.report import Report
from svcnorm.report import Options
from svcnorm.scripts.desk import Desk
from svcnorm.scripts.model import Script
from svcnorm.scripts.packs import neutral_rules
from svcnorm.scripts.sources import scripts


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
    desk = Desk(context.rules_for if chosen else neutral_rules(context.config))
    found = [desk.judge(item) for item in read if isinstance(item, Script)]
    shape = Options(mask=options.mask and context.config.mask, verbose=options.verbose)
    notes: list[str] = []
    if fix or diff:
        from svcnorm.cli.mend import Mender

        mender = Mender(desk, context.intake, diff)
        allowed = _marked(desk.report(found), context, options._replace(write_baseline=""), shape.mask)
        found = mender.mend(found, allowed.conversations)
        errors += mender.errors
        notes += mender.notes
    for error in errors:
        complain(error, shape.mask)
    report = _marked(desk.report(found, errors, notes), context, options, shape.mask)
    for name, file in outputs:
        save(name, file, report, shape)
    if not diff:
        show(printed, report, shape)
    return exit_code(report, options, failed=bool(errors))


def _marked(report: Report, context: Context, options: CheckOptions, masked: bool) -> Report:
    """The report with what is known and does not count marked."""
    if not (context.config.exceptions or options.baseline or options.write_baseline):
        return report
    from svcnorm.cli.known import marked

    return marked(report, context.config, options.baseline, options.write_baseline, context.as_of, masked)
