"""What a user may tell the readers about her files."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple


class ReadOptions(NamedTuple):
    """`encoding` overrules detection. `utc_offset` (minutes) is the zone of times that name none, and
    `zone_source` who said so. `roles` maps speakers as written to roles; `agent_channel` and `agent_speaker`
    are the number (or name) under which the agent stands in the file, and `role_source` says who told
    (`option` or `config`). `columns` maps our names of columns to those of a table. `mappings` are files that describe
    further formats. `max_bytes` bounds one line of a file of many conversations, and the whole of
    a file that holds one.
    """

    encoding: str | None = None
    utc_offset: int = 480
    zone_source: str = "assumed"
    roles: Mapping[str, str] = {}
    agent_channel: str | None = None
    agent_speaker: str | None = None
    role_source: str = "option"
    columns: Mapping[str, str] = {}
    mappings: Sequence[str] = ()
    max_bytes: int = 100_000_000
