"""One workbook with everything that people put into templates, and the values that fill it."""

from __future__ import annotations

import io
from datetime import date
from decimal import Decimal

import openpyxl
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.chart import BarChart, Reference
from openpyxl.comments import Comment
from openpyxl.drawing.image import Image
from openpyxl.formatting.rule import DataBarRule, FormulaRule
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.workbook import Workbook
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.table import Table, TableColumn, TableStyleInfo
from openpyxl.worksheet.worksheet import Worksheet

from docgen.domain.quantities import Duration, Percentage
from tests.formats.excel.books import Service, picture, rewritten, saved, with_pivot

PICTURES = {"logo.png": picture(160, 48)}
MONTHS = ("Jan", "Feb", "Mar", "Apr")
SERVICES = tuple(
    Service(
        id=name.split()[0],
        name=name,
        users=users,
        availability=Percentage(Decimal(share)),
        response=Duration.parse(response),
        since=date(2026, month, 1),
        targets=targets,
    )
    for name, users, share, response, month, targets in (
        ("Desk", 320, "99.5", "15 min", 1, ("answer", "solve")),
        ("Network", 1200, "99.95", "1 h", 2, ("repair",)),
        ("邮件 & Kalender", 540, "99.9", "30 min", 3, ("deliver", "archive", "restore")),
        ("שלום 👩‍💻 <IT>", 45, "98", "4 h", 4, ()),
    )
)
VALUES: dict[str, object] = {"services": SERVICES, "months": MONTHS, "nobody": (), "big": True}
_HEAD = PatternFill("solid", fgColor="FF1F4E79")
_LINE = Border(*[Side("thin", "FFB0B0B0")] * 4)


def template() -> bytes:
    """Return the template."""
    book = openpyxl.Workbook()
    _register(book.worksheets[0])
    _matrix(book.create_sheet("Matrix"))
    _nested(book.create_sheet("Targets"))
    _card(book.create_sheet("{{ s.id }}"))
    _lists(book.create_sheet("Lists"))
    book.defined_names["users"] = DefinedName("users", attr_text="Register!$C$7:$C$7")
    book.properties.title = "{{ document.title }}"
    whole = rewritten(saved(book), "xl/drawings/drawing1.xml", 'descr="Picture"', 'descr="{{ picture(organisation.logo) }}"')
    return with_pivot(whole, ("{%tr for s in services %}", "{{ s.name }}"), 'ref="A1:B4" sheet="Lists"', "E9:F12")


def _heads(sheet: Worksheet, row: int, *texts: str) -> None:
    for column, text in enumerate(texts, start=1):
        if text:
            cell = sheet.cell(row, column, text)
            cell.font, cell.fill = Font(bold=True, color="FFFFFFFF"), _HEAD
            cell.alignment, cell.border = Alignment(wrap_text=True, vertical="center"), _LINE


def _lined(sheet: Worksheet, row: int, last: int) -> None:
    for column in range(1, last + 1):
        sheet.cell(row, column).border = _LINE


