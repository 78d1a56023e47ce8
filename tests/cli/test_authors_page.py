"""docs/rule-authors.md: every command on it works, in its order; its tables name what there is."""

from __future__ import annotations

import json
import re
import shlex
from pathlib import Path

import pytest
from tests.audit.conftest import HOUSE, generated
from tests.cli.conftest import EXAMPLES, ROOT, Cli
from tests.cli.stores import made

from svcnorm.authoring.lsp.packs import MANY

PAGE = (ROOT / "docs" / "rule-authors.md").read_text(encoding="utf-8")
COMMANDS = [line for block in re.findall(r"```sh\n(.*?)```", PAGE, re.S) for line in block.splitlines()]
OPERATOR = {"oid": "1", "type": "HIT_ANY_KEYWORDS", "param": {"keywords": ["办不了"]}}
RULES = {
    "rules": [{"name": "禁语", "level": 1, "lambda": "a"}],
    "conditions": [{"cid": "a", "lambda": "1", "check_range": {"role": "客服"}, "operators": [OPERATOR]}],
}


@pytest.fixture
def desk(cli: Cli, tmp_path: Path) -> Path:
    """What the page speaks of: calls, a store, and files of other systems."""
    (tmp_path / "calls").mkdir()
    for name in ("inbound-dont-know-cannot.txt", "outbound-clean.txt", "visit-first-meeting.txt"):
        (tmp_path / "calls" / name).write_bytes((EXAMPLES / name).read_bytes())
    (tmp_path / "calls" / "more.txt").write_text("客服：这个办不了，对不起\n", encoding="utf-8")
    made(tmp_path, generated(20), (HOUSE,))
    (tmp_path / "phrases.csv").write_text("短语,级别,扣分,建议\n不归我管,严重,5,我帮您转\n", encoding="utf-8")
    (tmp_path / "expressions.txt").write_text("推诿: 不归我管&&!转接\n", encoding="utf-8")
    (tmp_path / "alibaba.json").write_text(json.dumps(RULES), encoding="utf-8")
    return tmp_path


def test_every_command(desk: Path, cli: Cli) -> None:
    assert len(COMMANDS) == 17
    for command in COMMANDS:
        program, *args = shlex.split(command)
        assert program == "svcnorm"
        ran = cli(*args)
        assert (ran.code, ran.err) == (0, ""), command + "\n" + ran.out + ran.err
        assert ran.out, command


def test_the_page_names_the_limit_of_the_language_server() -> None:
    assert f"more than {MANY} tests" in PAGE


@pytest.mark.parametrize(
    "command",
    ["init", "doctor", "lsp", "rules try", "rules new", "rules schema", "rules stats", "rules import"],
)
def test_help_in_both_languages(command: str, cli: Cli) -> None:
    zh, en = cli(*command.split(), "--help"), cli("--lang", "en", *command.split(), "--help")
    assert zh.code == en.code == 0 and zh.out != en.out
    assert not re.search("[\u3400-\u9fff]", en.out)
