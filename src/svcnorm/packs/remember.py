"""Loads rules from the cache, or from the packs and then remembers them."""

from __future__ import annotations

import json
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from svcnorm.model.errors import ConfigError
from svcnorm.packs import cache
from svcnorm.packs.locate import is_path, roots

if TYPE_CHECKING:
    from svcnorm.config import Config
    from svcnorm.judging.ruleset import Rules
    from svcnorm.packs.load import Built, Options


def load(names: Sequence[str], config: Config | None = None) -> Rules:
    """The rules of packs under a configuration. Raises PackError, ConfigError."""
    if not names:
        raise ConfigError("no pack is named", remedy="name one with --pack, or under packs in svcnorm.yaml")
    request = _request(names, config)
    kept = cache.fetch("rules", request)
    if kept is not None:
        # A cache that another program wrote under our name is as good as none.
        with suppress(KeyError, TypeError, IndexError, ValueError):
            from svcnorm.packs.stored import from_data

            return from_data(kept)
    from svcnorm.packs.stored import to_data

    built = fresh(names, config)
    lookups = [(name, where, path) for (name, where), path in built.library.lookups.items()]
    basis = cache.basis_of(built.library.packs.values(), lookups)
    cache.keep("rules", request, basis, to_data(built.rules))
    return built.rules


def fresh(names: Sequence[str], config: Config | None = None) -> Built:
    """Packs read from their files whatever is remembered, with what they were made of."""
    from svcnorm.packs.load import build

    return build(names, _roots(config), options(config))


def options(config: Config | None) -> Options:
    """What a configuration says about loading."""
    from svcnorm.packs.load import Options

    if config is None:
        return Options()
    from svcnorm.model.rules import Settings
    from svcnorm.packs.config_file import calendar_node, site

    settings = Settings(config.ring_period, config.utc_offset, config.office_close)
    return Options(site(config), settings, config.pass_line, calendar_node(config))


def _roots(config: Config | None) -> tuple[Path, ...]:
    return roots([Path(name) for name in config.pack_dirs] if config else ())


def _request(names: Sequence[str], config: Config | None) -> str:
    """All that decides the result besides the content of files."""
    asked = [str(Path(name).resolve()) if is_path(name) else name for name in names]
    said = list(config._replace(file="", origins={}, packs=())) if config else []
    return json.dumps([asked, [str(root) for root in _roots(config)], said], sort_keys=True)
