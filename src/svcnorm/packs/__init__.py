"""Rule packs: from YAML files to checked, resolved, compiled rules."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from svcnorm.config import Config
    from svcnorm.judging.ruleset import Rules


def load_rules(names: Sequence[str], config: Config | None = None) -> Rules:
    """The rules of packs, by their names or the paths of their files. Raises PackError, ConfigError."""
    from svcnorm.packs.load import build
    from svcnorm.packs.locate import roots

    return build(names, roots())[0]
