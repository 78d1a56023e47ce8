"""Rows of any table, written to a file that programs or spreadsheets open: CSV, JSON lines, Excel, Parquet."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import chain, islice
from pathlib import Path
from typing import Any

from svcnorm.i18n import _
from svcnorm.model.errors import ConfigError
from svcnorm.report.cells import Sheet
from svcnorm.report.plain import visible

Row = Sequence[Any]
"""Texts, numbers, None; bytes are written as digits."""
LAST_ROW = 1_048_576
"""Rows of a sheet of Excel, its heading among them."""
BATCH = 10_000
"""Rows that make a group of a Parquet file."""


def write_csv(file: Path, heads: Sequence[str], rows: Iterable[Row], title: str) -> None:
    """UTF-8 that spreadsheets recognise, in which nothing is taken for a formula."""
    with file.open("w", encoding="utf-8", newline="") as out:
        sheet = Sheet(out, heads)
        for row in rows:
            sheet.values(row)


def write_jsonl(file: Path, heads: Sequence[str], rows: Iterable[Row], title: str) -> None:
    """An object a line."""
    with file.open("w", encoding="utf-8", newline="\n") as out:
        for row in rows:
            out.write(json.dumps(dict(zip(heads, map(plain, row))), ensure_ascii=False) + "\n")


def write_xlsx(file: Path, heads: Sequence[str], rows: Iterable[Row], title: str) -> None:
    """A workbook of one sheet; texts are texts, whatever they begin with."""
    from openpyxl import Workbook
    from openpyxl.cell import WriteOnlyCell

    book = Workbook(write_only=True)
    sheet = book.create_sheet(title[:31])
    sheet.freeze_panes = "A2"

    def cell(value: Any) -> Any:
        if not isinstance(value, str):
            return plain(value)
        text = WriteOnlyCell(sheet, visible(value))
        text.data_type = "s"
        return text

    for number, row in enumerate(chain([heads], rows), 1):
        if number > LAST_ROW:
            message = _("a sheet of Excel has room for {n} rows", n=LAST_ROW - 1)
            raise ConfigError(message, remedy=_("write .csv or .parquet"))
        sheet.append([cell(value) for value in row])
    book.save(file)


def write_parquet(file: Path, heads: Sequence[str], rows: Iterable[Row], title: str) -> None:
    """A column is of the type of its first value, of text where it has none."""
    try:
        import pyarrow
        from pyarrow import parquet
    except ImportError:
        message = _("Parquet is not installed")
        raise ConfigError(message, remedy=_('run pip install "svcnorm[parquet]", or write .csv')) from None
    batches = _batches(rows)
    first = next(batches, [])
    schema = pyarrow.schema([(head, _type(pyarrow, [row[n] for row in first])) for n, head in enumerate(heads)])
    with parquet.ParquetWriter(file, schema, compression="zstd") as out:
        for batch in chain([first], batches):
            columns = zip(*(map(plain, row) for row in batch)) if batch else [()] * len(heads)
            arrays = [pyarrow.array(column, kind) for column, kind in zip(columns, schema.types)]
            out.write_table(pyarrow.Table.from_arrays(arrays, schema=schema))


WRITERS: Mapping[str, Callable[[Path, Sequence[str], Iterable[Row], str], None]] = {
    ".csv": write_csv,
    ".jsonl": write_jsonl,
    ".xlsx": write_xlsx,
    ".parquet": write_parquet,
}
"""By the ending of the file's name."""


def plain(value: Any) -> Any:
    """A value as JSON knows it."""
    return value.hex() if isinstance(value, bytes) else value


def _batches(rows: Iterable[Row]) -> Iterator[list[Row]]:
    left = iter(rows)
    while batch := list(islice(left, BATCH)):
        yield batch


def _type(pyarrow: Any, values: Iterable[Any]) -> Any:
    known = [value for value in values if value is not None]
    if known and all(isinstance(value, int) for value in known):
        return pyarrow.int64()
    return pyarrow.float64() if known and all(isinstance(v, (int, float)) for v in known) else pyarrow.string()
