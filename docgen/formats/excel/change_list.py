"""The list of what changed in a workbook, itself a workbook: one row a change, ready to be filtered, printed and signed.

Every text stands as text, whatever it begins with: an old or new formula is shown, never computed.
Source: ECMA-376 part 1, 18 (SpreadsheetML); 18.8.45 (quotePrefix).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from xml.sax.saxutils import escape, quoteattr

from docgen.formats.engine import Reviser
from docgen.formats.ooxml import CONTENT_TYPES, Package
from docgen.merge.comparison import Difference, Kind, told
from docgen.messages import message, say

_NAMESPACE = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_TYPES = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_HEAD = ("number", "sheet", "cell", "change", "before", "after")
_WIDTHS = (6, 18, 14, 22, 52, 52)
_LONGEST = 32_000  # characters; a cell holds 32,767
_HEADING, _NUMBER, _TEXT = 1, 2, 3
_NOT_XML = {code: None for code in range(32) if chr(code) not in "\t\n"}


def change_list(differences: Sequence[Difference], by: Reviser) -> bytes:
    """Return the workbook that lists `differences`, in `by.language`; the same differences give the same bytes.

    What only looks different is one row at the end that says how much it is.
    """
    files = {
        CONTENT_TYPES: _content_types(),
        "_rels/.rels": _relations(("officeDocument", "xl/workbook.xml")),
        "xl/workbook.xml": _workbook(len(differences), by.language),
        "xl/_rels/workbook.xml.rels": _relations(("worksheet", "worksheets/sheet1.xml"), ("styles", "styles.xml")),
        "xl/styles.xml": _styles(),
        "xl/worksheets/sheet1.xml": _sheet(differences, by),
    }
    return Package({}).write(
        {name: f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n{xml}'.encode() for name, xml in files.items()}
    )


def _rows(differences: Sequence[Difference], language: str) -> Iterator[tuple[str, ...]]:
    forms = sum(difference.kind is Kind.FORM for difference in differences)
    for difference in differences:
        if difference.kind is not Kind.FORM:
            spots = {spot.kind: spot.name for spot in difference.where}
            inner = [spot.name for spot in difference.where if spot.kind != "sheet"]
            yield spots.get("sheet", ""), " ".join(inner), say(told(difference), language), difference.before, difference.after
    if forms:
        yield "", "", say(message("redline.forms", count=forms), language), "", ""
    elif not differences:
        yield "", "", say(message("redline.none"), language), "", ""


def _sheet(differences: Sequence[Difference], by: Reviser) -> str:
    rows = list(_rows(differences, by.language))
    head = [say(message(f"redline.head-{name}"), by.language) for name in _HEAD]
    lines = [_row(1, [_cell(f"{letter}1", text, _HEADING) for letter, text in zip("ABCDEF", head, strict=True)])]
    for number, row in enumerate(rows, start=1):
        cells = [_cell(f"{letter}{number + 1}", text, _TEXT) for letter, text in zip("BCDEF", row, strict=True)]
        lines.append(_row(number + 1, [f'<c r="A{number + 1}" s="{_NUMBER}"><v>{number}</v></c>', *cells]))
    columns = "".join(f'<col min="{place}" max="{place}" width="{width}" customWidth="1"/>' for place, width in enumerate(_WIDTHS, start=1))
    signed = f"{by.name} {by.date[:10]}".replace("&", "&&")
    footer = f"&L{signed}&R{say(message('redline.pages'), by.language)}"
    return (
        f'<worksheet xmlns="{_NAMESPACE}"><sheetPr><pageSetUpPr fitToPage="1"/></sheetPr><dimension ref="A1:F{len(rows) + 1}"/>'
        '<sheetViews><sheetView workbookViewId="0" showGridLines="0">'
        '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/>'
        '<selection pane="bottomLeft" activeCell="A2" sqref="A2"/></sheetView></sheetViews>'
        f'<cols>{columns}</cols><sheetData>{"".join(lines)}</sheetData><autoFilter ref="A1:F{len(rows) + 1}"/>'
        '<pageMargins left="0.5" right="0.5" top="0.6" bottom="0.7" header="0.3" footer="0.3"/>'
        '<pageSetup paperSize="9" orientation="landscape" fitToWidth="1" fitToHeight="0"/>'
        f"<headerFooter><oddFooter>{escape(footer)}</oddFooter></headerFooter></worksheet>"
    )


def _row(number: int, cells: Sequence[str]) -> str:
    return f'<row r="{number}">{"".join(cells)}</row>'


def _cell(address: str, text: str, style: int) -> str:
    if not text:
        return f'<c r="{address}" s="{style}"/>'
    short = text if len(text) <= _LONGEST else text[:_LONGEST] + "…"
    said = escape(short.translate(_NOT_XML))
    return f'<c r="{address}" s="{style}" t="inlineStr"><is><t xml:space="preserve">{said}</t></is></c>'


def _workbook(count: int, language: str) -> str:
    name = say(message("redline.title"), language)
    last = max(count, 1) + 1
    return (
        f'<workbook xmlns="{_NAMESPACE}" xmlns:r="{_RELATIONS}"><sheets><sheet name={quoteattr(name)} sheetId="1" r:id="rId1"/></sheets>'
        f'<definedNames><definedName name="_xlnm._FilterDatabase" localSheetId="0" hidden="1">\'{name}\'!$A$1:$F${last}</definedName>'
        f'<definedName name="_xlnm.Print_Titles" localSheetId="0">\'{name}\'!$1:$1</definedName></definedNames></workbook>'
    )


def _styles() -> str:
    """Return the looks of the list: white on dark for the head, thin lines, wrapped texts that stay texts when edited."""
    lines = "".join(f'<{side} style="thin"><color rgb="FFB8C2C8"/></{side}>' for side in ("left", "right", "top", "bottom"))
    plain = 'applyFont="1" applyBorder="1" applyAlignment="1" borderId="1"'
    return (
        f'<styleSheet xmlns="{_NAMESPACE}">'
        '<fonts count="2"><font><sz val="10"/><name val="Calibri"/></font>'
        '<font><b/><sz val="10"/><color rgb="FFFFFFFF"/><name val="Calibri"/></font></fonts>'
        '<fills count="3"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill>'
        '<fill><patternFill patternType="solid"><fgColor rgb="FF1B3A4B"/></patternFill></fill></fills>'
        f'<borders count="2"><border><left/><right/><top/><bottom/><diagonal/></border><border>{lines}<diagonal/></border></borders>'
        '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>'
        '<cellXfs count="4"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>'
        f'<xf numFmtId="0" fontId="1" fillId="2" xfId="0" applyFill="1" {plain}><alignment vertical="center" wrapText="1"/></xf>'
        f'<xf numFmtId="0" fontId="0" fillId="0" xfId="0" {plain}><alignment horizontal="right" vertical="top"/></xf>'
        f'<xf numFmtId="49" fontId="0" fillId="0" xfId="0" quotePrefix="1" applyNumberFormat="1" {plain}>'
        '<alignment vertical="top" wrapText="1"/></xf></cellXfs>'
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
