"""Commands on the store of an audit."""

from __future__ import annotations

from typing import Annotated

import typer

from svcnorm.cli.commands.options import From, Paths, Store, Strings, Table, Until, Verbose
from svcnorm.cli.commands.root import app
from svcnorm.cli.commands.taking import ASIDE, LOGS, READING, Given, taking
from svcnorm.cli.usage import Command
from svcnorm.i18n import _


@app.command(cls=Command, help=_("Judge many conversations into a store; a run that was cut off goes on where it was."))
@taking("pack", "as_of", *READING, *LOGS, *ASIDE, "no_mask", "verbose")
def audit(
    given: Given,
    paths: Paths = None,
    store: Store = "audit.db",
    jobs: Annotated[
        int, typer.Option("--jobs", "-j", metavar="N", help=_("Processes that judge; 0 uses every core."))
    ] = 0,
    customers: Annotated[
        Strings, typer.Option("--customers", metavar="PATH", help=_("Who is a customer: a table of ids."))
    ] = None,
    since: Annotated[str, typer.Option("--since", metavar="DAY", help=_("Only conversations from this day on."))] = "",
    dry_run: Annotated[bool, typer.Option("--dry-run", help=_("Only say what would be read."))] = False,
    engine: Annotated[
        str, typer.Option("--engine", metavar="NAME", help=_("local, or spark: then the last path is the output."))
    ] = "local",
    master: Annotated[
        str, typer.Option("--master", metavar="URL", help=_("Spark's master, such as spark://host:7077 or yarn."))
    ] = "",
) -> None:
    from svcnorm.cli.audit import AuditOptions, run
    from svcnorm.cli.check import CheckOptions

    wanted = AuditOptions(store, jobs, dry_run, tuple(customers or ()), engine, master, since)
    raise typer.Exit(run(paths or (), CheckOptions(**given), wanted))


@app.command(cls=Command, help=_("Ask a store in SQL (SELECT); without a query, list what can be asked."))
def query(
    sql: Annotated[str, typer.Argument(metavar="[SQL]", help=_("A query, such as SELECT * FROM violations."))] = "",
    store: Store = "audit.db",
    format_: Annotated[
        str, typer.Option("--format", "-f", metavar="FORMAT", help=_("What to print: table, csv, json or jsonl."))
    ] = "table",
) -> None:
    from svcnorm.cli.query import run

    raise typer.Exit(run(sql, store, format_))


@app.command(cls=Command, help=_("Sum up a store: rates by rule, agent or day, scores, what is worst, how it goes on."))
def summary(
    store: Store = "audit.db",
    by: Annotated[
        str,
        typer.Option(
            "--by", metavar="WHAT", help=_("By rule, norm, handbook, agent, team, channel, day, week or month.")
        ),
    ] = "",
    begin: From = "",
    end: Until = "",
    format_: Table = "table",
) -> None:
    from svcnorm.cli.summary import run

    raise typer.Exit(run(store, by, format_, begin, end))


@app.command(cls=Command, help=_("Make the pages of a store: overview, rules, agents, conversations, in HTML."))
def report(
    store: Annotated[str, typer.Argument(metavar="STORE", help=_("The store of the audit."))] = "audit.db",
    html: Annotated[str, typer.Option("--html", metavar="DIR", help=_("The folder for the pages."))] = "",
    xlsx: Annotated[str, typer.Option("--xlsx", metavar="FILE", help=_("An Excel workbook to write."))] = "",
    begin: From = "",
    end: Until = "",
    jobs: Annotated[
        int, typer.Option("--jobs", "-j", metavar="N", help=_("Processes that lay out pages; 0 uses every core."))
    ] = 0,
) -> None:
    from svcnorm.cli import report, report_xlsx

    code = report_xlsx.run(store, xlsx, begin, end) if xlsx else 0
    raise typer.Exit(code if xlsx and not html else report.run(store, html, begin, end, jobs))


@app.command(cls=Command, help=_("Compare two runs of a store: which verdicts appeared, vanished, moved."))
def diff(
    first: Annotated[int, typer.Argument(metavar="RUN", help=_("The earlier run, by its number."))],
    last: Annotated[int, typer.Argument(metavar="RUN", help=_("The later run."))],
    store: Store = "audit.db",
    format_: Table = "table",
    verbose: Verbose = False,
) -> None:
    from svcnorm.cli.diff import run

    raise typer.Exit(run(first, last, store, format_, verbose))


@app.command(cls=Command, help=_("List deadlines of cases and customers that are open, and those that are overdue."))
@taking("pack", "as_of", "config", "no_mask")
def due(
    given: Given,
    store: Store = "audit.db",
    within: Annotated[
        float, typer.Option("--within", metavar="HOURS", help=_("What is due within so many hours; 0 for all."))
    ] = 24,
    format_: Table = "table",
) -> None:
    from svcnorm.cli.check import CheckOptions
    from svcnorm.cli.due import run

    raise typer.Exit(run(store, within, CheckOptions(**given, format=format_)))


@app.command(cls=Command, help=_("Draw conversations or verdicts from a store for people to review."))
def sample(
    out: Annotated[
        str, typer.Option("--out", metavar="FILE", help=_("Where to write: .csv, .xlsx, .jsonl, .parquet."))
    ],
    store: Store = "audit.db",
    per_agent: Annotated[
        int, typer.Option("--per-agent", metavar="N", help=_("So many conversations of each agent."))
    ] = 0,
    per_rule: Annotated[
        int, typer.Option("--per-rule", metavar="N", help=_("So many verdicts of each rule: violations, undetermined."))
    ] = 0,
    strata: Annotated[
        str,
        typer.Option(
            "--strata", metavar="LIST", help=_("Draw from each of agent, team, channel, score, rule, verdict.")
        ),
    ] = "",
    each: Annotated[int, typer.Option("--each", metavar="N", help=_("So many of each stratum."))] = 5,
    must: Annotated[
        str, typer.Option("--must", metavar="LIST", help=_("Take all that are: fatal, undetermined."))
    ] = "",
    seed: Annotated[int, typer.Option("--seed", metavar="N", help=_("Another number draws others."))] = 1,
    begin: From = "",
    end: Until = "",
) -> None:
    from svcnorm.cli.sample import SampleOptions, run

    options = SampleOptions(store, per_agent, per_rule, strata, each, must, seed, out, begin, end)
    raise typer.Exit(run(options))


@app.command(cls=Command, help=_("Write a view of a store to a file: CSV, JSON lines, Excel or Parquet."))
def export(
    to: Annotated[str, typer.Option("--to", metavar="FILE", help=_("Where to write: .csv, .xlsx, .jsonl, .parquet."))],
    table: Annotated[
        str, typer.Option("--table", metavar="VIEW", help=_("Which view; svcnorm query lists them."))
    ] = "violations",
    store: Store = "audit.db",
) -> None:
    from svcnorm.cli.export import run

    raise typer.Exit(run(store, table, to))


@app.command(cls=Command, help=_("Take old conversations out of a store for good; what was counted stays."))
def purge(
    before: Annotated[str, typer.Option("--before", metavar="DAY", help=_("All of days before this one."))],
    store: Store = "audit.db",
) -> None:
    from svcnorm.cli.purge import run

    raise typer.Exit(run(store, before))
