"""A plain list as a workbook: one sheet, a head that stays in view, one row an item, ready to be filtered and printed.

Every text stands as text, whatever it begins with: a formula is shown, never computed.
Source: ECMA-376 part 1, 18 (SpreadsheetML); 18.8.45 (quotePrefix).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from xml.sax.saxutils import escape, quoteattr

from docgen.formats.excel.references import column_letters
from docgen.formats.ooxml import CONTENT_TYPES, Package

Value = str | int | date | None
_NAMESPACE = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_TYPES = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_LONGEST = 32_000  # characters; a cell holds 32,767
_HEADING, _NUMBER, _TEXT, _DATE = 1, 2, 3, 4
_FIRST_DAY = date(1899, 12, 30).toordinal()
_NOT_XML = {code: None for code in range(32) if chr(code) not in "\t\n"}


@dataclass(frozen=True, slots=True, kw_only=True)
class PlainList:
    """name: of the sheet.   widths: of the columns, in characters.   foot: at the lower left of each page; pages: at the lower right."""

    name: str
    head: tuple[str, ...]
    widths: tuple[int, ...]
    rows: Sequence[tuple[Value, ...]]
    foot: str
    pages: str


def plain_list(listed: PlainList) -> bytes:
    """Return the workbook; the same list gives the same bytes."""
    files = {
        CONTENT_TYPES: _content_types(),
        "_rels/.rels": _relations(("officeDocument", "xl/workbook.xml")),
        "xl/workbook.xml": _workbook(listed),
        "xl/_rels/workbook.xml.rels": _relations(("worksheet", "worksheets/sheet1.xml"), ("styles", "styles.xml")),
        "xl/styles.xml": _styles(),
        "xl/worksheets/sheet1.xml": _sheet(listed),
    }
    return Package({}).write(
        {name: f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n{xml}'.encode() for name, xml in files.items()}
    )


def _sheet(listed: PlainList) -> str:
    lines = [_row(1, [_cell(place, 1, text, _HEADING) for place, text in enumerate(listed.head, start=1)])]
    for number, row in enumerate(listed.rows, start=2):
        lines.append(_row(number, [_value(place, number, value) for place, value in enumerate(row, start=1)]))
    columns = "".join(f'<col min="{place}" max="{place}" width="{width}" customWidth="1"/>' for place, width in enumerate(listed.widths, 1))
    last = f"{column_letters(len(listed.head))}{len(listed.rows) + 1}"
    footer = f"&L{listed.foot.replace('&', '&&')}&R{listed.pages}"
    return (
        f'<worksheet xmlns="{_NAMESPACE}"><sheetPr><pageSetUpPr fitToPage="1"/></sheetPr><dimension ref="A1:{last}"/>'
        '<sheetViews><sheetView workbookViewId="0" showGridLines="0">'
        '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/>'
        '<selection pane="bottomLeft" activeCell="A2" sqref="A2"/></sheetView></sheetViews>'
        f'<cols>{columns}</cols><sheetData>{"".join(lines)}</sheetData><autoFilter ref="A1:{last}"/>'
        '<pageMargins left="0.5" right="0.5" top="0.6" bottom="0.7" header="0.3" footer="0.3"/>'
        '<pageSetup paperSize="9" orientation="landscape" fitToWidth="1" fitToHeight="0"/>'
        f"<headerFooter><oddFooter>{escape(footer)}</oddFooter></headerFooter></worksheet>"
    )


def _row(number: int, cells: Sequence[str]) -> str:
    return f'<row r="{number}">{"".join(cells)}</row>'


def _value(column: int, row: int, value: Value) -> str:
    if isinstance(value, date):
        return f'<c r="{column_letters(column)}{row}" s="{_DATE}"><v>{value.toordinal() - _FIRST_DAY}</v></c>'
    if isinstance(value, int):
        return f'<c r="{column_letters(column)}{row}" s="{_NUMBER}"><v>{value}</v></c>'
    return _cell(column, row, value or "", _TEXT)


def _cell(column: int, row: int, text: str, style: int) -> str:
    address = f"{column_letters(column)}{row}"
    if not text:
        return f'<c r="{address}" s="{style}"/>'
    short = text if len(text) <= _LONGEST else text[:_LONGEST] + "…"
    said = escape(short.translate(_NOT_XML))
    return f'<c r="{address}" s="{style}" t="inlineStr"><is><t xml:space="preserve">{said}</t></is></c>'


def _workbook(listed: PlainList) -> str:
    quoted = escape(listed.name.replace("'", "''"))
    last = f"${column_letters(len(listed.head))}${max(len(listed.rows), 1) + 1}"
    return (
        f'<workbook xmlns="{_NAMESPACE}" xmlns:r="{_RELATIONS}">'
        f'<sheets><sheet name={quoteattr(listed.name)} sheetId="1" r:id="rId1"/></sheets>'
        f'<definedNames><definedName name="_xlnm._FilterDatabase" localSheetId="0" hidden="1">\'{quoted}\'!$A$1:{last}</definedName>'
        f'<definedName name="_xlnm.Print_Titles" localSheetId="0">\'{quoted}\'!$1:$1</definedName></definedNames></workbook>'
    )


def _styles() -> str:
    """Return the looks of the list: white on dark for the head, thin lines, wrapped texts that stay texts when edited."""
    lines = "".join(f'<{side} style="thin"><color rgb="FFB8C2C8"/></{side}>' for side in ("left", "right", "top", "bottom"))
    plain = 'applyFont="1" applyBorder="1" applyAlignment="1" borderId="1"'
    return (
        f'<styleSheet xmlns="{_NAMESPACE}">'
        '<numFmts count="1"><numFmt numFmtId="164" formatCode="yyyy\\-mm\\-dd"/></numFmts>'
        '<fonts count="2"><font><sz val="10"/><name val="Calibri"/></font>'
        '<font><b/><sz val="10"/><color rgb="FFFFFFFF"/><name val="Calibri"/></font></fonts>'
        '<fills count="3"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill>'
        '<fill><patternFill patternType="solid"><fgColor rgb="FF1B3A4B"/></patternFill></fill></fills>'
        f'<borders count="2"><border><left/><right/><top/><bottom/><diagonal/></border><border>{lines}<diagonal/></border></borders>'
        '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>'
        '<cellXfs count="5"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>'
        f'<xf numFmtId="0" fontId="1" fillId="2" xfId="0" applyFill="1" {plain}><alignment vertical="center" wrapText="1"/></xf>'
        f'<xf numFmtId="0" fontId="0" fillId="0" xfId="0" {plain}><alignment horizontal="right" vertical="top"/></xf>'
        f'<xf numFmtId="49" fontId="0" fillId="0" xfId="0" quotePrefix="1" applyNumberFormat="1" {plain}>'
        '<alignment vertical="top" wrapText="1"/></xf>'
        f'<xf numFmtId="164" fontId="0" fillId="0" xfId="0" applyNumberFormat="1" {plain}>'
        '<alignment horizontal="center" vertical="top"/></xf></cellXfs>'
        '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>'
    )


def _content_types() -> str:
    parts = (("workbook.xml", "sheet.main"), ("worksheets/sheet1.xml", "worksheet"), ("styles.xml", "styles"))
    overrides = "".join(f'<Override PartName="/xl/{name}" ContentType="{_TYPES}.{kind}+xml"/>' for name, kind in parts)
    return (
        f'<Types xmlns="{_PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{overrides}</Types>'
    )


def _relations(*targets: tuple[str, str]) -> str:
    items = (
        f'<Relationship Id="rId{number}" Type="{_RELATIONS}/{kind}" Target="{name}"/>'
        for number, (kind, name) in enumerate(targets, start=1)
    )
    return f'<Relationships xmlns="{_PACKAGE}/relationships">{"".join(items)}</Relationships>'
