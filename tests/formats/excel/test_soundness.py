"""The faults that make Excel repair or refuse a workbook, or lose part of it: each is put into a sound workbook, and found at its place."""

from __future__ import annotations

import io
import re
from pathlib import Path

import openpyxl
import pytest
from openpyxl.comments import Comment
from openpyxl.drawing.image import Image
from openpyxl.workbook import Workbook
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.formula import ArrayFormula
from openpyxl.worksheet.table import Table

from docgen.errors import Problem
from docgen.formats.excel.engine import ExcelEngine
from docgen.formats.excel.schema import is_broken, is_name, overlaps, sheets_in
from docgen.formats.ooxml import open_package
from docgen.messages import say
from tests.formats.excel.books import book, changed, context, opened, picture, register, rewritten, saved, services
from tests.office import resaved

ENGINE = ExcelEngine()
BOOK, STYLES, STRINGS = "xl/workbook.xml", "xl/styles.xml", "xl/sharedStrings.xml"
SHEET, LISTS, SUMMARY = (f"xl/worksheets/sheet{number}.xml" for number in (1, 2, 3))
FIGURES, STOCK = "xl/tables/table1.xml", "xl/tables/table2.xml"
DRAWING, COMMENTS = "xl/drawings/drawing1.xml", "xl/comments/comment1.xml"
TYPES, RELATIONS = "[Content_Types].xml", "xl/_rels/workbook.xml.rels"
ON_SHEET, IN_BOOK, IN_STYLES = "sheet 'Register'", "workbook", "part xl/styles.xml"
LIST, FORMAT = "sheet 'Register', data validation of A5:A7", "sheet 'Register', conditional format of C5:C7"
IN_FIGURES = "sheet 'My summary', table Figures"
LONG = "x" * 32_768

