"""Each check finds what is wrong in a pack made for it, at the marked lines, and nothing once it is mended."""

from __future__ import annotations

from pathlib import Path

import pytest

from svcnorm.packs.lint import CHECKS, ERROR, WARNING, Check, lint
from svcnorm.packs.opened import Shelf
from svcnorm.packs.resolve import Library

DATA = Path(__file__).parent.parent.parent / "data" / "packs" / "lint"
IDS = [check.id for check in CHECKS]


@pytest.fixture(scope="module")
def shelf() -> Shelf:
    return Shelf(library=Library((DATA,)))


def marked(name: str) -> list[int]:
    lines = (DATA / f"{name}.yaml").read_text(encoding="utf-8").splitlines()
    return [number for number, line in enumerate(lines, 1) if line.endswith("# here")]


def found(shelf: Shelf, name: str, check: str) -> list[int]:
    return [f.place.line for f in lint(shelf.open(name), shelf) if f.check.id == check]


@pytest.mark.parametrize("check", IDS)
def test_it_finds_what_is_wrong(shelf: Shelf, check: str) -> None:
    assert marked(check)
    assert found(shelf, check, check) == marked(check)


@pytest.mark.parametrize("check", IDS)
def test_it_is_silent_once_that_is_mended(shelf: Shelf, check: str) -> None:
    assert found(shelf, f"{check}-mended", check) == []


def test_every_check_is_registered_once_and_has_its_packs() -> None:
    assert len(set(IDS)) == len(IDS)
    packs = {path.stem for path in DATA.glob("*.yaml")} - {"common"}
    assert packs == {*IDS, *(f"{check}-mended" for check in IDS)}


@pytest.mark.parametrize("check", CHECKS, ids=IDS)
def test_every_check_explains_itself(check: Check) -> None:
    assert check.severity in (ERROR, WARNING)
    assert check.about.endswith(".")
    assert check.remedy


def test_findings_know_their_column_and_say_what_they_are_about(shelf: Shelf) -> None:
    (finding,) = (f for f in lint(shelf.open("shadowed-phrase"), shelf) if f.check.id == "shadowed-phrase")
    assert finding.place.column == 9
    assert "真不知道" in finding.text
    assert finding.pack == "shadowed-phrase"
