"""The action for GitHub and the job for GitLab: valid, tidy, and run as their runners would run them."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).parents[2]
FILES = ("action.yml", "ci/gitlab.yml", ".pre-commit-hooks.yaml", ".github/workflows/ci.yml", ".yamllint.yaml")
SCHEMAS = {"action.yml": "vendor.github-actions", "ci/gitlab.yml": "vendor.gitlab-ci"}
ACTION: dict[str, Any] = yaml.safe_load((ROOT / "action.yml").read_text(encoding="utf-8"))
JOB: dict[str, Any] = yaml.safe_load((ROOT / "ci/gitlab.yml").read_text(encoding="utf-8"))["svcnorm"]
FAULTY, CLEAN = "客服:这个我不知道\n", "客服:您好\n"
PACKS = "./house.yaml\n"
HOUSE = """\
pack: house
rules:
  - {id: no-idea, title: 不说“不知道”, severity: major, forbid: 我不知道, message: "说了“{text}”"}
"""


@pytest.mark.parametrize("file", FILES)
def test_yaml_is_tidy(file: str) -> None:
    words = [sys.executable, "-m", "yamllint", "-s", "-c", ".yamllint.yaml", file]
    done = subprocess.run(words, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout


@pytest.mark.parametrize("file", SCHEMAS)
def test_they_keep_to_the_published_schemas(file: str) -> None:
    words = [sys.executable, "-m", "check_jsonschema", "--builtin-schema", SCHEMAS[file], file]
    done = subprocess.run(words, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout


def test_no_input_is_written_into_a_script() -> None:
    scripts = [step.get("run", "") for step in ACTION["runs"]["steps"]] + JOB["script"]
    assert len(scripts) == 5 and not any("${{" in script or "$[[" in script for script in scripts)
    assert all("@" in step["uses"] and len(step["uses"].partition("@")[2]) == 40 for step in _steps("uses"))


def _steps(key: str) -> list[dict[str, Any]]:
    return [step for step in ACTION["runs"]["steps"] if key in step]


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    """A checkout with transcripts and a pack."""
    (tmp_path / "calls").mkdir()
    (tmp_path / "calls/a b.txt").write_text(FAULTY, encoding="utf-8")
    (tmp_path / "clean.txt").write_text(CLEAN, encoding="utf-8")
    (tmp_path / "house.yaml").write_text(HOUSE, encoding="utf-8")
    tools = tmp_path / "bin"
    tools.mkdir()
    (tools / "svcnorm").write_text(f'#!/bin/sh\nexec "{sys.executable}" -m svcnorm "$@"\n', encoding="utf-8")
    (tools / "svcnorm").chmod(0o755)
    return tmp_path


def _shell(words: list[str], script: str, desk: Path, env: dict[str, str]) -> subprocess.CompletedProcess[str]:
    given = {"PATH": f"{desk / 'bin'}:{os.environ['PATH']}", "PYTHONPATH": str(ROOT / "src"), "HOME": str(desk)}
    return subprocess.run(
        [*words, script], cwd=desk, env={**given, **env}, capture_output=True, text=True, encoding="utf-8", check=False
    )


def _github(desk: Path, **inputs: str) -> subprocess.CompletedProcess[str]:
    """The step that checks, with inputs as the runner fills them in."""
    step = _steps("env")[0]
    defaults = {name: value.get("default", "") for name, value in ACTION["inputs"].items()}
    values = {**defaults, **{name.replace("_", "-"): value for name, value in inputs.items()}}
    env = {key: values[ref.removeprefix("${{ inputs.").removesuffix(" }}")] for key, ref in step["env"].items()}
    # https://docs.github.com/en/actions/reference/workflow-syntax-for-github-actions: how `shell: bash` is called
    return _shell(["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c"], step["run"], desk, env)


def _gitlab(desk: Path, **variables: str) -> subprocess.CompletedProcess[str]:
    """The script of the job but for the installation."""
    env = {key: str(value) for key, value in {**JOB["variables"], **variables}.items()}
    return _shell(["bash", "-eo", "pipefail", "-c"], "\n".join(JOB["script"][1:]), desk, env)


def test_the_action_annotates(desk: Path) -> None:
    ran = _github(desk, paths="calls\n", packs=PACKS, sarif_file="out.sarif")
    assert ran.returncode == 1 and ran.stdout.startswith("::warning file=calls/a b.txt,line=1,"), ran.stderr
    assert len(json.loads((desk / "out.sarif").read_text(encoding="utf-8"))["runs"][0]["results"]) == 1
    assert _github(desk, paths="clean.txt", packs=PACKS).returncode == 0
    assert _github(desk, paths="calls", packs=PACKS, fail_on="fatal").returncode == 0


def test_the_job_writes_its_reports(desk: Path) -> None:
    ran = _gitlab(desk, SVCNORM_PATHS="calls\nclean.txt", SVCNORM_PACKS=PACKS)
    assert ran.returncode == 1 and "发现违规 1 处" in ran.stdout, ran.stderr
    (issue,) = json.loads((desk / JOB["artifacts"]["reports"]["codequality"]).read_text(encoding="utf-8"))
    assert issue["location"]["path"] == "calls/a b.txt"
    assert "<failure" in (desk / JOB["artifacts"]["reports"]["junit"]).read_text(encoding="utf-8")
    assert _gitlab(desk, SVCNORM_PATHS="clean.txt", SVCNORM_PACKS=PACKS).returncode == 0
    assert (desk / "gl-code-quality-report.json").read_text(encoding="utf-8") == "[]\n"


@pytest.mark.parametrize("hostile", ["$(touch pwned)", "`touch pwned`", "a; touch pwned", '"; touch pwned; "', "EOF"])
def test_inputs_are_never_run(hostile: str, desk: Path) -> None:
    for ran in (_github(desk, paths=hostile), _gitlab(desk, SVCNORM_PATHS=hostile)):
        assert ran.returncode == 2 and not (desk / "pwned").exists(), ran.stderr
    for ran in (_github(desk, paths="clean.txt", packs=hostile), _gitlab(desk, SVCNORM_PACKS=hostile)):
        assert ran.returncode == 2 and not (desk / "pwned").exists(), ran.stderr


def test_paths_that_look_like_options_are_paths(desk: Path) -> None:
    for ran in (_github(desk, paths="--version"), _gitlab(desk, SVCNORM_PATHS="--version")):
        assert ran.returncode == 2 and "--version" in ran.stderr
