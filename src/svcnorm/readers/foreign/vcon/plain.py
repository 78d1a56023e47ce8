"""The words of a message, without the markup and the envelope in which some systems keep them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from svcnorm.readers import encoding
from svcnorm.readers.checks import Place

if TYPE_CHECKING:
    from email.message import Message

_BREAKS = frozenset(
    ("address", "article", "blockquote", "br", "dd", "div", "dl", "dt", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "li")
) | frozenset(("ol", "p", "pre", "section", "table", "tr", "ul"))
_UNSAID = frozenset(("script", "style", "title"))


def plain(text: str, media_type: str, place: Place) -> str:
    """The words of a text of this media type; an empty text where an e-mail has none. Raises InputError."""
    try:
        if media_type.startswith("text/html"):
            return of_html(text)
        if media_type.startswith("multipart/"):
            return _of_mail(f"Content-Type: {media_type}\n\n{text}", place.file)
        if media_type.startswith("message/rfc822"):
            return _of_mail(text, place.file)
    except (AssertionError, LookupError, ValueError):
        # What the parsers of the standard library raise where markup or headers are broken.
        raise place.error(f"this is not valid {media_type[:40]}", "write the words as text/plain") from None
    except RecursionError:
        raise place.error("the message is nested too deeply", "write the words as text/plain") from None
    return text


def of_html(text: str) -> str:
    """The words of HTML, a line for each block."""
    from html.parser import HTMLParser

    class Words(HTMLParser):
        pieces: list[str]
        unsaid = 0

        def handle_starttag(self, tag: str, attrs: object) -> None:
            self.unsaid += tag in _UNSAID
            if tag in _BREAKS:
                self.pieces.append("\n")

        def handle_endtag(self, tag: str) -> None:
            self.unsaid = max(0, self.unsaid - (tag in _UNSAID))
            if tag in _BREAKS:
                self.pieces.append("\n")

        def handle_data(self, data: str) -> None:
            if not self.unsaid:
                self.pieces.append(re.sub(r"\s+", " ", data))

    reader = Words()
    reader.pieces = []
    reader.feed(text)
    reader.close()
    lines = "".join(reader.pieces).split("\n")
    return "\n".join(line.strip() for line in lines if line.strip())


def _of_mail(text: str, file: str) -> str:
    """The first part of an e-mail that is plain text, else the first in HTML."""
    from email import message_from_string

    parts = [part for part in message_from_string(text).walk() if not part.is_multipart()]
    for kind in ("text/plain", "text/html"):
        for part in parts:
            if part.get_content_type() == kind and part.get_content_disposition() != "attachment":
                words = _payload(part, file)
                return of_html(words) if kind == "text/html" else words.replace("\r\n", "\n").strip()
    return ""


def _payload(part: Message, file: str) -> str:
    if str(part.get("Content-Transfer-Encoding", "")).strip().lower() not in ("base64", "quoted-printable"):
        return str(part.get_payload())
    raw = part.get_payload(decode=True)
    return encoding.decode(raw, file, part.get_content_charset()) if isinstance(raw, bytes) and raw else ""
