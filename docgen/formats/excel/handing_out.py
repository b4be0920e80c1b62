"""Workbooks handed out: what stands behind the words at record number, period and site.

Source: ECMA-376 part 1, 18.2.5 (definedName), 18.3.1.4 (c), 18.3.1.53 (is).
"""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from docgen.formats import handing_out
from docgen.formats.excel.content import string_items, value_of
from docgen.formats.excel.parts import find, workbook_part, worksheets
from docgen.formats.excel.references import Reference, column_letters, scan
from docgen.formats.excel.strings import text_of, unescaped
from docgen.formats.handing_out import Heading
from docgen.formats.ooxml import Package, open_package, parse, serialise


def number_prefix(file: bytes) -> str:
    """Return what the record number of a form begins with; "" for a form without one. Raises: DocumentError."""
    package = open_package(file)
    part = workbook_part(package)
    return handing_out.number_prefix(str(name.get("name")) for name in find(parse(package.read(part), part), "definedName"))


def handed_out(file: bytes, heading: Heading) -> bytes:
    """Return the form with what `heading` says in its places; places that it says nothing of stay blank. Raises: DocumentError."""
    package = open_package(file)
    part = workbook_part(package)
    workbook = parse(package.read(part), part)
    strings = [unescaped(text_of(item)) for item in string_items(package, part)]
    parts = {entry.name: entry.part for entry in worksheets(package, part, workbook)}
    roots: dict[str, etree._Element] = {}
    for place, said in _places(workbook, heading):
        sheet = parts.get(place.sheet)
        if sheet is None:
            continue
        root = roots.setdefault(sheet, _parsed(package, sheet))
        address = f"{column_letters(place.start.column)}{place.start.row}"
        for cell in (cell for cell in find(root, "c") if cell.get("r") == address):
            _write(cell, " ".join(filter(None, (value_of(cell, strings).strip(), said))))
    return package.write({sheet: serialise(root) for sheet, root in roots.items()})


def _parsed(package: Package, part: str) -> etree._Element:
    return parse(package.read(part), part)


def _places(workbook: etree._Element, heading: Heading) -> Iterator[tuple[Reference, str]]:
    """Yield each cell that a mark names, with what is to stand there."""
    for name in find(workbook, "definedName"):
        said = heading.at(str(name.get("name")))
        reference = next((piece for piece in scan(name.text or "") if isinstance(piece, Reference)), None)
        if said and reference is not None:
            yield reference, said


def _write(cell: etree._Element, said: str) -> None:
    for inner in list(cell):
        cell.remove(inner)
    cell.set("t", "inlineStr")
    holder = etree.SubElement(cell, etree.QName(cell, "is"))
    text = etree.SubElement(holder, etree.QName(cell, "t"))
    text.text = said
