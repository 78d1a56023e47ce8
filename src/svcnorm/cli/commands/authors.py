"""Commands for those who write rules, beside those that look at packs."""

from __future__ import annotations

from typing import Annotated

import typer

from svcnorm.cli.commands.options import Config, Encoding, From, Store, Strings, Table, Until, Verbose
from svcnorm.cli.commands.packs import rules_app
from svcnorm.cli.commands.taking import SPEAKERS, Given, taking
from svcnorm.cli.usage import Command
from svcnorm.i18n import _


@rules_app.command("try", cls=Command, help=_("Show every place where a pattern stands, before it becomes a rule."))
@taking("pack", "config", *SPEAKERS, "no_mask", "verbose")
def rules_try(
    given: Given,
    pattern: Annotated[str, typer.Argument(help=_("A pattern of the rule language, in quotes."))],
    on: Annotated[
        Strings, typer.Option("--on", metavar="PATH", help=_("Where to look: files, directories, globs, or -."))
    ] = None,
    party: Annotated[
        str, typer.Option("--party", metavar="ROLE", help=_("Only what this party says: agent or customer."))
    ] = "",
    unless: Annotated[
        Strings,
        typer.Option("--unless", metavar="PATTERN", help=_("A guard: drops hits that it covers; may be repeated.")),
    ] = None,
    edges: Annotated[
        str, typer.Option("--edges", metavar="EDGES", help=_("Where hits must end: none, token, clause or turn."))
    ] = "none",
    sound_alike: Annotated[bool, typer.Option("--sound-alike", help=_("Also find what sounds the same."))] = False,
    context: Annotated[
        int, typer.Option("--context", "-C", metavar="N", help=_("How many sentences before a hit to show."))
    ] = 1,
) -> None:
    from svcnorm.cli.check import CheckOptions
    from svcnorm.cli.rules.trying import TryOptions, try_pattern

    shared = CheckOptions(**given)
    options = TryOptions(
        shared.told,
        shared.packs,
        shared.config,
        party,
        tuple(unless or ()),
        edges,
        sound_alike,
        context,
        shared.mask,
        shared.verbose,
    )
    raise typer.Exit(try_pattern(pattern, on or (), options))


@rules_app.command(
    "new", cls=Command, help=_("Write a rule to begin with, with comments and tests, into a local pack.")
)
def rules_new(
    rule: Annotated[str, typer.Argument(help=_("The id of the rule, such as no-shouting."))],
    kind: Annotated[
        str, typer.Option("--kind", metavar="KIND", help=_("What the rule does: forbid, require, after or measure."))
    ] = "forbid",
    folder: Annotated[
        str, typer.Option("--in", metavar="FOLDER", help=_("The pack; without it, the first local one in use."))
    ] = "",
    config: Config = None,
) -> None:
    from svcnorm.cli.rules.starting import new_rule

    raise typer.Exit(new_rule(rule, kind, folder, config or ""))


@rules_app.command("schema", cls=Command, help=_("Print the JSON Schema of packs, for editors."))
def rules_schema() -> None:
    from svcnorm.cli.rules.starting import print_schema

    raise typer.Exit(print_schema())


@rules_app.command("stats", cls=Command, help=_("Say how often each rule hits in a store, and by which patterns (-v)."))
def rules_stats(
    store: Store = "audit.db",
    begin: From = "",
    end: Until = "",
    format_: Table = "table",
    verbose: Verbose = False,
) -> None:
    from svcnorm.cli.rules.stats import print_stats

    raise typer.Exit(print_stats(store, format_, begin, end, verbose))


@rules_app.command(
    "import", cls=Command, help=_("Make a pack of a phrase list, of keyword expressions or of Alibaba's rules.")
)
def rules_import(
    file: Annotated[
        str, typer.Argument(metavar="FILE", help=_("A table (CSV, Excel), a text with a phrase a line, or JSON."))
    ],
    pack: Annotated[
        str, typer.Option("--pack", metavar="NAME", help=_("What the pack is called; by default as the file."))
    ] = "",
    folder: Annotated[
        str, typer.Option("--in", metavar="FOLDER", help=_("Where to write; by default the first pack_dirs, or rules."))
    ] = "",
    force: Annotated[bool, typer.Option("--force", help=_("Replace files that are there."))] = False,
    config: Config = None,
    encoding: Encoding = None,
) -> None:
    from svcnorm.cli.rules.importing import ImportOptions, import_rules

    raise typer.Exit(import_rules(file, ImportOptions(pack, folder, force, config or "", encoding)))
