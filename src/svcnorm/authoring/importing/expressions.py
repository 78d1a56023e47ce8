"""Keyword expressions, `a&&b||!c`: from text to a tree. `!` binds closest, then `&&`, then `||`."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import NamedTuple, Union

from svcnorm.authoring.importing.drafts import Unsaid
from svcnorm.i18n import _


class Word(NamedTuple):
    """A keyword, or the name of a condition."""

    text: str


class Not(NamedTuple):
    """What must not stand there."""

    of: Tree


class Both(NamedTuple):
    """All of these."""

    of: tuple[Tree, ...]


class Either(NamedTuple):
    """Any of these."""

    of: tuple[Tree, ...]


Tree = Union[Word, Not, Both, Either]  # noqa: UP007 (evaluated on Python 3.10, where | takes no text)

_TOKEN = re.compile(r"\s*(&&?|\|\|?|!|\(|\)|[^&|!()]+)")
_WIDE = str.maketrans("（）！＆｜", "()!&|")
DEEPEST = 40


def parse(text: str) -> Tree:
    """The tree of an expression. Raises Unsaid where it is none."""
    tokens = [token.strip() for token in _TOKEN.findall(text.translate(_WIDE))]
    tree, rest = _either([token for token in tokens if token], 0)
    if rest:
        raise Unsaid(_("the expression breaks off at “{rest}”", rest="".join(rest)))
    return tree


def is_expression(text: str) -> bool:
    """Whether a text joins words at all. Single signs do between Chinese words; in Q&A they belong to a word."""
    joins = r"&&|\|\||^\s*!|(?<=[\u4e00-\u9fff)])\s*&\s*!?(?=[\u4e00-\u9fff(])"
    return bool(re.search(joins, text.translate(_WIDE)))


def words(tree: Tree) -> Iterator[str]:
    """The words of an expression, in their order."""
    if isinstance(tree, Word):
        yield tree.text
    elif isinstance(tree, Not):
        yield from words(tree.of)
    else:
        for each in tree.of:
            yield from words(each)


def _either(tokens: list[str], depth: int) -> tuple[Tree, list[str]]:
    return _joined(tokens, depth, ("||", "|"), _both, Either)


def _both(tokens: list[str], depth: int) -> tuple[Tree, list[str]]:
    return _joined(tokens, depth, ("&&", "&"), _single, Both)


def _joined(
    tokens: list[str],
    depth: int,
    marks: tuple[str, ...],
    member: Callable[[list[str], int], tuple[Tree, list[str]]],
    kind: type[Both] | type[Either],
) -> tuple[Tree, list[str]]:
    first, rest = member(tokens, depth)
    found = [first]
    while rest and rest[0] in marks:
        following, rest = member(rest[1:], depth)
        found.append(following)
    return (first if len(found) == 1 else kind(tuple(found))), rest


def _single(tokens: list[str], depth: int) -> tuple[Tree, list[str]]:
    if depth > DEEPEST:
        raise Unsaid(_("the expression is nested too deep"))
    if not tokens or tokens[0] in ("&&", "&", "||", "|", ")"):
        raise Unsaid(_("a word is missing in the expression"))
    if tokens[0] == "!":
        inner, rest = _single(tokens[1:], depth + 1)
        return Not(inner), rest
    if tokens[0] == "(":
        inner, rest = _either(tokens[1:], depth + 1)
        if not rest or rest[0] != ")":
            raise Unsaid(_("a bracket is not closed in the expression"))
        return inner, rest[1:]
    return Word(tokens[0]), tokens[1:]
