"""Options that several commands take, each said once."""

from __future__ import annotations

from typing import Annotated, Optional

import typer

from svcnorm.i18n import _
from svcnorm.report import WRITERS

# Typer reads annotations when it runs, and Python 3.10 then knows no `|` between a type and None.
Strings = Optional[list[str]]  # noqa: UP045 (see above)
String = Optional[str]  # noqa: UP045 (see above)

Paths = Annotated[Strings, typer.Argument(help=_("Files, directories, globs, or - for standard input."))]
Packs = Annotated[
    Strings,
    typer.Option(
        "--pack", "-p", metavar="NAME|FILE", help=_("A pack by name, or a pack file; may be given more than once.")
    ),
]
Config = Annotated[
    String,
    typer.Option("--config", metavar="FILE", help=_("Configuration file instead of the svcnorm.yaml found upward.")),
]
AsOf = Annotated[
    String, typer.Option("--as-of", metavar="TIME", help=_("Until when records are complete: ISO 8601, or now."))
]
Encoding = Annotated[
    String,
    typer.Option("--encoding", metavar="NAME", help=_("Encoding of text files, if it is not found by itself.")),
]
Verbose = Annotated[bool, typer.Option("--verbose", "-v", help=_("List what is otherwise only counted."))]
Channel = Annotated[
    String,
    typer.Option(
        "--channel", metavar="CHANNEL", help=_("Take all conversations as of this channel, whatever they say.")
    ),
]
AgentChannel = Annotated[
    String,
    typer.Option("--agent-channel", metavar="N", help=_("The channel of the recording on which the agent speaks.")),
]
AgentSpeaker = Annotated[
    String, typer.Option("--agent-speaker", metavar="N", help=_("The number or name under which the agent speaks."))
]
Mapping = Annotated[
    Strings,
    typer.Option("--mapping", metavar="FILE", help=_("A mapping file, for JSON of a system that is not known.")),
]
Calls = Annotated[
    Strings,
    typer.Option("--calls", metavar="FILE", help=_("A call log, joined by call id; may be given more than once.")),
]
Cases = Annotated[
    Strings,
    typer.Option(
        "--cases", metavar="FILE", help=_("A case log, joined by case or customer; may be given more than once.")
    ),
]
Rejects = Annotated[
    str, typer.Option("--rejects", metavar="FILE", help=_("Set records that cannot be read aside in this file."))
]
AllowRejects = Annotated[
    bool, typer.Option("--allow-rejects", help=_("Do not exit 2 for records that cannot be read."))
]
NoMask = Annotated[bool, typer.Option("--no-mask", help=_("Do not mask phone, ID and card numbers."))]
Store = Annotated[str, typer.Option("--store", metavar="FILE", help=_("The store of the audit."))]
From = Annotated[str, typer.Option("--from", metavar="DAY", help=_("Only conversations from this day on."))]
Until = Annotated[str, typer.Option("--until", metavar="DAY", help=_("Only conversations up to this day."))]
Table = Annotated[str, typer.Option("--format", "-f", metavar="FORMAT", help=_("What to print: table, json or csv."))]
"""The format of figures."""

Report = Annotated[
    str,
    typer.Option(
        "--format",
        "-f",
        metavar="FORMAT",
        help=_("What to print: {formats}; or auto, by where it runs.", formats=", ".join(WRITERS)),
    ),
]
"""The format of a report."""
Output = Annotated[
    Strings,
    typer.Option(
        "--output",
        "-o",
        metavar="FORMAT=FILE",
        help=_("Also write FORMAT=FILE, such as html=report.html; may be given more than once."),
    ),
]
FailOn = Annotated[
    str,
    typer.Option(
        "--fail-on",
        metavar="LEVEL",
        help=_("Exit 1 from this severity on: info, minor, major, fatal; undetermined; never."),
    ),
]
FatalJudged = Annotated[
    bool,
    typer.Option("--fatal-judged", help=_("Exit 1 also where a fatal rule could not be judged: for hooks and CI.")),
]
Baseline = Annotated[
    str, typer.Option("--baseline", metavar="FILE", help=_("Findings that were there before and do not count."))
]
WriteBaseline = Annotated[
    str, typer.Option("--write-baseline", metavar="FILE", help=_("Write what is found now as the baseline."))
]
