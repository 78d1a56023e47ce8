"""Machine formats of real files: several in one run, chosen by where it runs, with columns that are right."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from tests.cli.conftest import EXAMPLES, Cli

from svcnorm.report import WRITERS
from svcnorm.report.plain import visible

HOUSE = ("--pack", "house.yaml")
PACKS = ("--pack", "enterprise-rep", "--pack", "key-account")


@pytest.fixture(scope="module")
def texts() -> dict[str, list[str]]:
    """The examples that are plain text in UTF-8, as lines."""
    return {
        path.name: path.read_text(encoding="utf-8-sig").split("\n")
        for path in sorted(EXAMPLES.glob("*.txt"))
        if not path.name.startswith(("old-export", "spreadsheet"))
    }


def _locations(result: Any) -> list[Any]:
    return [place["physicalLocation"] for place in (*result["locations"], *result.get("relatedLocations", ()))]


def _bare(text: str) -> str:
    """Without spaces and line breaks: blank lines between the lines of an utterance are no part of it."""
    return "".join(text.replace("↵", "").split())


def test_columns_lead_to_the_words(cli: Cli, texts: dict[str, list[str]]) -> None:
    """With label and time before them, over several lines, in every example of plain text."""
    files = [str(EXAMPLES / name) for name in texts]
    ran = cli("check", *files, *PACKS, "--format", "sarif", "--no-mask", "--verbose")
    checked = 0
    for result in json.loads(ran.out)["runs"][0]["results"]:
        for place in _locations(result):
            lines, region = texts[place["artifactLocation"]["uri"]], place["region"]
            if "startColumn" not in region:
                assert "snippet" not in region, "plain text knows its columns"
                continue
            stretch = lines[region["startLine"] - 1 : region["endLine"]]
            stretch[-1] = stretch[-1][: region["endColumn"] - 1]
            stretch[0] = stretch[0][region["startColumn"] - 1 :]
            assert _bare(region["snippet"]["text"]) == _bare(visible("\n".join(stretch)))
            checked += 1
    assert checked > 50


def test_a_label_and_a_time_stand_before_the_words(cli: Cli, desk: Path) -> None:
    said = ("[00:00:01.5-00:00:03] 客服8001:您好😀", "", "  客户 : 喂", "  【00:00:09】客服:这个", "", "  办不了 ", "")
    text = "\n".join(("---", "id: C-1", "---", *said))
    (desk / "a.txt").write_bytes(text.replace("\n", "\r\n").encode("utf-8-sig"))
    found = json.loads(cli("check", "a.txt", *HOUSE, "--format", "sarif").out)["runs"][0]["results"]
    region = found[0]["locations"][0]["physicalLocation"]["region"]
    assert {key: region[key] for key in region if key != "snippet"} == {
        "startLine": 9,
        "startColumn": 3,
        "endLine": 9,
        "endColumn": 6,
    }
    checkstyle = cli("check", "a.txt", *HOUSE, "--format", "checkstyle").out
    assert 'line="9" column="3"' in checkstyle


def test_json_has_a_line_or_a_pointer_and_no_column(cli: Cli, desk: Path) -> None:
    turns = [{"role": "agent", "text": "好"}, {"role": "agent", "text": "这个办不了"}]
    (desk / "a.json").write_text(json.dumps({"id": "C-1", "turns": turns}, indent=1), encoding="utf-8")
    (desk / "b.jsonl").write_text("\n" + json.dumps({"id": "C-2", "turns": turns}), encoding="utf-8")
    ran = cli("check", "a.json", "b.jsonl", *HOUSE, "--format", "sarif")
    one, two = (result["locations"][0] for result in json.loads(ran.out)["runs"][0]["results"])
    assert one["logicalLocations"][0]["fullyQualifiedName"] == "C-1/turns/1"
    assert two["logicalLocations"][0]["fullyQualifiedName"] == "C-2/turns/1"
    assert [place["physicalLocation"]["region"]["startLine"] for place in (one, two)] == [1, 2]
    assert "startColumn" not in one["physicalLocation"]["region"]
    github = cli("check", "a.json", "b.jsonl", *HOUSE, "--format", "github").out.splitlines()
    assert "file=a.json,title=" in github[0] and "file=b.jsonl,line=2,title=" in github[1]


def test_several_in_one_run(cli: Cli, desk: Path) -> None:
    machine = [name for name, writer in WRITERS.items() if writer.machine and name != "json"]
    outputs = [word for name in machine for word in ("-o", f"{name}=out.{name}")]
    ran = cli("check", "faulty.txt", *HOUSE, *outputs)
    assert ran.code == 1 and "发现违规 1 处。" in ran.out
    for name in machine:
        assert (desk / f"out.{name}").stat().st_size > 0, name
    again = cli("check", "faulty.txt", *HOUSE, "-f", "sarif")
    assert again.out == (desk / "out.sarif").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("variable", "begins"),
    [("GITHUB_ACTIONS", "::warning file=faulty.txt,line=3,"), ("GITLAB_CI", "[\n{"), ("", "━━ faulty.txt")],
)
def test_auto_goes_by_where_it_runs(
    variable: str, begins: str, cli: Cli, desk: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("GITHUB_ACTIONS", "GITLAB_CI"):
        monkeypatch.delenv(name, raising=False)
    if variable:
        monkeypatch.setenv(variable, "true")
    assert cli("check", "faulty.txt", *HOUSE, "--format", "auto").out.startswith(begins)


@pytest.mark.parametrize(
    "said", ["::error::办不了", "  ::set-output name=a::办不了", "##[error]办不了", "a ##[add-mask]办不了"]
)
def test_the_screen_gives_a_runner_no_command(said: str, cli: Cli, desk: Path) -> None:
    """GitHub's runner trims spaces before it looks for `::`, so that an indent would not help."""
    (desk / "a.txt").write_text(f"客服:{said}\n", encoding="utf-8")
    for words in (
        ("check", "a.txt", *HOUSE),
        ("check", "a.txt", *HOUSE, "-f", "lines"),
        ("why", "no-cannot", "a.txt", *HOUSE),
    ):
        out = cli(*words).out
        assert "办不了" in out and "##[" not in out
        assert not any(line.lstrip().startswith("::") for line in out.splitlines())
