"""`svcnorm rules import`: what can be said becomes rules that pass and lint, what cannot is listed, nothing is lost."""

from __future__ import annotations

import json
import random
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import yaml
from tests.cli.conftest import Cli, cli

from svcnorm.authoring.importing.expressions import is_expression
from svcnorm.authoring.importing.wording import alternatives, pattern_of

__all__ = ["cli"]

LIST = """\
质检部 2026 年禁语表,,,
短语,级别,扣分,建议
不知道,严重,5,我帮您查一下
我不知道,严重,5,我帮您查一下
管不着/管不了,严重,5分,我帮您查一下
您的XX有问题（语气生硬）,一般,-2,
嗯,一般,1,是的
,一般,1,空
投诉我吧,红线,100,请您告诉我哪里不满意
你爱找谁找谁,特级,很多,
"""
OPERATORS = {
    "any": {"type": "HIT_ANY_KEYWORDS", "param": {"keywords": ["办不了", "没法办"], "keywordMatchSize": 1}},
    "none": {"type": "HIT_ANY_KEYWORDS", "param": {"keywords": ["您好", "你好"], "keywordMatchSize": 0}},
    "all": {"type": "INCLUDE_KEYWORDS", "param": {"keywords": ["没办法", "规定"], "in_sentence": True}},
    "complain": {"type": "HIT_ANY_KEYWORDS", "param": {"keywords": ["投诉"]}},
    "sorry": {"type": "HIT_ANY_KEYWORDS", "param": {"keywords": ["抱歉", "对不起"]}},
    "silence": {"type": "INTERVAL_GREATER", "param": {"interval": 70_000}},
    "rate": {"type": "SPEECH_SPEED_CHECK", "param": {"velocityInMint": 300, "average": True}},
    "regex": {"type": "REGULAR_EXPRESSION", "param": {"regex": r"[退换]不了\d{2,3}(次|回)?", "notRegex": "帮您"}},
    "backward": {"type": "REGULAR_EXPRESSION", "param": {"regex": r"(.)\1"}},
    "like": {"type": "SIMILAR_MATCH", "param": {"score": 80, "similarlySentences": ["这个问题我们处理不了"]}},
    "mood": {"type": "EMOTION", "param": {}},
    "many": {"type": "HIT_ANY_KEYWORDS", "param": {"keywords": ["办不了"], "threshold": 3}},
}


def imported(cli: Cli, folder: Path, name: str, text: str, code: int) -> tuple[dict[str, Any], list[str]]:
    """The rules of the pack that was written, by title, and the lines of what was left."""
    (folder / name).write_text(text, encoding="utf-8")
    ran = cli("--lang", "en", "rules", "import", name)
    assert (ran.code, ran.err) == (code, ""), ran.out + ran.err
    path = folder / "rules" / f"{Path(name).stem}.yaml"
    tested = cli("--lang", "en", "rules", "test", str(path))
    assert tested.code == 0 and "All tests went as expected" in tested.out
    linted = cli("--lang", "en", "rules", "lint", str(path))
    assert linted.code == 0 and "1 pack, 0 errors" in linted.out
    written = path.read_text(encoding="utf-8")
    left = [line.strip() for line in ran.out.splitlines() if line.startswith("  ")]
    assert [line.removeprefix("#   ") for line in written.splitlines() if line.startswith("#   ")] == left
    return {rule["title"]: rule for rule in yaml.safe_load(written)["rules"]}, left


def test_a_phrase_list(cli: Cli, tmp_path: Path) -> None:
    rules, left = imported(cli, tmp_path, "list.csv", LIST, 1)
    first = rules["do not say “不知道” and the like"]
    assert (first["forbid"], first["severity"], first["points"]) == (["不知道", "管不着", "管不了"], "major", 5)
    assert first["suggest"] == "我帮您查一下"
    blank = rules["do not say “您的XX有问题（语气生硬）”"]
    assert (blank["forbid"], blank["points"], blank["severity"]) == ("您的…有问题", 2, "minor")
    assert (rules["do not say “投诉我吧”"]["severity"], rules["do not say “投诉我吧”"]["points"]) == ("fatal", 100)
    assert len(rules) == 4
    assert [line.split(":")[0] for line in left] == ["row 8 “一般, 1, 空”", "row 7 “嗯”", "row 4 “我不知道”"]
    written = (tmp_path / "rules/list.yaml").read_text(encoding="utf-8")
    assert "the grade “特级” is unknown" in written and "“很多” are no points" in written


