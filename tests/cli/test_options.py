"""Options and paths as users give them, right and wrong."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from tests.cli.conftest import EXAMPLES, ROOT, Cli, Ran

HOUSE = ("--pack", "house.yaml")
WRONG = {
    "--format xml": ("--format 'xml'", "terminal, lines, json"),
    "--fail-on awful": ("--fail-on 'awful'", "info, minor, major, fatal, undetermined, never"),
    "--as-of tomorrow": ("--as-of 'tomorrow'", "ISO 8601"),
    "--as-of 2026-13-01": ("--as-of '2026-13-01'", "ISO 8601"),
    "--as-of=": ("--as-of ''", "ISO 8601"),
    "--channel telephone": ("--channel 'telephone'", "inbound_call"),
    "--channel=": ("--channel ''", "inbound_call"),
    "--encoding klingon": ("unknown encoding “klingon”", "--encoding gb18030"),
    "--config none.yaml": ("none.yaml: there is no such configuration file", "check the path"),
    "--pack qqq": ("there is no pack called 'qqq'", "enterprise-rep"),
    "--output json": ("--output 'json' names no file", "json=report.json"),
    "--output json=": ("--output 'json=' names no file", "json=report.json"),
    "--output xml=a.xml": ("--output 'xml' is unknown", "terminal, lines, json"),
    "--output json=none/a.json": ("cannot write none/a.json: No such file or directory", "choose another file"),
    "--output json=faulty.txt": ("faulty.txt is a transcript that was read", "choose another file"),
    "--output json=.": ("cannot write .: Is a directory", "choose another file"),
    "--xyzzy": ("no such option: --xyzzy", "svcnorm check --help"),
    "--fail": ("no such option: --fail", "--fail-on"),
}


@pytest.mark.parametrize("option", WRONG)
def test_a_wrong_option_says_what_is_right(option: str, cli: Cli, desk: Path) -> None:
    before = {path: path.read_bytes() for path in desk.iterdir()}
    ran = cli("--lang", "en", "check", "faulty.txt", *HOUSE, *option.split())
    message, remedy = WRONG[option]
    first, *_, last = ran.err.splitlines()
    assert (ran.code, ran.out) == (2, "")
    assert first.startswith("svcnorm: ") and message in first
    assert last.startswith("  → ") and remedy in last
    assert {path: path.read_bytes() for path in desk.iterdir()} == before


@pytest.mark.parametrize(
    ("command", "message", "remedy"),
    [
        ("chek", "no such command: chek", "did you mean check?"),
        ("rules tets", "no such command: tets", "did you mean test?"),
        ("check", "no transcript is named", "or - for standard input"),
        ("sample", "--out is missing", "svcnorm sample --help"),
        ("why no-cannot", "path is missing", "svcnorm why --help"),
        ("why no-canot faulty.txt", "no rule or norm 'no-canot'", "did you mean no-cannot?"),
        ("why no-cannot faulty.txt --turn 9", "--turn 9: the record has 3 entries", "count from 1"),
        ("why no-cannot faulty.txt --turn x", "'--turn'", "svcnorm why --help"),
    ],
)
def test_a_wrong_call_says_what_is_right(command: str, message: str, remedy: str, cli: Cli, desk: Path) -> None:
    (desk / "svcnorm.yaml").write_text("packs: [./house.yaml]\n", encoding="utf-8")
    ran = cli("--lang", "en", *command.split())
    assert (ran.code, ran.out) == (2, "")
    assert message in ran.err.splitlines()[0] and remedy in ran.err.splitlines()[-1]


def test_no_command_prints_the_help(cli: Cli) -> None:
    ran = cli("--lang", "en")
    assert ran.code == 2 and "Usage: svcnorm" in ran.out + ran.err


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_help_names_every_option(lang: str, cli: Cli) -> None:
    ran = cli("--lang", lang, "check", "--help")
    assert ran.code == 0 and ran.err == ""
    for option in ("--pack", "--format", "--output", "--fail-on", "--as-of", "--config", "--encoding", "--channel"):
        assert option in ran.out
    assert "--no-mask" in ran.out and "--show-config" in ran.out


def test_version(cli: Cli) -> None:
    from svcnorm import __version__

    assert cli("--version") == Ran(0, f"svcnorm {__version__}\n", "")


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completion_script(shell: str, tmp_path: Path) -> None:
    env = {**os.environ, "_SVCNORM_COMPLETE": f"source_{shell}"}
    done = subprocess.run([sys.executable, "-m", "svcnorm"], env=env, capture_output=True, check=False)
    assert done.returncode == 0 and b"_SVCNORM_COMPLETE" in done.stdout and b"svcnorm" in done.stdout


def test_standard_input(cli: Cli, desk: Path) -> None:
    given = (desk / "faulty.txt").read_bytes()
    ran = cli("check", "-", *HOUSE, "--format", "json", stdin=given)
    (conversation,) = json.loads(ran.out)["conversations"]
    assert (ran.code, conversation["source"], conversation["id"]) == (1, "-", "-")
    assert cli("why", "no-cannot", "-", *HOUSE, stdin=given).code == 0


def test_directories_globs_and_files_each_once(cli: Cli, desk: Path) -> None:
    (desk / "calls" / "may").mkdir(parents=True)
    for name in ("calls/b.txt", "calls/a.txt", "calls/may/c.txt", "calls/.hidden.txt", "calls/notes.docx"):
        (desk / name).write_text("客服:您好\n", encoding="utf-8")
    for paths in (["calls"], ["calls/may", "calls/*.txt"], ["calls/**/*.txt", "calls/a.txt", "calls"], ["./calls/"]):
        ran = cli("check", *paths, *HOUSE, "--format", "json")
        sources = [c["source"] for c in json.loads(ran.out)["conversations"]]
        assert sources == ["calls/a.txt", "calls/b.txt", "calls/may/c.txt"], paths


def test_outputs_beside_the_screen(cli: Cli, desk: Path) -> None:
    ran = cli("check", "faulty.txt", *HOUSE, "-o", "json=a.json", "-o", "terminal=a.txt")
    assert ran.code == 1 and "发现违规 1 处。" in ran.out
    assert json.loads((desk / "a.json").read_text("utf-8"))["counts"]["violation"] == 1
    assert "发现违规 1 处。" in (desk / "a.txt").read_text("utf-8")
    assert cli("check", "faulty.txt", *HOUSE, "--format", "json").out == (desk / "a.json").read_text("utf-8")
    assert not list(desk.glob(".*"))


def test_an_output_follows_a_link_and_leaves_a_device_alone(cli: Cli, desk: Path) -> None:
    (desk / "kept.json").write_text("old", encoding="utf-8")
    (desk / "link.json").symlink_to("kept.json")
    cli("check", "faulty.txt", *HOUSE, "-o", "json=link.json", "-o", "json=/dev/null")
    assert (desk / "link.json").is_symlink() and (desk / "kept.json").read_text("utf-8").startswith("{")
    assert Path("/dev/null").is_char_device()


@pytest.mark.parametrize(
    ("options", "verdict"),
    [
        ((), "undetermined"),
        (("--as-of", "2026-11-10T23:59:59+08:00"), "undetermined"),
        (("--as-of", "2026-11-12T00:00:01+08:00"), "violation"),
        (("--as-of", "2026-11-12 00:00:01"), "violation"),
        (("--as-of", "2026-11-11T16:00:01Z"), "violation"),
        (("--as-of", "now"), "violation"),
    ],
    ids=str,
)
def test_as_of(options: tuple[str, ...], verdict: str, cli: Cli, tmp_path: Path) -> None:
    """A letter of 9 November, to be answered within two working days: up to the end of the 11th in China's zone."""
    (tmp_path / "p.yaml").write_text(
        "pack: p\nevents: {letter: {contingent: true}, reply: {completes: true}}\nextends: [common]\n"
        "rules: [{id: r, after: {event: letter}, require: {event: reply}, within: 2 working days}]\n",
        encoding="utf-8",
    )
    # A year that is over, so that `now` is later in every run.
    letter: dict[str, Any] = {"id": "L", "events": [{"type": "letter", "at": "2026-11-09T09:00:00+08:00"}]}
    if options == ("--as-of", "now"):
        letter["events"][0]["at"] = "2020-11-09T09:00:00+08:00"
    (tmp_path / "a.json").write_text(json.dumps(letter), encoding="utf-8")
    ran = cli("check", "a.json", "--pack", "./p.yaml", "--format", "json", "--fail-on", "never", *options)
    assert ran.code == 0, ran.err
    (found,) = json.loads(ran.out)["conversations"][0]["verdicts"]
    assert found["verdict"] == verdict


