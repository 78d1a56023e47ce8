"""Every error can be told in Chinese: all texts in the code have a phrase, and all bad data of the tests is told."""

from __future__ import annotations

import importlib.util
import json
import re
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
import yaml

from svcnorm import i18n
from svcnorm.config import Config
from svcnorm.i18n.errors import BOOK, said
from svcnorm.model.errors import InputError, SvcnormError
from svcnorm.packs import load_rules
from svcnorm.patterns import Lexicon, PatternError, Phrases, Program
from svcnorm.readers import find_sources, read

ROOT = Path(__file__).parent.parent
DATA = ROOT / "tests" / "data"
PACKS = sorted((DATA / "packs" / "bad").glob("*.yaml"))
PATTERNS = yaml.safe_load((DATA / "patterns" / "errors.yaml").read_text(encoding="utf-8"))


@pytest.fixture(autouse=True)
def _restore() -> Iterator[None]:
    with i18n.speaking("zh"):
        yield


def test_every_text_has_a_phrase() -> None:
    assert _tool().lacking() == []


def test_phrases_have_the_blanks_of_their_texts() -> None:
    for template, answer in json.loads(BOOK.read_text(encoding="utf-8")).items():
        blanks = re.findall(r"\{(\d?)\}", answer)
        used = sorted(int(n) for n in blanks) if all(blanks) else list(range(len(blanks)))
        assert used == list(range(template.count("{}"))), template


def test_what_is_filled_in_stays() -> None:
    assert said("there is no pack called 'x: y'") == "没有名为 'x: y' 的规则包"
    assert said("rings must be a number, not text") == "rings 应为数字，不能是文本"
    assert said("“word” is not known for `edges`") == "`edges` 不认识“word”"
    assert said("nobody ever wrote this") == "nobody ever wrote this"


def test_what_the_system_says_is_told_too() -> None:
    assert said("cannot open the file: Permission denied") == "无法打开文件：没有权限"


def test_english_is_what_was_written() -> None:
    with i18n.speaking("en"):
        assert said("the file is empty") == "the file is empty"


def test_bad_input_is_told_in_chinese() -> None:
    errors = [item for source in find_sources([str(DATA / "readers" / "bad")]) for item in read(source)]
    told = [error for error in errors if isinstance(error, InputError) and "expected.json" not in error.file]
    assert len(told) > 40
    assert [error.message for error in told if not _in_chinese(error)] == []


@pytest.mark.parametrize("path", PACKS, ids=lambda path: path.stem)
def test_bad_packs_are_told_in_chinese(path: Path) -> None:
    with pytest.raises(SvcnormError) as refused:
        load_rules([str(path)], Config(pack_dirs=(str(DATA / "packs" / "good"),)))
    assert _in_chinese(refused.value), str(refused.value)


@pytest.mark.parametrize("case", PATTERNS, ids=lambda case: case["say"] or "nothing")
def test_bad_patterns_are_told_in_chinese(case: dict[str, Any]) -> None:
    sets = {"致歉": Phrases(("对不起", "抱歉")), "我": Phrases(("我", "俺"))}
    with pytest.raises(PatternError) as refused:
        Program(Lexicon(sets, {}, ())).add(Phrases((case["say"],), **case.get("options", {})))
    assert _in_chinese(refused.value), str(refused.value)


def _in_chinese(error: SvcnormError) -> bool:
    """Whether message and remedy were found in the phrase book."""
    known = json.loads(BOOK.read_text(encoding="utf-8"))
    return all(not text or text in known or said(text) != text for text in (error.message, error.remedy))


def _tool() -> ModuleType:
    spec = importlib.util.spec_from_file_location("error_messages", ROOT / "tools" / "error_messages.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module
