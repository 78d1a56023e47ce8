"""What a handbook makes of the verdicts: norm verdicts and a score that says how much of it could be judged."""

from svcnorm.scoring.scorecard import norm_verdicts, scorecards

__all__ = ["norm_verdicts", "scorecards"]
