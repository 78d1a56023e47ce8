"""The JSON Schema of packs, for editors that check YAML as it is typed."""

from __future__ import annotations

from pathlib import Path

PATH = Path(__file__).parent.parent / "schemas" / "pack.schema.json"


def text() -> str:
    """The schema as it is shipped; `tools/make_pack_schema.py` makes it."""
    return PATH.read_text(encoding="utf-8")
