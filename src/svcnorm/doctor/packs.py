"""The packs that can be asked for, with the hashes of their files; those in use are loaded."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from svcnorm import config as configuration
from svcnorm.config import Config
from svcnorm.doctor.line import BAD, NOTE, Line
from svcnorm.i18n import _, ngettext
from svcnorm.i18n.errors import said
from svcnorm.model.errors import SvcnormError
from svcnorm.packs.files import digest, hash_of
from svcnorm.packs.locate import find, names, pack_files, roots, shipped_root

HASH = 12
"""Characters of a hash that are shown."""


def lines(given: str | None) -> Iterator[Line]:
    """Where packs are looked for, which are there, and which are in use."""
    try:
        config = configuration.load(given)
    except SvcnormError:
        # The section of the configuration says what is wrong with it.
        config = Config()
    where = roots([Path(folder) for folder in config.pack_dirs])
    for root in where:
        yield _root(root)
    yield from _in_use(config)
    for name in names(where):
        yield _pack(name, where)


def _root(root: Path) -> Line:
    found = len(names([root]))
    if not found and root == shipped_root():
        return Line(_("packs in"), f"{root}: {_('no packs')}", BAD, "pip install --force-reinstall svcnorm")
    told = ngettext("{n} pack", "{n} packs", found) if found else _("no packs")
    return Line(_("packs in"), f"{root}: {told}", NOTE if not found else "good")


def _in_use(config: Config) -> Iterator[Line]:
    """The packs of the configuration, each loaded by itself."""
    from svcnorm.packs import load_rules

    if not config.packs:
        yield Line(_("in use"), _("the neutral pack of each conversation's channel"), NOTE)
    for name in config.packs:
        try:
            rules = load_rules([name], config)
            told = ngettext("{n} rule", "{n} rules", len(rules.rules))
            yield Line(_("in use"), f"{name}: {told}")
        except SvcnormError as error:
            yield Line(_("in use"), f"{name}: {error.worded(said)}", BAD, f"svcnorm rules lint {name}")


def _pack(name: str, where: Sequence[Path]) -> Line:
    """A pack by its bytes; it is not parsed."""
    try:
        files = pack_files(find(name, where))
        whole = hash_of(digest(path.read_bytes()) for path in files)
    except (SvcnormError, OSError) as error:
        return Line(name, str(error), BAD)
    return Line(name, f"{whole[:HASH]}  {ngettext('{n} file', '{n} files', len(files))}")
