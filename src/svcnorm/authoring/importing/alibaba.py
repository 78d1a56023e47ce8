"""Rules of Alibaba Cloud's speech analytics (智能对话分析), as its AddRuleV4 takes them: rules, conditions, operators.

Names of fields are those of the published SDK, alibabacloud_qualitycheck20190115 10.1.0 (RuleInfo, ConditionBasicInfo,
OperatorBasicInfo), which writes them with capitals and the console without: case and `_` make no difference.
https://help.aliyun.com/zh/sca/developer-reference/detection-operator-object-description
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from svcnorm.authoring.importing.drafts import Draft, Imported, Left, Unsaid
from svcnorm.authoring.importing.expressions import Both, Not, Tree, Word, parse, words
from svcnorm.authoring.importing.grades import points_of
from svcnorm.authoring.importing.logic import LABELS, OTHER, Body, Said, bodies, message
from svcnorm.authoring.importing.operators import OPERATORS
from svcnorm.i18n import _
from svcnorm.model.errors import InputError

LEVELS = {"0": "major", "1": "minor", "2": "info"}
"""重度, 中度, 轻度 (document 459587)."""
DEDUCTED = "3"
"""`ScoreType` of 减分."""
SPEAKERS = {
    **dict.fromkeys(("", "客服", "坐席", "agent"), "agent"),
    **dict.fromkeys(("客户", "customer"), "customer"),
}
Data = Mapping[str, Any]


class Condition(NamedTuple):
    """A condition that can be said: what is said, where (`first 3 agent turns`, or anywhere), after what."""

    said: Said
    negated: bool
    scope: str = ""
    anchor: str = ""
    location: str = ""
    span: int = 0


def read(data: Any, file: str) -> Imported:
    """The rules of a file. Raises InputError where there are none."""
    drafts: list[Draft] = []
    left: list[Left] = []
    for part in data if isinstance(data, list) else [data]:
        known = plain(part)
        known = known.get("data", known) if isinstance(known, dict) else known
        rules = known.get("rules") if isinstance(known, dict) else None
        if not isinstance(rules, list):
            raise InputError("this is no rule of Alibaba's: there are no rules in it", file=file, remedy=REMEDY)
        conditions = {
            str(each.get("cid", "")): each for each in known.get("conditions") or () if isinstance(each, dict)
        }
        for rule in rules:
            _rule(rule if isinstance(rule, dict) else {}, conditions, drafts, left)
    return Imported(drafts, left)


REMEDY = 'expected {"rules": […], "conditions": […]}, as AddRuleV4 takes it'


def plain(value: Any) -> Any:
    """The value with keys in lower case and without `_`."""
    if isinstance(value, dict):
        return {str(key).lower().replace("_", ""): plain(member) for key, member in value.items()}
    return [plain(member) for member in value] if isinstance(value, list) else value


def _rule(rule: Data, conditions: Mapping[str, Data], drafts: list[Draft], left: list[Left]) -> None:
    name = str(rule.get("name") or _("unnamed"))
    try:
        made = list(_bodies(rule, conditions))
    except Unsaid as error:
        left.append(Left(name, str(rule.get("lambda") or ""), str(error)))
        return
    scored = str(rule.get("scoretype", DEDUCTED))
    points = points_of(str(rule.get("scorenum", ""))) or 0.0
    notes = tuple(note for note in (str(rule.get("comments") or ""),) if note)
    if scored != DEDUCTED and points:
        notes = (*notes, _("it adds {points} points there, which is left out", points=f"{points:g}"))
        points = 0.0
    for number, (body, more) in enumerate(made, 1):
        title = name if len(made) == 1 else f"{name} ({number})"
        timed = "measure" in body.body or (isinstance(body.body.get("forbid"), dict) and "event" in body.body["forbid"])
        told = title if timed else message(body.body)
        severity = LEVELS.get(str(rule.get("level", "")), "minor")
        drafts.append(
            Draft(name, title, severity, points, body.body, told, "", body.hits, body.passes, (*notes, *more))
        )


def _bodies(rule: Data, conditions: Mapping[str, Data]) -> Iterator[tuple[Body, tuple[str, ...]]]:
    """The constraints of a rule, with remarks. Raises Unsaid."""
    if rule.get("preqrule"):
        raise Unsaid(_("it is asked only where another rule was hit"))
    tree = parse(str(rule.get("lambda") or "&&".join(conditions)))
    names = list(dict.fromkeys(words(tree)))
    unknown = [name for name in names if name not in conditions]
    if unknown:
        raise Unsaid(_("there is no condition {name}", name=unknown[0]))
    if len(names) == 1 and (other := _unspoken(conditions[names[0]])) is not None:
        if not isinstance(tree, Word):
            raise Unsaid(_("only words can be said to be missing"))
        yield other, ()
        return
    known = {name: _condition(conditions[name]) for name in names}
    remarks = (_("sentences there are turns here"),) if any(each.scope for each in known.values()) else ()
    anchored = _anchored(tree, known)
    if anchored is not None:
        yield anchored, remarks
        return
    if any(each.anchor for each in known.values()):
        raise Unsaid(_("an order of these conditions cannot be said"))
    turned = _turned(tree, known)
    scopes = {each.scope for each in known.values()}
    if len(scopes) > 1:
        raise Unsaid(_("conditions look at different parts of the conversation"))
    for body in bodies(turned, {name: each.said for name, each in known.items()}):
        scope = {"in": each} if (each := next(iter(scopes))) else {}
        yield body._replace(body={**scope, **body.body}), remarks


def _turned(tree: Tree, known: Mapping[str, Condition]) -> Tree:
    """The tree with conditions that are met by absence turned round."""
    if isinstance(tree, Word):
        return Not(tree) if known[tree.text].negated else tree
    if isinstance(tree, Not):
        return Not(_turned(tree.of, known))
    return type(tree)(tuple(_turned(each, known) for each in tree.of))


def _anchored(tree: Tree, known: Mapping[str, Condition]) -> Body | None:
    """`a && !b` with b looked for after (or before) a: what must follow (or come before)."""
    if not isinstance(tree, Both) or len(tree.of) != 2:
        return None
    first, second = (_turned(each, known) for each in tree.of)
    if isinstance(first, Not):
        first, second = second, first
    if not (isinstance(first, Word) and isinstance(second, Not) and isinstance(second.of, Word)):
        return None
    trigger, wanted = known[first.text], known[second.of.text]
    if wanted.anchor != first.text or trigger.anchor or wanted.location not in ("after", "before"):
        return None
    unit = "agent turn" if wanted.said.by == "agent" else "customer turn"
    window = {"within": f"{wanted.span} {unit}{'s' if wanted.span > 1 else ''}"} if wanted.span else {}
    body = {wanted.location: trigger.said.selector(), "require": wanted.said.selector(), **window}
    other = f"{LABELS[wanted.said.by]}：{OTHER}"
    lines = [[trigger.said.line, other], [trigger.said.line, wanted.said.line]]
    if wanted.location == "before":
        lines = [line[::-1] for line in lines]
    if trigger.said.by == wanted.said.by:
        between = f"{LABELS['customer' if wanted.said.by == 'agent' else 'agent']}：好"
        lines = [[line[0], between, line[1]] for line in lines]
    return Body(body, [lines[0]], [lines[1]])


def _condition(data: Data) -> Condition:
    """One condition. Raises Unsaid."""
    if data.get("exclusion"):
        raise Unsaid(_("it leaves conversations out"))
    operators = {str(each.get("oid", "")): each for each in data.get("operators") or () if isinstance(each, dict)}
    tree = parse(str(data.get("lambda") or "&&".join(operators)))
    said, negated = _said(tree, operators)
    found = _range(data.get("checkrange") or {})
    return found._replace(said=said._replace(by=found.said.by), negated=negated)


def _said(tree: Tree, operators: Mapping[str, Data]) -> tuple[Said, bool]:
    """What a condition says, and whether it is met where that is not said."""
    if isinstance(tree, Not):
        said, negated = _said(tree.of, operators)
        return said, not negated
    if isinstance(tree, Word):
        if tree.text not in operators:
            raise Unsaid(_("there is no operator {name}", name=tree.text))
        return _spoken(operators[tree.text])
    if isinstance(tree, Both):
        raise Unsaid(_("several operators in one condition, all of them"))
    parts = [_said(each, operators) for each in tree.of]
    if any(negated for _part, negated in parts) or len({str(said.options) for said, _n in parts}) > 1:
        raise Unsaid(_("operators of different kinds in one condition"))
    patterns = tuple(dict.fromkeys(pattern for said, _n in parts for pattern in said.patterns))
    return parts[0][0]._replace(patterns=patterns), False


def _spoken(operator: Data) -> tuple[Said, bool]:
    kind = str(operator.get("type", ""))
    make = OPERATORS.get(kind)
    if make is None:
        raise Unsaid(_("the operator {kind} cannot be said", kind=kind or "?"))
    made = make(operator.get("param") or {})
    if isinstance(made, Body):
        raise Unsaid(_("the operator {kind} stands beside others", kind=kind))
    return made


def _unspoken(data: Data) -> Body | None:
    """The constraint of a condition that is about times; None for one that is about words."""
    operators = [each for each in data.get("operators") or () if isinstance(each, dict)]
    make = OPERATORS.get(str(operators[0].get("type", ""))) if len(operators) == 1 else None
    made = make(operators[0].get("param") or {}) if make is not None else None
    if not isinstance(made, Body):
        return None
    found = _range(data.get("checkrange") or {})
    if found.scope or found.anchor:
        raise Unsaid(_("times are looked at in the whole conversation only"))
    return made


def _range(data: Data) -> Condition:
    """Who speaks, where, after what. Raises Unsaid."""
    role = str(data.get("role") or "").strip().lower()
    if role not in SPEAKERS:
        raise Unsaid(
            _("words of anybody: say whose") if role == "所有" else _("nobody is called “{name}” here", name=role)
        )
    by = SPEAKERS[role]
    if data.get("allsentencessatisfy"):
        raise Unsaid(_("every sentence is to satisfy it"))
    anchor = data.get("anchor") or {}
    begin, end = (_number((data.get("range") or {}).get(key)) for key in ("from", "to"))
    found = Condition(Said((), "", by), False)
    if anchor.get("cid"):
        if anchor.get("hittime") not in (None, 0, 1, -1):
            raise Unsaid(_("it looks after one hit of several"))
        location = str(anchor.get("location") or "").lower()
        if begin not in (0, 1):
            raise Unsaid(_("a part of what comes after cannot be said"))
        return found._replace(anchor=str(anchor["cid"]), location=location, span=max(end, 0))
    if not begin and not end:
        return found
    side = "agent" if by == "agent" else "customer"
    if begin in (0, 1) and end > 0:
        return found._replace(scope=f"first {end} {side} turns" if end > 1 else f"first {side} turn")
    if begin < 0 and end in (0, -1):
        return found._replace(scope=f"last {-begin} {side} turns" if begin < -1 else f"last {side} turn")
    raise Unsaid(_("sentences {begin} to {end} cannot be said", begin=begin, end=end))


def _number(value: Any) -> int:
    try:
        return int(value or 0)
    except (TypeError, ValueError):
        raise Unsaid(_("{value} is no number", value=value)) from None
