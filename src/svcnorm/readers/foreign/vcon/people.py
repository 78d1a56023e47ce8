"""The parties of a vCon as ours: who has which role, and what each may be called in a transcript."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any, NamedTuple

from svcnorm.model.conversation import Party
from svcnorm.readers import checks, labels
from svcnorm.readers.checks import Place
from svcnorm.readers.options import ReadOptions
from svcnorm.readers.speakers import identified

_ROLES = {"sme": "colleague", "specialist": "colleague", "virtualagent": "bot", "virtual agent": "bot"}
"""Roles of the contact centre extension (draft-ietf-vcon-cc-extension) that are no usual word for one of ours."""
_CALLED = ("name", "tel", "sip", "mailto", "uuid")


class Person(NamedTuple):
    """A party of the vCon, by its index in it; `called` is what other data may name it by."""

    number: int
    party: Party
    called: frozenset[str] = frozenset()
    address: str | None = None

    @property
    def role(self) -> str:
        return self.party.role


def people(data: Any, place: Place, options: ReadOptions, ours: Sequence[str | None]) -> list[Person]:
    """The parties in their order; `ours` are the ids that we gave to the first of them, None where an id follows from
    the party itself. Raises InputError."""
    found: list[Person] = []
    spot = place.at("parties")
    taken = {ident for ident in ours if ident is not None}
    for index, item in enumerate(checks.sequence(data.get("parties") or [], spot, "parties")):
        fields = {} if item is None else checks.mapping(item, spot.at(index), "a party")
        texts = {key: _text(fields, key) for key in (*_CALLED, "dept")}
        if index < len(ours):
            role = labels.role_of(_text(fields, "role") or "") or "unknown"
            party = Party(ours[index] or "", role, texts["uuid"], texts["dept"], texts["name"])
        else:
            party = _party(fields, texts, index, options)
        if index >= len(ours) or not party.id:
            ident = party.id or usual_id(party, index)
            while ident in taken:
                ident += f"#{index}"
            party = replace(party, id=ident)
        taken.add(party.id)
        called = {text for key in _CALLED if (text := texts[key])} | {party.agent or "", _number(texts["tel"]) or ""}
        address = texts["uuid"] or _number(texts["tel"]) or texts["mailto"]
        found.append(Person(index, party, frozenset(called - {""}), address))
    return found


def _party(fields: Mapping[str, Any], texts: Mapping[str, str | None], index: int, options: ReadOptions) -> Party:
    """A party of somebody else's vCon: its role by `role`, by `type`, or by its name (坐席8001)."""
    name = texts["name"]
    label = labels.understand(name, letters=False) if name else None
    named = identified(label) if label and label.role != "unknown" else None
    role = _role(fields) or (named.role if named else "unknown")
    if role == "unknown":
        # What the user says of a speaker goes by the id: by the number, if that is what she says.
        numbers = (*options.roles, options.agent_speaker, options.agent_channel)
        told = any(number is not None and labels.same_number(str(index), number) for number in numbers)
        return Party(str(index) if told else "", role, None, texts["dept"], name)
    known = named if named and named.role == role else None
    agent = (known.agent if known else None) or (texts["uuid"] if role in ("agent", "colleague") else None)
    return Party("", role, agent, texts["dept"], known.name if known else name)


def usual_id(party: Party, index: int) -> str:
    """What a party is called for want of an id: by its role and what tells it from others in that. A mere number is
    left to the speakers of transcripts."""
    if party.role == "unknown":
        return party.name or f"party {index}"
    detail = party.agent or party.name
    return f"{party.role}:{detail}" if detail else party.role


def _role(fields: Mapping[str, Any]) -> str | None:
    """`role` is of the contact centre extension, `meta.role` what some tools write; `type` says person or bot."""
    meta = fields.get("meta")
    words = [fields.get("role"), meta.get("role") if isinstance(meta, dict) else None, fields.get("type")]
    for word in words:
        if isinstance(word, str):
            role = _ROLES.get(word.lower()) or labels.role_of(word)
            if role and role != "unknown":
                return role
    return None


def _text(fields: Mapping[str, Any], key: str) -> str | None:
    value = fields.get(key)
    return value if isinstance(value, str) and value.strip() else None


def _number(tel: str | None) -> str | None:
    """A telephone number without the scheme, which is optional."""
    return tel.strip().removeprefix("tel:") or None if tel else None
