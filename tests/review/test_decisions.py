"""Files of decisions: what the schema takes is read, what it refuses is refused, with the place and the way out."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from tests.review.samples import AT, decided, decisions, written

from svcnorm.model.errors import InputError
from svcnorm.review import decisions as reading
from svcnorm.review.decisions import read_decisions

SCHEMA = json.loads(
    (Path(__file__).parents[2] / "src/svcnorm/schemas/decisions.schema.json").read_text(encoding="utf-8")
)
GOOD = decisions(
    "王",
    {
        "conversation": "C-1",
        "findings": [decided("v1:00", "confirmed", "说了", "2026-11-20T17:30:00.5+08:00", "no-cannot")],
        "missed": [
            {"rule": "greet", "norm": "", "turn": None, "decision": "missed", "remark": "", "at": AT},
            {"norm": "D-1", "turn": 3, "decision": "withdrawn", "at": AT, "x_note": 1},
        ],
        "manual": [{"rule": "", "norm": "D-4", "decision": "not_seen", "at": AT}],
    },
    {"conversation": "C-2"},
)


def test_a_good_file(tmp_path: Path) -> None:
    jsonschema.validate(GOOD, SCHEMA)
    found = read_decisions(written(tmp_path / "d.json", GOOD))
    assert [(each.kind, each.rule, each.norm, each.fingerprint, each.turn) for each in found] == [
        ("finding", "", "", "v1:00", None),
        ("missed", "greet", "", "", None),
        ("missed", "", "D-1", "", 3),
        ("manual", "", "D-4", "", None),
    ]
    assert found[0].at == "2026-11-20T09:30:00.500+00:00" and found[0].reviewer == "王"
    assert found[2].where == "/conversations/0/missed/1"


FINDING, MISSED, CHECK = (
    ("conversations", 0, "findings", 0),
    ("conversations", 0, "missed", 1),
    ("conversations", 0, "manual", 0),
)


@pytest.mark.parametrize(
    ("where", "value", "said"),
    [
        (("schema",), "svcnorm.decisions/2", "this svcnorm reads svcnorm.decisions/1"),
        (("schema",), "svcnorm.report/1", "no file of decisions"),
        (("schema",), 7, "no file of decisions"),
        (("reviewer",), " ", "nobody says who decided"),
        (("reviewer",), "王" * 201, "longer than 200"),
        (("reviewer",), None, "must be text"),
        (("tool",), {}, "must be text"),
        (("made_at",), 5, "must be text"),
        (("conversations",), {}, "must be a list"),
        (("conversations", 0), [], "must be an object"),
        (("conversations", 0, "conversation"), "", "without its id"),
        (("conversations", 0, "findings"), "all", "must be a list"),
        (("conversations", 0, "verdicts"), [], "no key “verdicts”"),
        (("more",), 1, "no key “more”"),
        ((*FINDING, "fingerprint"), "", "without the fingerprint"),
        ((*FINDING, "decision"), "maybe", "unknown decision “maybe”"),
        ((*FINDING, "decision"), "missed", "unknown decision “missed”"),
        ((*FINDING, "remark"), "办" * 2001, "longer than 2000"),
        ((*FINDING, "at"), "yesterday", "must be an instant"),
        ((*FINDING, "at"), "2026-11-20T09:30:00", "must be an instant"),
        ((*FINDING, "at"), 1, "must be text"),
        ((*FINDING, "points"), 5, "no key “points”"),
        ((*MISSED, "norm"), "", "no rule and no norm"),
        ((*MISSED, "turn"), -1, "turn must be"),
        ((*MISSED, "turn"), True, "turn must be"),
        ((*MISSED, "turn"), 1.5, "turn must be"),
        ((*MISSED, "turn"), 10**30, "turn must be"),
        ((*CHECK, "decision"), "confirmed", "unknown decision"),
    ],
    ids=str,
)
def test_what_is_wrong_is_told_with_its_place(where: tuple[Any, ...], value: Any, said: str, tmp_path: Path) -> None:
    data = json.loads(json.dumps(GOOD))
    into = data
    for key in where[:-1]:
        into = into[key]
    into[where[-1]] = value
    checker = jsonschema.Draft7Validator(SCHEMA, format_checker=jsonschema.FormatChecker())
    # jsonschema leaves the format of instants to another library, and True is 1 to Python.
    assert where[-1] in ("at",) or value is True or not checker.is_valid(data)
    file = written(tmp_path / "d.json", data)
    with pytest.raises(InputError) as caught:
        read_decisions(file)
    assert said in caught.value.message and caught.value.file == file and caught.value.remedy or "must be" in said


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "not valid JSON"),
        (b"[]", "must be an object"),
        (b"\xff\xfe{}", "utf-8"),
        (b'{"schema": "svcnorm.decisions/1", "schema": "svcnorm.decisions/1"}', "given twice"),
        (b"[" * 100_000, "nested too deeply"),
        (b'{"schema": NaN}', "NaN"),
        (b"<html>", "not valid JSON"),
    ],
)
def test_what_is_no_such_file(data: bytes, said: str, tmp_path: Path) -> None:
    (tmp_path / "d.json").write_bytes(data)
    with pytest.raises(InputError, match=said):
        read_decisions(str(tmp_path / "d.json"))


def test_limits(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = written(tmp_path / "d.json", GOOD)
    monkeypatch.setattr(reading, "MAX_DECISIONS", 3)
    with pytest.raises(InputError, match="at most 3 decisions"):
        read_decisions(file)
    monkeypatch.setattr(reading, "MAX_BYTES", 100)
    with pytest.raises(InputError, match="at most 0 MB"):
        read_decisions(file)
    with pytest.raises(InputError, match="cannot read the file"):
        read_decisions(str(tmp_path))


def test_half_a_character_is_none(tmp_path: Path) -> None:
    data = decisions("王\ud800", {"conversation": "C-1", "findings": [decided("v1:00", "doubt", "\ud83d")]})
    (tmp_path / "d.json").write_text(json.dumps(data), encoding="ascii")
    (found,) = read_decisions(str(tmp_path / "d.json"))
    assert (found.reviewer, found.remark) == ("王?", "?")
