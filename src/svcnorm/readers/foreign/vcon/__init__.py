"""vCon, the container for conversations of the IETF: read in any of its versions, written in the newest.

https://datatracker.ietf.org/doc/draft-ietf-vcon-vcon-core/ (version 04); what becomes of what: docs/vcon.md.
"""

from __future__ import annotations

from typing import Any

from svcnorm.readers.checks import Place
from svcnorm.readers.format import Carries, Read, Shape
from svcnorm.readers.options import ReadOptions

_PARTS = ("parties", "dialog", "analysis", "attachments")
_SIGNED = ("payload", "signatures")
_ENCRYPTED = ("ciphertext", "recipients")


def claims(data: Any) -> bool:
    """The unsigned form by its parts, the signed and the encrypted one by theirs (section 5.4)."""
    if not isinstance(data, dict):
        return False
    if _has(data, _SIGNED) or _has(data, _ENCRYPTED):
        return True
    named = isinstance(data.get("vcon"), str) or isinstance(data.get("uuid"), str)
    return isinstance(data.get("dialog"), list) or (named and any(isinstance(data.get(key), list) for key in _PARTS))


def read(data: Any, place: Place, name: str, options: ReadOptions) -> Read:
    """The conversation of the vCon. Raises InputError where its words cannot be read, or are not in it."""
    if _has(data, _ENCRYPTED):
        raise place.error("this vCon is encrypted (JWE)", "decrypt it first, and export the unsigned vCon")
    if _has(data, _SIGNED):
        raise place.error("this vCon is signed (JWS)", "verify it first, and export the unsigned vCon")
    from svcnorm.readers.foreign.vcon.reading import conversation

    yield conversation(data, place, name, options)


def _has(data: Any, keys: tuple[str, ...]) -> bool:
    return all(key in data for key in keys)


SHAPE = Shape(
    "vcon",
    "vCon (IETF conversation container)",
    "dialog, parties, analysis",
    Carries("stated", "date", events=True),
    claims,
    read,
)