# What is spoilt, the part, what stands there (a pattern), what stands there afterwards, the fault that is told, the place it is told of.
SEEDS = [
    ("order of a sheet's parts", SHEET, r"(<sheetData>.*</sheetData>)(.*)(</worksheet>)", r"\2\1\3", "order", ON_SHEET),
    ("unknown part of a sheet", SHEET, r"<sheetData>", "<sheetDates/><sheetData>", "no-place", ON_SHEET),
    ("order of a rule's parts", SHEET, r"(<formula>.*?</formula>)", r"<extLst/>\1", "order", ON_SHEET),
    ("order of the workbook's parts", BOOK, r"(<sheets>.*</sheets>)(<definedNames>.*</definedNames>)", r"\2\1", "order", IN_BOOK),
    ("order of the styles", STYLES, r"(<fonts.*</fonts>)(<fills.*</fills>)", r"\2\1", "order", IN_STYLES),
    ("order of a table's parts", FIGURES, r"(<tableColumns.*</tableColumns>)", r"<tableStyleInfo/>\1", "order", IN_FIGURES),
    ("order of a cell's parts", SHEET, r"<f>C8\*2</f>", "<v>6</v><f>C8*2</f>", "order", "sheet 'Register', cell F8"),
    ("order of rows", SHEET, r'(<row r="1">.*?</row>)(<row r="2">.*?</row>)', r"\2\1", "row-order", ON_SHEET),
    ("row twice", SHEET, r'<row r="12"/>', '<row r="11"/>', "row-order", ON_SHEET),
    ("row below the sheet", SHEET, r'<row r="12"/>', '<row r="1048577"/>', "row-order", ON_SHEET),
    ("cell in another row", SHEET, r'r="B5"', 'r="B6"', "cell-row", "sheet 'Register', cell B6"),
    ("cell beyond the sheet", SHEET, r'<c r="F8"', '<c r="XFE8"', "cell-row", "sheet 'Register', cell XFE8"),
    ("order of cells", SHEET, r'(<c r="B5".*?</c>)(<c r="C5".*?</c>)', r"\2\1", "cell-order", "sheet 'Register', cell B5"),
    ("cell twice", SHEET, r'r="B5"', 'r="A5"', "same-cell", "sheet 'Register', cell A5"),
    ("format of a cell", SHEET, r'r="A5" s="\d+"', 'r="A5" s="99"', "no-cell-style", "sheet 'Register', cell A5"),
    ("format of a row", SHEET, r'<row r="11"', '<row r="11" s="99"', "no-cell-style", "sheet 'Register', cell 11:11"),
    ("format of a column", SHEET, r"(<col [^>]*)/>", r'\1 style="99"/>', "no-cell-style", ON_SHEET),
    ("format of a rule", SHEET, r'dxfId="0"', 'dxfId="7"', "no-look", FORMAT),
    ("format of a table", FIGURES, r'headerRowCount="1"', 'headerRowCount="1" headerRowDxfId="7"', "no-look", IN_FIGURES),
    ("font of a format", STYLES, r'<xf ([^>]*)fontId="1"', r'<xf \1fontId="99"', "bad-value", IN_STYLES),
    ("widths of columns", SHEET, r'(<col [^>]*)min="2" max="2"', r'\1min="1" max="2"', "column-order", ON_SHEET),
    ("number of a text", SHEET, r'(<c r="A5"[^>]*><v>)\d+', r"\g<1>99", "no-string", "sheet 'Register', cell A5"),
    ("word for a number", SHEET, r'(<c r="B5"[^>]*><v>)\d+', r"\1today", "no-number", "sheet 'Register', cell B5"),
    ("kind of a cell", SHEET, r'(<c r="B5") s="\d+"', r'\1 t="word"', "bad-value", "sheet 'Register', cell B5"),
    ("long text", STRINGS, r"Service 1", LONG, "cell-too-long", "sheet 'Register', cell A5"),
    ("long text in the cell", SHEET, r">Total<", f">{LONG}<", "cell-too-long", "sheet 'Register', cell A8"),
    ("long text of wide characters", STRINGS, r"Service 1", "🙂" * 16_384, "cell-too-long", "sheet 'Register', cell A5"),
    ("tag left over", STRINGS, r"Service 1", "{{ name }}", "leftover-tag", "sheet 'Register', cell A5"),
    ("statement left over", SHEET, r">Total<", ">{% if x %}<", "leftover-tag", "sheet 'Register', cell A8"),
    ("full-width tag left over", SHEET, r">Total<", ">｛｛ name ｝｝<", "leftover-tag", "sheet 'Register', cell A8"),
    ("tag over several runs", STRINGS, r"<t [^>]*>Service 1</t>", "<r><t>{% if</t></r><r><t> x %}</t></r>", "leftover-tag", "sheet 'Register', cell A5"),
    ("tag left over in a formula", SHEET, r"C8\*2", "{{ x }}*2", "leftover-tag", "sheet 'Register', cell F8"),
    ("tag left over in a header", SHEET, r"<oddFooter>", "<oddFooter>{{ x }}", "leftover-tag", ON_SHEET),
    ("tag left over in a comment", COMMENTS, r"Counted by hand", "{{ x }}", "leftover-tag", f"part {COMMENTS}"),
    ("tag left over in a drawing", DRAWING, r'descr="Picture"', 'descr="{{ x }}"', "leftover-tag", f"part {DRAWING}"),
    ("control character", STRINGS, r"Service 1", "Service&#1;1", "not-well-formed", f"part {STRINGS}"),
    ("bracket without partner", SHEET, r"SUM\(C5:C7\)", "SUM(C5:C7", "broken-formula", "sheet 'Register', cell C8"),
    ("quotation mark without partner", SHEET, r"C8\*2", 'C8&amp;"', "broken-formula", "sheet 'Register', cell F8"),
    ("formula breaks off", SHEET, r"C8\*2", "C8*", "broken-formula", "sheet 'Register', cell F8"),
    ("long text in a formula", SHEET, r"C8\*2", f'"{LONG[:300]}"', "constant-too-long", "sheet 'Register', cell F8"),
    ("sheet of a formula", SUMMARY, r"<f>Register!C8</f>", "<f>Gone!C8</f>", "missing-sheet", "sheet 'My summary', cell B2"),
    ("formula shared by nobody", SHEET, r'si="0"/>', 'si="5"/>', "no-shared-formula", "sheet 'Register', cell F6"),
    ("no merged cells", SHEET, r"<mergeCells .*</mergeCells>", "<mergeCells/>", "empty", ON_SHEET),
    ("overlapping merged cells", SHEET, r'ref="A1:F1"', 'ref="F1:G10"', "merged-overlap", "sheet 'Register', cell A10:F12"),
    ("area of merged cells", SHEET, r'ref="A1:F1"', 'ref="A0:F1"', "bad-area", ON_SHEET),
    ("area of a validation", SHEET, r'sqref="A5:A7"', 'sqref="A5:"', "bad-area", "sheet 'Register', data validation of A5:"),
    ("kind of a validation", SHEET, r'type="list"', 'type="choice"', "bad-value", LIST),
    ("operator of a validation", SHEET, r'operator="\w+"', 'operator="about"', "bad-value", "sheet 'Register', data validation of B5:B7"),
    ("formula of a validation", SHEET, r"<formula1>Lists!", "<formula1>Gone!", "missing-sheet", LIST),
    ("title of a validation", SHEET, r'errorTitle="[^"]*"', f'errorTitle="{LONG[:33]}"', "text-too-long", LIST),
    ("kind of a rule", SHEET, r'type="expression"', 'type="mood"', "bad-value", FORMAT),
    ("formula of a rule", SHEET, r"<formula>", "<formula>(", "broken-formula", FORMAT),
    ("paper", SHEET, r'orientation="landscape"', 'orientation="diagonal"', "bad-value", ON_SHEET),
    ("sheet name twice", BOOK, r'name="Lists"', 'name="REGISTER"', "sheet-name-twice", "name of the sheet 'REGISTER'"),
    ("long sheet name", BOOK, r'name="Lists"', f'name="{LONG[:32]}"', "sheet-name-refused", f"name of the sheet '{LONG[:32]}'"),
    ("sign in a sheet name", BOOK, r'name="Lists"', 'name="A/B"', "sheet-name-refused", "name of the sheet 'A/B'"),
    ("id of a sheet twice", BOOK, r'sheetId="2"', 'sheetId="1"', "same-sheet-id", "name of the sheet 'Lists'"),
    ("sheet without relationship", BOOK, r'r:id="rId2"', "", "sheet-without-part", "name of the sheet 'Lists'"),
    ("two sheets, one part", BOOK, r'r:id="rId2"', 'r:id="rId1"', "sheet-without-part", "name of the sheet 'Lists'"),
    ("no visible sheet", BOOK, r'("Register".*?)"visible"(.*?)"visible"(.*?)"visible"(.*?)"visible"', r'\1"hidden"\2"hidden"\3"hidden"\4"veryHidden"', "no-visible-sheet", IN_BOOK),
    ("name on a missing sheet", BOOK, r">Register!\$C\$8<", ">Gone!$C$8<", "missing-sheet", "defined name total"),
    ("name of a missing sheet", BOOK, r'localSheetId="0"', 'localSheetId="9"', "name-without-sheet", "defined name _xlnm._FilterDatabase"),
    ("name twice", BOOK, r'name="total"', 'name="Service_List"', "same-name", "defined name Service_List"),
    ("name like a cell", BOOK, r'name="total"', 'name="AB12"', "name-refused", "defined name AB12"),
    ("id of a table twice", STOCK, r'<table ([^>]*)\bid="2"', r'<table \1id="1"', "same-table", "sheet 'Stock', table Stock"),
    ("name of a table twice", STOCK, r'displayName="Stock"', 'displayName="FIGURES"', "same-name", "sheet 'Stock', table FIGURES"),
    ("name of a table a defined name", FIGURES, r'displayName="Figures"', 'displayName="Total"', "same-name", "sheet 'My summary', table Total"),
    ("table beyond the sheet", FIGURES, r'ref="A1:B3"', 'ref="A1:B1048577"', "bad-area", IN_FIGURES),
    ("table without rows", FIGURES, r'ref="A1:B3"', 'ref="A1:B1"', "table-rows", IN_FIGURES),
    ("columns of a table", FIGURES, r'ref="A1:B3"', 'ref="A1:C3"', "table-columns", IN_FIGURES),
    ("column of a table twice", FIGURES, r'name="Value"', 'name="figure"', "same-column", IN_FIGURES),
    ("head of a table", FIGURES, r'name="Value"', 'name="Sum"', "table-head", "sheet 'My summary', cell B1"),
    ("number as head of a table", SUMMARY, r't="inlineStr"><is><t>Value</t></is>', "><v>7</v>", "table-head", "sheet 'My summary', cell B1"),
    ("overlapping tables", STOCK, r'ref="A1:B3"', 'ref="A4:B7"', "table-overlap", "sheet 'Stock'"),
    ("comment twice", COMMENTS, r'ref="C8"', 'ref="A8"', "same-comment", "sheet 'Register', comment at A8"),
    ("author of a comment", COMMENTS, r'authorId="0"', 'authorId="5"', "no-comment-author", "sheet 'Register', comment at A8"),
    ("id of a drawing twice", DRAWING, r'<(\w*:?)cNvPr id="2"', r'<\1cNvPr id="1"', "same-drawing", ON_SHEET),
    ("unknown relationship of a sheet", SHEET, r"<drawing ([^>]*)r:id=\"rId\d+\"", r'<drawing \1r:id="rId999"', "no-relation", ON_SHEET),
    ("unknown relationship of a drawing", DRAWING, r'r:embed="[^"]*"', 'r:embed="rId999"', "no-relation", f"part {DRAWING}"),
    ("target that is not there", RELATIONS, r'Target="[^"]*sheet2.xml"', 'Target="worksheets/gone.xml"', "no-target", f"part {RELATIONS}"),
    ("content type of a sheet's picture", TYPES, r'<Default Extension="png"[^>]*/>', "", "no-content-type", "part xl/media/image1.png"),
    ("content type of the workbook", TYPES, r'<Override PartName="/xl/workbook.xml"[^>]*/>', "", "no-workbook", ""),
    ("part with a type that is not there", TYPES, r"</Types>", '<Override PartName="/xl/gone.xml" ContentType="text/xml"/></Types>', "no-part", f"part {TYPES}"),
]  # fmt: skip


