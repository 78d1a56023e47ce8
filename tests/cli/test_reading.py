"""What a user says of files that do not explain themselves, what `inspect` and `convert` tell, what is set aside."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import jsonschema
from tests.cli.conftest import EXAMPLES, ROOT, Cli

FORMATS = ROOT / "tests" / "data" / "readers" / "formats"
STEREO = FORMATS / "aliyun-recording.json"
GOOD = '{"id": "a", "channel": "chat", "turns": ["客服:您好"]}'
BAD = '{"id": "b", "turns": [{"speaker": "agent"}]}'


def report(cli: Cli, *args: str) -> dict[str, Any]:
    ran = cli("check", *args, "--format", "json", "--fail-on", "never")
    assert ran.out, ran.err
    found: dict[str, Any] = json.loads(ran.out)["conversations"][0]
    return found


def roles(conversation: dict[str, Any]) -> set[tuple[str, str]]:
    return {(party["id"], party["role"]) for party in conversation["parties"]}


def test_the_agent_is_on_the_channel_that_the_option_names(cli: Cli) -> None:
    found = report(cli, str(STEREO), "--agent-channel", "1")
    assert found["role_source"] == "option"
    assert {role for _id, role in roles(found)} == {"agent", "customer"}


def test_the_configuration_tells_it_for_some_files(cli: Cli, tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    for name in ("in/a.json", "b.json"):
        (tmp_path / name).write_bytes(STEREO.read_bytes())
    entry = {"match": "in/*.json", "agent_channel": 1, "channel": "outbound_call"}
    (tmp_path / "svcnorm.yaml").write_text(json.dumps({"sources": [entry]}), "utf-8")
    told, untold = report(cli, "in/a.json"), report(cli, "b.json")
    assert (told["role_source"], told["channel"], told["channel_source"]) == ("config", "outbound_call", "config")
    assert untold["role_source"] != "config" and untold["channel"] != "outbound_call"
    assert report(cli, "in/a.json", "--agent-channel", "0")["role_source"] == "option"


def test_a_pattern_without_slash_is_held_against_the_name(cli: Cli, tmp_path: Path) -> None:
    (tmp_path / "deep").mkdir()
    (tmp_path / "deep" / "zz.json").write_bytes(STEREO.read_bytes())
    (tmp_path / "svcnorm.yaml").write_text('sources: [{match: "z*.json", agent_channel: 0}]', "utf-8")
    assert report(cli, "deep")["role_source"] == "config"


def test_the_page_says_who_told_the_roles(cli: Cli) -> None:
    ran = cli("check", str(STEREO), "--agent-channel", "1", "--lang", "en", "--fail-on", "never")
    assert "speakers as told by option" in ran.out


def test_a_bad_record_is_set_aside_and_the_rest_checked(cli: Cli, tmp_path: Path) -> None:
    (tmp_path / "calls.jsonl").write_text(f"{GOOD}\n{BAD}\n", "utf-8")
    ran = cli("check", "calls.jsonl", "--rejects", "bad.jsonl", "--fail-on", "never")
    assert ran.code == 2 and "calls.jsonl:2" in ran.err
    (row,) = [json.loads(line) for line in (tmp_path / "bad.jsonl").read_text("utf-8").splitlines()]
    assert (row["file"], row["line"], row["where"]) == ("calls.jsonl", 2, "/turns/0")
    assert json.loads(row["record"]) == json.loads(BAD)
    assert (tmp_path / "bad.jsonl").stat().st_mode & 0o077 == 0
    allowed = cli("check", "calls.jsonl", "--rejects", "bad.jsonl", "--allow-rejects", "--fail-on", "never")
    assert allowed.code == 0


def test_a_line_that_is_no_text_is_set_aside(cli: Cli, tmp_path: Path) -> None:
    (tmp_path / "calls.jsonl").write_bytes(f"{GOOD}\n".encode() * 5 + b'{"id": "\xff"}\n')
    cli("convert", "calls.jsonl", "out.jsonl", "--rejects", "bad.jsonl")
    rows = [json.loads(line) for line in (tmp_path / "bad.jsonl").read_text("utf-8").splitlines()]
    assert rows[-1]["line"] == 6 and "\\xff" in rows[-1]["record"]


def test_rejects_are_empty_where_all_is_well(cli: Cli, tmp_path: Path) -> None:
    (tmp_path / "calls.jsonl").write_text(f"{GOOD}\n", "utf-8")
    (tmp_path / "bad.jsonl").write_text("of an earlier run", "utf-8")
    assert cli("check", "calls.jsonl", "--rejects", "bad.jsonl", "--fail-on", "never").code == 0
    assert (tmp_path / "bad.jsonl").read_text("utf-8") == ""


def test_where_nothing_can_be_read_rejects_do_not_help(cli: Cli, tmp_path: Path) -> None:
    (tmp_path / "calls.jsonl").write_text(f"{BAD}\n", "utf-8")
    assert cli("check", "calls.jsonl", "--allow-rejects").code == 2


def test_many_errors_are_counted(cli: Cli, tmp_path: Path) -> None:
    (tmp_path / "calls.jsonl").write_text(f"{GOOD}\n" + f"{BAD}\n" * 50, "utf-8")
    ran = cli("check", "calls.jsonl", "--lang", "en", "--fail-on", "never")
    assert "30 more records could not be read" in ran.err
    assert cli("check", "calls.jsonl", "--lang", "en", "--fail-on", "never", "-v").err.count("a turn needs") == 50


def test_inspect_says_what_a_file_holds(cli: Cli) -> None:
    ran = cli("inspect", str(STEREO), "--format", "json", "--lang", "en")
    found = json.loads(ran.out)
    assert ran.code == 0
    assert found["formats"] == ["aliyun-recording"] and found["encoding"] == "utf-8"
    assert found["conversations"] == 1 and found["utterances"]["with_start"] == found["utterances"]["count"]
    lacking = {each["missing"]: each["rules"] for each in found["undetermined"]}
    assert any("pickup" in rules for rules in lacking.values())


def test_inspect_judges_what_it_says_is_undetermined(cli: Cli) -> None:
    """The rules that inspect names are those that check leaves undetermined."""
    path = str(EXAMPLES / "inbound-agent-hangs-up.txt")
    named = {
        rule for each in json.loads(cli("inspect", path, "-f", "json").out)["undetermined"] for rule in each["rules"]
    }
    judged = {v["rule"] for v in report(cli, path)["verdicts"] if v["verdict"] == "undetermined"}
    assert named == judged


def test_inspect_counts_what_it_cannot_read(cli: Cli, tmp_path: Path) -> None:
    (tmp_path / "calls.jsonl").write_text(f"{GOOD}\n{BAD}\n", "utf-8")
    ran = cli("inspect", "calls.jsonl", "--lang", "en")
    assert ran.code == 2
    assert "1 conversation" in ran.out and "1 record cannot be read" in ran.out and "calls.jsonl:2" in ran.err


def test_inspect_in_chinese_is_aligned_and_masked(cli: Cli, tmp_path: Path) -> None:
    (tmp_path / "13800000000.txt").write_text("客服:您好", "utf-8")
    ran = cli("inspect", "13800000000.txt")
    assert "13800000000" not in ran.out and "格式" in ran.out


def test_the_formats_are_listed(cli: Cli) -> None:
    listed = cli("inspect", "--formats", "--lang", "en").out
    for name in ("aliyun-recording", "jsonl", "text"):
        assert any(line.startswith(f"{name} ") for line in listed.splitlines())


def test_convert_writes_what_reads_back_equal(cli: Cli, tmp_path: Path) -> None:
    assert cli("convert", str(EXAMPLES), "once.jsonl").code == 0
    assert cli("convert", "once.jsonl", "twice.jsonl").code == 0
    once, twice = ((tmp_path / name).read_text("utf-8") for name in ("once.jsonl", "twice.jsonl"))
    assert once == twice and once.count("\n") >= 20
    schema = json.loads((ROOT / "src/svcnorm/schemas/conversation.schema.json").read_text("utf-8"))
    for line in once.split("\n")[:-1]:
        jsonschema.validate(json.loads(line), schema)


def test_convert_writes_vcons_that_read_back_equal(cli: Cli, tmp_path: Path) -> None:
    assert cli("convert", str(EXAMPLES), "once.jsonl").code == 0
    assert cli("convert", "once.jsonl", "all.vcon.jsonl").code == 0
    assert cli("convert", "all.vcon.jsonl", "twice.jsonl").code == 0
    once, vcons, twice = ((tmp_path / f"{name}.jsonl").read_text("utf-8") for name in ("once", "all.vcon", "twice"))
    assert once == twice and all("dialog" in json.loads(line) for line in vcons.split("\n")[:-1])


def test_convert_refuses_what_would_lose_something(cli: Cli, tmp_path: Path) -> None:
    (tmp_path / "calls.jsonl").write_text(f"{GOOD}\n" + GOOD.replace('"a"', '"c"') + "\n", "utf-8")
    for args in (("calls.jsonl", "calls.jsonl"), ("calls.jsonl", "out.json"), ("calls.jsonl", "out.doc")):
        ran = cli("convert", *args)
        assert ran.code == 2 and ran.err
    assert (tmp_path / "calls.jsonl").read_text("utf-8").count("\n") == 2
    assert not (tmp_path / "out.json").exists()


CALLS = """通话ID,角色,开始时间,内容
C-1,客服,0:00:01,您好，请问有什么可以帮您？
C-1,客户,0:00:05,我要投诉，宽带断了三天没人管。
C-1,客服,0:00:09,给您添麻烦了，我马上为您登记。
"""
CALL_LOG = """通话ID,振铃开始,应答时间,结束时间,挂机方,工单号
C-1,2026-11-20 09:29:{ring},2026-11-20 09:30:00,2026-11-20 09:30:30,客户,T-1
C-9,2026-11-20 09:29:50,2026-11-20 09:30:02,2026-11-20 09:30:30,客户,T-9
不是时间,x,y,z,客户,T-9
"""


def verdict(cli: Cli, rule: str, *args: str) -> str:
    found: str = next(each["verdict"] for each in report(cli, *args)["verdicts"] if each["rule"] == rule)
    return found


def test_a_call_log_beside_the_transcripts_makes_rings_known(cli: Cli, tmp_path: Path) -> None:
    (tmp_path / "calls.csv").write_text(CALLS, "utf-8")
    assert verdict(cli, "pickup", "calls.csv") == "undetermined"
    for ring, expected in (("50", "pass"), ("30", "violation")):
        (tmp_path / "cdr.csv").write_text(CALL_LOG.format(ring=ring), "gb18030")
        assert verdict(cli, "pickup", "calls.csv", "--calls", "cdr.csv") == expected


def test_what_a_log_holds_beside_is_told(cli: Cli, tmp_path: Path) -> None:
    (tmp_path / "calls.csv").write_text(CALLS, "utf-8")
    (tmp_path / "cdr.csv").write_text(CALL_LOG.format(ring="50"), "utf-8")
    ran = cli("check", "calls.csv", "--calls", "cdr.csv", "--lang", "en", "--fail-on", "never")
    assert ran.code == 2 and "cdr.csv:4" in ran.err
    assert "call records without a transcript: 1 (C-9)" in ran.out


def test_a_case_log_makes_48_hours_known(cli: Cli, tmp_path: Path) -> None:
    (tmp_path / "calls.csv").write_text(CALLS, "utf-8")
    (tmp_path / "cdr.csv").write_text("\n".join(CALL_LOG.format(ring="50").splitlines()[:2]), "utf-8")
    head = "工单号,事件,时间\nT-1,投诉受理,2026-11-20 09:30:00\n"
    args = ("calls.csv", "--calls", "cdr.csv", "--cases", "cases.csv", "--pack", "follow-up", "--pack", "phone")
    reply = "complaint-first-reply"
    for line, expected in (
        ("", "undetermined"),
        ("T-1,首次回复,2026-11-21 09:00:00\n", "pass"),
        ("T-1,首次回复,2026-11-23 09:00:00\n", "violation"),
    ):
        (tmp_path / "cases.csv").write_text(head + line, "utf-8")
        assert verdict(cli, reply, *args) == expected, line
    (tmp_path / "cases.csv").write_text(head, "utf-8")
    assert verdict(cli, reply, *args, "--as-of", "2026-11-30") == "violation"


def test_a_sample_of_every_system_is_checked_without_any_option(cli: Cli) -> None:
    """The whole sample of each format: those with a further word in their names are cases of it."""
    samples = {path.name.split(".")[0]: path for path in sorted(FORMATS.iterdir()) if path.name.count(".") == 1}
    samples.pop("options")
    assert len(samples) >= 20
    for path in (*samples.values(), FORMATS / "xlsx.cell.xlsx", FORMATS / "csv.cell-marks.csv"):
        ran = cli("check", str(path), "--fail-on", "never", "--format", "json")
        assert ran.code == 0, ran.err
        assert json.loads(ran.out)["conversations"]


def test_convert_to_vcon_and_back_is_equal(cli: Cli, tmp_path: Path) -> None:
    assert cli("convert", str(EXAMPLES), "once.jsonl").code == 0
    assert cli("convert", "once.jsonl", "once.vcon.jsonl").code == 0
    assert cli("convert", "once.vcon.jsonl", "twice.jsonl").code == 0
    assert (tmp_path / "once.jsonl").read_text("utf-8") == (tmp_path / "twice.jsonl").read_text("utf-8")


def test_a_wrong_mapping_file_is_one_error(cli: Cli, tmp_path: Path) -> None:
    (tmp_path / "vendor.yaml").write_text("format: x\nturn: {text: t}\n", "utf-8")
    for name in ("a.json", "b.json"):
        (tmp_path / name).write_bytes(STEREO.read_bytes())
    ran = cli("check", "a.json", "b.json", "--mapping", "vendor.yaml")
    assert ran.code == 2 and ran.err.count("vendor.yaml") == 1
