"""How a verdict came about, step by step, hits and misses: what `svcnorm why` prints."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

TRACE_KINDS = ("scope", "window", "activation", "when", "candidate", "count", "decides")


class TraceNode(NamedTuple):
    """One step.

    `kind` is one of `TRACE_KINDS`: the `scope` and `window` looked at, an `activation` of the rule,
    its `when` broken down, a `candidate` hit (with what dropped it), a `count` of the form [lo, hi],
    and what `decides` an undetermined verdict. `text` says it in the reader's language; `values`
    carries what it was read from, by name (`turn` is the index of an utterance, from 0; `places` are the
    words that `text` cites, `turn:start:end` of each).
    """

    kind: str
    text: str
    values: Mapping[str, str] = {}
    children: tuple[TraceNode, ...] = ()


class Trace(NamedTuple):
    """The whole way to one verdict of one rule instance over one subject."""

    rule: str
    title: str
    verdict: str
    reasons: tuple[str, ...] = ()
    nodes: tuple[TraceNode, ...] = ()
    subject: str = "conversation"