# The kinds of faults that the checkers of others were tried with, and the seeds above that are of each kind. openxml-audit finds
# the first five of them, openpyxl four, LibreOffice none.
KINDS = {
    "order of elements": "order of a sheet's parts",
    "kind of a validation": "kind of a validation",
    "sheet name twice": "sheet name twice",
    "part that is not there": "target that is not there",
    "relationship that is not there": "unknown relationship of a sheet",
    "order of rows": "order of rows",
    "cell in another row": "cell in another row",
    "cell twice": "cell twice",
    "overlapping merged cells": "overlapping merged cells",
    "number of a style": "format of a cell",
    "number of a conditional format's style": "format of a rule",
    "broken formula": "bracket without partner",
    "name on a missing sheet": "name on a missing sheet",
    "sheet name over 31 characters": "long sheet name",
    "part without a content type": "content type of a sheet's picture",
    "text over 32,767 characters": "long text",
    "number of a shared string": "number of a text",
}


@pytest.fixture(scope="module")
def sound() -> bytes:
    """Return a filled workbook with most of what a workbook can have."""
    filled = ENGINE.fill(changed(register(), more), context()).file
    shared = rewritten(filled, SHEET, "<f>C5*2</f>", '<f t="shared" ref="F5:F7" si="0">C5*2</f>')
    for row in (6, 7):
        shared = rewritten(shared, SHEET, f"<f>C{row}*2</f>", '<f t="shared" si="0"/>')
    return shared


