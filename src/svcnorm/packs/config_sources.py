"""The `sources` section of `svcnorm.yaml`: what holds for some files only."""

from __future__ import annotations

import codecs
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from svcnorm.model.conversation import CHANNELS, ROLES
from svcnorm.packs.nodes import Node, fail, items, mapping, texts
from svcnorm.packs.nodes import text as text_of

KEYS = ("match", "encoding", "channel", "zone", "roles", "agent_channel", "agent_speaker", "columns", "mappings")


def read_sources(node: Node, folder: Path, zone: Callable[[Node], int]) -> tuple[Mapping[str, Any], ...]:
    """Each entry as plain data: `match`, and what of ReadOptions and AssemblyOptions it sets.

    `folder` is where paths start, `zone` reads an offset. Raises ConfigError.
    """
    return tuple(_entry(member, folder, zone) for member in items(node, "sources"))


def read_files(node: Node, what: str, folder: Path) -> list[str]:
    """Paths of files (`what` they are), which must be there."""
    names = texts(node, what)
    missing = next((name for name in names if not (folder / name).is_file()), None)
    if missing is not None:
        fail(node, f"{what}: there is no file {missing}")
    return [str(folder / name) for name in names]


def read_roles(node: Node) -> dict[str, str]:
    """Roles by speakers as written."""
    return {name: text_of(member, name, ROLES) for name, member in mapping(node, "roles").items()}


def read_columns(node: Node) -> dict[str, str]:
    """Headers of a table, by our names of columns."""
    return {name: text_of(member, name) for name, member in mapping(node, "columns").items()}


def _entry(node: Node, folder: Path, zone: Callable[[Node], int]) -> Mapping[str, Any]:
    members = mapping(node, "sources", KEYS, ["match"])
    readers: dict[str, tuple[str, Callable[[Node], Any]]] = {
        "match": ("match", lambda member: text_of(member, "match")),
        "encoding": ("encoding", _encoding),
        "channel": ("channel", lambda member: text_of(member, "channel", CHANNELS)),
        "zone": ("utc_offset", zone),
        "roles": ("roles", read_roles),
        "agent_channel": ("agent_channel", lambda member: _number_or_name(member, "agent_channel")),
        "agent_speaker": ("agent_speaker", lambda member: _number_or_name(member, "agent_speaker")),
        "columns": ("columns", read_columns),
        "mappings": ("mappings", lambda member: read_files(member, "mappings", folder)),
    }
    return {readers[key][0]: readers[key][1](member) for key, member in members.items()}


def _encoding(node: Node) -> str:
    name = text_of(node, "encoding")
    try:
        codecs.lookup(name)
    except LookupError:
        fail(node, f"encoding: {name!r} is unknown", "encoding: gb18030")
    return name


def _number_or_name(node: Node, what: str) -> str:
    if isinstance(node.value, int) and not isinstance(node.value, bool):
        return str(node.value)
    return text_of(node, what)
