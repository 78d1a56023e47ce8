"""`svcnorm init`: a place to begin, and what was written there."""

from __future__ import annotations

from pathlib import Path

from svcnorm.cli import OK
from svcnorm.cli.rules.starting import tell
from svcnorm.i18n import _, language


def run(folder: str, pack: str, force: bool) -> int:
    """Write the files and say what became of each; returns the exit code."""
    from svcnorm.authoring.beginning import begin

    place = Path(folder)
    kept = False
    for laid in begin(place, pack, language(), force):
        tell(laid.path, laid.state)
        kept = kept or laid.state == "kept"
    if kept:
        print(_("what was there was left as it is; --force replaces it"))
    print(_("next: svcnorm rules test {pack}", pack=(place / "rules" / pack).as_posix()))
    return OK
