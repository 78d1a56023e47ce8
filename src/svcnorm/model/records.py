"""What call logs and case logs tell beside the transcripts: one row of either, as a value."""

from __future__ import annotations

from typing import NamedTuple


class CallRecord(NamedTuple):
    """What one row of a call log tells of a call, of one leg of it, or of something that happened on a leg.

    `source` is `file:line`. `calls` are the ids by which the call or its legs are known, the one that all legs
    share first; rows that share an id are of one call. `leg` names the leg where a log writes several rows
    for it, and `side` whose telephone it is (`agent`, `customer`; empty: the whole call, or not known).
    `channel` is a channel of ours where the log tells the direction. Instants are epoch ms, None where the
    log is silent: `started` when the call reached the system, `rang` when this leg's telephone began to
    ring, `answered`, `ended`; `held` and `resumed` when holds began and were over, and `holds_told` whether the
    log would have shown one. `rings` is a count. `released_by` is a role, or `caller` or `callee` where only the
    direction tells which role that is.
    """

    source: str
    calls: tuple[str, ...]
    leg: str = ""
    side: str = ""
    channel: str = ""
    customer: str = ""
    case: str = ""
    agent: str = ""
    team: str = ""
    started: int | None = None
    rang: int | None = None
    answered: int | None = None
    ended: int | None = None
    rings: int | None = None
    held: tuple[int, ...] = ()
    resumed: tuple[int, ...] = ()
    holds_told: bool = False
    transfers: tuple[int, ...] = ()
    released_by: str = ""
    notes: tuple[str, ...] = ()

    @property
    def instants(self) -> tuple[int, ...]:
        """The instants that the record tells, in no order."""
        return tuple(at for at in (self.started, self.rang, self.answered, self.ended) if at is not None)


class CaseEntry(NamedTuple):
    """One thing that a case log tells: an event of type `event` at `at` (epoch ms), of a case, a customer or a call.

    `by` is a role, `due` a deadline (epoch ms), `ref` and `id` as events have them. `begins`: the log only says that
    the case began, which it may say more than once.
    """

    source: str
    event: str
    at: int
    case: str = ""
    customer: str = ""
    call: str = ""
    by: str = ""
    due: int | None = None
    ref: str = ""
    id: str = ""
    begins: bool = False
    notes: tuple[str, ...] = ()
