"""`svcnorm rules …`: one module per command; each returns the exit code."""

from svcnorm.cli.rules.linting import lint_packs
from svcnorm.cli.rules.testing import test_packs

__all__ = ["lint_packs", "test_packs"]
