"""A sentence that is evidently the other side's convicts nobody: the verdict stays open, and a note says why."""

from __future__ import annotations

import json
from pathlib import Path

from tests.cli.conftest import Cli

TALK = "客服:您好,请问有什么可以帮您\n客户:喂\n{who}:我要投诉你们,上次还说不知道\n客户:嗯\n客服:我马上帮您登记\n"


def verdict(cli: Cli, folder: Path, who: str) -> tuple[dict[str, object], list[str]]:
    (folder / "call.txt").write_text(TALK.format(who=who), encoding="utf-8")
    ran = cli("check", "call.txt", "--pack", "enterprise-rep", "--format", "json")
    conversation = json.loads(ran.out)["conversations"][0]
    (mine,) = (v for v in conversation["verdicts"] if v["norms"] == ["GE-1.8b"])
    return mine, conversation["notes"]


def test_the_words_of_a_slip_prove_nothing(cli: Cli, tmp_path: Path) -> None:
    found, notes = verdict(cli, tmp_path, "客服")
    assert (found["verdict"], found["reasons"]) == ("undetermined", ["role_unknown"])
    assert len(found["possible"]) == 1 and "role_slip:3" in notes  # type: ignore[arg-type]


def test_the_same_words_of_the_customer_are_no_matter(cli: Cli, tmp_path: Path) -> None:
    found, notes = verdict(cli, tmp_path, "客户")
    assert found["verdict"] == "pass" and not any(note.startswith("role_slip") for note in notes)
