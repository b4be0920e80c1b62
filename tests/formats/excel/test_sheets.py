"""A sheet is repeated or dropped whole by {%sheet … %} in its cell A1, with all that belongs to it."""

from __future__ import annotations

import io
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
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.table import Table, TableColumn

from docgen.formats.excel.engine import ExcelEngine
from docgen.formats.ooxml import open_package
from tests.formats.excel.books import Service, book, changed, context, faults, opened, part_of, picture, saved, services, values
from tests.office import resaved, schema_faults

LOOP = {"A1": "{%sheet for s in services %}", "A2": "{{ s.name }}", "B2": "{{ s.users }}", "B3": "=B2*2"}
NAME = "{{ s.name }}"


def filled(template: bytes, **names: object) -> bytes:
    """Return the filled workbook, which is sound."""
    file = ExcelEngine().fill(template, context(**names)).file  # type: ignore[arg-type]
    assert ExcelEngine().faults(file) == ()
    return file


def template(cells: dict[str, object], name: str = NAME, change: Callable[[Workbook], object] = lambda workbook: None) -> bytes:
    """Return a workbook of the sheets Cover, one of `cells` called `name`, and Sum, after `change(workbook)`."""

    def changes(workbook: Workbook) -> None:
        workbook["Register"].title = "Cover"
        change(workbook)

    return changed(book({"A1": "Cover"}, (name, cells), ("Sum", {"A1": "end"})), changes)


def test_a_sheet_repeats_once_a_value_and_the_row_of_the_tag_vanishes() -> None:
    result = opened(filled(template(LOOP)))
    assert result.sheetnames == ["Cover", "Service 1", "Service 2", "Service 3", "Sum"]
    assert [values(sheet) for sheet in result.worksheets[1:4]] == [[[f"Service {n}", n], [None, "=B1*2"]] for n in (1, 2, 3)]


def test_one_value_makes_one_sheet_and_none_drops_it() -> None:
    assert opened(filled(template(LOOP), services=services(1))).sheetnames == ["Cover", "Service 1", "Sum"]
    result = filled(template(LOOP), services=())
    assert opened(result).sheetnames == ["Cover", "Sum"]
    assert [name for name in ZipFile(io.BytesIO(result)).namelist() if "sheet2" in name] == []


def test_a_sheet_shows_under_a_condition() -> None:
    cells = LOOP | {"A1": "{%sheet if services|length > 2 %}", "A2": "{{ document.code }}", "B2": 1}
    assert opened(filled(template(cells, "Many"))).sheetnames == ["Cover", "Many", "Sum"]
    assert opened(filled(template(cells, "Many"), services=services(2))).sheetnames == ["Cover", "Sum"]


def test_rows_and_columns_repeat_on_each_copy_with_the_names_of_the_sheet() -> None:
    cells = {
        "A1": "{%sheet for s in services %}", "A2": "{{ s.name }}", "B2": "{%tc for m in months %}{{ m ~ s.id }}{%tc endfor %}",
        "A3": "{%tr for t in s.targets %}", "A4": "{{ t }}", "B4": "{{ t ~ m }}", "A5": "{%tr endfor %}", "A6": "=COUNTA(A4:A4)",
    }  # fmt: skip
    two = (Service(id="a", name="A", targets=("x", "y")), Service(id="b", name="B"))
    result = opened(filled(template(cells), services=two, months=("1", "2")))
    assert values(result["A"]) == [["A", "1a", "2a"], ["x", "x1", "x2"], ["y", "y1", "y2"], ["=COUNTA(A2:A3)"]]
    assert values(result["B"]) == [["B", "1b", "2b"], ["=COUNTA(A3:A3)"]]


