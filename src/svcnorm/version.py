"""The version of the program: a constant, since looking it up in the installation costs five times starting Python."""

__version__ = "0.1.0"
