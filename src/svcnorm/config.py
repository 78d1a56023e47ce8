"""The configuration: `svcnorm.yaml`, found upward; what is in force and where each value came from."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from svcnorm.model.errors import ConfigError

NAME = "svcnorm.yaml"
DEFAULT = "default"


class Config(NamedTuple):
    """What a site has decided.

    `vars`, `overrides` and `filters` are plain data as in the file and are checked against the packs
    when rules are loaded. `ring_period` is in milliseconds, `utc_offset` in minutes east,
    `pass_line` in per mille (None: each handbook's own), `calendars` `{year: {off, work, holidays}}`. `roles` maps
    speakers as written to roles, `columns` our names of columns to those of a table; `sources` says
    what holds for some files only (see `svcnorm.intake`), `mappings` are files that describe formats,
    `exceptions` files of findings that are allowed. `origins` gives `file:line` by key (`vars.company`). `file` is
    the path of the configuration, empty if there is none.
    """

    packs: tuple[str, ...] = ()
    pack_dirs: tuple[str, ...] = ()
    vars: Mapping[str, Any] = {}
    overrides: Mapping[str, Any] = {}
    filters: Sequence[Any] = ()
    ring_period: int = 5_000
    pass_line: int | None = None
    calendars: Mapping[str, Any] = {}
    office_close: str = "24:00"
    mask: bool = True
    language: str = ""
    utc_offset: int = 480
    roles: Mapping[str, str] = {}
    columns: Mapping[str, str] = {}
    sources: Sequence[Mapping[str, Any]] = ()
    mappings: tuple[str, ...] = ()
    exceptions: tuple[str, ...] = ()
    origins: Mapping[str, str] = {}
    file: str = ""


def load(start: str | Path | None = None) -> Config:
    """The configuration in force.

    `start` is a configuration file, or a directory to search from upward (the working directory by
    default). Without any file everything has its default. Raises ConfigError.
    """
    path = find(start)
    if path is None:
        return Config()
    from svcnorm.packs import cache

    request = str(path.resolve())
    kept = cache.fetch("config", request)
    if kept is not None:
        return thawed(kept, path)
    from svcnorm.packs.config_file import read_config

    config, basis = read_config(path)
    cache.keep("config", request, basis, list(config._replace(file="")))
    return config


def find(start: str | Path | None = None) -> Path | None:
    """The configuration file: the one named, or the first found upward. Raises ConfigError for one that is missing."""
    if start is not None and not Path(start).is_dir():
        if not Path(start).is_file():
            raise ConfigError("there is no such configuration file", file=str(start), remedy="check the path")
        return Path(start)
    here = Path(start) if start is not None else Path.cwd()
    folder = here.resolve()
    return next((place / NAME for place in (folder, *folder.parents) if (place / NAME).is_file()), None)


def thawed(kept: Sequence[Any], path: Path) -> Config:
    """A remembered configuration."""
    config = Config(*kept)
    packs, dirs, filters = tuple(config.packs), tuple(config.pack_dirs), tuple(config.filters)
    return config._replace(
        packs=packs,
        pack_dirs=dirs,
        filters=filters,
        sources=tuple(config.sources),
        mappings=tuple(config.mappings),
        exceptions=tuple(config.exceptions),
        file=str(path),
    )


def show(config: Config) -> list[tuple[str, str, str]]:
    """What is in force, as (key, value as JSON, origin): `default`, or `file:line`."""
    import json

    out = []
    for key in Config._fields:
        if key in ("origins", "file"):
            continue
        value = getattr(config, key)
        if key in ("vars", "overrides", "calendars") and value:
            out += [
                (f"{key}.{name}", json.dumps(inner, ensure_ascii=False), config.origins.get(f"{key}.{name}", DEFAULT))
                for name, inner in value.items()
            ]
            continue
        out.append((key, json.dumps(value, ensure_ascii=False), config.origins.get(key, DEFAULT)))
    return out