@pytest.mark.parametrize(
    ("names", "expected"),
    [
        (("Mail", "Net"), ["Mail", "Net"]),
        (("Mail", "mail", "Mail"), ["Mail", "mail (2)", "Mail (3)"]),
        (("Cover", "Sum"), ["Cover (2)", "Sum (2)"]),
        (("a/b: c?", "[x]"), ["a-b- c-", "-x-"]),
        (("'quoted'",), ["quoted"]),
        (("x" * 40, "x" * 31), ["x" * 31, "x" * 27 + " (2)"]),
        (("Desk (2)", "Desk (2)"), ["Desk (2)", "Desk (2) (2)"]),
        (("Desk", "Desk (2)", "Desk"), ["Desk", "Desk (2)", "Desk (3)"]),
    ],
)
def test_names_are_made_valid_and_unique(names: tuple[str, ...], expected: list[str]) -> None:
    made = tuple(Service(id=name, name=name) for name in names)
    assert opened(filled(template(LOOP | {"C2": f"='{NAME}'!B2"}), services=made)).sheetnames[1:-1] == expected


def test_copies_of_a_sheet_with_a_fixed_name_are_numbered() -> None:
    assert opened(filled(template(LOOP, "Sheet"))).sheetnames == ["Cover", "Sheet", "Sheet (2)", "Sheet (3)", "Sum"]


def test_a_name_that_nothing_is_left_of_is_told() -> None:
    assert faults(template(LOOP), services=(Service(id="a", name="''"),)) == [f"name of the sheet '{NAME}': : excel.sheet-name-refused"]


def test_formulas_on_a_copy_mean_the_copy_and_elsewhere_the_first() -> None:
    def more(workbook: Workbook) -> None:
        workbook[NAME]["C2"] = f"=SUM('{NAME}'!B2:B3)+Sum!A1+B2"
        workbook["Sum"]["A2"] = f"='{NAME}'!B2"
        workbook.defined_names["users"] = DefinedName("users", attr_text=f"'{NAME}'!$B$2")
        workbook[NAME].defined_names["own"] = DefinedName("own", attr_text=f"'{NAME}'!$B$3")
        workbook["Sum"].defined_names["end"] = DefinedName("end", attr_text="Sum!$A$1")

    result = opened(filled(template(LOOP, change=more)))
    assert [result[f"Service {n}"]["C1"].value for n in (1, 2, 3)] == [f"=SUM('Service {n}'!B1:B2)+Sum!A1+B1" for n in (1, 2, 3)]
    assert result["Sum"]["A2"].value == "='Service 1'!B1"
    assert result.defined_names["users"].attr_text == "'Service 1'!$B$1"
    assert [result[f"Service {n}"].defined_names["own"].attr_text for n in (1, 2, 3)] == [f"'Service {n}'!$B$2" for n in (1, 2, 3)]
    assert result["Sum"].defined_names["end"].attr_text == "Sum!$A$1"


def test_references_to_a_dropped_sheet_become_an_error_value() -> None:
    def more(workbook: Workbook) -> None:
        workbook["Sum"]["A2"] = f"=SUM('{NAME}'!B2:B3)+A1"
        workbook.defined_names["users"] = DefinedName("users", attr_text=f"'{NAME}'!$B$2")
        workbook[NAME].defined_names["own"] = DefinedName("own", attr_text=f"'{NAME}'!$B$3")
        workbook["Sum"].defined_names["end"] = DefinedName("end", attr_text="Sum!$A$1")

    result = opened(filled(template(LOOP, change=more), services=()))
    assert result["Sum"]["A2"].value == "=SUM(#REF!)+A1"
    assert result.defined_names["users"].attr_text == "#REF!"
    assert list(result["Sum"].defined_names) == ["end"]


