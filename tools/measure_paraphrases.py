"""Measures the shipped rules on conversations in other words than the rules (tests/data/paraphrases).

python tools/measure_paraphrases.py              a table by norm, the worst first
python tools/measure_paraphrases.py -v           with the cases that came out otherwise
python tools/measure_paraphrases.py GE-1.8b …    only these norms

A verdict that `review` hands to a person counts as what the words say.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple

import yaml

from svcnorm.assembly import assemble
from svcnorm.judging import Rules, judge
from svcnorm.model.conversation import Conversation
from svcnorm.model.errors import PackError
from svcnorm.model.verdicts import MANUAL, NOT_APPLICABLE, PASS, UNDETERMINED, VIOLATION
from svcnorm.packs import load_rules
from svcnorm.readers import conversation_from_data

DATA = Path(__file__).resolve().parent.parent / "tests" / "data" / "paraphrases"
STRONGEST = (VIOLATION, UNDETERMINED, PASS, MANUAL, NOT_APPLICABLE)


class Outcome(NamedTuple):
    """One case: what was expected, what came, and what it was."""

    norm: str
    number: int
    expect: str
    came: str
    turns: tuple[str, ...]
    note: str


class Counts(NamedTuple):
    """Numbers of cases: violations found rightly (`hits`), wrongly (`false`) and not at all (`missed`);
    `agreed` are equal verdicts of any kind."""

    cases: int = 0
    hits: int = 0
    false: int = 0
    missed: int = 0
    agreed: int = 0

    @property
    def precision(self) -> float:
        """Percent of the violations found that are violations; 100 where none was found."""
        return 100 * self.hits / (self.hits + self.false) if self.hits + self.false else 100.0

    @property
    def recall(self) -> float:
        """Percent of the violations that were found; 100 where there is none."""
        return 100 * self.hits / (self.hits + self.missed) if self.hits + self.missed else 100.0

    @property
    def agreement(self) -> float:
        """Percent of equal verdicts."""
        return 100 * self.agreed / self.cases if self.cases else 100.0


def count(outcomes: Iterable[Outcome]) -> Counts:
    """The counts of some outcomes."""
    listed = list(outcomes)
    pairs = [(o.expect == VIOLATION, o.came == VIOLATION) for o in listed]
    return Counts(
        cases=len(listed),
        hits=pairs.count((True, True)),
        false=pairs.count((False, True)),
        missed=pairs.count((True, False)),
        agreed=sum(o.expect == o.came for o in listed),
    )


def measure(norms: Sequence[str] = ()) -> tuple[list[Outcome], list[str]]:
    """The outcomes of all cases (or of those of `norms`), and the norms that no rule judges."""
    outcomes: list[Outcome] = []
    unjudged: list[str] = []
    for path in sorted(DATA.glob("*.yaml")):
        if path.stem == "floor" or (norms and path.stem not in norms):
            continue
        sheet = yaml.safe_load(path.read_text(encoding="utf-8"))
        rules = _rules(sheet["handbook"])
        mine = [] if rules is None else [r for r in rules.rules if _counts(r, sheet["handbook"], sheet["norm"])]
        if rules is None or all(rule.constraint.kind == MANUAL for rule in mine):
            unjudged.append(sheet["norm"])
            continue
        alone = rules._replace(rules=tuple(mine))
        outcomes += [_outcome(sheet["norm"], n, case, alone) for n, case in enumerate(sheet["cases"], 1)]
    return outcomes, unjudged


@lru_cache(maxsize=16)
def _rules(handbook: str) -> Rules | None:
    """The rules of a handbook; None where it does not come with the tool."""
    try:
        return load_rules([handbook])
    except PackError as error:
        if "there is no pack" not in error.message:
            raise
        return None


def _counts(rule: Any, handbook: str, norm: str) -> bool:
    return any(b.handbook == handbook and b.norm == norm and not b.supports for b in rule.bindings)


def _outcome(norm: str, number: int, case: dict[str, Any], rules: Rules) -> Outcome:
    verdicts = judge(_conversation(case, f"{norm}-{number}"), rules)
    said = [rule.review if v.verdict == MANUAL and rule.review else v.verdict for rule, v in zip(rules.rules, verdicts)]
    came = min(said, key=STRONGEST.index)
    turns = tuple(turn if isinstance(turn, str) else turn["text"] for turn in case["turns"])
    return Outcome(norm, number, case["expect"], came, turns, case.get("note", ""))


def _conversation(case: dict[str, Any], name: str) -> Conversation:
    data = {key: value for key, value in case.items() if key not in ("expect", "note")}
    return assemble(conversation_from_data({"id": name, "channel": "inbound_call", **data}, name))


def table(outcomes: Sequence[Outcome]) -> list[tuple[str, Counts]]:
    """Counts by norm, the worst agreement first."""
    norms = dict.fromkeys(o.norm for o in outcomes)
    rows = [(norm, count(o for o in outcomes if o.norm == norm)) for norm in norms]
    return sorted(rows, key=lambda row: (row[1].agreement, row[1].recall, row[1].precision))


def main(arguments: Sequence[str]) -> int:
    """Print the table."""
    verbose = "-v" in arguments
    outcomes, unjudged = measure([a for a in arguments if a != "-v"])
    print(f"{'norm':<14}{'cases':>6}{'precision':>11}{'recall':>8}{'agreement':>11}")
    for norm, counts in [*table(outcomes), ("all", count(outcomes))]:
        print(f"{norm:<14}{counts.cases:>6}{counts.precision:>11.1f}{counts.recall:>8.1f}{counts.agreement:>11.1f}")
        for o in outcomes if verbose else ():
            if o.norm == norm and o.expect != o.came:
                print(f"    {o.number}. expected {o.expect}, came {o.came}  {o.note}")
                print("".join(f"        {turn}\n" for turn in o.turns), end="")
    if unjudged:
        print(f"no rule judges: {', '.join(unjudged)}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
