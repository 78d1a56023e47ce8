"""Completes what was read: channel, roles, zone, one event for what two logs tell; never sees a rule."""

from svcnorm.assembly.assemble import assemble
from svcnorm.assembly.options import AssemblyOptions

__all__ = ["AssemblyOptions", "assemble"]
