"""A pack as it stands in its files: the sections of all of them put together, nothing interpreted."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import NamedTuple

from svcnorm.model.conversation import CHANNELS
from svcnorm.packs.locate import Location, label, pack_files
from svcnorm.packs.nodes import Node, Place, fail, items, kind, mapping, one_or_many, text, texts
from svcnorm.packs.yaml_loader import parse

HEAD_KEYS = ("pack", "title", "version", "extends", "scoring", "channels", "kind", "language", "description")
MAPS = ("vars", "sets", "situations", "contents", "norms", "events", "attributes", "calendars", "overrides")
LISTS = ("rules", "twins", "filters")
EXTEND_MODES = ("all", "recommended", "none")


class Extends(NamedTuple):
    """One line of `extends`: a pack, which of its rules (`all`, `recommended`, `none`), and where that stands."""

    name: str
    mode: str
    place: Place


class Pack(NamedTuple):
    """One pack. `maps` and `lists` hold the sections by name; `digests` the hash of each file by path."""

    name: str
    title: str
    version: str
    kind: str
    language: str
    channels: tuple[str, ...]
    extends: tuple[Extends, ...]
    maps: dict[str, Node]
    lists: dict[str, list[Node]]
    scoring: Node | None
    location: Location
    digests: tuple[tuple[str, str], ...]
    place: Place

    @property
    def hash(self) -> str:
        """Content hash over all files of the pack."""
        return hash_of(digest for _, digest in self.digests)


def hash_of(digests: Iterable[str]) -> str:
    """The hash of a pack, from those of its files: the head first, then the others by path."""
    own = hashlib.blake2b(digest_size=16)
    for each in digests:
        own.update(each.encode())
    return own.hexdigest()


def digest(data: bytes) -> str:
    """The hash that stands for a file's bytes."""
    return hashlib.blake2b(data, digest_size=16).hexdigest()


def load_bytes(path: Path) -> bytes:
    """The content of a file of a pack. Raises PackError."""
    try:
        return path.read_bytes()
    except OSError as problem:
        fail(parse_place(path), f"cannot be read: {problem.strerror}")


def read_pack(location: Location, load: Callable[[Path], bytes] = load_bytes) -> Pack:
    """Read all files of a pack, each by `load`. Raises PackError with the place."""
    digests: list[tuple[str, str]] = []
    documents: list[Node] = []
    for path in pack_files(location):
        data = load(path)
        digests.append((str(path), digest(data)))
        documents.append(parse(data, label(path)))
    head = mapping(documents[0], "a pack", (*HEAD_KEYS, *MAPS, *LISTS), ["pack"])
    for document in documents[1:]:
        mapping(document, "a further file of a pack", (*MAPS, *LISTS))
    name = text(head["pack"], "pack")
    if name != location.name:
        fail(head["pack"], f"the pack calls itself {name!r} and lies at {location.path.name}", "use one name for both")
    maps = {section: _map_section(section, documents) for section in MAPS}
    kind_of = text(head["kind"], "kind", ("topic", "handbook")) if "kind" in head else ""
    return Pack(
        name=name,
        title=text(head["title"], "title") if "title" in head else name,
        version=text(head["version"], "version") if "version" in head else "0",
        kind=kind_of or ("handbook" if maps["norms"].value else "topic"),
        language=text(head["language"], "language") if "language" in head else "",
        channels=texts(head["channels"], "channels", CHANNELS) if "channels" in head else (),
        extends=tuple(_extends(node) for node in one_or_many(head["extends"])) if "extends" in head else (),
        maps=maps,
        lists={section: _list_section(section, documents) for section in LISTS},
        scoring=head.get("scoring"),
        location=location,
        digests=tuple(digests),
        place=documents[0].place,
    )


def parse_place(path: Path) -> Place:
    """The place of a whole file."""
    from svcnorm.packs.nodes import Source

    return Place(Source(label(path)))


def _extends(node: Node) -> Extends:
    """A name, or [name, mode]."""
    if not node.is_list:
        return Extends(text(node, "extends"), "all", node.place)
    members = items(node, "extends")
    if len(members) != 2:
        fail(node, f"extends: expected a name or [name, mode], found {kind(node)}")
    return Extends(text(members[0], "extends"), text(members[1], "extends mode", EXTEND_MODES), node.place)


def _map_section(section: str, documents: list[Node]) -> Node:
    """One section over all files; a key may stand only once in a pack."""
    members: dict[str, Node] = {}
    keys: dict[str, Place] = {}
    for document in documents:
        node = document.value.get(section)
        if node is None or node.value is None:
            continue
        for key, member in mapping(node, section).items():
            if key in members:
                fail(node.keys[key], f"{section}: {key!r} is already defined at {keys[key]}")
            members[key], keys[key] = member, node.keys[key]
    return Node(members, documents[0].place, keys)


def _list_section(section: str, documents: list[Node]) -> list[Node]:
    """One section over all files, in the order of the files. `twins` may be a mapping."""
    out: list[Node] = []
    for document in documents:
        node = document.value.get(section)
        if node is None or node.value is None:
            continue
        if section == "twins" and node.is_map:
            out += [Node([Node(key, node.keys[key]), *one_or_many(m)], node.keys[key]) for key, m in node.value.items()]
        else:
            out += items(node, section)
    return out