def test_a_workbook_with_kinds_and_speakers(cli: Cli, tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    for row in (
        ["规则名称", "关键词", "类型", "角色", "扣分"],
        ["问好", "您好", "必说", "客服", 2],
        ["骂人", "你有病;滚一边去", "禁用", "坐席", 10],
        ["客户骂人", "你们是骗子", "", "客户", 0],
        ["谁", "不知道", "", "机器人", 1],
    ):
        book.active.append(row)
    book.save(tmp_path / "words.xlsx")
    ran = cli("--lang", "en", "rules", "import", "words.xlsx", "--pack", "our-words", "--in", "packs")
    assert ran.code == 1 and "nobody is called “机器人” here" in ran.out
    rules = yaml.safe_load((tmp_path / "packs/our-words.yaml").read_text(encoding="utf-8"))["rules"]
    assert [rule.get("require") or rule["forbid"] for rule in rules] == [
        "您好",
        ["你有病", "滚一边去"],
        {"say": ["你们是骗子"], "by": "customer"},
    ]
    assert rules[0]["points"] == 2 and rules[0]["suggest"] == "您好"
    assert cli("rules", "test", "packs/our-words.yaml").code == 0


@pytest.mark.parametrize(
    ("expression", "bodies"),
    [
        ("会议||例会", [{"forbid": ["会议", "例会"]}]),
        ("缺货&&退款", [{"forbid": {"all_of": ["缺货", "退款"], "within": "same turn"}}]),
        ("!逾期", [{"require": "逾期"}]),
        (
            "（缺货|断货）& 退款",
            [{"forbid": {"all_of": [a, "退款"], "within": "same turn"}} for a in ("缺货", "断货")],
        ),
        ("不归我管&!转接", [{"forbid": {"say": "不归我管", "unless": [{"same_turn": "转接"}]}}]),
        ("Q&A乱答", [{"forbid": "QA乱答"}]),
        ("!逾期&&!欠费", [{"require": ["逾期", "欠费"]}]),
        ("不归我管&&!转接", [{"forbid": {"say": "不归我管", "unless": [{"same_turn": "转接"}]}}]),
        (
            "（没办法||办不了）＆＆！（帮您||给您）",
            [{"forbid": {"say": ["没办法", "办不了"], "unless": [{"same_turn": "帮您"}, {"same_turn": "给您"}]}}],
        ),
        ("缺货||!您好", [{"forbid": "缺货"}, {"require": "您好"}]),
        (
            "(缺货||断货)&&(退款||赔偿)",
            [{"forbid": {"all_of": [a, b], "within": "same turn"}} for a in ("缺货", "断货") for b in ("退款", "赔偿")],
        ),
        ("!(缺货||断货)", [{"require": ["缺货", "断货"]}]),
        ("!(缺货&&断货)", [{"require": "缺货"}, {"require": "断货"}]),
    ],
)
def test_expressions(cli: Cli, tmp_path: Path, expression: str, bodies: list[dict[str, Any]]) -> None:
    rules, left = imported(cli, tmp_path, "a.txt", f"# 注\n名称: {expression}\n", 0)
    constraints = [
        {key: value for key, value in rule.items() if key in ("forbid", "require")} for rule in rules.values()
    ]
    assert (constraints, left) == (bodies, [])
    assert expression in (tmp_path / "rules/a.yaml").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("expression", "why"),
    [
        ("缺货&&(退款", "not closed"),
        ("缺货&&", "a word is missing"),
        ("缺货&&断货)", "breaks off at “)”"),
        ("缺货&&!缺货", "it can never be true"),
        ("缺&&货", "a single character"),
        ("&&".join(f"(甲乙{n}||丙丁{n})" for n in range(9)), "more than 40 ways"),
    ],
)
def test_expressions_that_cannot_be_said_are_listed(cli: Cli, tmp_path: Path, expression: str, why: str) -> None:
    _rules, (left,) = imported(cli, tmp_path, "a.txt", f"会议\n{expression}\n", 1)
    assert left.startswith(f"line 2 “{expression}”") and why in left


def conditions(*names: str, **ranges: Any) -> list[dict[str, Any]]:
    """Conditions named by their operators, with what is said of their range."""
    return [
        {
            "cid": name,
            "lambda": "1",
            "check_range": {"role": "客服", **ranges.get(name, {})},
            "operators": [{"oid": "1", **OPERATORS[name]}],
        }
        for name in names
    ]


