"""{company}: the pack's own company, as people say its name."""

from __future__ import annotations

import re
from functools import cache

from svcnorm.patterns.slots.base import SlotContext, SlotHit
from svcnorm.patterns.slots.shipped import pattern
from svcnorm.patterns.slots.view import View, is_trapped
from svcnorm.text.late import Late

DOC = "The pack's own company (`vars: company`), also shortened and with 公司: for 中国电信 also 电信, 电信公司."

_LEGAL_FORM = Late("(?:股份)?(?:有限)?(?:责任)?公司$|(?:集团|控股)(?:公司)?$|[省市]?分公司$")
_MORE = Late("(?:集团)?(?:股份)?(?:有限)?(?:责任)?(?:[省市区县]?分)?公司|集团")


def find(view: View, context: SlotContext) -> list[SlotHit]:
    """Every name of the company in a turn, with 公司 or 集团 behind it and without."""
    text = view.text
    hits = []
    for found in _names(context.words.get("company", ())).finditer(text):
        start, end = found.span("name")
        if is_trapped(pattern("company_traps"), text, start, end):
            continue
        more = _MORE.match(text, end)
        hits += [view.hit(start, stop) for stop in sorted({end, more.end() if more else end})]
    return hits


@cache
def _names(words: tuple[str, ...]) -> re.Pattern[str]:
    """One expression for all forms of the company's names, longest first at each place, overlapping."""
    from svcnorm.text.turntext import skeleton

    forms = {form for word in words for form in _forms(skeleton(word))}
    body = "|".join(re.escape(form) for form in sorted(forms, key=lambda f: (-len(f), f)))
    return re.compile(f"(?=(?P<name>{body}))" if body else "(?!)(?P<name>)")


def _forms(name: str) -> set[str]:
    """A name, without its legal form, and without 中国: at least two characters of it."""
    short = _LEGAL_FORM.sub("", name)
    return {form for form in (name, short, short.removeprefix("中国")) if len(form) >= 2 and form != "中国"} | {
        name
    } - {""}
