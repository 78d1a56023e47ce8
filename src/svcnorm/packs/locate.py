"""Where packs lie: shipped with the tool, in a checkout, in directories that the configuration names."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from svcnorm.model.errors import PackError
from svcnorm.packs.nodes import Place, did_you_mean, fail

NAME = re.compile(r"[a-z0-9][a-z0-9_-]*\Z")
HEAD = "pack.yaml"


class Location(NamedTuple):
    """A pack's place on disk: its name, its directory or single file, and the root it was found in."""

    name: str
    path: Path
    root: Path


def shipped_root() -> Path:
    """The packs that come with the tool: inside the wheel, or `rules/` of a checkout."""
    package = Path(__file__).resolve().parent.parent
    wheel = package / "_rules"
    return wheel if wheel.is_dir() else package.parent.parent / "rules"


def roots(directories: Sequence[Path] = ()) -> tuple[Path, ...]:
    """Where names are looked up, first match wins."""
    return (*directories, shipped_root())


def is_path(name: str) -> bool:
    """Whether a request names a file or directory and not a pack by its name."""
    return "/" in name or "\\" in name or name.endswith((".yaml", ".yml")) or not NAME.match(name)


def find(name: str, where: Sequence[Path], asked: Place | None = None) -> Location:
    """The pack called `name`, or the one at the path `name`. Raises PackError; `asked` is who asked for it."""
    if is_path(name):
        if asked is not None:
            fail(asked, f"{name!r} is no name of a pack", "extends takes names, never paths")
        return _at_path(name)
    for root in where:
        location = _in_root(name, root)
        if location is not None:
            return location
    remedy = did_you_mean(name, names(where)) or "svcnorm rules list shows the packs that there are"
    if asked is not None:
        fail(asked, f"there is no pack called {name!r}", remedy)
    raise PackError(f"there is no pack called {name!r}", remedy=remedy)


def _in_root(name: str, root: Path) -> Location | None:
    if (root / name / HEAD).is_file():
        return Location(name, root / name, root)
    single = root / f"{name}.yaml"
    return Location(name, single, root) if single.is_file() else None


def _at_path(name: str) -> Location:
    path = Path(name)
    if path.is_dir():
        if not (path / HEAD).is_file():
            raise PackError(f"the directory {name} holds no {HEAD}", file=name)
        return Location(path.resolve().name, path, path.resolve().parent)
    if not path.is_file():
        raise PackError(f"there is no pack file {name}", file=name, remedy="give a pack's name or the path of its file")
    if path.name == HEAD:
        return Location(path.resolve().parent.name, path.parent, path.resolve().parent.parent)
    return Location(path.stem, path, path.resolve().parent)


def whole(name: str) -> str:
    """The directory of the pack that a file is part of; any other request as it is."""
    path = Path(name)
    if not (is_path(name) and path.is_file()):
        return name
    return next((str(folder) for folder in path.parents if (folder / HEAD).is_file()), name)


def names(where: Sequence[Path]) -> list[str]:
    """The names of all packs in the roots, sorted."""
    found = set()
    for root in where:
        if not root.is_dir():
            continue
        for entry in root.iterdir():
            if entry.is_dir() and (entry / HEAD).is_file():
                found.add(entry.name)
            elif entry.suffix == ".yaml" and entry.is_file():
                found.add(entry.stem)
    return sorted(name for name in found if NAME.match(name))


def shipped_names() -> list[str]:
    """The names of the packs that come with the tool."""
    return names((shipped_root(),))


def pack_files(location: Location) -> list[Path]:
    """The files of a pack: its head first, then the others by path."""
    if location.path.is_file():
        return [location.path]
    head = location.path / HEAD
    others = sorted(p for p in location.path.rglob("*.yaml") if p != head and p.is_file())
    return [head, *others]


def label(path: Path) -> str:
    """How a file is called in messages: relative to the working directory where it lies inside."""
    try:
        return path.resolve().relative_to(Path.cwd()).as_posix()
    except ValueError:
        return str(path)
