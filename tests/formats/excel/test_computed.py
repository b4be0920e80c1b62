"""Everything that depends on cells, before and after they multiply: LibreOffice opens the workbook, computes it, and finds what Python finds.

One workbook with all of it, filled for one service (every area as the template has it) and for seven; one run of LibreOffice.
"""

from __future__ import annotations

import io
import re
from dataclasses import dataclass
from pathlib import Path

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
from openpyxl.worksheet.formula import ArrayFormula
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.pagebreak import Break
from openpyxl.worksheet.table import Table, TableColumn
from openpyxl.worksheet.worksheet import Worksheet

from docgen.formats.excel.engine import ExcelEngine
from docgen.formats.ooxml import open_package
from tests.formats.excel.books import book, changed, context, opened, picture, rewritten, services
from tests.office import resaved, schema_faults

# openpyxl reads no sparklines, and says so.
pytestmark = pytest.mark.filterwarnings("ignore:Sparkline Group extension")

MONTHS = (1, 2, 3, 4)
NAME, SHEET = "{{ s.name }}", "Desk_{{ s.id }}"  # LibreOffice reads no stack of sheets whose names need quotes
# With n services, rows 2 to 1 + n are the services, row 2 + n the totals.
DATA: dict[str, object] = {
    "A1": "Service", "B1": "Users", "C1": "Twice", "D1": "Running", "E1": "Share", "F1": "Shared",
    "A2": "{%tr for s in services %}", "A3": NAME, "B3": "{{ s.users }}", "C3": "=B3*2", "D3": "=SUM(B$3:B3)", "E3": "=B3/B$5", "F3": "shared",
    "A4": "{%tr endfor %}", "A5": "Total", "B5": "=SUM(B3:B3)", "C5": "=SUM(C2:C4)", "D5": "=MAX(D3:D3)", "E5": "=SUM(E3:E3)", "F5": "array",
    "A7": "Merged", "E8": "=B5*10", "A9": "to the total", "B9": "=B5*10",
}  # fmt: skip
MONTHLY: dict[str, object] = {
    "A1": "Service", "B1": "{%tc for m in months %}", "C1": "{{ m }}", "D1": "{%tc endfor %}", "E1": "Sum",
    "A2": "{%tr for s in services %}", "A3": NAME, "C3": "{{ s.users * m }}", "E3": "=SUM(C3:C3)", "A4": "{%tr endfor %}",
    "A5": "Sum", "C5": "=SUM(C3:C3)", "E5": "=SUM(E3:E3)",
}  # fmt: skip
ONE: dict[str, object] = {"A1": "{%sheet for s in services %}", "A2": NAME, "B2": "{{ s.users }}", "B3": "=B2+Data!B5"}
SUMS: dict[str, str] = {
    "range": "=SUM(Data!B3:B3)",
    "range drawn over the tags": "=SUM(Data!$B$2:$B$4)",
    "whole column": "=SUM(Data!B:B)",
    "whole rows": "=SUM(Data!3:3)",
    "first copy": "=Data!B3",
    "below": "=Data!$B$5",
    "columns": "=SUM('By month'!C3:C3)",
    "columns and rows": "='By month'!E5",
    "defined name": "=SUM(users)",
    "name of one sheet": "=Data!total",
    "table": "=SUM(Services[Users])",
    "stack": f"=SUM('{SHEET}:{SHEET}'!B2)",
    "stack between": "=SUM(First:Last!B2)",
    "text that looks like a cell": '="B3"',
    "criteria": '=SUMIF(Data!A3:A3,"Service 1",Data!B3:B3)',
    "lookup": '=VLOOKUP("Service 1",Data!$A$3:$C$3,3,FALSE)',
}


def expected(n: int) -> dict[str, object]:
    """Return what each of SUMS comes to for services of 1 to n users."""
    total, months = n * (n + 1) // 2, sum(MONTHS)
    running = sum(sum(range(1, user + 1)) for user in range(1, n + 1))
    return {
        "range": total,
        "range drawn over the tags": total,
        "whole column": total * 12,  # with the total and ten times the total
        "whole rows": total + 2 * total + running + 1 + 3 * total,  # all columns of all rows
        "first copy": 1,
        "below": total,
        "columns": total * months,
        "columns and rows": total * months,
        "defined name": total,
        "name of one sheet": total,
        "table": total,
        "stack": total,
        "stack between": total,
        "text that looks like a cell": "B3",
        "criteria": 1,
        "lookup": 2,
    }


