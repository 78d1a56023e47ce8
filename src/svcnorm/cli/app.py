"""Commands and their options. Bodies live beside, imported when a command runs."""

from __future__ import annotations

from typing import Annotated, Optional

import typer

from svcnorm.cli import OK
from svcnorm.cli.usage import Command, Group
from svcnorm.i18n import _
from svcnorm.report import WRITERS

app = typer.Typer(
    name="svcnorm",
    cls=Group,
    help=_("Checks service conversations against service handbooks."),
    no_args_is_help=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    epilog=_("Every command takes --lang zh|en."),
)
rules_app = typer.Typer(cls=Group, help=_("Look at rules and test them."), no_args_is_help=True, rich_markup_mode=None)
app.add_typer(rules_app, name="rules")

Strings = Optional[list[str]]  # noqa: UP045 (typer reads annotations at run time, Python 3.10 too)
String = Optional[str]  # noqa: UP045
Paths = Annotated[Strings, typer.Argument(help=_("Files, directories, globs, or - for standard input."))]
Packs = Annotated[
    Strings,
    typer.Option(
        "--pack", "-p", metavar="NAME|FILE", help=_("A pack by name, or a pack file; may be given more than once.")
    ),
]
SomePacks = Annotated[Strings, typer.Argument(help=_("Packs or pack files; all shipped ones without any."))]
Config = Annotated[
    String,
    typer.Option("--config", metavar="FILE", help=_("Configuration file instead of the svcnorm.yaml found upward.")),
]
AsOf = Annotated[
    String, typer.Option("--as-of", metavar="TIME", help=_("Until when records are complete: ISO 8601, or now."))
]
Encoding = Annotated[
    String,
    typer.Option("--encoding", metavar="NAME", help=_("Encoding of text files, if it is not found by itself.")),
]
Verbose = Annotated[bool, typer.Option("--verbose", "-v", help=_("List what is otherwise only counted."))]
Channel = Annotated[
    String,
    typer.Option(
        "--channel", metavar="CHANNEL", help=_("Take all conversations as of this channel, whatever they say.")
    ),
]
AgentChannel = Annotated[
    String,
    typer.Option("--agent-channel", metavar="N", help=_("The channel of the recording on which the agent speaks.")),
]
AgentSpeaker = Annotated[
    String, typer.Option("--agent-speaker", metavar="N", help=_("The number or name under which the agent speaks."))
]
Mapping = Annotated[
    Strings,
    typer.Option("--mapping", metavar="FILE", help=_("A mapping file, for JSON of a system that is not known.")),
]
Calls = Annotated[
    Strings,
    typer.Option("--calls", metavar="FILE", help=_("A call log, joined by call id; may be given more than once.")),
]
Cases = Annotated[
    Strings,
    typer.Option(
        "--cases", metavar="FILE", help=_("A case log, joined by case or customer; may be given more than once.")
    ),
]
Rejects = Annotated[
    str, typer.Option("--rejects", metavar="FILE", help=_("Set records that cannot be read aside in this file."))
]
AllowRejects = Annotated[
    bool, typer.Option("--allow-rejects", help=_("Do not exit 2 for records that cannot be read."))
]
Store = Annotated[str, typer.Option("--store", metavar="FILE", help=_("The store of the audit."))]
From = Annotated[str, typer.Option("--from", metavar="DAY", help=_("Only conversations from this day on."))]
Until = Annotated[str, typer.Option("--until", metavar="DAY", help=_("Only conversations up to this day."))]
NoMask = Annotated[bool, typer.Option("--no-mask", help=_("Do not mask phone, ID and card numbers."))]


@app.callback(invoke_without_command=True)
def root(
    version: Annotated[bool, typer.Option("--version", help=_("Print the version."))] = False,
) -> None:
    if version:
        from svcnorm.version import __version__

        typer.echo(f"svcnorm {__version__}")
        raise typer.Exit(OK)


