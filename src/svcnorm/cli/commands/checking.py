"""Commands on transcripts."""

from __future__ import annotations

from typing import Annotated

import typer

from svcnorm.cli.commands.options import Paths, Report, Strings, Table
from svcnorm.cli.commands.root import app
from svcnorm.cli.commands.taking import ASIDE, LOGS, READING, REPORTING, SPEAKERS, Given, taking
from svcnorm.cli.usage import Command
from svcnorm.i18n import _


@app.command(
    cls=Command, help=_("Check conversations; print what was broken, where, by which clause, and what to say instead.")
)
@taking("pack", *REPORTING, "fatal_judged", "as_of", *READING, *LOGS, *ASIDE, "no_mask", "verbose")
def check(
    given: Given,
    paths: Paths = None,
    format_: Report = "terminal",
    show_config: Annotated[
        bool, typer.Option("--show-config", help=_("Print what is in force and where it comes from."))
    ] = False,
) -> None:
    from svcnorm.cli.check import CheckOptions, run

    raise typer.Exit(run(paths or (), CheckOptions(**given, format=format_, show_config=show_config)))


@app.command(cls=Command, help=_("Show how a rule came to its verdict on a conversation: every step, hits and misses."))
@taking("pack", "as_of", *READING, *LOGS, "no_mask")
def why(
    given: Given,
    rule: Annotated[str, typer.Argument(help=_("A rule id, or a norm id of the handbook."))],
    path: Annotated[str, typer.Argument(help=_("A file, or - for standard input."))],
    turn: Annotated[
        int, typer.Option("--turn", metavar="N", help=_("Only what concerns this entry of the record, from 1."))
    ] = 0,
) -> None:
    from svcnorm.cli.check import CheckOptions
    from svcnorm.cli.why import run

    raise typer.Exit(run(rule, path, CheckOptions(**given), turn))


@app.command(cls=Command, help=_("Say what a file holds, what is missing, and which rules that leaves undetermined."))
@taking("pack", "as_of", *READING, *LOGS, "no_mask", "verbose")
def inspect(
    given: Given,
    paths: Paths = None,
    formats: Annotated[
        bool,
        typer.Option("--formats", help=_("List the formats that are read, how they are recognised, what they carry.")),
    ] = False,
    format_: Annotated[
        str, typer.Option("--format", "-f", metavar="FORMAT", help=_("What to print: table or json."))
    ] = "table",
    sample: Annotated[
        int, typer.Option("--sample", metavar="N", help=_("How many conversations of each source to judge."))
    ] = 100,
) -> None:
    from svcnorm.cli.check import CheckOptions
    from svcnorm.cli.inspect import print_formats, run

    if formats:
        raise typer.Exit(print_formats())
    raise typer.Exit(run(paths or (), CheckOptions(**given, format=format_), sample))


@app.command(cls=Command, help=_("Write conversations in our own form, or as vCon; the last path is the output."))
@taking("config", *SPEAKERS, *ASIDE, "no_mask", "verbose")
def convert(
    given: Given,
    paths: Annotated[
        list[str],
        typer.Argument(metavar="IN... OUT", help=_("What to read, then where to write; - is standard output.")),
    ],
    to: Annotated[
        str, typer.Option("--to", metavar="KIND", help=_("jsonl, json or vcon; by default as the output is named."))
    ] = "",
) -> None:
    from svcnorm.cli.check import CheckOptions
    from svcnorm.cli.convert import run

    raise typer.Exit(run(paths[:-1], paths[-1], CheckOptions(**given), to))


@app.command(
    cls=Command, help=_("Compare verdicts with what people said: precision, recall, kappa, every disagreement.")
)
@taking("pack", "as_of", "config", "encoding", "no_mask", "verbose")
def calibrate(
    given: Given,
    labels: Annotated[
        Strings, typer.Argument(metavar="LABELS...", help=_("Files of labels: CSV or JSON lines."))
    ] = None,
    store: Annotated[
        str, typer.Option("--store", metavar="FILE", help=_("Instead of labels: what reviewers decided in a store."))
    ] = "",
    on: Annotated[
        Strings, typer.Option("--on", metavar="PATH", help=_("The labelled conversations, where LABELS hold none."))
    ] = None,
    by: Annotated[str, typer.Option("--by", metavar="WHAT", help=_("Figures by pack, norm or rule."))] = "pack",
    norms: Annotated[
        str, typer.Option("--norms", metavar="FILE", help=_("Only the norms in this file, an id a line."))
    ] = "",
    format_: Table = "table",
    at_least: Annotated[
        Strings,
        typer.Option("--at-least", metavar="METRIC=VALUE", help=_("Exit 1 below it: precision, recall, f1 or kappa.")),
    ] = None,
) -> None:
    from svcnorm.cli.calibrate import CalibrateOptions, run

    more = CalibrateOptions(
        **given, on=tuple(on or ()), store=store, by=by, norms=norms, format=format_, at_least=tuple(at_least or ())
    )
    raise typer.Exit(run(labels or (), more))