def template() -> bytes:
    """Return the workbook with everything that depends on cells."""
    sums = {f"{column}{row}": text for row, pair in enumerate(SUMS.items(), start=1) for column, text in zip("AB", pair, strict=True)}
    made = book({"A1": "x"}, ("Data", DATA), ("By month", MONTHLY), ("First", {}), (SHEET, ONE), ("Last", {}), ("Sums", sums))
    made = changed(made, furnished)
    share = '<c r="F3"><f t="shared" ref="F3:F3" si="0">B3*3</f></c>'
    made = rewritten(made, "xl/worksheets/sheet1.xml", '<c r="F3" t="inlineStr"><is><t>shared</t></is></c>', share)
    return rewritten(made, "xl/worksheets/sheet1.xml", "</worksheet>", SPARKLINE)


X14 = "http://schemas.microsoft.com/office/spreadsheetml/2009/9/main"
XM = "http://schemas.microsoft.com/office/excel/2006/main"
SPARKLINE = (
    f'<extLst><ext uri="{{05C60535-1F16-4fd2-B633-F4F36F0B64E0}}" xmlns:x14="{X14}"><x14:sparklineGroups xmlns:xm="{XM}"><x14:sparklineGroup>'
    "<x14:sparklines><x14:sparkline><xm:f>Data!B3:C3</xm:f><xm:sqref>H3</xm:sqref></x14:sparkline></x14:sparklines></x14:sparklineGroup>"
    "</x14:sparklineGroups></ext></extLst></worksheet>"
)


def furnished(workbook: Workbook) -> None:
    data = workbook["Data"]
    workbook.remove(workbook["Register"])
    data["F5"] = ArrayFormula("F5", "=SUM(B3:B3*C3:C3)")
    data.merge_cells("A7:C8")
    data.row_dimensions[5].height = 33
    data.row_breaks.append(Break(id=5))
    added = Table(displayName="Services", ref="A1:B4")
    added.tableColumns = [TableColumn(id=1, name="Service"), TableColumn(id=2, name="Users")]
    data.add_table(added)
    rules(data)
    data["A5"].comment = Comment("Counted", "Editor")
    data["A9"].hyperlink = Hyperlink(ref="A9", location="Data!B5")
    data.add_image(Image(io.BytesIO(picture())), "A11")
    chart = BarChart()
    chart.add_data(Reference(data, range_string="Data!$B$3"))
    chart.set_categories(Reference(data, range_string="Data!$A$3"))
    data.add_chart(chart, "D11")
    data.print_area, data.print_title_rows = "A1:F9", "1:1"
    workbook.defined_names["users"] = DefinedName("users", attr_text="Data!$B$3:$B$3")
    data.defined_names["total"] = DefinedName("total", attr_text="Data!$B$5")


def rules(data: Worksheet) -> None:
    listed = DataValidation(type="list", formula1="$A$3:$A$3")
    listed.add("G3")
    limit = DataValidation(type="whole", operator="lessThan", formula1="$B$5")
    limit.add("B3:B3")
    for rule in (listed, limit):
        data.add_data_validation(rule)
    data.conditional_formatting.add("B3:B3", FormulaRule(formula=["$B3>$B$5/2"], font=Font(bold=True)))


@dataclass(frozen=True)
class Computed:
    """A filled workbook that LibreOffice has computed and saved: for how many services, its values, its formulas, the file."""

    count: int
    values: Workbook
    formulas: Workbook
    file: bytes

    @property
    def total(self) -> int:
        return sum(range(1, self.count + 1))


@pytest.fixture(scope="module", params=[1, 7], ids=["before", "after"])
def computed(request: pytest.FixtureRequest, workbooks: dict[int, bytes]) -> Computed:
    file = workbooks[request.param]
    return Computed(request.param, openpyxl.load_workbook(io.BytesIO(file), data_only=True), opened(file), file)


@pytest.fixture(scope="module")
def workbooks(tmp_path_factory: pytest.TempPathFactory) -> dict[int, bytes]:
    """Return the workbooks for one service and for seven, computed and saved by LibreOffice."""
    folder, made = tmp_path_factory.mktemp("computed"), template()
    paths = {count: folder / f"{count}.xlsx" for count in (1, 7)}
    for count, path in paths.items():
        path.write_bytes(filled(made, count))
    resaved(list(paths.values()))
    return {count: path.read_bytes() for count, path in paths.items()}


def filled(made: bytes, count: int) -> bytes:
    return ExcelEngine().fill(made, context(services=services(count), months=MONTHS)).file


@pytest.mark.parametrize("count", [0, 1, 7])
def test_it_is_sound_and_valid(tmp_path: Path, count: int) -> None:
    path = tmp_path / "filled.xlsx"
    path.write_bytes(filled(template(), count))
    assert ExcelEngine().faults(path.read_bytes()) == ()
    assert schema_faults(path) == []


