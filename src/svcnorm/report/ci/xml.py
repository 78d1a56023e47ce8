"""XML as text, an element at a time, so that a large report need not be held in memory."""

from __future__ import annotations

from collections.abc import Mapping
from xml.sax.saxutils import escape, quoteattr

Attributes = Mapping[str, str | int | None]
HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'


def element(name: str, attributes: Attributes, content: str = "") -> str:
    """An element; `content` is XML already, attributes are plain texts without control characters."""
    start = opened(name, attributes)
    return f"{start}{content}</{name}>" if content else f"{start[:-1]}/>"


def opened(name: str, attributes: Attributes) -> str:
    """The start of an element; what is None is left out."""
    given = "".join(f" {key}={quoteattr(str(value))}" for key, value in attributes.items() if value is not None)
    return f"<{name}{given}>"


def text(plain: str) -> str:
    """A text as content."""
    return escape(plain)
