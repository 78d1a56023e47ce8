"""From the packs asked for to what is in force: `extends` in order, sections merged, origins kept."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from svcnorm.packs.files import Pack, read_pack
from svcnorm.packs.locate import Location, find, is_path
from svcnorm.packs.nodes import Node, Place, fail, items, mapping, text

RULE_ID = re.compile(r"[a-z0-9][a-z0-9._-]*\Z")


class RuleSource(NamedTuple):
    """A rule as written, the pack it stands in, and which of the pack's rules are taken over."""

    node: Node
    pack: str
    mode: str


class Site(NamedTuple):
    """What the configuration adds on top of the packs."""

    vars: Mapping[str, Node] = {}
    overrides: Node | None = None
    filters: Sequence[Node] = ()


class Resolved(NamedTuple):
    """One requested pack with everything it extends, merged. Values still stand as written."""

    pack: Pack
    chain: tuple[Pack, ...]
    vars: Mapping[str, Node]
    sets: Mapping[str, Node]
    situations: Mapping[str, Node]
    rules: Mapping[str, RuleSource]
    norms: Mapping[str, Node]
    contents: Mapping[str, Node]
    events: Mapping[str, Node]
    attributes: Mapping[str, Node]
    twins: tuple[Node, ...]
    calendars: Mapping[str, Node]
    scoring: Mapping[str, Node]
    overrides: tuple[Node, ...]
    filters: tuple[Node, ...]


class Library:
    """Reads each pack at most once, and remembers which files that took."""

    def __init__(self, roots: Sequence[Path]) -> None:
        self.roots = tuple(roots)
        self.packs: dict[Path, Pack] = {}
        self.lookups: dict[tuple[str, tuple[str, ...]], str] = {}

    def get(self, name: str, asked: Place | None = None, near: Sequence[Path] = ()) -> Pack:
        """The pack by name or path; names are looked up in the roots, then beside the pack that asks."""
        where = (*near, *self.roots)
        location = find(name, where, asked)
        if not is_path(name):
            self.lookups[name, tuple(str(root) for root in where)] = str(location.path)
        return self.read(location)

    def read(self, location: Location) -> Pack:
        key = location.path.resolve()
        if key not in self.packs:
            self.packs[key] = read_pack(location)
        return self.packs[key]

    def resolve(self, name: str, site: Site = Site()) -> Resolved:  # noqa: B008 (a frozen value)
        """The requested pack and all it extends, merged; the site's configuration comes last."""
        top = self.get(name)
        near = (top.location.root,) if is_path(name) else ()
        return merge(top, self._linear(top, near), site)

    def _linear(self, top: Pack, near: Sequence[Path]) -> list[tuple[Pack, str]]:
        """Depth first, each pack once, those extended before the one that extends them."""
        order: list[Pack] = []
        modes: dict[str, tuple[int, str]] = {}

        def visit(pack: Pack, path: tuple[str, ...]) -> None:
            for line in pack.extends:
                if line.name in path:
                    loop = " → ".join((*path[path.index(line.name) :], line.name))
                    fail(line.place, f"packs extend each other: {loop}", "take one of these lines out")
                modes[line.name] = min(modes.get(line.name, (99, "")), (len(path), line.mode))
                parent = self.get(line.name, line.place, near)
                if parent not in order:
                    visit(parent, (*path, line.name))
            order.append(pack)

        visit(top, (top.name,))
        return [(pack, modes.get(pack.name, (0, "all"))[1]) for pack in order]


def merge(top: Pack, linear: Sequence[tuple[Pack, str]], site: Site) -> Resolved:
    """Merge packs in order; a later one wins where overriding is allowed, else it is an error."""
    chain = tuple(pack for pack, _ in linear)
    overrides = [pack.maps["overrides"] for pack in chain if pack.maps["overrides"].value]
    if site.overrides is not None and site.overrides.value:
        overrides.append(site.overrides)
    return Resolved(
        pack=top,
        chain=chain,
        vars=_vars(chain, site),
        sets=_sets(chain),
        situations=_unique("situations", chain),
        rules=_rules(linear),
        norms=_unique("norms", chain),
        contents=_unique("contents", chain),
        events=_by_key("events", chain),
        attributes=_by_key("attributes", chain),
        twins=tuple(node for pack in chain for node in pack.lists["twins"]),
        calendars=_by_key("calendars", chain),
        scoring=_scoring(chain),
        overrides=tuple(overrides),
        filters=(*(node for pack in chain for node in pack.lists["filters"]), *site.filters),
    )