def furnished(workbook: Workbook) -> None:
    """Put everything on the repeated sheet that a sheet may have beside its cells."""
    sheet = workbook[NAME]
    sheet["A5"], sheet["B5"], sheet["A6"], sheet["B6"], sheet["C6"] = "Figure", "Value", "Users", "=B2", "=SUM(Figures[Value])"
    added = Table(displayName="Figures", ref="A5:B6")
    added.tableColumns = [TableColumn(id=1, name="Figure"), TableColumn(id=2, name="Value")]
    sheet.add_table(added)
    sheet["A2"].comment = Comment("Ask {{ s.name }}", "Editor")
    sheet.add_image(Image(io.BytesIO(picture())), "E2")
    chart = BarChart()
    chart.title = "Users of {{ s.name }}"
    chart.add_data(Reference(sheet, range_string=f"'{NAME}'!$B$2:$B$3"))
    sheet.add_chart(chart, "E8")
    rule = DataValidation(type="custom", formula1=f"B2>'{NAME}'!$B$3", prompt="{{ s.id }}")
    rule.add("B2")
    sheet.add_data_validation(rule)
    sheet.conditional_formatting.add("B2", FormulaRule(formula=["B2>1"], font=Font(bold=True)))
    sheet["A3"] = "up"
    sheet["A3"].hyperlink = Hyperlink(ref="A3", location=f"'{NAME}'!A2")
    sheet.merge_cells("A8:C8")
    sheet.print_area = "A2:C8"
    sheet.print_title_rows = "2:2"
    sheet.oddHeader.left.text = "{{ s.name }}"
    sheet.page_setup.orientation = "landscape"
    sheet.sheet_properties.codeName = "Sheet2"
    sheet.column_dimensions["A"].width = 33


def test_what_belongs_to_the_sheet_is_copied_with_it() -> None:
    result = filled(template(LOOP, change=furnished))
    workbook = opened(result)
    for number in (1, 2, 3):
        name = f"Service {number}"
        sheet = workbook[name]
        assert sheet["A1"].comment.text == f"Ask {name}"
        assert len(sheet._images) == 1
        (chart,) = sheet._charts
        assert (chart.series[0].val.numRef.f, chart.title.tx.rich.p[0].r[0].t) == (f"'{name}'!$B$1:$B$2", f"Users of {name}")
        (rule,) = sheet.data_validations.dataValidation
        assert (rule.formula1, rule.prompt) == (f"B1>'{name}'!$B$2", f"s{number}")
        assert sheet["A2"].hyperlink.location == f"'{name}'!A1"
        assert (sheet.print_area, sheet.print_title_rows) == (f"'{name}'!$A$1:$C$7", "$1:$1")
        assert (sheet.oddHeader.left.text, sheet.page_setup.orientation, sheet.column_dimensions["A"].width) == (name, "landscape", 33)
        assert [str(area) for area in sheet.merged_cells.ranges] == ["A7:C7"]
        table = "Figures" if number == 1 else f"Figures_{number}"
        assert (list(sheet.tables), sheet["C5"].value) == ([table], f"=SUM({table}[Value])")
    assert [sheet.sheet_properties.codeName for sheet in workbook.worksheets[1:4]] == ["Sheet2", None, None]
    tables = [table for sheet in workbook.worksheets for table in sheet.tables.values()]
    assert len({table.id for table in tables}) == 3


def test_only_one_sheet_is_selected() -> None:
    def select(workbook: Workbook) -> None:
        workbook.active = 1
        for sheet in workbook.worksheets:
            sheet.sheet_view.tabSelected = sheet.title == NAME

    result = opened(filled(template(LOOP, change=select)))
    assert [bool(sheet.sheet_view.tabSelected) for sheet in result.worksheets] == [False, True, False, False, False]
    assert result.active.title == "Service 1"


def test_the_sheet_that_was_open_stays_open() -> None:
    result = opened(filled(template(LOOP, change=lambda workbook: setattr(workbook, "active", 2))))
    assert result.active.title == "Sum"


def test_the_same_input_gives_the_same_bytes_for_every_number_of_sheets() -> None:
    made = template(LOOP, change=furnished)
    for count in (2, 5, 0, 2):
        assert filled(made, services=services(count)) == filled(made, services=services(count))
        assert len(opened(filled(made, services=services(count))).sheetnames) == 2 + count


def test_a_template_saved_in_libreoffice_keeps_its_tag_among_the_shared_strings(tmp_path: Path) -> None:
    path = tmp_path / "template.xlsx"
    path.write_bytes(template(LOOP, "Sheet"))
    resaved([path])
    assert "{%sheet for" in part_of(path.read_bytes(), "xl/sharedStrings.xml")
    result = opened(filled(path.read_bytes()))
    assert [(sheet.title, sheet["A1"].value) for sheet in result.worksheets[1:4]] == [
        ("Sheet", "Service 1"), ("Sheet (2)", "Service 2"), ("Sheet (3)", "Service 3"),
    ]  # fmt: skip


