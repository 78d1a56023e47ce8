"""What a vCon of somebody else says of the whole conversation, as the head of a canonical record."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from svcnorm.readers import times
from svcnorm.readers.foreign.vcon.content import media_type
from svcnorm.readers.foreign.vcon.dialogs import RECORDINGS, SPOKEN, Dialog
from svcnorm.readers.foreign.vcon.events import first_of
from svcnorm.readers.foreign.vcon.people import Person
from svcnorm.readers.foreign.vcon.speech import Speech, instants_of
from svcnorm.readers.options import ReadOptions


def facts(
    data: Mapping[str, Any], dialogs: Sequence[Dialog], people: Sequence[Person], said: Speech, options: ReadOptions
) -> dict[str, Any]:
    """Id, start, channel, customer, and whether words are missing; `created_at` is about the vCon and none of these."""
    dated = [dialog for dialog in dialogs if dialog.start is not None and dialog.kind != "transfer"]
    starts = [dialog.start for dialog in [d for d in dated if d.kind in SPOKEN] or dated if dialog.start is not None]
    addresses = [person.address for person in people if person.role == "customer" and person.address]
    channel, source = _channel(dialogs, people)
    assumed = not any(dialog.offset for dialog in dialogs)
    return {
        "id": text_of(data.get("uuid")),
        "started_at": times.iso(min(starts), zone(dialogs, options)) if starts else None,
        "zone_source": options.zone_source if starts and assumed else None,
        "channel": channel,
        "channel_source": source,
        "customer": addresses[0] if len(addresses) == 1 else None,
        "complete": _complete(said),
    }


def zone(dialogs: Sequence[Dialog], options: ReadOptions) -> int:
    """The zone of the conversation: UTC is how systems write an instant, and not where people talked."""
    return next((dialog.offset for dialog in dialogs if dialog.offset), options.utc_offset)


def text_of(value: Any) -> str | None:
    """Text that is not blank."""
    return value if isinstance(value, str) and value.strip() else None


def _channel(dialogs: Sequence[Dialog], people: Sequence[Person]) -> tuple[str | None, str | None]:
    """Calls go the way of whoever began them, which is only implied where the first party is it (section 4.3.4);
    texts are a chat, or e-mails."""
    calls = [dialog for dialog in dialogs if dialog.kind in (*RECORDINGS, "incomplete")]
    began = [dialog for dialog in calls if dialog.members]
    if began:
        first = first_of(began)
        found = {"customer": "inbound_call", "agent": "outbound_call"}.get(people[first.members[0]].role)
        return found, None if found is None else "inferred" if first.originator is None else "given"
    texts = [dialog for dialog in dialogs if dialog.kind == "text"]
    if calls or not texts:
        return None, None
    mail = any(media_type(dialog.item).startswith(("multipart/", "message/")) for dialog in texts)
    return ("email" if mail else "chat"), "inferred"


def _complete(said: Speech) -> dict[str, bool]:
    """Whether the first or the last words are missing: those of a recording that nobody transcribed."""
    heard = instants_of(said.said)
    missing = [dialog.start for dialog in said.silent if dialog.start is not None]
    if not heard or not missing:
        return {}
    cut = {"start": min(missing) < min(heard), "end": max(missing) > max(heard)}
    return {key: False for key, is_cut in cut.items() if is_cut}
