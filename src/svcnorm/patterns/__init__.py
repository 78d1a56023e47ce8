"""The pattern language: from a pattern as written to the places in a turn where it stands."""
