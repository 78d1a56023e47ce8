"""YAML: keys are scenes, speakers and conditions, texts are what is said; or a list of rows with 场景, 话术, 岗位."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from typing import Any

from svcnorm.model.conversation import CHANNELS
from svcnorm.model.errors import InputError
from svcnorm.readers.document import Document
from svcnorm.readers.labels import role_of
from svcnorm.scripts.flow import Flow
from svcnorm.scripts.model import Ignore, Spot
from svcnorm.scripts.reading.columns import NAMES, ROLE, SCENE, WORDS, meaning, poster
from svcnorm.scripts.reading.comments import HASH, OURS, ignores
from svcnorm.scripts.reading.read import LINE_END, lines_in
from svcnorm.scripts.words import written

CHANNEL = ("channel", "渠道")
ABOUT = (
    *CHANNEL,
    *("title", "version", "id", "author", "description", "updated", "date", "name"),
    *("标题", "版本", "作者", "编号", "日期", "名称", "更新", "序号"),
)
"""Keys that tell about the script."""
WHOLE = NAMES[WORDS].split()
"""Keys that make a mapping a row of a table; 开场话术 is rather a scene, unless a scene stands beside it."""


def read(document: Document, flow: Flow) -> list[Ignore]:
    """Tell `flow` what stands in the file. Raises InputError for what is no YAML."""
    text = document.text()
    lines = lines_in(text, document.label)
    root = _composed(text, document.label)
    if root is not None:
        _Walk(text, lines, flow).node(root, "")
    return list(ignores(lines, HASH))


def _composed(text: str, file: str) -> Any:
    import yaml

    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    try:
        for event in yaml.parse(text, Loader=loader):
            if isinstance(event, yaml.AliasEvent):
                raise InputError("anchors and aliases have no place in a script", file=file, remedy="write it out")
        return yaml.compose(text, Loader=loader)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        place = (mark.line + 1, mark.column + 1) if mark else (None, None)
        message = f"the script is not valid YAML: {error.problem or error.context}"
        raise InputError(message, file=file, line=place[0], column=place[1], remedy="put the text in quotes") from None
    except yaml.YAMLError as error:
        message = f"the script is not valid YAML: {str(error).splitlines()[0]}"
        raise InputError(message, file=file, remedy="save it as UTF-8 text") from None
    except RecursionError:
        raise InputError("the script is nested too deeply", file=file, remedy="write it flatter") from None


class _Walk:
    """Goes through the nodes of a file."""

    def __init__(self, text: str, lines: Sequence[str], flow: Flow) -> None:
        self.text, self.lines, self.flow = text, lines, flow
        self.starts = [0, *(found.end() for found in LINE_END.finditer(text))]

    def node(self, node: Any, role: str, depth: int = 1) -> None:
        """A node; `role` is whose words it holds, where a key said so."""
        if node.id == "scalar":
            self._scalar(node, role)
        elif node.id == "sequence":
            for member in node.value:
                if member.id != "scalar":
                    self.flow.blank()
                self.node(member, role, depth)
        else:
            self._mapping(node, role, depth)

    def _mapping(self, node: Any, role: str, depth: int) -> None:
        members = {str(key.value).strip(): value for key, value in node.value if key.id == "scalar"}
        what = {key: meaning(key) for key in members}
        scene, post = (_plain(next((members[key] for key in members if what[key] == it), None)) for it in (SCENE, ROLE))
        is_row = any(key.lower() in WHOLE for key in members) or bool(scene and {WORDS, "agent"} & {*what.values()})
        if is_row:
            if scene:
                self.flow.within(scene)
            self.flow.blank()
        for key, value in members.items():
            if key.lower() in ABOUT:
                self._about(key, value)
            elif is_row and what[key] in ("customer", "agent", WORDS):
                self.node(value, what[key] if what[key] != WORDS else poster(post) or role)
            elif role_of(key) in ("agent", "customer"):
                self.node(value, role_of(key) or "", depth)
            elif not is_row or (value.id != "scalar" and not what[key]):
                held = self.flow.stays
                self.flow.heading(key, depth)
                self.node(value, role, depth + 1)
                self.flow.go_on(held)

    def _about(self, key: str, value: Any) -> None:
        if key.lower() in CHANNEL and _plain(value) in CHANNELS:
            self.flow.channel = _plain(value)

    def _scalar(self, node: Any, role: str) -> None:
        """Each line of a text, as it stands in the file."""
        if node.tag != "tag:yaml.org,2002:str":
            return
        start, end = node.start_mark.index, node.end_mark.index
        first = bisect_right(self.starts, start) - 1
        for number in range(first, bisect_right(self.starts, max(start, end - 1))):
            line, begin = self.lines[number], self.starts[number]
            left, right = max(start - begin, 0), min(end - begin, len(line))
            if number == first and node.style in ("|", ">"):
                continue
            if node.style in ("'", '"'):
                left += number == first
                right -= begin + right == end
            # In a text block YAML knows no comments; ours are none of its words all the same.
            if allows := OURS.search(line, left, max(left, right)):
                right = allows.start()
            self.flow.say(written(line, left, max(left, right)), line, Spot(number + 1, 1), role)


def _plain(node: Any) -> str:
    return node.value.strip() if node is not None and node.id == "scalar" else ""
