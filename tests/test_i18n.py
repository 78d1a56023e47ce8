"""Every text for people has a Chinese translation, and the shipped catalogue is the one that was written."""

import importlib.util
import string
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest

from svcnorm import i18n
from svcnorm.i18n import names
from svcnorm.model import conversation, rules, verdicts
from svcnorm.model.rules import Amount, Scope

ROOT = Path(__file__).parent.parent
PO = ROOT / "src/svcnorm/locale/zh/LC_MESSAGES/svcnorm.po"


def _tool() -> ModuleType:
    spec = importlib.util.spec_from_file_location("compile_catalog", ROOT / "tools/compile_catalog.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


tool = _tool()


@pytest.fixture(autouse=True)
def _restore() -> Iterator[None]:
    with i18n.speaking("zh"):
        yield


def test_the_catalogue_is_complete_and_compiled() -> None:
    assert tool.complaints(PO) == []


def test_translations_keep_the_placeholders() -> None:
    def fields(text: str) -> set[str]:
        return {name for _, name, _, _ in string.Formatter().parse(text) if name}

    for (text, plural), translations in tool.read_po(PO.read_text(encoding="utf-8")).items():
        allowed = fields(text) | fields(plural)
        for translation in translations if text else ():
            assert fields(translation) <= allowed, text
            assert allowed - {"n"} <= fields(translation), text


def test_compiling_does_not_depend_on_the_order_of_the_file() -> None:
    messages = tool.read_po(PO.read_text(encoding="utf-8"))
    assert tool.compile_mo(dict(reversed(messages.items()))) == tool.compile_mo(messages)


@pytest.mark.parametrize(
    ("po", "complaint"),
    [
        ('msgid "a"\nmsgstr ""\n', "not translated"),
        ('msgid "a"\nmsgstr "x"\n\nmsgid "a"\nmsgstr "y"\n', "twice"),
        ('msgid "a"\nmsgstr "x"\nmsgid "b"\nmsgstr "y"\n', "blank line"),
        ('msgctxt "a"\nmsgid "b"\nmsgstr "y"\n', "not understood"),
    ],
)
def test_a_faulty_catalogue_is_refused(po: str, complaint: str) -> None:
    with pytest.raises(ValueError, match=complaint):
        tool.read_po(po)


def test_missing_and_unused_texts_and_a_stale_catalogue_are_found(tmp_path: Path) -> None:
    (tmp_path / "code.py").write_text('_("used")\nngettext("one", "many", 2)\nN_("kept")\n', encoding="utf-8")
    po = tmp_path / "x.po"
    po.write_text('msgid "kept"\nmsgstr "k"\n\nmsgid "old"\nmsgstr "o"\n', encoding="utf-8")
    assert tool.complaints(po, tmp_path) == [
        "code.py:1: no translation of 'used'",
        "code.py:2: no translation of 'one'",
        "x.po: nothing uses 'old'",
        "x.mo is stale: run python tools/compile_catalog.py",
    ]


def test_a_text_that_is_not_written_out_is_refused(tmp_path: Path) -> None:
    (tmp_path / "code.py").write_text("_(variable)\n", encoding="utf-8")
    with pytest.raises(ValueError, match=r"code\.py:1"):
        list(tool.used_messages(tmp_path))


def test_chinese_is_the_default_and_english_needs_no_catalogue() -> None:
    assert i18n.DEFAULT == "zh"
    assert i18n._("violation") == "违规"
    with i18n.speaking("en"):
        assert i18n._("violation") == "violation"
        assert i18n.ngettext("{v} hour", "{v} hours", 2, v=2) == "2 hours"
    assert i18n._("violation") == "违规"


def test_a_language_that_is_not_shipped_is_an_error() -> None:
    with pytest.raises(ValueError, match="fr"):
        i18n.use("fr")


def test_values_are_not_read_as_templates() -> None:
    assert i18n._("{v} text", v="{0.__class__}") == "{0.__class__} text"


@pytest.mark.parametrize(
    ("table", "codes"),
    [
        (names.VERDICTS, verdicts.VERDICTS),
        (names.MISSING, verdicts.REASONS),
        (names.SUPPLY, verdicts.REASONS),
        (names.SEVERITIES, rules.SEVERITIES),
        (names.CHANNELS, conversation.CHANNELS),
        (names.ROLES, (*conversation.ROLES, "any")),
        (
            names.NOT_APPLICABLE,
            ("held_either_way", "not_in_force", "condition_false", "no_trigger", "no_opportunity"),
        ),
    ],
)
def test_every_code_has_a_name_in_both_languages(table: dict[str, str], codes: tuple[str, ...]) -> None:
    assert set(table) == set(codes)
    for code in codes:
        assert names.named(table, code) != table[code]
        with i18n.speaking("en"):
            assert names.named(table, code) == table[code]


def test_codes_that_a_pack_adds_are_their_own_name() -> None:
    assert names.event("gift_given") == "gift_given" and names.record_of("gift_given") == ""
    assert names.event("ring") == "振铃" and names.record_of("ring") == "call"


@pytest.mark.parametrize(
    ("length", "zh", "en"),
    [
        (Amount(48, "hours"), "48 小时", "48 hours"),
        (Amount(1, "working days"), "1 个工作日", "1 working day"),
        (Amount(1.5, "minutes"), "1.5 分钟", "1.5 minutes"),
        (Amount(2, "agent turns"), "客服 2 轮话", "2 agent turns"),
        (Amount(0, "same turn"), "同一轮话", "the same turn"),
        (Amount(3, "fortnights"), "3 fortnights", "3 fortnights"),
    ],
)
def test_lengths(length: Amount, zh: str, en: str) -> None:
    assert names.amount(length) == zh
    with i18n.speaking("en"):
        assert names.amount(length) == en


@pytest.mark.parametrize(
    ("where", "zh", "en"),
    [
        (Scope("conversation"), "整个对话", "the whole conversation"),
        (Scope("turns", "first", 3, "agent"), "客服前 3 轮话", "the agent's first 3 turns"),
        (Scope("turns", "last", 1, "customer"), "客户最后 1 轮话", "the customer's last turn"),
        (Scope("turns", "first", 1), "前 1 轮话", "the first turn"),
        (Scope("before_customer"), "客户开口之前", "before the customer speaks"),
        (Scope("odd", name="in a corner"), "in a corner", "in a corner"),
    ],
)
def test_scopes(where: Scope, zh: str, en: str) -> None:
    assert names.scope(where) == zh
    with i18n.speaking("en"):
        assert names.scope(where) == en
