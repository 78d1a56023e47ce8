"""docs/review.md: every command on it works, in its order, and its file is one."""

from __future__ import annotations

import json
import re
import shlex
from pathlib import Path

import jsonschema
import pytest
from tests.audit.conftest import HOUSE, asked, generated
from tests.cli.conftest import ROOT, Cli
from tests.cli.stores import laid, made
from tests.review.samples import decided, decisions, written

from svcnorm.model.decisions import CHOICES, WITHDRAWN
from svcnorm.review.decisions import read_decisions

PAGE = (ROOT / "docs" / "review.md").read_text(encoding="utf-8")
COMMANDS = [line for block in re.findall(r"```sh\n(.*?)```", PAGE, re.S) for line in block.splitlines()]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return made(tmp_path_factory.mktemp("page"), generated(20), (HOUSE,))


def test_every_command(folder: Path, cli: Cli, tmp_path: Path) -> None:
    store = laid(folder, tmp_path)
    rows = asked(store, "SELECT conversation, fingerprint, turn FROM findings ORDER BY 1, 2")
    (talk, name, _turn), at = rows[0], "2026-11-20T09:30:00Z"
    of = {"conversation": talk, "findings": [decided(name, "false_alarm", "引述")]}
    of["missed"] = [{"norm": "H-1", "turn": 0, "decision": "missed", "remark": "不耐烦", "at": at}]
    of["manual"] = [{"norm": "H-6", "decision": "yes", "at": at}]
    written(tmp_path / "decisions.json", decisions("王组长", of))
    assert len(COMMANDS) > 15
    for command in COMMANDS:
        program, *args = shlex.split(command)
        ran = cli(*args, *(("--jobs", "1") if "--html" in args else ()))
        assert (program, ran.code) == ("svcnorm", 0), command + "\n" + ran.err
        assert ran.out, command
        assert "SELECT" not in command or len(ran.out.splitlines()) > 1, command
    assert "引述" in "".join(path.read_text("utf-8") for path in (tmp_path / "site" / "conversation").iterdir())


def test_the_file_on_the_page(tmp_path: Path) -> None:
    (block,) = re.findall(r"```json\n(.*?)```", PAGE, re.S)
    schema = json.loads((ROOT / "src/svcnorm/schemas/decisions.schema.json").read_text(encoding="utf-8"))
    jsonschema.validate(json.loads(block), schema)
    assert len(read_decisions(written(tmp_path / "d.json", json.loads(block)))) == 3
    assert [code for codes in CHOICES.values() for code in (*codes, WITHDRAWN) if f"`{code}`" not in PAGE] == []


@pytest.mark.parametrize(
    "command", [("review",), ("review", "import"), ("review", "list"), ("review", "rules"), ("review", "scores")]
)
def test_help_in_both_languages(command: tuple[str, ...], cli: Cli) -> None:
    zh, en = cli(*command, "--help"), cli("--lang", "en", *command, "--help")
    assert zh.code == en.code == 0 and zh.out != en.out