def more(workbook: Workbook) -> None:
    """Add what the register lacks: widths, a second comment, picture and table, an area formula, a name of one sheet."""
    sheet, stock = workbook["Register"], workbook.create_sheet("Stock")
    sheet.column_dimensions["A"].width, sheet.column_dimensions["B"].width = 20, 30
    sheet.page_setup.orientation = "landscape"
    sheet["C8"].comment = Comment("Of all services", "Editor")
    sheet.add_image(Image(io.BytesIO(picture(40, 40))), "F2")
    for row, (name, amount) in enumerate((("Name", "Amount"), ("a", 1), ("b", 2)), start=1):
        stock.cell(row, 1, name)
        stock.cell(row, 2, amount)
        stock.cell(row + 5, 1, name)
    stock.add_table(Table(displayName="Stock", ref="A1:B3"))
    stock.add_table(Table(displayName="Other", ref="A6:A8"))
    stock["D1"], stock["D2"] = "=SUM(Stock[[#This Row],[Amount]])", ArrayFormula("D2:D3", "=B2:B3*{2}")
    stock.defined_names["total"] = DefinedName("total", attr_text="Stock!$B$2")


def places(file: bytes) -> list[tuple[str, str]]:
    """Return the faults of a file: the key of what is told, and the place in English."""
    return [(problem.what.key.partition(".")[2], place(problem)) for problem in ENGINE.faults(file)]


def place(problem: Problem) -> str:
    return say(problem.where.spot, "en") if problem.where.spot else ""


def test_a_workbook_with_most_of_what_excel_has_is_sound(sound: bytes) -> None:
    assert places(sound) == []


@pytest.mark.parametrize("file", [saved(openpyxl.Workbook()), book({"A1": 1, "B1": "=A1"})], ids=["empty", "plain"])
def test_a_workbook_of_openpyxl_is_sound(file: bytes) -> None:
    assert places(file) == []


def test_a_workbook_that_openpyxl_saved_again_is_sound(sound: bytes) -> None:
    assert places(saved(opened(sound))) == []


def test_a_workbook_that_libreoffice_saved_again_is_sound(sound: bytes, tmp_path: Path) -> None:
    path = tmp_path / "register.xlsx"
    path.write_bytes(sound)
    resaved([path])
    assert places(path.read_bytes()) == []


