"""Files of exceptions: what they hold, and what is refused with its place."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from svcnorm.model.errors import ConfigError
from svcnorm.suppression import Exemption, read_exceptions

BAD: list[dict[str, Any]] = yaml.safe_load(
    (Path(__file__).parents[1] / "data/suppression/bad-exceptions.yaml").read_text(encoding="utf-8")
)
GOOD = """\
exceptions:
  - rule: no-cannot
    conversation: C-1
    reason: 客户要求听旧名称
    owner: 质检组
    expires: 2026-12-31
  - {norm: H-1, path: "2025/*.txt", reason: 旧录音}
  - {fingerprint: "v1:0123456789abcdef0123456789abcdef", reason: 已复核}
"""


def test_what_a_file_holds(tmp_path: Path) -> None:
    file = tmp_path / "allowed.yaml"
    file.write_text(GOOD, encoding="utf-8")
    assert read_exceptions([str(file)]) == (
        Exemption(
            rule="no-cannot",
            conversation="C-1",
            reason="客户要求听旧名称",
            owner="质检组",
            expires="2026-12-31",
            place="allowed.yaml:2",
        ),
        Exemption(norm="H-1", path="2025/*.txt", reason="旧录音", place="allowed.yaml:7"),
        Exemption(fingerprint="v1:0123456789abcdef0123456789abcdef", reason="已复核", place="allowed.yaml:8"),
    )


@pytest.mark.parametrize("text", ["", "\n", "exceptions:\n", "exceptions: []\n"])
def test_nothing_is_allowed(text: str, tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text(text, encoding="utf-8")
    assert read_exceptions([str(tmp_path / "a.yaml")]) == ()


@pytest.mark.parametrize("case", BAD, ids=lambda case: case["says"])
def test_what_is_refused(case: dict[str, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a.yaml").write_text(case["text"], encoding="utf-8")
    with pytest.raises(ConfigError) as error:
        read_exceptions(["a.yaml"])
    assert (error.value.place, error.value.message) == (f"a.yaml:{case['at']}", case["says"])
    assert case["remedy"] in error.value.remedy
