"""Text that programs stumble over reaches the report as it is; what a terminal would obey is made visible on it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from tests.cli.conftest import EXAMPLES, Cli

from svcnorm import privacy
from svcnorm.files import read_all

ODD = {
    "four bytes": "𠮷野家 㐂 𝟙",
    "zero width": "零\u200b宽\u2060\ufeff",
    "markup": "[/agent][bold red]{0}%s[[ ]]",
    "formula": '=1+1 @SUM(A1) -1 =HYPERLINK("x")',
    "emoji": "😀👨\u200d👩\u200d👧👍🏽",
    "lone surrogates": "\ud83d半个\ude00",
    "escapes": "\x1b[31m\x1b]8;;http://x\x07\x9b2J",
    "direction": "\u202e了不办\u202c\u200f",
    "separators": "行\u2028段\u2029换\x85页\x0c",
    "JSON": '"\\\t</script>&lt;',
}


@pytest.mark.parametrize("name", ODD)
def test_json_holds_the_original(name: str, cli: Cli, desk: Path) -> None:
    said = f"{ODD[name]}这个办{ODD[name][0]}不了,办不了{ODD[name]}"
    start = said.rindex("办不了")
    ran = cli("check", _call(desk, said), "--pack", "house.yaml", "--format", "json")
    finding = json.loads(ran.out)["conversations"][0]["verdicts"][0]["findings"][-1]
    assert ran.code == 1
    assert (finding["text"], finding["span"]) == ("办不了", [start, start + 3])
    assert finding["message"] == "说了“办不了”"


def test_a_hit_is_cut_from_the_original_character_for_character(cli: Cli, desk: Path) -> None:
    said = "这个办\u200b不\u2060了"
    ran = cli("check", _call(desk, said), "--pack", "house.yaml", "--format", "json")
    (finding,) = json.loads(ran.out)["conversations"][0]["verdicts"][0]["findings"]
    assert finding["text"] == said[2:] and finding["span"] == [2, 7]


@pytest.mark.parametrize("name", ODD)
def test_the_screen_shows_it_and_obeys_nothing(name: str, cli: Cli, desk: Path) -> None:
    ran = cli("check", _call(desk, f"{ODD[name]}这个办不了"), "--pack", "house.yaml")
    assert ran.code == 1
    assert "这个办不了" in ran.out
    assert not set(ran.out) & set("\x1b\x07\x9b\x85\x0c\u200b\u2060\ufeff\u202e\u202c\u200f\u2028\u2029")
    visible = "".join(char for char in ODD[name] if char.isprintable() and not "\ud800" <= char <= "\udfff")
    assert all(char in ran.out for char in visible)


def test_names_of_all_kinds(cli: Cli, desk: Path) -> None:
    """Ids, customers and speakers are text of the transcript too."""
    record = {"id": "[/id]=1\x1b[0m", "customer": "[bold]", "turns": [{"speaker": "agent", "text": "办不了"}]}
    (desk / "a.json").write_text(json.dumps(record), encoding="utf-8")
    assert "[/id]=1␛[0m" in cli("check", "a.json", "--pack", "house.yaml").out
    ran = cli("check", "a.json", "--pack", "house.yaml", "--format", "json")
    assert json.loads(ran.out)["conversations"][0]["id"] == record["id"]


def test_why_obeys_nothing_either(cli: Cli, desk: Path) -> None:
    ran = cli("why", "no-cannot", _call(desk, "\x1b[31m[/agent]这个办\u200b不了"), "--pack", "house.yaml")
    assert ran.code == 0 and "\x1b" not in ran.out and "\u200b" not in ran.out and "办�不了" in ran.out


@pytest.mark.parametrize("options", [(), ("--no-mask",)], ids=["masked", "unmasked"])
def test_every_place_of_the_examples_is_cut_from_the_original(options: tuple[str, ...], cli: Cli) -> None:
    original = {c.id: c for c in read_all([str(EXAMPLES)]).conversations}
    ran = cli("check", str(EXAMPLES), "--pack", "phone", "--format", "json", "--fail-on", "never", *options)
    report = json.loads(ran.out)
    places = [
        (original[c["id"]], place)
        for c in report["conversations"]
        for verdict in c["verdicts"]
        for found in (*verdict["findings"], *verdict.get("possible", ()), {"places": verdict.get("evidence", ())})
        for place in found["places"]
    ]
    assert len(places) > 200
    for conversation, place in places:
        said = conversation.utterances[place["turn"]].text
        shown = said if options else privacy.mask(said)
        start, end = place["span"]
        assert len(shown) == len(said) and place["text"] == shown[start:end]


def _call(folder: Path, said: str) -> str:
    record = {"id": "C-1", "turns": [{"speaker": "agent", "text": said}, {"speaker": "customer", "text": "=1+1"}]}
    (folder / "a.json").write_text(json.dumps(record), encoding="utf-8")
    return "a.json"
