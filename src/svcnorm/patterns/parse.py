"""From a pattern as written to its parts. Every refusal names the place and the way out."""

from __future__ import annotations

import re
from collections.abc import Collection
from typing import NamedTuple, NoReturn

from svcnorm.patterns import literal
from svcnorm.patterns.nodes import (
    Both,
    Chain,
    Choice,
    Gap,
    Item,
    Literal,
    Mark,
    Maybe,
    Not,
    Pattern,
    Run,
    SetRef,
    SlotRef,
    plain,
)
from svcnorm.patterns.values import PatternError
from svcnorm.text.fold import fold
from svcnorm.text.turntext import skeleton

WIDE_GAP = Gap(0, 12)
SHORT_GAP = Gap(0, 3, one_clause=True)
LONGEST_GAP = 200  # characters: more is not "near" any longer, and costs time

_MARKS = "()[]{}|@…~^$&="
_FULL_WIDTH = {"（": "(", "）": ")", "［": "[", "］": "]", "｛": "{", "｝": "}", "｜": "|", "＠": "@"}
_FULL_WIDTH |= {"～": "~", "＾": "^", "＄": "$", "＆": "&", "＝": "="}
_GAP = re.compile(r"…+(?:\{\s*(\d+)\s*,\s*(\d+)\s*\})?")
_NAME = re.compile(r"[^()\[\]{}|@…~^$&=!\"'，。、,;:；：？?\s]*")
_SLOT = re.compile(r"\{\s*(\w+)\s*(?:=\s*\$(\w+)\s*)?(?:as\s+(\w+)\s*)?\}")
_TEXT = re.compile(f"[^{re.escape(_MARKS)}]+")
_STOP = re.compile(r"[。?]|(?<![a-z0-9])\.|\.(?![a-z0-9])")
_WORD = re.compile(f"[^{re.escape(_MARKS)}]+(?=[|)\\]])")
_EXACT = re.compile(r'="([^"]*)"')


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
    return _Parser(source, names).pattern()