def _register(sheet: Worksheet) -> None:
    """Rows with every type of value, totals, a condition, rules, a table below, a chart, a logo, a text of two formats."""
    sheet.title = "Register"
    sheet["A1"] = "{{ document.title }}"
    sheet["A1"].font = Font(bold=True, size=16)
    sheet.merge_cells("A1:D1")
    sheet["A2"] = CellRichText(TextBlock(InlineFont(b=True), "{{ document.code }}"), " of {{ organisation.name }}, revision {{ document.revision }}")
    sheet["A3"] = "{%tr if big %}"
    sheet["A4"] = "{{ services|length }} services, {{ services|map(attribute='users')|sum }} users"
    sheet["A5"] = "{%tr endif %}"
    _heads(sheet, 6, "Service", "Since", "Users", "Availability", "Response", "Share", "Running")
    cells = (
        "{%tr for s in services %}{{ s.name }}", "{{ s.since }}", "{{ s.users }}", "{{ s.availability }}", "{{ s.response }}",
        "=C7/C$8", "=SUM(C$7:C7)", "{%tr endfor %}",
    )  # fmt: skip
    for column, text in enumerate(cells, start=1):
        sheet.cell(7, column, text).alignment = Alignment(vertical="top", wrap_text=True)
    for column, code in ((2, "yyyy-mm-dd"), (4, "0.00%"), (5, "[h]:mm"), (6, "0.0%")):
        sheet.cell(7, column).number_format = code
    _lined(sheet, 7, 7)
    _heads(sheet, 8, "Total", " ", "=SUM(C7:C7)", "=AVERAGE(D7:D7)", "=MAX(E7:E7)", "=SUM(F7:F7)", "=MAX(G7:G7)")
    for column, code in ((4, "0.00%"), (5, "[h]:mm"), (6, "0%")):
        sheet.cell(8, column).number_format = code
    sheet.row_dimensions[8].height = 24
    sheet.conditional_formatting.add("C7:C7", FormulaRule(formula=["$C7=MAX($C$7:$C$7)"], fill=PatternFill(bgColor="FFFCE4D6", fill_type="solid")))
    sheet.conditional_formatting.add("F7:F7", DataBarRule("num", 0, "num", 1, color="FF8FAADC"))
    listed = DataValidation(type="list", formula1="Lists!$A$3:$A$3", promptTitle="{{ document.code }}", prompt="A service of {{ organisation.short_name }}", showInputMessage=True)
    listed.add("A7")
    sheet.add_data_validation(listed)
    sheet["A8"].comment = Comment("Counted for {{ organisation.short_name }}", "{{ document.code }}")
    sheet.add_image(Image(io.BytesIO(picture(100, 40))), "F1")
    _figures(sheet)
    sheet.auto_filter.ref = "A6:G7"
    sheet.freeze_panes = "B7"
    sheet.print_area, sheet.print_title_rows = "A1:G30", "6:6"
    sheet.oddHeader.left.text, sheet.oddFooter.right.text = "{{ organisation.name }}", "&P / &N"
    for column, width in zip("ABCDEFG", (24, 12, 10, 14, 12, 10, 10), strict=True):
        sheet.column_dimensions[column].width = width
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.fitToHeight, sheet.sheet_properties.pageSetUpPr = 0, openpyxl.worksheet.properties.PageSetupProperties(fitToPage=True)


def _figures(sheet: Worksheet) -> None:
    """A table and a chart below the rows that multiply."""
    for row, line in enumerate((("Figure", "Value"), ("Services", "=ROWS(users)"), ("Users", "=SUM(users)"), ("On the matrix", "=Matrix!E6")), start=10):
        for column, value in enumerate(line, start=1):
            sheet.cell(row, column, value)
    table = Table(displayName="Figures", ref="A10:B13", tableStyleInfo=TableStyleInfo(name="TableStyleMedium2", showRowStripes=True))
    table.tableColumns = [TableColumn(id=1, name="Figure"), TableColumn(id=2, name="Value")]
    sheet.add_table(table)
    sheet["A14"], sheet["B14"] = "By the table", '=INDEX(Figures[Value],MATCH("Users",Figures[Figure],0))'
    sheet["A15"] = "to the matrix"
    sheet["A15"].hyperlink = Hyperlink(ref="A15", location="Matrix!E6")
    chart = BarChart()
    chart.title, chart.legend = "Users of {{ organisation.short_name }}", None
    chart.add_data(Reference(sheet, range_string="Register!$C$7"))
    chart.set_categories(Reference(sheet, range_string="Register!$A$7"))
    chart.height, chart.width = 6, 10.5
    sheet.add_chart(chart, "C10")


