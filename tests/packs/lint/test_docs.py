"""The page about checks is the one that the registry makes."""

from __future__ import annotations

from tools.make_lint_docs import PAGE, page


def test_the_page_is_up_to_date() -> None:
    assert PAGE.read_text(encoding="utf-8") == page()
