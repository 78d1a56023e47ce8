"""`svcnorm rules …`: one module per command; each returns the exit code."""

from svcnorm.cli.rules.testing import test_packs

__all__ = ["test_packs"]
