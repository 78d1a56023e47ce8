"""What people decided about conversations, for their pages and tables."""

from __future__ import annotations

import sqlite3

from svcnorm.audit.figures.rescored import rescored
from svcnorm.audit.figures.reviews import opinions
from svcnorm.model.decisions import Opinion, SecondLook, Told


def second_looks(db: sqlite3.Connection) -> dict[int, SecondLook]:
    """By the number of the conversation; one that nobody decided anything about is left out."""
    said: dict[int, dict[str, list[Opinion]]] = {}
    for (key, fingerprint), of in opinions(db).items():
        said.setdefault(key, {})[fingerprint] = of
    human: dict[int, dict[str, str]] = {}
    for key, fingerprint, together in db.execute("SELECT key, fingerprint, human FROM opinions"):
        human.setdefault(key, {})[fingerprint] = together
    told: dict[int, list[Told]] = {}
    query = (
        "SELECT key, kind, rule, norm, turn, reviewer, decision, remark FROM decisions"
        " WHERE kind <> 'finding' AND current ORDER BY kind DESC, coalesce(turn, -1), norm, rule, reviewer"
    )
    for key, kind, rule, norm, turn, *opinion in db.execute(query):
        told.setdefault(key, []).append(Told(kind, rule, norm, turn, Opinion(*opinion)))
    scores: dict[int, dict[str, tuple[float | None, bool | None]]] = {}
    for each in rescored(db):
        if each.known:
            scores.setdefault(each.key, {})[each.handbook] = (each.reviewed, each.reviewed_passed)
    return {
        key: SecondLook(said.get(key, {}), human.get(key, {}), told.get(key, ()), scores.get(key, {}))
        for key in sorted({*said, *told})
    }
