"""From a pattern as written to its parts. Every refusal names the place and the way out."""

from __future__ import annotations

import re
from collections.abc import Collection
from typing import NamedTuple

from svcnorm.patterns import assemble, literal
from svcnorm.patterns.nodes import Both, Chain, Choice, Gap, Item, Literal, Mark, Maybe, Not, Pattern, SetRef, SlotRef
from svcnorm.patterns.nodes import plain as plain_literal
from svcnorm.patterns.source import Source
from svcnorm.text.fold import fold
from svcnorm.text.late import Late

WIDE_GAP = Gap(0, 12)
SHORT_GAP = Gap(0, 3, one_clause=True)
LONGEST_GAP = 200  # characters: more is not "near" any longer, and costs time
DEEPEST = 20

_MARKS = re.escape("()[]{}|@…~^$&=")
_TEXT = re.compile(f"[^{_MARKS}]+")
_OPTION = re.compile(f"[^{_MARKS}]+(?=[|)\\]])")
_WORDS = re.compile(f"[^{_MARKS}]+(?:\\|[^{_MARKS}]+)*")
_EXACT = Late(r'="([^"]*)"')
_GAP = Late(r"…+(?:\{\s*(\d+)\s*,\s*(\d+)\s*\})?")
_EDGE = Late(r"\^\^?|\$\$?")
_NAME = Late(r"@([^()\[\]{}|@…~^$&=!\"'，。、,;:；：？?\s]*)")
_SLOT = Late(r"\{\s*(\w+)\s*(?:=\s*\$(\w+)\s*)?(?:as\s+(\w+)\s*)?\}")


class Names(NamedTuple):
    """What a pattern may refer to: `sets` and `slots` by name, the slots that have no words
    (`{company}` where no company is configured), and the twins."""

    sets: Collection[str]
    slots: Collection[str]
    wordless: Collection[str]
    twins: literal.Twins


def parse(source: str, names: Names) -> Pattern:
    """The parts of a pattern. Raises `PatternError` with the position of what is wrong."""
    if source.startswith("re:"):
        from svcnorm.patterns.expression import check

        return check(source)
    return _Parser(Source(source), names).pattern()


