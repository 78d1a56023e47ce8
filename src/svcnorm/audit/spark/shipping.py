"""What every executor needs, as bytes with a hash: the resolved rules as data, and how to read. No pickles."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from svcnorm.assembly import AssemblyOptions
from svcnorm.audit.choice import Choice
from svcnorm.audit.store.rulesets import Known, levels_of
from svcnorm.intake import Intake, Told
from svcnorm.judging import Rules
from svcnorm.model.conversation import CHANNELS
from svcnorm.model.errors import ConfigError
from svcnorm.packs import hashes, stored
from svcnorm.readers import ReadOptions
from svcnorm.tables import tables
from svcnorm.version import __version__

REMEDY = "give the driver and all executors the same environment: docs/spark.md says how"


class Parcel(NamedTuple):
    """What is sent, and the hash that tells whether it arrived."""

    body: bytes
    hash: str


class Packed(NamedTuple):
    """A parcel, and the rule sets in it, which the driver needs for the tables."""

    parcel: Parcel
    rulesets: tuple[Rules, ...]


def packed(choice: Choice, as_of: int | None, mask: bool, intake: Intake) -> Packed:
    """All that decides a verdict beside the conversations. Raises PackError and ConfigError."""
    if intake.read.mappings or intake.told.mappings:
        raise ConfigError("mapping files do not reach executors", remedy="write our own form first: svcnorm convert")
    names = {channel: choice.names(channel) for channel in (None, *CHANNELS)}
    order = sorted({packs for packs in names.values() if packs})
    rulesets = []
    for packs in order:
        rules = choice.rules(packs)
        assert rules is not None
        rulesets.append(rules)
    said = {
        "program": _program(),
        "rulesets": [json.dumps(stored.to_data(rules)) for rules in rulesets],
        "levels": [levels_of(rules) for rules in rulesets],
        "channels": [[channel, order.index(packs)] for channel, packs in names.items() if packs],
        "as_of": as_of,
        "mask": mask,
        "intake": intake,
    }
    body = json.dumps(said, sort_keys=True, separators=(",", ":")).encode()
    return Packed(Parcel(body, _digest(body)), tuple(rulesets))


class Opened:
    """A parcel on an executor. A rule set is made of its data when a conversation first needs it, and is kept."""

    def __init__(self, said: Mapping[str, Any]) -> None:
        self.as_of: int | None = said["as_of"]
        self.mask: bool = said["mask"]
        self.intake = _intake(said["intake"])
        self._texts = said["rulesets"]
        self._rules: dict[int, Rules] = {}
        self._known = {channel: Known(n, (), (), tuple(said["levels"][n])) for channel, n in said["channels"]}

    def known(self, channel: str | None) -> Known | None:
        """The rule set for a channel, by its number in the parcel; None where no pack covers it."""
        return self._known.get(channel)

    def rules(self, ruleset: int | None) -> Rules | None:
        """A rule set. Raises ConfigError where it is another here than where it was sent from."""
        if ruleset is None:
            return None
        if ruleset not in self._rules:
            self._rules[ruleset] = _checked(stored.from_data(json.loads(self._texts[ruleset])))
        return self._rules[ruleset]


_opened: dict[str, Opened] = {}
"""The parcel that this process works with, by its hash: rules are made once in each worker process."""


def opened(body: bytes, expected: str) -> Opened:
    """A parcel that arrived. Raises ConfigError where this program is not the one that sent it."""
    if expected not in _opened:
        if _digest(body) != expected:
            raise ConfigError("the rules that arrived on the executor are not those that were sent", remedy=REMEDY)
        said = json.loads(body)
        here = _program()
        if said["program"] != here:
            differ = ", ".join(f"{name} {said['program'].get(name)} / {here.get(name)}" for name in _unlike(said, here))
            raise ConfigError(f"the program on the executor is not that of the driver: {differ}", remedy=REMEDY)
        _opened.clear()
        _opened[expected] = Opened(said)
    return _opened[expected]


def _program() -> dict[str, str]:
    """What beside the rules could change a verdict."""
    return {"svcnorm": __version__, **tables()}


def _unlike(said: Mapping[str, Any], here: Mapping[str, str]) -> list[str]:
    names = sorted({*said["program"], *here})
    return [name for name in names if said["program"].get(name) != here.get(name)]


def _checked(rules: Rules) -> Rules:
    found = hashes.hashes(rules.vocabulary, rules.rules, rules.handbooks)["ruleset_hash"]
    sent = rules.tool["ruleset_hash"]
    if found != sent:
        message = f"the rules have the hash {found[:12]} on the executor, and {sent[:12]} on the driver"
        raise ConfigError(message, remedy=REMEDY)
    return rules


def _intake(said: Sequence[Any]) -> Intake:
    read, assembly, sources, folder, told = said
    return Intake(ReadOptions(*read), AssemblyOptions(*assembly), sources, folder, Told(*told))


def _digest(body: bytes) -> str:
    return hashlib.blake2b(body, digest_size=16).hexdigest()
