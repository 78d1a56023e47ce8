"""Cache files are the user's own, written whole, and never relied on."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest

from svcnorm import cache


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    return tmp_path


def test_what_is_saved_is_found(home: Path) -> None:
    assert cache.find("a") is None
    assert cache.save("a", b"one") and cache.save("a", b"two")
    found = cache.find("a")
    assert found == home / "svcnorm" / "a" and found.read_bytes() == b"two"
    assert [p.name for p in found.parent.iterdir()] == ["a"]


def test_the_folder_is_private(home: Path) -> None:
    cache.save("a", b"")
    assert stat.S_IMODE((home / "svcnorm").stat().st_mode) == 0o700


@pytest.mark.parametrize("what", ["svcnorm", "svcnorm/a"])
def test_what_others_can_write_is_not_read(home: Path, what: str) -> None:
    cache.save("a", b"x")
    (home / what).chmod(0o777)
    assert cache.find("a") is None


def test_nothing_is_written_where_others_can_write(home: Path) -> None:
    (home / "svcnorm").mkdir()
    (home / "svcnorm").chmod(0o777)
    assert not cache.save("a", b"x")
    assert list((home / "svcnorm").iterdir()) == []


def test_a_link_is_not_read(home: Path) -> None:
    cache.save("a", b"x")
    (home / "svcnorm" / "b").symlink_to(home / "svcnorm" / "a")
    assert cache.find("b") is None


def test_no_folder_is_no_error(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (home / "svcnorm").write_text("in the way")
    assert cache.folder() is None and not cache.save("a", b"x") and cache.find("a") is None
    monkeypatch.setenv("XDG_CACHE_HOME", str(home / "file" / "below"))
    (home / "file").write_text("")
    assert cache.folder(create=True) is None


def test_a_folder_of_someone_else_is_not_used(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    cache.save("a", b"x")
    monkeypatch.setattr(os, "getuid", lambda: 4711)
    assert cache.find("a") is None and not cache.save("a", b"y")


def test_a_relative_cache_home_is_ignored(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", "relative")
    monkeypatch.setenv("HOME", str(home))
    assert cache.folder(create=True) == home / ".cache" / "svcnorm"


def test_a_failed_write_leaves_nothing(home: Path) -> None:
    (home / "svcnorm").mkdir(mode=0o700)
    (home / "svcnorm" / "a").mkdir()
    assert not cache.save("a", b"x")
    assert [p.name for p in (home / "svcnorm").iterdir()] == ["a"]
