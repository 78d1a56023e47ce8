"""What stands inside a vCon's dialogs, analyses and attachments: `body` by its `encoding` and media type."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from svcnorm.model.errors import InputError
from svcnorm.readers import checks, encoding
from svcnorm.readers.checks import Place
from svcnorm.readers.json import loads

ENCODINGS = ("none", "json", "base64url")

Item = Mapping[str, Any]
"""A dialog, an analysis or an attachment."""


def media_type(item: Item) -> str:
    """The media type in lower case with its parameters; `mimetype` is its name before version 0.0.2."""
    found = item.get("mediatype") or item.get("mimetype") or ""
    return " ".join(found.lower().split()) if isinstance(found, str) else ""


def body(item: Item, place: Place) -> Any:
    """The content: text, or data of JSON; None where there is none inside the vCon. Raises InputError."""
    spot = place.at("body")
    value = item.get("body")
    if value is None or value == "":
        return None
    name = checks.text(item.get("encoding") or "none", place.at("encoding"), "encoding").lower()
    if not isinstance(value, str):
        return value
    if name in ("base64url", "base64"):
        return _decoded(value, spot)
    checks.one_of(name, ENCODINGS, place.at("encoding"), "encoding")
    # Up to version 0.3.0 the JSON itself stood in a text, since then it stands as it is; a text may then be one.
    return json_in(value, spot) if name == "json" and value.lstrip()[:1] in ("{", "[") else value


def json_in(text: str, place: Place) -> Any:
    """The data of JSON in a text, whose lines are none of the file. Raises InputError."""
    try:
        return loads(text, place)
    except InputError as error:
        raise placed(error, place) from None


def placed(error: InputError, place: Place) -> InputError:
    """An error inside a text of JSON, as one at the place of that text."""
    return InputError(
        error.message,
        file=place.file,
        line=place.line,
        where=place.pointer,
        excerpt=error.excerpt,
        remedy=error.remedy,
    )


def _decoded(text: str, place: Place) -> str:
    import base64

    letters = "".join(text.split()).rstrip("=").translate({ord("-"): "+", ord("_"): "/"})
    try:
        raw = base64.b64decode(letters + "=" * (-len(letters) % 4), validate=True)
    except ValueError:
        raise place.error(
            "this is not base64url", "encode the body again, or write it with the encoding none"
        ) from None
    try:
        return encoding.decode(raw, place.file)
    except InputError as error:
        raise placed(error, place) from None
