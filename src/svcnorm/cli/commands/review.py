"""Commands of the second look: `svcnorm review …`."""

from __future__ import annotations

from typing import Annotated

import typer

from svcnorm.cli.commands.options import Store, Table
from svcnorm.cli.commands.root import group
from svcnorm.cli.usage import Command
from svcnorm.i18n import _

review_app = group("review", _("Bring in what people decided about findings, and see what came of it."))


@review_app.command(
    "import", cls=Command, help=_("Bring files of decisions into a store; what is there already does not double.")
)
def review_import(
    decisions: Annotated[
        list[str], typer.Argument(metavar="DECISIONS...", help=_("Files that reviewers saved from the report."))
    ],
    store: Store = "audit.db",
) -> None:
    from svcnorm.cli.review import run

    raise typer.Exit(run(decisions, store))


@review_app.command(
    "list", cls=Command, help=_("List findings that wait: not looked at, in doubt, disputed between reviewers.")
)
def review_list(store: Store = "audit.db", format_: Table = "table") -> None:
    from svcnorm.cli.reviewed import list_waiting

    raise typer.Exit(list_waiting(store, format_))


@review_app.command(
    "rules", cls=Command, help=_("How right each rule is by what people decided, and which sentences they overturned.")
)
def review_rules(store: Store = "audit.db", format_: Table = "table") -> None:
    from svcnorm.cli.reviewed import list_rules

    raise typer.Exit(list_rules(store, format_))


@review_app.command("scores", cls=Command, help=_("Scores both ways: as the machine gave them, and as reviewed."))
def review_scores(store: Store = "audit.db", format_: Table = "table") -> None:
    from svcnorm.cli.reviewed import list_scores

    raise typer.Exit(list_scores(store, format_))
