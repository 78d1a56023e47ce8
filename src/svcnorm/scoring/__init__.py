"""What a handbook makes of the verdicts: norm verdicts and a score that says how much of it could be judged."""

from svcnorm.scoring.reviewed import Missed, as_reviewed
from svcnorm.scoring.scorecard import norm_verdicts, scorecards

__all__ = ["Missed", "as_reviewed", "norm_verdicts", "scorecards"]
