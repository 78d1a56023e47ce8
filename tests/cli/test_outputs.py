"""Reports written by `check --output` and `--format`: whole files that only their owner may read."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from tests.cli.conftest import EXAMPLES, Cli

from svcnorm.report import WRITERS

CALL = str(EXAMPLES / "inbound-dont-know-cannot.txt")


def test_every_format_is_a_file(cli: Cli, tmp_path: Path) -> None:
    outputs = [option for name in WRITERS for option in ("-o", f"{name}=report{WRITERS[name].suffix}")]
    assert cli("check", CALL, "--pack", "taboo", *outputs).code == 1
    for writer in WRITERS.values():
        file = tmp_path / f"report{writer.suffix}"
        assert file.stat().st_size > 1_000
        if os.name == "posix":
            assert file.stat().st_mode & 0o777 == 0o600
    assert not list(tmp_path.glob(".*"))


@pytest.mark.parametrize(
    ("form", "begins"), [("html", "<!doctype html>"), ("csv", "\ufeff类别,"), ("markdown", "# 服务")]
)
def test_text_formats_go_to_standard_output(form: str, begins: str, cli: Cli) -> None:
    assert cli("check", CALL, "--pack", "taboo", "--format", form).out.startswith(begins)


def test_a_workbook_goes_into_a_pipe() -> None:
    command = [sys.executable, "-m", "svcnorm", "check", CALL, "--pack", "taboo", "--format", "xlsx"]
    done = subprocess.run(command, capture_output=True)
    assert done.returncode == 1 and done.stdout.startswith(b"PK")


def test_a_workbook_is_not_shown_on_a_screen(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdout.isatty", lambda: True)
    ran = cli("check", CALL, "--pack", "taboo", "--format", "xlsx")
    assert ran.code == 2 and ran.out == "" and "--output xlsx=文件" in ran.err


def test_a_report_that_cannot_be_made_leaves_the_old_one(
    cli: Cli, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    old = tmp_path / "report.xlsx"
    old.write_text("old")

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("svcnorm.report.xlsx.write", full)
    ran = cli("check", CALL, "--pack", "taboo", "-o", "xlsx=report.xlsx")
    assert ran.code == 2 and "report.xlsx" in ran.err
    assert old.read_text() == "old" and [path.name for path in tmp_path.iterdir()] == ["report.xlsx"]
