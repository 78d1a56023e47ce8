"""Shared options for a command, which gets them as one value."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from functools import wraps
from typing import Any, NamedTuple, get_type_hints

from svcnorm.cli.commands import options

Given = dict[str, Any]
"""Shared options by the names of the fields of CheckOptions."""

KEYWORD = inspect.Parameter.KEYWORD_ONLY


class Shared(NamedTuple):
    """An option: its type for the parser, its default, and its field of CheckOptions."""

    type: Any
    default: Any
    field: str


SHARED = {
    "pack": Shared(options.Packs, None, "packs"),
    "as_of": Shared(options.AsOf, None, "as_of"),
    "config": Shared(options.Config, None, "config"),
    "encoding": Shared(options.Encoding, None, "encoding"),
    "channel": Shared(options.Channel, None, "channel"),
    "agent_channel": Shared(options.AgentChannel, None, "agent_channel"),
    "agent_speaker": Shared(options.AgentSpeaker, None, "agent_speaker"),
    "mapping": Shared(options.Mapping, None, "mappings"),
    "calls": Shared(options.Calls, None, "calls"),
    "cases": Shared(options.Cases, None, "cases"),
    "rejects": Shared(options.Rejects, "", "rejects"),
    "allow_rejects": Shared(options.AllowRejects, False, "allow_rejects"),
    "output": Shared(options.Output, None, "outputs"),
    "fail_on": Shared(options.FailOn, "minor", "fail_on"),
    "fatal_judged": Shared(options.FatalJudged, False, "fatal_judged"),
    "baseline": Shared(options.Baseline, "", "baseline"),
    "write_baseline": Shared(options.WriteBaseline, "", "write_baseline"),
    "no_mask": Shared(options.NoMask, False, "mask"),
    "verbose": Shared(options.Verbose, False, "verbose"),
}
SPEAKERS = ("encoding", "agent_channel", "agent_speaker", "mapping")
"""How a source is read."""
READING = ("config", *SPEAKERS, "channel")
LOGS = ("calls", "cases")
ASIDE = ("rejects", "allow_rejects")
"""What becomes of records that cannot be read."""
REPORTING = ("output", "fail_on", "baseline", "write_baseline")
"""What becomes of findings."""


def taking(*names: str) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """Add shared options to a command; it gets them as its first parameter, a mapping for CheckOptions."""

    def decorate(command: Callable[..., None]) -> Callable[..., None]:
        types = get_type_hints(command, include_extras=True)
        _, *own = inspect.signature(command).parameters.values()
        parameters = [each.replace(annotation=types[each.name], kind=KEYWORD) for each in own]
        parameters += [
            inspect.Parameter(name, KEYWORD, default=SHARED[name].default, annotation=SHARED[name].type)
            for name in names
        ]

        @wraps(command)
        def called(**values: Any) -> None:
            given = {SHARED[name].field: _plain(name, values.pop(name)) for name in names}
            command(given, **values)

        called.__annotations__ = {each.name: each.annotation for each in parameters}
        called.__signature__ = inspect.Signature(parameters)  # type: ignore[attr-defined]  # of any callable, PEP 362
        return called

    return decorate


def _plain(name: str, value: Any) -> Any:
    """A value as CheckOptions holds it."""
    if name == "no_mask":
        return not value
    return tuple(value or ()) if SHARED[name].type in SEVERAL else value


SEVERAL = (options.Packs, options.Mapping, options.Calls, options.Cases, options.Output)
