"""What can be measured. A new metric is a function here or beside, a line in `METRICS`, its cases."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from svcnorm.judging.metrics.counts import counted, share
from svcnorm.judging.metrics.quantity import Quantity
from svcnorm.judging.metrics.rings import rung
from svcnorm.judging.metrics.speech import duration, overlap, silence, speech_rate, talk_share
from svcnorm.model.rules import Measure
from svcnorm.timeline.timeline import Timeline
from svcnorm.timeline.windows import Window

METRICS: Mapping[str, Callable[[Timeline, Measure, Window, bool], Quantity]] = {
    "rings": rung,
    "speech_rate": speech_rate,
    "talk_share": talk_share,
    "duration": duration,
    "silence": silence,
    "overlap": overlap,
    "count": counted,
    "share": share,
}
