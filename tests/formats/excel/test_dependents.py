"""Whatever depends on rows moves with them: areas, rules, names, drawings, comments, tables, charts, on every sheet."""

from __future__ import annotations

import io
import re

import openpyxl
import pytest
from openpyxl.comments import Comment
from openpyxl.drawing.image import Image
from openpyxl.formatting.rule import FormulaRule
from openpyxl.workbook import Workbook
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.workbook.protection import WorkbookProtection
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.formula import ArrayFormula
from openpyxl.worksheet.pagebreak import Break
from openpyxl.worksheet.protection import SheetProtection

from docgen.formats.ooxml import open_package
from tests.formats.excel.books import (
    LOOP,
    book,
    changed,
    fill,
    filled,
    names_of,
    opened,
    part_of,
    picture,
    register,
    rewritten,
    saved,
    services,
    values,
)

SHEET = "xl/worksheets/sheet1.xml"


@pytest.fixture(scope="module")
def whole() -> Workbook:
    """The register, filled: three services, rows 5 to 7, total in row 8."""
    return opened(filled(register()))


def test_totals_in_the_sheet_and_on_other_sheets_cover_all_rows(whole: Workbook) -> None:
    assert whole["Register"]["C8"].value == "=SUM(C5:C7)"
    assert whole["Lists"]["C1"].value == "=SUM(Register!C5:C7)"
    assert whole["My summary"]["B2"].value == "=Register!C8"
    assert [whole["Register"].cell(row, 6).value for row in (5, 6, 7)] == ["=C5*2", "=C6*2", "=C7*2"]


def test_merged_cells_heights_and_breaks_below_a_loop_move_down() -> None:
    def more(workbook: Workbook) -> None:
        workbook["Register"].merge_cells("A5:C6")
        workbook["Register"].row_dimensions[5].height = 40
        workbook["Register"].row_breaks.append(Break(id=4))

    sheet = opened(filled(changed(book(LOOP), more), services=services(10)))["Register"]
    assert [str(area) for area in sheet.merged_cells.ranges] == ["A12:C13"]
    assert sheet.row_dimensions[12].height == 40
    assert [item.id for item in sheet.row_breaks.brk] == []  # it stood below a row of marks
    assert sheet.row_dimensions[5].height is None


def test_a_break_below_a_row_stays_below_it() -> None:
    template = changed(book(LOOP), lambda workbook: workbook["Register"].row_breaks.append(Break(id=5)))
    assert [item.id for item in opened(filled(template))["Register"].row_breaks.brk] == [5]
    template = changed(book(LOOP), lambda workbook: workbook["Register"].row_breaks.append(Break(id=3)))
    assert [item.id for item in opened(filled(template))["Register"].row_breaks.brk] == [2, 3, 4]


def test_merged_cells_inside_a_loop_are_copied_and_those_around_it_grow() -> None:
    cells = {"A1": "Around", "G2": "{%tr for s in services %}", "B3": "{{ s.name }}", "B5": "below", "G6": "{%tr endfor %}", "B7": "End"}

    def merge(workbook: Workbook) -> None:
        for area in ("A1:A7", "B3:C4", "D2:D6", "E2:F2"):
            workbook["Register"].merge_cells(area)

    sheet = opened(filled(changed(book(cells), merge)))["Register"]
    assert sorted(map(str, sheet.merged_cells.ranges)) == ["A1:A11", "B2:C3", "B5:C6", "B8:C9", "D2:D10"]