@app.command(
    cls=Command, help=_("Check conversations; print what was broken, where, by which clause, and what to say instead.")
)
def check(
    paths: Paths = None,
    pack: Packs = None,
    format_: Annotated[
        str,
        typer.Option(
            "--format",
            "-f",
            metavar="FORMAT",
            help=_("What to print: {formats}; or auto, by where it runs.", formats=", ".join(WRITERS)),
        ),
    ] = "terminal",
    output: Annotated[
        Strings,
        typer.Option(
            "--output",
            "-o",
            metavar="FORMAT=FILE",
            help=_("Also write FORMAT=FILE, such as html=report.html; may be given more than once."),
        ),
    ] = None,
    fail_on: Annotated[
        str,
        typer.Option(
            "--fail-on",
            metavar="LEVEL",
            help=_("Exit 1 from this severity on: info, minor, major, fatal; undetermined; never."),
        ),
    ] = "minor",
    as_of: AsOf = None,
    config: Config = None,
    encoding: Encoding = None,
    channel: Channel = None,
    agent_channel: AgentChannel = None,
    agent_speaker: AgentSpeaker = None,
    mapping: Mapping = None,
    calls: Calls = None,
    cases: Cases = None,
    baseline: Annotated[
        str, typer.Option("--baseline", metavar="FILE", help=_("Findings that were there before and do not count."))
    ] = "",
    write_baseline: Annotated[
        str, typer.Option("--write-baseline", metavar="FILE", help=_("Write what is found now as the baseline."))
    ] = "",
    rejects: Rejects = "",
    allow_rejects: AllowRejects = False,
    no_mask: NoMask = False,
    verbose: Verbose = False,
    show_config: Annotated[
        bool, typer.Option("--show-config", help=_("Print what is in force and where it comes from."))
    ] = False,
) -> None:
    from svcnorm.cli.check import CheckOptions, run

    options = CheckOptions(
        packs=tuple(pack or ()),
        format=format_,
        outputs=tuple(output or ()),
        fail_on=fail_on,
        as_of=as_of,
        config=config,
        encoding=encoding,
        channel=channel,
        agent_channel=agent_channel,
        agent_speaker=agent_speaker,
        mappings=tuple(mapping or ()),
        calls=tuple(calls or ()),
        cases=tuple(cases or ()),
        baseline=baseline,
        write_baseline=write_baseline,
        rejects=rejects,
        allow_rejects=allow_rejects,
        mask=not no_mask,
        verbose=verbose,
        show_config=show_config,
    )
    raise typer.Exit(run(paths or (), options))


@app.command(cls=Command, help=_("Show how a rule came to its verdict on a conversation: every step, hits and misses."))
def why(
    rule: Annotated[str, typer.Argument(help=_("A rule id, or a norm id of the handbook."))],
    path: Annotated[str, typer.Argument(help=_("A file, or - for standard input."))],
    pack: Packs = None,
    turn: Annotated[
        int, typer.Option("--turn", metavar="N", help=_("Only what concerns this entry of the record, from 1."))
    ] = 0,
    as_of: AsOf = None,
    config: Config = None,
    encoding: Encoding = None,
    channel: Channel = None,
    agent_channel: AgentChannel = None,
    agent_speaker: AgentSpeaker = None,
    mapping: Mapping = None,
    calls: Calls = None,
    cases: Cases = None,
    no_mask: NoMask = False,
) -> None:
    from svcnorm.cli.check import CheckOptions
    from svcnorm.cli.why import run

    options = CheckOptions(
        packs=tuple(pack or ()),
        as_of=as_of,
        config=config,
        encoding=encoding,
        channel=channel,
        agent_channel=agent_channel,
        agent_speaker=agent_speaker,
        mappings=tuple(mapping or ()),
        calls=tuple(calls or ()),
        cases=tuple(cases or ()),
        mask=not no_mask,
    )
    raise typer.Exit(run(rule, path, options, turn))


@app.command(cls=Command, help=_("Say what a file holds, what is missing, and which rules that leaves undetermined."))
def inspect(
    paths: Paths = None,
    pack: Packs = None,
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
    as_of: AsOf = None,
    config: Config = None,
    encoding: Encoding = None,
    channel: Channel = None,
    agent_channel: AgentChannel = None,
    agent_speaker: AgentSpeaker = None,
    mapping: Mapping = None,
    calls: Calls = None,
    cases: Cases = None,
    no_mask: NoMask = False,
    verbose: Verbose = False,
) -> None:
    from svcnorm.cli.check import CheckOptions
    from svcnorm.cli.inspect import print_formats, run

    if formats:
        raise typer.Exit(print_formats())
    options = CheckOptions(
        packs=tuple(pack or ()),
        format=format_,
        as_of=as_of,
        config=config,
        encoding=encoding,
        channel=channel,
        agent_channel=agent_channel,
        agent_speaker=agent_speaker,
        mappings=tuple(mapping or ()),
        calls=tuple(calls or ()),
        cases=tuple(cases or ()),
        mask=not no_mask,
        verbose=verbose,
    )
    raise typer.Exit(run(paths or (), options, sample))


