"""The same tables from a real master and a real worker on this machine as from a store; needs Spark and Java."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

import pytest
from tests.audit.conftest import HOUSE, ROOT, benchmark, fingerprints
from tests.audit.parquet import ROSTER, texts, write
from tests.audit.test_over_time import at

pytestmark = pytest.mark.spark
PATIENCE = 120
"""Seconds until something that should have happened will not."""
SHORT = "-XX:TieredStopAtLevel=1"
"""Java compiles less: these processes do not live long enough for more to pay."""
AS_OF = "2026-11-20T00:00:00+08:00"


class Cluster(NamedTuple):
    """A master's address, and the folder in which its worker's executors run."""

    master: str
    work: Path


@pytest.fixture(scope="module")
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cluster]:
    """A master and a worker with two cores; both end with the tests, and with them whatever they started."""
    spark = pytest.importorskip("pyspark", reason='no Spark: run pip install "svcnorm[spark]"')
    pytest.importorskip("pandas", reason='no pandas: run pip install "svcnorm[spark]"')
    if shutil.which("java") is None and "JAVA_HOME" not in os.environ:
        pytest.skip("no Java: install a JDK of version 17 or later")
    place = tmp_path_factory.mktemp("cluster")
    program = str(Path(spark.__file__).parent / "bin" / "spark-class")
    port = free()
    made = Cluster(f"spark://127.0.0.1:{port}", place / "work")
    local = ("--host", "127.0.0.1", "--webui-port", "0")
    daemons = []
    try:
        daemons.append(daemon(place / "master.log", program, "master.Master", *local, "--port", str(port)))
        wait(lambda: "New state: ALIVE" in (place / "master.log").read_text(), place / "master.log")
        sizes = ("--cores", "2", "--memory", "1500m", "--work-dir", str(made.work))
        daemons.append(daemon(place / "worker.log", program, "worker.Worker", *local, *sizes, made.master))
        wait(lambda: "Successfully registered" in (place / "worker.log").read_text(), place / "worker.log")
        yield made
    finally:
        for each in reversed(daemons):
            os.killpg(each.pid, signal.SIGTERM)
            each.wait(PATIENCE)
    wait(lambda: not left(place), place / "worker.log")


def free() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


def daemon(log: Path, program: str, name: str, *arguments: str) -> subprocess.Popen[bytes]:
    environment = {**os.environ, "SPARK_LOCAL_IP": "127.0.0.1", "SPARK_DAEMON_MEMORY": "256m"}
    environment["SPARK_DAEMON_JAVA_OPTS"] = SHORT
    command = [program, f"org.apache.spark.deploy.{name}", *arguments]
    with log.open("wb") as out:
        return subprocess.Popen(command, stdout=out, stderr=out, env=environment, start_new_session=True)


def wait(happened: Callable[[], bool], log: Path) -> None:
    begin = time.monotonic()
    while not happened():
        assert time.monotonic() < begin + PATIENCE, log.read_text()[-2000:]
        time.sleep(0.1)


def left(place: Path) -> list[str]:
    """Processes that still run in a folder."""
    found = []
    for entry in Path("/proc").glob("[0-9]*/cwd"):
        try:
            if entry.readlink().is_relative_to(place):
                found.append(entry.parent.name)
        except OSError:
            continue
    return found


def svcnorm(cluster: Cluster, folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run the command with executors that have this source."""
    source = str(ROOT / "src")
    settings = {
        "spark.driver.host": "127.0.0.1",
        "spark.driver.memory": "600m",
        "spark.executor.memory": "600m",
        "spark.executor.cores": "2",
        "spark.executorEnv.PYTHONPATH": source,
        "spark.sql.shuffle.partitions": "3",
        "spark.ui.enabled": "false",
        "spark.driver.extraJavaOptions": SHORT,
        "spark.executor.extraJavaOptions": SHORT,
    }
    given = " ".join(f"--conf {name}={value}" for name, value in settings.items())
    environment = {**os.environ, "PYTHONPATH": source, "PYSPARK_PYTHON": sys.executable, "SPARK_LOCAL_IP": "127.0.0.1"}
    environment["PYSPARK_SUBMIT_ARGS"] = f"{given} pyspark-shell"
    command = [sys.executable, "-m", "svcnorm", "audit", "--engine", "spark", "--master", cluster.master, *arguments]
    return subprocess.run(
        command, cwd=folder, env=environment, capture_output=True, text=True, encoding="utf-8", timeout=600
    )


def rows(path: Path) -> dict[str, list[str]]:
    """All that the tables say, to see in what they differ."""
    tool = benchmark("fingerprint")
    return {name: sorted(tool.told(heads, row) for row in found) for name, heads, found in tool.tables(path)}


def test_the_tables_of_a_store(cluster: Cluster, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from svcnorm.audit.engine import Options, audit
    from svcnorm.audit.pool import Terms
    from svcnorm.config import Config
    from svcnorm.files import read_each
    from svcnorm.readers import ReadOptions
    from svcnorm.readers.roster import read_roster

    files = write(tmp_path / "in", texts(70))
    (tmp_path / "in" / "roster.csv").write_text(ROSTER, encoding="utf-8")
    monkeypatch.chdir(tmp_path / "in")
    customers = list(read_roster(["roster.csv"], ReadOptions()))
    items = [*read_each([path.name for path in files]), *customers]
    store, out = tmp_path / "audit.db", tmp_path / "out"
    tally = audit(store, items, Options(Terms((HOUSE,), Config(), at(AS_OF), True)))[1]
    said = svcnorm(
        *(cluster, tmp_path / "in"),
        *(*(path.as_uri() for path in files), str(out), "--pack", HOUSE, "--as-of", AS_OF, "--customers", "roster.csv"),
    )
    assert said.returncode == 2, said.stderr
    assert "两个对话的 id 都是" in said.stderr
    here, there = rows(store), rows(out)
    assert len(here["verdicts"]) > 5 * 70 and len(here["errors"]) == tally.errors == 4
    assert any('"violation"' in row and '"reply-in-48-hours"' in row for row in here["verdicts"])
    for name, expected in here.items():
        assert there[name] == expected, name
    assert fingerprints(store) == fingerprints(out)
