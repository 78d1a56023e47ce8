"""What differences are called."""

from __future__ import annotations

from svcnorm.i18n import N_
from svcnorm.model.differences import ADDED, APPEARED, CHANGED, MOVED, REMOVED, VANISHED

BECAME = {APPEARED: N_("appeared"), VANISHED: N_("vanished"), MOVED: N_("moved")}
PARTS = {ADDED: N_("added"), REMOVED: N_("removed"), CHANGED: N_("changed")}
KINDS = {"rule": N_("rule"), "norm": N_("norm")}
FIELDS = {
    "title": N_("title"),
    "pack": N_("pack"),
    "constraint": N_("what is checked"),
    "severity": N_("severity"),
    "points": N_("points"),
    "per": N_("counted per"),
    "max_points": N_("most points"),
    "over": N_("judged over"),
    "when": N_("when it applies"),
    "unless": N_("when it does not apply"),
    "anchor": N_("what it follows"),
    "scope": N_("stretch"),
    "window": N_("time limit"),
    "one_to_one": N_("one for one"),
    "message": N_("message"),
    "suggest": N_("better wording"),
    "review": N_("what to review"),
    "status": N_("status"),
    "group": N_("group"),
    "formerly": N_("former names"),
    "bindings": N_("norms"),
    "params": N_("parameters"),
    "instead_of": N_("what the wording replaces"),
    "clause": N_("clause"),
    "leaves": N_("what is left to people"),
    "look_at": N_("what to look at"),
    "channels": N_("channels"),
    "note": N_("note"),
}
"""What is stated of a rule or a norm."""
