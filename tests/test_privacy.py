"""Masking hides personal numbers and nothing else, and never moves a character."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from svcnorm.privacy import VALUES, mask, mask_id

CASES = [
    tuple(line.split("\t"))
    for line in (Path(__file__).parent / "data/privacy/cases.tsv").read_text(encoding="utf-8").splitlines()
    if not line.startswith("#")
]
DIGITS = "".join(VALUES)


@pytest.mark.parametrize(("text", "masked"), CASES)
def test_cases(text: str, masked: str) -> None:
    assert mask(text) == masked


@given(st.text(st.sampled_from(DIGITS + " -,,。个X年我abc+()")))
def test_masking_only_ever_puts_stars_for_digits(text: str) -> None:
    masked = mask(text)
    assert len(masked) == len(text)
    for before, after in zip(text, masked):
        assert after == before or (after == "*" and before in VALUES)


@given(st.text(st.sampled_from("0123456789 -幺三八零,")))
def test_masking_twice_changes_no_more_than_masking_once(text: str) -> None:
    assert mask(mask(text)) == mask(text)


@given(
    st.from_regex(r"1[3-9][0-9]{9}", fullmatch=True),
    st.sampled_from(["", "我的电话", "tel:", "号码是 ", "（"]),
    st.sampled_from(["", "谢谢", "。", " 记一下", "）"]),
)
def test_every_mobile_number_is_masked_wherever_it_stands(number: str, before: str, after: str) -> None:
    assert mask(before + number + after) == f"{before}{number[:3]}****{number[7:]}{after}"


@pytest.mark.parametrize(
    ("name", "masked"),
    [
        ("20261120_13800138000.wav", "20261120_138****8000.wav"),
        ("510102199003071234", "510***********1234"),
        ("6222021234567890123", "6222021234567890123"),
        ("02885551234", "02885551234"),
        ("C-20261120-0001", "C-20261120-0001"),
    ],
)
def test_names_of_things_lose_only_what_is_surely_personal(name: str, masked: str) -> None:
    assert mask_id(name) == masked
