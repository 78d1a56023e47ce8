"""`svcnorm rules stats`: the figures of rules, counted again from the views."""

from __future__ import annotations

import csv
import io
import json
import sqlite3
from collections import Counter
from pathlib import Path

import pytest
from tests.audit.conftest import HOUSE, asked, generated
from tests.cli.conftest import Cli
from tests.cli.stores import laid, made


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return made(tmp_path_factory.mktemp("stats"), generated(80), (HOUSE,))


@pytest.fixture
def store(folder: Path, cli: Cli, tmp_path: Path) -> Path:
    return laid(folder, tmp_path)


def test_rules_and_their_patterns_as_the_views_have_them(store: Path, cli: Cli) -> None:
    lines = json.loads(cli("rules", "stats", "--format", "json").out)["rules"]
    rates = {row[0]: row[1:] for row in asked(store, "SELECT rule, judged, violation, undetermined FROM rule_rates")}
    assert {line["rule"]: (line["hits"]["n"], line["violations"], line["undetermined"]) for line in lines} == rates
    findings = Counter(asked(store, "SELECT rule, pattern FROM findings"))
    told = {(line["rule"], p["pattern"]): p["findings"] for line in lines for p in line["patterns"]}
    assert told and told == {key: n for key, n in findings.items() if key[1]}
    totals: Counter[str] = Counter()
    for (rule, _pattern), n in findings.items():
        totals[rule] += n
    assert {line["rule"]: line["findings"] for line in lines if line["findings"]} == dict(totals)
    assert [line["violations"] for line in lines] == sorted((line["violations"] for line in lines), reverse=True)


def test_days_bound_what_counts(store: Path, cli: Cli) -> None:
    (first,) = asked(store, "SELECT min(day) FROM conversations")[0]
    lines = json.loads(cli("rules", "stats", "--until", first, "--format", "json").out)["rules"]
    found = asked(store, f"SELECT count(*) FROM findings WHERE day = '{first}'")[0][0]
    assert sum(line["findings"] for line in lines) == found


def test_the_page_has_a_row_a_rule_and_patterns_where_asked_for(store: Path, cli: Cli) -> None:
    plain, more = cli("--lang", "en", "rules", "stats").out, cli("--lang", "en", "rules", "stats", "-v").out
    assert "no-cannot" in plain and "visited" in plain
    assert len(more.splitlines()) > len(plain.splitlines())


def test_a_table_for_spreadsheets(store: Path, cli: Cli) -> None:
    rows = list(csv.reader(io.StringIO(cli("--lang", "en", "rules", "stats", "--format", "csv").out.lstrip("\ufeff"))))
    assert rows[0] == ["rule", "title", "violations", "of", "undetermined", "findings", "possible", "precision", "of"]
    (cannot,) = asked(store, "SELECT violation FROM rule_rates WHERE rule = 'no-cannot'")
    assert ["no-cannot", str(cannot[0])] in [[row[0], row[2]] for row in rows]


def test_precision_is_what_people_decided(store: Path, cli: Cli) -> None:
    rows = asked(store, "SELECT conversation, fingerprint FROM findings WHERE rule = 'no-cannot' ORDER BY 1, 2 LIMIT 3")
    db = sqlite3.connect(store)
    for (conversation, fingerprint), decision in zip(rows, ("confirmed", "confirmed", "false_alarm")):
        db.execute(
            "INSERT INTO decision (conversation, fingerprint, decision, reviewer, comment, decided)"
            " VALUES (?, ?, ?, 'A', '', '2026-11-20')",
            (conversation, fingerprint, decision),
        )
    db.commit()
    db.close()
    lines = {line["rule"]: line for line in json.loads(cli("rules", "stats", "--format", "json").out)["rules"]}
    assert (lines["no-cannot"]["precision"]["value"], lines["no-cannot"]["precision"]["n"]) == (0.667, 3)
    assert lines["greet"]["precision"]["value"] is None
