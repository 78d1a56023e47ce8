"""`svcnorm summary`: figures counted again by hand from the views, and no rate without its denominator."""

from __future__ import annotations

import csv
import io
import json
from collections import Counter, defaultdict
from pathlib import Path
from typing import Any

import pytest
from tests.audit.conftest import HOUSE, asked, generated, lines
from tests.cli.conftest import Cli
from tests.cli.stores import laid, made

from svcnorm.model.shares import share

FATAL = """pack: strict
kind: handbook
rules:
  - {id: no-cannot, title: 不说办不了, severity: fatal, points: 5, forbid: 办不了, message: "说了“{text}”"}
  - {id: greet, title: 开头问好, severity: minor, points: 2, require: "您好", in: first agent turn, message: 没有问好}
  - {id: pickup, title: 三声, severity: fatal, measure: rings, at_most: 3, message: 响了几声}
norms:
  S-1: {title: 用语, status: automated, by: [{rule: no-cannot}, {rule: greet}]}
  S-2: {title: 接听, status: automated, by: [{rule: pickup}]}
"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("summary")
    (place / "strict.yaml").write_text(FATAL, encoding="utf-8")
    return made(place, generated(250), (HOUSE, str(place / "strict.yaml")))


@pytest.fixture
def store(folder: Path, cli: Cli, tmp_path: Path) -> Path:
    return laid(folder, tmp_path)


def told(cli: Cli, *args: str) -> dict[str, Any]:
    ran = cli("summary", "--format", "json", *args)
    assert ran.code == 0, ran.err
    data: dict[str, Any] = json.loads(ran.out)
    return data


def near(found: dict[str, Any], hits: int, n: int) -> None:
    """A share as it must be, with its interval."""
    expected = share(hits, n)
    assert found["n"] == n
    assert found["value"] == (None if expected.value is None else pytest.approx(expected.value, abs=0.00051))
    assert (found["low"], found["high"]) == pytest.approx((expected.low, expected.high), abs=0.00051)


def test_rules_as_the_view_of_verdicts_has_them(store: Path, cli: Cli) -> None:
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for rule, verdict in asked(store, "SELECT rule, verdict FROM verdicts"):
        counts[rule][verdict] += 1
    found = {line["name"]: line for line in told(cli, "--by", "rule")["lines"]}
    assert set(found) == set(counts)
    for rule, of in counts.items():
        near(found[rule]["hits"], of["violation"], of["violation"] + of["pass"])
        near(found[rule]["undetermined"], of["undetermined"], of["violation"] + of["pass"] + of["undetermined"])
        assert (found[rule]["not_applicable"], found[rule]["manual"]) == (of["not_applicable"], of["manual"])
    rates = {row[0]: row[1:] for row in asked(store, "SELECT rule, judged, violation, undetermined FROM rule_rates")}
    assert rates == {r: (c["violation"] + c["pass"], c["violation"], c["undetermined"]) for r, c in counts.items()}


@pytest.mark.parametrize(
    ("by", "column"), [("agent", "agent"), ("channel", "channel"), ("day", "day"), ("month", "substr(day, 1, 7)")]
)
def test_groups_as_the_views_have_them(by: str, column: str, store: Path, cli: Cli) -> None:
    of = dict(asked(store, f"SELECT coalesce({column}, ''), count(*) FROM conversations GROUP BY 1"))
    broken = dict(
        asked(store, f"SELECT coalesce({column}, ''), count(DISTINCT conversation) FROM violations GROUP BY 1")
    )
    verdicts: dict[str, Counter[str]] = defaultdict(Counter)
    for name, verdict in asked(store, f"SELECT coalesce({column}, ''), verdict FROM verdicts"):
        verdicts[name][verdict] += 1
    found = {line["name"]: line for line in told(cli, "--by", by)["lines"]}
    assert set(found) == set(of)
    for name, line in found.items():
        near(line["broken"], broken.get(name, 0), of[name])
        judged = sum(verdicts[name][each] for each in ("violation", "pass", "undetermined"))
        near(line["undetermined"], verdicts[name]["undetermined"], judged)


def test_a_norm_has_the_strongest_verdict_of_its_rules(store: Path, cli: Cli) -> None:
    line = next(each for each in told(cli, "--by", "norm")["lines"] if each["name"] == "strict/S-1")
    names = [row[0] for row in asked(store, "SELECT rule FROM norms WHERE handbook = 'strict' AND norm = 'S-1'")]
    marks = ", ".join(f"'{name}'" for name in names)
    query = f"SELECT count(DISTINCT conversation) FROM violations WHERE rule IN ({marks})"
    assert [(line["violations"],)] == asked(store, query)
    assert line["severity"] == "fatal"


def test_scores_and_fatal_faults(store: Path, cli: Cli) -> None:
    overall = told(cli)["overall"]
    assert {each["handbook"] for each in overall["scores"]} == {"house", "strict"}
    for line in told(cli, "--by", "handbook")["lines"]:
        points = sorted(
            row[0]
            for row in asked(
                store, f"SELECT score FROM scores WHERE handbook = '{line['handbook']}' AND score NOT NULL"
            )
        )
        assert (line["n"], line["low"], sum(line["bands"])) == (len(points), points[0], len(points))
        assert line["mean"] == pytest.approx(sum(points) / len(points), abs=0.06)
        assert line["median"] == points[(len(points) - 1) // 2]
        passed = Counter(p for (p,) in asked(store, f"SELECT passed FROM scores WHERE handbook = '{line['handbook']}'"))
        near(line["passed"], passed[1], passed[0] + passed[1])
        assert line["open"] == passed[None]
    grave = (
        "SELECT conversation, max(verdict = 'violation'), max(verdict = 'undetermined') FROM verdicts"
        " WHERE rule IN ({}) GROUP BY 1"
    )
    fatal = [row[0] for row in asked(store, "SELECT rule FROM norms WHERE severity = 'fatal'")]
    rows = asked(store, grave.format(", ".join(f"'{name}'" for name in fatal)))
    open_ = sum(not broken and undetermined for _, broken, undetermined in rows)
    near(overall["critical_free"], sum(not b and not u for _, b, u in rows), len(rows) - open_)
    assert overall["critical_open"] == open_ > 0


def test_what_is_missing(store: Path, cli: Cli) -> None:
    counts: Counter[str] = Counter()
    for (reasons,) in asked(store, "SELECT reasons FROM verdicts WHERE verdict = 'undetermined'"):
        counts.update(reasons.split(", "))
    assert {each["reason"]: each["verdicts"] for each in told(cli)["overall"]["reasons"]} == counts


def test_days_bound_what_counts(store: Path, cli: Cli) -> None:
    found = told(cli, "--from", "2026-11-01", "--until", "2026-11-10")
    between = "SELECT count(*) FROM conversations WHERE day BETWEEN '2026-11-01' AND '2026-11-10'"
    assert [(found["conversations"],)] == asked(store, between)
    assert told(cli, "--from", "2030-01-01")["conversations"] == 0
    assert cli("summary", "--from", "2030-01-01").code == 0
    assert cli("summary", "--from", "1.11.2026").code == 2


def test_repeat_offenders_stand_by_the_least_that_their_rate_can_be(cli: Cli, tmp_path: Path) -> None:
    def calls(agent: str, bad: int, good: int) -> list[dict[str, Any]]:
        texts = ["这个办不了"] * bad + ["您好"] * good
        party = {"id": "a", "role": "agent", "agent": agent}
        turns = [[{"speaker": "a", "text": text}] for text in texts]
        return [{"id": f"{agent}-{n}", "parties": [party], "turns": each} for n, each in enumerate(turns)]

    lines(
        tmp_path / "calls.jsonl",
        [*calls("few", 3, 0), *calls("many", 30, 10), *calls("seldom", 4, 300), *calls("twice", 2, 0)],
    )
    assert cli("audit", "calls.jsonl", "--pack", HOUSE, "--jobs", "1").code == 0
    again = [each for each in told(cli)["repeated"] if each["rule"] == "no-cannot"]
    assert [(each["agent"], each["violations"], each["hits"]["n"]) for each in again] == [
        ("many", 30, 40),
        ("few", 3, 3),
        ("seldom", 4, 304),
    ]
    page = cli("--lang", "en", "summary").out
    assert "/ 3*" in page and "/ 40" in page and "349 without a date" in page


def test_csv_that_spreadsheets_open(store: Path, cli: Cli) -> None:
    for by in ("rule", "norm", "handbook", "agent", "week"):
        ran = cli("--lang", "en", "summary", "--by", by, "--format", "csv")
        assert ran.out.startswith("\ufeff")
        rows = list(csv.DictReader(io.StringIO(ran.out[1:])))
        assert len(rows) == len(told(cli, "--by", by)["lines"])
        assert all(None not in row for row in rows)
    assert cli("summary", "--format", "csv").code == 2
    assert cli("summary", "--by", "weather").code == 2


def test_the_page_in_chinese(store: Path, cli: Cli) -> None:
    page = cli("summary").out
    for text in ("250 个对话", "无致命错误", "95% 置信区间", "趋势", "违规最多的规则"):
        assert text in page
    assert cli("summary", "--by", "channel").out
