"""Names of findings that survive re-runs, edits elsewhere in the record, and new pack versions."""

from __future__ import annotations

from collections.abc import Iterable

from svcnorm.judging.activations import Activation
from svcnorm.model.rules import Rule
from svcnorm.timeline.occurrence import Occurrence
from svcnorm.timeline.timeline import Timeline


def anchor_key(timeline: Timeline, rule: Rule, activation: Activation) -> str:
    """What a finding hangs on: its trigger's type and time or canonical text, else its scope."""
    anchor = activation.anchor
    if anchor is None:
        return rule.scope.name if rule.scope else "conversation"
    if anchor.places and anchor.signal == "say":
        return canonical(anchor)
    if anchor.order is not None:
        return anchor.name
    return f"{anchor.signal}@{anchor.start.lo if anchor.start.known else '?'}"


def canonical(o: Occurrence) -> str:
    """The skeleton of a hit with slot values replaced by slot names."""
    text = o.text
    for name, value in o.values.items():
        if isinstance(value, str) and value and name not in ("ref", "by", "source", "seconds"):
            text = text.replace(value, f"{{{name}}}")
    return text


def fingerprint(parts: Iterable[str]) -> str:
    """`v1:` and 128 bits over rule, subject, anchor, text and ordinal (semantics: Fingerprints)."""
    from hashlib import blake2b

    raw = "\x1f".join(parts).encode("utf-8", "surrogatepass")
    return f"v1:{blake2b(raw, digest_size=16).hexdigest()}"


class Ordinals:
    """Ranks findings that are equal in everything else, within one subject."""

    def __init__(self) -> None:
        self._seen: dict[tuple[str, ...], int] = {}

    def name(self, *parts: str) -> str:
        """The fingerprint of the next finding with these parts."""
        rank = self._seen.get(parts, 0)
        self._seen[parts] = rank + 1
        return fingerprint((*parts, str(rank)))