def test_formulas_of_other_sheets_names_tables_and_stacks(computed: Computed) -> None:
    found = {row[0].value: row[1].value for row in computed.values["Sums"].iter_rows()}
    assert found == pytest.approx(expected(computed.count))


def test_formulas_in_repeated_rows_and_below_them(computed: Computed) -> None:
    n, total, sheet = computed.count, computed.total, computed.values["Data"]
    rows = [[cell.value for cell in row[1:6]] for row in sheet.iter_rows(min_row=2, max_row=2 + n)]
    assert rows[:-1] == [[user, user * 2, sum(range(1, user + 1)), pytest.approx(user / total), user * 3] for user in range(1, n + 1)]
    assert rows[-1] == [total, total * 2, total, pytest.approx(1), sum(user * user * 2 for user in range(1, n + 1))]
    assert (sheet.cell(5 + n, 5).value, sheet.cell(6 + n, 2).value) == (total * 10, total * 10)


def test_formulas_across_repeated_columns(computed: Computed) -> None:
    n, sheet = computed.count, computed.values["By month"]
    rows = [[cell.value for cell in row[1:]] for row in sheet.iter_rows(min_row=2, max_row=2 + n)]
    assert rows[:-1] == [[user * month for month in MONTHS] + [user * sum(MONTHS)] for user in range(1, n + 1)]
    assert rows[-1] == [computed.total * month for month in MONTHS] + [computed.total * sum(MONTHS)]


def test_formulas_on_repeated_sheets(computed: Computed) -> None:
    assert [computed.values[f"Desk_s{user}"]["B2"].value for user in range(1, computed.count + 1)] == [
        user + computed.total for user in range(1, computed.count + 1)
    ]


def test_charts_show_the_values_of_all_rows(computed: Computed) -> None:
    (chart,) = computed.formulas["Data"]._charts
    (series,) = chart.series
    assert [float(point.v) for point in series.val.numRef.numCache.pt] == list(range(1, computed.count + 1))
    assert [point.v for point in series.cat.strRef.strCache.pt] == [f"Service {user}" for user in range(1, computed.count + 1)]


def test_merged_cells_heights_breaks_and_anchors(computed: Computed) -> None:
    n, sheet = computed.count, computed.formulas["Data"]
    assert [str(area) for area in sheet.merged_cells.ranges] == [f"A{4 + n}:C{5 + n}"]
    assert sheet.row_dimensions[2 + n].height == pytest.approx(33, abs=0.2)
    assert [item.id for item in sheet.row_breaks.brk] == [2 + n]
    assert [image.anchor._from.row for image in sheet._images] == [7 + n]
    assert sheet._charts[0].anchor._from.row == 7 + n


def test_validations_and_conditional_formats(computed: Computed) -> None:
    last, sheet = 1 + computed.count, computed.formulas["Data"]
    found = {str(rule.sqref): rule.formula1 for rule in sheet.data_validations.dataValidation}
    assert found == {cells("G", last): f"$A$2:$A${last}", cells("B", last): f"$B${last + 1}"}
    assert [(str(item.sqref), item.rules[0].formula) for item in sheet.conditional_formatting] == [(cells("B", last), [f"$B2>$B${last + 1}/2"])]


def test_names_print_areas_links_and_comments(computed: Computed) -> None:
    n, sheet = computed.count, computed.formulas["Data"]
    assert computed.formulas.defined_names["users"].attr_text == f"Data!$B$2:$B${1 + n}"
    assert (sheet.print_area, sheet.print_title_rows) == (f"'Data'!$A$1:$F${6 + n}", "$1:$1")
    assert sheet.cell(6 + n, 1).hyperlink.location.lstrip("#").replace("'", "") == f"Data!B{2 + n}"
    assert sheet.cell(2 + n, 1).comment.text == "Counted"
    assert sheet.tables["Services"].ref == f"A1:B{1 + n}"


def test_sparklines(computed: Computed) -> None:
    package = open_package(computed.file)
    found = re.findall(r"<xm:f>([^<]*)</xm:f><xm:sqref>([^<]*)<", package.read("xl/worksheets/sheet1.xml").decode())
    assert [(source.replace("Data!", ""), cell) for source, cell in found] == [(f"B{row}:C{row}", f"H{row}") for row in range(2, 2 + computed.count)]


def cells(column: str, last: int) -> str:
    return f"{column}2" if last == 2 else f"{column}2:{column}{last}"
