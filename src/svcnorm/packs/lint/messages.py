"""What a finding says to the agent: missing, or with holes."""

from __future__ import annotations

import re
from collections.abc import Iterator

from svcnorm.i18n import N_, _
from svcnorm.judging.messages import NOTHING, PLACEHOLDER
from svcnorm.packs.lint.bench import Bench
from svcnorm.packs.lint.interface import ERROR, WARNING, Check, Complaint, at


def without_message(bench: Bench) -> Iterator[Complaint]:
    return _without(bench, "message")


def without_suggest(bench: Bench) -> Iterator[Complaint]:
    return _without(bench, "suggest")


def _without(bench: Bench, key: str) -> Iterator[Complaint]:
    for name, (rule, node) in bench.rules.items():
        if rule.constraint.kind != "manual" and key not in node.value:
            yield at(node, _("the rule {rule} has no {key}", rule=name, key=key))


def empty_placeholder(bench: Bench) -> Iterator[Complaint]:
    """Placeholders of a message that no finding of the rule's tests could fill."""
    for name, (rule, node) in bench.rules.items():
        written = rule.message
        verdicts = [trial.result.verdict for trial in bench.trials.of(name)]
        said = [f.message for v in verdicts for f in (*v.findings, *v.possible)]
        if not said or "message" not in node.value:
            continue
        for number, found in enumerate(PLACEHOLDER.finditer(written)):
            if not any(_filled(written, text, number) for text in said):
                text = _("{placeholder} is empty in every test of {rule}", placeholder=found[0], rule=name)
                yield at(node.value["message"], text)


def _filled(template: str, text: str, number: int) -> bool:
    """Whether the placeholder of that number has a value in a message."""
    parts = [re.escape(part) for part in PLACEHOLDER.sub("\0", template).split("\0")]
    match = re.fullmatch("(.*?)".join(parts), text, re.S)
    return match is None or match[number + 1] != NOTHING


CHECKS = (
    Check(
        "missing-message",
        ERROR,
        N_("A finding must say what is wrong."),
        N_("write message: in a few words, with {text} or {missing} where they help"),
        without_message,
    ),
    Check(
        "missing-suggest",
        ERROR,
        N_("A finding must say what to say instead."),
        N_("write suggest: the better wording, as it could be said"),
        without_suggest,
    ),
    Check(
        "empty-placeholder",
        WARNING,
        N_("The message names a value that this kind of rule does not have."),
        N_("take the placeholder out, or use one that the rule can fill: {text}, {missing}, {value}, {found.at}"),
        empty_placeholder,
    ),
)