def only(cells: dict[str, object]) -> bytes:
    workbook = opened(book(cells))
    workbook["Register"].title = NAME
    return saved(workbook)


@pytest.mark.parametrize(
    ("made", "names", "expected"),
    [
        (only(LOOP), {"services": ()}, f"sheet '{NAME}', cell A1: : excel.no-sheet-left"),
        (only(LOOP), {"services": services(201)}, f"sheet '{NAME}', cell A1: : excel.too-many-sheets"),
        (only(LOOP | {"A1": "x", "A2": "{%sheet for s in services %}"}), {}, f"sheet '{NAME}', cell A2: {{%sheet for s in services %}}: excel.sheet-tag-place"),
        (only(LOOP | {"A1": "{%sheet endfor %}"}), {}, f"sheet '{NAME}', cell A1: {{%sheet endfor %}}: excel.sheet-tag-place"),
        (only(LOOP | {"B1": "beside"}), {}, f"sheet '{NAME}', cell B1: : excel.beside-row-tag"),
        (only(LOOP | {"A1": "{%sheet for s in servces %}"}), {}, f"sheet '{NAME}', cell A1: {{%sheet for s in servces %}}: tags.unknown-name"),
        (only(LOOP | {"B2": "{{ s.nmae }}"}), {}, f"sheet '{NAME}', cell B2: {{{{ s.nmae }}}}: tags.unknown-name"),
    ],
)  # fmt: skip
def test_a_fault_of_a_sheet_tag_names_its_place(made: bytes, names: dict[str, object], expected: str) -> None:
    assert faults(made, **names)[0] == expected


def test_a_fault_is_told_once_and_not_for_every_copy() -> None:
    assert faults(template(LOOP | {"B2": "{{ nmae }}", "C2": "{{ s.nmae }}"})) == [
        f"sheet '{NAME}', cell B2: {{{{ nmae }}}}: tags.unknown-name", f"sheet '{NAME}', cell C2: {{{{ s.nmae }}}}: tags.unknown-name",
    ]  # fmt: skip


def test_templates_with_sheet_tags_are_checked_without_data() -> None:
    assert [fault.what.key for fault in ExcelEngine().template_faults(template(LOOP | {"B2": "{{ s.id }}"}))] == []
    (fault,) = ExcelEngine().template_faults(template(LOOP | {"B2": "{{ s.nmae }}"}))
    assert fault.found == "{{ s.nmae }}"


def test_a_whole_workbook_is_valid_and_computes_in_libreoffice(tmp_path: Path) -> None:
    path = tmp_path / "sheets.xlsx"
    made = template(LOOP | {"D2": f"=SUM('{NAME}'!B2:B3)"}, change=furnished)
    path.write_bytes(filled(made))
    assert schema_faults(path) == []
    resaved([path])
    computed = openpyxl.load_workbook(path, data_only=True)
    assert [(computed[f"Service {n}"]["D1"].value, computed[f"Service {n}"]["C5"].value) for n in (1, 2, 3)] == [(3, 1), (6, 2), (9, 3)]


def test_a_workbook_without_another_tag_is_computed_anew_when_its_sheet_is_dropped() -> None:
    result = opened(filled(template(LOOP, change=lambda workbook: workbook["Sum"].__setitem__("A2", f"='{NAME}'!B2")), services=()))
    assert (result.sheetnames, result["Sum"]["A2"].value, result.calculation.fullCalcOnLoad) == (["Cover", "Sum"], "=#REF!", True)


def test_parts_of_a_dropped_sheet_are_gone() -> None:
    result = filled(template(LOOP, change=furnished), services=())
    assert {name for name in open_package(result) if "drawing" in name or "chart" in name or "table" in name or "comment" in name} == set()
    assert "sheet2.xml" not in part_of(result, "[Content_Types].xml") + part_of(result, "xl/_rels/workbook.xml.rels")
