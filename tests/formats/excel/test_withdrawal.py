"""A withdrawn workbook begins with a sheet that says so, its headers say so, and it reads as before once these are taken away."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl.workbook import Workbook
from openpyxl.workbook.defined_name import DefinedName

from docgen.formats.engine import Notice, Stamp
from docgen.formats.excel.engine import ExcelEngine
from docgen.formats.excel.headers import with_words, without_words
from tests.office import resaved, schema_faults

ENGINE = ExcelEngine()
STAMP = Stamp(document="incident-record", language="en", code="YL-ITSM-F-12-01", revision="A/0", template="0" * 32)
NOTICE = Notice(title="WITHDRAWN", text="No longer applicable under the scope. Last issued revision: A/0 (2026-02-16).")
TEMPLATES = sorted(Path("templates").glob("*/*.xlsx"))


def saved(book: Workbook) -> bytes:
    stream = BytesIO()
    book.save(stream)
    return stream.getvalue()


def opened(file: bytes) -> Workbook:
    return openpyxl.load_workbook(BytesIO(file))


def edited(file: bytes, change: Callable[[Workbook], object]) -> bytes:
    book = opened(file)
    change(book)
    return saved(book)


def register() -> bytes:
    """Three sheets that refer to each other, the second on top, the third hidden; names and areas of one sheet; headers."""
    book = Workbook()
    first, second, third = book.active, book.create_sheet("Data"), book.create_sheet("Lists")
    first["A1"], first["B1"] = "=SUM(Data!A1:A3)", "total"
    for row in (1, 2, 3):
        second.cell(row, 1, row)
    second["B1"] = "=Lists!A1"
    second.print_title_rows = "1:1"
    second.defined_names["own"] = DefinedName("own", attr_text="Data!$A$1")
    third["A1"], third.sheet_state = "x", "hidden"
    first.oddHeader.left.text, first.oddHeader.center.text = "Left", "Middle && more"
    book.active = 1
    return ENGINE.stamp(saved(book), STAMP)


def test_a_first_sheet_says_it_and_is_on_top_alone() -> None:
    book = opened(ENGINE.withdrawn(register(), NOTICE))
    assert book.sheetnames == ["WITHDRAWN", "Sheet", "Data", "Lists"]
    assert [cell.value for row in book["WITHDRAWN"] for cell in row if cell.value] == [NOTICE.title, NOTICE.text]
    assert book.active.title == "WITHDRAWN"
    assert [sheet.title for sheet in book if sheet.sheet_view.tabSelected] == ["WITHDRAWN"]


def test_formulas_names_and_areas_mean_the_same_sheets() -> None:
    book = opened(ENGINE.withdrawn(register(), NOTICE))
    assert book["Sheet"]["A1"].value == "=SUM(Data!A1:A3)"
    assert book["Data"].print_title_rows == "$1:$1"
    assert book["Data"].defined_names["own"].attr_text == "Data!$A$1"
    assert ENGINE.faults(ENGINE.withdrawn(register(), NOTICE)) == ()


def test_the_header_of_every_visible_sheet_says_it_over_what_stood_there() -> None:
    blocks = ENGINE.content(ENGINE.withdrawn(register(), NOTICE)).children
    headers = {sheet.key: [block.text for block in sheet.children if block.kind == "header"] for sheet in blocks if sheet.kind == "sheet"}
    assert headers == {"WITHDRAWN": [], "Sheet": ["&LLeft&CWITHDRAWN Middle && more"], "Data": ["&CWITHDRAWN"], "Lists": []}


def test_without_them_the_workbook_reads_as_it_did_and_shows_the_sheet_it_showed() -> None:
    file = register()
    withdrawn = ENGINE.withdrawn(file, NOTICE)
    back = ENGINE.in_force(withdrawn)
    assert ENGINE.content(withdrawn) != ENGINE.content(file)
    assert ENGINE.content(back) == ENGINE.content(file)
    assert opened(back).active.title == "Data"
    assert opened(back)["Data"].print_title_rows == "$1:$1"
    assert ENGINE.withdrawn(withdrawn, NOTICE) == ENGINE.withdrawn(back, NOTICE) == withdrawn
    assert ENGINE.in_force(file) is file


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)
def test_every_shipped_workbook_can_be_withdrawn_and_come_back(path: Path, tmp_path: Path) -> None:
    file = path.read_bytes()
    withdrawn = ENGINE.withdrawn(file, NOTICE)
    assert ENGINE.content(ENGINE.in_force(withdrawn)) == ENGINE.content(file)
    (tmp_path / path.name).write_bytes(withdrawn)
    assert schema_faults(tmp_path / path.name) == []


def test_a_sheet_of_that_name_that_people_have_is_theirs() -> None:
    file = edited(register(), lambda book: book.create_sheet("Withdrawn"))
    withdrawn = ENGINE.withdrawn(file, NOTICE)
    assert opened(withdrawn).sheetnames[0] == "WITHDRAWN 2"
    assert opened(ENGINE.in_force(withdrawn)).sheetnames == ["Sheet", "Data", "Lists", "Withdrawn"]


def test_a_banner_that_people_deleted_is_gone_and_one_they_wrote_on_is_theirs() -> None:
    withdrawn = ENGINE.withdrawn(register(), NOTICE)
    assert ENGINE.content(ENGINE.in_force(edited(withdrawn, lambda book: book.remove(book["WITHDRAWN"])))) == ENGINE.content(register())
    theirs = ENGINE.in_force(edited(withdrawn, lambda book: book["WITHDRAWN"].__setitem__("B6", "Ask Ms Li.")))
    assert opened(theirs)["WITHDRAWN"]["B6"].value == "Ask Ms Li."


def test_what_people_typed_while_it_was_withdrawn_stays() -> None:
    withdrawn = edited(ENGINE.withdrawn(register(), NOTICE), lambda book: book["Data"].__setitem__("A4", "typed"))
    assert opened(ENGINE.in_force(withdrawn))["Data"]["A4"].value == "typed"


def test_all_is_taken_away_again_after_libreoffice_saved_the_workbook(tmp_path: Path) -> None:
    path = tmp_path / "register.xlsx"
    path.write_bytes(ENGINE.withdrawn(register(), NOTICE))
    resaved([path])
    assert ENGINE.content(ENGINE.in_force(path.read_bytes())) == ENGINE.content(register())


pieces = st.lists(st.sampled_from(["&&", "&P", '&"Arial,Bold"', "&12", "Word", " ", "12", "WITH"]), max_size=4).map("".join)


@given(left=pieces, middle=pieces, right=pieces)
def test_a_header_comes_back_as_it_was(left: str, middle: str, right: str) -> None:
    header = f"&L{left}{middle and f'&C{middle}'}&R{right}"
    assert NOTICE.title in with_words(header, NOTICE.title)
    assert without_words(with_words(header, NOTICE.title), NOTICE.title) == header


def test_a_header_without_room_stays_as_it_is() -> None:
    assert with_words("&L" + "x" * 240, NOTICE.title) == "&L" + "x" * 240
