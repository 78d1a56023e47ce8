"""Tencent Cloud's answer without details: its sentences stand in one text, `Data.Result`.

https://cloud.tencent.com/document/product/1093/37822; with `ResultDetail` it is another form.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from svcnorm.readers import tencent
from svcnorm.readers.checks import Place
from svcnorm.readers.format import Carries, Read, Shape
from svcnorm.readers.options import ReadOptions


def claims(data: Any) -> bool:
    """A flat text as the result, and no list of sentences beside it."""
    task = _task(data, Place(""))[0]
    text = task.get("Result")
    return isinstance(text, str) and not task.get("ResultDetail") and tencent.claims(text, "")


def read(data: Any, place: Place, name: str, options: ReadOptions) -> Read:
    """The one conversation of the task."""
    task, spot = _task(data, place)
    yield tencent.conversation(task["Result"], spot.at("Result"), name, options)


def _task(data: Any, place: Place) -> tuple[Mapping[str, Any], Place]:
    """The object that holds the result; some tools keep the whole response, some only its data."""
    for key in ("Response", "Data"):
        if isinstance(data, dict) and isinstance(data.get(key), dict):
            data, place = data[key], place.at(key)
    return (data if isinstance(data, dict) else {}), place


SHAPE = Shape(
    "tencent-result",
    "Tencent Cloud speech recognition, flat text in JSON",
    "Data.Result",
    Carries("speaker", "clock"),
    claims,
    read,
)
