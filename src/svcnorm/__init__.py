"""svcnorm: the open linter for service conversations.

>>> import svcnorm
>>> rules = svcnorm.load_rules(["enterprise-rep"])
>>> report = svcnorm.check(svcnorm.read("transcript.txt"), rules)
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from svcnorm.version import __version__

if TYPE_CHECKING:
    from svcnorm.files import read
    from svcnorm.run import check, load_rules

__all__ = ["__version__", "check", "load_rules", "read"]


def __getattr__(name: str) -> Any:
    """The library's three functions, imported when first asked for: start-up is a feature."""
    if name in ("check", "load_rules"):
        from svcnorm import run

        return getattr(run, name)
    if name == "read":
        from svcnorm import files

        return files.read
    raise AttributeError(f"module 'svcnorm' has no attribute {name!r}")