class _Parser:
    """A descent over one pattern."""

    def __init__(self, source: Source, names: Names) -> None:
        self.source = source
        self.names = names

    def pattern(self) -> Pattern:
        source = self.source
        first = self.chain(depth=0)
        if source.peek() != "&":
            self.end()
            return first
        source.at += 1
        second = self.chain(depth=0)
        if source.peek() == "&":
            source.fail("only two sides can be joined by &", "write the rest as a second pattern")
        self.end()
        return Both(first, second)

    def end(self) -> None:
        closing = self.source.peek()
        if closing == "|":
            self.source.fail("alternatives stand in brackets", "write (a|b), or two patterns")
        if closing:
            self.source.fail(f"“{closing}” closes nothing", "take it out, or open the bracket")

    def chain(self, depth: int, first: bool = True) -> Chain:
        """One chain up to `)`, `]`, `|`, `&` or the end. `first`: nothing must stand before it in the pattern."""
        source = self.source
        begin = source.at
        items: list[assemble.Placed] = []
        closed = False  # the end of the turn has been named
        while (mark := source.peek()) and mark not in ")]|&":
            start = source.at
            item = self.item(mark, depth, first)
            if item is None:
                continue
            if isinstance(item, Gap) and items and isinstance(items[-1][0], Gap):
                source.fail("two gaps in a row", "keep one of them", start)
            if item == Mark("^^") and not first:
                source.fail("nothing can stand before ^^, the beginning of the turn", "put ^^ first", start)
            if closed and assemble.is_needed(item):
                source.fail("nothing can stand after $$, the end of the turn", "put $$ last", start)
            first = first and not assemble.is_needed(item)
            closed = closed or item == Mark("$$")
            items.append((item, start))
        if mark == "&" and depth:
            source.fail("& stands outside brackets only", "write the two sides as whole patterns")
        return assemble.chain(source, items, begin, in_brackets=depth > 0)

    def item(self, mark: str, depth: int, first: bool) -> Item | Gap | None:
        """The next item; None for white space."""
        if mark == "(":
            return self.bracket(depth, first)
        if mark == "[":
            return Maybe(self.options("]", depth, first))
        if mark == "@":
            return self.set_name()
        if mark == "{":
            return self.slot()
        if mark in "…~":
            return self.excluding(self.gap(), depth)
        if edge := self.source.take(_EDGE):
            return Mark(edge.group())
        if mark == "}":
            self.source.fail("“}” closes nothing", "take it out")
        return self.exact() if mark == "=" else self.literal()

    def bracket(self, depth: int, first: bool) -> Item:
        if self.source.text.startswith("(!", self.source.at):
            self.source.at += 1
            return Not(self.options(")", depth, first=False))
        return self.options(")", depth, first)

    def options(self, closing: str, depth: int, first: bool) -> Choice:
        """`a|b|c` up to the closing bracket."""
        source, opened = self.source, self.source.at
        if depth == DEEPEST:
            source.fail(f"more than {DEEPEST} brackets in one another", "name the inner ones as sets")
        if plain := self.words(closing):
            return Choice(plain, ())
        words: list[Literal] = []
        chains: list[Chain] = []
        while True:
            source.at += 1
            start = source.at
            option = source.take(_OPTION)
            if option and not option.group().isspace():
                words.append(literal.build(source.folded(option.group(), start), self.names.twins))
            else:
                chain = self.chain(depth + 1, first)
                word = plain_literal(chain)
                words += [word] if word else []
                chains += [] if word else [chain]
            if source.peek() != "|":
                break
        if source.peek() != closing:
            what = f"the bracket “{source.text[opened]}” is not closed"
            source.fail(what, f"close it with “{closing}”", opened)
        source.at += 1
        return Choice(tuple(words), tuple(chains))

    def words(self, closing: str) -> tuple[Literal, ...]:
        """All options up to the closing bracket where they are mere words: read at once, since there may be
        hundreds. Else nothing is read."""
        source = self.source
        match = _WORDS.match(source.text, source.at + 1)
        if match is None or not source.text.startswith(closing, match.end()):
            return ()
        forms = [fold(word) for word in match.group().split("|")]
        if not all(map(str.isalnum, forms)):  # a mark, or something that is skipped
            return ()
        source.at = match.end() + 1
        return literal.build_all(forms, self.names.twins)

    def set_name(self) -> SetRef:
        start = self.source.at
        match = self.source.take(_NAME)
        name = match.group(1) if match else ""
        if not name:
            self.source.fail("“@” without the name of a set", "write @name", start)
        if name not in self.names.sets:
            self.source.fail(f"there is no set “{name}”", _set_remedy(name, self.names.sets), start)
        return SetRef(name)

    def slot(self) -> SlotRef | Mark:
        source, start = self.source, self.source.at
        match = source.take(_SLOT)
        if match is None:
            braces = "{m,n} belongs directly behind …; a slot is {name}, {name as x} or {name=$attribute}"
            source.fail("this is no slot", braces if "}" in source.text[start:] else "close it with “}”")
        slot, equals, label = match.group(1), match.group(2) or "", match.group(3) or match.group(1)
        if slot == "question":
            if equals or match.group(3):
                source.fail("{question} has no value", "write {question}", start)
            return assemble.ASKS
        if slot not in self.names.slots:
            known = ", ".join("{" + s + "}" for s in sorted([*self.names.slots, "question"]))
            remedy = _nearest(slot, self.names.slots, "") or f"slots are {known}"
            source.fail(f"there is no slot “{slot}”", remedy, start)
        if slot in self.names.wordless:
            source.fail(f"{{{slot}}} has no words", f"list them under `vars`: {slot}: [...]", start)
        return SlotRef(slot, label, equals)

    def gap(self) -> Gap:
        source, start = self.source, self.source.at
        match = source.take(_GAP)
        if match is None:
            source.at += 1
            return SHORT_GAP
        if match.group(1) is None:
            return WIDE_GAP
        least, most = int(match.group(1)), int(match.group(2))
        if least > most:
            remedy = f"write …{{{most},{least}}}"
            source.fail(f"a gap of at least {least} and at most {most} can never be", remedy, start)
        if most > LONGEST_GAP:
            remedy = f"at most {LONGEST_GAP}; use two patterns in one turn instead"
            source.fail(f"a gap of {most} characters", remedy, start)
        return Gap(least, most)

    def excluding(self, gap: Gap, depth: int) -> Gap:
        """The gap with what must not stand in it: `…!(a|b)`."""
        if not self.source.text.startswith("!(", self.source.at):
            return gap
        self.source.at += 1
        return gap._replace(without=self.options(")", depth, first=False))

    def exact(self) -> Literal:
        start = self.source.at
        match = self.source.take(_EXACT)
        if match is None:
            self.source.fail("“=” stands before a quoted text only", 'write ="您好"')
        return literal.exact(self.source.folded(match.group(1), start + len('="')))

    def literal(self) -> Literal | None:
        start = self.source.at
        match = self.source.take(_TEXT)
        if match is None or match.group().isspace():
            return None
        return literal.build(self.source.folded(match.group(), start), self.names.twins)


def _set_remedy(name: str, sets: Collection[str]) -> str:
    """What may have been meant by the name of no set."""
    meant = _nearest(name, sets, "@")
    longest = max((known for known in sets if name.startswith(known)), key=len, default="")
    if longest:
        return f"{meant} a name ends at a space or a mark: “@{longest} {name[len(longest) :]}”".strip()
    return meant or "define it under `sets`, or extend the pack that does"


def _nearest(name: str, known: Collection[str], prefix: str) -> str:
    """A remedy that names the nearest known name; empty if none is near."""
    import difflib

    near = difflib.get_close_matches(name, list(known), n=1, cutoff=0.5)
    return f"did you mean {prefix}{near[0]}?" if near else ""
