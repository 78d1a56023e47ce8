"""The cache: where it is, how much it holds, and whether it can be used."""

from __future__ import annotations

from collections.abc import Iterator

from svcnorm import cache
from svcnorm.doctor.line import NOTE, Line
from svcnorm.i18n import _, ngettext

MB = 1_000_000
MUCH = 200 * MB


def lines(_config: str | None) -> Iterator[Line]:
    """A run without a cache is right, but slow."""
    folder = cache.folder(create=True)
    if folder is None:
        remedy = _("let HOME or XDG_CACHE_HOME name a folder that only you can write to")
        yield Line(_("place"), _("none: packs are read anew on every run"), NOTE, remedy)
        return
    files = [path.stat().st_size for path in folder.iterdir() if path.is_file()]
    yield Line(_("place"), str(folder))
    told = f"{sum(files) / MB:.1f} MB, {ngettext('{n} file', '{n} files', len(files))}"
    if sum(files) > MUCH:
        yield Line(_("size"), told, NOTE, _("it may be deleted: what is needed is made again"))
    else:
        yield Line(_("size"), told)
