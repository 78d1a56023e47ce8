"""`svcnorm rules new` and `svcnorm rules schema`: what rules are begun with."""

from __future__ import annotations

from pathlib import Path

from svcnorm.cli import OK, settings
from svcnorm.cli.values import known, machine_output
from svcnorm.i18n import N_, _, language
from svcnorm.report.plain import visible

STATES = {
    "written": N_("written: {file}"),
    "replaced": N_("replaced: {file}"),
    "kept": N_("left as it is: {file}"),
}


def new_rule(rule: str, kind: str, folder: str, config: str) -> int:
    """Write a rule to begin with, and say what was written; returns the exit code."""
    from svcnorm.authoring.new_rule import local_pack, new_rule
    from svcnorm.authoring.starters import KINDS

    known("--kind", kind, KINDS)
    found = settings(config)
    pack = Path(folder) if folder else local_pack(found)
    for laid in new_rule(rule, kind, pack, language()):
        tell(laid.path, laid.state)
    print(_("next: svcnorm rules test {pack}", pack=visible(str(pack))))
    return OK


def tell(path: Path, state: str) -> None:
    """Say what became of a file."""
    from svcnorm.packs.locate import label

    print(_(STATES[state], file=visible(label(path))))


def print_schema() -> int:
    """Print the schema of packs; returns the exit code."""
    from svcnorm.authoring.schema import text

    with machine_output() as out:
        out.write(text())
    return OK
