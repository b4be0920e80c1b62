"""XML of Word in few words: `node("w:jc", val="center")` is `<w:jc w:val="center"/>`."""

from __future__ import annotations

from collections.abc import Iterable

from lxml import etree

NAMESPACES = {
    "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
    "w14": "http://schemas.microsoft.com/office/word/2010/wordml",
    "wps": "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
    "wpg": "http://schemas.microsoft.com/office/word/2010/wordprocessingGroup",
    "adec": "http://schemas.microsoft.com/office/drawing/2017/decorative",
}
_XML_SPACE = "{http://www.w3.org/XML/1998/namespace}space"

Element = etree._Element  # lxml has no public name for the type of its elements


def node(tag: str, *children: Element | None, **attributes: object) -> Element:
    """Return the element `tag` (with prefix) holding `children`; None is skipped.

    Attributes of `w:` elements are put into the same namespace, as Word wants it; `r_id` becomes `r:id`.
    """
    prefix = tag.partition(":")[0]
    element = etree.Element(qualified(tag), nsmap=NAMESPACES)
    for name, value in attributes.items():
        element.set(_attribute(prefix, name), str(value))
    element.extend(child for child in children if child is not None)
    return element


def _attribute(prefix: str, name: str) -> str:
    if "_" in name:
        return qualified(name.replace("_", ":", 1))
    return qualified(f"w:{name}") if prefix == "w" else name


def qualified(name: str) -> str:
    """Return `prefix:name` in lxml's notation."""
    prefix, _, local = name.partition(":")
    return f"{{{NAMESPACES[prefix]}}}{local}"


def text(content: str, tag: str = "w:t") -> Element:
    """Return a text element; white space at its ends is kept."""
    element = node(tag)
    element.text = content
    if content != content.strip():
        element.set(_XML_SPACE, "preserve")
    return element


def run(content: str, style: str = "") -> Element:
    """Return a run of text in a character style, or in none."""
    return node("w:r", node("w:rPr", node("w:rStyle", val=style)) if style else None, text(content))


def field(code: str, result: Element, style: str = "") -> tuple[Element, ...]:
    """Return the runs of a field: `code` is what Word computes, `result` the run shown until it does."""
    properties = (node("w:rPr", node("w:rStyle", val=style)) if style else None for _ in range(4))
    begin, instruction, separate, end = properties
    return (
        node("w:r", begin, node("w:fldChar", fldCharType="begin")),
        node("w:r", instruction, text(f" {code} ", "w:instrText")),
        node("w:r", separate, node("w:fldChar", fldCharType="separate")),
        result,
        node("w:r", end, node("w:fldChar", fldCharType="end")),
    )


def paragraph(style: str, *children: Element | None, properties: Iterable[Element] = ()) -> Element:
    """Return a paragraph in a paragraph style. `properties` are further children of w:pPr, in the order of the schema."""
    return node("w:p", node("w:pPr", node("w:pStyle", val=style), *properties), *children)
