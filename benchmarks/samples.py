"""The samples of the benchmark: one Word template and one Excel form, each in the dialects of docgen and of its peer, with data."""

from __future__ import annotations

from dataclasses import dataclass
from io import BytesIO

import docx
import openpyxl
from openpyxl.comments import Comment
from openpyxl.formatting.rule import CellIsRule
from openpyxl.styles import PatternFill
from openpyxl.worksheet.datavalidation import DataValidation

COLUMNS = 15


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One row of a sample table."""

    number: str
    title: str
    owner: str
    limit: str


def rows(count: int) -> tuple[Row, ...]:
    """Return `count` rows of sample data, Latin and Chinese."""
    return tuple(Row(number=f"R-{n:03}", title=f"检查 {n} & review", owner="周启明", limit=f"{n} h") for n in range(count))


def names(count: int) -> dict[str, object]:
    """Return the sample data: what both engines' templates say."""
    return {"org": "上海云岭信息技术有限公司", "code": "YL-ITSM-P-12", "revision": "A/0", "strict": "yes", "rows": rows(count)}


def word_template() -> bytes:
    """An 11-page procedure: control table, 10 list loops, 5 conditions, 3 table loops, tags in header and footer."""
    word = docx.Document()
    word.sections[0].header.paragraphs[0].text = "{{ org }} {{ code }}"
    word.sections[0].footer.paragraphs[0].text = "{{ revision }}"
    word.add_heading("{{ org }}", 0)
    _table(word, ("Code", "Revision"), ("{{ code }}", "{{ revision }}"))
    for chapter in range(10):
        word.add_heading(f"Chapter {chapter}", 1)
        for paragraph in range(18):
            word.add_paragraph(f"Paragraph {paragraph} of {{{{ org }}}}: the duty engineer records what was found and done. " * 2)
        word.add_paragraph("{%p for row in rows %}")
        word.add_paragraph("{{ row.number }} {{ row.title }}", style="List Bullet")
        word.add_paragraph("{%p endfor %}")
        if chapter % 2 == 0:
            word.add_paragraph("{%p if strict == 'yes' %}")
            word.add_paragraph("This paragraph stands under a condition of {{ code }}.")
            word.add_paragraph("{%p endif %}")
        if chapter % 4 == 0:
            head = ("No.", "What", "Who", "Limit")
            _table(word, head, ("{{ row.number }}", "{{ row.title }}", "{{ row.owner }}", "{{ row.limit }}"), loop="rows")
    return _saved(word)


def _table(word: docx.document.Document, head: tuple[str, ...], cells: tuple[str, ...], loop: str = "") -> None:
    lines = [head, (f"{{%tr for row in {loop} %}}",), cells, ("{%tr endfor %}",)] if loop else [head, cells]
    table = word.add_table(len(lines), len(head), style="Table Grid")
    for row, line in zip(table.rows, lines, strict=True):
        for cell, text in zip(row.cells, line, strict=False):
            cell.text = text


def excel_template(peer: bool = False) -> bytes:
    """A form of 15 columns that grows by the rows: title, head, total below, list, colour rule, print titles, a second sheet.

    peer: in the dialect of xltpl, whose row loops stand in comments.
    """
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "Register"
    sheet["A1"] = "{{ org }}"
    for column in range(1, COLUMNS + 1):
        sheet.cell(4, column, f"Head {column}")
    first, last = (5, 5) if peer else (6, 6)
    if peer:
        sheet["A5"].comment = Comment("beforerow{% for row in rows %}", "author")
        sheet.cell(5, COLUMNS).comment = Comment("aftercell{% endfor %}", "author")
    else:
        sheet["A5"], sheet["A7"] = "{%tr for row in rows %}", "{%tr endfor %}"
    for column in range(1, COLUMNS + 1):
        sheet.cell(first, column, ("{{ row.number }}", "{{ row.title }}", "{{ row.owner }}", "{{ row.limit }}")[column % 4])
    total = last + 1 if peer else last + 2
    sheet.cell(total, 1, f"=COUNTA(A{first}:A{last})")
    check = DataValidation(type="list", formula1="Lists!$A$1:$A$3")
    check.add(f"C{first}:C{last}")
    sheet.add_data_validation(check)
    sheet.conditional_formatting.add(
        f"D{first}:D{last}", CellIsRule(operator="equal", formula=['"1 h"'], fill=PatternFill("solid", bgColor="FFC7CE"))
    )
    sheet.print_title_rows = "1:4"
    lists = book.create_sheet("Lists")
    for number, value in enumerate(("high", "medium", "low"), start=1):
        lists.cell(number, 1, value)
    return _saved(book)


def _saved(document: object) -> bytes:
    file = BytesIO()
    document.save(file)  # type: ignore[attr-defined]
    return file.getvalue()
