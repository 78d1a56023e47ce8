"""The cache: the same rules without YAML, and never older ones than the files say."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from svcnorm import config as configuration
from svcnorm.config import Config
from svcnorm.packs import cache, load_rules

GOOD = Path(__file__).parent.parent / "data" / "packs" / "good"
Write = Callable[..., str]


@pytest.fixture
def kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], list[Path]]:
    """The cache files of one kind, in a cache of the test's own."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    return lambda kind: sorted((tmp_path / "cache" / "svcnorm").glob(f"{kind}-*.json"))


def test_remembered_rules_are_the_same(kept: Callable[[str], list[Path]]) -> None:
    fresh = load_rules([str(GOOD / "sketches.yaml")])
    assert len(kept("rules")) == 1
    again = load_rules([str(GOOD / "sketches.yaml")])
    assert again.rules == fresh.rules
    assert again[2:] == fresh[2:]
    assert again.vocabulary[1:] == fresh.vocabulary[1:]
    first, second = (json.dumps(rules.vocabulary.program.to_data()) for rules in (fresh, again))
    assert first == second


def test_a_remembered_load_needs_no_yaml(kept: Callable[[str], list[Path]]) -> None:
    code = (
        "import sys; from svcnorm.packs import load_rules, neutral_pack; from svcnorm import config;"
        "config.load(sys.argv[2]); load_rules([sys.argv[1]]); neutral_pack('visit');"
        "print([m for m in ('yaml', 'svcnorm.packs.yaml_loader', 'svcnorm.packs.load', 'svcnorm.patterns.parse')"
        " if m in sys.modules])"
    )
    settings = GOOD.parent / "config" / "svcnorm.yaml"
    run = [sys.executable, "-c", code, str(GOOD / "example.yaml"), str(settings)]
    first, second = (subprocess.run(run, capture_output=True, text=True, check=True).stdout for _ in range(2))
    assert "yaml" in first
    assert second.strip() == "[]"


def test_a_changed_file_is_read_again(write: Write, kept: Callable[[str], list[Path]]) -> None:
    path = write("one", "rules: [{id: a, require: 您好}]", "[]")
    assert [rule.id for rule in load_rules([path]).rules] == ["a"]
    write("one", "rules: [{id: b, require: 您好}]", "[]")
    assert [rule.id for rule in load_rules([path]).rules] == ["b"]


def test_a_changed_parent_or_a_new_file_is_read(
    tmp_path: Path, write: Write, kept: Callable[[str], list[Path]]
) -> None:
    folder = tmp_path / "base"
    folder.mkdir()
    (folder / "pack.yaml").write_text("pack: base\nvars: {most: 3}\n", "utf-8")
    path = write("one", "rules: [{id: a, measure: rings, at_most: $most}]", "[base]")
    assert load_rules([path]).rules[0].constraint.at_most == 3
    (folder / "pack.yaml").write_text("pack: base\nvars: {most: 4}\n", "utf-8")
    assert load_rules([path]).rules[0].constraint.at_most == 4
    (folder / "more.yaml").write_text("rules: [{id: b, require: 您好}]\n", "utf-8")
    assert [rule.id for rule in load_rules([path]).rules] == ["b", "a"]


def test_a_pack_that_now_lies_nearer_is_taken(tmp_path: Path, write: Write, kept: Callable[[str], list[Path]]) -> None:
    near, far = tmp_path / "near", tmp_path / "far"
    for folder in (near, far):
        folder.mkdir()
    (far / "base.yaml").write_text("pack: base\nrules: [{id: far, require: 您好}]\n", "utf-8")
    config = Config(pack_dirs=(str(near), str(far)))
    assert [rule.id for rule in load_rules(["base"], config).rules] == ["far"]
    (near / "base.yaml").write_text("pack: base\nrules: [{id: near, require: 您好}]\n", "utf-8")
    assert [rule.id for rule in load_rules(["base"], config).rules] == ["near"]


def test_another_configuration_is_another_entry(write: Write, kept: Callable[[str], list[Path]]) -> None:
    path = write("one", "rules: [{id: a, measure: rings, at_most: $most}]\nvars: {most: 3}", "[]")
    assert load_rules([path]).rules[0].constraint.at_most == 3
    assert load_rules([path], Config(vars={"most": 6})).rules[0].constraint.at_most == 6
    assert load_rules([path]).rules[0].constraint.at_most == 3
    assert len(kept("rules")) == 2


@pytest.mark.parametrize(
    "damage",
    [
        lambda data: data[: len(data) // 2],
        lambda data: b"",
        lambda data: data.replace("您好".encode(), "你好".encode()),
        lambda data: cache.digest(b"[]").encode() + b"\n[]",
        lambda data: b"\xff" * 40,
    ],
)
def test_a_damaged_entry_is_ignored_and_written_again(
    damage: Callable[[bytes], bytes], write: Write, kept: Callable[[str], list[Path]]
) -> None:
    path = write("one", "rules: [{id: a, require: 您好}]", "[]")
    expected = load_rules([path])
    (entry,) = kept("rules")
    whole = entry.read_bytes()
    entry.write_bytes(damage(whole))
    assert load_rules([path]).rules == expected.rules
    assert entry.read_bytes() == whole


def test_data_of_another_shape_is_as_good_as_none(write: Write, kept: Callable[[str], list[Path]]) -> None:
    path = write("one", "rules: [{id: a, require: 您好}]", "[]")
    expected = load_rules([path]).rules
    from svcnorm.packs.remember import _request

    cache.keep("rules", _request([path], None), cache.Basis(), {"program": {}, "rules": [999]})
    assert load_rules([path]).rules == expected


def test_without_a_place_for_it_nothing_is_remembered(write: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", "/proc/nowhere")
    path = write("one", "rules: [{id: a, require: 您好}]", "[]")
    assert [rule.id for rule in load_rules([path]).rules] == ["a"]


def test_the_configuration_is_remembered_too(tmp_path: Path, kept: Callable[[str], list[Path]]) -> None:
    path = tmp_path / "svcnorm.yaml"
    path.write_text("vars: {company: [电信]}\npass_line: 90\n", "utf-8")
    fresh = configuration.load(path)
    assert configuration.load(path) == fresh
    assert len(kept("config")) == 1
    path.write_text("pass_line: 80\n", "utf-8")
    assert configuration.load(path).pass_line == 800
