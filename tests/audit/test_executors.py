"""What runs on executors, without Spark: parcels of rules, reading, judging, schemas, messages."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from tests.audit.conftest import HOUSE, asked, generated
from tests.audit.parquet import texts, write

from svcnorm.audit.choice import Choice
from svcnorm.audit.spark import audit, shipping
from svcnorm.audit.spark.failures import explained
from svcnorm.audit.spark.judging import judge_batches
from svcnorm.audit.spark.reading import read_batches, twin_batches
from svcnorm.audit.spark.records import records
from svcnorm.audit.spark.schemas import FELLOW, GIVEN, JUDGED, WORK, ddl
from svcnorm.config import Config
from svcnorm.intake import Intake, Told
from svcnorm.model.errors import ConfigError, InputError

pa = pytest.importorskip("pyarrow")


class Broadcast(NamedTuple):
    """A broadcast variable as executors see it."""

    value: bytes


def sent(*packs: str, config: Config = Config(), told: Told = Told()) -> dict[str, Any]:  # noqa: B008 (frozen)
    parcel = shipping.packed(Choice(packs, config), None, True, Intake(told=told)).parcel
    return {"parcel": Broadcast(parcel.body), "expected": parcel.hash}


def read(rows: list[Any], parcel: dict[str, Any]) -> list[dict[str, Any]]:
    given = [
        {"text": text and text.encode(), "file": "file:///in/a.parquet", "row": n} for n, text in enumerate(rows, 1)
    ]
    batches = read_batches([pa.RecordBatch.from_pylist(given, schema=GIVEN)], **parcel)
    return [row for batch in batches for row in batch.to_pylist()]


def judged(rows: list[dict[str, Any]], parcel: dict[str, Any], size: int = 7) -> list[dict[str, Any]]:
    """The rows judged, in batches that cut bundles in two."""
    known = [{name: row.get(name) for name in WORK.names} for row in rows]
    ordered = sorted(known, key=lambda row: (row["bundle"], row["part"], row["id"]))
    batches = [pa.RecordBatch.from_pylist(ordered[n : n + size], schema=WORK) for n in range(0, len(ordered), size)]
    return [row for batch in judge_batches(batches, **parcel) for row in batch.to_pylist()]


def test_rules_arrive_as_they_were_sent() -> None:
    packed = shipping.packed(Choice((HOUSE,), Config()), 5, False, Intake(told=Told(channel="chat")))
    there = shipping.opened(*packed.parcel)
    rules, here = there.rules(0), packed.rulesets[0]
    assert rules is not None and (rules.rules, rules.handbooks, rules.tool) == (here.rules, here.handbooks, here.tool)
    assert there.rules(0) is there.rules(0)
    assert shipping.opened(*packed.parcel) is there
    assert (there.as_of, there.mask, there.intake.told.channel) == (5, False, "chat")
    known = there.known("visit")
    assert known is not None and known.levels == ("case", "customer")


def tampered(change: Any) -> shipping.Parcel:
    parcel = shipping.packed(Choice((HOUSE,), Config()), None, True, Intake()).parcel
    said = json.loads(parcel.body)
    change(said)
    body = json.dumps(said).encode()
    return shipping.Parcel(body, shipping._digest(body))


def test_other_rules_are_refused() -> None:
    def reworded(said: dict[str, Any]) -> None:
        (text,) = said["rulesets"]
        said["rulesets"] = [text.replace(*(json.dumps(words)[1:-1] for words in ("没有问好", "忘了问好")))]

    there = shipping.opened(*tampered(reworded))
    with pytest.raises(ConfigError, match="the rules have the hash .* on the executor, and .* on the driver"):
        there.rules(0)


def test_another_program_is_refused() -> None:
    with pytest.raises(ConfigError, match="not that of the driver: jieba 0.1 / "):
        shipping.opened(*tampered(lambda said: said["program"].update(jieba="0.1")))


def test_a_damaged_parcel_is_refused() -> None:
    parcel = shipping.packed(Choice((HOUSE,), Config()), 77, True, Intake()).parcel
    with pytest.raises(ConfigError, match="not those that were sent"):
        shipping.opened(parcel.body + b" ", parcel.hash)


def test_mapping_files_do_not_reach_executors() -> None:
    with pytest.raises(ConfigError, match="mapping files"):
        sent(HOUSE, told=Told(mappings=("m.yaml",)))


def test_what_cannot_be_read_is_told_with_its_place() -> None:
    rows = read(["{", None, json.dumps(generated(1)[0])], sent(HOUSE))
    faults = [row["fault"] for row in rows if row["fault"]]
    assert [(fault["file"], fault["place"]) for fault in faults] == [("a.parquet", "1:2")]
    assert [row["id"] for row in rows if row["id"]] == ["G-0000000"]


def test_channels_without_a_pack_are_not_judged() -> None:
    record = {**generated(1)[0], "channel": "letter"}
    parcel = sent()
    (row,) = read([json.dumps(record)], parcel)
    (one,) = judged([row], parcel)
    choice = Choice((), Config())
    assert (row["ruleset"] is None) == (not choice.names("letter"))
    assert (one["codes"] is None) == (row["ruleset"] is None)


def test_bundles(auditing: Any, tmp_path: Path) -> None:
    """Conversations judged with their fellows come out as in a store, wherever batches are cut."""
    rows = texts(40)
    auditing(*write(tmp_path / "in", rows, 1))
    parcel = sent(HOUSE)
    there = [row for row in read(rows, parcel) if row["id"]]
    entries = list({row["id"]: row for row in reversed(there)}.values())
    work = list(entries)
    for bundle in {row["bundle"] for row in entries}:
        names = {
            (m["kind"], m["name"])
            for row in entries
            for m in row["memberships"]
            if row["bundle"] == bundle and m["asks"]
        }
        for row in entries:
            if names & {(m["kind"], m["name"]) for m in row["memberships"]}:
                work.append({**row, "bundle": bundle, "part": FELLOW, "canonical": None, "about": None})
    found = {
        (row["about"]["conversation"], finding["fingerprint"])
        for row in judged(work, parcel)
        for finding in row["findings"]
    }
    assert found == set(asked(tmp_path / "audit.db", "SELECT conversation, fingerprint FROM all_findings"))
    assert len({row["bundle"] for row in entries}) < len(entries) - 5


def test_twins() -> None:
    rows = [
        {
            "id": "13800000000",
            "file": "hdfs://x/b.parquet",
            "place": "hdfs://x/b.parquet:7",
            "first": "hdfs://x/a.parquet:1",
        }
    ]
    (batch,) = twin_batches([pa.RecordBatch.from_pylist(rows)], **sent(HOUSE))
    (row,) = batch.to_pylist()
    assert (row["fault"]["file"], row["fault"]["place"]) == ("b.parquet", "7")
    assert row["fault"]["message"].endswith("“138****0000”: here and in a.parquet:1")


def test_a_fault_of_ours_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    parcel = sent(HOUSE)
    rows = read([json.dumps(generated(1)[0])], parcel)
    rows[0]["canonical"] = b'{"id": "C-1", "turns": 5}'
    (row,) = judged(rows, parcel)
    assert row["fault"]["message"].startswith("svcnorm itself failed on the conversation “C-1”: ")
    assert row["codes"] is None


def test_spark_is_told_what_arrow_has() -> None:
    assert ddl(GIVEN) == "`text` binary, `file` string, `row` bigint"
    deep = pa.schema(
        [JUDGED.field("reasons"), ("of", pa.list_(pa.struct([("end", pa.float64()), ("is", pa.bool_())])))]
    )
    assert ddl(deep) == "`reasons` map<int,string>, `of` array<struct<`end`: double, `is`: boolean>>"


def test_spark_connect_is_refused() -> None:
    pytest.importorskip("pyspark")

    class Frame(NamedTuple):
        sparkSession: object = None  # noqa: N815 (its name in Spark)

    with pytest.raises(ConfigError, match="Spark Connect cannot broadcast rules"):
        audit(Frame(), [HOUSE])


def test_a_column_of_json_is_asked_for() -> None:
    class Frame(NamedTuple):
        columns: list[str]

    with pytest.raises(InputError, match="there is no column of JSON: the columns are id, text"):
        records(Frame(["id", "text"]))


@pytest.mark.parametrize(
    ("text", "message", "remedy"),
    [
        (
            "Job aborted … svcnorm.model.errors.ConfigError: not the same\n  → do this\n\n at java",
            "not the same",
            "do this",
        ),
        (
            "x\nModuleNotFoundError: No module named 'svcnorm'\ny",
            "svcnorm is not installed on the executors",
            shipping.REMEDY,
        ),
        (
            "[X] See below:\nTraceback (most recent call last):\n  File x\nOSError: [Errno 20] No: 'z'\n\n\tat org.x",
            "Spark failed: OSError: [Errno 20] No: 'z'",
            "the log of Spark says more",
        ),
        (
            "[PATH_NOT_FOUND] Path does not exist: a.",
            "Spark failed: Path does not exist: a.",
            "the log of Spark says more",
        ),
        ("An error occurred\n: org.x: [OUT_OF] x", "Spark failed: An error occurred", "the log of Spark says more"),
    ],
)
def test_what_goes_wrong_on_a_cluster(text: str, message: str, remedy: str) -> None:
    error = explained(text)
    assert (error.message, error.remedy) == (message, remedy)
