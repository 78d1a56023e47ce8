"""The second look of a person in a page: what she chooses from, and what was decided before."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from svcnorm.i18n import _
from svcnorm.model.decisions import CHOICES, FINDING, MANUAL, WITHDRAWN, Opinion, SecondLook, Told
from svcnorm.report.cards import Card, Item
from svcnorm.report.html.frame import environment
from svcnorm.report.html.page import Talk
from svcnorm.report.opinions import decision, opinion_words, score_words, told_words
from svcnorm.report.view import View
from svcnorm.version import __version__

if TYPE_CHECKING:
    from markupsafe import Markup

Norms = Sequence[tuple[str, Sequence[tuple[str, str, str]]]]
"""By handbook: (rule, norm, in words)."""


class Desk(NamedTuple):
    """What the reviewer chooses from. `root` leads from the page to the folder of its report, or to itself where it
    is the whole report: marks of one report are kept, and saved, together."""

    root: str
    tool: str
    finding: list[tuple[str, str]]
    manual: list[tuple[str, str]]
    norms: Norms


def desk(view: View, root: str = "") -> Markup:
    """The desk, laid out; the same for all pages of a report that have their rules in common."""
    from markupsafe import Markup

    of = Desk(root, __version__, _choices(FINDING), _choices(MANUAL), _norms(view))
    return Markup(environment().get_template("review.html").render(review=of))


def reviewed(view: View, of: Talk, second: SecondLook) -> Talk:
    """The conversation with what people decided."""
    titles = {norm.id: norm.title for handbook in view.report.handbooks for norm in handbook.norms}

    def title(told: Told) -> str:
        rule = view.report.rules.get(told.rule)
        named = titles.get(told.norm, "") or (rule.title if rule else "")
        return view.text(" ".join(filter(None, (told.norm or told.rule, named))))

    scores = [
        line._replace(reviewed=score_words(*second.scores[line.handbook])) if line.handbook in second.scores else line
        for line in of.scores
    ]
    told = [view.text(told_words(each, title(each))) for each in second.told]
    return of._replace(scores=scores, cards=with_opinions(view, of.cards, second.opinions), second=told)


def with_opinions(
    view: View, found: Sequence[Card], said: Mapping[str, Sequence[Opinion]], named: bool = True
) -> list[Card]:
    """The cards with what reviewers say of each item; unless `named` without who they are and what they remark."""

    def words(item: Item) -> list[str]:
        of = dict.fromkeys(opinion for name in item.fingerprints for opinion in said.get(name, ()))
        told = (opinion_words([opinion]) if named else decision(opinion.decision) for opinion in of)
        return list(dict.fromkeys(map(view.text, told)))

    return [card._replace(items=[item._replace(opinions=words(item)) for item in card.items]) for card in found]


def _choices(kind: str) -> list[tuple[str, str]]:
    return [(code, decision(code)) for code in CHOICES[kind] if code != WITHDRAWN]


def _norms(view: View) -> Norms:
    """Norms of handbooks, then rules that stand for none."""
    found: list[tuple[str, Sequence[tuple[str, str, str]]]] = [
        (
            view.handbook_title(handbook.name),
            [("", view.name(norm.id), f"{view.name(norm.id)} {view.text(norm.title)}") for norm in handbook.norms],
        )
        for handbook in view.report.handbooks
    ]
    rules = [rule for rule in view.report.rules.values() if not any(binding.norm for binding in rule.bindings)]
    found.append(
        (_("rules"), [(view.name(rule.instance), "", view.text(rule.title) or rule.instance) for rule in rules])
    )
    return [(title, options) for title, options in found if options]
