"""A first configuration, a first local pack, and what runs them before a commit and in a pipeline."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from svcnorm.authoring import schema
from svcnorm.authoring.starters import MODELINE, SCHEMA, Laid, filled, lay
from svcnorm.config import NAME as CONFIG
from svcnorm.model.errors import ConfigError
from svcnorm.packs.locate import HEAD, NAME, shipped_names

RULES = "rules"
"""Where local packs lie."""


def begin(folder: Path, pack: str, language: str, force: bool = False) -> Iterator[Laid]:
    """Write the files, each only where nothing stands unless `force`. Raises ConfigError for a name that cannot be
    used, and where a file cannot be written."""
    if not NAME.match(pack):
        raise ConfigError(f"{pack!r} is no name of a pack", remedy="lower-case letters, digits and hyphens")
    if pack in shipped_names():
        raise ConfigError(f"a shipped pack is called {pack}", remedy="choose another name with --pack")
    values = {"PACK": pack}
    line = MODELINE.format(f"../{SCHEMA}")
    texts = {
        CONFIG: filled("svcnorm.yaml", language, values),
        f"{RULES}/{pack}/{HEAD}": line + filled(HEAD, language, values),
        f"{RULES}/{pack}/refusing.yaml": line + filled("first.yaml", language, values),
        f"{RULES}/{SCHEMA}": schema.text(),
        ".pre-commit-config.yaml": filled("pre-commit.yaml", language, values),
        "ci/github.yaml": filled("github.yaml", language, values),
        "ci/gitlab.yaml": filled("gitlab.yaml", language, values),
    }
    for name, text in texts.items():
        yield lay(folder / name, text, force)
