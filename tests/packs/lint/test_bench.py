"""What checks see of the packs around the one they look at."""

from __future__ import annotations

from pathlib import Path

from svcnorm.packs.lint import lint
from svcnorm.packs.opened import Shelf
from svcnorm.packs.resolve import Library

WORDS = """
pack: words
sets:
  致歉: {any_of: [对不起, 抱歉], unless: ["抱歉什么"]}
  推说: {any_of: [不知道], unless: [{same_turn: 我查}]}
  没用的: [随便]
situations:
  不满: {say: 投诉, by: customer, unless: ["不投诉"]}
"""
USER = """
pack: user
extends: [words]
rules:
  - id: apologise
    title: 致歉
    after: {situation: 不满}
    require: "@致歉"
    message: 没有致歉
    suggest: 对不起
    tests:
      - {expect: violation, turns: ["客户:我要投诉", "客服:抱歉什么"]}
      - {expect: pass, turns: ["客户:我要投诉", "客服:抱歉"]}
      - {expect: not_applicable, turns: ["客户:我不投诉", "客服:好"]}
  - id: no-dont-know
    title: 不说“不知道”
    forbid: "@推说"
    message: 说了“{text}”
    suggest: 我查一下
    tests:
      - {expect: violation, turns: ["客服:不知道", "客户:哦"]}
      - {expect: pass, turns: ["客服:不知道,我查一下", "客户:哦"]}
"""
BOOK = "pack: book\nextends: [user]\nnorms:\n  B-1: {title: 致歉, status: automated, by: [{rule: apologise}]}\n"


def ids(folder: Path, pack: str, **files: str) -> list[tuple[str, int]]:
    for name, text in files.items():
        (folder / f"{name}.yaml").write_text(text.lstrip(), encoding="utf-8")
    shelf = Shelf(library=Library((folder,)))
    return [(f.check.id, f.place.line) for f in lint(shelf.open(pack), shelf)]


def test_a_set_is_tested_and_used_by_the_packs_that_extend_its_own(tmp_path: Path) -> None:
    assert ids(tmp_path, "words", words=WORDS, user=USER) == [("unused-set", 5)]


def test_without_them_its_guards_never_act(tmp_path: Path) -> None:
    found = ids(tmp_path, "words", words=WORDS)
    assert [line for check, line in found if check == "guard-never-acts"] == [3, 4, 7]
    assert [line for check, line in found if check.startswith("unused")] == [3, 4, 5, 7]


def test_a_pack_that_cannot_be_loaded_is_left_out(tmp_path: Path) -> None:
    broken = USER.replace("pack: user", "pack: broken").replace("after:", "aftr:")
    assert ids(tmp_path, "words", words=WORDS, user=USER, broken=broken) == [("unused-set", 5)]


def test_rules_need_no_clause_where_there_is_no_handbook(tmp_path: Path) -> None:
    assert ids(tmp_path, "user", words=WORDS, user=USER) == []


def test_a_rule_that_the_handbook_does_not_bind_is_named(tmp_path: Path) -> None:
    assert ids(tmp_path, "user", words=WORDS, user=USER, book=BOOK) == [("unbound-rule", 14)]


def test_a_replaced_rule_is_bound_by_the_name_of_the_old_one(tmp_path: Path) -> None:
    newer = USER.replace("pack: user", "pack: newer").replace("extends: [words]", "extends: [user]")
    newer = newer.replace("- id: apologise", "- id: apologise-2\n    replaces: apologise").split("  - id: no-dont")[0]
    book = BOOK.replace("[user]", "[newer]")
    assert ids(tmp_path, "newer", words=WORDS, user=USER, newer=newer, book=book) == []


def test_a_word_that_is_a_phrase_itself_needs_no_exclusion(tmp_path: Path) -> None:
    token = "{any_of: [不行, 行不行, 有令不行, 不止不行, 决而不行, 庆吊不行, 徒法不行], edges: token}"
    user = USER.replace('forbid: "@推说"', f"forbid: {token}".replace("any_of", "say"))
    found = ids(tmp_path, "user", words=WORDS, user=user)
    assert "phrase-in-longer-word" not in [check for check, _line in found]


def test_known_tests_show_nothing(tmp_path: Path) -> None:
    user = USER.replace(
        '{expect: violation, turns: ["客服:不知道"', '{expect: violation, known: true, turns: ["客服:没数"'
    )
    assert ids(tmp_path, "user", words=WORDS, user=user) == [("rule-without-hit", 14)]


def test_a_rule_whose_review_turns_violations_over_to_people_is_hit_by_manual(tmp_path: Path) -> None:
    user = USER.replace('forbid: "@推说"', 'forbid: "@推说"\n    review: violation')
    user = user.replace('{expect: violation, turns: ["客服:不知道"', '{expect: manual, turns: ["客服:不知道"')
    assert ids(tmp_path, "user", words=WORDS, user=user) == []
