"""Readers of scripts: one module per format, chosen by the ending of the name."""
