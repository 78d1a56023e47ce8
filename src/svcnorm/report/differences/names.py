"""What differences are called."""

from __future__ import annotations

from svcnorm.i18n import N_
from svcnorm.model.differences import ADDED, APPEARED, CHANGED, MOVED, REMOVED, VANISHED

BECAME = {APPEARED: N_("appeared"), VANISHED: N_("vanished"), MOVED: N_("moved")}
PARTS = {ADDED: N_("added"), REMOVED: N_("removed"), CHANGED: N_("changed")}
KINDS = {"rule": N_("rule"), "norm": N_("norm")}
