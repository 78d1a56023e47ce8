"""Commands and their options. Bodies live beside, imported when a command runs."""

from __future__ import annotations

from typing import Annotated, Optional

import typer

from svcnorm.cli import OK
from svcnorm.cli.usage import Command, Group
from svcnorm.i18n import _

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
        str, typer.Option("--format", "-f", metavar="FORMAT", help=_("What to print: terminal or json."))
    ] = "terminal",
    output: Annotated[
        Strings,
        typer.Option(
            "--output", "-o", metavar="FORMAT=FILE", help=_("Also write FORMAT=FILE; may be given more than once.")
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
