"""Intervals, against values worked out elsewhere."""

from __future__ import annotations

import pytest

from svcnorm.model.shares import share
from svcnorm.review.statistics import f1, kappa


@pytest.mark.parametrize(
    ("hits", "n", "low", "high"),
    [
        (81, 263, 0.2553, 0.3662),  # Newcombe 1998, table I, method 3
        (15, 148, 0.0624, 0.1605),
        (0, 20, 0.0, 0.1611),
        (1, 29, 0.0061, 0.1718),
    ],
)
def test_wilson(hits: int, n: int, low: float, high: float) -> None:
    found = share(hits, n)
    assert found.value == hits / n and found.n == n
    assert (round(found.low, 4), round(found.high, 4)) == (low, high)


def test_an_empty_sample_has_no_value_and_any_value_is_possible() -> None:
    assert share(0, 0) == (None, 0.0, 1.0, 0)
    assert f1(0, 0, 0).value is None
    assert kappa([]).value is None


def test_f1_lies_in_its_interval() -> None:
    found = f1(8, 2, 4)
    assert found.value == pytest.approx(16 / 22)
    assert found.low < 16 / 22 < found.high


def test_kappa_and_its_interval() -> None:
    """The two-by-two table 20, 5, 10, 15: kappa 0.4, standard error 0.1269 (Fleiss, Cohen and Everitt 1969)."""
    pairs = [("a", "a")] * 20 + [("a", "b")] * 5 + [("b", "a")] * 10 + [("b", "b")] * 15
    found = kappa(pairs)
    assert found.value == pytest.approx(0.4)
    assert found.high - found.low == pytest.approx(2 * 1.959964 * 0.12689, abs=1e-3)


def test_agreement_on_everything() -> None:
    assert kappa([("a", "a"), ("b", "b")]).value == 1
    assert kappa([("a", "a")] * 3).value == 1
