"""What is defined and never used."""

from __future__ import annotations

from collections.abc import Iterator

from svcnorm.i18n import N_, _
from svcnorm.packs.lint.bench import Bench, words_of
from svcnorm.packs.lint.interface import WARNING, Check, Complaint, at
from svcnorm.packs.nodes import Node, one_or_many, walk
from svcnorm.packs.norms import read_norms
from svcnorm.packs.opened import OpenPack
from svcnorm.packs.wordings import BACKCHANNEL, QUOTATION
from svcnorm.patterns.compile import set_names, sources

IMPLIED = (BACKCHANNEL, QUOTATION)


def unused_set(bench: Bench) -> Iterator[Complaint]:
    """Sets that no wording of any pack in reach refers to."""
    used = {name for user in bench.users for name in user.once("sets used", _sets_used)}
    keys = bench.pack.resolved.pack.maps["sets"].keys
    for name in bench.sets:
        if name not in used and name not in IMPLIED:
            yield at(keys[name], _("nothing uses the set {name}", name=name))


def _sets_used(pack: OpenPack) -> frozenset[str]:
    program = pack.vocabulary.program
    own = [program.members(name) for name in pack.resolved.sets]
    wordings = (*own, *(worded.phrases for worded in words_of(pack)))
    return frozenset(
        name for phrases in wordings for source in sources(phrases) for name in set_names(program.parsed(source))
    )


def unused_situation(bench: Bench) -> Iterator[Complaint]:
    """Situations that no rule and no other situation of any pack in reach asks for."""
    used = {name for user in bench.users for name in user.once("situations used", _situations_used)}
    keys = bench.pack.resolved.pack.maps["situations"].keys
    for name in bench.situations:
        if name not in used:
            yield at(keys[name], _("nothing asks for the situation {name}", name=name))


def _situations_used(pack: OpenPack) -> frozenset[str]:
    own = pack.resolved.pack
    sections: list[Node] = [*own.maps["situations"].value.values(), *own.lists["rules"], *own.lists["filters"]]
    sections += own.maps["sets"].value.values()
    named = (
        inner.value["situation"] for s in sections for inner in walk(s) if inner.is_map and "situation" in inner.value
    )
    return frozenset(str(member.value) for node in named for member in one_or_many(node))


def unbound_rule(bench: Bench) -> Iterator[Complaint]:
    """Rules that no handbook in reach binds; where there is no handbook, nothing is said."""
    if not bench.handbooks:
        return
    bound = {b.rule for book in bench.handbooks for b in read_norms(book)[1]}
    for name, (_rule, node) in bench.rules.items():
        replaced = node.value["replaces"].value if "replaces" in node.value else ""
        if not {name, replaced} & bound:
            yield at(node, _("no handbook binds the rule {rule}", rule=name))


CHECKS = (
    Check(
        "unbound-rule",
        WARNING,
        N_("The rule is judged in the neutral pack only: no clause of a handbook stands behind it."),
        N_("bind it to a norm: by: [{rule: …}], or take it out"),
        unbound_rule,
    ),
    Check(
        "unused-set",
        WARNING,
        N_("No rule, situation or other set refers to the set."),
        N_("use it, or take it out"),
        unused_set,
    ),
    Check(
        "unused-situation",
        WARNING,
        N_("No rule and no other situation asks for the situation."),
        N_("use it, or take it out"),
        unused_situation,
    ),
)
