"""The rules in force: what `load_rules` makes of packs and judging takes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from svcnorm.model.rules import Handbook, PackInfo, Rule
from svcnorm.timeline.vocabulary import Vocabulary


class Rules(NamedTuple):
    """A loaded rule set. It holds no state: several may be used in one process.

    `tool` names what beside the packs could change a verdict (engine, dictionary, fold table) and
    the `ruleset_hash` and `judging_hash`.
    """

    vocabulary: Vocabulary
    rules: tuple[Rule, ...]
    handbooks: tuple[Handbook, ...]
    packs: tuple[PackInfo, ...]
    tool: Mapping[str, str]