@app.command(cls=Command, help=_("Write conversations in our own form, or as vCon; the last path is the output."))
def convert(
    paths: Annotated[
        list[str],
        typer.Argument(metavar="IN... OUT", help=_("What to read, then where to write; - is standard output.")),
    ],
    to: Annotated[
        str, typer.Option("--to", metavar="KIND", help=_("jsonl, json or vcon; by default as the output is named."))
    ] = "",
    config: Config = None,
    encoding: Encoding = None,
    agent_channel: AgentChannel = None,
    agent_speaker: AgentSpeaker = None,
    mapping: Mapping = None,
    rejects: Rejects = "",
    allow_rejects: AllowRejects = False,
    no_mask: NoMask = False,
    verbose: Verbose = False,
) -> None:
    from svcnorm.cli.convert import ConvertOptions, run
    from svcnorm.intake import Told

    told = Told(encoding, None, agent_channel, agent_speaker, tuple(mapping or ()))
    options = ConvertOptions(to, config, told, rejects, allow_rejects, not no_mask, verbose)
    raise typer.Exit(run(paths[:-1], paths[-1], options))


@app.command(
    cls=Command, help=_("Compare verdicts with what people said: precision, recall, kappa, every disagreement.")
)
def calibrate(
    labels: Annotated[list[str], typer.Argument(metavar="LABELS...", help=_("Files of labels: CSV or JSON lines."))],
    on: Annotated[
        Strings, typer.Option("--on", metavar="PATH", help=_("The labelled conversations, where LABELS hold none."))
    ] = None,
    pack: Packs = None,
    by: Annotated[str, typer.Option("--by", metavar="WHAT", help=_("Figures by pack, norm or rule."))] = "pack",
    norms: Annotated[
        str, typer.Option("--norms", metavar="FILE", help=_("Only the norms in this file, an id a line."))
    ] = "",
    format_: Annotated[
        str, typer.Option("--format", "-f", metavar="FORMAT", help=_("What to print: table, json or csv."))
    ] = "table",
    at_least: Annotated[
        Strings,
        typer.Option("--at-least", metavar="METRIC=VALUE", help=_("Exit 1 below it: precision, recall, f1 or kappa.")),
    ] = None,
    as_of: AsOf = None,
    config: Config = None,
    encoding: Encoding = None,
    no_mask: NoMask = False,
    verbose: Verbose = False,
) -> None:
    from svcnorm.cli.calibrate import CalibrateOptions, run

    options = CalibrateOptions(
        on=tuple(on or ()),
        packs=tuple(pack or ()),
        by=by,
        norms=norms,
        format=format_,
        at_least=tuple(at_least or ()),
        as_of=as_of,
        config=config,
        encoding=encoding,
        mask=not no_mask,
        verbose=verbose,
    )
    raise typer.Exit(run(labels, options))


@app.command(cls=Command, help=_("Judge many conversations into a store; a run that was cut off goes on where it was."))
def audit(
    paths: Paths = None,
    store: Store = "audit.db",
    pack: Packs = None,
    jobs: Annotated[
        int, typer.Option("--jobs", "-j", metavar="N", help=_("Processes that judge; 0 uses every core."))
    ] = 0,
    as_of: AsOf = None,
    config: Config = None,
    encoding: Encoding = None,
    channel: Channel = None,
    agent_channel: AgentChannel = None,
    agent_speaker: AgentSpeaker = None,
    mapping: Mapping = None,
    rejects: Rejects = "",
    allow_rejects: AllowRejects = False,
    calls: Annotated[
        Strings, typer.Option("--calls", metavar="PATH", help=_("A call log; may be given more than once."))
    ] = None,
    cases: Annotated[
        Strings, typer.Option("--cases", metavar="PATH", help=_("A case log; may be given more than once."))
    ] = None,
    customers: Annotated[
        Strings, typer.Option("--customers", metavar="PATH", help=_("Who is a customer: a table of ids."))
    ] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help=_("Only say what would be read."))] = False,
    no_mask: NoMask = False,
    verbose: Verbose = False,
) -> None:
    from svcnorm.cli.audit import AuditOptions, run
    from svcnorm.cli.check import CheckOptions

    options = CheckOptions(
        packs=tuple(pack or ()),
        as_of=as_of,
        config=config,
        encoding=encoding,
        channel=channel,
        agent_channel=agent_channel,
        agent_speaker=agent_speaker,
        mappings=tuple(mapping or ()),
        rejects=rejects,
        allow_rejects=allow_rejects,
        mask=not no_mask,
        verbose=verbose,
    )
    raise typer.Exit(
        run(
            paths or (),
            options,
            AuditOptions(store, jobs, dry_run, tuple(calls or ()), tuple(cases or ()), tuple(customers or ())),
        )
    )


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
    format_: Annotated[
        str, typer.Option("--format", "-f", metavar="FORMAT", help=_("What to print: table, json or csv."))
    ] = "table",
) -> None:
    from svcnorm.cli.summary import run

    raise typer.Exit(run(store, by, format_, begin, end))


