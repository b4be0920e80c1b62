"""From openpyxl's workbook to a template: the same bytes for the same workbook, rows made many, pictures given their words.

openpyxl writes the clock into a file and one formula into each cell. Here the dates are fixed, and a row that stands for
hundreds is repeated with shared formulas, which keeps template and filling small.
Source: ECMA-376 part 1, 18.3.1.40 (shared formulas), 20.1.2.2.8 (alternative text), 18.8.22 (order of a font's properties).
"""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Iterator, Mapping, Sequence
from copy import deepcopy
from datetime import datetime

from lxml import etree
from openpyxl import Workbook
from openpyxl.packaging.core import DocumentProperties
from openpyxl.writer.excel import ExcelWriter

from docgen.authoring.theme import LANGUAGE_TAGS
from docgen.formats.ooxml import open_package, parse, serialise

_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_FONT_ORDER = ("b", "i", "strike", "condense", "extend", "outline", "shadow", "u", "vertAlign", "sz", "color", "name", "family", "charset")
_PUBLISHED = datetime(2000, 1, 1)  # noqa: DTZ001 - a fixed mark; core properties hold it without a zone


def properties(language: str) -> DocumentProperties:
    """Return the document properties of every form: its language; title, subject and author from the profile; fixed dates."""
    return DocumentProperties(
        title="{{ document.title }}",
        subject="{{ document.code }}",
        creator="{{ organisation.name }}",
        language=LANGUAGE_TAGS[language],
        created=_PUBLISHED,
        modified=_PUBLISHED,
    )


def packed(workbook: Workbook, repeated: Mapping[str, tuple[int, int]], logo: str, charts: Sequence[str] = ()) -> bytes:
    """Return the workbook as a file.

    repeated: by the part of a sheet, the row that is repeated down to another.
    logo, charts: alternative texts of the pictures and of each chart, in the order of the sheets.
    """
    raw = io.BytesIO()
    with zipfile.ZipFile(raw, "w", zipfile.ZIP_DEFLATED) as archive:
        ExcelWriter(workbook, archive).save()
    package = open_package(raw.getvalue())
    changed: dict[str, bytes | None] = {}
    titles = iter(charts)
    for name in package:
        if name in repeated or name.startswith("xl/drawings/drawing") or name == "xl/styles.xml":
            root = parse(package.read(name), name)
            if name in repeated:
                _repeat(root, *repeated[name])
            elif name == "xl/styles.xml":
                _order_fonts(root)
            else:
                _describe(root, logo, titles)
            changed[name] = serialise(root)
    return package.write(changed)


def placeholder_png() -> bytes:
    """Return a small plain picture that stands where the client's logo comes."""
    width, height, grey = 34, 9, b"\xe9\xf0\xf3"
    rows = (b"\x00" + grey * width) * height

    def chunk(kind: bytes, content: bytes) -> bytes:
        return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")


def _repeat(root: etree._Element, first: int, last: int) -> None:
    """Repeat row `first` of a sheet down to row `last`; its formulas become shared ones."""
    data = next(root.iter(f"{_MAIN}sheetData"))
    row = next(item for item in data if item.get("r") == str(first))
    for number, formula in enumerate(row.iter(f"{_MAIN}f")):
        letters = str(formula.getparent().get("r")).rstrip("0123456789")  # type: ignore[union-attr] # a formula lies in a cell
        formula.attrib.update({"t": "shared", "ref": f"{letters}{first}:{letters}{last}", "si": str(number)})
    model = deepcopy(row)
    for formula in model.iter(f"{_MAIN}f"):
        formula.text = None
        del formula.attrib["ref"]
    place = data.index(row)
    for number in range(first + 1, last + 1):
        copy = deepcopy(model)
        copy.set("r", str(number))
        for cell in copy:
            cell.set("r", str(cell.get("r")).rstrip("0123456789") + str(number))
        place += 1
        data.insert(place, copy)
    for dimension in root.iter(f"{_MAIN}dimension"):
        dimension.set("ref", f"{str(dimension.get('ref')).rstrip('0123456789')}{last}")


def _order_fonts(root: etree._Element) -> None:
    """Put the properties of fonts into the order of the schema."""
    for font in root.iter(f"{_MAIN}font"):
        font[:] = sorted(font, key=lambda item: _FONT_ORDER.index(etree.QName(item).localname) if _known(item) else len(_FONT_ORDER))


def _known(item: etree._Element) -> bool:
    return etree.QName(item).localname in _FONT_ORDER


def _describe(root: etree._Element, logo: str, charts: Iterator[str]) -> None:
    """Give pictures and charts, which openpyxl names by kind and number, their alternative text."""
    for item in root.iter("{http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing}cNvPr"):
        item.set("descr", next(charts) if str(item.get("name")).startswith("Chart") else logo)
