"""The configuration in force, and whether it can be read."""

from __future__ import annotations

from collections.abc import Iterator

from svcnorm import config
from svcnorm.doctor.line import BAD, NOTE, Line
from svcnorm.i18n import _, language, ngettext
from svcnorm.i18n.errors import said
from svcnorm.model.errors import SvcnormError
from svcnorm.suppression.exceptions import read_exceptions


def lines(given: str | None) -> Iterator[Line]:
    """The file and those of its exceptions, what is wrong with them, and the language."""
    try:
        path = config.find(given)
        if path is None:
            yield Line(_("file"), _("none from here upward; everything has its default"), NOTE, "svcnorm init")
        else:
            known = config.load(path).exceptions
            yield Line(_("file"), str(path))
            if known:
                n = len(read_exceptions(known))
                yield Line(_("exceptions"), ngettext("{n} exception", "{n} exceptions", n))
    except SvcnormError as error:
        yield Line(_("file"), error.worded(said), BAD)
    yield Line(_("language"), language())