@pytest.mark.parametrize(
    ("expression", "names", "ranges", "body"),
    [
        ("any", ["any"], {}, {"forbid": ["办不了", "没法办"]}),
        (
            "none",
            ["none"],
            {"none": {"range": {"from": 1, "to": 2}}},
            {"require": ["您好", "你好"], "in": "first 2 agent turns"},
        ),
        (
            "!sorry",
            ["sorry"],
            {"sorry": {"range": {"from": -3, "to": -1}}},
            {"require": ["抱歉", "对不起"], "in": "last 3 agent turns"},
        ),
        ("all", ["all"], {}, {"forbid": "没办法 & 规定"}),
        (
            "complain&&!sorry",
            ["complain", "sorry"],
            {
                "complain": {"role": "客户"},
                "sorry": {
                    "anchor": {"cid": "complain", "location": "AFTER", "hit_time": 1},
                    "range": {"from": 1, "to": 2},
                },
            },
            {"after": {"say": ["投诉"], "by": "customer"}, "require": ["抱歉", "对不起"], "within": "2 agent turns"},
        ),
        (
            "any&&!sorry",
            ["any", "sorry"],
            {"sorry": {"anchor": {"cid": "any", "location": "BEFORE"}, "range": {"from": 0, "to": 0}}},
            {"before": ["办不了", "没法办"], "require": ["抱歉", "对不起"]},
        ),
        ("silence", ["silence"], {}, {"forbid": {"event": "silence", "where": {"seconds": {"above": 70}}}}),
        ("rate", ["rate"], {}, {"measure": {"metric": "speech_rate", "by": "agent"}, "at_most": 300}),
        (
            "regex",
            ["regex"],
            {},
            {"forbid": {"say": [r"re:[退换]不了\d{2,3}(次|回)?"], "unless": [{"same_turn": "re:帮您"}]}},
        ),
        ("like", ["like"], {}, {"forbid": {"say": ["这个问题我们处理不了"], "similar": "80 %", "accept": True}}),
    ],
)
@pytest.mark.parametrize("capitals", [False, True])
def test_rules_of_alibaba(
    cli: Cli,
    tmp_path: Path,
    expression: str,
    names: list[str],
    ranges: dict[str, Any],
    body: dict[str, Any],
    capitals: bool,
) -> None:
    rule = {"name": "规则甲", "comments": "说明", "level": 0, "scoreType": 3, "scoreNum": "5", "lambda": expression}
    data: Any = {"rules": [rule], "conditions": conditions(*names, **ranges)}
    text = json.dumps([capitalised(data)] if capitals else data, ensure_ascii=False)
    rules, left = imported(cli, tmp_path, "ali.json", text, 0)
    (made,) = rules.values()
    keys = ("forbid", "require", "measure", "at_most", "after", "before", "within", "in")
    assert {key: value for key, value in made.items() if key in keys} == body
    assert (made["title"], made["severity"], made["points"], left) == ("规则甲", "major", 5, [])


def capitalised(value: Any) -> Any:
    """As the SDK writes names of fields."""
    if isinstance(value, dict):
        return {
            key if key in ("rules", "conditions") else key[0].upper() + key[1:]: capitalised(v)
            for key, v in value.items()
        }
    return [capitalised(member) for member in value] if isinstance(value, list) else value


@pytest.mark.parametrize(
    ("expression", "names", "ranges", "more", "why"),
    [
        ("mood", ["mood"], {}, {}, "the operator EMOTION cannot be said"),
        ("many", ["many"], {}, {}, "so many hits"),
        ("backward", ["backward"], {}, {}, ""),
        ("any", ["any"], {"any": {"role": "所有"}}, {}, "words of anybody"),
        ("any", ["any"], {"any": {"range": {"from": 3, "to": 5}}}, {}, "sentences 3 to 5"),
        ("any", ["any"], {"any": {"allSentencesSatisfy": True}}, {}, "every sentence"),
        ("any", ["any"], {}, {"preqRule": {"rid": 7}}, "another rule"),
        ("any&&sorry", ["any", "sorry"], {"sorry": {"anchor": {"cid": "any"}, "range": {"from": 2}}}, {}, "a part of"),
        ("any&&sorry", ["any", "sorry"], {"sorry": {"anchor": {"cid": "any"}, "range": {"from": 1}}}, {}, "an order"),
        ("any&&complain", ["any", "complain"], {"complain": {"role": "客户"}}, {}, "two speakers"),
        ("any||gone", ["any"], {}, {}, "there is no condition gone"),
    ],
)  # fmt: skip
def test_rules_of_alibaba_that_cannot_be_said_are_listed(
    cli: Cli, tmp_path: Path, expression: str, names: list[str], ranges: dict[str, Any], more: dict[str, Any], why: str
) -> None:
    rules = [{"name": "可以", "lambda": "any"}, {"name": "不可以", "lambda": expression, **more}]
    every = {each["cid"]: each for each in (*conditions("any"), *conditions(*names, **ranges))}
    if "any" in ranges:
        rules[0]["lambda"], every["fine"] = "fine", {**conditions("any")[0], "cid": "fine"}
    text = json.dumps({"rules": rules, "conditions": list(every.values())}, ensure_ascii=False)
    made, (left,) = imported(cli, tmp_path, "ali.json", text, 1)
    assert set(made) == {"可以"} and left.startswith("不可以") and why in left


