"""What people do to documents by hand before the next build: one function a file, bytes in and bytes out, the same every time."""

from __future__ import annotations

import io
from copy import deepcopy
from typing import Any

import docx
from docx.oxml.ns import qn
from docx.shared import Mm
from lxml import etree

from docgen.formats.ooxml import open_package, parse, serialise
from tests.formats.word.documents import elements, png

WHEN = "2026-03-02T09:30:00Z"
_TEXT_BOX = (
    '<w:p><w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0">'
    '<wp:extent cx="3600000" cy="540000"/><wp:docPr id="9001" name="Text box by hand"/><a:graphic>'
    '<a:graphicData uri="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"><wps:wsp><wps:cNvSpPr txBox="1"/><wps:spPr>'
    '<a:xfrm><a:off x="0" y="0"/><a:ext cx="3600000" cy="540000"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom>'
    '<a:solidFill><a:srgbClr val="FFF8E1"/></a:solidFill><a:ln w="12700"><a:solidFill><a:srgbClr val="C0504D"/></a:solidFill></a:ln>'
    "</wps:spPr>"
    "<wps:txbx><w:txbxContent>{inner}</w:txbxContent></wps:txbx><wps:bodyPr/></wps:wsp></a:graphicData></a:graphic></wp:inline>"
    "</w:drawing>"
    '</mc:Choice><mc:Fallback><w:pict><v:rect style="width:283pt;height:42pt" fillcolor="#FFF8E1" strokecolor="#C0504D"><v:textbox>'
    "<w:txbxContent>{inner}</w:txbxContent></v:textbox></v:rect></w:pict></mc:Fallback></mc:AlternateContent></w:r></w:p>"
).format(inner="<w:p><w:r><w:t>A text box that a person put here.</w:t></w:r></w:p>")


def chinese_conflicts(file: bytes) -> bytes:
    """Say another tool, and another time limit, where docgen will have something new too."""
    document = docx.Document(io.BytesIO(file))
    _replace(document, "Zabbix 的告警", "Nagios 的告警")
    _replace_in_row(document, ("机房托管服务", "30 分钟"), "30 分钟", "40 分钟")
    return _saved(document)


def english_conflicts(file: bytes) -> bytes:
    """Say another time limit, and delete a paragraph, where docgen will have something new too."""
    document = docx.Document(io.BytesIO(file))
    _replace_in_row(document, ("Server-room hosting", "30 minutes"), "30 minutes", "40 minutes")
    gone = _paragraph(document, "Ways in, for every service")._p
    gone.getparent().remove(gone)
    return _saved(document)


def all_that_people_add(file: bytes) -> bytes:
    """Track changes as Wu Min, comment as Li Na, add a picture, a text box, a table row, a paragraph and bold words."""
    document = docx.Document(io.BytesIO(file))
    meetings = _paragraph(document, "Meetings: Tuesdays")
    _track(meetings.runs[-1]._r, "Wu Min")
    _comment(document, meetings.runs[2], "Is three enough in August?", "Li Na")
    added = meetings.insert_paragraph_before("Added by hand: the chair rings the members on the day before.", style=meetings.style)
    added.runs[0].bold = True
    pictured = meetings.insert_paragraph_before()
    pictured.add_run().add_picture(io.BytesIO(png(120, 60, b"\xc0\x50\x4d")), width=Mm(24))
    meetings._p.addprevious(elements(_TEXT_BOX)[0])
    _add_row(document, "Run in the test group for 3 working days", ("A standard change added by hand", "Its plan is signed", "Wu Min"))
    return _saved(document)


def workbook_conflicts(file: bytes) -> bytes:
    """Type another limit on two sheets where docgen will have something new too, and enter an incident."""
    file = _typed(file, 3, {"C16": 40})
    file = _typed(file, 5, {"A25": "机房托管服务：P1 15 分钟／3 小时；P2 40 分钟／6 小时；其余打电话问"})
    record = {"A6": "INC-2026-0001", "C6": 46085.4, "D6": "潘越", "F6": "机房托管服务", "H6": "登录不了", "K6": "高", "L6": "高"}
    return _typed(file, 2, record)


