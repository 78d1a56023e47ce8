"""Labels as people write them: every kind of file says the same, and what is wrong is said with its line."""

from __future__ import annotations

from pathlib import Path

import pytest

from svcnorm.model.errors import InputError
from svcnorm.review import read_labels

LONG = "通话编号,规范,结论,句,备注\nC-1,GE-1.8b,违规,2,推说\nC-1,GE-1.2b,合格,,\nC-2,GE-1.8b,不适用,,\nC-2,GE-1.2b,,,\n"
WIDE = "ID;GE-1.8b;GE-1.2b;备注\nC-1;违规;合格;推说\nC-2;不适用;;\n"
LINES = (
    '{"conversation": "C-1", "norm": "GE-1.8b", "verdict": "violation", "turn": 1, "note": "推说"}\n'
    '{"conversation": "C-1", "norm": "GE-1.2b", "verdict": "pass"}\n'
    '{"conversation": "C-2", "norm": "GE-1.8b", "verdict": "not_applicable"}\n'
)
WHOLE = (
    '{"conversation": {"id": "C-1", "turns": [{"speaker": "agent", "text": "不知道"}]},'
    ' "gold": {"GE-1.8b": "violation", "GE-1.2b": "pass"}, "gold2": {"GE-1.8b": "violation"},'
    ' "where": {"GE-1.8b": [0]}}\n'
)


@pytest.mark.parametrize("text", [LONG, WIDE, LINES], ids=["long", "wide", "lines"])
def test_every_kind_of_file_says_the_same(tmp_path: Path, text: str) -> None:
    file = tmp_path / "labels"
    file.write_bytes(text.encode("gb18030" if text is LONG else "utf-8"))
    first, second = read_labels(str(file))
    assert (first.id, first.gold) == ("C-1", {"GE-1.8b": "violation", "GE-1.2b": "pass"})
    assert (second.id, second.gold) == ("C-2", {"GE-1.8b": "not_applicable"})
    assert first.note == "推说" and not first.complete
    assert first.where == ({} if text is WIDE else {"GE-1.8b": (1,)})


def test_a_conversation_with_its_labels(tmp_path: Path) -> None:
    file = tmp_path / "labels.jsonl"
    file.write_text(WHOLE, encoding="utf-8")
    (record,) = read_labels(str(file))
    assert record.conversation is not None and record.conversation.utterances[0].text == "不知道"
    assert record.complete and record.unsure == {"GE-1.2b"} and record.where == {"GE-1.8b": (0,)}


@pytest.mark.parametrize(
    ("text", "line", "said"),
    [
        ("", None, "no labels"),
        ("通话编号,规范,结论\n", None, "no labels"),
        ("规范,结论\nA-1,违规\n", 1, "no column holds the conversations"),
        ("通话编号,备注\nC-1,好\n", 1, "no column holds norms"),
        ("通话编号,规范,结论\nC-1,A-1,也许\n", 2, "'也许' is no verdict"),
        ("通话编号,规范,结论\nC-1,,违规\n", 2, "without conversation or norm"),
        ("通话编号,规范,结论\nC-1,A-1,违规\nC-1,A-1,合格\n", 3, "is labelled '合格' here and '违规' in line 2"),
        ("{]", 1, "not JSON"),
        ('{"conversation": "C-1", "norm": "A-1"}', 1, "without 'verdict'"),
        ('{"conversation": {"turns": []}}', 1, ""),
    ],
)
def test_what_is_wrong_is_said_with_its_line(tmp_path: Path, text: str, line: int | None, said: str) -> None:
    file = tmp_path / "labels"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(InputError) as error:
        read_labels(str(file))
    assert said in error.value.message
    assert error.value.line == line or not said
    assert error.value.remedy
