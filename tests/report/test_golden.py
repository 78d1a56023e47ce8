"""The printed reports, whole, as data files: any change of them is to be looked at."""

import pytest
from tests.report.golden import FOLDER, everything


@pytest.mark.parametrize(("name", "text"), list(everything()), ids=[name for name, _ in everything()])
def test_golden(name: str, text: str) -> None:
    assert text == (FOLDER / name).read_text(encoding="utf-8"), "python -m tests.report.golden writes the files anew"


def test_no_file_is_left_over() -> None:
    assert {path.name for path in FOLDER.iterdir()} == {name for name, _ in everything()}
