"""Which rules a conversation is judged by: those of the packs asked for, or of its channel's neutral pack."""

from __future__ import annotations

from collections.abc import Sequence

from svcnorm.config import Config
from svcnorm.judging import Rules
from svcnorm.packs import load_rules, neutral_pack

UNKNOWN = "inbound_call"
"""Where the channel is not known the rules for calls are used; what depends on the channel is undetermined."""


class Choice:
    """Packs by channel, loaded when a conversation first needs them."""

    def __init__(self, packs: Sequence[str], config: Config) -> None:
        self._packs = tuple(packs)
        self._config = config
        self._names: dict[str, tuple[str, ...]] = {}
        self._rules: dict[tuple[str, ...], Rules] = {}

    def names(self, channel: str | None) -> tuple[str, ...]:
        """The packs for a channel; none where no pack covers it."""
        if self._packs:
            return self._packs
        key = channel or UNKNOWN
        if key not in self._names:
            name = neutral_pack(key, self._config)
            self._names[key] = (name,) if name else ()
        return self._names[key]

    def rules(self, names: tuple[str, ...]) -> Rules | None:
        """The rules of packs; None for none. Raises PackError and ConfigError."""
        if not names:
            return None
        if names not in self._rules:
            self._rules[names] = load_rules(names, self._config)
        return self._rules[names]
