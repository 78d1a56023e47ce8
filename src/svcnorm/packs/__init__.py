"""Rule packs: from YAML files to checked, resolved, compiled rules."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from svcnorm.config import Config
    from svcnorm.judging.ruleset import Rules
    from svcnorm.packs.catalogue import Available

__all__ = ["available", "load_rules", "neutral_pack"]


def load_rules(names: Sequence[str], config: Config | None = None) -> Rules:
    """The rules of packs, by their names or the paths of their files.

    What was loaded once is remembered in the user's cache directory for as long as no file changes.
    Raises PackError and ConfigError.
    """
    from svcnorm.packs.remember import load

    return load(names, config)


def available(config: Config | None = None) -> tuple[Available, ...]:
    """The packs that can be asked for by name: name, title, kind (handbook or topic), channels."""
    from svcnorm.packs import catalogue

    return catalogue.available(_roots(config))


def neutral_pack(channel: str | None, config: Config | None = None) -> str:
    """The topic pack that covers a channel; empty if none does."""
    from svcnorm.packs import catalogue

    return catalogue.neutral(channel, _roots(config))


def _roots(config: Config | None) -> tuple[Path, ...]:
    from pathlib import Path

    from svcnorm.packs.locate import roots

    return roots([Path(name) for name in config.pack_dirs] if config else ())
