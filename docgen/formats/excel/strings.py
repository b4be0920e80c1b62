"""The shared strings of a workbook: the template's texts, and the table a filled workbook gets.

The template's strings keep their numbers, so that unchanged sheets can be copied as they are; those with tags are emptied, and
what the tags print is appended. Source: ECMA-376 part 1, 18.4 (shared string table), 22.9.2.19 (ST_Xstring).
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from lxml import etree

from docgen.formats.excel.parts import MAIN, child, local
from docgen.formats.excel.tags import Part, has_tags, split_over
from docgen.formats.ooxml import parse

PART = "xl/sharedStrings.xml"
PART_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"
_EMPTY = f'<sst xmlns="{MAIN}"/>'.encode()
_ESCAPED = re.compile(r"_x(0009|000[AaDd]|005[Ff])_")


@dataclass(frozen=True, slots=True)
class Run:
    """A run of text with its formatting (an rPr element as XML, or nothing) and its pieces, tags kept whole."""

    properties: str
    parts: tuple[Part, ...]


def text_of(item: etree._Element) -> str:
    """Return what a string item, inline string or comment text says, phonetic hints left out."""
    return "".join(element.text or "" for element in text_elements(item))


def text_elements(item: etree._Element) -> list[etree._Element]:
    """Return the `t` elements of a string item in order, those of phonetic hints left out."""
    found = []
    for element in item:
        if local(element) == "t":
            found.append(element)
        elif local(element) == "r":
            found += [part for part in element if local(part) == "t"]
    return found


def unescaped(text: str) -> str:
    """Return `text` with those escapes of Office read that occur: of line ends, and of the escape itself."""
    return _ESCAPED.sub(lambda match: chr(int(match[1], 16)), text) if "_x" in text else text


def runs_of(item: etree._Element) -> tuple[Run, ...]:
    """Return the runs of a string item. A tag that lies in several runs belongs to the one it begins in."""
    texts = text_elements(item)
    parts = split_over([element.text or "" for element in texts])
    return tuple(Run(_properties(element), tuple(own)) for element, own in zip(texts, parts, strict=True) if own)


class StringTable:
    """The shared strings of one filled workbook under construction."""

    def __init__(self, head: str, tail: str, prefix: str, count: int) -> None:
        self._head, self._tail, self._prefix = head, tail, prefix
        self._count = count
        self._numbers: dict[str, int] = {}
        self._texts: dict[str, int] = {}

    def text(self, xml: str) -> int:
        """Return the number of a string given as XML text."""
        number = self._texts.get(xml)
        if number is None:
            number = self._texts[xml] = self._item(f'<t xml:space="preserve">{xml}</t>')
        return number

    def rich(self, runs: Iterable[tuple[str, str]]) -> int:
        """Return the number of a string given as runs: formatting, and XML text."""
        return self._item("".join(f'<r>{properties}<t xml:space="preserve">{text}</t></r>' for properties, text in runs))

    def part(self) -> bytes:
        """Return the part."""
        items = "".join(f"<si>{content}</si>" for content in self._numbers)
        if self._prefix:  # what begins with < is an element: in text it is escaped
            items = re.sub("<(/?)", rf"<\1{self._prefix}", items)
        return (self._head + items + self._tail).encode()

    def _item(self, content: str) -> int:
        number = self._numbers.get(content)
        if number is None:
            number = self._numbers[content] = self._count + len(self._numbers)
        return number


class SharedStrings:
    """The shared strings of a template. `items` are its string items by number; `tagged` the numbers of those with tags."""

    def __init__(self, root: etree._Element | None) -> None:
        root = parse(_EMPTY, PART) if root is None else root
        self.items = [item for item in root if local(item) == "si"]
        self.tagged = frozenset(number for number, item in enumerate(self.items) if has_tags(text_of(item)))
        self._prefix = f"{root.prefix}:" if root.prefix else ""
        self._head, self._tail = self._around(root)

    def table(self) -> StringTable:
        """Return the table that a filled workbook starts with."""
        return StringTable(self._head, self._tail, self._prefix, len(self.items))

    def _around(self, root: etree._Element) -> tuple[str, str]:
        """Return the part up to the last string item, strings with tags emptied, and what comes after."""
        copy = etree.fromstring(etree.tostring(root))
        for number, item in enumerate([item for item in copy if local(item) == "si"]):
            if number in self.tagged:
                item[:] = []
                etree.SubElement(item, f"{{{etree.QName(item).namespace}}}t")
        for name in ("count", "uniqueCount"):  # optional, and no longer true
            copy.attrib.pop(name, "")
        copy.append(etree.Comment("end"))
        head, _, tail = etree.tostring(copy, xml_declaration=True, encoding="UTF-8", standalone=True).decode().partition("<!--end-->")
        return head, tail


def _properties(element: etree._Element) -> str:
    """Return the formatting of the run that holds a `t` element, as XML without namespace declarations and prefix."""
    run = element.getparent()
    properties = child(run, "rPr") if run is not None and local(run) == "r" else None
    if properties is None:
        return ""
    return re.sub(rf"<(/?){properties.prefix}:", r"<\1", fragment(properties)) if properties.prefix else fragment(properties)


def fragment(element: etree._Element) -> str:
    """Return an element as XML to stand inside its part: without the namespaces that the root declares."""
    xml = etree.tostring(element, with_tail=False).decode()
    start, end, rest = xml.partition(">")
    root = element.getroottree().getroot()
    for prefix, uri in root.nsmap.items():
        start = start.replace(f' xmlns{":" + prefix if prefix else ""}="{uri}"', "")
    return start + end + rest