def test_blocks_with_merged_cells_repeat_within_blocks() -> None:
    """A block of three rows a service, in it a block of two rows a target, and a second loop below with rows of its own."""
    cells = {
        "A1": "{%tr for s in services %}", "A2": "{{ s.name }}", "B3": "of {{ s.name }}", "A4": "{%tr for t in s.targets %}",
        "B5": "{{ t }}", "C6": "=ROW(B5)", "A7": "{%tr endfor %}", "A8": "end", "C8": "=COUNTA(B5:B5)", "A9": "{%tr endfor %}",
        "A10": "{%tr for s in services %}", "A11": "{{ s.id }}", "B11": "=A11", "A12": "{%tr endfor %}", "A13": "last", "C13": "=COUNTA(A11:A11)",
    }  # fmt: skip

    def merge(workbook: Workbook) -> None:
        for area in ("A2:C2", "A5:A6", "A13:B14"):
            workbook["Register"].merge_cells(area)

    two = (services(1, targets=("x", "y"))[0], services(2)[1])
    sheet = opened(filled(changed(book(cells), merge), services=two))["Register"]
    assert values(sheet)[:13] == [
        ["Service 1"], [None, "of Service 1"], [None, "x"], [None, None, "=ROW(B3)"], [None, "y"], [None, None, "=ROW(B5)"], ["end", None, "=COUNTA(B3:B5)"],
        ["Service 2"], [None, "of Service 2"], ["end", None, "=COUNTA(B15:B15)"], ["s1", "=A11"], ["s2", "=A12"], ["last", None, "=COUNTA(A11:A12)"],
    ]  # fmt: skip
    assert {str(area) for area in sheet.merged_cells.ranges} == {"A1:C1", "A3:A4", "A5:A6", "A8:C8", "A13:B14"}


def test_validations_cover_the_copies_and_their_formulas_follow(whole: Workbook) -> None:
    rules = {str(rule.sqref): rule for rule in whole["Register"].data_validations.dataValidation}
    assert rules["A5:A7"].formula1 == "Lists!$A$2:$A$4"
    assert rules["A5:A7"].errorTitle == "YL-R-17"
    assert rules["B5:B7"].formula1 == "46082"  # the date of the tag


def test_a_rule_of_several_areas_keeps_what_is_left_of_them() -> None:
    def rules(workbook: Workbook) -> None:
        rule = DataValidation(type="custom", formula1="$B3>$B$5")
        for area in ("A3", "C3:D3", "A5", "F1:F1048576"):
            rule.add(area)
        workbook["Register"].add_data_validation(rule)
        gone = DataValidation(type="whole", formula1="1")
        gone.add("A3:B3")
        workbook["Register"].add_data_validation(gone)

    template = changed(book(LOOP), rules)
    found = opened(filled(template))["Register"].data_validations.dataValidation
    assert [(set(str(rule.sqref).split()), rule.formula1) for rule in found] == [
        ({"A2:A4", "C2:D4", "A5", "F1:F1048576"}, "$B2>$B$5"), ({"A2:B4"}, "1"),
    ]  # fmt: skip
    found = opened(filled(template, services=()))["Register"].data_validations.dataValidation
    assert [(set(str(rule.sqref).split()), rule.formula1) for rule in found] == [({"A2", "F1:F1048576"}, "$B3>$B$2")]


def test_conditional_formats_follow_also_when_they_were_drawn_over_the_marks() -> None:
    def rules(workbook: Workbook) -> None:
        sheet = workbook["Register"]
        sheet.conditional_formatting.add("C2:C4", FormulaRule(formula=["$C2>$C$5"]))
        sheet.conditional_formatting.add("D3", FormulaRule(formula=["COUNTIF($D$3:$D$3,$D3)>1"]))

    found = opened(filled(changed(book(LOOP), rules)))["Register"].conditional_formatting
    assert {str(item.sqref): item.rules[0].formula for item in found} == {
        "C2:C4": ["$C2>$C$5"],
        "D2:D4": ["COUNTIF($D$2:$D$4,$D2)>1"],
    }


def test_print_area_titles_filter_and_frozen_rows_follow(whole: Workbook) -> None:
    sheet = whole["Register"]
    assert (sheet.print_area, sheet.print_title_rows) == ("'Register'!$A$1:$F$12", "$1:$4")
    assert (sheet.auto_filter.ref, sheet.freeze_panes, sheet.dimensions) == ("A4:F7", "B5", "A1:F12")


def test_frozen_rows_stay_frozen_when_marks_above_them_vanish() -> None:
    cells = {"A1": "{%tr if true %}", "A2": "Head", "A3": "{%tr endif %}", "A4": "{%tr for s in services %}", "A5": "{{ s.name }}",
             "A6": "{%tr endfor %}"}  # fmt: skip
    template = changed(book(cells), lambda workbook: setattr(workbook["Register"], "freeze_panes", "A4"))
    assert opened(filled(template))["Register"].freeze_panes == "A2"


