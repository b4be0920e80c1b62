"""docgen beside xltpl and openpyxl on the same workbook: what docs/xltpl.md says of the three."""

from __future__ import annotations

from pathlib import Path

import pytest
from openpyxl import load_workbook
from openpyxl.chart import BarChart, Reference
from openpyxl.comments import Comment
from openpyxl.formatting.rule import FormulaRule
from openpyxl.styles import Font
from openpyxl.workbook import Workbook
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.table import Table
from openpyxl.worksheet.worksheet import Worksheet
from xltpl.writerx import BookWriter

from docgen.formats.excel.engine import ExcelEngine
from tests.formats.excel.books import book, changed, context, opened, services, values

# Row 2 is repeated for three services; the sum below it stands in row 3, in the end in row 5.
BELOW = {"A1": "Name", "B1": "Users", "A3": "Total", "B3": "=SUM(B2:B2)"}
OTHER = ("Other", {"A1": "=SUM(Register!B2:B2)"})
OURS = BELOW | {"A2": "{%tr for s in services %}{{ s.name }}", "B2": "{{ s.users }}", "C2": "=B2*2", "D2": "{%tr endfor %}"}
THEIRS = BELOW | {"A2": "{{ s.name }}", "B2": "{% xv s.users %}", "C2": "=B2*2"}


def furnished(cells: dict[str, object]) -> bytes:
    """Return the workbook with a rule, a table and a chart, a name and a header."""

    def furnish(workbook: Workbook) -> None:
        sheet = workbook["Register"]
        sheet.conditional_formatting.add("B2", FormulaRule(formula=["$B2>$B$3/2"], font=Font(bold=True)))
        sheet["F5"], sheet["F6"] = "Figure", "x"
        sheet.add_table(Table(displayName="Figures", ref="F5:F6"))
        chart = BarChart()
        chart.add_data(Reference(sheet, range_string="Register!$B$2"))
        sheet.add_chart(chart, "H5")
        sheet.oddHeader.left.text = "{{ document.code }}"
        workbook.defined_names["users"] = DefinedName("users", attr_text="Register!$B$2:$B$2")

    return changed(book(cells, OTHER), furnish)


def by_xltpl(template: bytes, folder: Path, **names: object) -> Workbook:
    """Return what xltpl makes of a template, whose loop stands in comments."""
    path = folder / "template.xlsx"
    path.write_bytes(template)
    writer = BookWriter(str(path))
    writer.render_book([{"sheet_name": "Register", **names}])
    writer.save(str(folder / "filled.xlsx"))
    return load_workbook(folder / "filled.xlsx")


def looped(workbook: Workbook) -> None:
    workbook["Register"]["A2"].comment = Comment("beforerow{% for s in services %}", "author")
    workbook["Register"]["C2"].comment = Comment("aftercell{% endfor %}", "author")


def summary(workbook: Workbook) -> dict[str, object]:
    """Return what depends on the rows that were repeated."""
    sheet: Worksheet = workbook["Register"]
    return {
        "rows": [row[:3] for row in values(sheet)[1:4]],
        "sum": sheet["B5"].value,
        "sheets": workbook.sheetnames,
        "rules": [(str(item.sqref), item.rules[0].formula[0]) for item in sheet.conditional_formatting],
        "tables": [table.ref for table in sheet.tables.values()],
        "charts": [chart.series[0].val.numRef.f for chart in sheet._charts],
        "name": workbook.defined_names["users"].attr_text,
        "header": sheet.oddHeader.left.text,
    }


def test_what_xltpl_leaves_behind_is_kept(tmp_path: Path) -> None:
    three = [{"name": service.name, "users": service.users} for service in services(3)]
    theirs = by_xltpl(changed(furnished(THEIRS), looped), tmp_path, services=three)
    ours = opened(ExcelEngine().fill(furnished(OURS), context()).file)
    assert summary(theirs) == {
        "rows": [[f"Service {number}", number, "=B2*2"] for number in (1, 2, 3)],
        "sum": "=SUM(B2:B2)", "sheets": ["Register"], "rules": [], "tables": [], "charts": [], "name": "Register!$B$2:$B$2",
        "header": "{{ document.code }}",
    }  # fmt: skip
    assert summary(ours) == {
        "rows": [[f"Service {number}", number, f"=B{number + 1}*2"] for number in (1, 2, 3)],
        "sum": "=SUM(B2:B4)", "sheets": ["Register", "Other"], "rules": [("B2:B4", "$B2>$B$5/2")], "tables": ["F7:F8"],
        "charts": ["Register!$B$2:$B$4"], "name": "Register!$B$2:$B$4", "header": "YL-R-17",
    }  # fmt: skip
    assert ours["Other"]["A1"].value == "=SUM(Register!B2:B4)"


def test_what_openpyxl_leaves_where_it_was_moves() -> None:
    theirs = opened(furnished(THEIRS))
    theirs["Register"].insert_rows(3, 2)
    found = summary(theirs)
    assert (found["sum"], found["rules"], found["tables"]) == ("=SUM(B2:B2)", [("B2", "$B2>$B$3/2")], ["F5:F6"])
    assert (found["charts"], found["name"]) == (["'Register'!$B$2"], "Register!$B$2:$B$2")
    assert theirs["Other"]["A1"].value == "=SUM(Register!B2:B2)"


@pytest.mark.parametrize("evil", ["=1+1", '=HYPERLINK("http://x.example","go")'])
def test_a_value_like_a_formula_is_one_in_xltpl_and_text_here(evil: str, tmp_path: Path) -> None:
    template = book({"A1": "{{ evil }}"})
    assert by_xltpl(template, tmp_path, evil=evil)["Register"]["A1"].data_type == "f"
    assert opened(ExcelEngine().fill(template, context(evil=evil)).file)["Register"]["A1"].data_type == "s"
