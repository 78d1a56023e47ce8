"""Files to start from: shipped in both languages, with names filled in, and written only where nothing stands."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from svcnorm.model.errors import ConfigError

FOLDER = Path(__file__).parent / "templates"
KINDS = ("forbid", "require", "after", "measure")
"""The kinds of rules that there is a template of."""

SCHEMA = "pack.schema.json"
"""How the schema of packs is called beside the packs; see `svcnorm.authoring.schema`."""

MODELINE = "# yaml-language-server: $schema={}\n"


class Laid(NamedTuple):
    """A file and what became of it: `written`, `kept` (it was there) or `replaced`."""

    path: Path
    state: str


def filled(name: str, language: str, values: Mapping[str, str]) -> str:
    """A template by its name, with `__NAME__` replaced by each value."""
    text = (FOLDER / language / name).read_text(encoding="utf-8")
    for key, value in values.items():
        text = text.replace(f"__{key}__", value)
    return text


def lay(path: Path, text: str, force: bool = False) -> Laid:
    """Write a file with its folders; what stands there already is kept, unless `force`.

    Raises ConfigError where it cannot be written.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        there = path.exists()
        if there and not force:
            return Laid(path, "kept")
        with path.open("w" if force else "x", encoding="utf-8", newline="\n") as out:
            out.write(text)
    except FileExistsError:
        return Laid(path, "kept")
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise ConfigError(f"cannot write {path}: {reason}", remedy="choose another folder") from None
    return Laid(path, "replaced" if there else "written")


def modeline(folder: Path) -> str:
    """The line by which editors find the schema of the packs, for files in a pack's folder; empty where no schema
    lies beside the pack."""
    return MODELINE.format(f"../{SCHEMA}") if (folder.parent / SCHEMA).is_file() else ""
