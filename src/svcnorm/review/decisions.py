"""Files of decisions, as the page of a report saves them (docs/review.md, schemas/decisions.schema.json)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime, timezone
from pathlib import Path
from typing import Any

from svcnorm.model.decisions import CHOICES, FINDING, MANUAL, MISSED, Decision
from svcnorm.model.errors import InputError
from svcnorm.readers import checks
from svcnorm.readers.checks import Place
from svcnorm.readers.encoding import decode_as
from svcnorm.readers.json import loads

FAMILY, SCHEMA = "svcnorm.decisions/", "svcnorm.decisions/1"
MAX_BYTES = 20_000_000
MAX_DECISIONS = 100_000
MAX_NAME, MAX_REMARK = 200, 2_000
"""Characters of a reviewer's name, and of a remark or an id."""
MAX_TURN = 10_000_000
HEAD = ("schema", "tool", "reviewer", "made_at", "conversations")
LISTS: Mapping[str, str] = {"findings": FINDING, "missed": MISSED, "manual": MANUAL}
KEYS: Mapping[str, tuple[str, ...]] = {
    FINDING: ("rule", "fingerprint", "decision", "remark", "at"),
    MISSED: ("rule", "norm", "turn", "decision", "remark", "at"),
    MANUAL: ("rule", "norm", "decision", "remark", "at"),
}
REMEDY = "give the file that the button of the report saved"


def read_decisions(path: str) -> list[Decision]:
    """The decisions in a file, in its order. Raises InputError with file, place and remedy; then none of it counts."""
    try:
        with Path(path).open("rb") as file:
            data = file.read(MAX_BYTES + 1)
    except OSError as error:
        raise InputError(
            f"cannot read the file: {error.strerror}", file=path, remedy="check that it is a file"
        ) from None
    if len(data) > MAX_BYTES:
        message = f"a file of decisions has at most {MAX_BYTES // 1_000_000} MB"
        raise InputError(message, file=path, remedy=REMEDY)
    place = Place(path)
    head = checks.mapping(loads(decode_as(data, "utf-8", path), place), place, "a file of decisions")
    _check_version(head, place)
    checks.known_keys(head, HEAD, place, "a file of decisions")
    _text(head, "tool", place, MAX_NAME)
    if "made_at" in head:
        _instant(head["made_at"], place.at("made_at"))
    reviewer = _text(head, "reviewer", place, MAX_NAME)
    if not reviewer.strip():
        raise place.at("reviewer").error("nobody says who decided", "write the name of the reviewer")
    found: list[Decision] = []
    of_all = place.at("conversations")
    for at, each in enumerate(checks.sequence(head.get("conversations"), of_all, "conversations")):
        found += _of_conversation(each, of_all.at(at), reviewer.strip())
        if len(found) > MAX_DECISIONS:
            raise place.error(f"a file holds at most {MAX_DECISIONS} decisions", "split it")
    return found


def _check_version(head: Mapping[str, Any], place: Place) -> None:
    schema = head.get("schema")
    if schema == SCHEMA:
        return
    if isinstance(schema, str) and schema.startswith(FAMILY):
        raise place.at("schema").error(f"this svcnorm reads {SCHEMA}, not “{schema[:40]}”", "update svcnorm")
    raise place.error(f"this is no file of decisions: its schema is not {SCHEMA}", REMEDY)


def _of_conversation(value: object, place: Place, reviewer: str) -> Iterator[Decision]:
    of = checks.mapping(value, place, "a conversation")
    checks.known_keys(of, ("conversation", *LISTS), place, "a conversation")
    name = _text(of, "conversation", place)
    if not name:
        raise place.error("a conversation without its id", "write it under conversation")
    for key, kind in LISTS.items():
        for at, each in enumerate(checks.sequence(of.get(key, ()), place.at(key), key)):
            yield _decision(each, place.at(key).at(at), kind, name, reviewer)


def _decision(value: object, place: Place, kind: str, conversation: str, reviewer: str) -> Decision:
    of = checks.mapping(value, place, "a decision")
    checks.known_keys(of, KEYS[kind], place, "a decision")
    rule, norm, fingerprint = (
        _text(of, key, place) if key in KEYS[kind] else "" for key in ("rule", "norm", "fingerprint")
    )
    if kind == FINDING and not fingerprint:
        raise place.error("a decision without the fingerprint of its finding", "write it under fingerprint")
    if kind != FINDING and not (rule or norm):
        raise place.error("a decision about no rule and no norm", "name one of them")
    decision = checks.one_of(of.get("decision"), CHOICES[kind], place.at("decision"), "decision")
    at, turn = _instant(of.get("at"), place.at("at")), _turn(of.get("turn"), place.at("turn"))
    remark = _text(of, "remark", place)
    return Decision(
        kind,
        conversation,
        decision,
        reviewer,
        at,
        remark,
        rule if kind != FINDING else "",
        norm,
        fingerprint,
        turn,
        place.file,
        place.pointer,
    )


def _text(of: Mapping[str, Any], key: str, place: Place, most: int = MAX_REMARK) -> str:
    found = checks.text(of.get(key, ""), place.at(key), key)
    if len(found) > most:
        raise place.at(key).error(f"{key} is longer than {most} characters", "shorten it")
    # Half a character is none that a store could hold.
    return found.encode("utf-8", "replace").decode()


def _turn(value: object, place: Place) -> int | None:
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value <= MAX_TURN:
        raise place.error("turn must be the number of an entry of the record, from 0", "correct it")
    return value


def _instant(value: object, place: Place) -> str:
    text = checks.text(value, place, "at")
    try:
        # Python 3.10 does not know the Z that browsers write.
        instant = datetime.fromisoformat(text[:-1] + "+00:00" if text.endswith("Z") else text)
        return instant.astimezone(timezone.utc).isoformat(timespec="milliseconds") if instant.tzinfo else _refuse(place)
    except (ValueError, OverflowError):
        return _refuse(place)


def _refuse(place: Place) -> str:
    raise place.error("at must be an instant", "write it as 2026-11-20T09:30:00Z")