def test_defined_names_follow_with_quoted_sheets_and_local_ones(whole: Workbook) -> None:
    assert whole.defined_names["service_list"].attr_text == "Lists!$A$2:$A$4"
    assert whole.defined_names["total"].attr_text == "Register!$C$8"

    def names(workbook: Workbook) -> None:
        workbook["My list"].defined_names["local"] = DefinedName("local", attr_text="'My list'!$A$3,'My list'!$A$5:$A$6")
        workbook.defined_names["offset"] = DefinedName("offset", attr_text="OFFSET('My list'!$A$3,0,0,COUNTA('My list'!$A:$A)-1,1)")

    found = opened(filled(changed(book({"A1": "x"}, ("My list", LOOP)), names), services=services(10)))
    assert found["My list"].defined_names["local"].attr_text == "'My list'!$A$2,'My list'!$A$12:$A$13"
    assert found.defined_names["offset"].attr_text == "OFFSET('My list'!$A$2,0,0,COUNTA('My list'!$A:$A)-1,1)"


def test_links_follow_at_both_ends(whole: Workbook) -> None:
    def link(workbook: Workbook) -> None:
        workbook["Register"]["A3"].hyperlink = "https://example.org/"
        workbook["Register"]["A5"].hyperlink = "#Register!A3"

    sheet = opened(filled(changed(book(LOOP), link)))["Register"]
    assert [sheet.cell(row, 1).hyperlink is not None for row in (1, 2, 3, 4, 5)] == [False, True, True, True, True]
    assert sheet["A2"].hyperlink.target == "https://example.org/"
    assert whole["Register"]["C8"].hyperlink.location == "Lists!C1"


def test_shared_and_array_formulas_are_written_out_and_moved() -> None:
    cells = LOOP | {"C3": "=B3*2", "C5": "=B5*2", "C6": "x", "C7": "x", "E5": "x"}
    template = changed(book(cells), lambda workbook: workbook["Register"].__setitem__("E5", ArrayFormula("E5:E6", "=SUM(B3:B3*C3:C3)")))
    template = rewritten(template, SHEET, "<f>B5*2</f>", '<f t="shared" ref="C5:C7" si="0">B5*2</f>')
    for row in (6, 7):
        template = rewritten(template, SHEET, f'<c r="C{row}" t="inlineStr"><is><t>x</t></is>', f'<c r="C{row}"><f t="shared" si="0"/>')
    sheet = opened(filled(template))["Register"]
    assert [sheet.cell(row, 3).value for row in range(2, 8)] == [f"=B{row}*2" for row in range(2, 8)]
    assert (sheet["E5"].value.ref, sheet["E5"].value.text) == ("E5:E6", "=SUM(B2:B4*C2:C4)")


def sharing(cells: dict[str, object], column: str, rows: range, formula: str) -> bytes:
    """Return a template whose `column` shares one formula in `rows`, as Excel writes a formula that was filled down."""
    template = book(cells | {f"{column}{row}": "shared" for row in rows})
    for row in rows:
        inner = f'<f t="shared" ref="{column}{rows[0]}:{column}{rows[-1]}" si="0">{formula}</f><v>999</v>'
        inner = inner if row == rows[0] else '<f t="shared" si="0"/><v>999</v>'
        old = f'<c r="{column}{row}" t="inlineStr"><is><t>shared</t></is></c>'
        template = rewritten(template, SHEET, old, f'<c r="{column}{row}">{inner}</c>')
    return template


def test_a_shared_formula_goes_on_being_shared_where_its_rows_stay_together() -> None:
    template = sharing(LOOP | {"B10": "x"}, "C", range(6, 9), "B6*{{ services|length }}+B$5+SUM(B$3:B$3)")
    result = filled(template, services=services(10))
    assert part_of(result, SHEET).count('t="shared"') == 3
    assert "<v>999</v>" not in part_of(result, SHEET)
    assert [opened(result)["Register"].cell(row, 3).value for row in (13, 14, 15)] == [
        f"=B{row}*10+B$12+SUM(B$2:B$11)" for row in (13, 14, 15)
    ]


