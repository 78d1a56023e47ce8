"""What a user may tell the readers about her files."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple


class ReadOptions(NamedTuple):
    """`encoding` overrules detection. `utc_offset` (minutes) is the zone of times that name none, and
    `zone_source` who said so. `roles` maps speakers as written to roles. `max_bytes` bounds one
    line of a file of many conversations, and the whole of a file that holds one."""

    encoding: str | None = None
    utc_offset: int = 480
    zone_source: str = "assumed"
    roles: Mapping[str, str] = {}
    max_bytes: int = 100_000_000
