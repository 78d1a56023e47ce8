"""The documentation names every member of every registry, its examples work, and its links lead somewhere."""

from __future__ import annotations

import importlib.util
import json
import re
from pathlib import Path
from types import ModuleType

import jsonschema
import pytest

from svcnorm import config
from svcnorm.judging.forms import FORMS
from svcnorm.judging.metrics import METRICS
from svcnorm.model import verdicts
from svcnorm.model.conversation import CHANNELS, ROLES
from svcnorm.model.rules import SEVERITIES
from svcnorm.packs import config_file, files, load_rules, norms, overrides, params, scoring
from svcnorm.packs.lint import CHECKS
from svcnorm.packs.opened import Shelf
from svcnorm.packs.syntax import amounts, checks, measures, messages, rules, scopes, selectors, windows
from svcnorm.packs.syntax.events import DERIVED as FIELDS
from svcnorm.packs.syntax.guards import KINDS
from svcnorm.packs.syntax.say import WORD_KEYS
from svcnorm.packs.syntax.situations import OWN
from svcnorm.packs.testing import KEYS as TEST_KEYS
from svcnorm.packs.testing import run_tests
from svcnorm.patterns.slots import NAMES, SLOTS, doc
from svcnorm.patterns.values import EDGES
from svcnorm.readers import conversation_from_data, conversation_from_text
from svcnorm.readers.canonical import KEYS as CONVERSATION
from svcnorm.readers.foreign import mapping, units
from svcnorm.readers.registry import FORMATS, SUFFIXES
from svcnorm.report import WRITERS
from svcnorm.review import labels
from svcnorm.timeline.signals import DERIVED

ROOT = Path(__file__).parent.parent
DOCS = ROOT / "docs"
LANGUAGE = {
    "forms": FORMS,
    "constraints": rules.CONSTRAINTS,
    "rule keys": rules.KEYS,
    "anchors": windows.ANCHORS,
    "windows": windows.WINDOWS,
    "periods": windows.PERIODS,
    "scopes": (*scopes.FIXED, *scopes.DEFAULTS),
    "units": amounts.UNITS,
    "metrics": METRICS,
    "bounds of a measure": measures.BOUND_KEYS,
    "heads": selectors.HEADS,
    "filters": selectors.FILTERS,
    "options of words": WORD_KEYS,
    "edges": EDGES,
    "guards": KINDS,
    "comparisons": checks.KEYS,
    "signals": DERIVED,
    "fields of signals": [field for fields in FIELDS.values() for field in fields],
    "situations": [key for key in OWN if key != "title"],
    "values of a message": ["text", "missing", "found.at", "found.text", "found.by", "value", "before", "period"],
    "sections of a pack": (*files.HEAD_KEYS, *files.MAPS, *files.LISTS),
    "norms": norms.STATUS,
    "bindings": norms.BINDING,
    "scoring": (*scoring.KEYS, *scoring.MODES, *scoring.FATAL),
    "overrides": [key for key in overrides.KEYS if key != "note"],
    "configuration": config_file.KEYS,
    "types of parameters": params.TYPES,
    "roles": ROLES,
    "severities": SEVERITIES,
}
PAGES = {
    "semantics.md": {
        "verdicts": verdicts.VERDICTS,
        "reasons": verdicts.REASONS,
        "not applicable": (
            verdicts.HELD_EITHER_WAY,
            verdicts.NOT_IN_FORCE,
            verdicts.CONDITION_FALSE,
            verdicts.NO_TRIGGER,
            verdicts.NO_OPPORTUNITY,
        ),
    },
    "formats.md": {
        "readers": [each.name for each in FORMATS],
        "suffixes": SUFFIXES,
        "channels": CHANNELS,
        "mapping files": (*mapping.KEYS, *mapping.TURN_FIELDS, *mapping.CALL_FIELDS, *mapping.PEOPLE_FIELDS, "at"),
        "units of mapping files": units.UNITS,
        "keys": [
            key for key in CONVERSATION if not key.endswith("_source") and key not in ("title", "language", "notes")
        ],
    },
    "report.md": {"writers": WRITERS},
    "calibration.md": {"words": [word for words in labels.WORDS.values() for word in words if len(word) > 1]},
    "lint.md": {"checks": [check.id for check in CHECKS]},
    "rule-tests.md": {"keys": TEST_KEYS},
    "rule-language.md": LANGUAGE,
}


@pytest.mark.parametrize(
    ("page", "what"), [(page, what) for page, members in PAGES.items() for what in members], ids=lambda name: name
)
def test_every_member_is_named(page: str, what: str) -> None:
    text = (DOCS / page).read_text(encoding="utf-8")
    names = [name for name in PAGES[page][what] if name != "$schema"]
    assert [name for name in names if not re.search(rf"(?<![\w-]){re.escape(name)}(?![\w-])", text)] == []


