"""The store: one SQLite file (schema/) that holds what was judged, when, by which rules, and what came of it."""
