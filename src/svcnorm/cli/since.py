"""`--since`: only conversations that began on a day or later."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from svcnorm.i18n import ngettext
from svcnorm.model.conversation import Conversation
from svcnorm.model.errors import InputError
from svcnorm.report.data import local_time


class Since:
    """Passes conversations over that began before a day (`YYYY-MM-DD`, in their own zone; empty: none), and counts
    them. One whose beginning nobody knows is kept: it cannot be told."""

    def __init__(self, day: str) -> None:
        self.day = day
        self.passed_over = 0

    def kept(self, items: Iterable[Conversation | InputError]) -> Iterator[Conversation | InputError]:
        """The items that are not passed over."""
        for item in items:
            if isinstance(item, Conversation) and self._is_earlier(item):
                self.passed_over += 1
            else:
                yield item

    def told(self) -> str:
        """How many were passed over, in words; empty if none."""
        text = ngettext(
            "passed over: {n} conversation before {day}",
            "passed over: {n} conversations before {day}",
            self.passed_over,
            day=self.day,
        )
        return text if self.passed_over else ""

    def _is_earlier(self, talk: Conversation) -> bool:
        began = talk.started_at
        return bool(self.day) and began is not None and local_time(began, talk.utc_offset)[: len(self.day)] < self.day
