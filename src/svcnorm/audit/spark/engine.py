"""One audit on a cluster: read, gather the fellows of each bundle, judge."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from svcnorm.audit.choice import Choice
from svcnorm.audit.faults import told as told_of
from svcnorm.audit.spark.judging import judge_batches
from svcnorm.audit.spark.reading import read_batches, twin_batches
from svcnorm.audit.spark.records import records
from svcnorm.audit.spark.schemas import FAULTS, FELLOW, JUDGED, READ, WORK, ddl
from svcnorm.audit.spark.shipping import packed
from svcnorm.audit.spark.views import Tables, views
from svcnorm.config import Config
from svcnorm.intake import NOTHING, Told, intake_of
from svcnorm.model.conversation import Conversation
from svcnorm.model.errors import ConfigError, InputError
from svcnorm.report.masking import shown

if TYPE_CHECKING:
    from pyspark.sql import DataFrame

ORDER = ("file", "row", "number", "hash")
"""Which of conversations with one id is the first, as when files are read one after the other."""


def audit(
    df: DataFrame,
    packs: Sequence[str] = (),
    *,
    config: Config | None = None,
    as_of: int | None = None,
    mask: bool = True,
    column: str = "",
    customers: Iterable[Conversation | InputError] = (),
    told: Told = NOTHING,
    partitions: int | None = None,
) -> Tables:
    """Judge the conversations of a DataFrame: JSON in a column (`column`, or one of the usual names), a record a row.

    `packs` are names or files on the driver; without any, those of the configuration, or the neutral pack of each
    conversation's channel. `as_of` (epoch ms) is until when records are complete, `customers` are entries of rosters
    (`readers.roster`), `told` is said of all records, `partitions` how many tasks judge (as many as
    `spark.sql.shuffle.partitions`); all else decides what comes out. Nothing runs before a table is used; what is
    read and judged is kept for the next use until `Tables.release`. Raises PackError, ConfigError, and InputError
    where there is no such column.
    """
    from pyspark import StorageLevel

    spark = df.sparkSession
    context = getattr(spark, "sparkContext", None)
    if context is None:
        raise ConfigError("Spark Connect cannot broadcast rules", remedy="use a session of the cluster's own driver")
    config = config or Config()
    choice = Choice(tuple(packs) or config.packs, config)
    parcel, rulesets = packed(choice, as_of, mask, intake_of(config, told))
    sent = {"parcel": context.broadcast(parcel.body), "expected": parcel.hash}
    roster = tuple(customers)
    known = [item for item in roster if not isinstance(item, InputError)]
    wrong = [(told_of(item, shown(mask)),) for item in roster if isinstance(item, InputError)]
    read = records(df, column, known).mapInArrow(partial(read_batches, **sent), ddl(READ))
    read = read.persist(StorageLevel.MEMORY_AND_DISK)
    entries, twins = _apart(read)
    tasks = partitions or int(spark.conf.get("spark.sql.shuffle.partitions"))
    work = _work(entries).repartition(tasks, "bundle").sortWithinPartitions("bundle", "part", "id")
    judged = work.mapInArrow(partial(judge_batches, **sent), ddl(JUDGED)).persist(StorageLevel.MEMORY_AND_DISK)
    faults = read.where("fault IS NOT NULL").select("fault")
    faults = faults.unionByName(twins.mapInArrow(partial(twin_batches, **sent), ddl(FAULTS)))
    faults = faults.unionByName(spark.createDataFrame(wrong, ddl(FAULTS)))
    return views(spark, rulesets, entries, judged, faults, (read, judged))


def _apart(read: DataFrame) -> tuple[DataFrame, DataFrame]:
    """Conversations, each id once, and those that have the id of another."""
    from pyspark.sql import Window
    from pyspark.sql import functions as sql

    same = Window.partitionBy("id").orderBy(*ORDER)
    numbered = read.where("id IS NOT NULL").select(
        "*", sql.row_number().over(same).alias("nth"), sql.first("place").over(same).alias("first")
    )
    return numbered.where("nth = 1"), numbered.where("nth > 1").select("id", "file", "place", "first")


def _work(entries: DataFrame) -> DataFrame:
    """What is judged together, with the frames and events of all that its rules may look at, each once."""
    from pyspark.sql import functions as sql

    columns = [f"`{name}`" for name in WORK.names]
    members = entries.select("id", "bundle", sql.explode("memberships").alias("of")).select("id", "bundle", "of.*")
    asked = members.where("asks").select("bundle", "kind", "name").distinct()
    found = members.select("id", "kind", "name").join(asked, ["kind", "name"]).select("bundle", "id").distinct()
    frames = entries.select("id", "started_at", "memberships", "events").where("events IS NOT NULL")
    fellows = found.join(frames, "id").withColumn("part", sql.lit(FELLOW))
    return entries.selectExpr(*columns).unionByName(fellows, allowMissingColumns=True)