def test_the_channel_that_the_user_names_beats_the_record(cli: Cli, desk: Path) -> None:
    (desk / "named.txt").write_text("---\nchannel: visit\n---\n客服:您好\n", encoding="utf-8")
    ran = cli("check", "clean.txt", "named.txt", *HOUSE, "--channel", "chat", "--format", "json")
    shown = [(c["channel"], c["channel_source"]) for c in json.loads(ran.out)["conversations"]]
    assert shown == [("chat", "option"), ("chat", "option")]


def test_an_encoding_that_is_named(cli: Cli, desk: Path) -> None:
    (desk / "big5.txt").write_bytes("客服:您好,這個辦不了".encode("big5"))
    assert cli("check", "big5.txt", *HOUSE).code == 2
    ran = cli("check", "big5.txt", *HOUSE, "--encoding", "big5")
    assert ran.code == 1 and "辦不了" in ran.out


def test_roles_of_the_configuration(cli: Cli, desk: Path) -> None:
    (desk / "odd.txt").write_text("张三:这个办不了\n李四:那我投诉\n张三:您请讲\n李四:好\n", encoding="utf-8")
    (desk / "svcnorm.yaml").write_text("roles: {张三: agent, 李四: customer}\n", encoding="utf-8")
    ran = cli("check", "odd.txt", *HOUSE, "--format", "json")
    (conversation,) = json.loads(ran.out)["conversations"]
    assert (ran.code, conversation["verdicts"][0]["verdict"]) == (1, "violation")
    assert {p["id"]: p["role"] for p in conversation["parties"]} == {"张三": "agent", "李四": "customer"}


