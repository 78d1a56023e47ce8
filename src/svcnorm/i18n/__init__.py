"""Text for people: written in English in the code, Chinese by default, from one shipped catalogue."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

LANGUAGES = ("zh", "en")
DEFAULT = "zh"

_language = DEFAULT
_catalogues: dict[str, tuple[Callable[[str], str], Callable[[str, str, int], str]]] = {}


def _(msgid: str, /, **values: object) -> str:
    """The text for `msgid` in the language in use, its `{placeholders}` filled from `values`.

    A text that the catalogue lacks stays English.
    """
    text = _catalogue()[0](msgid)
    return text.format_map(values) if values else text


def ngettext(one: str, many: str, n: int, /, **values: object) -> str:
    """As `_`, for a text that depends on the number `n` (a value of that name is filled in)."""
    return _catalogue()[1](one, many, n).format_map({"n": n, **values})


def N_(msgid: str) -> str:  # noqa: N802 (gettext's own name for it)
    """Marks a text for the catalogue; it is translated where it is shown."""
    return msgid


def language() -> str:
    """The language in use: `zh` or `en`."""
    return _language


def use(lang: str) -> None:
    """Speak `lang` from now on in this process. Raises ValueError for a language that is not shipped."""
    global _language
    if lang not in LANGUAGES:
        raise ValueError(f"unknown language {lang!r}: one of {', '.join(LANGUAGES)}")
    _language = lang


@contextmanager
def speaking(lang: str) -> Iterator[None]:
    """Speak `lang` inside a `with` block."""
    before = _language
    use(lang)
    try:
        yield
    finally:
        use(before)


def _catalogue() -> tuple[Callable[[str], str], Callable[[str, str, int], str]]:
    known = _catalogues.get(_language)
    if known is None:
        known = _catalogues[_language] = _load(_language)
    return known


def _load(lang: str) -> tuple[Callable[[str], str], Callable[[str, str, int], str]]:
    import gettext

    if lang == "en":
        english = gettext.NullTranslations()
        return english.gettext, english.ngettext
    from pathlib import Path

    # importlib.resources would double the cost of starting; the wheel is never run zipped.
    path = Path(__file__).parent.parent / "locale" / lang / "LC_MESSAGES" / "svcnorm.mo"
    with path.open("rb") as file:
        catalogue = gettext.GNUTranslations(file)
    return catalogue.gettext, catalogue.ngettext
