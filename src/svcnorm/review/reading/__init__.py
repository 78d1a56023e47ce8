"""Files of labels: what kind they are is found by content."""

from __future__ import annotations

from pathlib import Path

from svcnorm.model.errors import InputError
from svcnorm.readers.encoding import decode
from svcnorm.review.labels import Record
from svcnorm.review.reading.jsonl import read_jsonl
from svcnorm.review.reading.table import read_table


def read_labels(path: str, encoding: str | None = None) -> list[Record]:
    """The labels in a file: JSON lines, or a table with a row a label or a row a conversation.

    Raises InputError with file, line and remedy.
    """
    try:
        data = Path(path).read_bytes()
    except OSError as error:
        raise InputError(
            f"cannot read the file: {error.strerror}", file=path, remedy="check that it is a file"
        ) from None
    text = decode(data, path, encoding)
    read = read_jsonl if text.lstrip().startswith("{") else read_table
    records = read(text, path)
    if not records:
        raise InputError(
            "there are no labels in this file", file=path, remedy="docs/calibration.md shows what they look like"
        )
    return records


__all__ = ["read_labels"]
