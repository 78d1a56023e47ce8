"""The JSON report: its shape, its bytes, and what it must not contain."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from tests.report.factories import binding, card, finding, handbook, place, report, rule, talk, verdict

from svcnorm.model.conversation import Party
from svcnorm.model.report import ConversationReport, Report
from svcnorm.model.rules import Norm
from svcnorm.model.verdicts import NOT_APPLICABLE, REASONS, Nearest
from svcnorm.report import Options, write
from svcnorm.report.json_report import dumps

SCHEMA = json.loads((Path(__file__).parents[2] / "src/svcnorm/schemas/report.schema.json").read_text(encoding="utf-8"))
CALL = talk(
    "0.5 客服:您好,这个号13800138000我不知道",
    "4 客户:投诉你们",
    name="13800138000",
    source="calls/13900139000.txt",
    started_at=1_792_026_600_000,
    utc_offset=480,
    customer="13700137000",
    cases=("T-1",),
    parties=(Party("客服", "agent", "8001", "north"), Party("客户", "customer")),
    attributes={"phone": 13600136000, "nested": {"b": ["13500135000"], "a": True}},
    notes=("号码13800138000",),
)
RULES = (rule("no-idea", binding("N1"), title="不说“不知道”"), rule("greeting"), rule("smile"))
VERDICTS = (
    verdict(
        "no-idea",
        "violation",
        finding(
            "no-idea",
            place(0, 18, 21, "不知道"),
            place(0, 8, 13, "80013"),
            message="对13800138000说了“不知道”",
            at=500,
            pattern="@推说不知 · 不知道",
            values={"b": "2", "a": "13800138000"},
        ),
        norms=("N1",),
        activations={"violation": 1, "pass": 2},
    ),
    verdict(
        "greeting",
        "undetermined",
        norms=("N2",),
        reasons=("no_turn_times", "role_unknown"),
        possible=(
            finding("greeting", nearest=Nearest(place(0, 0, 2, "您好"), ("问候",), ("姓名",)), window="客户开口之前"),
        ),
    ),
    verdict("smile", "manual", checklist="听语气", evidence=(place(1, 0, 2, "投诉"),), subject="case:T-1"),
)


def full() -> Report:
    scored = card(deductions=(("no-idea", "N1", 2.5), ("x", "N9", -1.0)), counts={"violation": 1})
    return report(
        ConversationReport(CALL, VERDICTS, (scored, card("K", None, 0, None)), ("note",)),
        ConversationReport(talk("客服:您好", name="C-2"), ()),
        rules=RULES,
        handbooks=(handbook(Norm("N1", "标题", "automated", clause="一、1", channels=("visit",))),),
        tool={"version": "1", "engine": "x"},
        errors=(("/data/in/bad.txt", "3:1", "13800138000 …", "fix it"),),
        notes=("n",),
    )


def parsed(of: Report, mask: bool = True) -> Any:
    return json.loads(dumps(of, mask))


def test_the_report_keeps_to_its_schema() -> None:
    jsonschema.Draft7Validator.check_schema(SCHEMA)
    for of in (full(), report()):
        jsonschema.validate(parsed(of), SCHEMA)
        jsonschema.validate(parsed(of, mask=False), SCHEMA)


def test_the_schema_describes_every_field_that_is_written() -> None:
    def closed(node: Any) -> Any:
        if isinstance(node, list):
            return [closed(item) for item in node]
        if not isinstance(node, dict):
            return node
        result = {key: closed(value) for key, value in node.items()}
        if "properties" in result:
            result.setdefault("additionalProperties", False)
        return result

    jsonschema.validate(parsed(full()), closed(SCHEMA))


def test_the_schema_knows_every_reason() -> None:
    known = set(SCHEMA["definitions"]["verdict"]["properties"]["reasons"]["items"]["enum"])
    assert known >= set(REASONS) and NOT_APPLICABLE not in known


def test_what_consumers_need() -> None:
    data = parsed(full())
    first, second = data["conversations"]
    assert data["schema"] == "svcnorm.report/1"
    assert second == {**second, "id": "C-2", "source": "calls.txt", "verdicts": [], "scorecards": []}
    violation, open_, manual = first["verdicts"]
    assert violation["norms"] == ["N1"] and violation["verdict"] == "violation" and violation["reason"] is None
    assert violation["findings"][0]["turn"] == 0 and violation["findings"][0]["span"] == [18, 21]
    assert violation["findings"][0]["text"] == "不知道"
    assert open_["reason"] == "no_turn_times, role_unknown" and open_["reasons"] == ["no_turn_times", "role_unknown"]
    assert open_["findings"] == [] and open_["possible"][0]["turn"] is None and open_["possible"][0]["span"] is None
    assert open_["possible"][0]["nearest"]["missing"] == ["姓名"]
    assert manual["checklist"] == "听语气" and manual["subject"] == "case:T-1"
    assert first["scorecards"][0] == {
        "handbook": "H",
        "score": 95,
        "coverage": 1000,
        "passed": True,
        "deductions": [{"rule": "no-idea", "norm": "N1", "points": 2.5}, {"rule": "x", "norm": "N9", "points": -1}],
        "counts": {"violation": 1},
    }
    assert first["scorecards"][1]["score"] is None and first["scorecards"][1]["passed"] is None
    assert first["started_at"] == "2026-10-15T09:10:00+08:00"
    assert data["counts"] == {
        "conversations": 2,
        "violation": 1,
        "undetermined": 1,
        "pass": 0,
        "not_applicable": 0,
        "manual": 1,
        "suppressed": 0,
    }


def _texts(node: Any) -> Iterator[str]:
    if isinstance(node, str):
        yield node
    elif isinstance(node, dict):
        for key, value in node.items():
            yield key
            yield from _texts(value)
    elif isinstance(node, list):
        for item in node:
            yield from _texts(item)
    elif node is not None:
        yield str(node)


def test_no_personal_number_is_written_unless_asked_for() -> None:
    numbers = [f"13{n}0013{n}000" for n in (5, 6, 7, 8, 9)]
    masked, plain = list(_texts(parsed(full()))), list(_texts(parsed(full(), mask=False)))
    for number in numbers:
        assert not [text for text in masked if number in text]
        assert [text for text in plain if number in text]
    assert parsed(full())["masked"] is True and parsed(full(), mask=False)["masked"] is False


def test_a_part_of_a_number_is_masked_like_the_whole() -> None:
    finding = parsed(full())["conversations"][0]["verdicts"][0]["findings"][0]
    assert finding["places"][1]["text"] == "8****"


def test_no_absolute_path_is_written() -> None:
    assert parsed(full())["errors"][0]["file"] == "bad.txt"
    for source in ("/data/calls/a.txt", "C:\\calls\\a.txt", "\\\\server\\share\\a.txt"):
        only = report(ConversationReport(talk(source=source), ()))
        assert parsed(only)["conversations"][0]["source"] == "a.txt"
    relative = report(ConversationReport(talk(source="calls\\day\\a.txt"), ()))
    assert parsed(relative)["conversations"][0]["source"] == "calls/day/a.txt"


def test_the_same_report_is_the_same_bytes_whatever_the_order_of_its_maps() -> None:
    of = full()
    first = of.conversations[0]
    turned = replace(first.conversation, attributes=dict(reversed(first.conversation.attributes.items())))
    other = replace(
        of,
        tool=dict(reversed(of.tool.items())),
        conversations=(replace(first, conversation=turned), *of.conversations[1:]),
    )
    assert dumps(other) == dumps(of)


def test_half_characters_are_escaped_and_survive() -> None:
    of = report(
        ConversationReport(talk("客服:坏\ud83d字😀"), (verdict("r", "violation", finding("r", place(0, 0, 4))),))
    )
    written = dumps(of)
    assert "\\ud83d字😀" in written
    assert (
        json.loads(written.encode("utf-8"))["conversations"][0]["verdicts"][0]["findings"][0]["text"] == "坏\ud83d字😀"
    )


def test_line_breaks_in_a_transcript_do_not_break_lines() -> None:
    of = report(
        ConversationReport(talk("客服:一\n二\u2028三"), (verdict("r", "violation", finding("r", place(0, 0, 5))),))
    )
    line = next(line for line in dumps(of).split("\n") if line.startswith('{"rule"'))
    assert json.loads(line)["findings"][0]["text"] == "一\n二\u2028三"


def test_numbers_that_json_does_not_know_are_refused() -> None:
    with pytest.raises(ValueError, match="JSON"):
        dumps(report(ConversationReport(talk(attributes={"x": float("nan")}), ())))


def test_writing_gives_the_same_text_as_dumping() -> None:
    out = io.StringIO()
    write("json", full(), out, Options(mask=False))
    assert out.getvalue() == dumps(full(), mask=False)
