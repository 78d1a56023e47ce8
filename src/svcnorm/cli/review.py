"""`svcnorm review import`: bring what people decided into a store."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from svcnorm.cli import FAILED, OK, complain
from svcnorm.cli.stores import writing
from svcnorm.i18n import _
from svcnorm.model.decisions import Decision
from svcnorm.model.errors import InputError


def run(files: Sequence[str], store: str) -> int:
    """Import files of decisions, and print how many are new; returns the exit code: 2 where a file cannot be read, or
    where something in it is not in the store; all the rest is brought in. Raises StoreError."""
    from svcnorm.audit.store.decisions import take
    from svcnorm.review.decisions import read_decisions

    decisions: list[Decision] = []
    errors: list[InputError] = []
    for file in files:
        try:
            decisions += read_decisions(file)
        except InputError as error:
            errors.append(error)
    with writing(Path(store)) as db:
        found = take(db, decisions)
    for each in (*errors, *found.aside):
        complain(each)
    print(_("decisions: {new} new, {known} known before", new=found.new, known=found.known))
    if found.aside:
        print(_("set aside: {n} decisions about what the store does not hold", n=len(found.aside)))
    return FAILED if errors or found.aside else OK
