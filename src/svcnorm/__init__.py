"""svcnorm: the open linter for service conversations."""

__version__ = "0.1.0"
