"""The machine formats as tests read them: written to a text, and parsed."""

from __future__ import annotations

import io
import json
from typing import Any
from xml.etree import ElementTree

from svcnorm.model.report import Report
from svcnorm.report import Options, write


def text_of(name: str, report: Report, **options: Any) -> str:
    """The report in a format."""
    out = io.StringIO()
    write(name, report, out, Options(**options))
    return out.getvalue()


def sarif(report: Report, **options: Any) -> Any:
    """The one run of a SARIF file."""
    (run,) = json.loads(text_of("sarif", report, **options))["runs"]
    return run


def results(report: Report, **options: Any) -> Any:
    """The results of a SARIF file."""
    return sarif(report, **options)["results"]


def json_of(name: str, report: Report, **options: Any) -> Any:
    """A format that is JSON."""
    return json.loads(text_of(name, report, **options))


def xml_of(name: str, report: Report, **options: Any) -> ElementTree.Element:
    """A format that is XML."""
    return ElementTree.fromstring(text_of(name, report, **options))
