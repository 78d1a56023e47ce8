"""`svcnorm purge`: take old conversations out of a store for good; what was counted stays."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

from svcnorm.cli import OK
from svcnorm.cli.stores import day
from svcnorm.i18n import _
from svcnorm.model.errors import ConfigError


def run(store: str, before: str) -> int:
    """Purge, and print what went; returns the exit code."""
    from svcnorm.audit.store.lock import Lock
    from svcnorm.audit.store.opening import for_reading, for_writing, reported
    from svcnorm.audit.store.purging import purge

    wanted = day("--before", before)
    if not wanted:
        raise ConfigError(_("until when is not said"), remedy=_("say --before 2026-01-01"))
    path = Path(store)
    for_reading(path).close()  # a store that is not there must not be made
    lock = Lock(path)
    try:
        with closing(for_writing(path)) as db, reported(path):
            found = purge(db, wanted, path)
    finally:
        lock.release()
    print(_("taken out: {n} conversations, {findings} findings", n=found.conversations, findings=found.findings))
    if found.decisions or found.errors:
        told = {"decisions": found.decisions, "errors": found.errors}
        print(_("with them: {decisions} decisions of reviewers, {errors} notes on inputs", **told))
    if found.skeletons:
        print(_("of {n} of them the events stay, without a word: their cases go on", n=found.skeletons))
    return OK
