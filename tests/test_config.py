"""`svcnorm.yaml`: found upward, read strictly, every value with its origin."""

from __future__ import annotations

from pathlib import Path

import pytest

from svcnorm import config
from svcnorm.config import Config
from svcnorm.model.errors import ConfigError
from svcnorm.packs import load_rules

DATA = Path(__file__).parent / "data" / "packs" / "config"


def test_everything_that_a_site_may_set() -> None:
    found = config.load(DATA / "svcnorm.yaml")
    assert found.packs == ("phone", str(DATA / "packs" / "own.yaml"))
    assert found.pack_dirs == (str(DATA / "packs"),)
    assert found.vars == {"company": ["华信公司", "华信"]}
    assert found.overrides == {"pickup": {"with": {"rings": 5}, "points": 2}}
    assert (found.ring_period, found.pass_line, found.office_close) == (6_000, 900, "18:00")
    assert (found.mask, found.language, found.utc_offset) == (False, "en", 480)
    assert found.roles == {"营业员": "agent", "来电人": "customer"}
    assert found.columns == {"speaker": "说话人", "text": "内容"}


def test_it_reaches_the_rules() -> None:
    found = config.load(DATA / "svcnorm.yaml")
    rules = load_rules(["own"], found)
    settings = rules.vocabulary.settings
    assert rules.rules[0].constraint.at_most == 5
    assert rules.rules[0].unless is not None
    assert rules.vocabulary.program.words["company"] == ("华信公司", "华信")
    assert (settings.ring_period, settings.office_close, settings.utc_offset) == (6_000, "18:00", 480)
    assert settings.calendar[2031] == (frozenset({"01-01", "01-02", "01-03", "05-01"}), frozenset({"01-04"}))
    assert settings.holidays[2031] == {"01-01": "元旦"}
    assert rules.handbooks[0].scoring.pass_line == 900


def test_found_upward(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "svcnorm.yaml").write_text("pass_line: 70\n", "utf-8")
    inner = tmp_path / "a" / "b"
    inner.mkdir(parents=True)
    assert config.load(inner).pass_line == 700
    monkeypatch.chdir(inner)
    assert config.load().pass_line == 700


def test_nothing_is_set_without_a_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(config, "NAME", "there-is-no-such-file.yaml")
    assert config.load(tmp_path) == Config()


def test_an_empty_file_sets_nothing(tmp_path: Path) -> None:
    path = tmp_path / "svcnorm.yaml"
    path.write_text("\n", "utf-8")
    assert config.load(path) == Config(file=str(path))


def test_a_named_file_must_exist(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="no such configuration file"):
        config.load(tmp_path / "other.yaml")


@pytest.mark.parametrize(
    ("written", "line", "message"),
    [
        ("a: 1\npaks: [phone]", 1, "unknown key 'a'"),
        ("paks: [phone]", 1, "did you mean packs"),
        ("zone: Mars/Olympus", 1, "is unknown"),
        ("zone: Europe/Berlin", 1, "changes its offset"),
        ('zone: "+99:00"', 1, "no offset"),
        ("ring_period: 9:00", 1, "in quotes"),
        ("ring_period: 60", 1, "does not take 60 seconds"),
        ("pass_line: 850", 1, "from 0 to 100"),
        ("masking: off", 1, "true or false"),
        ("language: fr", 1, "unknown value 'fr'"),
        ('office_close: "6 pm"', 1, "no time of day"),
        ("roles: {坐席: agnt}", 1, "did you mean agent"),
        ("pack_dirs: [nowhere]", 1, "no directory"),
        ("overrides:\n  a: {pints: 3}", 2, "did you mean points"),
        ("calendars:\n  2026: {work: [13-01]}", 2, "is no day"),
        ("vars: [a]", 1, "expected a mapping"),
    ],
)
def test_refused_with_place(written: str, line: int, message: str, tmp_path: Path) -> None:
    path = tmp_path / "svcnorm.yaml"
    path.write_text(written, "utf-8")
    with pytest.raises(ConfigError) as refused:
        config.load(path)
    assert message in str(refused.value)
    assert refused.value.line == line


def test_errors_of_overrides_point_into_the_configuration(tmp_path: Path) -> None:
    path = tmp_path / "svcnorm.yaml"
    path.write_text(f"pack_dirs: [{DATA / 'packs'}]\noverrides:\n  pickups: {{points: 3}}\n", "utf-8")
    with pytest.raises(ConfigError) as refused:
        load_rules(["own"], config.load(path))
    assert (refused.value.line, refused.value.column) == (3, 3)
    assert "did you mean pickup?" in str(refused.value)


def test_show_names_the_origin_of_each_value() -> None:
    shown = {
        key: (value, origin.rpartition("/")[2])
        for key, value, origin in config.show(config.load(DATA / "svcnorm.yaml"))
    }
    assert shown["pass_line"] == ("900", "svcnorm.yaml:11")
    assert shown["vars.company"] == ('["华信公司", "华信"]', "svcnorm.yaml:5")
    assert shown["utc_offset"] == ("480", "svcnorm.yaml:15")
    assert all(origin == "default" for _, _, origin in config.show(Config()))
