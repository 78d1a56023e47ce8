"""Where values come from: rule, handbook, or configuration, each with file and line."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from svcnorm.config import Config
from svcnorm.packs.origins import origins
from svcnorm.packs.remember import fresh

Write = Callable[..., str]
RULES = """vars: {soon: 2 minutes}
rules:
  - id: a
    points: 1
    params: {most: 3, least: 1}
    after: {event: answer}
    measure: rings
    at_least: $least
    at_most: $most
    within: $soon
"""


def shown(path: str, norm: str = "", config: Config | None = None) -> dict[str, tuple[str, str]]:
    scene = fresh([path], config).scenes[0]
    return {o.key: (o.value, Path(o.place).name) for o in origins(scene, "a", norm)}


def test_a_rule_by_itself(write: Write) -> None:
    events = "events: {answer: {}}\n"
    assert shown(write("one", events + RULES, "[]")) == {
        "points": ("1", "one.yaml:7"),
        "param most": ("3", "one.yaml:8"),
        "param least": ("1", "one.yaml:8"),
        "var soon": ("2 minutes", "one.yaml:4"),
    }


def test_a_handbook_and_a_site_over_it(write: Write, tmp_path: Path) -> None:
    from svcnorm import config

    write("base", "events: {answer: {}}\n" + RULES, "[]")
    head = "norms:\n  N-1:\n    title: 接听\n    status: automated\n    severity: major\n"
    book = write("book", head + "    by: [{rule: a, with: {most: 5}}]", "[base]")
    found = shown(book, "N-1")
    assert found["severity"] == ("major", "book.yaml:7")
    assert found["param most"] == ("5", "book.yaml:8")
    assert found["param least"] == ("1", "base.yaml:8")
    site = tmp_path / "svcnorm.yaml"
    site.write_text("vars: {soon: 1 minutes}\noverrides:\n  a: {points: 7}\n  N-1: {with: {most: 6}}\n", "utf-8")
    found = shown(book, "N-1", config.load(site))
    assert found["points"] == ("7", "svcnorm.yaml:3")
    assert found["param most"] == ("6", "svcnorm.yaml:4")
    assert found["var soon"] == ("1 minutes", "svcnorm.yaml:1")
