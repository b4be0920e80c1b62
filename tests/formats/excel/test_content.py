"""What a reader sees of a workbook: the same after merely saving it again, another after every edit."""

from __future__ import annotations

import io
from collections.abc import Callable

import openpyxl
import pytest
from openpyxl.comments import Comment
from openpyxl.drawing.image import Image
from openpyxl.formatting.rule import FormulaRule
from openpyxl.styles import Color, Font, PatternFill
from openpyxl.workbook import Workbook
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.hyperlink import Hyperlink

from docgen.formats.excel.content import normal_formula
from docgen.formats.excel.engine import ExcelEngine
from docgen.merge.content import Block
from tests.formats.excel.books import book, changed, context, picture, register, saved
from tests.office import resaved

FORMULAS = (
    "TRUE", 'IF(A1 > 0, "x, y",FALSE)', "SUM(A:A)", "SUM(1:1)", "SUM($A$1:$A$1048576)", "SUM(Figures[Value])", 'IFERROR(1/0,"")',
    'A1&" "&"TRUE"', "1E3+0.50", "50%", "-A1^2", "SUM('My sum'!A1:A3)", 'COUNTIFS(A1:A9,">="&B1,B1:B9,"<>")', 'TEXT(A1,"yyyy-mm-dd")',
    'SUMPRODUCT((A1:A9="x")*(B1:B9>0))', 'INDEX(A1:B9,MATCH("x",A1:A9,0),2)', "TODAY()-A1", "NOT(TRUE)", "names_of_it", "SUM({1,2;3,4})",
    '_xlfn.CONCAT("a",A1)', '_xlfn.IFS(A1>1,"a",TRUE,"b")', "NETWORKDAYS(A1,B1)", 'HYPERLINK("#Lists!A1","go")', "ROW(A5)", "SUM((A1,A2))",
    "+A1", 'IF(A1="","",A1*24)', "DATE(2026,1,1)", "数据!A1", 'LEFT(A1,FIND("-",A1)-1)', "OFFSET(A1,1,1,2,2)", "SUBTOTAL(109,A1:A9)",
    "_xlfn.STDEV.S(A1:A9)", "VLOOKUP(A1,Lists!$A$1:$B$9,2,FALSE)", "CHAR(10)", "NA()", "#N/A", "EDATE(A1,12)", "RANK(A1,A1:A9)",
)  # fmt: skip


def many_formulas() -> bytes:
    workbook = openpyxl.Workbook()
    sheet = workbook.worksheets[0]
    for row, formula in enumerate(FORMULAS, start=1):
        sheet.cell(row, 5, f"={formula}")
    for row, value in enumerate(("  two  blanks ", "line\nbreak", "_x0041_", True, 1.10, 1 / 3, "007", "'x", "#N/A", 1e21, -0.0, "TRUE"), start=1):
        sheet.cell(row, 1, value)
    for number in range(12):
        sheet.cell(20 + number, 2, "x").fill = PatternFill("solid", fgColor=Color(theme=number % 10, tint=(0, 0.3999, -0.2499)[number % 3]))
    sheet["C20"], sheet["C21"] = "x", "y"
    sheet["C20"].fill = PatternFill("solid", fgColor=Color(indexed=13))
    sheet["C21"].font = Font(bold=True, italic=True, strike=True)
    for name in ("My sum", "Lists", "数据"):
        workbook.create_sheet(name)["A1"] = 1
    figures = workbook["My sum"]
    figures.append(["Figure", "Value"])
    figures.append(["a", 1])
    figures.add_table(openpyxl.worksheet.table.Table(displayName="Figures", ref="A2:B3"))
    prompt = DataValidation(promptTitle="Reporter", prompt="Name; the system's name for an alert", showInputMessage=True)
    rule = DataValidation(type="custom", formula1="AND(COUNTIF($A$1:$A$9,$A1)=1,TRUE)")
    for area, validation in (("G1:G9", prompt), ("H1:H9", rule)):
        validation.add(area)
        sheet.add_data_validation(validation)
    sheet.conditional_formatting.add("I1:I9", FormulaRule(formula=["AND($I1=TRUE, NOT(FALSE))"], font=Font(bold=True)))
    workbook["Lists"].sheet_state = "veryHidden"
    workbook.defined_names["names_of_it"] = DefinedName("names_of_it", attr_text="Lists!$A$1:$A$3", hidden=True)
    return saved(workbook)


def filled() -> bytes:
    return ExcelEngine().fill(register(), context()).file


def content(file: bytes) -> Block:
    return ExcelEngine().content(file)


def texts(block: Block) -> set[tuple[str, str, str, str]]:
    return {(item.kind, item.key, item.text, item.style) for item in block.walk()}


def validate(workbook: Workbook) -> None:
    rule = DataValidation(type="list", formula1='"a,b"')
    rule.add("E5:E7")
    workbook["Register"].add_data_validation(rule)


