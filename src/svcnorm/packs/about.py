"""Everything that packs say about one rule: its own words, the clauses behind it, what its tests show."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from svcnorm.model.rules import Norm, Rule
from svcnorm.model.verdicts import PASS, UNDETERMINED, VIOLATION
from svcnorm.packs.needs import Needs
from svcnorm.packs.nodes import Place, plain
from svcnorm.packs.norms import Bound, read_norms
from svcnorm.packs.opened import OpenPack
from svcnorm.packs.origins import Origin, origins
from svcnorm.packs.params import Param
from svcnorm.packs.testing import Case, Result, run_case
from svcnorm.packs.testing.cases import read_cases


class Clause(NamedTuple):
    """A norm of a handbook that a rule stands for there, on what terms; `place` is where the handbook says so.

    `given` are the rule's parameters there; `origins` the values that come from neither the rule's file
    nor the handbook's: from a site's configuration, or another pack.
    """

    handbook: str
    norm: Norm
    bound: Bound
    place: Place
    given: tuple[tuple[str, str], ...]
    severity: str
    points: str
    origins: tuple[Origin, ...]


class About(NamedTuple):
    """One rule. `wrong` and `right` are tests that show it, `unseen` the reasons for which its tests
    are undetermined, `needs` the evidence that it looks at (codes of `svcnorm.packs.needs`)."""

    pack: OpenPack
    rule: Rule
    place: Place
    params: tuple[Param, ...]
    clauses: tuple[Clause, ...]
    wrong: Case | None
    right: Case | None
    unseen: tuple[str, ...]
    needs: tuple[str, ...]


def about(rule_id: str, packs: Sequence[OpenPack]) -> About | None:
    """What the packs say about a rule; None if none of them has it."""
    having = [pack for pack in packs if rule_id in pack.resolved.rules]
    if not having:
        return None
    pack = next((each for each in having if rule_id in each.rules), having[0])
    results = [run_case(pack, rule_id, case) for case in read_cases(pack, rule_id)]
    open_ = [result.verdict for result in results if result.verdict.verdict == UNDETERMINED]
    return About(
        pack=pack,
        rule=pack.rule(rule_id),
        place=pack.resolved.rules[rule_id].node.place,
        params=tuple(pack.params(rule_id).values()),
        clauses=tuple(clause for each in having for clause in _clauses(each, rule_id)),
        wrong=_example(results, VIOLATION),
        right=_example(results, PASS),
        unseen=tuple(sorted({reason for verdict in open_ for reason in verdict.reasons})),
        needs=Needs(pack.scene.situations, pack.scene.events, pack.scene.attributes).of(pack.rule(rule_id)),
    )


def norm_rules(norm_id: str, packs: Sequence[OpenPack]) -> tuple[tuple[OpenPack, Norm, tuple[str, ...]], ...]:
    """The norms of that id, each with its handbook and the rules that it binds."""
    out = []
    for pack in packs:
        norms, bindings = read_norms(pack.resolved)
        bound = tuple(dict.fromkeys(b.rule for b in bindings if b.norm == norm_id))
        out += [(pack, norm, bound) for norm in norms if norm.id == norm_id]
    return tuple(out)


def _example(results: Sequence[Result], expect: str) -> Case | None:
    """The first test that came out so and shows words."""
    fitting = [r.case for r in results if r.ok and not r.case.known and r.case.expect == expect]
    return next((case for case in fitting if case.conversation.utterances), fitting[0] if fitting else None)


def _clauses(pack: OpenPack, rule_id: str) -> Iterator[Clause]:
    norms, bindings = read_norms(pack.resolved)
    known = {norm.id: norm for norm in norms}
    rule_file = pack.resolved.rules[rule_id].node.place.source.label
    for bound in bindings:
        if bound.rule != rule_id:
            continue
        place = pack.resolved.norms[bound.norm].place
        values = origins(pack.scene, rule_id, bound.norm)
        plain_places = tuple(f"{label}:" for label in (rule_file, place.source.label))
        said = {origin.key: origin.value for origin in values}
        yield Clause(
            handbook=pack.name,
            norm=known[bound.norm],
            bound=bound,
            place=place,
            given=tuple((key[len("param ") :], value) for key, value in said.items() if key.startswith("param ")),
            severity=said.get("severity", ""),
            points=said.get("points", ""),
            origins=tuple(o for o in values if not o.place.startswith(plain_places)),
        )


def default_of(param: Param) -> list[str]:
    """A parameter's default, or the members of one that is a list, as texts."""
    value = plain(param.default)
    return [str(member) for member in value] if isinstance(value, list) else [str(value)]
