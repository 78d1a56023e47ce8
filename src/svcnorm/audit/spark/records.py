"""Where conversations come from on a cluster: a column of JSON in Parquet files, in a table, or in any DataFrame."""

from __future__ import annotations

import logging
from collections.abc import Iterable
from typing import TYPE_CHECKING

from svcnorm.audit.batch import to_canonical_bytes
from svcnorm.audit.spark.schemas import GIVEN, ddl
from svcnorm.model.conversation import Conversation
from svcnorm.model.errors import InputError
from svcnorm.readers import to_canonical
from svcnorm.readers.parquet import JSON, json_column

if TYPE_CHECKING:
    from pyspark.sql import DataFrame, SparkSession

TABLE = "table:"
"""What the name of a table in the catalogue (Hive) begins with; anything else is a path."""
UNNAMED = "dataframe"
PLACES = (
    ("source_file", "source_row"),
    ("_metadata.file_path", "_metadata.row_index + 1"),
    ("_metadata.file_path", "0"),
    (f"'{UNNAMED}'", "0"),
)
"""File and row of a record: columns of the user's, what Spark knows of files, or nothing."""


def opened(spark: SparkSession, names: Iterable[str], column: str = "") -> DataFrame:
    """The records of Parquet files, folders and tables, one after the other. Raises InputError."""
    found = None
    for name in names:
        df = spark.table(name.removeprefix(TABLE)) if name.startswith(TABLE) else spark.read.parquet(name)
        each = _given(df, column, name)
        found = each if found is None else found.unionByName(each)
    assert found is not None
    return found


def records(df: DataFrame, column: str = "", customers: Iterable[Conversation] = ()) -> DataFrame:
    """Rows of `schemas.GIVEN`, entries of customers among them. Raises InputError where no column holds JSON."""
    given = _given(df, column, UNNAMED)
    rows = [(bytearray(to_canonical_bytes(to_canonical(talk))), talk.source, 0) for talk in customers]
    return given.unionByName(df.sparkSession.createDataFrame(rows, ddl(GIVEN))) if rows else given


def _given(df: DataFrame, column: str, name: str) -> DataFrame:
    if df.columns == GIVEN.names:
        return df
    found = column if column in df.columns else "" if column else json_column(df.columns)
    if not found:
        message = f"there is no column of JSON: the columns are {', '.join(df.columns)}"
        raise InputError(message, file=name, remedy=f"give a conversation a row, in a column {' | '.join(JSON)}")
    return next(filter(None, (_placed(df, found, file, row) for file, row in PLACES)))


def _placed(df: DataFrame, column: str, file: str, row: str) -> DataFrame | None:
    """The column with places; None where the DataFrame does not know of such."""
    from pyspark.errors import AnalysisException

    text = f"CAST(`{column}` AS binary) AS text"
    # Spark 4 logs what it cannot resolve as an error, which it is not: there is no other way to ask.
    log = logging.getLogger("SQLQueryContextLogger")
    before, log.disabled = log.disabled, True
    try:
        return df.selectExpr(text, f"CAST({file} AS string) AS file", f"CAST({row} AS bigint) AS row")
    except AnalysisException:
        return None
    finally:
        log.disabled = before
