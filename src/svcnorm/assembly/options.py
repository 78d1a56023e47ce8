"""What a user may decide for assembly."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from svcnorm.readers.records.index import RecordIndex


class AssemblyOptions(NamedTuple):
    """`channel` overrules what the record says, and `channel_source` tells who decided it (`option` or
    `config`). `roles` maps party ids to roles. `merge_window` (ms) is how far apart two sources may
    put one event. `utc_offset` (minutes) is the zone of records that name none. `records` holds what call logs and
    case logs tell."""

    channel: str | None = None
    channel_source: str = "option"
    roles: Mapping[str, str] = {}
    merge_window: int = 60_000
    utc_offset: int = 480
    zone_source: str = "assumed"
    infer_roles: bool = True
    records: RecordIndex | None = None
