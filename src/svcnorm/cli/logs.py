"""Call logs and case logs beside the conversations."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence

from svcnorm.intake import Intake
from svcnorm.model.errors import InputError


def with_logs(
    intake: Intake, calls: Sequence[str], cases: Sequence[str], aside: Callable[[InputError], None]
) -> Intake:
    """The intake that joins conversations with logs; rows that cannot be read go to `aside`. Raises InputError."""
    if not calls and not cases:
        return intake
    from svcnorm.readers.records import read_records
    from svcnorm.report.notes import worded

    found = read_records(calls, cases, lambda source: intake.of(source)[0])
    for error in found.errors:
        aside(error)
    for text in worded(found.notes):
        print(text, file=sys.stderr)
    return intake._replace(assembly=intake.assembly._replace(records=found.records))
