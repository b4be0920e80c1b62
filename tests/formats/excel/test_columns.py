"""Columns are repeated and dropped by {%tc … %}, for the whole sheet, and whatever depends on columns moves with them."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from pathlib import Path
from zipfile import ZipFile

import openpyxl
import pytest
from openpyxl.chart import BarChart, Reference
from openpyxl.comments import Comment
from openpyxl.drawing.image import Image
from openpyxl.formatting.rule import FormulaRule
from openpyxl.styles import Font
from openpyxl.workbook import Workbook
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.filters import FilterColumn, Filters
from openpyxl.worksheet.formula import ArrayFormula
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.pagebreak import Break, ColBreak
from openpyxl.worksheet.table import Table, TableColumn

from docgen.errors import TemplateError
from docgen.formats.engine import Limits
from docgen.formats.excel.engine import ExcelEngine
from docgen.formats.ooxml import open_package
from tests.formats.excel.books import Service, book, changed, context, faults, opened, part_of, picture, rewritten, services, values
from tests.office import resaved, schema_faults

SHEET = "xl/worksheets/sheet1.xml"
MONTHS = ("Jan", "Feb", "Mar")
# Column C becomes B to D for three months, column E becomes E; without months column E becomes B.
LOOP = {"A1": "Service", "B1": "{%tc for m in months %}", "C1": "{{ m }}", "D1": "{%tc endfor %}", "E1": "Total"}
# Row 3 of the same sheet becomes a row a service: 2 to 4, what stands in row 5 stays there.
BOTH = LOOP | {"A2": "{%tr for s in services %}", "A3": "{{ s.name }}", "C3": "{{ s.users * loop.index }}", "A4": "{%tr endfor %}"}


def filled(template: bytes, **names: object) -> bytes:
    """Return the filled workbook, which is sound."""
    file = ExcelEngine().fill(template, context(**({"months": MONTHS} | names))).file  # type: ignore[arg-type]
    assert ExcelEngine().faults(file) == ()
    return file


def names_of(file: bytes) -> list[str]:
    return ZipFile(io.BytesIO(file)).namelist()


def sheet_of(template: bytes, **names: object) -> openpyxl.worksheet.worksheet.Worksheet:
    return opened(filled(template, **names))["Register"]


def with_change(cells: dict[str, object], change: Callable[[openpyxl.worksheet.worksheet.Worksheet], object]) -> bytes:
    """Return a template of `cells` after `change(sheet)`."""
    return changed(book(cells), lambda workbook: change(workbook["Register"]))


def test_columns_repeat_and_the_columns_of_the_tags_vanish() -> None:
    cells = LOOP | {"A2": "fixed", "C2": "x", "E2": "end"}
    assert values(sheet_of(book(cells))) == [["Service", "Jan", "Feb", "Mar", "Total"], ["fixed", "x", "x", "x", "end"]]
    assert values(sheet_of(book(cells), months=("Jan",))) == [["Service", "Jan", "Total"], ["fixed", "x", "end"]]
    assert values(sheet_of(book(cells), months=())) == [["Service", "Total"], ["fixed", "end"]]


def test_a_loop_over_fixed_cells_alone_repeats_them() -> None:
    assert values(sheet_of(book({"A1": "{%tc for m in months %}", "B1": "box", "C1": "{%tc endfor %}"}))) == [["box"] * 3]


def test_the_tags_may_stand_in_the_one_column_itself() -> None:
    in_one_cell = {"A1": "Service", "B1": "{%tc for m in months %}{{ m }}{%tc endfor %}", "B2": "{{ loop.index }}", "C1": "Total"}
    assert values(sheet_of(book(in_one_cell))) == [["Service", "Jan", "Feb", "Mar", "Total"], [None, 1, 2, 3]]
    above_and_below = {"B1": "{%tc for m in months %}", "B2": "{{ m }}", "B3": "{%tc endfor %}", "C2": "Total"}
    assert values(sheet_of(book(above_and_below)))[1] == [None, "Jan", "Feb", "Mar", "Total"]


def test_columns_show_under_a_condition() -> None:
    cells = {"A1": "{%tc if months|length > 2 %}", "B1": "many", "C1": "{%tc else %}", "D1": "few", "E1": "{%tc endif %}", "F1": "End"}
    assert values(sheet_of(book(cells))) == [["many", "End"]]
    assert values(sheet_of(book(cells), months=("Jan",))) == [["few", "End"]]


def test_a_loop_without_items_shows_its_else_columns() -> None:
    cells = {"A1": "{%tc for m in months %}", "B1": "{{ m }}", "C1": "{%tc else %}", "D1": "none", "E1": "{%tc endfor %}"}
    assert values(sheet_of(book(cells), months=())) == [["none"]]
    assert values(sheet_of(book(cells))) == [["Jan", "Feb", "Mar"]]


def test_column_loops_nest_and_stand_side_by_side() -> None:
    cells = {
        "A1": "{%tc for y in years %}", "B1": "{{ y.name }}", "C1": "{%tc for t in y.targets %}", "D1": "{{ t }}", "E1": "{%tc endfor %}",
        "F1": "{%tc endfor %}", "G1": "|", "H1": "{%tc for m in months %}{{ m }}{%tc endfor %}", "B2": "=SUM(C3:E3)", "D2": "{{ y.name ~ t }}",
    }  # fmt: skip
    years = (Service(id="a", name="A", targets=("x", "y")), Service(id="b", name="B"))
    assert values(sheet_of(book(cells), years=years)) == [
        ["A", "x", "y", "B", "|", "Jan", "Feb", "Mar"], ["=SUM(B3:C3)", "Ax", "Ay", "=SUM(I3:I3)"],
    ]  # fmt: skip


def test_cells_at_the_crossing_of_two_loops_see_both_names() -> None:
    cells = BOTH | {"C3": "{{ s.name ~ ' in ' ~ m }}"}
    assert values(sheet_of(book(cells), months=("Jan", "Feb"), services=services(2))) == [
        ["Service", "Jan", "Feb", "Total"], ["Service 1", "Service 1 in Jan", "Service 1 in Feb"], ["Service 2", "Service 2 in Jan", "Service 2 in Feb"],
    ]  # fmt: skip


def test_the_row_of_the_column_tags_goes_if_it_is_a_row_of_row_tags() -> None:
    cells = {
        "A1": "{%tr for s in services %}", "B1": "{%tc for m in months %}", "C2": "{{ s.id }}{{ m }}", "A3": "{%tr endfor %}", "D3": "{%tc endfor %}",
    }  # fmt: skip
    assert values(sheet_of(book(cells), services=services(2))) == [[None, "s1Jan", "s1Feb", "s1Mar"], [None, "s2Jan", "s2Feb", "s2Mar"]]


def test_styles_and_types_of_repeated_cells_are_kept() -> None:
    def look(sheet: openpyxl.worksheet.worksheet.Worksheet) -> None:
        sheet["C2"].font, sheet["C2"].number_format = Font(bold=True), "0.00"

    sheet = sheet_of(with_change(LOOP | {"C2": "{{ 7 * loop.index }}"}, look))
    assert [(cell.value, cell.font.b, cell.number_format) for cell in sheet[2][1:4]] == [(number, True, "0.00") for number in (7, 14, 21)]


def test_formulas_follow_and_ranges_over_the_repeated_columns_grow() -> None:
    cells = BOTH | {
        "E3": "=SUM(B3:D3)", "F3": "=SUM(C3:C3)/E3", "A5": "All", "C5": "=SUM(C2:C4)", "E5": "=SUM($C5:$C5)", "G5": "=C5&$C$5", "G6": "=SUM(A6:C6)", "G7": "=SUM(C9:A7)",
    }  # fmt: skip
    found = sheet_of(book(cells))
    assert [found[address].value for address in ("E2", "F2", "E4", "B5", "C5", "D5", "E5", "G5", "G6", "G7")] == [
        "=SUM(B2:D2)", "=SUM(B2:D2)/E2", "=SUM(B4:D4)", "=SUM(B2:B4)", "=SUM(C2:C4)", "=SUM(D2:D4)", "=SUM($B5:$D5)", "=B5&$B$5", "=SUM(A6:D6)", "=SUM(A7:D9)",
    ]  # fmt: skip


def test_formulas_in_a_repeated_column_see_their_own_round_and_fixed_ones_all() -> None:
    found = sheet_of(book(LOOP | {"C2": "=C3*2", "C4": "=SUM($C3:C3)", "C5": "=C3/SUM($B3:$D3)", "C6": "={{ loop.index }}*C3"}))
    assert [[cell.value for cell in row[1:4]] for row in found.iter_rows(min_row=2)] == [
        ["=B3*2", "=C3*2", "=D3*2"], [None] * 3, ["=SUM($B3:B3)", "=SUM($B3:C3)", "=SUM($B3:D3)"],
        ["=B3/SUM($B3:$D3)", "=C3/SUM($B3:$D3)", "=D3/SUM($B3:$D3)"], ["=1*B3", "=2*C3", "=3*D3"],
    ]  # fmt: skip


def test_formulas_on_other_sheets_and_names_follow() -> None:
    other = {"A1": "=SUM(Register!C5:C5)", "A2": "=SUM(Register!B:D)", "A3": "=Register!E1", "A4": "=SUM(Register!$E:$E,Register!5:5)", "A5": "=C1"}

    def names(workbook: Workbook) -> None:
        workbook.defined_names["months"] = DefinedName("months", attr_text="Register!$C$1:$C$1")
        workbook.defined_names["total"] = DefinedName("total", attr_text="Register!$E$1")

    result = opened(filled(changed(book(LOOP, ("Other", other)), names)))
    assert [cell.value for cell in result["Other"]["A"]] == [
        "=SUM(Register!B5:D5)", "=SUM(Register!B:D)", "=Register!E1", "=SUM(Register!$E:$E,Register!5:5)", "=C1",
    ]  # fmt: skip
    assert [result.defined_names[name].attr_text for name in ("months", "total")] == ["Register!$B$1:$D$1", "Register!$E$1"]


def test_a_formula_over_no_columns_finds_nothing() -> None:
    found = sheet_of(book(LOOP | {"E2": "=SUM(C3:C3)", "E3": "=SUM(C:C)"}), months=())
    assert (found["B2"].value, found["B3"].value) == ("=SUM(C3:C3)", "=SUM(C:C)")  # column C is the first blank one


def test_shared_and_array_formulas_are_written_out_and_moved() -> None:
    def more(sheet: openpyxl.worksheet.worksheet.Worksheet) -> None:
        sheet["E7"] = ArrayFormula("E7:F7", "=C7:C7*2")

    template = with_change(LOOP | {"C5": "=C4*2", "D5": None, "E5": "x", "E7": "x"}, more)
    template = rewritten(template, SHEET, "<f>C4*2</f>", '<f t="shared" ref="C5:E5" si="0">C4*2</f>')
    template = rewritten(template, SHEET, '<c r="E5" t="inlineStr"><is><t>x</t></is></c>', '<c r="E5"><f t="shared" si="0"/></c>')
    found = sheet_of(template)
    assert [found.cell(5, column).value for column in range(2, 6)] == ["=B4*2", "=C4*2", "=D4*2", "=E4*2"]
    assert (found["E7"].value.ref, found["E7"].value.text) == ("E7:F7", "=B7:D7*2")


def test_a_shared_formula_that_sees_another_sheets_columns_move_is_written_out() -> None:
    template = book({"A1": "=Lists!C$1", "C1": "x"}, ("Lists", LOOP))
    template = rewritten(template, SHEET, "<f>Lists!C$1</f>", '<f t="shared" ref="A1:C1" si="0">Lists!C$1</f>')
    template = rewritten(template, SHEET, '<c r="C1" t="inlineStr"><is><t>x</t></is></c>', '<c r="C1"><f t="shared" si="0"/></c>')
    found = sheet_of(template)
    assert [found["A1"].value, found["C1"].value] == ["=Lists!B$1", "=Lists!E$1"]


def test_merged_cells_inside_are_copied_those_around_grow_those_behind_move() -> None:
    cells = {"A1": "{%tc for m in months %}", "B1": "{{ m }}", "D1": "{%tc endfor %}", "E1": "End", "E9": "x"}

    def merge(sheet: openpyxl.worksheet.worksheet.Worksheet) -> None:
        for area in ("B1:C2", "A3:D3", "A4:B4", "E5:F6"):
            sheet.merge_cells(area)

    assert sorted(map(str, sheet_of(with_change(cells, merge)).merged_cells.ranges)) == ["A1:B2", "A3:F3", "A4:E4", "C1:D2", "E1:F2", "G5:H6"]


def test_widths_and_hidden_columns_are_copied_and_move() -> None:
    def widths(sheet: openpyxl.worksheet.worksheet.Worksheet) -> None:
        for letter, width in (("A", 30), ("B", 3), ("C", 12), ("D", 4), ("E", 20)):
            sheet.column_dimensions[letter].width = width
        sheet.column_dimensions["F"].hidden = True

    template = with_change(LOOP, widths)
    found = part_of(filled(template), SHEET)
    columns = [dict(re.findall(r'(\w+)="([^"]*)"', item)) for item in re.findall(r"<col [^>]*>", found)]
    assert [(item["min"], item["max"], float(item["width"])) for item in columns] == [
        ("1", "1", 30), ("2", "2", 12), ("3", "3", 12), ("4", "4", 12), ("5", "5", 20), ("6", "6", 13),
    ]  # fmt: skip
    assert ["hidden" in item for item in columns] == [False] * 5 + [True]
    sheet = sheet_of(template, months=())
    assert [sheet.column_dimensions[letter].width for letter in "AB"] == [30, 20]
    assert sheet.column_dimensions["C"].hidden


def test_one_width_for_all_columns_stays_one_for_all() -> None:
    cols = '<cols><col min="1" max="16384" width="9" customWidth="1"/></cols>'
    found = part_of(filled(rewritten(book(LOOP), SHEET, "<sheetData>", f"{cols}<sheetData>")), SHEET)
    spans = [(int(left), int(right)) for left, right in re.findall(r'<col min="(\d+)" max="(\d+)"', found)]
    assert spans == [(1, 1), (2, 2), (3, 3), (4, 4), (5, 16384)]


def test_a_break_right_of_a_column_stays_right_of_it() -> None:
    def breaks(sheet: openpyxl.worksheet.worksheet.Worksheet) -> None:
        sheet.col_breaks = ColBreak()
        for column in (3, 5):
            sheet.col_breaks.append(Break(id=column))

    assert [item.id for item in sheet_of(with_change(LOOP, breaks)).col_breaks.brk] == [2, 3, 4, 5]


def test_validations_and_conditional_formats_cover_the_copies_and_their_formulas_follow() -> None:
    def rules(sheet: openpyxl.worksheet.worksheet.Worksheet) -> None:
        listed = DataValidation(type="custom", formula1="C2>$E2+C$1")
        for area in ("C2:C9", "E2:F9"):
            listed.add(area)
        gone = DataValidation(type="list", formula1='"a,b"')
        gone.add("C20")
        for rule in (listed, gone):
            sheet.add_data_validation(rule)
        sheet.conditional_formatting.add("B2:D9", FormulaRule(formula=["B2>$E2"]))

    template = with_change(LOOP | {"E9": "x"}, rules)
    found = sheet_of(template)
    assert {str(rule.sqref): rule.formula1 for rule in found.data_validations.dataValidation} == {
        "B2:D9 E2:F9": "B2>$E2+B$1", "B20:D20": '"a,b"',
    }  # fmt: skip
    assert {str(item.sqref): item.rules[0].formula for item in found.conditional_formatting} == {"B2:D9": ["B2>$E2"]}
    found = sheet_of(template, months=())
    assert [str(rule.sqref) for rule in found.data_validations.dataValidation] == ["B2:C9"]
    assert not list(found.conditional_formatting)


def test_rules_in_both_loops_cover_the_whole_block() -> None:
    def rules(sheet: openpyxl.worksheet.worksheet.Worksheet) -> None:
        rule = DataValidation(type="custom", formula1="AND(C3>0,$A3<>C$1)")
        rule.add("C3")
        sheet.add_data_validation(rule)

    (found,) = sheet_of(with_change(BOTH, rules)).data_validations.dataValidation
    assert (str(found.sqref), found.formula1) == ("B2:D4", "AND(B2>0,$A2<>B$1)")


def test_filter_print_area_titles_frozen_columns_and_dimension_follow() -> None:
    def view(sheet: openpyxl.worksheet.worksheet.Worksheet) -> None:
        sheet.auto_filter.ref = "A1:E9"
        for column, value in ((2, "x"), (4, "y")):
            sheet.auto_filter.filterColumn.append(FilterColumn(colId=column, filters=Filters(filter=[value])))
        sheet.print_area = "A1:E9"
        sheet.print_title_cols = "A:C"
        sheet.freeze_panes = "E2"

    template = with_change(LOOP | {"E9": "x"}, view)
    sheet = sheet_of(template)
    assert (sheet.auto_filter.ref, sheet.print_area, sheet.print_title_cols) == ("A1:E9", "'Register'!$A$1:$E$9", "$A:$D")
    assert [(item.colId, item.filters.filter[0]) for item in sheet.auto_filter.filterColumn] == [(1, "x"), (2, "x"), (3, "x"), (4, "y")]
    assert (sheet.freeze_panes, sheet.sheet_view.pane.xSplit, sheet.dimensions) == ("E2", 4, "A1:E9")
    sheet = sheet_of(template, months=MONTHS * 2)
    assert (sheet.auto_filter.ref, sheet.print_title_cols, sheet.freeze_panes, sheet.sheet_view.pane.xSplit) == ("A1:H9", "$A:$G", "H2", 7)


def test_protected_ranges_and_sparklines_follow() -> None:
    x14, xm = "http://schemas.microsoft.com/office/spreadsheetml/2009/9/main", "http://schemas.microsoft.com/office/excel/2006/main"
    extension = (
        f'<extLst><ext uri="{{05C60535-1F16-4fd2-B633-F4F36F0B64E0}}" xmlns:x14="{x14}"><x14:sparklineGroups xmlns:xm="{xm}">'
        "<x14:sparklineGroup><x14:sparklines><x14:sparkline><xm:f>Register!C3:C9</xm:f><xm:sqref>C10</xm:sqref></x14:sparkline></x14:sparklines>"
        "</x14:sparklineGroup></x14:sparklineGroups></ext></extLst>"
    )
    extra = '<protectedRanges><protectedRange sqref="C3:C5 E3" name="open"/></protectedRanges>'
    template = rewritten(rewritten(book(LOOP), SHEET, "</sheetData>", f"</sheetData>{extra}"), SHEET, "</worksheet>", f"{extension}</worksheet>")
    found = part_of(filled(template), SHEET)
    assert 'sqref="B3:D5 E3"' in found
    assert re.findall(r"<xm:f>(Register[^<]*)</xm:f><xm:sqref>(\w+)<", found) == [
        ("Register!B3:B9", "B10"), ("Register!C3:C9", "C10"), ("Register!D3:D9", "D10"),
    ]  # fmt: skip


def test_links_follow_at_both_ends() -> None:
    def link(sheet: openpyxl.worksheet.worksheet.Worksheet) -> None:
        sheet["C2"].hyperlink = Hyperlink(ref="C2", location="Register!C9")
        sheet["E2"].hyperlink = Hyperlink(ref="E2", location="Register!E9")

    sheet = sheet_of(with_change(LOOP | {"C2": "go", "E2": "go"}, link), months=("Jan", "Feb"))
    links = {cell.coordinate: cell.hyperlink.location for row in sheet.iter_rows() for cell in row if cell.hyperlink}
    assert links == {"B2": "Register!B9", "C2": "Register!C9", "D2": "Register!D9"}


def test_comments_are_printed_and_copied_with_their_cells() -> None:
    def comment(sheet: openpyxl.worksheet.worksheet.Worksheet) -> None:
        sheet["C1"].comment = Comment("All of {{ m }}", "Editor")
        sheet["C3"].comment = Comment("{{ s.name }} in {{ m }}", "Editor")
        sheet["E1"].comment = Comment("Sum for {{ document.code }}", "Editor")
        sheet["F1"].comment = Comment("plain", "Editor")

    result = filled(with_change(BOTH, comment), months=("Jan", "Feb"), services=services(2))
    found = {cell.coordinate: cell.comment.text for row in opened(result)["Register"].iter_rows() for cell in row if cell.comment}
    assert found == {
        "B1": "All of Jan", "C1": "All of Feb", "D1": "Sum for YL-R-17", "E1": "plain", "B2": "Service 1 in Jan", "C2": "Service 1 in Feb",
        "B3": "Service 2 in Jan", "C3": "Service 2 in Feb",
    }  # fmt: skip
    shapes = part_of(result, next(name for name in names_of(result) if name.endswith(".vml")))
    assert sorted(re.findall(r"<\w+:Row>(\d+)</\w+:Row><\w+:Column>(\d+)<", re.sub(r"\s", "", shapes))) == sorted(
        [("0", "1"), ("0", "2"), ("0", "3"), ("0", "4"), ("1", "1"), ("1", "2"), ("2", "1"), ("2", "2")]
    )


def test_the_box_of_a_comment_moves_as_far_as_its_cell() -> None:
    template = with_change(LOOP, lambda sheet: setattr(sheet["E1"], "comment", Comment("Sum", "Editor")))
    part = next(name for name in names_of(template) if name.endswith(".vml"))
    end = re.findall(r"</\w+:ClientData>", part_of(template, part))[0]
    box = f"<{end[2:].partition(':')[0]}:Anchor>5, 15, 0, 2, 7, 31, 4, 1</{end[2:].partition(':')[0]}:Anchor>"
    template = rewritten(template, part, end, box + end)
    assert "7, 15, 0, 2, 9, 31, 4, 1" in part_of(filled(template, months=MONTHS + ("Apr", "May")), part)


def test_pictures_are_copied_and_a_chart_moves_with_its_ranges() -> None:
    def draw(sheet: openpyxl.worksheet.worksheet.Worksheet) -> None:
        for place in ("C5", "E5"):
            sheet.add_image(Image(io.BytesIO(picture())), place)
        chart = BarChart()
        chart.add_data(Reference(sheet, range_string="Register!$B$3:$D$3"), from_rows=True)
        sheet.add_chart(chart, "F8")

    sheet = sheet_of(with_change(LOOP, draw), months=(*MONTHS, "Apr"))
    assert [(image.anchor._from.row, image.anchor._from.col) for image in sheet._images] == [(4, 1), (4, 2), (4, 3), (4, 4), (4, 5)]
    assert (sheet._charts[0].anchor._from.col, sheet._charts[0].series[0].val.numRef.f) == (6, "Register!$B$3:$E$3")


def with_table(area: str) -> bytes:
    def table(sheet: openpyxl.worksheet.worksheet.Worksheet) -> None:
        added = Table(displayName="Figures", ref=area)
        added.tableColumns = [TableColumn(id=1, name="Figure"), TableColumn(id=2, name="Value")]
        sheet.add_table(added)

    return with_change(LOOP | {"G3": "Figure", "H3": "Value", "C3": "Figure", "D3": None}, table)


def test_a_table_behind_repeated_columns_moves() -> None:
    assert sheet_of(with_table("G3:H5"), months=(*MONTHS, "Apr")).tables["Figures"].ref == "H3:I5"


@pytest.mark.parametrize("area", ["C3:D5", "A3:B5", "B3:E5"])
def test_a_table_whose_columns_repeat_is_refused(area: str) -> None:
    assert faults(with_table(area), months=MONTHS) == ["sheet 'Register', table Figures: : excel.table-columns"]


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        (LOOP | {"B2": "lost"}, "cell B2: : excel.beside-column-tag"),
        (LOOP | {"D7": "=A1"}, "cell D7: : excel.beside-column-tag"),
        (LOOP | {"B3": "{{ document.code }}"}, "cell B3: : excel.beside-column-tag"),
        (LOOP | {"D1": None}, "cell B1: {%tc for m in months %}: excel.block-not-closed"),
        (LOOP | {"D1": "{%tc endif %}"}, "cell D1: {%tc endif %}: excel.block-not-open"),
        (LOOP | {"B1": "{%tc for m in monhts %}"}, "cell B1: {%tc for m in monhts %}: tags.unknown-name"),
        (BOTH | {"B1": "{%tc for m in s.targets %}"}, "cell B1: {%tc for m in s.targets %}: tags.unknown-name"),
        (BOTH | {"A2": "{%tr for months in (('a',), ('b', 'c')) %}", "A3": "x", "C3": "{{ m }}"}, "row 3: : excel.other-columns"),
        ({"A1": '="{%tc for m in months %}"'}, "cell A1: {%tc for m in months %}: excel.row-tag-outside"),
    ],
)
def test_a_fault_of_column_tags_names_its_place(cells: dict[str, object], expected: str) -> None:
    assert faults(book(cells), months=MONTHS)[0] == f"sheet 'Register', {expected}"


def test_a_fault_in_a_column_tag_is_told_once_though_many_rows_run_through_it() -> None:
    cells = LOOP | {"B1": "{%tc for m in monhts %}"} | {f"C{row}": "{{ m }}" for row in range(2, 9)}
    assert len(faults(book(cells))) == 1


def test_a_column_tag_outside_the_cells_is_told() -> None:
    def header(sheet: openpyxl.worksheet.worksheet.Worksheet) -> None:
        sheet.oddHeader.left.text = "{%tc for m in months %}x{%tc endfor %}"

    assert "sheet 'Register', header or footer: {%tc for m in months %}: excel.row-tag-outside" in faults(with_change({"A1": "x"}, header))


def test_a_sheet_that_outgrows_its_columns_is_stopped() -> None:
    template = book(LOOP)
    assert faults(template, months=tuple(map(str, range(16_382)))) == []
    assert faults(template, months=tuple(map(str, range(16_383)))) == ["sheet 'Register': : excel.sheet-too-long"]
    with pytest.raises(TemplateError) as caught:
        ExcelEngine().fill(book(LOOP | {"C2": "x" * 90}), context(months=tuple(map(str, range(5_000)))), Limits(output_chars=300_000))
    assert [problem.what.key for problem in caught.value.problems] == ["excel.sheet-too-long"]


def test_templates_with_column_tags_are_checked_without_data() -> None:
    cells = {"A1": "{%tc for s in services %}", "B1": "{{ s.name }}", "C1": "{%tc endfor %}"}
    assert ExcelEngine().template_faults(book(cells)) == ()
    (fault,) = ExcelEngine().template_faults(book(cells | {"B2": "{{ s.nmae }}"}))
    assert (fault.found, fault.nearest[0]) == ("{{ s.nmae }}", "name")


def test_a_sheet_written_with_prefixes_is_filled() -> None:
    template = book(BOTH | {"E3": "=SUM(B3:D3)"})
    sheet = part_of(template, SHEET)
    prefixed = sheet.replace("<", "<x:").replace("<x:/", "</x:").replace("xmlns=", "xmlns:x=")
    template = open_package(template).write({SHEET: prefixed.encode()})
    assert values(sheet_of(template, services=services(1))) == [["Service", *MONTHS, "Total"], ["Service 1", 1, 2, 3, "=SUM(B2:D2)"]]


def test_a_template_saved_in_libreoffice_is_filled(tmp_path: Path) -> None:
    path = tmp_path / "template.xlsx"
    path.write_bytes(with_change(BOTH | {"E3": "=SUM(B3:D3)"}, lambda sheet: setattr(sheet.column_dimensions["C"], "width", 9)))
    resaved([path])
    sheet = sheet_of(path.read_bytes(), services=services(2))
    assert values(sheet) == [["Service", *MONTHS, "Total"], ["Service 1", 1, 2, 3, "=SUM(B2:D2)"], ["Service 2", 2, 4, 6, "=SUM(B3:D3)"]]


def test_a_whole_matrix_is_valid_and_computes_in_libreoffice(tmp_path: Path) -> None:
    cells = BOTH | {"E3": "=SUM(B3:D3)", "A5": "All", "C5": "=SUM(C2:C4)", "E5": "=SUM(E2:E4)"}
    other = {"A1": "=SUM(Register!C3:C3)", "A2": "=SUM(Register!C:C)", "A3": "=Register!E5", "A4": "=COUNTA(Register!1:1)"}

    def looks(workbook: Workbook) -> None:
        sheet = workbook["Register"]
        sheet.merge_cells("B7:E7")
        sheet.column_dimensions["C"].width = 9
        sheet["C3"].comment = Comment("{{ s.name }} in {{ m }}", "Editor")
        sheet.conditional_formatting.add("C3", FormulaRule(formula=["C3>$E3/2"], font=Font(bold=True)))
        sheet.add_image(Image(io.BytesIO(picture())), "C9")

    path = tmp_path / "matrix.xlsx"
    path.write_bytes(filled(changed(book(cells, ("Other", other)), looks)))
    assert schema_faults(path) == []
    resaved([path])
    computed = openpyxl.load_workbook(path, data_only=True)
    assert values(computed["Register"])[:5] == [
        ["Service", "Jan", "Feb", "Mar", "Total"], ["Service 1", 1, 2, 3, 6], ["Service 2", 2, 4, 6, 12], ["Service 3", 3, 6, 9, 18],
        ["All", 6, 12, 18, 36],
    ]  # fmt: skip
    assert [row[0] for row in values(computed["Other"])] == [36, 72, 36, 5]
