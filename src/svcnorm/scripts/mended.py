"""A mended script: its bytes as they would stand in the file, checked by reading them again."""

from __future__ import annotations

import re
from collections.abc import Sequence
from difflib import unified_diff
from pathlib import Path
from typing import NamedTuple

from svcnorm.intake import Intake
from svcnorm.model.errors import InputError
from svcnorm.readers.encoding import BOMS, decode_as
from svcnorm.scripts.fixing import Fix, replaced
from svcnorm.scripts.model import Script
from svcnorm.scripts.reading.read import LINE_END
from svcnorm.scripts.sources import reread


class Mended(NamedTuple):
    """A script before and after, as text with line ends, and its new bytes."""

    script: Script
    before: str
    after: str
    data: bytes

    def diff(self) -> str:
        """What changes, as a unified diff."""
        label = self.script.label.lstrip("/")
        lines = unified_diff(_kept(self.before), _kept(self.after), f"a/{label}", f"b/{label}")
        return "".join(line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n" for line in lines)


def mended(script: Script, fixes: Sequence[Fix], intake: Intake) -> Mended:
    """The script with the fixes in it; encoding, byte-order mark and line ends stay.

    Raises InputError where the file has changed or cannot hold the wording.
    """
    try:
        data = Path(script.path).read_bytes()
    except OSError as error:
        reason = error.strerror or "unknown reason"
        raise InputError(
            f"cannot read the file: {reason}", file=script.label, remedy="check that it is a file"
        ) from None
    mark = next((bom for bom, name in BOMS if name == script.encoding and data.startswith(bom)), b"")
    before = decode_as(data, script.encoding, script.label)
    parts = re.split(f"({LINE_END.pattern})", before)
    parts[::2] = replaced(parts[::2], script, fixes)
    after = "".join(parts)
    try:
        new = mark + after.encode(script.encoding)
    except UnicodeEncodeError:
        raise _cannot(script, fixes, "save the file as UTF-8") from None
    if not _says_the_same(script, fixes, reread(script, new, intake)):
        raise _cannot(script, fixes, "put the wording in by hand")
    return Mended(script, before, after, new)


def _says_the_same(script: Script, fixes: Sequence[Fix], found: Script) -> bool:
    """Whether a script read again says what it said, and the new words where they belong."""
    wanted = replaced([line.raw for line in script.lines], _by_lines(script), fixes)
    return [line.raw for line in found.lines] == wanted and [line.scene for line in found.lines] == [
        line.scene for line in script.lines
    ]


def _by_lines(script: Script) -> Script:
    """The script as if each of its lines were a line of a file of its own."""
    lines = (line._replace(spot=line.spot._replace(line=n, column=1)) for n, line in enumerate(script.lines, 1))
    return script._replace(lines=tuple(lines))


def _cannot(script: Script, fixes: Sequence[Fix], remedy: str) -> InputError:
    message = "the wording cannot be put into this file"
    return InputError(message, file=script.label, line=script.lines[fixes[0].line].spot.line, remedy=remedy)


def _kept(text: str) -> list[str]:
    """The lines of a text with their ends."""
    return [line for line in re.findall(f"[^\r\n]*(?:{LINE_END.pattern}|$)", text) if line]
