"""`svcnorm audit --engine spark`: Parquet or Hive in, judged on a cluster, a folder of Parquet tables out."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from svcnorm.cli import FAILED, OK
from svcnorm.cli.audit import OFTEN, STORE, AuditOptions, often, tell_what_is_left_out
from svcnorm.cli.check import CheckOptions, prepare
from svcnorm.cli.rejects import Rejects
from svcnorm.i18n import _
from svcnorm.model.errors import ConfigError, InputError
from svcnorm.version import __version__

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

    from svcnorm.audit.spark import Tables

ROWS = 1_000
"""Records that Spark hands to Python at a time."""


def run(paths: Sequence[str], options: CheckOptions, wanted: AuditOptions) -> int:
    """Audit all of `paths` but the last into the folder that this names; returns the exit code."""
    _refuse(options, wanted)
    if len(paths) < 2:
        message = _("--engine spark needs what to read, and a folder to write to")
        raise ConfigError(message, remedy=_("name Parquet files, folders or table:NAME, then the folder"))
    *names, out = paths
    if Path(out).exists():
        raise ConfigError(_("{file} is there already", file=out), remedy=_("name a new folder"))
    context = prepare(options)
    tell_what_is_left_out(context.config)
    mask = options.mask and context.config.mask
    aside = Rejects(None, mask, options.verbose)
    with _session(wanted.master, any(name.startswith("table:") for name in names)) as spark:
        from svcnorm.audit.spark import audit
        from svcnorm.audit.spark.records import opened
        from svcnorm.readers.roster import read_roster

        tables = audit(
            opened(spark, names),
            options.packs,
            config=context.config,
            as_of=context.as_of,
            mask=mask,
            customers=read_roster(wanted.customers, context.intake.read),
            told=options.told,
        )
        read = _write(spark, tables, out, aside)
        broken = _broken(spark, out)
    aside.summary()
    print(_("{file}: {n} conversations, set aside {errors}", file=out, n=read, errors=aside.count))
    often([(*each, read) for each in broken])
    return FAILED if (aside.count and not options.allow_rejects) or not read else OK


def _refuse(options: CheckOptions, wanted: AuditOptions) -> None:
    """Options that only make sense where files are read and stored here. Raises ConfigError."""
    given = {
        "--calls": options.calls,
        "--cases": options.cases,
        "--mapping": options.mappings,
        "--encoding": options.encoding,
        "--rejects": options.rejects,
        "--store": wanted.store != STORE,
        "--jobs": wanted.jobs,
        "--dry-run": wanted.dry_run,
        "--since": wanted.since,
    }
    for name, value in given.items():
        if value:
            message = _("{option} does not go with --engine spark", option=name)
            raise ConfigError(message, remedy=_("leave it out, or audit on one machine"))


@contextmanager
def _session(master: str, hive: bool) -> Iterator[SparkSession]:
    """A session that ends with the run; what fails on the cluster is one clear ConfigError where it is known why."""
    try:
        import pandas  # noqa: F401  (mapInArrow asks for it, late and less clearly)
        import pyarrow  # noqa: F401  (likewise)
        from py4j.protocol import Py4JError
        from pyspark.errors import PySparkException
        from pyspark.sql import SparkSession
    except ImportError:
        raise ConfigError(_("Spark is not installed"), remedy=_('run pip install "svcnorm[spark]"')) from None
    from svcnorm.audit.spark.failures import explained

    os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    builder = SparkSession.builder.appName("svcnorm audit")
    builder = builder.config("spark.sql.execution.arrow.maxRecordsPerBatch", ROWS)
    builder = builder.config("spark.ui.showConsoleProgress", sys.stderr.isatty())
    builder = builder.master(master) if master else builder
    builder = builder.enableHiveSupport() if hive else builder
    try:
        spark = builder.getOrCreate()
        try:
            spark.sparkContext.setLogLevel("ERROR")
            yield spark
        finally:
            spark.stop()
    except (PySparkException, Py4JError) as error:
        raise explained(str(error)) from error


def _write(spark: SparkSession, tables: Tables, out: str, aside: Rejects) -> int:
    """Write every table, then `runs`: without it the folder is of a run that did not end. Returns how many
    conversations there are."""
    for name, table in tables.named().items():
        table.write.parquet(f"{out}/{name}")
    for row in spark.read.parquet(f"{out}/errors").toLocalIterator():
        place = f"{row.file}:{row.place}" if row.place else row.file
        aside.add(InputError(row.message, file=place, remedy=row.remedy))
    read = int(spark.read.parquet(f"{out}/conversations").count())
    done = spark.createDataFrame([(__version__, read, aside.count)], "version string, read long, errors long")
    done.write.parquet(f"{out}/runs")
    return read


def _broken(spark: SparkSession, out: str) -> list[tuple[str, str, str, int]]:
    """The rules that were broken in most conversations."""
    broken = spark.read.parquet(f"{out}/verdicts").where("verdict = 'violation'").groupBy("rule", "title", "severity")
    return [
        tuple(row) for row in broken.count().orderBy("count", "rule", ascending=[False, True]).limit(OFTEN).collect()
    ]
