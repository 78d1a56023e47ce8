"""Small rules and conversations as data, for the tests of judging."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

from svcnorm.assembly import assemble
from svcnorm.judging import Rules, judge
from svcnorm.model.conversation import Conversation
from svcnorm.model.verdicts import RuleVerdict
from svcnorm.packs import load_rules
from svcnorm.readers import conversation_from_data

DATA = Path(__file__).parent.parent / "data" / "judging"
OURS = frozenset({"expect", "reason", "findings", "texts", "as_of", "from", "note"})


def rules_of(bodies: Sequence[Mapping[str, Any]], folder: Path) -> Rules:
    """Load rule bodies as a pack of their own; the k-th is called `r<k>`."""
    pack = yaml.safe_load((DATA / "pack.yaml").read_text(encoding="utf-8"))
    defaults = {"title": "规则", "severity": "minor", "points": 1, "message": "不对", "suggest": "改"}
    pack["rules"] = [{"id": f"r{k}", **defaults, **body} for k, body in enumerate(bodies)]
    file = folder / "tables.yaml"
    file.write_text(yaml.safe_dump(pack, allow_unicode=True, sort_keys=False), encoding="utf-8")
    return load_rules([str(file)])


def conversation_of(case: Mapping[str, Any], name: str = "case") -> Conversation:
    """The conversation of a case, through the same reader and assembly as files."""
    data = {"id": name, **{k: v for k, v in case.items() if k not in OURS}}
    if "from" in case:
        data["attributes"] = {**data.get("attributes", {}), "enrolled_at": case["from"]}
    data.setdefault("turns", [])
    return assemble(conversation_from_data(data, name))


def instant(text: str) -> int:
    from datetime import datetime

    return int(datetime.fromisoformat(text.replace("Z", "+00:00")).timestamp() * 1000)


def judged(case: Mapping[str, Any], rules: Rules, name: str) -> RuleVerdict:
    """The verdict of one rule, alone, over a case."""
    as_of = instant(str(case["as_of"])) if "as_of" in case else None
    alone = rules._replace(rules=tuple(r for r in rules.rules if r.id == name))
    return judge(conversation_of(case), alone, as_of)[0]


@lru_cache(maxsize=1)
def tables() -> tuple[tuple[str, Mapping[str, Any]], ...]:
    """(file, {rule, cases}) for every table."""
    out = []
    for file in sorted(DATA.glob("*.yaml")):
        if file.stem != "pack":
            out += [(file.stem, table) for table in yaml.safe_load(file.read_text(encoding="utf-8"))]
    return tuple(out)
