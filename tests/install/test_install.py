"""The packs and data files are found wherever svcnorm is: in a wheel, in an editable install, in a plain checkout."""

from __future__ import annotations

import os
import subprocess
import sys
import sysconfig
import tarfile
import venv
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent.parent
CALL = ROOT / "examples" / "transcripts" / "inbound-late-pickup.txt"
PACKAGE = ROOT / "src" / "svcnorm"
DATA = (
    "py.typed",
    "schemas/*.json",
    "locale/*/LC_MESSAGES/*.mo",
    "text/data/*",
    "patterns/slots/data/*",
    "report/html/templates/*.*",
    "report/html/templates/site/*",
)
"""What the program reads of its own package beside code."""

CHECKOUT = [sys.executable, "-m", "svcnorm"]


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A directory with the sdist, and the wheel that was built from the sdist."""
    folder = tmp_path_factory.mktemp("dist")
    _run([sys.executable, "-m", "build", "--no-isolation", "--outdir", str(folder), str(ROOT)])
    return folder


@pytest.fixture(scope="module")
def from_wheel(built: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A fresh environment with the wheel."""
    (wheel,) = built.glob("*.whl")
    return _environment(tmp_path_factory.mktemp("wheel"), wheel)


@pytest.fixture(scope="module")
def editable(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A fresh environment with what `pip install -e` installs."""
    folder = tmp_path_factory.mktemp("editable")
    program = f"from hatchling.build import build_editable; build_editable({str(folder)!r})"
    _run([sys.executable, "-c", program], cwd=ROOT)
    (wheel,) = folder.glob("*.whl")
    return _environment(folder, wheel)


def test_the_wheel_holds_all_that_the_program_reads(built: Path) -> None:
    (wheel,) = built.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        names = set(archive.namelist())
    modules = {f"svcnorm/{path.relative_to(PACKAGE).as_posix()}" for path in PACKAGE.rglob("*.py")}
    data = {f"svcnorm/{path.relative_to(PACKAGE).as_posix()}" for glob in DATA for path in PACKAGE.glob(glob)}
    packs = {f"svcnorm/_rules/{p.relative_to(ROOT / 'rules').as_posix()}" for p in (ROOT / "rules").rglob("*.yaml")}
    assert len(data) > 10 and len(packs) > 30
    assert modules | data | packs <= names
    assert {name.split("/")[0].split("-")[0] for name in names} == {"svcnorm"}


def test_the_source_archive_holds_what_the_tests_need(built: Path) -> None:
    (archive,) = built.glob("*.tar.gz")
    with tarfile.open(archive) as tar:
        parts = {name.split("/")[1] for name in tar.getnames() if "/" in name}
    assert {"src", "rules", "tests", "examples", "docs", "tools", "benchmarks", "Makefile", "LICENSE"} <= parts
    assert ".venv" not in parts and ".git" not in parts


def test_a_wheel(from_wheel: Path, tmp_path: Path) -> None:
    home = _run([str(from_wheel / "python"), "-c", "import svcnorm; print(svcnorm.__file__)"], cwd=tmp_path)
    assert home.decode().startswith(str(from_wheel.parent))
    assert b"enterprise-rep" in _run([str(from_wheel / "svcnorm"), "rules", "list"], cwd=tmp_path)
    assert _report([str(from_wheel / "svcnorm")], tmp_path) == _report(CHECKOUT, tmp_path, checkout=True)


def test_an_editable_install_holds_no_copy_of_the_packs(tmp_path: Path) -> None:
    program = f"from hatchling.build import build_editable; build_editable({str(tmp_path)!r})"
    _run([sys.executable, "-c", program], cwd=ROOT)
    (wheel,) = tmp_path.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        assert [name for name in archive.namelist() if name.startswith("svcnorm/")] == []


def test_an_editable_install(editable: Path, tmp_path: Path) -> None:
    home = _run([str(editable / "python"), "-c", "import svcnorm; print(svcnorm.__file__)"], cwd=tmp_path)
    assert home.decode().startswith(str(PACKAGE))
    assert _report([str(editable / "svcnorm")], tmp_path) == _report(CHECKOUT, tmp_path, checkout=True)


def test_a_plain_checkout(tmp_path: Path) -> None:
    python = str(_environment(tmp_path) / "python")
    find = "from importlib.util import find_spec; print(find_spec('svcnorm'))"
    assert _run([python, "-c", find], cwd=tmp_path) == b"None\n"
    assert _report([python, "-m", "svcnorm"], tmp_path, checkout=True) == _report(CHECKOUT, tmp_path, checkout=True)


def test_the_library_in_a_wheel(from_wheel: Path, tmp_path: Path) -> None:
    program = (
        "import svcnorm, sys; rules = svcnorm.load_rules(['enterprise-rep']);"
        "report = svcnorm.check(svcnorm.read(sys.argv[1]), rules);"
        "print(report.conversations[0].scorecards[0].handbook)"
    )
    said = _run([str(from_wheel / "python"), "-c", program, str(CALL)], cwd=tmp_path)
    assert said == b"enterprise-rep\n"


def _environment(folder: Path, wheel: Path | None = None) -> Path:
    """The `bin` of a new environment with that wheel; its dependencies are those of this one."""
    venv.create(folder / "env", with_pip=False)
    scripts = folder / "env" / ("Scripts" if os.name == "nt" else "bin")
    python = str(scripts / "python")
    if wheel is not None:
        pip = [sys.executable, "-m", "pip", "--python", python]
        _run([*pip, "install", "--quiet", "--no-index", "--no-deps", str(wheel)])
    found = _run([python, "-c", "import sysconfig; print(sysconfig.get_paths()['purelib'])"]).decode().strip()
    # A path in a .pth file brings packages, but not the .pth files beside them: the editable install of ours stays out.
    Path(found, "dependencies.pth").write_text(sysconfig.get_paths()["purelib"], encoding="utf-8")
    return scripts


def _report(program: list[str], folder: Path, checkout: bool = False) -> bytes:
    env = {"PYTHONPATH": str(ROOT / "src")} if checkout else {}
    options = ["--pack", "enterprise-rep", "--format", "json", "--fail-on", "never"]
    return _run([*program, "check", str(CALL), *options], cwd=folder, env=env)


def _run(command: list[str], cwd: Path | None = None, env: dict[str, str] | None = None) -> bytes:
    kept = {name: value for name, value in os.environ.items() if name not in ("PYTHONPATH", "PYTHONHOME")}
    done = subprocess.run(command, cwd=cwd, env={**kept, **(env or {})}, capture_output=True, check=False)
    assert done.returncode == 0, done.stdout.decode() + done.stderr.decode()
    return done.stdout
