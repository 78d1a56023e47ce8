"""`svcnorm audit`: judge everything in files and folders into a store, and go on there the next time."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from svcnorm.cli import FAILED, OK
from svcnorm.cli.check import CheckOptions, Context, prepare
from svcnorm.cli.rejects import Rejects, rejects
from svcnorm.cli.since import Since
from svcnorm.cli.stores import day
from svcnorm.cli.values import known
from svcnorm.i18n import _, ngettext
from svcnorm.i18n.names import SEVERITIES, named
from svcnorm.model.errors import ConfigError

if TYPE_CHECKING:
    from svcnorm.audit.store.runs import Run, Tally
    from svcnorm.config import Config

STORE = "audit.db"
"""The store where none is named."""
ENGINES = ("local", "spark")
NAMED = 3
"""Files that a message names."""
OFTEN = 5
"""Rules that the summary names: those that were broken in most conversations."""


class AuditOptions(NamedTuple):
    """The command line of `audit` beside what `check` also takes. `jobs` is 0 for every core; `customers` are
    rosters; `since` is a day; without `master` Spark's own configuration says where it runs."""

    store: str
    jobs: int = 0
    dry_run: bool = False
    customers: tuple[str, ...] = ()
    engine: str = "local"
    master: str = ""
    since: str = ""


def run(paths: Sequence[str], options: CheckOptions, wanted: AuditOptions) -> int:
    """Audit everything in `paths`; returns the exit code: 0 whatever was found, 2 where something was not read."""
    known("--engine", wanted.engine, ENGINES)
    if wanted.engine == "spark":
        from svcnorm.cli import cluster

        return cluster.run(paths, options, wanted)
    if wanted.master:
        raise ConfigError(_("--master goes with --engine spark"), remedy=_("add --engine spark, or leave it out"))
    if not paths and not wanted.customers:
        raise ConfigError(
            _("no transcript is named"), remedy=_("name files, directories or globs, or - for standard input")
        )
    wanted = wanted._replace(jobs=processes(wanted.jobs))
    if wanted.dry_run:
        prepare(options._replace(calls=(), cases=()))
        return _dry_run(paths)
    since = Since(day("--since", wanted.since))
    context = prepare(options)
    tell_what_is_left_out(context.config)
    mask = options.mask and context.config.mask
    with rejects(options.rejects, mask, options.verbose) as aside:
        done, tally = _audit(paths, options.packs, wanted, context, aside, mask, since)
    if since.passed_over:
        print(since.told())
    _summary(Path(wanted.store), done, tally)
    failed = aside.count and not options.allow_rejects
    return FAILED if failed or not (tally.read or since.passed_over) else OK


def _audit(
    paths: Sequence[str],
    packs: tuple[str, ...],
    wanted: AuditOptions,
    context: Context,
    aside: Rejects,
    mask: bool,
    since: Since,
) -> tuple[Run, Tally]:
    from svcnorm.audit import engine
    from svcnorm.audit.pool import Terms
    from svcnorm.cli.progress import progress
    from svcnorm.files import read_each
    from svcnorm.readers.roster import read_roster
    from svcnorm.report.notes import worded

    terms = Terms(packs or context.config.packs, context.config, context.as_of, mask)
    with progress() as tell:
        for error in context.log_errors:
            aside.add(error)
        for text in worded(context.log_notes):
            print(text, file=sys.stderr)
        passed_over: list[str] = []
        talks = since.kept(read_each(paths, context.intake, passed_over=passed_over.append))
        if passed_over:
            print(_told(passed_over, mask), file=sys.stderr)
        items = chain(talks, read_roster(wanted.customers, context.intake.read))
        return engine.audit(Path(wanted.store), items, engine.Options(terms, wanted.jobs), tell, aside.add)


def _told(passed_over: Sequence[str], mask: bool) -> str:
    """Files of folders that nobody takes for transcripts: how many, and the first of them."""
    from svcnorm.report.masking import shown

    first = _(", ").join(shown(mask).name(label) for label in passed_over[:NAMED])
    return ngettext(
        "{n} file in a folder is no transcript and is passed over: {files}",
        "{n} files in folders are no transcripts and are passed over: {files}",
        len(passed_over),
        files=first + ("…" if len(passed_over) > NAMED else ""),
    )


def tell_what_is_left_out(config: Config) -> None:
    """Exceptions are for a check: the findings of an audit stay as they are, and people judge them (`review`)."""
    if config.exceptions:
        print(
            _("exceptions are not asked in an audit; what a finding is worth is said with svcnorm review"),
            file=sys.stderr,
        )


def processes(jobs: int) -> int:
    """How many processes work: as asked for, or one for each core that we may use. Raises ConfigError."""
    if jobs:
        if jobs < 0:
            raise ConfigError(_("--jobs {n} is below zero", n=jobs), remedy=_("0 uses every core"))
        return jobs
    affinity = getattr(os, "sched_getaffinity", None)
    return len(affinity(0)) if affinity else os.cpu_count() or 1


def _dry_run(paths: Sequence[str]) -> int:
    """Say what would be read, and what in folders would be passed over."""
    from svcnorm.readers import find_sources

    passed_over: list[str] = []
    sources = find_sources(paths, passed_over.append)
    for source in sources:
        print(source.label)
    for label in passed_over:
        print(_("passed over: {file}", file=label))
    print(ngettext("{n} source would be read", "{n} sources would be read", len(sources)))
    return OK


def _summary(store: Path, run: Run, tally: Tally) -> None:
    """What the run came to, and what was found most often in all that the store holds."""
    from svcnorm.audit.figures.tallies import NOT_ROSTER
    from svcnorm.audit.store.opening import for_reading

    if run.taken_up:
        print(_("run {n} had been cut off; it was taken up again and is done", n=run.id))
    counts = {"read": tally.read, "judged": tally.judged, "unchanged": tally.unchanged, "errors": tally.errors}
    print(_("read {read}, judged {judged}, unchanged {unchanged}, set aside {errors}", **counts))
    db = for_reading(store)
    try:
        conversations, entries = db.execute(
            f"SELECT count(*) FILTER (WHERE {NOT_ROSTER}), count(*) FROM conversation c WHERE pending = 0"
        ).fetchone()
        broken = db.execute(
            "SELECT rule, title, severity, count(*) AS n, max(conversation GLOB 'roster:*') FROM violations"
            " GROUP BY rule ORDER BY n DESC, rule LIMIT ?",
            (OFTEN,),
        ).fetchall()
    finally:
        db.close()
    # Only a rule over customers is broken by an entry of a roster, which is no conversation.
    often([(*each, n, entries if roster else conversations) for *each, n, roster in broken])


def often(broken: Sequence[tuple[str, str, str, int, int]]) -> None:
    """Print rules with how many conversations broke them, of how many."""
    if broken:
        from svcnorm.cli.rules.common import table

        rows = [(rule, title, named(SEVERITIES, severity), f"{n} / {of}") for rule, title, severity, n, of in broken]
        heads = (_("rule"), _("title"), _("severity"), _("conversations"))
        table(heads, rows, numbers=(3,))
