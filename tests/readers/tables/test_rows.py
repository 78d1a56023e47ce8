"""Rows of files of lines: separators, quotation marks, what cannot be read, and where each row stands."""

from __future__ import annotations

import io

import pytest

from svcnorm.model.errors import InputError
from svcnorm.readers import ReadOptions
from svcnorm.readers.document import Document
from svcnorm.readers.tables import rows, separated
from svcnorm.readers.tables.row import BadRow, Row


def cells(data: bytes | str, **options: object) -> list[tuple[int, tuple[str, ...]] | str]:
    """Number and cells of each row; the message in place of one that cannot be read."""
    raw = data.encode() if isinstance(data, str) else data
    document = Document("a.csv", io.BytesIO(raw), ReadOptions(**options))  # type: ignore[arg-type]
    return [(item.number, item.cells) if isinstance(item, Row) else item.message for item in rows(document)]


@pytest.mark.parametrize(
    ("text", "separator"),
    [
        ("a,b,c\n1,2,3\n", ","),
        ("a;b;c\n1;2,5;3\n1;2,5;3,0\n", ";"),
        ("a\tb\n您好,请问\t有什么,可以\n", "\t"),
        ("a|b\n1|2\n", "|"),
        ("导出,共 3 条\n\na;b;c\n1;2;3\n4;5;6\n", ";"),
        ('a,b\n1,"x;y;z\n;;;\n"\n2,"p;q"\n', ","),
        ("sep=;\na,b;c\n1,5;2\n", ";"),
        ("text\n您好\n", "\t"),
        ("", "\t"),
    ],
)
def test_the_separator_is_the_one_that_divides_rows_alike(text: str, separator: str) -> None:
    assert separated.sniffed(text).separator == separator


@pytest.mark.parametrize(
    ("text", "second"),
    [
        ('a,b\n1,"您好,""天翼"""\n', ("1", '您好,"天翼"')),
        ('"a","b"\n"1","他说\\"好\\""\n"2","没有"\n', ("1", '他说"好"')),
        ('a,b\n1, "x"\n', ("1", "x")),
        ('a,b\n1,5"的屏\n', ("1", '5"的屏')),
        ('a\tb\n1\t"好"他说\n2\t"行"他说\n3\t"对"他说\n4\t"是"他说\n5\t"嗯"他说\n', ("1", '"好"他说')),
        ('a,b\n1,"x\r\ny\rz"\n', ("1", "x\ny\nz")),
        ("a,b\n1\n", ("1",)),
        ('a,b\n"=""0012""",\'0012\n', ("0012", "0012")),
        ("a,b\n'好,=1+1\n", ("'好", "=1+1")),
        ('a,b\n\t0012,="\n', ("\t0012", '="')),
        ("a,b\r1,2\r3,4", ("1", "2")),
    ],
)
def test_quotation_marks(text: str, second: tuple[str, ...]) -> None:
    assert cells(text)[1] in ((2, second), (2, second))


def test_a_row_stands_on_the_line_on_which_it_begins() -> None:
    assert cells('a,b\n\n1,"x\n\ny"\n2,z\n') == [(1, ("a", "b")), (3, ("1", "x\n\ny")), (6, ("2", "z"))]
    assert cells("a,b\r1,2\r\r3,4\r") == [(1, ("a", "b")), (2, ("1", "2")), (4, ("3", "4"))]
    assert cells("sep=,\na,b\n") == [(2, ("a", "b"))]


def test_a_mark_that_is_never_closed_costs_one_row() -> None:
    unclosed = "a quotation mark opens a cell here and is never closed"
    assert cells('a,b\n1,"x\n2,y\n3,z\n') == [(1, ("a", "b")), unclosed, (3, ("2", "y")), (4, ("3", "z"))]
    assert cells('a,b\n1,"x') == [(1, ("a", "b")), unclosed]


def test_a_file_of_such_marks_is_read_in_the_end(monkeypatch: pytest.MonkeyPatch) -> None:
    """Lines that each open a cell, whether one is open or not: each is read a bounded number of times."""
    monkeypatch.setattr(separated, "LONGEST_ROW", 10_000)
    found = cells("a,b\n" + '",x","\n' * 20_000)
    assert len(found) > 10_000
    assert sum(isinstance(item, str) for item in found) > 10_000


def test_what_cannot_be_read_is_an_error_in_its_place() -> None:
    data = (
        "通话ID,角色,内容\nC-1,客服,您好\nC-2,客户,".encode()
        + b"\xff\xfe"
        + "坏\nC-3,客户,x\0y\nC-4,客户,好\n".encode()
    )
    document = Document("a.csv", io.BytesIO(data), ReadOptions())
    first, second, damaged, nul, last = rows(document)
    assert isinstance(first, Row) and isinstance(second, Row) and isinstance(last, Row)
    assert isinstance(damaged, BadRow) and damaged.line == 3 and "is not utf-8" in damaged.message
    assert damaged.row.cells[:2] == ("C-2", "客户")
    assert isinstance(nul, BadRow) and nul.line == 4 and "NUL" in nul.message
    assert last.cells == ("C-4", "客户", "好")


def test_a_line_beyond_the_limit_is_an_error() -> None:
    found = cells("a,b\n1," + "x" * 2000 + "\n2,y\n", max_bytes=1000)
    assert found == [(1, ("a", "b")), "the line is longer than 1000 bytes", (3, ("2", "y"))]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-le"])
def test_encodings(encoding: str) -> None:
    text = "通话ID,角色,内容\r\nC-1,客服,您好请问有什么可以帮您\r\n"
    assert cells(text.encode(encoding))[1] == (2, ("C-1", "客服", "您好请问有什么可以帮您"))


def test_a_file_in_no_clear_encoding_is_an_error() -> None:
    document = Document("a.csv", io.BytesIO(b"\x81\x30\xff\xff,\xff\n" * 20), ReadOptions())
    with pytest.raises(InputError):
        list(rows(document))
