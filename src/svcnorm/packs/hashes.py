"""What identifies a rule set: one hash over everything, one over what can change a verdict."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from typing import Any

from svcnorm.model.rules import Handbook, Rule
from svcnorm.packs.encode import encode
from svcnorm.timeline.vocabulary import Vocabulary
from svcnorm.version import __version__

WORDS_FOR_PEOPLE = ("title", "message", "suggest", "instead_of")


def hashes(vocabulary: Vocabulary, rules: Sequence[Rule], handbooks: Sequence[Handbook]) -> dict[str, str]:
    """`ruleset_hash` of the resolved rules with all they refer to, `judging_hash` without titles and messages, and
    `scoring_hash` of how handbooks score."""
    shared = _shared(vocabulary)
    # The names are fields that hold text; mypy knows only that they are names.
    silent = [rule._replace(**dict.fromkeys(WORDS_FOR_PEOPLE, "")) for rule in rules]  # type: ignore[arg-type]
    return {
        "ruleset_hash": _hash([shared, encode(tuple(rules)), encode(tuple(handbooks))]),
        "judging_hash": _hash([shared, encode(tuple(silent))]),
        "scoring_hash": _hash([encode(tuple(handbooks))]),
    }


def _shared(vocabulary: Vocabulary) -> list[Any]:
    """Engine, wording, situations, catalogues and settings."""
    return [
        __version__,
        vocabulary.program.to_data(),
        *(encode(dict(part)) for part in (vocabulary.situations, vocabulary.events, vocabulary.attributes)),
        encode(vocabulary.settings),
        vocabulary.backchannel,
    ]


def _hash(value: Any) -> str:
    canonical = json.dumps(value, ensure_ascii=True, sort_keys=True, separators=(",", ":"))
    return hashlib.blake2b(canonical.encode(), digest_size=16).hexdigest()
