"""Where an audit is to run: what does not go together is said before anything starts."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from tests.cli.conftest import Cli


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ("in.parquet out --engine dask", "one of local, spark"),
        ("in.parquet out --master local", "--master goes with --engine spark"),
        ("in.parquet --engine spark", "a folder to write to"),
        ("--engine spark", "a folder to write to"),
        ("in.parquet there --engine spark", "there is there already"),
        ("in.parquet out --engine spark --calls calls.csv", "--calls does not go with"),
        ("in.parquet out --engine spark --cases cases.csv", "--cases does not go with"),
        ("in.parquet out --engine spark --mapping m.yaml", "--mapping does not go with"),
        ("in.parquet out --engine spark --encoding gbk", "--encoding does not go with"),
        ("in.parquet out --engine spark --rejects bad.jsonl", "--rejects does not go with"),
        ("in.parquet out --engine spark --store my.db", "--store does not go with"),
        ("in.parquet out --engine spark --jobs 2", "--jobs does not go with"),
        ("in.parquet out --engine spark --dry-run", "--dry-run does not go with"),
    ],
)
def test_refused(arguments: str, said: str, cli: Cli, tmp_path: Path) -> None:
    (tmp_path / "there").mkdir()
    ran = cli("audit", *arguments.split(), "--lang", "en")
    assert ran.code == 2
    assert said in ran.err
    assert not (tmp_path / "out").exists()


def test_without_spark(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pyspark", None)
    monkeypatch.setitem(sys.modules, "pyspark.sql", None)
    monkeypatch.setitem(sys.modules, "pyspark.errors", None)
    ran = cli("audit", "in.parquet", "out", "--engine", "spark", "--lang", "en")
    assert (ran.code, "svcnorm[spark]" in ran.err) == (2, True)
