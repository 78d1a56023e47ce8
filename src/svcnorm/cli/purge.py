"""`svcnorm purge`: take old conversations out of a store for good; what was counted stays."""

from __future__ import annotations

from pathlib import Path

from svcnorm.cli import OK
from svcnorm.cli.stores import day, writing
from svcnorm.i18n import _
from svcnorm.model.errors import ConfigError


def run(store: str, before: str) -> int:
    """Purge, and print what went; returns the exit code."""
    from svcnorm.audit.store.purging import purge

    wanted = day("--before", before)
    if not wanted:
        raise ConfigError(_("until when is not said"), remedy=_("say --before 2026-01-01"))
    path = Path(store)
    with writing(path) as db:
        found = purge(db, wanted, path)
    print(_("taken out: {n} conversations, {findings} findings", n=found.conversations, findings=found.findings))
    if found.decisions or found.errors:
        told = {"decisions": found.decisions, "errors": found.errors}
        print(_("with them: {decisions} decisions of reviewers, {errors} notes on inputs", **told))
    if found.skeletons:
        print(_("of {n} of them the events stay, without a word: their cases go on", n=found.skeletons))
    return OK
