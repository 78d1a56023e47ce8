"""Commands on packs: `svcnorm rules …`."""

from __future__ import annotations

from typing import Annotated

import typer

from svcnorm.cli.commands.options import Config, Packs, Strings, Table, Verbose
from svcnorm.cli.commands.root import group
from svcnorm.cli.commands.taking import Given, taking
from svcnorm.cli.usage import Command
from svcnorm.i18n import _

rules_app = group("rules", _("Look at rules and test them."))
SomePacks = Annotated[Strings, typer.Argument(help=_("Packs or pack files; all shipped ones without any."))]


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
    errors_only: Annotated[
        bool, typer.Option("--errors-only", help=_("Look for errors only: to look for warnings takes every test."))
    ] = False,
    config: Config = None,
    verbose: Verbose = False,
) -> None:
    from svcnorm.cli.rules import lint_packs

    raise typer.Exit(lint_packs(tuple(pack or ()), config or "", verbose, errors_only))


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
@taking("as_of", "config", "encoding", "channel", "no_mask", "verbose")
def rules_diff(
    given: Given,
    before: Annotated[str, typer.Argument(metavar="PACK", help=_("The pack as it is: a name or a file."))],
    after: Annotated[str, typer.Argument(metavar="PACK", help=_("The pack that is to take its place."))],
    on: Annotated[
        Strings,
        typer.Option("--on", metavar="PATH", help=_("Conversations that both judge: files, directories, globs.")),
    ] = None,
    format_: Table = "table",
) -> None:
    from svcnorm.cli.check import CheckOptions
    from svcnorm.cli.rules import diff_packs

    raise typer.Exit(diff_packs(before, after, on or (), CheckOptions(**given, format=format_)))