def _matrix(sheet: Worksheet) -> None:
    """Rows and columns that multiply, with totals at both ends and merged heads; a pivot table below them."""
    sheet["A1"], sheet["B1"] = "Users by month", "{%tc for m in months %}"
    sheet["D1"] = "{%tc endfor %}"
    _heads(sheet, 2, "Service", "", "{{ m }}", "", "Sum")
    cells = {"A3": "{%tr for s in services %}", "A4": "{{ s.name }}", "C4": "{{ s.users + loop.index0 }}", "E4": "=SUM(C4:C4)", "A5": "{%tr endfor %}"}
    for address, text in cells.items():
        sheet[address] = text
    _heads(sheet, 6, "Sum", "", "=SUM(C4:C4)", "", "=SUM(E4:E4)")
    # What Excel shows in a pivot table over the rows of the template: the tags as labels.
    shown = {"E9": "Row Labels", "F9": "Sum of users", "E10": "{%tr for s in services %}", "E11": "{{ s.name }}", "E12": "Grand Total", "F12": 0}
    for address, value in shown.items():
        sheet[address] = value
    for column, width in (("A", 24), ("E", 16), ("F", 14)):
        sheet.column_dimensions[column].width = width
    sheet.page_setup.orientation = "landscape"


def _nested(sheet: Worksheet) -> None:
    """Blocks of rows within rows, merged cells in each block, a loop over nothing with what stands in its place."""
    _heads(sheet, 1, "Service", "Target", "No.", "Sum")
    lines = {
        "A2": "{%tr for s in services %}", "A3": "{{ s.name }}", "B3": "since {{ s.since }}", "A4": "{%tr for t in s.targets %}",
        "B5": "{{ t }}", "C5": "{{ loop.index }}", "A6": "{%tr else %}", "B7": "no targets", "A8": "{%tr endfor %}",
        "A9": "of {{ s.name }}:", "D9": "=COUNT(C5:C5)", "A10": "{%tr endfor %}",
        "A11": "{%tr for n in nobody %}", "A12": "{{ n }}", "A13": "{%tr else %}", "A14": "Nothing was reported.", "A15": "{%tr endfor %}",
        "A16": "All targets", "D16": "=COUNT(C5:C5)",
    }  # fmt: skip
    for address, text in lines.items():
        sheet[address] = text
    sheet.merge_cells("B3:D3")
    sheet.merge_cells("A14:C14")
    for row in (3, 9):
        for column in (1, 2, 3, 4):
            sheet.cell(row, column).fill = PatternFill("solid", fgColor="FFDDEBF7")
    for row in (3, 5, 7, 9, 16):
        _lined(sheet, row, 4)
    for column, width in (("A", 26), ("B", 22)):
        sheet.column_dimensions[column].width = width


def _card(sheet: Worksheet) -> None:
    """A sheet for each service."""
    lines = {
        "A1": "{%sheet for s in services %}", "A2": "{{ s.name }}", "A3": "Users", "B3": "{{ s.users }}", "A4": "Share of all", "B4": "=B3/SUM(users)",
        "A5": "Large", "B5": "{{ s.users > 500 }}", "A6": "Not a formula", "B6": "{{ '=1+1' }}", "A7": "{%tr for t in s.targets %}{{ loop.index }}. {{ t }}{%tr endfor %}",
    }  # fmt: skip
    for address, text in lines.items():
        sheet[address] = text
    sheet["A2"].font, sheet["B4"].number_format = Font(bold=True, size=14), "0.0%"
    sheet.oddHeader.center.text = "{{ s.name }}"
    sheet.column_dimensions["A"].width = sheet.column_dimensions["B"].width = 18


def _lists(sheet: Worksheet) -> None:
    """What choices are made from, and sums over all cards."""
    lines = {"A1": "Service", "B1": "Users", "A2": "{%tr for s in services %}", "A3": "{{ s.name }}", "B3": "{{ s.users }}", "A4": "{%tr endfor %}"}
    for address, text in lines.items():
        sheet[address] = text
    sheet["C1"], sheet["D1"] = "Users on all cards", "=SUM('{{ s.id }}:{{ s.id }}'!B3)"
    sheet.column_dimensions["A"].width = sheet.column_dimensions["C"].width = 22


def workbook(file: bytes) -> Workbook:
    """Return a file with the values that a program has computed."""
    return openpyxl.load_workbook(io.BytesIO(file), data_only=True)
