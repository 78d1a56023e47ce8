"""`svcnorm doctor`: what it finds, and that what is wrong makes the exit code 1."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from tests.cli.conftest import Cli, lay

from svcnorm.packs import available
from svcnorm.version import __version__

METADATA = """Metadata-Version: 2.4
Name: svcnorm
Version: 0
Requires-Dist: rich>=13
Requires-Dist: no-such-package>=1
Requires-Dist: no-such-extra>=1; extra == 'far'
Requires-Dist: ruff>=0; extra == 'dev'
"""


def test_it_says_what_there_is(cli: Cli, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    lay(tmp_path, {"rules/shop/pack.yaml": "pack: shop\n", "svcnorm.yaml": "pack_dirs: [rules]\npacks: [shop]\n"})
    ran = cli("--lang", "en", "doctor")
    assert (ran.code, ran.err) == (0, "")
    for word in (__version__, "svcnorm.yaml", "shop: 0 rules", str(tmp_path / "cache" / "svcnorm"), "nothing is wrong"):
        assert word in ran.out
    assert all(pack.name in ran.out for pack in available())


def test_the_hash_of_a_pack_is_that_of_reports(cli: Cli, tmp_path: Path) -> None:
    lay(tmp_path, {"rules/shop/pack.yaml": "pack: shop\n", "rules/shop/b.yaml": "sets: {甲: [乙丙]}\n"})
    lay(tmp_path, {"svcnorm.yaml": "pack_dirs: [rules]\n", "call.txt": "客服:您好\n"})
    from svcnorm.config import load
    from svcnorm.packs import load_rules

    (info,) = load_rules(["shop"], load(tmp_path)).packs
    assert f"{info.hash[:12]}  2 files" in cli("--lang", "en", "doctor").out


@pytest.mark.parametrize(
    ("files", "said"),
    [
        ({"svcnorm.yaml": "packs: [nowhere]\n"}, "there is no pack called 'nowhere'"),
        ({"svcnorm.yaml": "wrong: 1\n"}, "unknown key 'wrong'"),
        (
            {"svcnorm.yaml": "exceptions: [known.yaml]\n", "known.yaml": "exceptions: [{rule: a, paths: b}]\n"},
            "unknown key 'paths'",
        ),
        ({"svcnorm.yaml": "packs: [./a.yaml]\n", "a.yaml": "pack: a\nrule: []\n"}, "did you mean rules?"),
    ],
)
def test_what_is_wrong_is_said_and_makes_the_code_1(cli: Cli, tmp_path: Path, files: dict[str, str], said: str) -> None:
    lay(tmp_path, files)
    ran = cli("--lang", "en", "doctor")
    assert ran.code == 1 and said in ran.out and "1 thing is wrong" in ran.out
    assert "✗" in ran.out


def test_packages_that_lack_are_wrong_and_extras_are_only_told(
    cli: Cli, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lay(tmp_path, {"site/svcnorm-0.dist-info/METADATA": METADATA})
    monkeypatch.setattr(sys, "path", [str(tmp_path / "site"), *sys.path])
    ran = cli("--lang", "en", "doctor")
    assert ran.code == 1
    assert "pip install no-such-package" in ran.out and 'pip install "svcnorm[far]"' in ran.out
    assert "ruff" not in ran.out and "1 thing is wrong" in ran.out


def test_no_place_for_the_cache_is_told(cli: Cli, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "file"))
    ran = cli("--lang", "en", "doctor")
    assert ran.code == 0 and "XDG_CACHE_HOME" in ran.out
