"""`svcnorm rules import`: a pack from what another system knows, and what of it cannot be said."""

from __future__ import annotations

import re
from pathlib import Path
from typing import NamedTuple

from svcnorm.cli import OK, VIOLATIONS, settings
from svcnorm.cli.rules.starting import tell
from svcnorm.i18n import _, ngettext
from svcnorm.model.errors import ConfigError

OTHERS = re.compile(r"[^a-z0-9_-]+")


class ImportOptions(NamedTuple):
    """The command line of `rules import`."""

    pack: str = ""
    folder: str = ""
    force: bool = False
    config: str = ""
    encoding: str | None = None


def import_rules(file: str, options: ImportOptions) -> int:
    """Write the pack, and list what is not in it; returns the exit code, 1 where that is anything."""
    from svcnorm.authoring.importing.reading import read
    from svcnorm.authoring.importing.settling import settled
    from svcnorm.authoring.importing.writing import left_line
    from svcnorm.authoring.starters import lay
    from svcnorm.packs.locate import NAME
    from svcnorm.readers import find_sources
    from svcnorm.readers.options import ReadOptions
    from svcnorm.report.plain import visible

    config = settings(options.config)
    (source, *_more) = find_sources([file])
    name = options.pack or OTHERS.sub("-", Path(file).stem.lower()).strip("-_") or "imported"
    if not NAME.match(name):
        raise ConfigError(f"{name!r} is no name of a pack", remedy="lower-case letters, digits and hyphens")
    folder = Path(options.folder or next(iter(config.pack_dirs), "rules"))
    path = folder / f"{name}.yaml"
    if path.exists() and not options.force:
        raise ConfigError(
            f"{path} is there already", remedy="choose another name with --pack, or replace it with --force"
        )
    title = _("imported from {file}", file=Path(file).name)
    written, found = settled(read(source, ReadOptions(encoding=options.encoding)), name, title, Path(file).name)
    laid = lay(path, written, options.force)
    tell(laid.path, laid.state)
    print(ngettext("{n} rule", "{n} rules", len(found.drafts)))
    if found.left:
        print(_("What could not be imported:"))
    for each in found.left:
        print(f"  {visible(left_line(each))}")
    print(_("next: svcnorm rules test {pack}", pack=visible(str(path))))
    return VIOLATIONS if found.left else OK