class _Parser:
    """A descent over one source text; `at` is the next character."""

    def __init__(self, source: str, names: Names) -> None:
        self.source = source
        self.names = names
        self.at = 0

    def pattern(self) -> Pattern:
        first = self.chain(depth=0)
        if self.peek() != "&":
            self.end()
            return first
        self.at += 1
        second = self.chain(depth=0)
        if self.peek() == "&":
            self.fail("only two sides can be joined by &", "write the rest as a second pattern")
        self.end()
        return Both(first, second)

    def end(self) -> None:
        closing = self.peek()
        if closing == "|":
            self.fail("alternatives stand in brackets", "write (a|b), or two patterns")
        if closing:
            self.fail(f"“{closing}” closes nothing", "take it out, or open the bracket")

    def chain(self, depth: int, first: bool = True) -> Chain:
        """One chain up to `)`, `]`, `|`, `&` or the end. `first`: nothing stands before it in the pattern."""
        begin = self.at
        items: list[tuple[Item | Gap, int]] = []
        while (mark := self.peek()) and mark not in ")]|&":
            start = self.at
            item = self.item(mark, depth, first and not any(_needed(i) for i, _ in items))
            if item is not None:
                self.placed(item, items, start)
                items.append((item, start))
        if mark == "&" and depth:
            self.fail("& stands outside brackets only", "write the two sides as whole patterns")
        return self.assemble(items, begin, depth)

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
            return self.gap()
        if mark in "^$":
            double = self.source.startswith(mark * 2, self.at)
            self.at += 1 + double
            if mark == "^" and double and not first:
                self.fail("^^ is the beginning of the turn: nothing can stand before it", "put it first", back=2)
            return Mark(mark * (1 + double))
        if mark == "}":
            self.fail("“}” closes nothing", "take it out")
        if mark == "=":
            return self.exact()
        return self.literal()

    def placed(self, item: Item | Gap, items: list[tuple[Item | Gap, int]], start: int) -> None:
        """Refuse an item where it stands."""
        self.at, after = start, self.at
        if isinstance(item, Gap) and items and isinstance(items[-1][0], Gap):
            self.fail("two gaps in a row", "keep one of them")
        if _needed(item) and any(i == Mark("$$") for i, _ in items):
            self.fail("nothing can stand after $$, the end of the turn", "put $$ last")
        self.at = after

    def bracket(self, depth: int, first: bool) -> Item:
        if self.source.startswith("(!", self.at):
            self.at += 1
            return Not(self.options(")", depth, first=False))
        return self.options(")", depth, first)

    def options(self, closing: str, depth: int, first: bool) -> Choice:
        """`a|b|c` up to the closing bracket."""
        opened = self.at
        words: list[Literal] = []
        chains: list[Chain] = []
        while True:
            self.at += 1
            start = self.at
            word = _WORD.match(self.source, start)
            if word and not word.group().isspace():
                self.at = word.end()
                words.append(literal.build(self.folded(word.group(), start), self.names.twins))
            else:
                chain = self.chain(depth + 1, first)
                if all(run.may_be_empty for run in chain.runs):
                    self.fail_at(start, "an alternative that may be empty", "write [a|b] for what may be left out")
                exact = plain(chain)
                if exact:
                    words.append(exact)
                else:
                    chains.append(chain)
            if self.peek() != "|":
                break
        if self.peek() != closing:
            self.fail_at(opened, f"the bracket “{self.source[opened]}” is not closed", f"close it with “{closing}”")
        self.at += 1
        return Choice(tuple(words), tuple(chains))

    def set_name(self) -> SetRef:
        match = _NAME.match(self.source, self.at + 1)
        name = match.group() if match else ""
        if not name:
            self.fail("“@” without the name of a set", "write @name")
        if name not in self.names.sets:
            self.fail(f"there is no set “{name}”", self.set_remedy(name))
        self.at += 1 + len(name)
        return SetRef(name)

    def set_remedy(self, name: str) -> str:
        """What may have been meant by the name of no set."""
        meant = self.alike(name, self.names.sets, "@")
        longest = max((s for s in self.names.sets if name.startswith(s)), key=len, default="")
        if longest:
            split = f"a name ends at a space or a mark: “@{longest} {name[len(longest) :]}”"
            return f"{meant} {split}".strip()
        return meant or "define it under `sets`, or extend the pack that does"

    def slot(self) -> SlotRef | Mark:
        match = _SLOT.match(self.source, self.at)
        if match is None:
            braces = "{m,n} belongs directly behind …; a slot is {name}, {name as x} or {name=$attribute}"
            self.fail("this is no slot", braces if "}" in self.source[self.at :] else "close it with “}”")
        slot, equals, label = match.group(1), match.group(2) or "", match.group(3) or match.group(1)
        if slot == "question":
            if equals or match.group(3):
                self.fail("{question} has no value", "write {question}")
            self.at = match.end()
            return Mark("?")
        if slot not in self.names.slots:
            known = ", ".join("{" + s + "}" for s in sorted([*self.names.slots, "question"]))
            self.fail(f"there is no slot “{slot}”", self.alike(slot, self.names.slots, "") or f"slots are {known}")
        if slot in self.names.wordless:
            self.fail(f"{{{slot}}} has no words", f"list them under `vars`: {slot}: [...]")
        self.at = match.end()
        return SlotRef(slot, label, equals)

    def gap(self) -> Gap:
        if self.source[self.at] == "~":
            self.at += 1
            return SHORT_GAP
        match = _GAP.match(self.source, self.at)
        assert match is not None
        if match.group(1) is None:
            self.at = match.end()
            return WIDE_GAP
        least, most = int(match.group(1)), int(match.group(2))
        if least > most:
            self.fail(f"a gap of at least {least} and at most {most} can never be", f"write …{{{most},{least}}}")
        if most > LONGEST_GAP:
            self.fail(f"a gap of {most} characters", f"at most {LONGEST_GAP}; use two patterns in one turn instead")
        self.at = match.end()
        return Gap(least, most)

    def exact(self) -> Literal:
        match = _EXACT.match(self.source, self.at)
        if match is None:
            self.fail("“=” stands before a quoted text only", 'write ="您好"')
        text = self.folded(match.group(1), self.at + 2)
        self.at = match.end()
        return literal.exact(text)

    def literal(self) -> Literal | None:
        match = _TEXT.match(self.source, self.at)
        assert match is not None
        raw = match.group()
        if not raw.strip():
            self.at = match.end()
            return None
        text = self.folded(raw, self.at)
        self.at = match.end()
        return literal.build(text, self.names.twins)

    def folded(self, raw: str, start: int) -> str:
        """The skeleton of a literal, after refusing what can never match."""
        text = fold(raw)
        if text.isalnum():  # no mark, nothing that is skipped
            return text
        for offset, char in enumerate(raw):
            if char in _FULL_WIDTH:
                self.fail_at(start + offset, f"“{char}” is a full-width mark", f"write {_FULL_WIDTH[char]}")
        text = skeleton(raw)
        if ".." in fold(raw):
            self.fail_at(start + fold(raw).index(".."), "dots are no gap", "write … (one character)")
        if "。" in text or "?" in text:
            stop = _STOP.search(fold(raw))
            offset = stop.start() if stop else 0
            remedy = (
                "leave it out; for a question write {question} or `question: only`, for a pause before more words …"
            )
            self.fail_at(start + offset, f"“{raw[offset]}” ends a sentence: no phrase is found across it", remedy)
        if not text:
            place = start + len(raw) - len(raw.lstrip())
            self.fail_at(place, f"“{raw.strip()}” is skipped in every text: nothing is left to find", "leave it out")
        return text

    def assemble(self, items: list[tuple[Item | Gap, int]], begin: int, depth: int) -> Chain:
        """Runs and gaps from a list of items."""
        if not items:
            self.fail_at(begin, "nothing stands here", "write a word, or take the bracket out")
        groups: list[list[Item]] = [[]]
        gaps: list[Gap] = []
        starts: list[int] = []
        for item, start in items:
            if isinstance(item, Gap):
                gaps.append(item)
                groups.append([])
            else:
                starts += [] if groups[-1] else [start]
                groups[-1].append(item)
        before = gaps.pop(0) if not groups[0] else None
        after = gaps.pop() if gaps and not groups[-1] else None
        parts = list(zip((group for group in groups if group), starts))
        asks_before = asks_after = -1
        if len(parts) > 1 and parts[0][0] == [Mark("?")]:
            asks_before = gaps.pop(0).most
            parts.pop(0)
        if len(parts) > 1 and parts[-1][0] == [Mark("?")]:
            asks_after = gaps.pop().most
            parts.pop()
        runs = tuple(self.run(group, start) for group, start in parts)
        if not runs:
            self.fail_at(begin, "a gap alone", "write what stands before and after it")
        if depth == 0 and all(run.may_be_empty for run in runs):
            self.fail_at(
                begin, "every part may be left out: this matches nothing or anything", "make one part required"
            )
        return Chain(runs, tuple(gaps), before, after, (asks_before, asks_after))

    def run(self, items: list[Item], start: int) -> Run:
        """One run; marks alone are refused, `{question}` alone is the whole clause that asks."""
        if items == [Mark("?")]:
            return Run((SlotRef("question", "question"),))
        if all(isinstance(item, (Mark, Not)) for item in items):
            self.fail_at(start, "an edge or a guard alone", "write the words that it belongs to beside it")
        first = next(i for i, item in enumerate(items) if not isinstance(item, (Mark, Not)))
        behind = tuple(item for item in items[:first] if isinstance(item, Not))
        rest = [item for i, item in enumerate(items) if i >= first or not isinstance(item, Not)]
        for i, item in enumerate(rest):
            if isinstance(item, Not) and not any(_needed(other) for other in rest[:i]):
                self.fail_at(
                    start, "a guard (!…) behind nothing but optional parts", "put it first, or in their brackets"
                )
        return Run(tuple(rest), behind, not any(_needed(item) for item in rest))

    def alike(self, name: str, known: Collection[str], prefix: str) -> str:
        """A remedy that names the nearest known name; empty if none is near."""
        import difflib

        near = difflib.get_close_matches(name, list(known), n=1, cutoff=0.5)
        return f"did you mean {prefix}{near[0]}?" if near else ""

    def peek(self) -> str:
        return self.source[self.at : self.at + 1]

    def fail(self, message: str, remedy: str, back: int = 0) -> NoReturn:
        self.fail_at(self.at - back, message, remedy)

    def fail_at(self, position: int, message: str, remedy: str) -> NoReturn:
        raise PatternError(message, pattern=self.source, position=position, remedy=remedy)


def _needed(item: Item | Gap) -> bool:
    """An element that every hit holds."""
    return not isinstance(item, (Maybe, Mark, Not, Gap))
