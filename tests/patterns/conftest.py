"""Every test runs twice: as a program is at first, and as it is once it has read so much that it pays to prepare."""

import pytest

from svcnorm.patterns import program


@pytest.fixture(autouse=True, params=["new", "warmed up"])
def age(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """How much the programs of a test have read."""
    if request.param == "warmed up":
        monkeypatch.setattr(program, "SHAPE_FROM", 0)
        monkeypatch.setattr(program, "AUTOMATON_FROM", -1)
