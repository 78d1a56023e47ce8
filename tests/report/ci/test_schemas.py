"""Every machine format keeps to the schema of those who read it (tests/data/schemas), whatever the texts hold."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from lxml import etree
from tests.report import samples
from tests.report.ci.formats import json_of, text_of
from tests.report.ci.hostile import hostile
from tests.report.factories import report

from svcnorm.model.report import Report

SCHEMAS = Path(__file__).parents[2] / "data" / "schemas"
JSON = {"sarif": "sarif-2.1.0.json", "gitlab": "ours/gitlab.json", "rdjson": "ours/rdjson.json"}
XML = {"junit": "junit-10.xsd", "checkstyle": "ours/checkstyle.xsd"}
REPORTS: dict[str, Callable[[], Report]] = {
    "several": samples.several,
    "undetermined": samples.undetermined,
    "clean": samples.clean,
    "hostile": hostile,
    "empty": report,
}


def _validator(name: str) -> Any:
    schema = json.loads((SCHEMAS / JSON[name]).read_text(encoding="utf-8"))
    return jsonschema.validators.validator_for(schema)(schema)


def _xsd(name: str) -> etree.XMLSchema:
    return etree.XMLSchema(etree.parse(SCHEMAS / XML[name]))


@pytest.mark.parametrize("sample", REPORTS)
@pytest.mark.parametrize("name", JSON)
@pytest.mark.parametrize("verbose", [False, True])
def test_json(name: str, sample: str, verbose: bool) -> None:
    _validator(name).validate(json_of(name, REPORTS[sample](), verbose=verbose))


@pytest.mark.parametrize("sample", REPORTS)
@pytest.mark.parametrize("name", XML)
def test_xml(name: str, sample: str) -> None:
    _xsd(name).assertValid(etree.fromstring(text_of(name, REPORTS[sample]()).encode("utf-8")))


@pytest.mark.parametrize("name", JSON)
def test_the_schemas_refuse_what_is_wrong(name: str) -> None:
    wrong: Any = json_of(name, samples.several())
    if name == "sarif":
        wrong["runs"][0]["results"][0]["levle"] = "error"
    else:
        (wrong[0] if name == "gitlab" else wrong["diagnostics"][0])["location"]["line"] = 1
    with pytest.raises(jsonschema.ValidationError):
        _validator(name).validate(wrong)


@pytest.mark.parametrize("name", XML)
def test_the_xml_schemas_refuse_what_is_wrong(name: str) -> None:
    wrong = text_of(name, samples.several()).replace("message=", "massage=", 1)
    assert not _xsd(name).validate(etree.fromstring(wrong.encode("utf-8")))


@pytest.mark.parametrize("sample", REPORTS)
@pytest.mark.parametrize("name", [*JSON, *XML, "github"])
def test_every_format_is_utf_8_without_anything_that_a_screen_obeys(name: str, sample: str) -> None:
    text = text_of(name, REPORTS[sample]())
    text.encode("utf-8")
    assert not set(text) & set("\x00\x01\x08\x0b\x0c\x1b\x7f\x85\r\ufffe\uffff\u202e\u2028\u2029")
    assert "13800138000" not in text and (sample != "hostile" or "138****8000" in text)


@pytest.mark.parametrize("name", [*JSON, *XML, "github"])
def test_numbers_are_shown_where_asked_for(name: str) -> None:
    assert "13800138000" in text_of(name, hostile(), mask=False)
