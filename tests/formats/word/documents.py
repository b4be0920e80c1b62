"""Makers and readers of Word files for the tests of this room."""

from __future__ import annotations

import io
import struct
import zlib
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import docx
from docx.document import Document
from lxml import etree

from docgen.domain.context import Context
from docgen.errors import DocgenError
from docgen.formats.ooxml import open_package, parse, serialise
from docgen.formats.word import names
from docgen.formats.word.engine import WordEngine
from docgen.messages import say
from tests.office import schema_faults

ENGINE = WordEngine()
DOCUMENT = "word/document.xml"
W = names.NAMESPACES["w"]
Block = str | Sequence[Sequence[str]]


def saved(document: Document) -> bytes:
    """Return the file of a python-docx document, without the old copy of its styles that no validator likes."""
    stream = io.BytesIO()
    document.save(stream)
    package = open_package(stream.getvalue())
    replaced: dict[str, bytes | None] = {"word/stylesWithEffects.xml": None, "docProps/thumbnail.jpeg": None}
    for name, attribute in (("[Content_Types].xml", "PartName"), ("word/_rels/document.xml.rels", "Target"), ("_rels/.rels", "Target")):
        root = parse(package.read(name), name)
        for item in list(root):
            if "stylesWithEffects" in str(item.get(attribute)) or "thumbnail" in str(item.get(attribute)):
                root.remove(item)
        replaced[name] = serialise(root)
    return package.write(replaced)


def word(*blocks: Block, change: Callable[[Document], object] = lambda document: None) -> bytes:
    """Return a Word file: a text becomes a paragraph ("# …" a heading), a list of rows a table; then `change` may edit it."""
    document = docx.Document()
    for block in blocks:
        if isinstance(block, str):
            add_paragraph(document, block)
        else:
            table = document.add_table(len(block), len(block[0]), style="Table Grid")
            for row, texts in zip(table.rows, block, strict=True):
                for cell, text in zip(row.cells, texts, strict=True):
                    cell.text = text
    change(document)
    return saved(document)


def add_paragraph(document: Document, text: str) -> None:
    level = len(text) - len(text.lstrip("#"))
    if level and text[level] == " ":
        document.add_heading(text[level + 1 :], level)
    else:
        document.add_paragraph(text)


def raw(body: str, **parts: str) -> bytes:
    """Return a Word file whose body is the given XML (prefixes as in names.NAMESPACES)."""
    return with_part(word(), DOCUMENT, lambda root: replace_body(root, body))


def replace_body(root: names.Element, body: str) -> None:
    holder = root.find(f"{{{W}}}body")
    assert holder is not None
    for child in list(holder)[:-1]:
        holder.remove(child)
    for position, element in enumerate(elements(body)):
        holder.insert(position, element)


def elements(xml: str) -> list[names.Element]:
    declared = " ".join(f'xmlns:{prefix}="{uri}"' for prefix, uri in names.NAMESPACES.items())
    return list(etree.fromstring(f"<x {declared}>{xml}</x>"))


def with_part(file: bytes, name: str, change: Callable[[names.Element], object]) -> bytes:
    """Return `file` with `change` made to the XML of one part."""
    package = open_package(file)
    root = parse(package.read(name), name)
    change(root)
    return package.write({name: serialise(root)})


def context(language: str = "en", pictures: Mapping[str, bytes] | None = None, **values: object) -> Context:
    return Context(language=language, names=values, pictures=pictures)


def fill(template: bytes, pictures: Mapping[str, bytes] | None = None, **values: object) -> bytes:
    return ENGINE.fill(template, context(pictures=pictures, **values)).file


def opened(file: bytes) -> Document:
    return docx.Document(io.BytesIO(file))


def paragraphs(file: bytes) -> list[str]:
    return [paragraph.text for paragraph in opened(file).paragraphs]


def cells(file: bytes, table: int = 0) -> list[list[str]]:
    return [[cell.text for cell in row.cells] for row in opened(file).tables[table].rows]


def xml_of(file: bytes, part: str = DOCUMENT) -> names.Element:
    return parse(open_package(file).read(part), part)


def every(file: bytes, tag: str, part: str = DOCUMENT) -> list[names.Element]:
    return list(xml_of(file, part).iter(names.qualified(tag)))


def all_text(file: bytes, part: str = DOCUMENT) -> str:
    return "".join(node.text or "" for node in every(file, "w:t", part))


def valid(file: bytes, folder: Path) -> bool:
    """Tell whether an independent validator finds the file sound; says what it finds otherwise."""
    path = folder / "checked.docx"
    path.write_bytes(file)
    faults = schema_faults(path)
    assert not faults, faults
    return True


def faults(
    template: bytes, language: str = "en", pictures: Mapping[str, bytes] | None = None, **values: object
) -> list[tuple[str, str, str]]:
    """Return what is wrong with a template: (place, what was found, what is wrong), as a user reads it."""
    try:
        ENGINE.fill(template, context(language, pictures, **values))
    except DocgenError as error:
        return [
            (say(problem.where.spot, language) if problem.where.spot else "", problem.found, say(problem.what, language))
            for problem in error.problems
        ]
    return []


def png(width: int = 40, height: int = 20, colour: bytes = b"\x20\x60\x80", dpi: int | None = None) -> bytes:
    """Return a PNG of one colour."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    density = chunk(b"pHYs", struct.pack(">IIB", round(dpi / 0.0254), round(dpi / 0.0254), 1)) if dpi else b""
    rows = (b"\0" + colour * width) * height
    header = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + header + density + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")
