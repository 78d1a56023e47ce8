"""The arguments of `check` where they are plain, read without Typer: to load it takes a tenth of a check.

Typer (`svcnorm.cli.app`) says what there is, explains it, and refuses what is wrong. Whatever is not
plain (`--help`, `--option=value`, short options in one word, `--`, anything unknown) is left to it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from svcnorm.cli.check import CheckOptions

SEVERAL = {
    "--pack": "packs",
    "-p": "packs",
    "--output": "outputs",
    "-o": "outputs",
    "--mapping": "mappings",
    "--calls": "calls",
    "--cases": "cases",
}
ONE = {
    "--format": "format",
    "-f": "format",
    "--fail-on": "fail_on",
    "--as-of": "as_of",
    "--config": "config",
    "--encoding": "encoding",
    "--channel": "channel",
    "--agent-channel": "agent_channel",
    "--agent-speaker": "agent_speaker",
    "--rejects": "rejects",
    "--baseline": "baseline",
    "--write-baseline": "write_baseline",
}
FLAGS = {
    "--no-mask": ("mask", False),
    "--verbose": ("verbose", True),
    "-v": ("verbose", True),
    "--allow-rejects": ("allow_rejects", True),
    "--fatal-judged": ("fatal_judged", True),
    "--show-config": ("show_config", True),
}
"""Words on the command line and the fields of `CheckOptions`; of an option that takes one value the last counts."""


def read(argv: Sequence[str], environment: Mapping[str, str]) -> tuple[list[str], CheckOptions] | None:
    """The paths and options of a plain `check`; None for all else, and where a shell asks for completions."""
    if list(argv[:1]) != ["check"] or "_SVCNORM_COMPLETE" in environment:
        return None
    paths: list[str] = []
    fields: dict[str, Any] = {}
    words = iter(argv[1:])
    for word in words:
        if word in FLAGS:
            name, value = FLAGS[word]
            fields[name] = value
        elif word in SEVERAL or word in ONE:
            given = next(words, "")
            if not _is_plain(given):
                return None
            if word in ONE:
                fields[ONE[word]] = given
            else:
                fields[SEVERAL[word]] = (*fields.get(SEVERAL[word], ()), given)
        elif _is_plain(word) or word == "-":
            paths.append(word)
        else:
            return None
    from svcnorm.cli.check import CheckOptions

    return paths, CheckOptions(**fields)


def _is_plain(word: str) -> bool:
    """Whether a word can be nothing but a value."""
    return bool(word) and not word.startswith("-")
