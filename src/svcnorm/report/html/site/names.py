"""Names of files for ids of any kind: the same id has the same name, other ids have others, on every system."""

from __future__ import annotations

import re
from hashlib import blake2b

PLAIN = re.compile(r"(?!(?:x-|con|prn|aux|nul|com\d|lpt\d)$|x-)[a-z0-9][a-z0-9-]{0,39}")
"""Ids that are file names as they are; there are systems that know no capitals, and names that Windows keeps."""
SPARE = re.compile(r"[^a-z0-9]+")
DIGEST_BYTES = 8
READABLE = 32
"""Characters of an id that its file name shows beside the digest."""


def stem(name: str, apart: str = "") -> str:
    """The name of a page without its ending; `apart` tells ids apart that are shown alike."""
    if not apart and PLAIN.fullmatch(name):
        return name
    digest = blake2b(f"{apart}:{name}".encode("utf-8", "surrogatepass"), digest_size=DIGEST_BYTES)
    readable = SPARE.sub("-", name.lower())[:READABLE].strip("-")
    return "-".join(filter(None, ("x", readable, digest.hexdigest())))


def call_file(name: str, apart: str = "") -> str:
    """The page of a conversation, as the overview links to it."""
    return f"conversation/{stem(name, apart)}.html"


def agent_file(agent: str) -> str:
    """The page for an agent."""
    return f"agent/{stem(agent)}.html"


def rule_file(rule: str) -> str:
    """The page of a rule."""
    return f"rule/{stem(rule)}.html"
