"""`svcnorm export`, `sample` and `purge`: what leaves a store, and what must not stay in it."""

from __future__ import annotations

import csv
import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from tests.audit.conftest import HOUSE, asked, generated, lines
from tests.audit.test_over_time import call
from tests.cli.conftest import Cli

COUNT = 120


@pytest.fixture
def filled(cli: Cli, tmp_path: Path) -> Path:
    """A store of generated conversations, and a few with one agent."""
    records = generated(COUNT)
    for number in range(12):
        record = call(f"A-{number}", f"2026-11-{number + 1:02}T10:00:00+08:00")
        record["parties"] = [{"id": "a", "role": "agent", "agent": "=8001", "team": "north"}]
        record["turns"] = [{"speaker": "a", "text": "您好" if number % 3 else "这个不归我们管"}]
        records.append(record)
    lines(tmp_path / "calls.jsonl", records)
    ran = cli("audit", "calls.jsonl", "--pack", HOUSE, "--jobs", "1", "--as-of", "2026-12-01")
    assert ran.code == 0, ran.err
    return tmp_path / "audit.db"


def rows(file: str) -> list[dict[str, Any]]:
    """What a file holds, whatever it is."""
    if file.endswith(".csv"):
        with Path(file).open(encoding="utf-8-sig", newline="") as stream:
            return list(csv.DictReader(stream))
    if file.endswith(".jsonl"):
        return [json.loads(line) for line in Path(file).read_text(encoding="utf-8").splitlines()]
    if file.endswith(".parquet"):
        from pyarrow.parquet import read_table

        found: list[dict[str, Any]] = read_table(file).to_pylist()
        return found
    from openpyxl import load_workbook

    heads, *cells = load_workbook(file).active.values
    return [dict(zip(heads, row)) for row in cells]


@pytest.mark.parametrize("form", ["csv", "jsonl", "xlsx", "parquet"])
def test_a_view_in_every_form(form: str, filled: Path, cli: Cli) -> None:
    file = f"out.{form}"
    assert cli("export", "--table", "scores", "--to", file).code == 0
    found = rows(file)
    expected = asked(filled, "SELECT conversation, score, agent, passed FROM scores")
    quoted = "'=8001" if form == "csv" else "=8001"
    for row, (conversation, score, agent, passed) in zip(found, expected, strict=True):
        agent = quoted if agent == "=8001" else agent
        if form == "csv":
            assert (row["conversation"], float(row["score"]), row["agent"]) == (conversation, score, agent or "")
        else:
            assert (row["conversation"], row["score"], row["agent"], row["passed"]) == (
                conversation,
                score,
                agent,
                passed,
            )
    assert Path(file).stat().st_mode & 0o77 == 0


@pytest.mark.parametrize("view", ["verdicts", "findings", "conversations", "events", "rule_rates", "errors", "changes"])
def test_every_view_as_parquet(view: str, filled: Path, cli: Cli) -> None:
    assert cli("export", "--table", view, "--to", "out.parquet").code == 0
    assert [tuple(row.values()) for row in rows("out.parquet")] == asked(filled, f"SELECT * FROM {view}")


@pytest.mark.parametrize(
    "args", [("--table", "nothing", "--to", "a.csv"), ("--to", "a.doc"), ("--to", "nowhere/a.csv"), ("--to", "")]
)
def test_what_cannot_be_exported(args: tuple[str, ...], filled: Path, cli: Cli) -> None:
    assert cli("export", *args).code == 2
    assert not list(Path().glob("a.*"))