def _vars(chain: Sequence[Pack], site: Site) -> dict[str, Node]:
    """Later values replace earlier ones; `+name` appends to a list."""
    out: dict[str, Node] = {}
    for members in (*(pack.maps["vars"].value for pack in chain), site.vars):
        for key, node in members.items():
            if key.startswith("+"):
                out[key[1:]] = _appended(key[1:], out.get(key[1:]), node)
            else:
                out[key] = node
    return out


def _appended(name: str, before: Node | None, more: Node) -> Node:
    if before is None:
        fail(more, f"+{name} appends to {name}, which nothing defines", f"write {name} without the +")
    if not before.is_list:
        fail(more, f"+{name} appends to {name}, which is no list (see {before.place})")
    return Node([*before.value, *items(more, f"+{name}")], more.place)


def _sets(chain: Sequence[Pack]) -> dict[str, Node]:
    """Sets by name. A later pack may only append to a set, by `+any_of` and the like."""
    out: dict[str, Node] = {}
    for pack in chain:
        section = pack.maps["sets"]
        for name, node in section.value.items():
            if name not in out:
                out[name] = node
            elif node.is_map and node.value and all(key.startswith("+") for key in node.value):
                out[name] = _grown(name, out[name], node)
            else:
                fail(
                    section.keys[name],
                    f"the set {name!r} is already defined at {out[name].place}",
                    "choose another name, or add members with +any_of",
                )
    return out


def _grown(name: str, before: Node, more: Node) -> Node:
    """A set with members added; the place is that of its first definition."""
    if not before.is_map:
        before = Node({"any_of": before if before.is_list else Node([before], before.place)}, before.place)
    members = dict(before.value)
    for key, node in mapping(more, f"set {name}", ("+any_of", "+unless", "+not_inside")).items():
        own = members.get(key[1:], Node([], more.place))
        listed = own.value if own.is_list else [own]
        members[key[1:]] = Node([*listed, *items(node, key)], node.place)
    return Node(members, before.place, before.keys)


def _unique(section: str, chain: Sequence[Pack]) -> dict[str, Node]:
    """A section whose entries nobody may define again."""
    out: dict[str, Node] = {}
    for pack in chain:
        for name, node in pack.maps[section].value.items():
            if name in out:
                place = pack.maps[section].keys[name]
                fail(place, f"{section}: {name!r} is already defined at {out[name].place}", "choose another name")
            out[name] = node
    return out


def _by_key(section: str, chain: Sequence[Pack]) -> dict[str, Node]:
    """A section of data, merged by key; a later entry replaces an earlier one."""
    return {name: node for pack in chain for name, node in pack.maps[section].value.items()}


def _rules(linear: Sequence[tuple[Pack, str]]) -> dict[str, RuleSource]:
    out: dict[str, RuleSource] = {}
    for pack, mode in linear:
        for node in pack.lists["rules"]:
            members = mapping(node, "a rule", required=["id"])
            rule_id = text(members["id"], "id")
            if not RULE_ID.match(rule_id):
                fail(
                    members["id"],
                    f"{rule_id!r} is no id of a rule",
                    "letters a to z, digits and hyphens: no-i-dont-know",
                )
            if rule_id in out:
                fail(
                    members["id"],
                    f"the rule {rule_id!r} is already defined at {out[rule_id].node.place}",
                    "choose another id; a new wording of a rule says `replaces:`",
                )
            out[rule_id] = RuleSource(node, pack.name, mode)
    return out


def _scoring(chain: Sequence[Pack]) -> dict[str, Node]:
    """How a handbook scores; each key from the last pack that sets it."""
    out: dict[str, Node] = {}
    for pack in chain:
        if pack.scoring is not None:
            out.update(mapping(pack.scoring, "scoring"))
    return out
