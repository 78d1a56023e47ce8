"""`svcnorm convert`: what was read, written in our own form or as vCon, one conversation after the other."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable, Mapping, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, TextIO

from svcnorm.cli import FAILED, OK, settings
from svcnorm.cli.rejects import rejects
from svcnorm.cli.values import known, machine_output, unwritten
from svcnorm.i18n import _, ngettext
from svcnorm.intake import intake_of
from svcnorm.model.conversation import Conversation
from svcnorm.model.errors import ConfigError, InputError
from svcnorm.readers import find_sources

if TYPE_CHECKING:
    from collections.abc import Iterator

    from svcnorm.cli.check import CheckOptions

KINDS = ("jsonl", "json", "vcon")
ENDINGS = {".jsonl": "jsonl", ".ndjson": "jsonl", ".vcon.jsonl": "vcon", ".vcon": "vcon"}
"""What the name of the output says; `json` is one conversation, indented, `vcon` is one vCon a line."""
STDOUT = "-"


def run(paths: Sequence[str], out: str, options: CheckOptions, to: str = "") -> int:
    """Write every conversation of `paths` to `out`; returns the exit code, 2 where something could not be read.

    `to` says in which form, if not by the name of `out`.

    Nothing is inferred or merged: what is written is what was read, and reads back equal.
    """
    from svcnorm.files import read_each

    kind = to or _kind_of(out)
    known("--to", kind, KINDS)
    config = settings(options.config)
    _not_an_input(paths, out)
    written = 0
    with rejects(options.rejects, options.mask and config.mask, options.verbose) as aside, _output(out) as file:
        for item in read_each(paths, intake_of(config, options.told), completed=False):
            if isinstance(item, InputError):
                aside.add(item)
                continue
            if written and kind == "json":
                raise ConfigError(
                    _("{file} can hold one conversation only", file=out), remedy=_("name it .jsonl, or use --to jsonl")
                )
            _write(WRITERS[kind](item), file, indent=2 if kind == "json" else None)
            written += 1
    if out != STDOUT:
        said = ngettext("{n} conversation written to {file}", "{n} conversations written to {file}", written, file=out)
        print(said, file=sys.stderr)
    return FAILED if not written or (aside.count and not options.allow_rejects) else OK


def _canonical(conversation: Conversation) -> Mapping[str, Any]:
    from svcnorm.readers import to_canonical

    return to_canonical(conversation)


def _vcon(conversation: Conversation) -> Mapping[str, Any]:
    from svcnorm.readers.foreign.vcon.export import to_vcon

    return to_vcon(conversation)


WRITERS: Mapping[str, Callable[[Conversation], Mapping[str, Any]]] = {
    "jsonl": _canonical,
    "json": _canonical,
    "vcon": _vcon,
}


def _write(data: Mapping[str, Any], out: TextIO, indent: int | None) -> None:
    """One conversation a line. Half of a surrogate pair, which UTF-8 cannot hold, is written as JSON escapes it."""
    text = json.dumps(data, ensure_ascii=False, indent=indent)
    try:
        text.encode()
    except UnicodeEncodeError:
        text = json.dumps(data, ensure_ascii=True, indent=indent)
    out.write(text + "\n")


def _kind_of(out: str) -> str:
    if out == STDOUT:
        return "jsonl"
    name = out.lower()
    found = [ending for ending in (*ENDINGS, ".json") if name.endswith(ending)]
    if not found:
        raise ConfigError(
            _("{file}: its name does not say what to write", file=out),
            remedy=_("end it in .jsonl, .json or .vcon.jsonl, or use --to"),
        )
    longest = max(found, key=len)
    return ENDINGS.get(longest, "json")


def _not_an_input(paths: Sequence[str], out: str) -> None:
    target = os.path.realpath(out)
    if out != STDOUT and any(os.path.realpath(source.path) == target for source in find_sources(paths)):
        raise ConfigError(_("{file} is a transcript that was read", file=out), remedy=_("choose another file"))


@contextmanager
def _output(out: str) -> Iterator[TextIO]:
    """The output, whole or not at all. Raises ConfigError where it cannot be written."""
    from svcnorm.cli.atomic import replacing

    if out == STDOUT:
        with machine_output() as file:
            yield file
        return
    try:
        with replacing(out, private=True) as file:
            yield file
    except OSError as error:
        raise unwritten(out, error) from None
