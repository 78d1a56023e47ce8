"""Reads `svcnorm.yaml`, strictly and with places."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from svcnorm.config import Config
from svcnorm.model.errors import ConfigError
from svcnorm.packs.cache import Basis, digest
from svcnorm.packs.calendars import read_calendars
from svcnorm.packs.config_sources import read_columns, read_files, read_roles, read_sources
from svcnorm.packs.locate import is_path, label
from svcnorm.packs.nodes import (
    Node,
    Place,
    Source,
    boolean,
    error,
    fail,
    from_plain,
    items,
    kind,
    mapping,
    plain,
    text,
    texts,
)
from svcnorm.packs.overrides import check_overrides
from svcnorm.packs.resolve import Site
from svcnorm.packs.scoring import share
from svcnorm.packs.syntax.amounts import AMOUNT
from svcnorm.packs.yaml_loader import parse

KEYS = (
    "packs",
    "pack_dirs",
    "vars",
    "overrides",
    "filters",
    "ring_period",
    "pass_line",
    "calendars",
    "office_close",
    "masking",
    "language",
    "zone",
    "roles",
    "columns",
    "sources",
    "mappings",
    "exceptions",
)
FIELD = {"masking": "mask", "zone": "utc_offset"}
"""Where a key of the file and a field of Config differ."""

RING_PERIODS = (1_000, 20_000)
_OFFSET = re.compile(r"([+-])(\d{2}):(\d{2})\Z")
_CLOSE = re.compile(r"([01]\d|2[0-3]):[0-5]\d\Z|24:00\Z")


def read_config(path: Path) -> tuple[Config, Basis]:
    """The configuration in a file, and the files that it was made of. Raises ConfigError."""
    root, files = _parsed(path)
    members = mapping(root, "the configuration", KEYS)
    folder = path.resolve().parent
    calendars = _calendars(members["calendars"], folder, files) if "calendars" in members else {}
    if "overrides" in members:
        check_overrides(members["overrides"])
    config = Config(
        packs=tuple(_packs(members["packs"], folder)) if "packs" in members else (),
        pack_dirs=tuple(_folders(members["pack_dirs"], folder)) if "pack_dirs" in members else (),
        vars=plain(_map(members, "vars")),
        overrides=plain(_map(members, "overrides")),
        filters=tuple(plain(node) for node in items(members["filters"], "filters")) if "filters" in members else (),
        ring_period=_ring_period(members["ring_period"]) if "ring_period" in members else Config().ring_period,
        pass_line=share(members["pass_line"], "pass_line") if "pass_line" in members else None,
        calendars=calendars,
        office_close=_close(members["office_close"]) if "office_close" in members else Config().office_close,
        mask=boolean(members["masking"], "masking") if "masking" in members else True,
        language=text(members["language"], "language", ("zh", "en")) if "language" in members else "",
        utc_offset=_zone(members["zone"]) if "zone" in members else Config().utc_offset,
        roles=read_roles(members["roles"]) if "roles" in members else {},
        columns=read_columns(_map(members, "columns")),
        sources=read_sources(members["sources"], folder, _zone) if "sources" in members else (),
        mappings=_listed(members, "mappings", folder),
        exceptions=_listed(members, "exceptions", folder),
        origins=_origins(root),
        file=str(path),
    )
    return config, Basis(tuple(files))


def site(config: Config) -> Site:
    """What the configuration adds to packs, with its places where there is a file."""
    if config.file:
        members = mapping(_parsed(Path(config.file))[0], "the configuration", KEYS)
        listed = items(members["filters"], "filters") if "filters" in members else []
        return Site(_map(members, "vars").value, members.get("overrides"), tuple(listed))
    place = Place(Source("<config>", (), ConfigError))
    overrides = from_plain(config.overrides, place) if config.overrides else None
    return Site(
        from_plain(config.vars, place).value, overrides, tuple(from_plain(node, place) for node in config.filters)
    )


def _parsed(path: Path) -> tuple[Node, list[tuple[str, str]]]:
    try:
        data = path.read_bytes()
    except OSError as problem:
        raise ConfigError(f"cannot be read: {problem.strerror}", file=str(path)) from None
    if not data.strip():
        return Node({}, Place(Source(label(path), (), ConfigError))), [(str(path), digest(data))]
    return parse(data, label(path), ConfigError), [(str(path), digest(data))]


def _map(members: Mapping[str, Node], key: str) -> Node:
    """A section that is a mapping; nothing is an empty one."""
    node = members.get(key)
    if node is None or node.value is None:
        return Node({}, Place(Source(key)))
    mapping(node, key)
    return node


def _packs(node: Node, folder: Path) -> list[str]:
    """Names, and paths relative to the configuration."""
    return [str(folder / name) if is_path(name) else name for name in texts(node, "packs")]


def _listed(members: Mapping[str, Node], key: str, folder: Path) -> tuple[str, ...]:
    """The files that a section lists."""
    return tuple(read_files(members[key], key, folder)) if key in members else ()


def _folders(node: Node, folder: Path) -> list[str]:
    out = []
    for name in texts(node, "pack_dirs"):
        if not (folder / name).is_dir():
            fail(node, f"pack_dirs: there is no directory {name}")
        out.append(str(folder / name))
    return out


def _ring_period(node: Node) -> int:
    """Seconds of one ring and its pause, as milliseconds."""
    found = AMOUNT.match(node.value) if node.is_text else None
    seconds = float(found["number"]) if found and found["unit"] in ("second", "seconds") else node.value
    if isinstance(seconds, bool) or not isinstance(seconds, (int, float)):
        fail(node, f"ring_period: expected seconds, found {kind(node)}", "ring_period: 5 seconds")
    if not RING_PERIODS[0] <= seconds * 1000 <= RING_PERIODS[1]:
        fail(node, f"ring_period: a ring does not take {seconds:g} seconds", "expected 1 to 20 seconds")
    return round(seconds * 1000)


def _close(node: Node) -> str:
    written = text(node, "office_close")
    if not _CLOSE.match(written):
        fail(node, f"office_close: {written!r} is no time of day", 'write it in quotes: "18:00"')
    return written


def _zone(node: Node) -> int:
    """Minutes east of UTC of `+08:00` or of a named zone that keeps one offset all the year."""
    written = text(node, "zone")
    found = _OFFSET.match(written)
    if found:
        minutes = int(found[2]) * 60 + int(found[3])
        if minutes > 14 * 60 or int(found[3]) > 59:
            fail(node, f"zone: there is no offset {written}")
        return -minutes if found[1] == "-" else minutes
    from datetime import datetime
    from zoneinfo import ZoneInfo

    try:
        zone = ZoneInfo(written)
    except (KeyError, ValueError, OSError):
        raise error(node, f"zone: {written!r} is unknown", 'write the offset in quotes: "+08:00"') from None
    offsets = {datetime(2026, month, 15, tzinfo=zone).utcoffset() for month in range(1, 13)}
    if len(offsets) != 1:
        fail(node, f"zone: {written} changes its offset during the year", 'write the offset in quotes: "+08:00"')
    offset = offsets.pop()
    return int(offset.total_seconds() // 60) if offset is not None else 0


def _calendars(node: Node, folder: Path, files: list[tuple[str, str]]) -> dict[str, Any]:
    """Years as they stand, or the paths of files that hold them under `calendars`."""
    if not node.is_list and not node.is_text:
        read_calendars(mapping(node, "calendars"))
        return dict(plain(node))
    years: dict[str, Any] = {}
    for name in texts(node, "calendars"):
        if not (folder / name).is_file():
            fail(node, f"calendars: there is no file {name}")
        root, read = _parsed(folder / name)
        found = mapping(root, "a calendar file", ("calendars",), ["calendars"])["calendars"]
        read_calendars(mapping(found, "calendars"))
        years.update(plain(found))
        files += read
    return years


def _origins(root: Node) -> dict[str, str]:
    """`file:line` of every key, and of the entries of sections."""
    out: dict[str, str] = {}
    for key, place in root.keys.items():
        out[FIELD.get(key, key)] = str(place)
        inner = root.value[key]
        if inner.is_map:
            out.update({f"{key}.{name}": str(at) for name, at in inner.keys.items()})
    return out


def calendar_node(config: Config) -> Node | None:
    """The site's own calendars as nodes; they were checked when the configuration was read."""
    return (
        from_plain(config.calendars, Place(Source(config.file or "<config>", (), ConfigError)))
        if config.calendars
        else None
    )