def test_a_shared_formula_is_written_out_where_a_loop_stands_among_its_rows() -> None:
    template = sharing({"A1": "x"} | LOOP | {"A6": "x"}, "C", range(5, 8), "B3*{{ services|length }}")  # two rows up: into the loop
    sheet = opened(filled(template))["Register"]
    assert [sheet.cell(row, 3).value for row in (5, 6, 7)] == ["=B2*3", "=B8*3", "=B5*3"]  # row 4 vanished, 8 is blank

    template = sharing({"A1": "{%tr for s in services %}", "B2": "{{ s.users }}", "A5": "{%tr endfor %}"}, "C", range(2, 5), "B2*2")
    sheet = opened(filled(template, services=services(2)))["Register"]
    assert [sheet.cell(row, 3).value for row in range(1, 7)] == [f"=B{row}*2" for row in range(1, 7)]
    assert 't="shared"' not in part_of(filled(template), SHEET)


def test_what_excel_last_computed_is_left_out_and_it_computes_anew() -> None:
    template = rewritten(book({"A1": "{{ document.code }}", "A2": "=1+1"}), SHEET, "<f>1+1</f><v></v>", "<f>1+1</f><v>999</v>")
    result = filled(template)
    assert "<v>999</v>" not in part_of(result, SHEET)
    assert opened(result).calculation.fullCalcOnLoad


def test_comments_are_printed_and_copied_with_their_rows() -> None:
    def comment(workbook: Workbook) -> None:
        workbook["Register"]["A3"].comment = Comment("Ask {{ s.name }} at {{ organisation.short_name }}", "{{ document.code }}")
        workbook["Register"]["A5"].comment = Comment("Last row", "Editor")

    result = filled(changed(book(LOOP), comment))
    sheet = opened(result)["Register"]
    found = {cell.coordinate: cell.comment.text for row in sheet.iter_rows() for cell in row if cell.comment}
    assert found == {"A2": "Ask Service 1 at S&S", "A3": "Ask Service 2 at S&S", "A4": "Ask Service 3 at S&S", "A5": "Last row"}
    assert sheet["A2"].comment.author == "YL-R-17"
    shapes = part_of(result, next(name for name in names_of(result) if name.endswith(".vml")))
    assert re.findall(r"<\w+:Row>(\d+)<", shapes) == ["1", "2", "3", "4"]
    assert len(set(re.findall(r' id="(_x0000_s\d+)"', shapes))) == 4


def test_pictures_and_charts_move_with_their_cells(whole: Workbook) -> None:
    chart = whole["My summary"]._charts[0]
    assert chart.series[0].val.numRef.f == "Register!$C$5:$C$7"
    assert chart.title.tx.rich.p[0].r[0].t == "Users of S&S"

    def drawn(workbook: Workbook) -> None:
        for place in ("B3", "B5"):
            workbook["Register"].add_image(Image(io.BytesIO(picture())), place)

    sheet = opened(filled(changed(book(LOOP), drawn)))["Register"]
    assert [image.anchor._from.row for image in sheet._images] == [1, 2, 3, 4]


def test_a_table_over_a_loop_grows_and_keeps_a_row_when_there_is_nothing() -> None:
    cells = {"A1": "Service", "B1": "Users"} | LOOP

    def table(workbook: Workbook) -> None:
        workbook["Register"].add_table(openpyxl.worksheet.table.Table(displayName="Services", ref="A1:B3"))

    template = changed(book(cells), table)
    assert opened(filled(template))["Register"].tables["Services"].ref == "A1:B4"
    assert opened(filled(template, services=()))["Register"].tables["Services"].ref == "A1:B2"


def test_protection_ranges_and_ignored_errors_follow() -> None:
    extra = '<protectedRanges><protectedRange sqref="A3:B3 A5" name="open"/></protectedRanges>'
    template = rewritten(book(LOOP), SHEET, "</sheetData>", f"</sheetData>{extra}")
    assert 'sqref="A2:B4 A5"' in part_of(filled(template), SHEET)


