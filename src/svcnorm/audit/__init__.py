"""Audits: many conversations judged by worker processes into a store that outlives the run."""
