"""`svcnorm init`: what it writes works as it is, and nothing is overwritten unasked."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml
from tests.cli.conftest import ROOT, Cli

WRITTEN = [
    "svcnorm.yaml",
    "rules/house/pack.yaml",
    "rules/house/refusing.yaml",
    "rules/pack.schema.json",
    ".pre-commit-config.yaml",
    "ci/github.yaml",
    "ci/gitlab.yaml",
]


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_what_it_writes_works_as_it_is(cli: Cli, tmp_path: Path, lang: str) -> None:
    ran = cli("--lang", lang, "init")
    assert (ran.code, ran.err) == (0, "")
    assert [line.replace("：", ": ").split(": ")[1] for line in ran.out.splitlines()[:-1]] == WRITTEN
    assert all((tmp_path / name).is_file() for name in WRITTEN)
    assert cli("--lang", "en", "rules", "test", "house").code == 0
    assert cli("--lang", "en", "rules", "lint", "house").out == "1 pack, 0 errors, 0 warnings\n"
    said = {"zh": "客服:这是规定,没办法\n", "en": "agent: that is the rule\n"}[lang]
    (tmp_path / "call.txt").write_text(said, encoding="utf-8")
    assert cli("check", "call.txt").code == 1
    assert cli("--lang", "en", "rules", "new", "another").out.splitlines()[0] == "written: rules/house/another.yaml"


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_what_the_configuration_offers_in_comments_can_be_used(cli: Cli, tmp_path: Path, lang: str) -> None:
    cli("--lang", lang, "init")
    path = tmp_path / "svcnorm.yaml"
    text = re.sub(r"^# (?=[a-z_]+:| {2})", "", path.read_text(encoding="utf-8"), flags=re.M)
    path.write_text(text, encoding="utf-8")
    (tmp_path / "exceptions.yaml").write_text("exceptions: []\n", encoding="utf-8")
    ran = cli("check", "--show-config")
    assert ran.code == 0, ran.err
    assert "pass_line     850" in ran.out or "85" in ran.out
    (tmp_path / "call.txt").write_text("客服:您好\n", encoding="utf-8")
    assert cli("check", "call.txt").code == 0


def test_nothing_is_overwritten_unless_it_is_forced(cli: Cli, tmp_path: Path) -> None:
    (tmp_path / "svcnorm.yaml").write_text("language: en\n", encoding="utf-8")
    ran = cli("--lang", "en", "init", "--pack", "shop")
    assert ran.code == 0
    assert "left as it is: svcnorm.yaml" in ran.out and "--force" in ran.out
    assert "written: rules/shop/pack.yaml" in ran.out
    assert (tmp_path / "svcnorm.yaml").read_text(encoding="utf-8") == "language: en\n"
    forced = cli("--lang", "en", "init", "--pack", "shop", "--force")
    assert "replaced: svcnorm.yaml" in forced.out and "written" not in forced.out
    assert "packs: [shop]" in (tmp_path / "svcnorm.yaml").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", ["common", "My Pack"])
def test_a_name_that_is_taken_or_none(cli: Cli, tmp_path: Path, name: str) -> None:
    ran = cli("init", "--pack", name)
    assert (ran.code, ran.out, list(tmp_path.iterdir())) == (2, "", [])


def test_a_folder_that_cannot_be_made(cli: Cli, tmp_path: Path) -> None:
    (tmp_path / "there").write_text("", encoding="utf-8")
    ran = cli("--lang", "en", "init", "there")
    assert ran.code == 2 and "cannot write" in ran.err


@pytest.mark.parametrize("asked", [False, True], ids=["as written", "without the marks of comments"])
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_snippets_keep_to_the_published_schemas(cli: Cli, tmp_path: Path, lang: str, asked: bool) -> None:
    cli("--lang", lang, "init")
    for file, kind in (("ci/github.yaml", "github-workflows"), ("ci/gitlab.yaml", "gitlab-ci")):
        if asked:
            text = (tmp_path / file).read_text(encoding="utf-8")
            text = re.sub(r"(?m)^( +)# (?=- | *(?:artifacts|when|reports|codequality):)", r"\1", text)
            (tmp_path / file).write_text(text, encoding="utf-8")
            assert "\n      - run: svcnorm script check --format auto" in text or "reports:\n      codequality" in text
        words = [sys.executable, "-m", "check_jsonschema", "--builtin-schema", f"vendor.{kind}", file]
        done = subprocess.run(words, cwd=tmp_path, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stdout


def test_the_hooks_are_those_of_the_manifest(cli: Cli, tmp_path: Path) -> None:
    cli("init")
    config = yaml.safe_load((tmp_path / ".pre-commit-config.yaml").read_text(encoding="utf-8"))
    (repo,) = config["repos"]
    written: dict[str, dict[str, Any]] = {hook["id"]: hook for hook in repo["hooks"]}
    for hook in yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8")):
        shipped = {key: value for key, value in hook.items() if key not in ("description", "language")}
        mine = {key: value for key, value in written[hook["id"]].items() if key != "language"}
        assert mine == shipped