def test_rules_of_newer_excel_versions_follow() -> None:
    x14, xm = "http://schemas.microsoft.com/office/spreadsheetml/2009/9/main", "http://schemas.microsoft.com/office/excel/2006/main"
    extension = (
        f'<extLst><ext uri="{{CCE6A557-97BC-4b89-ADB6-D9C93CAAB3DF}}" xmlns:x14="{x14}"><x14:dataValidations count="1" xmlns:xm="{xm}">'
        '<x14:dataValidation type="list"><x14:formula1><xm:f>Lists!$A$3:$A$3</xm:f></x14:formula1><xm:sqref>B3</xm:sqref></x14:dataValidation>'
        f'</x14:dataValidations></ext><ext uri="{{05C60535-1F16-4fd2-B633-F4F36F0B64E0}}" xmlns:x14="{x14}"><x14:sparklineGroups xmlns:xm="{xm}">'
        "<x14:sparklineGroup><x14:sparklines><x14:sparkline><xm:f>Register!B3:E3</xm:f><xm:sqref>F3</xm:sqref></x14:sparkline></x14:sparklines>"
        "</x14:sparklineGroup></x14:sparklineGroups></ext></extLst>"
    )
    template = rewritten(book(LOOP, ("Lists", LOOP)), SHEET, "</worksheet>", f"{extension}</worksheet>")
    sheet = part_of(filled(template), SHEET)
    assert "<xm:f>Lists!$A$2:$A$4</xm:f></x14:formula1><xm:sqref>B2:B4</xm:sqref>" in sheet
    assert re.findall(r"<xm:f>(Register[^<]*)</xm:f><xm:sqref>(\w+)<", sheet) == [
        ("Register!B2:E2", "F2"), ("Register!B3:E3", "F3"), ("Register!B4:E4", "F4"),
    ]  # fmt: skip


def test_what_held_only_things_of_vanished_rows_goes_with_them() -> None:
    x14, xm = "http://schemas.microsoft.com/office/spreadsheetml/2009/9/main", "http://schemas.microsoft.com/office/excel/2006/main"
    extension = (
        f'<extLst><ext uri="{{05C60535-1F16-4fd2-B633-F4F36F0B64E0}}" xmlns:x14="{x14}"><x14:sparklineGroups xmlns:xm="{xm}"><x14:sparklineGroup>'
        '<x14:colorSeries rgb="FF000000"/><x14:sparklines><x14:sparkline><xm:f>A1:B1</xm:f><xm:sqref>F3</xm:sqref></x14:sparkline></x14:sparklines>'
        "</x14:sparklineGroup></x14:sparklineGroups></ext></extLst></worksheet>"
    )
    ranges = '</sheetData><protectedRanges><protectedRange sqref="A3" name="open"/></protectedRanges>'
    template = rewritten(rewritten(book(LOOP), SHEET, "</worksheet>", extension), SHEET, "</sheetData>", ranges)
    gone, there = (part_of(filled(template, services=services(count)), SHEET) for count in (0, 1))
    assert [name in gone for name in ("extLst", "sparklineGroup", "protectedRanges")] == [False] * 3
    assert [name in there for name in ("extLst", "sparklineGroup", "protectedRanges")] == [True] * 3


def test_protection_and_unknown_parts_stay() -> None:
    def protect(workbook: Workbook) -> None:
        workbook.security = WorkbookProtection(lockStructure=True)
        workbook["Register"].protection = SheetProtection(sheet=True)

    template = changed(book(LOOP), protect)
    result = opened(filled(template))
    assert result.security.lockStructure
    assert result["Register"].protection.sheet


def test_a_formula_over_nothing_finds_nothing() -> None:
    sheet = fill(book(LOOP | {"B5": "=SUM(B3:B3)", "C5": "=B3"}), services=())["Register"]
    assert (sheet["B2"].value, sheet["C2"].value) == ("=SUM(B3:B3)", "=B3")  # row 3 is the first blank one


def test_a_calculation_chain_is_dropped() -> None:
    template = rewritten(
        book(LOOP), "[Content_Types].xml", "</Types>", '<Override PartName="/xl/calcChain.xml" ContentType="a/b"/></Types>'
    )
    relation = '<Relationship Id="rId99" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/calcChain" Target="calcChain.xml"/>'
    template = rewritten(template, "xl/_rels/workbook.xml.rels", "</Relationships>", f"{relation}</Relationships>")
    template = open_package(template).write({"xl/calcChain.xml": b"<calcChain/>"})
    result = filled(template)
    assert "xl/calcChain.xml" not in names_of(result)
    assert "calcChain" not in part_of(result, "[Content_Types].xml") + part_of(result, "xl/_rels/workbook.xml.rels")


def test_a_filled_workbook_can_be_saved_again_by_openpyxl(whole: Workbook) -> None:
    assert opened(saved(whole)).sheetnames == ["Register", "Lists", "My summary"]
