"""`svcnorm rules diff`: two packs judged over the same conversations, before one takes the place of the other."""

from __future__ import annotations

from collections.abc import Sequence

from svcnorm.cli import FAILED, OK, complain
from svcnorm.cli.check import CheckOptions, prepare
from svcnorm.cli.diff import FORMATS, show
from svcnorm.cli.values import known
from svcnorm.i18n import _
from svcnorm.model.errors import ConfigError


def diff_packs(before: str, after: str, paths: Sequence[str], options: CheckOptions) -> int:
    """Print what differs; returns the exit code, 2 where an input could not be read."""
    from svcnorm.files import read_all
    from svcnorm.packs import load_rules
    from svcnorm.report.masking import shown
    from svcnorm.review.packs import pack_differences

    known("--format", options.format, FORMATS)
    if not paths:
        raise ConfigError(_("no transcript is named"), remedy=_("name files, directories or globs with --on"))
    context = prepare(options)
    rules = [load_rules([name], context.config) for name in (before, after)]
    batch = read_all(paths, context.intake)
    for error in batch.errors:
        complain(error, mask=options.mask)
    if not batch.conversations:
        return FAILED
    mask = shown(options.mask and context.config.mask)
    found = pack_differences((before, after), rules[0], rules[1], batch.conversations, mask, context.as_of)
    show(found, options.format, options.verbose)
    return FAILED if batch.errors else OK
