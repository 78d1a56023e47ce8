"""`svcnorm report --xlsx`: a file for its owner, whole or not at all; what cannot be written is told."""

from __future__ import annotations

from pathlib import Path

import pytest
from openpyxl import load_workbook
from tests.cli.conftest import Cli
from tests.cli.stores import laid
from tests.review.samples import desk


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return desk(tmp_path_factory.mktemp("desk"))


@pytest.fixture
def store(folder: Path, cli: Cli, tmp_path: Path) -> Path:
    return laid(folder, tmp_path)


def test_a_workbook_and_pages(store: Path, cli: Cli, tmp_path: Path) -> None:
    ran = cli("report", "audit.db", "--xlsx", "audit.xlsx", "--html", "site", "--jobs", "1")
    assert ran.code == 0 and "audit.xlsx：2 个对话" in ran.out and (tmp_path / "site" / "index.html").exists()
    assert (tmp_path / "audit.xlsx").stat().st_mode & 0o777 == 0o600
    rows = list(load_workbook(tmp_path / "audit.xlsx")["通话得分"].iter_rows(values_only=True))
    assert {row[0] for row in rows[1:]} == {"20261120000000000017", "C-2"}
    assert {row[4] for row in rows[1:]} == {"00800123", "8002"}


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (("audit.db", "--xlsx", "audit.csv"), ".xlsx"),
        (("audit.db", "--xlsx", "nowhere/audit.xlsx"), "nowhere/audit.xlsx"),
        (("audit.db", "--xlsx", "audit.xlsx", "--from", "soon"), "soon"),
        (("none.db", "--xlsx", "audit.xlsx"), "none.db"),
        (("desk.yaml", "--xlsx", "audit.xlsx"), "desk.yaml"),
    ],
)
def test_what_cannot_be_done_is_told(args: tuple[str, ...], said: str, store: Path, cli: Cli, tmp_path: Path) -> None:
    ran = cli("report", *args)
    assert ran.code == 2 and said in ran.err and "→" in ran.err
    assert not list(tmp_path.glob("**/*audit.xlsx*"))
