"""`svcnorm lsp` as an editor meets it: a real process, the protocol over its pipes."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from tests.authoring.client import Client, applied

RULE = """\
pack: house
sets:
  致歉: [对不起, 抱歉]
rules:
  - id: no-cannot
    title: 不说办不了
    severity: major
    forbid:
      say:
        - "办不了"
    message: 说了“{text}”
    suggest: 我帮您想想别的办法
    tests:
      - {expect: violation, turns: ["客服:这个办不了"]}
      - {expect: pass, turns: ["客服:可以"]}
  - id: apologise
    title: 先致歉
    after: {say: 投诉, by: customer}
    require: "@致歉"
    message: 没有致歉
    suggest: 非常抱歉
    tests:
      - {expect: violation, turns: ["客户:我要投诉", "客服:说吧"]}
      - {expect: pass, turns: ["客户:我要投诉", "客服:对不起"]}
"""
BOOK = """\
pack: book
title: 本店手册
extends: [house]
norms:
  B-1.1: {title: 不说办不了, status: automated, by: [{rule: no-cannot}]}
  B-1.2: {title: 微笑, status: manual, look_at: 有没有微笑}
  B-2: {title: 致歉, status: automated, by: [{rule: apologise}]}
contents:
  一: {at: 第一章第一条, norms: [B-1.1, B-1.2]}
  二: {at: 第二章, norms: [B-2]}
overrides:
  B-1.1: {points: 3}
