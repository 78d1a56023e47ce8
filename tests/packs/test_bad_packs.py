"""Every file in tests/data/packs/bad is refused, at the line and with the words that its first line names."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from svcnorm.config import Config
from svcnorm.model.errors import PackError
from svcnorm.packs import load_rules

DATA = Path(__file__).parent.parent / "data" / "packs"
CONFIG = Config(pack_dirs=(str(DATA / "good"),))
EXPECTED = re.compile(r"# line (\d+): (.+)")


@pytest.mark.parametrize("path", sorted((DATA / "bad").glob("*.yaml")), ids=lambda path: path.stem)
def test_refused_with_place_and_remedy(path: Path) -> None:
    lines = path.read_text(encoding="utf-8").splitlines()
    expected = EXPECTED.fullmatch(lines[0])
    assert expected, "the first line says what is expected: # line 4: message"
    with pytest.raises(PackError) as refused:
        load_rules([str(path)], CONFIG)
    error = refused.value
    assert expected[2] in str(error)
    assert (Path(error.file).name, error.line) == (path.name, int(expected[1]))
    assert error.excerpt
