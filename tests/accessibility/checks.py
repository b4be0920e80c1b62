"""What makes a document usable for those who don't see it: each check tells what a file lacks, each spoiler takes it away.

A check gets the file, its language and its title, and returns what is wrong. A spoiler returns the file without the property,
or None where the file has nothing to take it from.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from lxml import etree

from docgen.formats.ooxml import Package, open_package, parse, serialise

NAMESPACES = {
    "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "dc": "http://purl.org/dc/elements/1.1/",
    "s": "http://schemas.openxmlformats.org/spreadsheetml/2006/main",
}
LABELS = ("Muted", "Strong", "FormLabel")
W = f"{{{NAMESPACES['w']}}}"
TAGS = {"zh": "zh-CN", "en": "en-GB"}
WITHOUT_MEANING = re.compile(r"(?:Image|Picture|Chart|drawing)? ?\d*", re.IGNORECASE)
Element = etree._Element


@dataclass(frozen=True)
class Document:
    """A generated file, with the id of its template, and the language and the title it is to say."""

    file: bytes
    id: str
    language: str
    title: str

    @property
    def package(self) -> Package:
        return open_package(self.file)

    def part(self, name: str) -> Element:
        return parse(self.package.read(name), name)

    def with_parts(self, parts: dict[str, Element]) -> Document:
        return replace(self, file=self.package.write({name: serialise(root) for name, root in parts.items()}))


def holder(element: Element) -> Element:
    parent = element.getparent()
    assert parent is not None
    return parent


def found(root: Element, path: str) -> list[Element]:
    return root.xpath(path, namespaces=NAMESPACES)  # type: ignore[return-value]


def words(element: Element) -> str:
    return "".join(text.text or "" for text in element.iter(f"{W}t")).strip()


# Headings


def headings(document: Document) -> Iterator[str]:
    """Headings are headings by their style, none skips a level, and every entry of the contents leads to one."""
    body, level_of = document.part("word/document.xml"), levels(document)
    levelled = [(level_of.get(style(p)), p) for p in found(body, "//w:body//w:p")]
    if not any(level is not None for level, _ in levelled):
        yield "no headings"
    before = -1
    for level, paragraph in levelled:
        if level is not None:
            if level > before + 1:
                yield f"skips a level: {words(paragraph)}"
            before = level
    real = {str(mark.get(f"{W}name")) for level, p in levelled if level is not None for mark in p.iter(f"{W}bookmarkStart")}
    for entry in found(body, "//w:p[starts-with(w:pPr/w:pStyle/@w:val, 'TOC')]//w:hyperlink"):
        if str(entry.get(f"{W}anchor")) not in real:
            yield f"leads to no heading: {words(entry)}"


def without_a_heading(document: Document) -> Document | None:
    """The last heading that the contents name becomes bold text; in a document without contents, all headings."""
    body, level_of = document.part("word/document.xml"), levels(document)
    real = [p for p in found(body, "//w:body//w:p") if level_of.get(style(p)) is not None]
    for paragraph in [p for p in real if level_of[style(p)] == 0][-1:] if found(body, "//w:hyperlink") else real:
        found(paragraph, "w:pPr/w:pStyle")[0].set(f"{W}val", "BodyText")
    return document.with_parts({"word/document.xml": body})


def levels(document: Document) -> dict[str, int]:
    """Outline level from 0 of each paragraph style that has one, its own or that of the style it is based on."""
    styles = {str(s.get(f"{W}styleId")): s for s in found(document.part("word/styles.xml"), "//w:style[@w:type='paragraph']")}

    def level(name: str) -> int | None:
        own, based = (found(styles[name], path) if name in styles else [] for path in ("w:pPr/w:outlineLvl", "w:basedOn"))
        if own:
            return int(str(own[0].get(f"{W}val")))
        return level(str(based[0].get(f"{W}val"))) if based else None

    return {name: number for name in styles if (number := level(name)) is not None and number < 9}


def style(paragraph: Element) -> str:
    styles = found(paragraph, "w:pPr/w:pStyle")
    return str(styles[0].get(f"{W}val")) if styles else ""


# Table heads


def table_heads(document: Document) -> Iterator[str]:
    """A data table repeats its first row as its head; the others are grids of labels and values."""
    for table in found(document.part("word/document.xml"), "//w:tbl"):
        rows = found(table, "w:tr")
        if found(rows[0], "w:trPr/w:tblHeader"):
            continue
        if any(style(p).startswith("TableHead") for p in found(rows[0], "w:tc/w:p")):
            yield f"the head is an ordinary row: {words(rows[0])}"
        elif not all(any(run.get(f"{W}val") in LABELS for run in found(row, "w:tc[1]//w:rStyle")) for row in rows):
            yield f"neither a head nor labels: {words(rows[0])}"


def without_a_table_head(document: Document) -> Document | None:
    body = document.part("word/document.xml")
    heads = found(body, "//w:tblHeader")
    for head in heads[-1:]:
        holder(head).remove(head)
    return document.with_parts({"word/document.xml": body}) if heads else None


# Places to fill in


def named_places(document: Document) -> Iterator[str]:
    """Every place to fill in says its name, which screen readers read out on entering it."""
    for place in found(document.part("word/document.xml"), "//w:sdtPr"):
        if not any(alias.get(f"{W}val") for alias in found(place, "w:alias")):
            yield words(holder(place))


def without_named_places(document: Document) -> Document | None:
    body = document.part("word/document.xml")
    aliases = found(body, "//w:sdtPr/w:alias")
    for alias in aliases[-1:]:
        holder(alias).remove(alias)
    return document.with_parts({"word/document.xml": body}) if aliases else None


# Alternative texts


def alternative_texts(document: Document) -> Iterator[str]:
    """Every drawing and picture says what it shows; what only decorates is marked as decoration."""
    for part, properties in drawings(document):
        if not is_decoration(properties) and WITHOUT_MEANING.fullmatch(str(properties.get("descr") or "").strip()):
            yield f"{part}: {properties.get('name')} {properties.get('descr')!r}"


def without_alternative_texts(document: Document) -> Document | None:
    parts = {}
    for part, properties in drawings(document):
        if not is_decoration(properties):
            properties.set("descr", "")
            parts[part] = properties.getroottree().getroot()
    return document.with_parts(parts) if parts else None


def without_decoration_marks(document: Document) -> Document | None:
    """The bands of a cover, with no mark and no words."""
    parts = {}
    for part, properties in drawings(document):
        if is_decoration(properties):
            properties.set("descr", "")
            properties[:] = []
            parts[part] = properties.getroottree().getroot()
    return document.with_parts(parts) if parts else None


def drawings(document: Document) -> Iterator[tuple[str, Element]]:
    for name in document.package:
        if re.match(r"word/\w+\.xml|xl/drawings/drawing\d+\.xml", name):
            anchored = "docPr" if name.startswith("word/") else "cNvPr"
            yield from ((name, item) for item in document.part(name).iter(f"{{*}}{anchored}"))


def is_decoration(properties: Element) -> bool:
    return any(str(mark.get("val")) in ("1", "true") for mark in properties.iter("{*}decorative"))


# Language and title


def language(document: Document) -> Iterator[str]:
    """The properties name the language; in Word the text does so too, Latin and Chinese letters apart."""
    said = [item.text for item in found(document.part("docProps/core.xml"), "//dc:language")]
    if said != [TAGS[document.language]]:
        yield f"properties: {said}"
    if "word/styles.xml" in document.package:
        tags = found(document.part("word/styles.xml"), "//w:docDefaults//w:lang")
        if [(tag.get(f"{W}val"), tag.get(f"{W}eastAsia")) for tag in tags] != [("en-GB", "zh-CN")]:
            yield "text"


def without_language(document: Document) -> Document | None:
    return _without("docProps/core.xml", "//dc:language", document)


def without_language_of_text(document: Document) -> Document | None:
    return _without("word/styles.xml", "//w:docDefaults//w:lang", document) if "word/styles.xml" in document.package else None


def title(document: Document) -> Iterator[str]:
    """The properties say the title of the document, which programs show in place of the file name."""
    said = [item.text for item in found(document.part("docProps/core.xml"), "//dc:title")]
    if said != [document.title]:
        yield f"{said}"


def without_title(document: Document) -> Document | None:
    return _without("docProps/core.xml", "//dc:title", document)


def _without(part: str, path: str, document: Document) -> Document | None:
    root = document.part(part)
    for item in found(root, path):
        holder(item).remove(item)
    return document.with_parts({part: root})


# Workbooks


def repeated_heads(document: Document) -> Iterator[str]:
    """A sheet whose head stays in sight on the screen repeats it on every printed page."""
    book = document.part("xl/workbook.xml")
    printed = {name.get("localSheetId") for name in found(book, "//s:definedName[@name='_xlnm.Print_Titles']")}
    for number, sheet in enumerate(found(book, "//s:sheet")):
        if found(document.part(f"xl/worksheets/sheet{number + 1}.xml"), "//s:pane[@ySplit]") and str(number) not in printed:
            yield str(sheet.get("name"))


def without_repeated_heads(document: Document) -> Document | None:
    return _without("xl/workbook.xml", "//s:definedName[@name='_xlnm.Print_Titles']", document)


Check = Callable[[Document], Iterator[str]]
Spoiler = Callable[[Document], Document | None]
WORD: tuple[tuple[Check, tuple[Spoiler, ...]], ...] = (
    (headings, (without_a_heading,)),
    (table_heads, (without_a_table_head,)),
    (named_places, (without_named_places,)),
    (alternative_texts, (without_alternative_texts, without_decoration_marks)),
    (language, (without_language, without_language_of_text)),
    (title, (without_title,)),
)
EXCEL: tuple[tuple[Check, tuple[Spoiler, ...]], ...] = (
    (repeated_heads, (without_repeated_heads,)),
    (alternative_texts, (without_alternative_texts,)),
    (language, (without_language,)),
    (title, (without_title,)),
)