@pytest.mark.parametrize("name", NAMES)
def test_every_slot_is_named_and_says_what_it_finds(name: str) -> None:
    assert name in SLOTS and len(doc(name)) > 20
    assert f"`{{{name}}}`" in (DOCS / "rule-language.md").read_text(encoding="utf-8")


def test_the_placeholders_of_messages_are_known() -> None:
    listed = LANGUAGE["values of a message"]
    assert set(listed) <= messages.ALWAYS | messages.MEASURED | messages.OTHERS


def test_the_packs_in_the_page_of_the_language_work(tmp_path: Path) -> None:
    text = (DOCS / "rule-language.md").read_text(encoding="utf-8")
    blocks = re.findall(r"```yaml\n(.*?)```", text, re.DOTALL)
    packs = [block for block in blocks if block.startswith("pack: ")]
    assert len(packs) >= 4
    for block in packs:
        name = block.split("\n")[0].removeprefix("pack: ")
        path = tmp_path / f"{name}.yaml"
        path.write_text(block, encoding="utf-8")
        load_rules([str(path)])
        results = list(run_tests(Shelf().open(str(path))))
        assert [result.faults for result in results if result.faults] == []
        assert ("tests:" in block) == bool(results)
    (site,) = {block for block in set(blocks) - set(packs) if not block.startswith("contents:")}
    (tmp_path / "svcnorm.yaml").write_text(site, encoding="utf-8")
    found = config.load(tmp_path)
    assert load_rules(found.packs, found).rules


def test_the_conversations_in_the_page_of_formats_can_be_read() -> None:
    text = (DOCS / "formats.md").read_text(encoding="utf-8")
    (written,) = re.findall(r"```\n(---\n.*?)```", text, re.DOTALL)
    from_text = conversation_from_text(written, "page")
    data = json.loads(re.findall(r"```json\n(.*?)```", text, re.DOTALL)[0])
    from_json = conversation_from_data(data, "page")
    assert (from_text.id, from_text.channel) == (from_json.id, from_json.channel) == ("C-1", "inbound_call")
    assert len(from_text.utterances) == len(from_json.utterances) == 2 and len(from_text.events) == 3


def test_the_report_in_its_page_has_the_shape_of_the_schema() -> None:
    schema = json.loads((ROOT / "src" / "svcnorm" / "schemas" / "report.schema.json").read_text(encoding="utf-8"))
    (block,) = re.findall(r"```json\n(.*?)```", (DOCS / "report.md").read_text(encoding="utf-8"), re.DOTALL)
    shown = json.loads(block)
    defined = jsonschema.Draft202012Validator(schema).schema
    assert set(shown) <= set(defined["properties"])


@pytest.mark.parametrize("page", sorted([*ROOT.glob("*.md"), *DOCS.glob("*.md")]), ids=lambda path: path.name)
def test_links_lead_somewhere(page: Path) -> None:
    for target in re.findall(r"\]\(([^)#\s]+)[^)]*\)", page.read_text(encoding="utf-8")):
        if "://" not in target:
            assert (page.parent / target).exists(), target


@pytest.mark.parametrize("page", sorted([*ROOT.glob("*.md"), *DOCS.glob("*.md")]), ids=lambda path: path.name)
def test_files_that_are_named_exist(page: Path) -> None:
    named = re.findall(
        r"`((?:src|rules|tests|tools|examples|docs|benchmarks)/[\w./-]+)`", page.read_text(encoding="utf-8")
    )
    assert [name for name in named if "NAME" not in name and not (ROOT / name).exists()] == []


@pytest.mark.parametrize("page", ["README.md", "README.zh-CN.md"])
def test_the_reports_in_a_readme_are_what_the_program_prints(page: str) -> None:
    tool = _tool("make_excerpts")
    text = (ROOT / page).read_text(encoding="utf-8")
    assert len(tool.BLOCK.findall(text)) == 1
    assert tool.renewed(text) == text, "python tools/make_excerpts.py"


def test_the_tables_in_both_readmes_are_what_is_measured() -> None:
    """One test, since half a minute of measuring serves both."""
    tool = _tool("make_tables")
    for page, lang in (("README.md", "en"), ("README.zh-CN.md", "zh")):
        text = (ROOT / page).read_text(encoding="utf-8")
        assert len(tool.BLOCK.findall(text)) == 2
        assert tool.renewed(text, lang) == text, "python tools/make_tables.py"


def test_the_library_as_the_readme_uses_it(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    (program,) = re.findall(r"```python\n(.*?)```", (ROOT / "README.md").read_text(encoding="utf-8"), re.DOTALL)
    exec(compile(program, "README.md", "exec"), {})
    assert "GE-1.2a" in capsys.readouterr().out


def _tool(name: str) -> ModuleType:
    spec = importlib.util.spec_from_file_location(name, ROOT / "tools" / f"{name}.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_table_of_formats_is_that_of_the_readers() -> None:
    from tools.make_formats_table import PAGE, page

    assert PAGE.read_text(encoding="utf-8") == page(), "run python tools/make_formats_table.py"
