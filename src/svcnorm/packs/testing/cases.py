"""A test as written in a pack: what is expected, and a conversation through the very reader that reads files."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from svcnorm.model.conversation import Conversation
from svcnorm.model.errors import InputError
from svcnorm.model.rules import AttributeType, Condition, Rule
from svcnorm.model.verdicts import (
    CONDITION_FALSE,
    HELD_EITHER_WAY,
    NO_OPPORTUNITY,
    NO_TRIGGER,
    NOT_IN_FORCE,
    REASONS,
    VERDICTS,
)
from svcnorm.packs.nodes import Node, boolean, did_you_mean, fail, items, kind, mapping, plain, text, texts
from svcnorm.packs.opened import OpenPack

CONVERSATION = (
    *("turns", "channel", "attributes", "events", "started_at", "ended_at", "customer", "case", "cases", "parties"),
    *("complete", "records", "records_until", "rings"),
)
"""Keys that the reader of files takes."""

OURS = ("expect", "text", "texts", "findings", "reason", "known", "note", "with", "as_of", "from")
KEYS = (*OURS, *CONVERSATION)
WHY = (*REASONS, HELD_EITHER_WAY, NOT_IN_FORCE, CONDITION_FALSE, NO_TRIGGER, NO_OPPORTUNITY)
ENROLLED = "enrolled_at"
DEFAULT_CHANNEL = "inbound_call"


class Case(NamedTuple):
    """One test of a rule. `number` counts from 1; what is None is not asked.

    `as_of` is epoch ms; `given` are parameters for this test only; `known` marks a fault that is
    known: the test is expected to fail.
    """

    number: int
    node: Node
    expect: str
    conversation: Conversation
    as_of: int | None = None
    given: Node | None = None
    texts: tuple[str, ...] | None = None
    findings: int | None = None
    reasons: tuple[str, ...] = ()
    known: bool = False
    note: str = ""


def read_cases(pack: OpenPack, rule_id: str) -> tuple[Case, ...]:
    """The tests of a rule, in the order of the file. Raises PackError with the place of what is wrong."""
    compiled = pack.rule(rule_id)  # also where there are no tests: a rule that is wrong must not pass for one without
    node = pack.resolved.rules[rule_id].node.value.get("tests")
    if node is None:
        return ()
    return tuple(_case(pack, compiled, number, each) for number, each in enumerate(items(node, "tests"), 1))


def default_channel(rule: Rule) -> str:
    """The channel of tests that name none: the first that the rule's `when` names, else `inbound_call`."""
    return _named(rule.when) or DEFAULT_CHANNEL


def _named(condition: Condition | None) -> str:
    if condition is None or condition.kind == "not":
        return ""
    check = condition.check
    if condition.kind == "attribute" and condition.name == "channel" and check and check.op == "is":
        return "" if check.negated else str(check.values[0])
    return next((found for member in condition.of if (found := _named(member))), "")


def _case(pack: OpenPack, rule: Rule, number: int, node: Node) -> Case:
    members = mapping(node, "a test", KEYS, ["expect"])
    if "text" in members and "texts" in members:
        fail(node.keys["text"], "a test has text or texts, not both", "texts lists what each finding cites")
    listed = members.get("texts", members.get("text"))
    return Case(
        number=number,
        node=node,
        expect=text(members["expect"], "expect", VERDICTS),
        conversation=_conversation(pack, rule, f"{rule.id}-{number}", members, node),
        as_of=_instant(members["as_of"]) if "as_of" in members else None,
        given=members.get("with"),
        texts=texts(listed, "texts") if listed is not None else None,
        findings=_count(members["findings"]) if "findings" in members else None,
        reasons=texts(members["reason"], "reason", WHY) if "reason" in members else (),
        known="known" in members and boolean(members["known"], "known"),
        note=text(members["note"], "note") if "note" in members else "",
    )


def _count(node: Node) -> int:
    if not isinstance(node.value, int) or isinstance(node.value, bool) or node.value < 0:
        fail(node, f"findings: expected a number of findings, found {kind(node)}")
    return node.value


def _instant(node: Node) -> int:
    """`as_of` as epoch ms."""
    from svcnorm.readers.options import ReadOptions
    from svcnorm.readers.times import date_time

    written = text(node, "as_of")
    try:
        moment = date_time(written, ReadOptions().utc_offset)
    except ValueError:
        moment = None
    if moment is None or moment.instant is None:
        fail(node, f"as_of: {written!r} is no date and time", "write it as 2026-11-20T09:00:00+08:00")
    return moment.instant


def _conversation(pack: OpenPack, rule: Rule, name: str, members: Mapping[str, Node], node: Node) -> Conversation:
    """The test's conversation, read and completed as one from a file would be."""
    from svcnorm.assembly import assemble
    from svcnorm.readers import conversation_from_data

    data: dict[str, Any] = {key: plain(member) for key, member in members.items() if key in CONVERSATION}
    data = {"id": name, "turns": [], "channel": default_channel(rule), **data}
    _declared(pack, members)
    if "from" in members:
        data["attributes"] = {**(data.get("attributes") or {}), ENROLLED: text(members["from"], "from")}
    try:
        return assemble(conversation_from_data(data, name))
    except InputError as problem:
        fail(_at(node, problem.where), f"test {name}: {problem.message}", problem.remedy)


def _at(node: Node, pointer: str) -> Node:
    """The node that a JSON pointer leads to, as far as it leads."""
    for step in pointer.split()[0].split("/")[1:] if pointer else ():
        key = step.replace("~1", "/").replace("~0", "~")
        if node.is_map and key in node.value:
            node = node.value[key]
        elif node.is_list and key.isdigit() and int(key) < len(node.value):
            node = node.value[int(key)]
        else:
            break
    return node


def _declared(pack: OpenPack, members: Mapping[str, Node]) -> None:
    """Raise for events and attributes that no pack declares: a misspelt one would quietly count for nothing."""
    known = pack.scene.attributes
    if "attributes" in members and members["attributes"].is_map:
        for name, member in members["attributes"].value.items():
            if name not in known and name != ENROLLED:
                place = members["attributes"].keys[name]
                fail(place, f"there is no attribute {name!r}", did_you_mean(name, known) or "declare it")
            if name in known:
                _fits(known[name], member)
    for event in members["events"].value if "events" in members and members["events"].is_list else ():
        kind_of = event.value.get("type") if event.is_map else None
        if kind_of is not None and kind_of.value not in pack.scene.events:
            remedy = did_you_mean(str(kind_of.value), pack.scene.events) or "declare it under events"
            fail(kind_of, f"there is no event type {kind_of.value!r}", remedy)


def _fits(known: AttributeType, node: Node) -> None:
    """Raise for a value that the attribute never has."""
    if known.type == "choice" and node.value not in known.values:
        fail(node, f"{known.name} is never {node.value!r}", did_you_mean(str(node.value), known.values))
    if known.type == "boolean" and not isinstance(node.value, bool):
        fail(node, f"{known.name} is true or false, found {kind(node)}")
    if known.type == "number" and not node.is_number:
        fail(node, f"{known.name} is a number, found {kind(node)}")
