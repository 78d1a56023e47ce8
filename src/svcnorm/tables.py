"""Which tables and libraries a verdict may depend on, for the record in every report."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache


@cache
def tables() -> Mapping[str, str]:
    """Versions of the fold table, of jieba (whose dictionary decides token edges) and of RE2."""
    from svcnorm.text.fold import table

    return {
        "fold_table": str(table().version),
        "jieba": _installed("jieba", "jieba"),
        "re2": _installed("re2", "google_re2"),
    }


def _installed(module: str, distribution: str) -> str:
    """The version of an installed distribution, read off its folder's name.

    importlib.metadata would cost five times as much as starting Python.
    """
    import re
    from importlib.util import find_spec
    from pathlib import Path

    spec = find_spec(module)
    if spec is None or spec.origin is None:
        return "unknown"
    origin = Path(spec.origin)
    site = origin.parent if origin.name != "__init__.py" else origin.parent.parent
    # Older pips leave `jieba-0.42.1-py3.10.egg-info`.
    named = re.compile(rf"{distribution}-([^-]+)(?:-[^-]+)?\.(?:dist|egg)-info")
    found = sorted(match[1] for entry in site.iterdir() if (match := named.fullmatch(entry.name)))
    return found[-1] if found else "unknown"