def test_points_that_are_added_there_are_left_out_and_told(cli: Cli, tmp_path: Path) -> None:
    rule = {"name": "问好", "scoreType": 1, "scoreNum": 3, "lambda": "any"}
    text = json.dumps({"rules": [rule], "conditions": conditions("any")}, ensure_ascii=False)
    rules, _left = imported(cli, tmp_path, "ali.json", text, 0)
    assert rules["问好"]["points"] == 0
    assert "it adds 3 points there" in (tmp_path / "rules/ali.yaml").read_text(encoding="utf-8")


def test_hostile_and_odd_phrases_are_in_the_pack_or_listed(cli: Cli, tmp_path: Path) -> None:
    """Nothing is lost, and nothing of a phrase is taken for a mark of YAML or of the language."""
    draw = random.Random(7)
    odd = "()[]{}|@…~^$&=!:#'\"-*%\\，。？、"
    phrases = [
        "".join(draw.choice("你我他不知道办好了吗的是" + odd) for _ in range(draw.randint(1, 9))) for _ in range(120)
    ]
    phrases += ["re:(", "@致歉", "{name}", "不知道: 是", "- 不行的", "# 不要", "null", "2026-01-01", "=1+2吧"]
    path = tmp_path / "odd.csv"
    path.write_text("短语\n" + "\n".join('"' + p.replace('"', '""') + '"' for p in phrases) + "\n", encoding="utf-8")
    rules, _left = imported(cli, tmp_path, "odd.csv", path.read_text(encoding="utf-8"), 1)
    listed = [phrase for rule in rules.values() for phrase in _phrases(rule)]
    assert len(listed) > 40 and all(isinstance(phrase, str) for phrase in listed)
    written = (tmp_path / "rules/odd.yaml").read_text(encoding="utf-8")
    for number, phrase in enumerate(phrases, 2):
        for part in () if is_expression(phrase) else alternatives(phrase):
            assert f"row {number} " in written or pattern_of(part) in listed, phrase


def _phrases(rule: dict[str, Any]) -> list[str]:
    said = rule.get("forbid", rule.get("require"))
    said = said.get("say", said.get("all_of")) if isinstance(said, dict) else said
    return said if isinstance(said, list) else [said]


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("a.csv", "甲,乙\n1,2\n", "no column holds phrases"),
        ("a.json", '{"conditions": []}', "no rule of Alibaba's"),
        ("a.json", "{", "JSON"),
        ("a.txt", "嗯\n", "nothing of a.txt can be imported"),
        ("a.txt", "# 空\n", "nothing of a.txt can be imported"),
    ],
)
def test_a_file_of_which_nothing_can_be_made(cli: Cli, tmp_path: Path, name: str, text: str, said: str) -> None:
    (tmp_path / name).write_text(text, encoding="utf-8")
    ran = cli("--lang", "en", "rules", "import", name)
    assert ran.code == 2 and said in ran.err and not (tmp_path / "rules").exists()


def test_nothing_is_overwritten_unless_it_is_forced(cli: Cli, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("会议\n", encoding="utf-8")
    assert cli("rules", "import", "a.txt").code == 0
    assert cli("rules", "import", "a.txt").code == 2
    assert "replaced" in cli("--lang", "en", "rules", "import", "a.txt", "--force").out
    assert cli("rules", "import", "a.txt", "--pack", "A b").code == 2
    assert cli("rules", "import", "none.txt").code == 2
