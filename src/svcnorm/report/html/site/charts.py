"""Drawn pictures as numbers for SVG: how scores are spread, and how a rate goes on. Units are those of the view box."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from svcnorm.i18n import _
from svcnorm.model.shares import Share
from svcnorm.model.summary import Scores
from svcnorm.report.shares import share_text
from svcnorm.report.summary.names import bands

WIDTH, HEIGHT = 360, 170
LEFT, RIGHT, TOP, BOTTOM = 34, 346, 30, 142
"""The edges of the plot within the box."""
GAP = 3


class Bar(NamedTuple):
    """A band of scores: `state` is how it lies to the pass line."""

    x: float
    y: float
    width: float
    height: float
    band: str
    n: int
    state: str


class Spread(NamedTuple):
    """The scores of a handbook in ten bands; `line` is where the pass line stands."""

    title: str
    told: str
    bars: list[Bar]
    line: float
    pass_line: float


def spread(title: str, of: Scores, pass_line: float) -> Spread:
    """The picture of a handbook's scores; `pass_line` is of 100."""
    width = (RIGHT - LEFT) / len(of.bands)
    most = max((*of.bands, 1))
    bars = []
    for at, (band, n) in enumerate(zip(bands(), of.bands)):
        high = n * (BOTTOM - TOP) / most
        state = "passed" if at * 10 >= pass_line else "failed" if at * 10 + 10 <= pass_line else "open"
        bars.append(Bar(LEFT + at * width + GAP / 2, BOTTOM - high, width - GAP, high, band, n, state))
    told = _("; ").join(f"{bar.band}: {bar.n}" for bar in bars if bar.n)
    return Spread(title, told, bars, LEFT + pass_line * (RIGHT - LEFT) / 100, pass_line)


class Point(NamedTuple):
    """A day (week, month) of a trend."""

    x: float
    y: float
    name: str
    told: str


class Trend(NamedTuple):
    """A rate over time with the range that chance allows (`range`, as points of a polygon), and `ticks` (x, name)."""

    title: str
    told: str
    points: list[Point]
    line: str
    range: str
    ticks: list[tuple[float, str, str]]
    lines: list[tuple[float, str]]


def trend(title: str, days: Sequence[tuple[str, Share]]) -> Trend | None:
    """The picture of a rate over time; None where there are not two points to join."""
    known = [(name, share, share.value) for name, share in days if share.value is not None]
    if len(known) < 2:
        return None
    step = (RIGHT - LEFT) / (len(known) - 1)
    top = _top(max(value for _name, _share, value in known))
    points = [
        Point(LEFT + at * step, _y(value, top), name, f"{name}: {share_text(share)}")
        for at, (name, share, value) in enumerate(known)
    ]
    upper = [(point.x, _y(min(share.high, top), top)) for point, (_name, share, _v) in zip(points, known)]
    lower = [(point.x, _y(share.low, top)) for point, (_name, share, _v) in zip(points, known)]
    (first, *_rest, last), highest = known, max(known, key=lambda each: each[2])
    told = _(
        "from {first} {a} to {last} {b}; the highest on {day}: {c}",
        **{"first": first[0], "a": f"{first[2]:.1%}", "last": last[0], "b": f"{last[2]:.1%}"},
        **{"day": highest[0], "c": f"{highest[2]:.1%}"},
    )
    return Trend(
        title,
        told,
        points,
        _joined((point.x, point.y) for point in points),
        _joined((*upper, *reversed(lower))),
        _ticks(points),
        [(_y(share * top / 2, top), f"{share * top / 2:.0%}") for share in (0, 1, 2)],
    )


def _top(value: float) -> float:
    """A round share at or above the highest, so that low rates do not lie on the ground."""
    return next(each for each in (0.1, 0.2, 0.5, 1.0) if value <= each)


def _y(share: float, top: float) -> float:
    return BOTTOM - share * (BOTTOM - TOP) / top


def _joined(points: Iterable[tuple[float, float]]) -> str:
    return " ".join(f"{x:.1f},{y:.1f}" for x, y in points)


def _ticks(points: Sequence[Point]) -> list[tuple[float, str, str]]:
    """The first, the middle and the last, without their year: it stands in the table."""
    middle = points[len(points) // 2 : len(points) // 2 + 1] if len(points) > 4 else []
    chosen = [(points[0], "start"), *((point, "middle") for point in middle), (points[-1], "end")]
    return [(point.x, point.name[5:] or point.name, anchor) for point, anchor in chosen]
