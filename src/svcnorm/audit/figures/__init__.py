"""What a store comes to: counts by rule, agent, day; samples; what became of verdicts between two runs."""
