"""What kind of text a file holds, and who looks at it."""

from __future__ import annotations

from pathlib import Path

from svcnorm.authoring.lsp import packs, scripts
from svcnorm.authoring.lsp.rows import Row
from svcnorm.authoring.lsp.workshop import Workshop, is_pack


def diagnostics(workshop: Workshop, path: Path, text: str) -> list[Row]:
    """What is wrong in a text, with the file in which it lies; nothing of a file that is none of ours."""
    if is_pack(path, text):
        return packs.diagnostics(workshop, path, text)
    if scripts.is_script(path):
        return scripts.diagnostics(workshop, path, text)
    return []