def _replace(document: Any, old: str, new: str) -> None:
    text = next(item for item in document.element.body.iter(qn("w:t")) if old in (item.text or ""))
    text.text = text.text.replace(old, new)


def _replace_in_row(document: Any, marks: tuple[str, ...], old: str, new: str) -> None:
    """Replace in the first table row that says all of `marks`."""
    row = next(row for row in document.element.body.iter(qn("w:tr")) if all(mark in "".join(row.itertext()) for mark in marks))
    text = next(item for item in row.iter(qn("w:t")) if old in (item.text or ""))
    text.text = text.text.replace(old, new)


def _paragraph(document: Any, start: str) -> Any:
    return next(paragraph for paragraph in document.paragraphs if paragraph.text.startswith(start))


def _track(run: Any, author: str) -> None:
    """Track the last words of `run` as deleted by `author`, and words of theirs behind its full stop as inserted."""
    inserted, deleted = elements(
        f'<w:ins w:id="9101" w:author="{author}" w:date="{WHEN}"/><w:del w:id="9102" w:author="{author}" w:date="{WHEN}"/>'
    )
    new, old = deepcopy(run), deepcopy(run)
    new.find(qn("w:t")).text = " Minutes are kept."
    text = run.find(qn("w:t"))
    words, gone = text.text[: text.text.rindex(" and ")], text.text[text.text.rindex(" and ") : -1]
    text.text = words
    old_text = old.find(qn("w:t"))
    old_text.tag, old_text.text = qn("w:delText"), gone
    for item in (new.find(qn("w:t")), old_text, text):
        item.set(qn("xml:space"), "preserve")
    end = deepcopy(run)
    end.find(qn("w:t")).text = "."
    inserted.append(new)
    deleted.append(old)
    for element in (inserted, end, deleted):
        run.addnext(element)


def _add_row(document: Any, mark: str, texts: tuple[str, ...]) -> None:
    """Copy the last row of the table that says `mark`, with other words."""
    table = next(table for table in document.tables if any(mark in cell.text for row in table.rows for cell in row.cells))
    table._tbl.append(deepcopy(table.rows[-1]._tr))
    for cell, text in zip(table.rows[-1].cells, texts, strict=True):
        for run in cell.paragraphs[0].runs[1:]:
            run._r.getparent().remove(run._r)
        cell.paragraphs[0].runs[0].text = text


def _comment(document: Any, run: Any, text: str, author: str) -> None:
    """Add a comment with a fixed date, without the styles that python-docx names and does not bring."""
    comment = document.add_comment(run, text, author=author, initials="LN")._comment_elm
    comment.set(qn("w:date"), WHEN)
    for root in (comment, document.element):
        for style in list(root.iter(qn("w:pStyle"), qn("w:rStyle"))):
            if str(style.get(qn("w:val"))).startswith("Comment"):
                style.getparent().remove(style)


def _saved(document: Any) -> bytes:
    """Return the file, with the one date that docgen gives to members of a zip."""
    stream = io.BytesIO()
    document.save(stream)
    return open_package(stream.getvalue()).write({})


def _typed(file: bytes, sheet: int, cells: dict[str, object]) -> bytes:
    """Return the workbook with values typed into cells that exist; everything else stays, which openpyxl does not do."""
    package, part = open_package(file), f"xl/worksheets/sheet{sheet}.xml"
    root = parse(package.read(part), part)
    by_address = {str(cell.get("r")): cell for cell in root.iter("{*}c")}
    for address, value in cells.items():
        cell = by_address[address]
        cell[:] = []
        space = etree.QName(cell).namespace
        if isinstance(value, str):
            cell.set("t", "inlineStr")
            etree.SubElement(etree.SubElement(cell, f"{{{space}}}is"), f"{{{space}}}t").text = value
        else:
            cell.attrib.pop("t", "")
            etree.SubElement(cell, f"{{{space}}}v").text = str(value)
    return package.write({part: serialise(root)})
