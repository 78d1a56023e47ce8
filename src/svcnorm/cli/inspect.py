"""`svcnorm inspect`: what was recognised in a file, what is missing, and what that leaves undetermined."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace

from svcnorm.cli import FAILED, OK, complain
from svcnorm.cli.check import CheckOptions, Context, prepare
from svcnorm.cli.values import known, machine_output
from svcnorm.i18n import _
from svcnorm.model.errors import ConfigError, InputError
from svcnorm.readers import Source, find_sources, opened
from svcnorm.report.inspection import Inspected

FORMATS = ("table", "json")


def run(paths: Sequence[str], options: CheckOptions, sample: int) -> int:
    """Print what each source holds; returns the exit code, 2 where something cannot be read."""
    known("--format", options.format, FORMATS)
    if sample < 0:
        raise ConfigError(_("--sample {n} is below zero", n=sample), remedy=_("0 judges nothing"))
    if not paths:
        raise ConfigError(
            _("no transcript is named"), remedy=_("name files, directories or globs, or - for standard input")
        )
    context = prepare(options)
    mask = options.mask and context.config.mask
    failed = bool(context.log_errors)
    for error in context.log_errors:
        complain(error, mask)
    for source in find_sources(paths):
        one = inspected(source, context, sample)
        _print(one, options, mask)
        for error in one.found.first_errors:
            complain(error, mask)
        failed = failed or bool(one.found.errors)
    return FAILED if failed else OK


def inspected(source: Source, context: Context, sample: int) -> Inspected:
    """What a source holds, and what the rules say of its first `sample` conversations."""
    from svcnorm.assembly import assemble
    from svcnorm.inventory import Inventory
    from svcnorm.readers.formats import formats
    from svcnorm.run import check

    read, assembly = context.intake.of(source)
    found = Inventory(sample)
    names: Sequence[str] = ()
    encoding = ""
    try:
        with opened(source, read) as recognised:
            names = recognised.formats
            for item in recognised.conversations():
                found.add(item if isinstance(item, InputError) else assemble(item, assembly))
            encoding = recognised.document.encoding
    except InputError as error:
        found.add(error)
    except OSError as error:
        reason = error.strerror or "unknown reason"
        found.add(InputError(f"cannot read the file: {reason}", file=source.label, remedy="check that it is a file"))
    titles = {each.name: each.title for each in formats()}
    report = check(found.sample, context.rules_for, as_of=context.as_of)
    if len(names) > 1:
        # What a file of JSON is called itself says nothing once it is known what it holds.
        names = [name for name in names if name != "json"]
    return Inspected(source.label, {name: titles.get(name, name) for name in names}, encoding, found, replace(report))


def _print(one: Inspected, options: CheckOptions, mask: bool) -> None:
    from svcnorm.report import inspection
    from svcnorm.report.masking import shown

    show = shown(mask)
    if options.format == "json":
        with machine_output() as out:
            json.dump(inspection.data(one, show), out, ensure_ascii=False)
            out.write("\n")
        return
    from svcnorm.cli.rules.common import screen

    inspection.write_page(screen(), one, show, options.verbose)


def print_formats(as_markdown: bool = False) -> int:
    """Print every format that is read: how it is recognised, and what it carries."""
    from svcnorm.cli.rules.common import table
    from svcnorm.report.formats import heads, markdown, rows

    if as_markdown:
        print(markdown())
    else:
        table(heads(), rows())
    return OK
