"""`svcnorm rules new` and `rules schema`: what is begun with loads, passes and lints as it is, in both languages."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from tests.cli.conftest import ROOT, Cli, lay

from svcnorm.authoring.starters import FOLDER, KINDS


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_kind_of_rule_passes_its_tests_and_the_lint(cli: Cli, tmp_path: Path, lang: str) -> None:
    lay(tmp_path, {"rules/house/pack.yaml": "pack: house\n"})
    for kind in KINDS:
        ran = cli("--lang", lang, "rules", "new", f"my-{kind}", "--kind", kind, "--in", "rules/house")
        assert (ran.code, ran.err) == (0, "")
        assert f"rules/house/my-{kind}.yaml" in ran.out and "rules/house/pack.yaml" not in ran.out
    tested = cli("--lang", "en", "rules", "test", "rules/house")
    assert tested.code == 0 and f"{len(KINDS)} rules" in tested.out
    assert cli("--lang", "en", "rules", "lint", "rules/house").out == "1 pack, 0 errors, 0 warnings\n"


def test_there_is_a_template_of_every_kind_in_both_languages() -> None:
    shipped = {(path.parent.name, path.name) for path in FOLDER.rglob("*.yaml")}
    assert {(lang, f"{kind}.yaml") for lang in ("zh", "en") for kind in KINDS} <= shipped


def test_the_pack_is_the_local_one_in_use(cli: Cli, tmp_path: Path) -> None:
    lay(tmp_path, {"svcnorm.yaml": "pack_dirs: [packs]\n", "packs/shop/pack.yaml": "pack: shop\n"})
    (tmp_path / "deep").mkdir()
    assert cli("rules", "new", "no-shouting").code == 0
    assert "id: no-shouting" in (tmp_path / "packs/shop/no-shouting.yaml").read_text(encoding="utf-8")


def test_a_pack_that_is_not_there_is_begun_with_its_head(cli: Cli, tmp_path: Path) -> None:
    ran = cli("--lang", "en", "rules", "new", "no-shouting", "--in", "rules/shop")
    assert ran.out.splitlines() == [
        "written: rules/shop/pack.yaml",
        "written: rules/shop/no-shouting.yaml",
        "next: svcnorm rules test rules/shop",
    ]
    assert cli("rules", "test", "rules/shop").code == 0


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (("no-shouting", "--in", "rules/house"), "already"),
        (("No Shouting", "--in", "rules/house"), "no id of a rule"),
        (("pack", "--in", "rules/house"), "already"),
        (("x", "--in", "rules/house.yaml"), "single file"),
        (("x", "--in", "rules/My House"), "no name of a pack"),
        (("x", "--kind", "wish", "--in", "rules/house"), "unknown"),
        (("x",), "no folder of a local pack"),
    ],
)
def test_nothing_is_overwritten_and_no_name_is_bent(cli: Cli, tmp_path: Path, args: tuple[str, ...], said: str) -> None:
    lay(tmp_path, {"rules/house/pack.yaml": "pack: house\n", "rules/house/no-shouting.yaml": "# mine\n"})
    ran = cli("--lang", "en", "rules", "new", *args)
    assert (ran.code, ran.out) == (2, "") and said in ran.err
    assert (tmp_path / "rules/house/no-shouting.yaml").read_text(encoding="utf-8") == "# mine\n"


def test_the_schema_is_the_shipped_one_and_new_rules_name_it(cli: Cli, tmp_path: Path) -> None:
    out = cli("rules", "schema").out
    assert json.loads(out)["$id"] == "urn:svcnorm:schema:pack"
    lay(tmp_path, {"rules/pack.schema.json": out})
    assert cli("rules", "new", "no-shouting", "--in", "rules/shop").code == 0
    for name in ("pack.yaml", "no-shouting.yaml"):
        first, *_ = (tmp_path / "rules/shop" / name).read_text(encoding="utf-8").splitlines()
        assert first == "# yaml-language-server: $schema=../pack.schema.json"


@pytest.mark.parametrize(
    "path", sorted((ROOT / "rules").rglob("*.yaml")), ids=lambda path: f"{path.parent.name}/{path.name}"
)
def test_shipped_packs_name_the_schema_where_it_lies(path: Path) -> None:
    first = path.read_text(encoding="utf-8").splitlines()[0]
    mark, _, schema = first.partition("$schema=")
    assert mark == "# yaml-language-server: "
    assert (path.parent / schema).resolve() == ROOT / "src" / "svcnorm" / "schemas" / "pack.schema.json"
