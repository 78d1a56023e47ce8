"""Packs as they are being written: what is open in the editor in place of what is on disk."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any, TypeVar

from svcnorm import config as configuration
from svcnorm.config import Config
from svcnorm.model.errors import SvcnormError
from svcnorm.packs.files import Pack, load_bytes, read_pack
from svcnorm.packs.locate import HEAD, Location, is_path, pack_files, roots, whole
from svcnorm.packs.opened import OpenPack, Shelf
from svcnorm.packs.resolve import Library

T = TypeVar("T")

_PACK = re.compile(r"^pack:\s*\S", re.M)


def is_pack(path: Path, text: str) -> bool:
    """Whether a file is a pack, or a part of one."""
    if path.suffix not in (".yaml", ".yml"):
        return False
    return bool(_PACK.search(text)) or any((folder / HEAD).is_file() for folder in path.parents)


class Desk(Library):
    """Reads packs at most once, the texts that are open before the files."""

    def __init__(self, folders: tuple[Path, ...], texts: Mapping[Path, str]) -> None:
        super().__init__(folders)
        self._texts = texts

    def read(self, location: Location) -> Pack:
        """A pack, from open texts where there are any. Raises PackError."""
        key = location.path.resolve()
        if key not in self.packs:
            self.packs[key] = read_pack(location, self._load)
        return self.packs[key]

    def forget(self, path: Path) -> None:
        """Read the pack of that file anew the next time."""
        for key in [key for key, pack in self.packs.items() if path in map(Path.resolve, pack_files(pack.location))]:
            del self.packs[key]

    def _load(self, path: Path) -> bytes:
        text = self._texts.get(path.resolve())
        return load_bytes(path) if text is None else text.encode("utf-8", "surrogatepass")


class Workshop:
    """The texts that are open, by path, and the packs around them."""

    def __init__(self) -> None:
        self.texts: dict[Path, str] = {}
        self._desks: dict[tuple[Path, ...], Desk] = {}
        self._sound: dict[Path, OpenPack] = {}
        self._judges: list[tuple[Config, Any]] = []

    def set(self, path: Path, text: str | None) -> None:
        """A text was opened or changed; None: it was closed, or the file changed on disk."""
        if text is None:
            self.texts.pop(path, None)
        else:
            self.texts[path] = text
        for desk in self._desks.values():
            desk.forget(path)

    def refresh(self) -> None:
        """A file was saved: what was loaded from files is loaded again."""
        self._judges.clear()

    def judge(self, config: Config, make: Callable[[Config], T]) -> T:
        """What judges scripts by a configuration, made once until something is saved."""
        for known, made in self._judges:
            if known == config:
                judge: T = made
                return judge
        judge = make(config)
        self._judges.append((config, judge))
        return judge

    def config(self, path: Path) -> Config:
        """The configuration that holds for a file. Raises ConfigError."""
        return configuration.load(path.parent)

    def shelf(self, path: Path) -> Shelf:
        """The packs in reach of a file, as they are now. Raises ConfigError."""
        config = self.config(path)
        named = {Path(name).resolve().parent for name in config.packs if is_path(name)}
        folders = roots([*(Path(name) for name in config.pack_dirs), *sorted(named)])
        if folders not in self._desks:
            self._desks[folders] = Desk(folders, self.texts)
        return Shelf(config, self._desks[folders])

    def open(self, shelf: Shelf, path: Path) -> OpenPack:
        """The pack that a file is part of. Raises PackError."""
        self._sound[path] = opened = shelf.open(whole(str(path)))
        return opened

    def latest(self, path: Path) -> OpenPack | None:
        """The same, or as it was when it could last be read: a text is broken while it is typed."""
        with suppress(SvcnormError):
            return self.open(self.shelf(path), path)
        return self._sound.get(path)
