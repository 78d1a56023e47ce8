"""A pack that loads, passes its tests and is clean under the lint: what stands in the way is taken out and listed."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, NamedTuple

from svcnorm.authoring.importing.drafts import Draft, Imported, Left
from svcnorm.authoring.importing.wording import example_of
from svcnorm.authoring.importing.writing import rule_id, text
from svcnorm.i18n import _
from svcnorm.i18n.errors import said
from svcnorm.model.errors import ConfigError, PackError
from svcnorm.packs.lint import ABOUT, ERROR, lint
from svcnorm.packs.lint.trials import Trials
from svcnorm.packs.opened import OpenPack, Shelf
from svcnorm.packs.resolve import Library
from svcnorm.report.fault_words import fault_words

PHRASES = ("shadowed-phrase", "unreachable-phrase", "duplicate-phrase", "one-character-phrase")
"""Checks that speak of one phrase, which then goes; for others the rule goes."""
_CITED = re.compile(r"“(.+?)”")


class Obstacle(NamedTuple):
    """What stands in the way: the number of a draft, perhaps one phrase of it, and why."""

    draft: int
    phrase: str
    why: str


def settled(found: Imported, pack: str, title: str, source: str) -> tuple[str, Imported]:
    """The text of the pack, and what is in it and what is not. Raises ConfigError where nothing is left to write."""
    while found.drafts:
        written = text(found, pack, title, source)
        obstacles = _obstacles(written, pack, len(found.drafts))
        if not obstacles:
            return written, found
        found = _without(found, obstacles)
    what = f": {found.left[0].what} ({found.left[0].why})" if found.left else ""
    raise ConfigError(
        f"nothing of {source} can be imported{what}", remedy="see docs/rule-authors.md, Coming from elsewhere"
    )


def _obstacles(written: str, pack: str, drafts: int) -> list[Obstacle]:
    with TemporaryDirectory() as folder:
        path = Path(folder) / f"{pack}.yaml"
        path.write_text(written, encoding="utf-8")
        # Beside its own folder nothing is looked at: no shipped pack uses what is being imported.
        shelf = Shelf(library=Library((Path(folder),)))
        opened = shelf.open(str(path))
        numbers = {rule_id(number): number - 1 for number in range(1, drafts + 1)}
        return _refused(opened, numbers) or [*_linted(opened, shelf, written, numbers), *_failed(opened, numbers)]


def _refused(pack: OpenPack, numbers: dict[str, int]) -> list[Obstacle]:
    found = []
    for name, number in numbers.items():
        try:
            pack.rule(name)
        except PackError as error:
            found.append(Obstacle(number, getattr(error, "pattern", ""), said(error.message)))
    return found


def _linted(pack: OpenPack, shelf: Shelf, written: str, numbers: dict[str, int]) -> list[Obstacle]:
    begins = [n for n, line in enumerate(written.splitlines(), 1) if line.startswith("  - id: ")]
    found = []
    for finding in lint(pack, shelf):
        if finding.check.severity != ERROR and finding.check.id not in PHRASES:
            continue
        number = max(0, sum(begin <= finding.place.line for begin in begins) - 1)
        cited = _CITED.search(finding.text)
        phrase = cited[1] if cited and finding.check.id in PHRASES else ""
        found.append(Obstacle(number, phrase, f"{finding.text}: {_(ABOUT[finding.check.id])}"))
    return found


def _failed(pack: OpenPack, numbers: dict[str, int]) -> list[Obstacle]:
    found = []
    for trial in pack.once("trials", Trials).all:
        if not trial.result.ok:
            why = "; ".join(fault_words(fault.what, fault.expected, fault.came) for fault in trial.result.faults)
            said_ = trial.result.case.conversation.utterances
            talk = " / ".join(utterance.text for utterance in said_)
            found.append(
                Obstacle(
                    numbers[trial.result.rule], "", _("no example shows it at work: {talk}: {why}", talk=talk, why=why)
                )
            )
    return found


def _without(found: Imported, obstacles: Sequence[Obstacle]) -> Imported:
    """Without what stands in the way, which is listed."""
    left = list(found.left)
    drafts: list[Draft] = []
    for number, draft in enumerate(found.drafts):
        mine = [each for each in obstacles if each.draft == number]
        kept: Draft | None = draft
        for each in dict.fromkeys(mine):
            if kept is None:
                break
            body = _cut(kept.body, each.phrase) if each.phrase else None
            kept = None if body is None else _shown(kept, body, each.phrase)
            left.append(
                Left(
                    draft.origins.get(each.phrase, draft.where),
                    each.phrase if kept is not None else draft.title,
                    each.why,
                )
            )
        if kept is not None:
            drafts.append(kept)
    return Imported(drafts, left)


def _cut(body: Any, phrase: str) -> Any:
    """A body without one of its phrases; None where it has no other, or none such."""
    key = next((name for name in ("forbid", "require") if name in body), "")
    listed = body.get(key)
    inner = listed["say"] if isinstance(listed, dict) and "say" in listed else listed
    if not isinstance(inner, list) or phrase not in inner or len(inner) < 2:
        return None
    at = len(inner) - 1 - inner[::-1].index(phrase)
    rest = [*inner[:at], *inner[at + 1 :]]
    return {**body, key: {**listed, "say": rest} if isinstance(listed, dict) else rest}


def _shown(draft: Draft, body: Any, phrase: str) -> Draft:
    """The draft with that body; its example is of a phrase that is still there."""
    key = next(name for name in ("forbid", "require") if name in body)
    listed = body[key]
    patterns = listed["say"] if isinstance(listed, dict) else listed

    def renewed(talks: Sequence[Sequence[str]]) -> list[list[str]]:
        gone, fresh = example_of(phrase), example_of(patterns[0])
        return [[line.replace(gone, fresh) if line.endswith(gone) else line for line in talk] for talk in talks]

    return draft._replace(body=body, hits=renewed(draft.hits), passes=renewed(draft.passes))
