"""The parties of one record, as declared and as they turn up in its utterances."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from svcnorm.model.conversation import ROLES, Party
from svcnorm.readers import checks, labels
from svcnorm.readers.checks import Place
from svcnorm.readers.options import ReadOptions

PARTY_KEYS = ("id", "role", "agent", "team", "name")


class Speakers:
    """Finds the party of each utterance; parties not declared are added as they appear.

    What the user says of speakers in `options` beats the record; `told` is whether it said anything of these.
    """

    def __init__(self, options: ReadOptions, channel: str | None) -> None:
        self.options = options
        self.roles = options.roles
        self.channel = channel
        self.declared = False
        self.told = False
        self.parties: dict[str, Party] = {}

    def declare(self, value: object, place: Place) -> None:
        """Take the record's list of parties."""
        for index, item in enumerate(checks.sequence(value, place, "parties")):
            spot = place.at(index)
            party = self._party(checks.mapping(item, spot, "a party"), spot)
            if party.id in self.parties:
                raise spot.at("id").error(f"two parties have the id “{party.id}”", "give each party its own id")
            self.parties[party.id] = party
        self.declared = bool(self.parties)

    def role(self, word: object, place: Place) -> str:
        """A role as the record writes it, in any usual spelling."""
        found = labels.role_of(word, self.channel) if isinstance(word, str) else None
        return found or checks.one_of(word, ROLES, place, "role")

    def find(self, speaker: str | None, role: str | None, place: Place) -> Party:
        """The party that an utterance's `speaker` (and `role`, if given) names."""
        if speaker in self.parties:
            return self.parties[speaker]
        if self.declared:
            return self._by_role(speaker, role, place)
        if speaker is None:
            return self._add(Party(role or "unknown", role or "unknown"))
        label = labels.understand(speaker, self.channel, letters=False)
        if role or speaker in self.roles:
            self.told = self.told or not role
            return self._add(Party(label.party if label else speaker, role or self.roles[speaker]))
        if label is None:
            if not speaker.isdigit():
                checks.one_of(speaker, ROLES, place, "speaker or role")
            label = labels.Label("unknown", speaker)
        return self.known(label)

    def known(self, label: labels.Label) -> Party:
        """The party of a label that is understood: a declared one that fits, else one of its own."""
        detail = label.detail
        alike = [party for party in self.parties.values() if party.role == label.role] if self.declared else []
        named = [party for party in alike if detail in (party.id, party.agent, party.name)]
        if label.party not in self.parties and len(named or alike) == 1 and (named or not detail):
            return (named or alike)[0]
        return self._add(identified(label))

    def called(self, name: str) -> Party | None:
        """The declared party of that name or employee id."""
        return next((party for party in self.parties.values() if name in (party.name, party.agent)), None)

    def _add(self, party: Party) -> Party:
        if party.id not in self.parties:
            told = self._told(party)
            self.told = self.told or told is not None
            self.parties[party.id] = Party(party.id, told, party.agent, party.team, party.name) if told else party
        return self.parties[party.id]

    def _told(self, party: Party) -> str | None:
        """The role that the user gives to a speaker: by its name, or as the agent's number."""
        if party.id in self.roles:
            return self.roles[party.id]
        if party.role != "unknown":
            return None
        asked = (self.options.agent_speaker, self.options.agent_channel)
        return "agent" if any(name is not None and labels.same_number(party.id, name) for name in asked) else None

    def _by_role(self, speaker: str | None, role: str | None, place: Place) -> Party:
        """With declared parties a speaker is one of them, by id or as the only one of its role."""
        asked = role or (labels.role_of(speaker, self.channel) if speaker else None)
        fitting = [party for party in self.parties.values() if party.role == asked]
        if len(fitting) == 1:
            return fitting[0]
        if speaker is None or asked == "unknown":
            return self._add(Party("unknown", "unknown"))
        remedy = checks.hint(speaker, list(self.parties)) + "; add it to parties, or correct the speaker"
        raise place.error(f"speaker “{speaker}” is not among the parties", remedy)

    def _party(self, item: Mapping[str, Any], place: Place) -> Party:
        checks.known_keys(item, PARTY_KEYS, place, "a party")
        if "id" not in item:
            raise place.error("a party needs an id", "write {id: a, role: agent}")
        ident = checks.name(item["id"], place.at("id"), "id")
        role = self.role(item.get("role", "unknown"), place.at("role"))
        extra = {
            key: checks.name(item[key], place.at(key), key)
            for key in ("agent", "team", "name")
            if item.get(key) is not None
        }
        told = self._told(Party(ident, role))
        self.told = self.told or told is not None
        return Party(ident, told or role, **extra)


def identified(label: labels.Label) -> Party:
    """The party that a label describes: what stands beside the role is an employee's id or somebody's name."""
    detail = label.detail
    is_id = label.role in ("agent", "colleague") and detail.isascii() and any(c.isdigit() for c in detail)
    return Party(
        label.party, label.role, agent=detail if is_id else None, name=detail if detail and not is_id else None
    )
