"""Reads exceptions: which findings somebody allowed, why, who, and until when."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from svcnorm.model.errors import ConfigError
from svcnorm.packs.locate import label
from svcnorm.packs.nodes import Node, error, fail, items, mapping, text
from svcnorm.packs.yaml_loader import parse

KEYS = ("rule", "norm", "conversation", "path", "fingerprint", "reason", "owner", "expires")
FINGERPRINT = re.compile(r"v1:[0-9a-f]{32}\Z")


class Exemption(NamedTuple):
    """One entry of a file of exceptions: what is given must hold of a finding.

    `rule` is a rule or a rule instance, `path` a glob over the source (see `svcnorm.intake.matches`), `expires` the
    last day on which it holds (`YYYY-MM-DD`), `place` where it stands (the file's name and line).
    """

    rule: str = ""
    norm: str = ""
    conversation: str = ""
    path: str = ""
    fingerprint: str = ""
    reason: str = ""
    owner: str = ""
    expires: str = ""
    place: str = ""


def read_exceptions(paths: Sequence[str]) -> tuple[Exemption, ...]:
    """All exceptions in files, in their order. Raises ConfigError with file, line and column."""
    return tuple(exemption for path in paths for exemption in _file(Path(path)))


def _file(path: Path) -> list[Exemption]:
    try:
        data = path.read_bytes()
    except OSError as problem:
        raise ConfigError(f"cannot be read: {problem.strerror}", file=label(path)) from None
    if not data.strip():
        return []
    root = parse(data, label(path), ConfigError)
    members = mapping(root, "a file of exceptions", ("exceptions",), ["exceptions"])
    if members["exceptions"].value is None:
        return []
    return [_entry(node, path.name) for node in items(members["exceptions"], "exceptions")]


def _entry(node: Node, file: str) -> Exemption:
    given = {key: text(member, key) for key, member in mapping(node, "an exception", KEYS).items()}
    if "reason" not in given:
        fail(node, "an exception needs a reason", 'reason: "the customer asked to hear the old name"')
    if "rule" in given and "norm" in given:
        fail(node, "an exception names a rule or a norm, not both")
    if "fingerprint" not in given:
        _narrow(node, given)
    elif not FINGERPRINT.match(given["fingerprint"]):
        fail(node.value["fingerprint"], "this is not the fingerprint of a finding", "copy it from the JSON report")
    if "expires" in given:
        _day(node.value["expires"], given["expires"])
    return Exemption(**given, place=f"{file}:{node.place.line}")


def _narrow(node: Node, given: dict[str, str]) -> None:
    """An exception for everything would be a rule that is off, unseen."""
    if not given.keys() & {"rule", "norm"}:
        fail(node, "an exception needs a rule, a norm or a fingerprint", "rule: no-i-dont-know")
    if not given.keys() & {"conversation", "path"}:
        remedy = "conversation: C-1, or path: old/*.txt; overrides switch a rule off for all"
        fail(node, "an exception needs a conversation, a path or a fingerprint", remedy)


def _day(node: Node, written: str) -> None:
    from datetime import date

    try:
        if len(written) != len("2026-12-31"):
            raise ValueError(written)
        date.fromisoformat(written)
    except ValueError:
        raise error(node, f"expires: {written!r} is no day", "expires: 2026-12-31") from None