@app.command(cls=Command, help=_("Compare two runs of a store: which verdicts appeared, vanished, moved."))
def diff(
    first: Annotated[int, typer.Argument(metavar="RUN", help=_("The earlier run, by its number."))],
    last: Annotated[int, typer.Argument(metavar="RUN", help=_("The later run."))],
    store: Store = "audit.db",
    format_: Annotated[
        str, typer.Option("--format", "-f", metavar="FORMAT", help=_("What to print: table, json or csv."))
    ] = "table",
    verbose: Verbose = False,
) -> None:
    from svcnorm.cli.diff import run

    raise typer.Exit(run(first, last, store, format_, verbose))


@app.command(cls=Command, help=_("List deadlines of cases and customers that are open, and those that are overdue."))
def due(
    store: Store = "audit.db",
    as_of: AsOf = None,
    within: Annotated[
        float, typer.Option("--within", metavar="HOURS", help=_("What is due within so many hours; 0 for all."))
    ] = 24,
    pack: Packs = None,
    format_: Annotated[
        str, typer.Option("--format", "-f", metavar="FORMAT", help=_("What to print: table, json or csv."))
    ] = "table",
    config: Config = None,
    no_mask: NoMask = False,
) -> None:
    from svcnorm.cli.check import CheckOptions
    from svcnorm.cli.due import run

    options = CheckOptions(packs=tuple(pack or ()), format=format_, as_of=as_of, config=config, mask=not no_mask)
    raise typer.Exit(run(store, within, options))


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


@rules_app.command("list", cls=Command, help=_("List packs, or the rules and norms of one."))
def rules_list(
    pack: Annotated[str, typer.Argument(help=_("A pack; all packs without one."))] = "",
    config: Config = None,
) -> None:
    from svcnorm.cli.rules import list_rules

    raise typer.Exit(list_rules(pack, config or ""))


@rules_app.command(
    "show", cls=Command, help=_("Explain one rule: what it checks, for which clauses, with which parameters and tests.")
)
def rules_show(
    rule: Annotated[str, typer.Argument(help=_("A rule id, or a norm id of a handbook."))],
    pack: Packs = None,
    config: Config = None,
) -> None:
    from svcnorm.cli.rules import show_rule

    raise typer.Exit(show_rule(rule, tuple(pack or ()), config or ""))


@rules_app.command("lint", cls=Command, help=_("Check packs for what is wrong or will not work as meant."))
def rules_lint(
    pack: SomePacks = None,
    config: Config = None,
    verbose: Verbose = False,
) -> None:
    from svcnorm.cli.rules import lint_packs

    raise typer.Exit(lint_packs(tuple(pack or ()), config or "", verbose))


@rules_app.command("test", cls=Command, help=_("Run the tests that stand in packs."))
def rules_test(
    pack: SomePacks = None,
    rule: Annotated[str, typer.Option("--rule", metavar="RULE", help=_("Only the tests of this rule."))] = "",
    config: Config = None,
    verbose: Verbose = False,
) -> None:
    from svcnorm.cli.rules import test_packs

    raise typer.Exit(test_packs(tuple(pack or ()), rule, config or "", verbose))


@rules_app.command("coverage", cls=Command, help=_("Account for every clause: by which rules, or left to whom."))
def rules_coverage(
    pack: Packs = None,
    format_: Annotated[
        str, typer.Option("--format", "-f", metavar="FORMAT", help=_("What to print: table, json, html or csv."))
    ] = "table",
    config: Config = None,
    verbose: Verbose = False,
) -> None:
    from svcnorm.cli.rules import coverage_of

    raise typer.Exit(coverage_of(tuple(pack or ()), config or "", format_, verbose))


@rules_app.command(
    "diff", cls=Command, help=_("Compare two packs: what they say differently, and which verdicts that changes.")
)
def rules_diff(
    before: Annotated[str, typer.Argument(metavar="PACK", help=_("The pack as it is: a name or a file."))],
    after: Annotated[str, typer.Argument(metavar="PACK", help=_("The pack that is to take its place."))],
    on: Annotated[
        Strings,
        typer.Option("--on", metavar="PATH", help=_("Conversations that both judge: files, directories, globs.")),
    ] = None,
    format_: Annotated[
        str, typer.Option("--format", "-f", metavar="FORMAT", help=_("What to print: table, json or csv."))
    ] = "table",
    as_of: AsOf = None,
    config: Config = None,
    encoding: Encoding = None,
    channel: Channel = None,
    no_mask: NoMask = False,
    verbose: Verbose = False,
) -> None:
    from svcnorm.cli.check import CheckOptions
    from svcnorm.cli.rules import diff_packs

    options = CheckOptions(
        format=format_,
        as_of=as_of,
        config=config,
        encoding=encoding,
        channel=channel,
        mask=not no_mask,
        verbose=verbose,
    )
    raise typer.Exit(diff_packs(before, after, on or (), options))
