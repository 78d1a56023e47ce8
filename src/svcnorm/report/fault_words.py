"""How a test of a rule failed, in words."""

from __future__ import annotations

from svcnorm.i18n import N_, _
from svcnorm.i18n.names import MISSING, NOT_APPLICABLE, VERDICTS, named

ASKED = {
    "expect": N_("verdict"),
    "reason": N_("why"),
    "findings": N_("findings"),
    "texts": N_("words cited"),
}


def fault_words(what: str, expected: str, came: str) -> str:
    """One difference: `what` was compared, and codes for what was expected and what came."""
    said = (_said(what, expected), _said(what, came))
    return _("{what}: expected {expected}, found {came}", what=_(ASKED[what]), expected=said[0], came=said[1])


def _said(what: str, value: str) -> str:
    """Codes of a fault in words; a verdict may have its reasons in brackets behind it."""
    if what not in ("expect", "reason"):
        return value or "—"
    verdict, _bracket, reasons = value.partition(" (") if what == "expect" else ("", "", value)
    why = _(", ").join(_reason(code) for code in reasons.rstrip(")").split(", ") if code)
    parts = [part for part in (named(VERDICTS, verdict) if verdict else "", why) if part]
    return _("{verdict} ({why})", verdict=parts[0], why=parts[1]) if len(parts) == 2 else "".join(parts) or "—"


def _reason(code: str) -> str:
    return named(MISSING, code) if code in MISSING else named(NOT_APPLICABLE, code)