def test_the_configuration_in_force_is_shown_with_its_origins(cli: Cli, desk: Path) -> None:
    (desk / "svcnorm.yaml").write_text("packs: [./house.yaml]\npass_line: 90\nvars: {a: 1}\n", encoding="utf-8")
    ran = cli("check", "--show-config")
    assert ran.code == 0
    rows = {line.split()[0]: line for line in ran.out.splitlines()}
    assert "900" in rows["pass_line"] and "svcnorm.yaml:2" in rows["pass_line"]
    assert "svcnorm.yaml:3" in rows["vars.a"] and "默认" in rows["ring_period"]
    assert "--pack" in cli("check", "--show-config", "--pack", "phone").out


@pytest.mark.parametrize("form", ["terminal", "json"])
def test_a_reader_that_goes_away(form: str, tmp_path: Path) -> None:
    """As `svcnorm check … | head -1` does: no traceback, and a code that is not a finding's."""
    command = [sys.executable, "-m", "svcnorm", "check", str(EXAMPLES), "--format", form, "--fail-on", "never"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=ROOT) as process:
        assert process.stdout is not None and process.stderr is not None
        assert process.stdout.readline()
        process.stdout.close()
        said = process.stderr.read().decode()
    assert (process.returncode, said) == (2, "")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no device that is always full")
@pytest.mark.parametrize("form", ["terminal", "json"])
def test_a_full_disk(form: str, desk: Path) -> None:
    command = [sys.executable, "-m", "svcnorm", "check", "faulty.txt", *HOUSE, "--format", form, "--lang", "en"]
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(command, stdout=full, stderr=subprocess.PIPE, cwd=desk, check=False)
    assert done.returncode == 2
    assert done.stderr.decode().startswith("svcnorm: cannot write standard output: No space left on device\n")


@pytest.mark.parametrize("encoding", ["ascii", "gbk", "latin-1"])
def test_a_terminal_of_another_encoding(encoding: str, desk: Path) -> None:
    (desk / "a.txt").write_text("客服:😀𠮷这个办不了\n", encoding="utf-8")
    env = {**os.environ, "PYTHONIOENCODING": encoding}
    for form in ("terminal", "json"):
        command = [sys.executable, "-m", "svcnorm", "check", "a.txt", *HOUSE, "--format", form]
        done = subprocess.run(command, env=env, capture_output=True, cwd=desk, check=False)
        assert (done.returncode, done.stderr) == (1, b"")
        if form == "json":
            assert json.loads(done.stdout.decode("utf-8"))["counts"]["violation"] == 1