@pytest.mark.parametrize(("part", "pattern", "replacement", "fault", "where"), [seed[1:] for seed in SEEDS], ids=[seed[0] for seed in SEEDS])
def test_a_fault_is_found_at_its_place(sound: bytes, part: str, pattern: str, replacement: str, fault: str, where: str) -> None:
    package = open_package(sound)
    spoilt, number = re.subn(pattern, replacement, package.read(part).decode(), count=1, flags=re.DOTALL)
    assert number == 1, "the seed has found no ground"
    found = places(package.write({part: spoilt.encode()}))
    assert (fault, where) in found


def test_all_seventeen_kinds_of_faults_are_found_at_their_places(sound: bytes) -> None:
    seeds, package, missed = {seed[0]: seed[1:] for seed in SEEDS}, open_package(sound), []
    for kind, seed in KINDS.items():
        part, pattern, replacement, fault, where = seeds[seed]
        spoilt = re.sub(pattern, replacement, package.read(part).decode(), count=1, flags=re.DOTALL)
        if (fault, where) not in places(package.write({part: spoilt.encode()})):
            missed.append(kind)
    assert (len(KINDS), missed) == (17, [])


def test_every_fault_says_what_to_do(sound: bytes) -> None:
    package = open_package(sound)
    problems = ENGINE.faults(package.write({STRINGS: package.read(STRINGS).replace(b"Service 1", b"{{ name }}")}))
    assert [(place(problem), problem.found, problem.remedy is not None) for problem in problems] == [
        ("sheet 'Register', cell A5", "{{ name }}", True),
        ("sheet 'Lists', cell A2", "{{ name }}", True),
    ]


def test_braces_that_the_template_prints_on_purpose_are_no_tag() -> None:
    template = book({"A1": "{% raw %}{{ name }}{% endraw %}", "A2": "{{ evil }}"})
    assert places(ENGINE.fill(template, context(services=services(1))).file) == []


@pytest.mark.parametrize(
    "formula",
    [
        'IF(A1="(","{",")")',
        '"a ""quoted"" word"&"it\'s"',
        "SUM('It''s a (test'!B2:B11)",
        "SUM({1,2;3,4})",
        'Data[[#This Row],[6" pipe]]',
        "Data[It''s '[here']]",
        "'C:\\x\\[b.xlsx]Sh (eet'!A1",
        "[1]Sheet1!$A$1+[1]!rate",
        "50%",
        "#REF!",
        "Lists!#REF!",
        "SUM(_xlfn.ANCHORARRAY(A1),)",
    ],
)
def test_a_formula_that_excel_takes_is_not_called_broken(formula: str) -> None:
    assert not is_broken(formula)


@pytest.mark.parametrize("formula", ["SUM(A1", "A1)", "SUM({1)}", '"a', "'Sheet!A1", "Data[x", "A1]", "A1+", "SUM(A1;"])
def test_a_formula_that_excel_refuses_is_called_broken(formula: str) -> None:
    assert is_broken(formula)


@pytest.mark.parametrize(
    ("formula", "sheets"),
    [
        ("SUM(Lists!A1,'My lists'!B2)", {"lists", "my lists"}),
        ("SUM('First:It''s last'!A1)+First:Last!B1", {"first", "it's last", "last"}),
        ("数据!A1-数据!B1", {"数据"}),
        ('"Stop!"&A1', set()),
        ("[1]Other!A1+'[1]Other one'!A1+'C:\\[b.xlsx]Other'!A1", set()),
        ("#REF!+Lists!#REF!", {"lists"}),
        ("Excel|'C:\\b.xls'!Area", set()),
    ],
)
def test_the_sheets_that_a_formula_names(formula: str, sheets: set[str]) -> None:
    assert sheets_in(formula) == sheets


def test_names_that_excel_takes() -> None:
    refused = ["", "2x", "a b", "A1", "XFD1048576", "R1C1", "c", "R", "a-b", "x" * 256]
    assert [name for name in ("total", "_xlnm.Print_Area", "率", "XFE1", "\\x", "a.b?", "Rate", *refused) if not is_name(name)] == refused


def test_a_ruined_workbook_is_told_of_in_a_hundred_faults() -> None:
    lost = rewritten(book({f"A{row}": 1.5 for row in range(1, 150)}), SHEET, "<v>1.5</v>", "<v>one</v>")
    assert places(lost) == [("no-number", f"sheet 'Register', cell A{row}") for row in range(1, 101)]


def test_areas_overlap_when_they_share_a_cell() -> None:
    areas = {"a": (1, 1, 3, 3), "beside": (1, 4, 3, 5), "below": (4, 1, 5, 3), "on": (3, 3, 4, 4)}
    assert sorted(overlaps(areas.items())) == [("below", "on"), ("on", "a"), ("on", "beside")]