EDITS: dict[str, Callable[[Workbook], object]] = {
    "a cell is changed": lambda book: book["Register"].__setitem__("A5", "Changed"),
    "a number is changed": lambda book: book["Register"].__setitem__("C5", 77),
    "a cell is emptied": lambda book: book["Register"].__setitem__("A5", None),
    "a row is added": lambda book: book["Register"].append(["more"]),
    "a formula is changed": lambda book: book["Register"].__setitem__("F5", "=C5*3"),
    "a formula becomes a value": lambda book: book["Register"].__setitem__("F5", 2),
    "a word is bold": lambda book: setattr(book["Register"]["A6"], "font", Font(bold=True)),
    "a word is struck": lambda book: setattr(book["Register"]["A6"], "font", Font(strike=True)),
    "a cell is coloured": lambda book: setattr(book["Register"]["A6"], "fill", PatternFill("solid", fgColor="FFFFFF00")),
    "a comment is added": lambda book: setattr(book["Register"]["B5"], "comment", Comment("Please check", "Reviewer")),
    "a comment is changed": lambda book: setattr(book["Register"]["A8"], "comment", Comment("Counted twice", "Editor")),
    "cells are merged": lambda book: book["Register"].merge_cells("D8:E8"),
    "a choice is added": lambda book: book["Lists"].append(["Service 4"]),
    "a sheet is added": lambda book: book.create_sheet("Mine"),
    "a sheet is renamed": lambda book: setattr(book["My summary"], "title", "Figures"),
    "a sheet is hidden": lambda book: setattr(book["Lists"], "sheet_state", "hidden"),
    "a name is changed": lambda book: setattr(book.defined_names["total"], "attr_text", "Register!$C$7"),
    "a validation is added": validate,
    "a format is added": lambda book: book["Register"].conditional_formatting.add("E5:E7", FormulaRule(formula=["E5=1"], font=Font(bold=True))),
    "a link is changed": lambda book: setattr(book["Register"]["C8"], "hyperlink", Hyperlink(ref="C8", location="Lists!A1")),
    "the footer is changed": lambda book: setattr(book["Register"].oddFooter.left, "text", "Internal"),
    "a picture is added": lambda book: book["Register"].add_image(Image(io.BytesIO(picture(30, 30))), "H9"),
    "a picture is replaced": lambda book: book["Register"]._images.__setitem__(0, Image(io.BytesIO(picture(31, 30)))),
    "the print area is changed": lambda book: setattr(book["Register"], "print_area", "A1:F8"),
}


@pytest.fixture(scope="module")
def saved_again(tmp_path_factory: pytest.TempPathFactory) -> dict[str, tuple[bytes, bytes]]:
    """Return files before and after LibreOffice saved them: the register, formulas, and the register after each edit."""
    folder = tmp_path_factory.mktemp("resaved")
    before = {"register": filled(), "formulas": many_formulas()} | {name: changed(filled(), edit) for name, edit in EDITS.items()}
    paths = []
    for number, file in enumerate(before.values()):
        paths.append(folder / f"{number}.xlsx")
        paths[-1].write_bytes(file)
    resaved(paths)
    return {name: (file, path.read_bytes()) for (name, file), path in zip(before.items(), paths, strict=True)}


@pytest.mark.parametrize("name", ["register", "formulas", *EDITS])
def test_a_file_that_libreoffice_saved_again_says_the_same(saved_again: dict[str, tuple[bytes, bytes]], name: str) -> None:
    before, after = saved_again[name]
    assert texts(content(after)) == texts(content(before))
    assert content(after).digest() == content(before).digest()


@pytest.mark.parametrize("name", EDITS)
def test_an_edit_is_seen_before_and_after_saving_again(saved_again: dict[str, tuple[bytes, bytes]], name: str) -> None:
    unedited = content(filled())
    assert all(content(file) != unedited for file in saved_again[name])


def test_what_libreoffice_computes_is_what_excel_would(saved_again: dict[str, tuple[bytes, bytes]]) -> None:
    sheets = openpyxl.load_workbook(io.BytesIO(saved_again["register"][1]), data_only=True)
    register_sheet = sheets["Register"]
    assert [register_sheet.cell(row, 6).value for row in (5, 6, 7, 8)] == [2, 4, 6, 12]
    assert (register_sheet["C8"].value, sheets["Lists"]["C1"].value) == (6, 6)
    assert (sheets["My summary"]["B2"].value, sheets["My summary"]["B3"].value) == (6, 2)


def test_a_file_that_openpyxl_saved_again_says_the_same() -> None:
    assert texts(content(changed(filled(), lambda workbook: None))) == texts(content(filled()))


def test_a_number_is_not_the_text_that_reads_like_it() -> None:
    assert content(book({"A1": 7})) != content(book({"A1": "7"}))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("=if( a1 = TRUE , 1.50 ,\n'My list'!$b$2)", "IF(A1=TRUE(),1.5,'My list'!$B$2)"),
        ("'Register'!A1+_xlfn.CONCAT(A1)", "Register!A1+CONCAT(A1)"),
        ('"True  x"&a1', '"True  x"&A1'),
    ],
)
def test_formulas_have_one_spelling(one: str, other: str) -> None:
    assert normal_formula(one) == normal_formula(other)


def test_formulas_of_different_meaning_keep_apart() -> None:
    assert len({normal_formula(formula) for formula in ('"a b"', '"ab"', "A1", "$A$1", "TRUE()", '"TRUE"', "1", "10", "1%")}) == 9


def test_the_tree_names_sheets_rows_and_cells() -> None:
    tree = content(book({"B2": "x", "A1": "=B2"}, ("Lists", {"A1": 1})))
    assert [(sheet.kind, sheet.key) for sheet in tree.children] == [("sheet", "Register"), ("sheet", "Lists")]
    rows = tree.children[0].children
    assert [(row.kind, row.key, [(cell.key, cell.text) for cell in row.children]) for row in rows] == [
        ("row", "1", [("A1", "=B2")]), ("row", "2", [("B2", "x")]),
    ]  # fmt: skip