def test_without_pyarrow(filled: Path, cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    import sys

    monkeypatch.setitem(sys.modules, "pyarrow", None)
    ran = cli("--lang", "en", "export", "--to", "a.parquet")
    assert ran.code == 2 and "svcnorm[parquet]" in ran.err
    Path("in.parquet").write_bytes(b"PAR1 and more")
    ran = cli("--lang", "en", "check", "in.parquet", "--pack", HOUSE)
    assert ran.code == 2 and "svcnorm[parquet]" in ran.err


def test_parquet_as_input(filled: Path, cli: Cli) -> None:
    import pyarrow
    from pyarrow.parquet import write_table

    text = Path("calls.jsonl").read_text(encoding="utf-8").splitlines()
    write_table(pyarrow.table({"conversation": text, "more": list(range(len(text)))}), "calls.parquet")
    ran = cli("audit", "calls.parquet", "--store", "other.db", "--pack", HOUSE, "--jobs", "1", "--as-of", "2026-12-01")
    assert ran.code == 0, ran.err
    query = "SELECT conversation, rule, verdict, reasons FROM verdicts ORDER BY 1, 2"
    assert asked(filled.with_name("other.db"), query) == asked(filled, query)
    turns = {"通话ID": ["C-1", "C-1"], "角色": ["客服", "客户"], "开始时间": [0.5, 3.0], "内容": ["您好", "办不了吗"]}
    write_table(pyarrow.table(turns), "turns.parquet")
    ran = cli("check", "turns.parquet", "--pack", HOUSE, "--format", "json")
    (talk,) = json.loads(ran.out)["conversations"]
    assert talk["id"] == "C-1" and ran.err == ""


@pytest.mark.parametrize("content", [b"PAR1", b"PAR1" + b"\0" * 100, b"PAR1 broken PAR1"])
def test_damaged_parquet(content: bytes, cli: Cli) -> None:
    Path("a.parquet").write_bytes(content)
    ran = cli("check", "a.parquet", "--pack", HOUSE)
    assert ran.code == 2 and "a.parquet" in ran.err and "Traceback" not in ran.err


def draw(cli: Cli, *args: str) -> list[dict[str, Any]]:
    ran = cli("sample", "--out", "sample.jsonl", *args)
    assert ran.code == 0, ran.err
    return rows("sample.jsonl")


def test_a_sample_says_what_it_stands_for(filled: Path, cli: Cli) -> None:
    found = draw(cli, "--strata", "channel,score", "--each", "4")
    strata = {row["stratum"]: (row["population"], row["drawn"], row["fraction"]) for row in found}
    assert sum(population for population, _, _ in strata.values()) == COUNT + 12
    counted = Counter(row["stratum"] for row in found)
    for name, (population, drawn, fraction) in strata.items():
        assert drawn == min(4, population) == counted[name]
        assert fraction == round(drawn / population, 6)
    assert len({row["conversation"] for row in found}) == len(found)


def test_a_sample_depends_on_the_seed_alone(filled: Path, cli: Cli, tmp_path: Path) -> None:
    first = draw(cli, "--per-agent", "3")
    assert first == draw(cli, "--per-agent", "3") != draw(cli, "--per-agent", "3", "--seed", "2")
    records = (tmp_path / "calls.jsonl").read_text(encoding="utf-8").splitlines()
    (tmp_path / "back.jsonl").write_text("\n".join(reversed(records)), encoding="utf-8")
    args = ("--pack", HOUSE, "--jobs", "1", "--as-of", "2026-12-01")
    assert cli("audit", "back.jsonl", "--store", "other.db", *args).code == 0
    other = draw(cli, "--per-agent", "3", "--store", "other.db")
    assert [{**row, "source": ""} for row in other] == [{**row, "source": ""} for row in first]
    # A larger sample holds the smaller one.
    larger = {row["conversation"] for row in draw(cli, "--per-agent", "5")}
    assert {row["conversation"] for row in first} < larger


def test_verdicts_are_drawn_by_rule(filled: Path, cli: Cli) -> None:
    found = draw(cli, "--per-rule", "2", "--strata", "verdict")
    assert {row["verdict"] for row in found} == {"violation", "undetermined"}
    assert all(row["stratum"] == f"rule={row['rule']} verdict={row['verdict']}" for row in found)
    assert any(
        row["text"] == "不归我们管" and "不归我们管" in row["message"] for row in found if row["rule"] == "no-cannot"
    )
    counts = asked(filled, "SELECT rule, count(*) FROM violations GROUP BY rule")
    for rule, n in counts:
        assert {row["population"] for row in found if row["stratum"] == f"rule={rule} verdict=violation"} == {n}


def test_what_must_be_in_it_is_left_out_of_the_rest(filled: Path, cli: Cli) -> None:
    found = draw(cli, "--must", "undetermined", "--per-agent", "100")
    whole = [row for row in found if row["stratum"].startswith("must=")]
    open_ = asked(filled, "SELECT DISTINCT conversation FROM scores WHERE passed IS NULL")
    assert {row["conversation"] for row in whole} == {name for (name,) in open_} != set()
    assert len(found) == len({row["conversation"] for row in found}) == COUNT + 12
    only = draw(cli, "--must", "fatal,undetermined")
    assert {row["stratum"] for row in only} <= {"must=fatal", "must=undetermined"}


def test_a_purge_leaves_counts_and_no_words(filled: Path, cli: Cli) -> None:
    from svcnorm.audit.store.opening import for_writing

    everything = b"".join(file.read_bytes() for file in Path().glob("audit.db*"))
    assert "不归我们管".encode() in everything
    reader = for_writing(filled)  # whose log holds words, too
    reader.close()
    before = {by: cli("summary", "--by", by, "-f", "json").out for by in ("rule", "norm", "handbook", "agent", "week")}
    ran = cli("--lang", "en", "purge", "--before", "2026-12-31")
    assert ran.code == 0, ran.err
    left = b"".join(file.read_bytes() for file in Path().glob("audit.db*"))
    for word in ("不归我们管", "A-0", "G-0000001", "calls.jsonl"):
        assert word.encode() not in left
    assert asked(filled, "SELECT count(*) FROM conversations") == [(0,)]
    for by, text in before.items():
        was, now = json.loads(text), json.loads(cli("summary", "--by", by, "-f", "json").out)
        assert now["lines"] == was["lines"] and now["overall"] == was["overall"]
    assert json.loads(cli("summary", "-f", "json").out)["purged"] == COUNT + 12
    assert asked(filled, "SELECT before, conversations FROM purges") == [("2026-12-31", COUNT + 12)]
    # What was purged does not come back.
    ran = cli("audit", "calls.jsonl", "--pack", HOUSE, "--jobs", "1", "--as-of", "2026-12-01")
    assert asked(filled, "SELECT count(*) FROM conversations") == [(0,)]
    assert json.loads(cli("summary", "--by", "rule", "-f", "json").out)["lines"] == json.loads(before["rule"])["lines"]


def test_a_purge_in_the_middle_keeps_the_events_of_what_goes_on(cli: Cli, tmp_path: Path) -> None:
    received = {"type": "complaint_received", "at": "2026-10-30T09:01:00+08:00"}
    early = call("early", "2026-10-30T09:00:00+08:00", received, cases=["T-1"], customer="K-1")
    late = call("late", "2026-11-02T09:00:00+08:00", cases=["T-1"], customer="K-1")
    lines(tmp_path / "calls.jsonl", [early, late])
    assert cli("audit", "calls.jsonl", "--pack", HOUSE, "--jobs", "1").code == 0
    ran = cli("--lang", "en", "purge", "--before", "2026-11-01")
    assert "without a word" in ran.out
    store = tmp_path / "audit.db"
    assert asked(store, "SELECT type FROM events") == [("complaint_received",)]
    assert asked(store, "SELECT conversation FROM verdicts GROUP BY 1") == [("late",)]
    assert asked(store, "SELECT purge, conversations, skeletons FROM purges") == [(1, 1, 1)]
    cli("purge", "--before", "2026-11-01")
    assert asked(store, "SELECT purge, conversations FROM purges") == [(1, 1), (2, 0)]
    assert asked(store, "SELECT conversations FROM kept_conversation") == [(1,)]


def test_a_purge_of_no_store(cli: Cli) -> None:
    assert cli("purge", "--before", "2026-11-01").code == 2
    assert cli("purge", "--before", "gestern").code == 2
    assert not list(Path().glob("audit.db*"))
