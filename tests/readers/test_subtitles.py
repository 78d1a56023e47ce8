"""Faults of subtitles and of Tencent's text are errors with their line; how they are told from plain text."""

from __future__ import annotations

import io

import pytest

from svcnorm.model.conversation import Conversation
from svcnorm.model.errors import InputError
from svcnorm.readers import ReadOptions, registry
from svcnorm.readers.canonical import DEFAULTS
from svcnorm.readers.checks import Place
from svcnorm.readers.cues import conversation
from svcnorm.readers.document import Document
from svcnorm.readers.tencent import conversation as of_tencent

FAULTS = {
    "WEBVTT\n\n00:01.000 --> x\n好": ("these are no times of a subtitle", 3),
    "WEBVTT\n\n00:01.000 --> 00:02.000\n好\n\n1:2 --> 3\n好": ("these are no times of a subtitle", 6),
    "WEBVTT\n\n好\n\n00:01.000 --> 00:02.000\n好": ("there are words before the first time", 3),
    "WEBVTT\n\n00:02.000 --> 00:01.000\n好": ("the turn ends (1 s) before it starts (2 s)", 4),
    "WEBVTT\n\n00:75.000 --> 00:80.000\n好": ("time “00:75.000” is not a time", 4),
    "WEBVTT\n\nNOTE 无": ("there are no words in these subtitles", None),
}


@pytest.mark.parametrize("text", FAULTS)
def test_a_fault_has_its_line(text: str) -> None:
    message, line = FAULTS[text]
    with pytest.raises(InputError) as caught:
        conversation(text, Place("a.vtt"), "a.vtt", DEFAULTS, markup=True)
    assert message in caught.value.message and caught.value.line == line


@pytest.mark.parametrize("text", ["好\n[0:0.000,0:1.000,0] 好", "[0:75.000,0:80.000,0] 好"])
def test_tencent_faults(text: str) -> None:
    with pytest.raises(InputError) as caught:
        of_tencent(text, Place("a.txt"), "a.txt", DEFAULTS)
    assert caught.value.line == 1


def texts(text: str, markup: bool = True) -> list[tuple[str, str]]:
    found: Conversation = conversation(text, Place("a"), "a", DEFAULTS, markup)
    return [(u.party, u.text) for u in found.utterances]


def test_marks_that_are_none_stay_words() -> None:
    assert texts("WEBVTT\n\n00:00.000 --> 00:01.000\n<v 客户>少于 < 100 大于 > 5 <b>对</b> &lt;v&gt;") == [
        ("customer", "少于 < 100 大于 > 5 对 <v>")
    ]


def test_srt_has_no_entities() -> None:
    assert texts("1\n00:00:00,000 --> 00:00:01,000\n客户:a &lt; b --> c", markup=False) == [
        ("customer", "a &lt; b --> c")
    ]


def test_a_speaker_nobody_knows_keeps_her_name() -> None:
    assert texts("WEBVTT\n\n00:00.000 --> 00:01.000\n<v 张三>好\n\n00:01.000 --> 00:02.000\n<v>嗯") == [
        ("张三", "好"),
        ("unknown", "嗯"),
    ]


NAMED = {
    ("WEBVTT\n", ".txt"): "webvtt",
    ("WEBVTT 说明\n\n", ""): "webvtt",
    ("WEBVTTX\n", ".txt"): "text",
    ("00:00.000 --> 00:01.000\n好", ".vtt"): "webvtt",
    ("客服:您好", ".vtt"): "text",
    ("1\n00:00:00,000 --> 00:00:01,000\n好", ".txt"): "srt",
    ("00:00:00,000 --> 00:00:01,000\n好", ".txt"): "srt",
    ("00:00:05 --> 00:00:07 客服:您好", ".txt"): "text",
    ("客服:您好", ".srt"): "text",
    ('{"turns": []}', ".srt"): "json",
    ("[0:0.000,0:1.000,0] 好", ".txt"): "tencent-text",
    ("[00:00.3-00:04.1] 客服:您好", ".txt"): "text",
    ("[0:1.000,0:2.000] 好", ".json"): "tencent-text",
}


@pytest.mark.parametrize("head, suffix", NAMED)
def test_formats_are_told_by_content_first(head: str, suffix: str) -> None:
    document = Document("x", io.BytesIO(head.encode()), ReadOptions())
    assert registry.format_of(document, suffix).name == NAMED[head, suffix]
