"""SARIF 2.1.0: what was found, by which rules, and what is known of old (https://docs.oasis-open.org/sarif/sarif/v2.1.0/).

Limits are those of GitHub's code scanning
(https://docs.github.com/en/code-security/code-scanning/troubleshooting-sarif-uploads/results-exceed-limit).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, TextIO
from urllib.parse import quote

from svcnorm.i18n import _, ngettext
from svcnorm.model.conversation import Conversation
from svcnorm.model.report import Report
from svcnorm.model.rules import SEVERITIES
from svcnorm.model.verdicts import UNDETERMINED, Place, Suppression
from svcnorm.report import Options
from svcnorm.report.ci.rows import Row, Unread, row, rows
from svcnorm.report.ci.sarif_rules import LEVELS, descriptors
from svcnorm.report.ci.spots import Spot, spot_of
from svcnorm.report.json_report import one_line
from svcnorm.report.masking import Shown, harmless
from svcnorm.report.notes import worded

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
MOST_RESULTS = 25_000
MOST_SHOWN = 5_000
MOST_PLACES = 100
"""GitHub refuses a run with more results than MOST_RESULTS, keeps MOST_SHOWN, and shows MOST_PLACES of a result."""

Data = dict[str, Any]


def write(report: Report, out: TextIO, options: Options) -> None:
    """Write one run, a result a line, the gravest first; where `verbose`, also what only a person can decide."""
    show = harmless(options.mask)
    found = rows(report, options)
    ordered = sorted((*found.counted, *found.suppressed), key=_rank)
    results = [_result(report, each, show) for each in ordered]
    if options.verbose:
        results += _open(report, show)
    kept = results[:MOST_RESULTS]
    cited = list(dict.fromkeys(result["ruleId"] for result in kept))
    index = {rule: at for at, rule in enumerate(cited)}
    for result in kept:
        result["ruleIndex"] = index[result["ruleId"]]
    head = {"$schema": SCHEMA, "version": "2.1.0"}
    run = {
        "tool": {"driver": {**_tool(report), "rules": descriptors(report, cited, show)}},
        "columnKind": "unicodeCodePoints",
        "invocations": [_invocation(report, found.unread, len(results), show)],
    }
    listed = ",".join(f"\n{one_line(result)}" for result in kept)
    out.write(f'{one_line(head)[:-1]},\n"runs": [{one_line(run)[:-1]},\n"results": [{listed}\n]}}]}}\n')


def _rank(of: Row) -> tuple[bool, int]:
    return of.finding.suppressed is not None, -SEVERITIES.index(of.finding.severity)


def _tool(report: Report) -> Data:
    version = report.tool.get("version", "")
    return {"name": "svcnorm", "version": version, "semanticVersion": version}


def _result(report: Report, of: Row, show: Shown) -> Data:
    finding = of.finding
    more = list(dict.fromkeys(finding.places[1:MOST_PLACES]))
    data = {
        "ruleId": of.verdict.rule,
        "level": LEVELS[finding.severity],
        "message": {"text": _no_link(of.message)},
        "locations": [_location(of.talk, of.file, of.spot, finding.places, show)],
        "partialFingerprints": _fingerprints(finding.fingerprint),
        "suppressions": [] if finding.suppressed is None else [_suppression(finding.suppressed, show)],
        "properties": {
            "conversation": show.name(of.talk.id),
            "norms": list(of.verdict.norms),
            "severity": finding.severity,
            "points": finding.points,
        },
    }
    if more:
        data["relatedLocations"] = [
            {"id": at, **_location(of.talk, of.file, spot_of(of.talk, (place,)), (place,), show)}
            for at, place in enumerate(more, 1)
        ]
    return data


def _no_link(text: str) -> str:
    """A message without what viewers take for a link, `[words](address)`."""
    return text.replace("](", "] (")


def _fingerprints(fingerprint: str) -> dict[str, str]:
    """Ours, and the same under the one name that GitHub compares; it would hash the lines of the file otherwise."""
    return {"svcnorm/v1": fingerprint, "primaryLocationLineHash": f"{fingerprint.rpartition(':')[2]}:1"}


def _suppression(of: Suppression, show: Shown) -> Data:
    given = {"source": of.kind, "place": of.place, "owner": show.text(of.owner), "expires": of.expires}
    kind = "inSource" if of.kind == "inline" else "external"
    data: Data = {"kind": kind, "status": "accepted", "properties": {k: v for k, v in given.items() if v}}
    return {**data, "justification": show.text(of.reason)} if of.reason else data


def _location(talk: Conversation, file: str, spot: Spot, places: Sequence[Place], show: Shown) -> Data:
    """The file with its line, which GitHub demands (1 where there is none), and the place as the record names it."""
    region: Data = {"startLine": spot.line or 1}
    if spot.column is not None:
        region |= {"startColumn": spot.column, "endLine": spot.end_line, "endColumn": spot.end_column}
    if places:
        region["snippet"] = {"text": show.words(talk, places[0])}
    name = show.name(talk.id)
    logical = {"name": name, "fullyQualifiedName": f"{name}{show.text(spot.pointer)}"}
    return {
        "physicalLocation": {"artifactLocation": {"uri": quote(file)}, "region": region},
        "logicalLocations": [logical],
    }


def _open(report: Report, show: Shown) -> Iterator[Data]:
    """What only a person can confirm, and what could not be judged: neither is a fault."""
    for of in report.conversations:
        talk = of.conversation
        for verdict in of.verdicts:
            for finding in verdict.possible:
                possible = _result(report, row(report, talk, verdict, finding, show), show)
                yield {**possible, "kind": "review", "level": "none"}
            if verdict.verdict == UNDETERMINED and not verdict.possible:
                location = _location(talk, show.source(talk.source), Spot(), (), show)
                message = ", ".join(verdict.reasons) or UNDETERMINED
                data = {"ruleId": verdict.rule, "kind": "open", "level": "none", "message": {"text": message}}
                yield {**data, "locations": [location], "suppressions": []}


def _invocation(report: Report, lost: Sequence[Unread], results: int, show: Shown) -> Data:
    """Whether everything could be read, and what the user must know of the run."""
    told = [_unread(each) for each in lost]
    told += [_notification("note", show.text(note)) for note in worded(report.notes)]
    if results > MOST_RESULTS:
        more = results - MOST_RESULTS
        text = ngettext("{n} result is left out, the least grave", "{n} results are left out, the least grave", more)
        told.append(_notification("warning", text))
    if results > MOST_SHOWN:
        told.append(_notification("note", _("GitHub keeps the first {n} results", n=MOST_SHOWN)))
    return {"executionSuccessful": not lost, "toolExecutionNotifications": told}


def _unread(each: Unread) -> Data:
    location: Data = {"physicalLocation": {"artifactLocation": {"uri": quote(each.file)}}}
    if each.line is not None:
        location["physicalLocation"]["region"] = {"startLine": each.line}
    return {**_notification("error", each.message), "locations": [location]}


def _notification(level: str, text: str) -> Data:
    return {"level": level, "message": {"text": text}}
