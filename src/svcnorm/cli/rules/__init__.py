"""`svcnorm rules …`: one module per command; each returns the exit code."""

from svcnorm.cli.rules.covering import coverage_of
from svcnorm.cli.rules.differing import diff_packs
from svcnorm.cli.rules.linting import lint_packs
from svcnorm.cli.rules.listing import list_rules
from svcnorm.cli.rules.showing import show_rule
from svcnorm.cli.rules.testing import test_packs

__all__ = ["coverage_of", "diff_packs", "lint_packs", "list_rules", "show_rule", "test_packs"]
