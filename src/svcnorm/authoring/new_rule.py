"""A new rule in a local pack: a file of its own, with comments and tests, which loads and passes as it is."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from svcnorm.authoring.starters import Laid, filled, lay, modeline
from svcnorm.model.errors import ConfigError
from svcnorm.packs.locate import HEAD, NAME, is_path, names
from svcnorm.packs.resolve import RULE_ID

if TYPE_CHECKING:
    from svcnorm.config import Config


def new_rule(rule: str, kind: str, folder: Path, language: str) -> tuple[Laid, ...]:
    """Write the rule as a file of the pack in `folder`, and the pack's head where there is none.

    Nothing is overwritten. Raises ConfigError for names that cannot be used and for a file that is there.
    """
    if not RULE_ID.match(rule):
        raise ConfigError(
            f"{rule!r} is no id of a rule", remedy="lower-case letters, digits, dots and hyphens: no-shouting"
        )
    if folder.suffix in (".yaml", ".yml") or folder.is_file():
        way_out = f"make it a folder: {folder.with_suffix('')}/{HEAD}, and name the folder"
        raise ConfigError(f"the pack {folder} is a single file", remedy=way_out)
    if not NAME.match(folder.resolve().name):
        raise ConfigError(
            f"{folder.resolve().name!r} is no name of a pack", remedy="lower-case letters, digits and hyphens"
        )
    path = folder / f"{rule}.yaml"
    if path.exists() or path.name == HEAD:
        raise ConfigError(f"{path} is there already", remedy="choose another id, or edit the file")
    return (
        *head(folder, language),
        lay(path, modeline(folder) + rule_text(rule, kind, folder.resolve().name, language)),
    )


def head(folder: Path, language: str) -> tuple[Laid, ...]:
    """Write the head of a pack that has none."""
    values = {"PACK": folder.resolve().name}
    laid = lay(folder / HEAD, modeline(folder) + filled(HEAD, language, values))
    return () if laid.state == "kept" else (laid,)


def rule_text(rule: str, kind: str, pack: str, language: str) -> str:
    """The template of a kind of rule, filled in."""
    return filled(f"{kind}.yaml", language, {"RULE": rule, "PACK": pack})


def local_pack(config: Config) -> Path:
    """The folder of the first pack that lies with the configuration. Raises ConfigError where there is none."""
    named = [Path(name) for name in config.packs if is_path(name)]
    listed = [Path(root) / name for root in config.pack_dirs for name in names([Path(root)])]
    for folder in (*named, *listed):
        if (folder / HEAD).is_file():
            return folder
    raise ConfigError(
        "the configuration names no folder of a local pack", remedy="name one with --in, or begin with svcnorm init"
    )
