"""Cases of the pattern language that are data: tests/data/patterns/*.yaml."""

import functools
from pathlib import Path

import pytest
import yaml

from svcnorm.patterns import Lexicon, Phrases, Program
from svcnorm.text.turntext import TurnText, skeleton

DATA = Path(__file__).parents[1] / "data" / "patterns"


@functools.cache
def read(name):
    return yaml.safe_load((DATA / name).read_text("utf-8"))


def cases():
    return list(_cases())


def _cases():
    for file in ("marks.yaml", "filters.yaml"):
        for group, listed in read(file).items():
            if group != "lexicon":
                for number, case in enumerate(listed):
                    yield pytest.param(case, id=f"{file[:-5]}-{group}-{number}")


def lexicon():
    data = read("marks.yaml")["lexicon"]
    sets = {name: Phrases(**fields) for name, fields in data["sets"].items()}
    return Lexicon(sets, data["words"], data["twins"])


def listed(value):
    return value if isinstance(value, list) else [value]


def original(text, hit):
    """The hit as it stands in the utterances, joined by a stroke where it runs over several."""
    return "/".join(text.pieces[piece][start:end] for piece, start, end in text.place(hit.start, hit.end))


@pytest.fixture(scope="module")
def words():
    return lexicon()


@pytest.mark.parametrize("case", cases())
def test_case(case, words):
    program = Program(words)
    number = program.add(Phrases(tuple(listed(case["say"])), **case.get("options", {})))
    text = TurnText(listed(case["text"]), case.get("pauses", ()))
    for loaded in (program, Program.from_data(program.to_data())):
        scan = loaded.scan([text])
        hits = scan.hits(number, 0)
        dropped = {original(text, hit): hit.dropped for hit in scan.candidates(number, 0) if hit.dropped}
        assert [original(text, hit) for hit in hits] == case["hits"]
        assert all(hit.sure and not hit.reason for hit in hits)
        assert [hit.start for hit in hits] == case.get("starts", [hit.start for hit in hits])
        assert [hit.pattern for hit in hits] == case.get("patterns", [hit.pattern for hit in hits])
        if "dropped" in case:
            assert dropped == case["dropped"]
        if "slots" in case:
            assert {name: value.text for name, value in hits[0].slots} == case["slots"]


@pytest.mark.parametrize("case", cases())
def test_what_is_cut_out_of_the_original_reads_as_the_hit(case, words):
    program = Program(words)
    number = program.add(Phrases(tuple(listed(case["say"])), **case.get("options", {})))
    text = TurnText(listed(case["text"]), case.get("pauses", ()))
    for hit in program.scan([text]).candidates(number, 0):
        cut = text.original[text.at[hit.start] : text.at[hit.end - 1] + 1]
        assert skeleton(cut.replace("\n", "")) == text.skeleton[hit.start : hit.end].replace("\n", "")
