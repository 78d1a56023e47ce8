"""What people decided goes into the store; nothing of it is ever overwritten."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from typing import NamedTuple

from svcnorm.audit.store.opening import transaction
from svcnorm.audit.store.runs import now, setting
from svcnorm.model.decisions import FINDING, Decision
from svcnorm.model.errors import InputError
from svcnorm.report.masking import shown


class Imported(NamedTuple):
    """How many decisions are new, how many were known, and what is wrong with those that were set aside."""

    new: int
    known: int
    aside: list[InputError]


def take(db: sqlite3.Connection, decisions: Iterable[Decision]) -> Imported:
    """Store decisions, each once, in one transaction. Those about conversations, findings, rules or norms that the
    store does not know are set aside. Remarks are masked as the store is."""
    show, new, known, aside = shown(setting(db, "text", "masked") == "masked"), 0, 0, []
    imported = now()
    with transaction(db):
        for each in decisions:
            try:
                name = _placed(db, each)
            except InputError as error:
                aside.append(error)
                continue
            row = (name, each.fingerprint, each.decision, each.reviewer, show.text(each.remark))
            added = db.execute(
                "INSERT OR IGNORE INTO decision (conversation, fingerprint, decision, reviewer, comment, decided, kind,"
                " rule, norm, turn, imported) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                (*row, each.at, each.kind, each.rule, each.norm, each.turn, imported),
            ).rowcount
            new, known = new + added, known + 1 - added
    return Imported(new, known, aside)


def _placed(db: sqlite3.Connection, of: Decision) -> str:
    """The id of the conversation that is meant, as the store has it. Raises InputError."""
    # Pages show ids masked, so that two conversations may look alike; a fingerprint tells them apart.
    found = db.execute(
        "SELECT id, key, ruleset, turns FROM conversation WHERE id = ? OR name = ?", (of.conversation,) * 2
    ).fetchall()
    if not found:
        raise of.error(f"the store has no conversation “{of.conversation}”", "name the store that the report is of")
    if of.kind == FINDING:
        query = "SELECT 1 FROM finding WHERE conversation = ? AND fingerprint = ?"
        found = [row for row in found if db.execute(query, (row[1], of.fingerprint)).fetchone()]
        if not found:
            message = f"the conversation “{of.conversation}” has no finding {of.fingerprint}"
            raise of.error(message, "run svcnorm audit on the conversation, and mark its new report")
    if len(found) > 1:
        raise of.error(f"several conversations are shown as “{of.conversation}”", "write the id as it is")
    ((name, _key, ruleset, turns),) = found
    _check(db, of, ruleset, turns)
    return str(name)


def _check(db: sqlite3.Connection, of: Decision, ruleset: int | None, turns: int) -> None:
    """Raises InputError for what a decision names that its conversation does not have."""
    remedy = "choose again in the report of this store"
    for name, table, column, what in ((of.rule, "rule", "instance", "rule"), (of.norm, "norm", "id", "norm")):
        query = f"SELECT 1 FROM {table} WHERE ruleset = ? AND {column} = ?"
        if name and not db.execute(query, (ruleset, name)).fetchone():
            raise of.error(f"“{of.conversation}” was judged by no {what} “{name}”", remedy)
    if of.turn is not None and of.turn >= turns:
        raise of.error(f"“{of.conversation}” has no sentence {of.turn + 1}", remedy)
