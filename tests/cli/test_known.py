"""Exceptions and the baseline, as a user meets them: what counts, what is told, what stays marked for machines."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from tests.cli.conftest import Cli

HOUSE = ("--pack", "house.yaml")
CALL = "---\nid: {id}\n---\n客服:您好\n客户:我要改地址\n客服:这个办不了,真的办不了\n"
ALLOWED = (
    "exceptions:\n  - {rule: no-cannot, conversation: C-1, reason: 客户要求, owner: 质检组, expires: 2026-12-31}\n"
)


@pytest.fixture
def calls(desk: Path) -> Path:
    """Two calls with two faults each, and a configuration that names a file of exceptions."""
    for n in (1, 2):
        (desk / f"c{n}.txt").write_text(CALL.format(id=f"C-{n}"), encoding="utf-8")
    (desk / "svcnorm.yaml").write_text("exceptions: [allowed.yaml]\n", encoding="utf-8")
    (desk / "allowed.yaml").write_text("exceptions: []\n", encoding="utf-8")
    return desk


def _report(cli: Cli, *words: str) -> Any:
    return json.loads(cli("check", *words, *HOUSE, "--format", "json").out)


def _marks(report: Any) -> list[str | None]:
    return [
        finding.get("suppressed", {}).get("kind")
        for conversation in report["conversations"]
        for verdict in conversation["verdicts"]
        for finding in verdict["findings"]
    ]


def _fingerprints(report: Any) -> list[str]:
    return [f["fingerprint"] for c in report["conversations"] for v in c["verdicts"] for f in v["findings"]]


@pytest.mark.parametrize("name", ["html", "markdown", "csv"])
def test_every_report_for_people_tells_what_is_allowed_and_why(name: str, cli: Cli, calls: Path) -> None:
    (calls / "allowed.yaml").write_text(ALLOWED, encoding="utf-8")
    cli("check", "c1.txt", *HOUSE, "--as-of", "2026-06-01", "-o", f"{name}=out")
    text = (calls / "out").read_text(encoding="utf-8")
    assert text.count("客户要求") >= 2 and text.count("质检组") >= 2, text


def test_an_allowed_finding_does_not_count_and_stays_in_the_report(cli: Cli, calls: Path) -> None:
    assert cli("check", "c1.txt", *HOUSE).code == 1
    (calls / "allowed.yaml").write_text(ALLOWED, encoding="utf-8")
    ran = cli("--lang", "en", "check", "c1.txt", *HOUSE, "--as-of", "2026-06-01", "-o", "json=r.json")
    assert ran.code == 0 and "说了“办不了”" not in ran.out
    assert ran.out.count("2 known findings are not counted") == 2 and "No new fault found." in ran.out
    report = json.loads((calls / "r.json").read_text(encoding="utf-8"))
    assert _marks(report) == ["exception"] * 2 and report["counts"]["suppressed"] == 2
    assert report["conversations"][0]["verdicts"][0]["findings"][0]["suppressed"] == {
        "kind": "exception",
        "reason": "客户要求",
        "owner": "质检组",
        "expires": "2026-12-31",
        "place": "allowed.yaml:2",
    }


def test_it_still_lowers_the_score(cli: Cli, calls: Path) -> None:
    """docs/exceptions.md: a score tells how a conversation went, and no file beside it may raise it."""
    before = _report(cli, "c1.txt")
    (calls / "allowed.yaml").write_text(ALLOWED, encoding="utf-8")
    after = _report(cli, "c1.txt", "--as-of", "2026-06-01")
    scores = [report["conversations"][0]["scorecards"] for report in (before, after)]
    assert scores[0] == scores[1] and scores[0][0]["score"] < 100


def test_verbose_says_which_and_why(cli: Cli, calls: Path) -> None:
    (calls / "allowed.yaml").write_text(ALLOWED, encoding="utf-8")
    ran = cli("--lang", "en", "check", "c1.txt", *HOUSE, "--as-of", "2026-06-01", "-v")
    assert "(allowed, 客户要求, 质检组, allowed.yaml:2, until 2026-12-31)" in ran.out


def test_an_expired_exception_is_told_and_its_finding_counts_again(cli: Cli, calls: Path) -> None:
    (calls / "allowed.yaml").write_text(ALLOWED, encoding="utf-8")
    ran = cli("--lang", "en", "check", "c1.txt", *HOUSE, "--as-of", "2027-01-01T00:00:00+08:00")
    assert ran.code == 1 and "说了“办不了”" in ran.out
    assert "exceptions that have expired, so that what they allowed counts again: allowed.yaml:2" in ran.out


def test_without_as_of_the_day_of_the_run_counts(cli: Cli, calls: Path) -> None:
    for year, code in (("2001", 1), ("2999", 0)):
        (calls / "allowed.yaml").write_text(ALLOWED.replace("2026", year), encoding="utf-8")
        assert cli("check", "c1.txt", *HOUSE).code == code


def test_an_exception_that_nothing_needs_is_told(cli: Cli, calls: Path) -> None:
    (calls / "allowed.yaml").write_text(ALLOWED, encoding="utf-8")
    words = ("--lang", "en", "check", *HOUSE, "--as-of", "2026-06-01")
    (calls / "c1.txt").write_text("---\nid: C-1\n---\n客服:您好\n", encoding="utf-8")
    assert "exceptions that nothing needs any more: allowed.yaml:2" in cli(*words, "c1.txt").out
    assert "exceptions that nothing" not in cli(*words, "c2.txt").out


def test_a_wrong_file_of_exceptions_ends_the_run(cli: Cli, calls: Path) -> None:
    (calls / "allowed.yaml").write_text("exceptions:\n  - {rule: no-cannot}\n", encoding="utf-8")
    ran = cli("--lang", "en", "check", "c1.txt", *HOUSE)
    assert ran.code == 2 and "allowed.yaml:2:5: an exception needs a reason" in ran.err
    (calls / "allowed.yaml").unlink()
    assert (
        "svcnorm: allowed.yaml: cannot be read: No such file or directory"
        in cli("--lang", "en", "check", "c1.txt", *HOUSE).err
    )


def test_only_new_findings_count_beside_a_baseline(cli: Cli, calls: Path) -> None:
    ran = cli("--lang", "en", "check", "c1.txt", *HOUSE, "--write-baseline", "b.jsonl")
    assert ran.code == 0 and "findings written as the baseline: 2" in ran.out
    assert cli("check", "c1.txt", *HOUSE, "--baseline", "b.jsonl").code == 0
    both = _report(cli, "c1.txt", "c2.txt", "--baseline", "b.jsonl")
    assert _marks(both) == ["baseline", "baseline", None, None]
    assert cli("check", "c1.txt", "c2.txt", *HOUSE, "--baseline", "b.jsonl").code == 1


def test_one_new_fault_is_not_hidden_by_one_repaired(cli: Cli, calls: Path) -> None:
    cli("check", "c1.txt", *HOUSE, "--write-baseline", "b.jsonl")
    text = (calls / "c1.txt").read_text(encoding="utf-8").replace("这个办不了,真的办不了", "可以")
    (calls / "c1.txt").write_text(text, encoding="utf-8")
    (calls / "c2.txt").write_text(CALL.format(id="C-2").replace(",真的办不了", ""), encoding="utf-8")
    ran = cli("--lang", "en", "check", "c1.txt", "c2.txt", *HOUSE, "--baseline", "b.jsonl")
    assert ran.code == 1 and "findings of the baseline that are gone: 2" in ran.out


def test_fingerprints_stay_when_lines_move(cli: Cli, calls: Path) -> None:
    """Lines above, other sentences before, another name of the file, another order of the conversations."""
    before = _report(cli, "c1.txt", "c2.txt")
    assert len(set(_fingerprints(before))) == 4
    moved = CALL.format(id="C-1").replace("客服:您好\n", "\n\n客服:您好\n客户:喂\n客户:你好\n\n")
    (calls / "c1.txt").write_text(CALL.format(id="C-2"), encoding="utf-8")
    (calls / "c2.txt").write_text(moved, encoding="utf-8")
    after = _report(cli, "c1.txt", "c2.txt")
    assert _fingerprints(after) == _fingerprints(before)[2:] + _fingerprints(before)[:2]
    records = [{"id": f"C-{n}", "turns": [{"role": "agent", "text": "这个办不了,真的办不了"}]} for n in (2, 1)]
    (calls / "all.jsonl").write_text("".join(json.dumps(r) + "\n" for r in records), encoding="utf-8")
    assert _fingerprints(_report(cli, "all.jsonl")) == _fingerprints(after)


def test_reasons_stay_when_a_baseline_is_written_anew(cli: Cli, calls: Path) -> None:
    cli("check", "c1.txt", "c2.txt", *HOUSE, "--write-baseline", "b.jsonl")
    first = (calls / "b.jsonl").read_text(encoding="utf-8")
    assert len(first.splitlines()) == 4
    (calls / "b.jsonl").write_text(first.replace('"reason": ""', '"reason": "旧录音"', 1), encoding="utf-8")
    ran = cli("--lang", "en", "check", "c1.txt", *HOUSE, "--write-baseline", "b.jsonl")
    second = (calls / "b.jsonl").read_text(encoding="utf-8")
    assert "findings written as the baseline: 2 (2 of before are gone)" in ran.out
    assert second.splitlines()[0].endswith('"reason": "旧录音"}') and len(second.splitlines()) == 2
    cli("check", "c1.txt", "c2.txt", *HOUSE, "--baseline", "b.jsonl", "--write-baseline", "c.jsonl")
    assert '"reason": "旧录音"' in (calls / "c.jsonl").read_text(encoding="utf-8")


def test_what_is_allowed_is_not_written_to_the_baseline(cli: Cli, calls: Path) -> None:
    (calls / "allowed.yaml").write_text(ALLOWED, encoding="utf-8")
    cli("check", "c1.txt", "c2.txt", *HOUSE, "--as-of", "2026-06-01", "--write-baseline", "b.jsonl")
    lines = (calls / "b.jsonl").read_text(encoding="utf-8").splitlines()
    assert [json.loads(line)["conversation"] for line in lines] == ["C-2", "C-2"]


def test_a_baseline_holds_no_word_of_a_transcript(cli: Cli, calls: Path) -> None:
    (calls / "c1.txt").write_text(CALL.format(id="13800138000"), encoding="utf-8")
    cli("check", "c1.txt", *HOUSE, "--write-baseline", "b.jsonl")
    text = (calls / "b.jsonl").read_text(encoding="utf-8")
    assert "办不了" not in text and "13800138000" not in text and "138****8000" in text
    assert cli("check", "c1.txt", *HOUSE, "--baseline", "b.jsonl").code == 0


def test_undetermined_still_fails_where_asked(cli: Cli, calls: Path) -> None:
    words = ("check", "c1.txt", *HOUSE, "--pack", "pickup.yaml", "--channel", "inbound_call")
    assert cli(*words, "--write-baseline", "b.jsonl").code == 0
    assert cli(*words, "--baseline", "b.jsonl", "--fail-on", "undetermined").code == 1


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("--baseline", "none.jsonl"), "none.jsonl: cannot be read"),
        (("--baseline", "c1.txt"), "c1.txt:1: this line of the baseline is not JSON"),
        (("--write-baseline", "none/b.jsonl"), "cannot write none/b.jsonl"),
    ],
)
def test_a_wrong_baseline_ends_the_run(words: tuple[str, str], says: str, cli: Cli, calls: Path) -> None:
    ran = cli("--lang", "en", "check", "c2.txt", *HOUSE, *words)
    assert ran.code == 2 and says in ran.err and ran.out == ""


def test_a_transcript_is_no_place_for_a_baseline(cli: Cli, calls: Path) -> None:
    before = (calls / "c1.txt").read_bytes()
    ran = cli("--lang", "en", "check", "c1.txt", *HOUSE, "--write-baseline", "c1.txt")
    assert ran.code == 2 and "c1.txt is a transcript that was read" in ran.err
    assert (calls / "c1.txt").read_bytes() == before
