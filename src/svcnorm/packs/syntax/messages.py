"""Messages and suggestions: placeholders are checked when the pack is loaded, params and vars filled in."""

from __future__ import annotations

import re
from collections.abc import Collection

from svcnorm.packs.nodes import Node, did_you_mean, fail, text
from svcnorm.packs.syntax.context import ACTIVATION, Context, value

PLACEHOLDER = re.compile(r"\{([a-z_][a-z0-9_]*(?:\.[a-z_]+)?)\}")
ALWAYS = frozenset({"text", "missing", "found", "found.at", "found.text", "found.by", *ACTIVATION})
MEASURED = frozenset({"value", "before", "rings", "speech_rate", "talk_share", "duration", "silence", "overlap"})
OTHERS = frozenset({"count", "share", "period", "elapsed", "window", "matched"})


def message(context: Context, node: Node, what: str, bound: Collection[str]) -> str:
    """The text with `{param}` and `{var}` filled in; other names must be ones that a finding can know."""
    written = text(node, what)
    known = {*ALWAYS, *MEASURED, *OTHERS, *bound, *context.attributes, *context.events}
    for found in PLACEHOLDER.finditer(written):
        if found[1] not in known and found[1] not in context.values:
            remedy = did_you_mean(found[1], {*known, *context.values})
            fail(node, f"{what}: nothing is called {{{found[1]}}}", remedy)
    return PLACEHOLDER.sub(lambda found: _filled(context, found[1], found[0], known), written)


def _filled(context: Context, name: str, whole: str, known: Collection[str]) -> str:
    if name in known or name not in context.values:
        return whole
    given = value(context, context.values[name])
    if given.is_list:
        first = given.value[0].value if given.value else ""
        return str(first)
    return whole if given.is_map or given.value is None else str(given.value)
