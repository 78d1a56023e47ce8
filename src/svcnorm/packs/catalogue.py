"""Which packs there are, and which one is neutral for a channel."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from svcnorm.packs import cache
from svcnorm.packs.locate import find, names


class Available(NamedTuple):
    """A pack that can be asked for by name. `channels` are those that it is the neutral pack of."""

    name: str
    title: str
    kind: str
    channels: tuple[str, ...]


def available(roots: Sequence[Path]) -> tuple[Available, ...]:
    """All packs in the roots, by name. Raises PackError for one that cannot be read."""
    request = repr([str(root) for root in roots])
    kept = cache.fetch("available", request)
    if kept is not None:
        return tuple(Available(name, title, kind, tuple(channels)) for name, title, kind, channels in kept)
    from svcnorm.packs.files import read_pack

    packs = [read_pack(find(name, roots)) for name in names(roots)]
    found = tuple(Available(p.name, p.title, p.kind, p.channels) for p in packs)
    files = [file for pack in packs for file in pack.digests]
    folders = tuple((str(root), cache.listing(str(root))) for root in roots if root.is_dir())
    cache.keep("available", request, cache.Basis(tuple(files), (), folders), found)
    return found


def neutral(channel: str | None, roots: Sequence[Path]) -> str:
    """The topic pack that covers a channel, whoever's handbook is in force; empty if none does."""
    for pack in available(roots):
        if pack.kind == "topic" and channel in pack.channels:
            return pack.name
    return ""
