"""From a tree of conditions, whose being true is the fault, to constraints: one for each way to be true."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from svcnorm.authoring.importing.drafts import Unsaid
from svcnorm.authoring.importing.expressions import Either, Not, Tree, Word
from svcnorm.i18n import _

MOST = 40
"""Ways to be true that one expression may have."""
LABELS = {"agent": "客服", "customer": "客户"}
OTHER = "嗯，请稍等"
"""What somebody says in an example who says nothing in question."""


class Said(NamedTuple):
    """One condition on words: `patterns` of which any must stand, who says them, options of words; `let_off` are words
    beside which they do not count."""

    patterns: tuple[str, ...]
    example: str
    by: str = "agent"
    options: Mapping[str, Any] = {}
    let_off: str = ""

    @property
    def line(self) -> str:
        """An example of it, with its speaker."""
        return f"{LABELS[self.by]}：{self.example}"

    def selector(self) -> Any:
        """It as a selector: a list where nothing else is to be said."""
        if self.by == "agent" and not self.options:
            return self.patterns[0] if len(self.patterns) == 1 else list(self.patterns)
        by = {} if self.by == "agent" else {"by": self.by}
        return {"say": list(self.patterns), **by, **self.options}


class Body(NamedTuple):
    """A constraint with conversations that break and keep it."""

    body: Mapping[str, Any]
    hits: Sequence[Sequence[str]]
    passes: Sequence[Sequence[str]]


def message(body: Mapping[str, Any]) -> str:
    """What a finding of a constraint on words says."""
    return _("said “{text}”") if "forbid" in body else _("did not say it")


class Way(NamedTuple):
    """One way to be true: all of `said`, none of `unsaid`."""

    said: tuple[str, ...]
    unsaid: tuple[str, ...]


def bodies(tree: Tree, leaves: Mapping[str, Said]) -> list[Body]:
    """A constraint for each way in which the tree can be true. Raises Unsaid where that cannot be said."""
    ways = list(dict.fromkeys(_ways(tree, True)))
    ways = [way for way in ways if not set(way.said) & set(way.unsaid)]
    if not ways:
        raise Unsaid(_("it can never be true"))
    groups: dict[object, list[Way]] = {}
    for way in ways:
        # Words of which each alone is the fault, with the same exceptions, make one list.
        single = leaves[way.said[0]] if len(way.said) == 1 else None
        groups.setdefault((way.unsaid, single.by, str(single.options)) if single else way, []).append(way)
    return [_body(group, leaves) for group in groups.values()]


def _body(group: Sequence[Way], leaves: Mapping[str, Said]) -> Body:
    """The constraint of one way, or of several that differ in the one word that is said."""
    way = group[0]
    said, unsaid = [leaves[name] for name in way.said], [leaves[name] for name in way.unsaid]
    if not said:
        return _required(unsaid)
    if len(said) == 1:
        patterns = dict.fromkeys(pattern for each in group for pattern in leaves[each.said[0]].patterns)
        return _forbidden(said[0]._replace(patterns=tuple(patterns)), unsaid)
    speakers = {each.by for each in (*said, *unsaid)}
    if len(speakers) > 1:
        raise Unsaid(_("words of two speakers cannot stand in one turn"))
    body: dict[str, Any] = {"all_of": [each.selector() for each in said], "within": "same turn"}
    return _forbidden_as(body, "，".join(each.example for each in said), said[0].by, unsaid)


def _forbidden(said: Said, unsaid: Sequence[Said] = ()) -> Body:
    if any(each.by != said.by for each in unsaid):
        raise Unsaid(_("words of two speakers cannot stand in one turn"))
    chosen = said.selector()
    if not unsaid:
        calm = f"{said.line}，{said.let_off}" if said.let_off else f"{LABELS[said.by]}：{OTHER}"
        return Body({"forbid": chosen}, [[said.line]], [[calm]])
    body = dict(chosen) if isinstance(chosen, dict) else {"say": chosen}
    return _forbidden_as(body, said.example, said.by, unsaid)


def _forbidden_as(body: dict[str, Any], example: str, by: str, unsaid: Sequence[Said]) -> Body:
    label = LABELS[by]
    guards = [{"same_turn": each.selector()} for each in unsaid]
    whole = {**body, **({"unless": guards} if guards else {})}
    passes = [[f"{label}：{example}，{each.example}"] for each in unsaid] or [[f"{label}：{OTHER}"]]
    return Body({"forbid": whole}, [[f"{label}：{example}"]], passes)


def _required(unsaid: Sequence[Said]) -> Body:
    """Not said at all, so far as the record goes: what must be said."""
    selectors = [each.selector() for each in unsaid]
    if all(isinstance(each, (str, list)) for each in selectors):
        patterns = [p for each in selectors for p in (each if isinstance(each, list) else [each])]
        chosen: Any = patterns if len(patterns) > 1 else patterns[0]
    else:
        chosen = {"any_of": selectors} if len(selectors) > 1 else selectors[0]
    labels = {LABELS[each.by] for each in unsaid}
    silent = [[f"{label}：{OTHER}" for label in sorted(labels)]]
    return Body({"require": chosen}, silent, [[each.line] for each in unsaid])


def _ways(tree: Tree, wanted: bool) -> list[Way]:
    """The ways in which a tree is true, or false. Raises Unsaid where there are too many."""
    if isinstance(tree, Word):
        return [Way((tree.text,), ()) if wanted else Way((), (tree.text,))]
    if isinstance(tree, Not):
        return _ways(tree.of, not wanted)
    parts = [_ways(each, wanted) for each in tree.of]
    if isinstance(tree, Either) == wanted:
        found = [way for part in parts for way in part]
    else:
        found = [Way((), ())]
        for part in parts:
            found = [_and(a, b) for a in found for b in part]
            _bounded(found)
    _bounded(found)
    return found


def _and(a: Way, b: Way) -> Way:
    return Way(tuple(dict.fromkeys((*a.said, *b.said))), tuple(dict.fromkeys((*a.unsaid, *b.unsaid))))


def _bounded(ways: Sequence[Way]) -> None:
    if len(ways) > MOST:
        raise Unsaid(_("it can be true in more than {n} ways", n=MOST))