"""


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Client]:
    folder = tmp_path_factory.mktemp("desk")
    (folder / "svcnorm.yaml").write_text("pack_dirs: [.]\n", encoding="utf-8")
    (folder / "house.yaml").write_text(RULE, encoding="utf-8")
    made = Client(folder)
    yield made
    made.kill()


def mended(client: Client, name: str, text: str, diagnostic: dict[str, Any], title: str) -> str:
    (fix,) = [fix for fix in client.fixes(name, diagnostic) if fix["title"] == title]
    assert fix["kind"] == "quickfix" and fix["diagnostics"]
    return applied(text, fix["edit"]["changes"][client.uri(name)])


def test_a_sound_pack_has_no_diagnostics(client: Client) -> None:
    assert client.open("house.yaml", RULE) == []


def test_the_lint_is_told_at_its_place_and_its_remedy_can_be_applied(client: Client) -> None:
    text = RULE.replace('        - "办不了"\n', '        - "办不了"\n        - "真的办不了"\n')
    (found,) = client.change("house.yaml", text)
    assert (found["code"], found["severity"], found["source"]) == ("shadowed-phrase", 1, "svcnorm")
    assert found["range"] == {"start": {"line": 10, "character": 10}, "end": {"line": 10, "character": 17}}
    assert "adds nothing" in found["message"] and "take the longer phrase out" in found["message"]
    assert mended(client, "house.yaml", text, found, "take it out") == RULE
    assert client.change("house.yaml", RULE) == []


@pytest.mark.parametrize(
    ("right", "wrong", "title", "says"),
    [
        ('"@致歉"', '"@致谦"', "write 致歉", "致谦"),
        ("    suggest: 非常", "    sugest: 非常", "write suggest", "unknown key"),
        ('require: "@致歉"', "require: @致歉", "put it in quotes", "this is not YAML"),
        ("say: 投诉, by: customer", "say: 投诉, by: custmer", "write customer", "custmer"),
    ],
)
def test_what_loading_refuses_is_told_with_what_was_meant(
    client: Client, right: str, wrong: str, title: str, says: str
) -> None:
    text = RULE.replace(right, wrong)
    assert text != RULE
    (found,) = client.change("house.yaml", text)
    assert found["code"] == "loading" and says in found["message"]
    assert found["range"]["start"]["line"] == next(n for n, line in enumerate(text.splitlines()) if wrong in line)
    assert mended(client, "house.yaml", text, found, title) == RULE
    assert client.change("house.yaml", RULE) == []


def test_one_error_does_not_hide_the_next(client: Client) -> None:
    text = RULE.replace('"办不了"', '"办(不了"').replace('"@致歉"', '"@致谦"')
    assert len(client.change("house.yaml", text)) == 2
    assert client.change("house.yaml", RULE) == []


def test_tests_that_fail_are_told_and_known_ones_that_pass_are_promoted(client: Client) -> None:
    text = RULE.replace("客服:这个办不了", "客服:这个办").replace(
        'pass, turns: ["客服:可以', 'pass, known: true, turns: ["客服:可以'
    )
    failed, promoted = [found for found in client.change("house.yaml", text) if found["code"] == "test"]
    assert failed["message"] == "verdict: expected violation, found pass"
    assert mended(client, "house.yaml", text, promoted, "take known out") == text.replace("known: true, ", "")
    assert client.change("house.yaml", RULE) == []


def test_only_the_last_of_several_keystrokes_counts(client: Client) -> None:
    for wrong in ("办(", "办(不", "办(不|"):
        client.type("house.yaml", RULE.replace('"办不了"', f'"{wrong}"'))
    assert client.change("house.yaml", RULE) == []
    heard = [told["params"].get("version") for told in client._kept if told.get("method", "").endswith("Diagnostics")]
    assert heard == []


def test_places_are_counted_as_the_protocol_counts_them(client: Client) -> None:
    wide = RULE.replace("say: 投诉, by: customer", 'say: "😡𠮷投诉", by: custmer')
    (found,) = client.change("house.yaml", wide)
    line = next(line for line in wide.splitlines() if "custmer" in line)
    assert found["range"]["start"]["character"] == len(line[: line.index("custmer")].encode("utf-16-le")) // 2
    assert mended(client, "house.yaml", wide, found, "write customer") == wide.replace("custmer", "customer")
    assert client.change("house.yaml", RULE) == []


def test_sets_slots_and_rules_are_completed_even_while_the_text_is_broken(client: Client) -> None:
    text = RULE.replace('    require: "@致歉"', '    require: "@')
    client.type("house.yaml", text)
    line = next(n for n, row in enumerate(text.splitlines()) if row.endswith('"@'))
    offers = client.at("textDocument/completion", "house.yaml", line, len('    require: "@'))
    assert "致歉" in [offer["label"] for offer in offers]
    (offer,) = [offer for offer in offers if offer["label"] == "致歉"]
    assert offer["textEdit"]["newText"] == "致歉" and offer["textEdit"]["range"]["start"]["character"] == 15
    client.type("house.yaml", RULE.replace('"办不了"', '"{na'))
    slots = client.at("textDocument/completion", "house.yaml", 9, len('        - "{na'))
    assert "name" in [offer["label"] for offer in slots] and all(offer["detail"] for offer in slots)
    assert client.change("house.yaml", RULE) == []


def test_norms_are_completed_and_shown_with_their_clause(client: Client) -> None:
    assert client.open("book.yaml", BOOK) == []
    text = BOOK.replace("norms: [B-1.1, B-1.2]", "norms: [B-1.1, ")
    client.type("book.yaml", text)
    offers = client.at("textDocument/completion", "book.yaml", 8, len("  一: {at: 第一章第一条, norms: [B-1.1, "))
    assert [offer["label"] for offer in offers] == ["B-1.1", "B-1.2", "B-2"]
    client.change("book.yaml", BOOK)
    rules = client.at("textDocument/completion", "book.yaml", 4, BOOK.splitlines()[4].index("no-cannot"))
    assert "apologise" in [offer["label"] for offer in rules]
    keys = client.at("textDocument/completion", "book.yaml", 11, 2)
    assert {"B-1.1", "B-1.2", "no-cannot"} <= {offer["label"] for offer in keys}
    told = client.at("textDocument/hover", "book.yaml", 11, 4)
    for words in ("B-1.1 不说办不了", "本店手册, 第一章第一条", "automated", "`no-cannot`"):
        assert words in told["contents"]["value"]
    assert told["range"] == {"start": {"line": 11, "character": 2}, "end": {"line": 11, "character": 7}}
    rule = client.at("textDocument/hover", "book.yaml", 4, BOOK.splitlines()[4].index("no-cannot") + 2)
    assert "不说办不了" in rule["contents"]["value"] and "house.yaml:5" in rule["contents"]["value"]


def test_a_change_in_one_pack_is_seen_in_another(client: Client) -> None:
    client.type("house.yaml", RULE.replace("id: no-cannot", "id: no-can-do"))
    client.tell("textDocument/didSave", {"textDocument": {"uri": client.uri("book.yaml")}})
    found = client.diagnostics("book.yaml")
    while not found:
        found = client.diagnostics("book.yaml")
    assert "no rule 'no-cannot'" in found[0]["message"]
    assert client.change("house.yaml", RULE) == []


def test_sets_and_slots_are_shown(client: Client) -> None:
    line = next(n for n, row in enumerate(RULE.splitlines()) if "@致歉" in row)
    told = client.at("textDocument/hover", "house.yaml", line, 16)
    assert "对不起" in told["contents"]["value"] and "抱歉" in told["contents"]["value"]
    client.change("house.yaml", RULE.replace('"办不了"', '"我是{name}"'))
    slot = client.at("textDocument/hover", "house.yaml", 9, 15)
    assert slot["contents"]["value"].startswith("`{name}`")
    assert client.at("textDocument/hover", "house.yaml", 0, 2) is None
    client.change("house.yaml", RULE)


def test_other_files_are_left_in_peace_and_closed_ones_are_cleared(client: Client) -> None:
    assert client.open("other.yaml", "a: [1, 2\n") == []
    client.close("other.yaml")
    told = client._wait(
        lambda heard: heard.get("method", "").endswith("Diagnostics") and heard["params"]["uri"].endswith("other.yaml")
    )
    assert told["params"]["diagnostics"] == []


def test_it_ends_when_the_editor_goes(tmp_path: Path) -> None:
    client = Client(tmp_path)
    assert client.capabilities["capabilities"]["hoverProvider"]
    assert client.end() == 0


def test_without_pygls_it_says_what_to_install(tmp_path: Path) -> None:
    (tmp_path / "pygls.py").write_text("raise ModuleNotFoundError('no pygls', name='pygls')\n", encoding="utf-8")
    path = os.pathsep.join([str(tmp_path), *sys.path])
    done = subprocess.run(
        [sys.executable, "-m", "svcnorm", "--lang", "en", "lsp"],
        env={**os.environ, "PYTHONPATH": path},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 2 and 'pip install "svcnorm[lsp]"' in done.stderr


def test_scripts_are_judged_by_the_packs_of_the_configuration_and_mended(tmp_path: Path) -> None:
    rule = RULE.replace("suggest: 我帮您想想别的办法", "suggest: 我帮您想想别的办法\n    instead_of: clause")
    (tmp_path / "house.yaml").write_text(rule, encoding="utf-8")
    (tmp_path / "svcnorm.yaml").write_text("packs: [./house.yaml]\n", encoding="utf-8")
    client = Client(tmp_path)
    try:
        text = "# 呼入话术\n\n## 办理\n\n客服：😡这个办不了。\n"
        (found,) = client.open("scripts/a.md", text)
        assert (found["code"], found["severity"]) == ("no-cannot", 1)
        assert found["range"] == {"start": {"line": 4, "character": 7}, "end": {"line": 4, "character": 10}}
        assert "我帮您想想别的办法" in found["message"]
        allow = "exceptions:\n  - {rule: no-cannot, path: scripts/*.md, reason: 原话照录}\n"
        (tmp_path / "exceptions.yaml").write_text(allow, encoding="utf-8")
        (tmp_path / "svcnorm.yaml").write_text(
            "packs: [./house.yaml]\nexceptions: [exceptions.yaml]\n", encoding="utf-8"
        )
        assert client.change("scripts/a.md", text) == []
        (tmp_path / "svcnorm.yaml").write_text("packs: [./house.yaml]\n", encoding="utf-8")
        assert client.change("scripts/a.md", text) == [found]
        better = mended(client, "scripts/a.md", text, found, "say instead: 我帮您想想别的办法")
        assert "办不了" not in better and "我帮您想想别的办法。" in better
        assert client.change("scripts/a.md", better) == []
        (empty,) = client.change("scripts/a.md", "# 空\n")
        assert empty["code"] == "reading"
        (tmp_path / "house.yaml").write_text(rule.replace("办不了", "这样吧"), encoding="utf-8")
        client.tell("textDocument/didSave", {"textDocument": {"uri": client.uri("scripts/a.md")}})
        assert [each["code"] for each in client.change("scripts/a.md", "客服：这样吧\n")] == ["no-cannot"]
        assert client.open("notes.md", text) == []
    finally:
        client.kill()
