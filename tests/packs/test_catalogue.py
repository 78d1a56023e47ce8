"""Which packs there are, where they lie, and which is neutral for a channel."""

from __future__ import annotations

from pathlib import Path

import pytest

from svcnorm.config import Config
from svcnorm.model.errors import ConfigError, PackError
from svcnorm.packs import available, load_rules, locate, neutral_pack
from svcnorm.packs.locate import find, names, shipped_root


@pytest.fixture
def site(tmp_path: Path) -> Config:
    (tmp_path / "calls").mkdir()
    (tmp_path / "calls" / "pack.yaml").write_text(
        "pack: calls\ntitle: 电话\nchannels: [inbound_call, letter]\nrules: [{id: a, require: 您好}]\n", "utf-8"
    )
    norms = "norms: {N-1: {title: 笑, status: manual, look_at: 笑}}\n"
    (tmp_path / "book.yaml").write_text(f"pack: book\nchannels: [letter]\n{norms}", "utf-8")
    (tmp_path / "Notes.yaml").write_text("not: a pack\n", "utf-8")
    (tmp_path / "empty").mkdir()
    return Config(pack_dirs=(str(tmp_path),))


def test_available(site: Config) -> None:
    found = {pack.name: pack for pack in available(site)}
    assert (found["calls"].title, found["calls"].kind, found["calls"].channels) == (
        "电话",
        "topic",
        ("inbound_call", "letter"),
    )
    assert found["book"].kind == "handbook"
    assert "empty" not in found and "Notes" not in found
    assert {"common", "phone"} <= set(found)


def test_a_handbook_is_never_neutral(site: Config) -> None:
    assert neutral_pack("letter", site) == "calls"
    assert neutral_pack("inbound_call") == "phone"
    assert neutral_pack(None, site) == ""
    assert neutral_pack("carrier pigeon", site) == ""


def test_a_new_pack_is_seen(site: Config, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(locate, "shipped_root", lambda: tmp_path / "empty")
    assert neutral_pack("email", site) == ""
    (tmp_path / "mail.yaml").write_text("pack: mail\nchannels: [email]\n", "utf-8")
    assert neutral_pack("email", site) == "mail"


def test_names_and_paths(site: Config, tmp_path: Path) -> None:
    assert [rule.id for rule in load_rules(["calls"], site).rules] == ["a"]
    assert [rule.id for rule in load_rules([str(tmp_path / "calls")]).rules] == ["a"]
    assert [rule.id for rule in load_rules([str(tmp_path / "calls" / "pack.yaml")]).rules] == ["a"]


@pytest.mark.parametrize(
    ("name", "message"),
    [("call", "did you mean calls"), ("./nowhere.yaml", "no pack file"), ("{}/empty", "holds no pack.yaml")],
)
def test_what_is_not_there(site: Config, tmp_path: Path, name: str, message: str) -> None:
    with pytest.raises(PackError, match=message):
        load_rules([name.format(tmp_path)], site)


def test_no_pack_at_all() -> None:
    with pytest.raises(ConfigError, match="no pack is named"):
        load_rules([])


def test_the_shipped_packs_lie_together() -> None:
    root = shipped_root()
    assert {"common", "phone", "taboo"} <= set(names([root]))
    assert find("common", [root]).path == root / "common"


def test_all_shipped_handbooks_can_be_in_force_together() -> None:
    handbooks = [pack.name for pack in available() if pack.kind == "handbook"]
    rules = load_rules(handbooks)
    assert [book.name for book in rules.handbooks] == handbooks
    assert len({rule.instance for rule in rules.rules}) == len(rules.rules)
