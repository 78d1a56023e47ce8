"""The hooks, run by pre-commit itself in a repository made for the test."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import sysconfig
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).parents[2]
HOOKS: list[dict[str, Any]] = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))
PACK = """\
pack: house
rules:
  - id: no-cannot
    title: 不说“办不了”
    severity: major
    forbid: 办不了
    message: 说了“{text}”
    suggest: 我帮您想想别的办法
    instead_of: sentence
    tests:
      - {expect: violation, turns: ["客服:这个办不了"]}
      - {expect: pass, turns: ["客服:可以"]}
"""
BROKEN = PACK.replace("forbid: 办不了", "forbid: '@没有这个词组'")


def _run(words: list[str], folder: Path, env: Mapping[str, str]) -> subprocess.CompletedProcess[str]:
    return subprocess.run(words, cwd=folder, env=env, capture_output=True, text=True, encoding="utf-8", check=False)


@pytest.fixture
def env(tmp_path: Path) -> dict[str, str]:
    """An environment in which `svcnorm` is this checkout, git knows an author, and pre-commit keeps to itself."""
    tools = tmp_path / "bin"
    tools.mkdir()
    program = tools / "svcnorm"
    program.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m svcnorm "$@"\n', encoding="utf-8")
    program.chmod(0o755)
    who = {f"GIT_{role}_{what}": "t@example.invalid" for role in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")}
    kept = {key: value for key, value in os.environ.items() if not key.startswith("GIT_")}
    paths = {"PATH": f"{tools}:{Path(sys.executable).parent}:{os.environ['PATH']}", "PYTHONPATH": str(ROOT / "src")}
    return {**kept, **who, **paths, "PRE_COMMIT_HOME": str(tmp_path / "kept"), "GIT_CONFIG_GLOBAL": os.devnull}


def _repository(folder: Path, env: Mapping[str, str], repo: Mapping[str, Any]) -> Path:
    """A repository with a pack, a configuration that names it, and the hooks of `repo`."""
    (folder / "rules").mkdir(parents=True)
    (folder / "transcripts").mkdir()
    (folder / "scripts").mkdir()
    (folder / "rules/house.yaml").write_text(PACK, encoding="utf-8")
    (folder / "svcnorm.yaml").write_text("packs: [./rules/house.yaml]\n", encoding="utf-8")
    (folder / ".pre-commit-config.yaml").write_text(yaml.safe_dump({"repos": [repo]}), encoding="utf-8")
    for words in (["git", "init", "-q"], ["git", "add", "."], ["git", "commit", "-qm", "start"]):
        done = _run(words, folder, env)
        assert done.returncode == 0, done.stderr
    return folder


@pytest.fixture
def repository(tmp_path: Path, env: dict[str, str]) -> Path:
    """The hooks as they stand in the manifest, run with the program of this checkout."""
    hooks = [{**hook, "language": "system"} for hook in HOOKS]
    folder = _repository(tmp_path / "repository", env, {"repo": "local", "hooks": hooks})
    assert _run(["pre-commit", "install"], folder, env).returncode == 0
    return folder


def _commit(folder: Path, env: Mapping[str, str], **files: str) -> subprocess.CompletedProcess[str]:
    """Try to commit those files."""
    for name, text in files.items():
        (folder / name).write_text(text, encoding="utf-8")
    _run(["git", "add", "."], folder, env)
    return _run(["git", "commit", "-m", "more"], folder, env)


def test_the_manifest_is_one() -> None:
    done = _run(
        [sys.executable, "-m", "pre_commit", "validate-manifest", ".pre-commit-hooks.yaml"], ROOT, dict(os.environ)
    )
    assert done.returncode == 0, done.stdout
    assert [hook["id"] for hook in HOOKS] == ["svcnorm-transcript", "svcnorm-script", "svcnorm-rules"]


def test_a_faulty_transcript_is_not_committed(repository: Path, env: dict[str, str]) -> None:
    refused = _commit(repository, env, **{"transcripts/a.txt": "客服:这个办不了\n"})
    assert refused.returncode == 1 and "说了“办不了”" in refused.stdout + refused.stderr
    allowed = _commit(repository, env, **{"transcripts/a.txt": "客服:这个可以\n"})
    assert allowed.returncode == 0, allowed.stdout + allowed.stderr


def test_a_fatal_rule_that_cannot_be_judged_refuses_a_commit(repository: Path, env: dict[str, str]) -> None:
    head = "attributes: {identity_checked: {type: boolean}}\nrules:\n"
    fatal = PACK.replace("rules:\n", head).replace(
        "severity: major", "severity: fatal\n    when: {identity_checked: false}"
    )
    fatal = fatal.replace("{expect: ", "{attributes: {identity_checked: false}, expect: ")
    refused = _commit(repository, env, **{"rules/house.yaml": fatal, "transcripts/a.txt": "客服:这个办不了\n"})
    assert refused.returncode == 1 and "identity_checked" in refused.stdout + refused.stderr
    allowed = _commit(repository, env, **{"transcripts/a.txt": "客服:这个可以\n"})
    assert allowed.returncode == 0, allowed.stdout + allowed.stderr


def test_a_faulty_script_is_not_committed_until_it_is_mended(repository: Path, env: dict[str, str]) -> None:
    script = "# 呼入\n\n## 查询\n\n客户：能退吗\n客服：这个办不了\n"
    refused = _commit(repository, env, **{"scripts/a.md": script, "scripts/README.md": "办不了\n"})
    assert refused.returncode == 1 and "scripts/a.md:6:6: " in refused.stdout + refused.stderr
    assert _run(["svcnorm", "script", "check", "--fix", "scripts/a.md"], repository, env).returncode == 0
    assert (repository / "scripts/a.md").read_text(encoding="utf-8") == script.replace(
        "这个办不了", "我帮您想想别的办法"
    )
    allowed = _commit(repository, env)
    assert allowed.returncode == 0, allowed.stdout + allowed.stderr


def test_a_broken_pack_is_not_committed(repository: Path, env: dict[str, str]) -> None:
    refused = _commit(repository, env, **{"rules/house.yaml": BROKEN})
    assert refused.returncode == 1 and "没有这个词组" in refused.stdout + refused.stderr
    assert _commit(repository, env, **{"rules/house.yaml": PACK + "# 改过\n"}).returncode == 0


def test_a_file_of_a_pack_stands_for_the_pack(repository: Path, env: dict[str, str]) -> None:
    (repository / "rules/shop").mkdir()
    parts = {"rules/shop/pack.yaml": "pack: shop\n", "rules/shop/words.yaml": PACK.partition("\n")[2]}
    done = _commit(repository, env, **parts)
    assert done.returncode == 0, done.stdout + done.stderr
    wrong = parts["rules/shop/words.yaml"].replace("forbid: 办不了", "forbid: '@没有这个词组'")
    refused = _commit(repository, env, **{"rules/shop/words.yaml": wrong})
    assert refused.returncode == 1 and "rules/shop/words.yaml" in refused.stdout + refused.stderr


def test_other_files_run_no_hook(repository: Path, env: dict[str, str]) -> None:
    done = _commit(repository, env, **{"README.md": "办不了\n", "transcripts/logo.bin": "\0\1\2"})
    assert done.returncode == 0 and (done.stdout + done.stderr).count("Skipped") == 3


def test_pre_commit_installs_and_runs_a_hook(tmp_path: Path, env: dict[str, str]) -> None:
    """As a user has it: from a repository with the manifest, installed by pre-commit into an environment of its own.

    The packages that svcnorm needs are those of this environment, so that nothing is fetched.
    """
    source = tmp_path / "svcnorm"
    for name in ("src", "rules"):
        shutil.copytree(ROOT / name, source / name, ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("pyproject.toml", "README.md", "LICENSE", ".pre-commit-hooks.yaml"):
        shutil.copy(ROOT / name, source / name)
    for words in (["git", "init", "-q"], ["git", "add", "."], ["git", "commit", "-qm", "start"]):
        assert _run(words, source, env).returncode == 0
    revision = _run(["git", "rev-parse", "HEAD"], source, env).stdout.strip()
    hooks = {"repo": str(source), "rev": revision, "hooks": [{"id": "svcnorm-transcript"}]}
    folder = _repository(tmp_path / "repository", env, hooks)
    (folder / "transcripts/a.txt").write_text("客服:这个办不了\n", encoding="utf-8")
    _run(["git", "add", "."], folder, env)
    offline = {"PIP_NO_INDEX": "1", "PIP_NO_BUILD_ISOLATION": "0", "PYTHONPATH": sysconfig.get_path("purelib")}
    done = _run(["pre-commit", "run"], folder, {**env, **offline})
    assert done.returncode == 1 and "说了“办不了”" in done.stdout, done.stdout + done.stderr
    assert list((tmp_path / "kept").glob("*/py_env-*/bin/svcnorm"))
