"""`svcnorm why`: the trace of one rule over one file."""

from __future__ import annotations

import sys

from svcnorm.cli import FAILED, OK, complain
from svcnorm.cli.check import CheckOptions, prepare
from svcnorm.files import read_all
from svcnorm.i18n import _
from svcnorm.judging import Rules, Shared
from svcnorm.judging.explain import explain
from svcnorm.model.conversation import Conversation
from svcnorm.model.errors import ConfigError
from svcnorm.report import Options


def run(name: str, path: str, options: CheckOptions, turn: int = 0) -> int:
    """Print every step of a rule's (or a norm's rules') verdicts; returns the exit code."""
    from svcnorm.report.explain import write

    context = prepare(options)
    batch = read_all([path], context.intake)
    shape = Options(mask=options.mask and context.config.mask)
    errors = (*context.log_errors, *batch.errors)
    for error in errors:
        complain(error, shape.mask)
    shared = Shared(batch.conversations)
    for conversation in batch.conversations:
        _check_turn(turn, conversation)
        rules = context.rules_for(conversation)
        if rules is None:
            message, remedy = _("no pack covers this channel"), _("choose one with --pack")
            raise ConfigError(message, file=conversation.source, remedy=remedy)
        for rule in named(rules, name):
            for trace in explain(conversation, rules, rule, context.as_of, shared):
                write(trace, conversation, sys.stdout, shape, turn)
    return FAILED if errors else OK


def _check_turn(turn: int, conversation: Conversation) -> None:
    if not 0 <= turn <= len(conversation.utterances):
        message = _("--turn {turn}: the record has {n} entries", turn=turn, n=len(conversation.utterances))
        raise ConfigError(message, file=conversation.source, remedy=_("count from 1, as in the report"))


def named(rules: Rules, name: str) -> list[str]:
    """Instances meant by a rule id, an instance id or a norm id. Raises ConfigError with a guess."""
    found = [r.instance for r in rules.rules if name in (r.id, r.instance) or any(name == b.norm for b in r.bindings)]
    if found:
        return found
    from difflib import get_close_matches

    known = sorted({r.id for r in rules.rules} | {b.norm for r in rules.rules for b in r.bindings if b.norm})
    guess = get_close_matches(name, known, 3)
    meant = _("did you mean {guess}?", guess=_(" or ").join(guess)) if guess else ""
    remedy = meant or _("svcnorm rules list PACK lists them")
    raise ConfigError(_("no rule or norm {name} in these packs", name=repr(name)), remedy=remedy)
