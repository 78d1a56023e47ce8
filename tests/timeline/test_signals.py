"""Derived signals against their cases."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml
from tests.timeline.scenes import scene

from svcnorm.timeline.occurrence import Occurrence
from svcnorm.timeline.select import events
from svcnorm.timeline.signals import DERIVED, NEEDS_TIMES

DATA = Path(__file__).parent.parent / "data" / "signals"
FILES = sorted(DATA.glob("*.yaml"))
CASES = [
    pytest.param(file.stem, case, id=f"{file.stem}-{n}")
    for file in FILES
    for n, case in enumerate(yaml.safe_load(file.read_text(encoding="utf-8")))
]


def shown(o: Occurrence, name: str) -> Any:
    """One thing to compare of an occurrence."""
    if name in ("start", "end"):
        span = getattr(o, name)
        return span.lo / 1000 if span.known else None
    if name == "reasons":
        return sorted(o.reasons)
    return getattr(o, name) if name in ("role", "turn", "text") else o.fields[name]


@pytest.mark.parametrize(("name", "case"), CASES)
def test_signal(name: str, case: dict[str, Any]) -> None:
    found = events(scene(case), name)
    assert len(found) == len(case["expect"]), found
    for o, wanted in zip(found, case["expect"]):
        assert {key: shown(o, key) for key in wanted} == wanted
        assert o.sure == ("reasons" not in wanted)
        assert o.signal.endswith(name)


def test_every_signal_has_a_case_file_and_says_what_it_is() -> None:
    assert {file.stem for file in FILES} == set(DERIVED)
    assert set(DERIVED) >= NEEDS_TIMES
    for name, find in DERIVED.items():
        assert find.__doc__, name
        assert __import__(find.__module__, fromlist=[name]).__doc__.startswith(f"`{name}`:"), name
        assert any(case["expect"] for stem, case in (param.values for param in CASES) if stem == name)


def test_every_field_that_a_signal_documents_is_in_a_case() -> None:
    for name, find in DERIVED.items():
        documented = __import__(find.__module__, fromlist=[name]).__doc__.partition("Fields:")[2]
        fields = {word.split("(")[0].strip(" .") for word in documented.split("\n")[0].split(",")}
        asked = {key for stem, case in (p.values for p in CASES) if stem == name for o in case["expect"] for key in o}
        lacking = {field.split()[0] for field in fields if field} - asked - {"by"}
        assert not lacking, (name, lacking)
