"""What `check` does about known findings: exceptions of the configuration, `--baseline` and `--write-baseline`."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from svcnorm.cli.atomic import replacing
from svcnorm.cli.values import spare_sources, unwritten
from svcnorm.config import Config
from svcnorm.model.report import Report
from svcnorm.report.masking import shown
from svcnorm.suppression import Known, allowed, read_baseline, write_baseline


def marked(report: Report, config: Config, baseline: str, writes: str, as_of: int | None, masked: bool) -> Report:
    """The report with its known findings marked.

    `baseline` is read; `writes` gets all that no exception covers, which is known from then on. `as_of` (epoch
    ms) stands for the day of the run, on which exceptions expire. Raises ConfigError.
    """
    known = dict(read_baseline(baseline)) if baseline else {}
    before = known
    if writes:
        spare_sources(writes, report)
        if not baseline and Path(writes).is_file():
            before = dict(read_baseline(writes))
        known = {each.fingerprint: each for each in _found(allowed(report, config, as_of), before, masked)}
        _write(writes, known)
    report = allowed(report, config, as_of, known)
    if not writes:
        return report
    gone = len(before.keys() - known.keys())
    return replace(report, notes=(*report.notes, f"baseline_written:{len(known)}:{gone}"))


def _found(report: Report, before: dict[str, Known], masked: bool) -> Iterator[Known]:
    """What counts, with the reasons that stood beside it."""
    show = shown(masked)
    for of in report.conversations:
        for verdict in of.verdicts:
            for finding in verdict.counted:
                old = before.get(finding.fingerprint)
                reason = old.reason if old else ""
                yield Known(finding.fingerprint, show.name(of.conversation.id), verdict.rule, reason)


def _write(file: str, known: dict[str, Known]) -> None:
    try:
        with replacing(file) as out:
            write_baseline(known.values(), out)
    except OSError as error:
        raise unwritten(file, error) from None
