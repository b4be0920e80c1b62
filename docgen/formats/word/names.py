"""The names of Word's XML that this room speaks of, in lxml's notation.

Source: ECMA-376 part 1 (WordprocessingML), part 3 (markup compatibility); [MS-DOCX] for w14; [MS-ODRAWXML] for wps, wpg, asvg.
"""

from __future__ import annotations

import re

from lxml import etree

Element = etree._Element  # lxml has no public name for the type of its elements

NAMESPACES = {
    "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
    "asvg": "http://schemas.microsoft.com/office/drawing/2016/SVG/main",
    "pic": "http://schemas.openxmlformats.org/drawingml/2006/picture",
    "wps": "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
    "wpg": "http://schemas.microsoft.com/office/word/2010/wordprocessingGroup",
    "w14": "http://schemas.microsoft.com/office/word/2010/wordml",
    "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
    "m": "http://schemas.openxmlformats.org/officeDocument/2006/math",
    "v": "urn:schemas-microsoft-com:vml",
    "ct": "http://schemas.openxmlformats.org/package/2006/content-types",
    "rel": "http://schemas.openxmlformats.org/package/2006/relationships",
}

_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_NOT_PLAIN = re.compile("[^ !#-%'-;=?-~\u00a0-\u2027\u202a-\ud7ff\ue000-\ufffd]")
_LINE_END = re.compile("\r\n?|[\v\x85\u2028\u2029]")


def qualified(name: str) -> str:
    """Return `prefix:name` in lxml's notation, {namespace}name."""
    prefix, _, local = name.partition(":")
    return f"{{{NAMESPACES[prefix]}}}{local}"


def child(element: Element | None, *path: str) -> Element | None:
    """Return the child of `element` with the first name of `path`, the child of that with the second …, None without one."""
    for name in path:
        for found in element if element is not None else ():
            if found.tag == name:
                element = found
                break
        else:
            return None
    return element


def xml_text(text: str) -> str:
    """Return a value as XML text, for an element or an attribute: escaped, what XML cannot say left out, line breaks alike."""
    if not _NOT_PLAIN.search(text):
        return text
    text = _NOT_XML.sub("", _LINE_END.sub("\n", text))
    text = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")
    return text.replace("\n", "&#10;").replace("\t", "&#9;")


def number(text: object) -> int:
    """Return an attribute's number, 0 where there is none or it is none."""
    digits = str(text)
    return int(digits) if digits.lstrip("-").isdecimal() else 0


VAL = qualified("w:val")
ID = qualified("w:id")
NAME = qualified("w:name")  # attribute and element alike
NAME_ELEMENT = NAME
SPACE = "{http://www.w3.org/XML/1998/namespace}space"

PARAGRAPH = qualified("w:p")
PARAGRAPH_PROPERTIES = qualified("w:pPr")
PARAGRAPH_STYLE = qualified("w:pStyle")
PAGE_BREAK_BEFORE = qualified("w:pageBreakBefore")
RUN = qualified("w:r")
RUN_PROPERTIES = qualified("w:rPr")
TEXT = qualified("w:t")
TAB = qualified("w:tab")
BREAK = qualified("w:br")
RETURN = qualified("w:cr")
NO_BREAK_HYPHEN = qualified("w:noBreakHyphen")
DELETED_TEXT = qualified("w:delText")
TABLE = qualified("w:tbl")
ROW = qualified("w:tr")
CELL = qualified("w:tc")
ROW_PROPERTIES = qualified("w:trPr")
CELL_PROPERTIES = qualified("w:tcPr")
TABLE_PROPERTIES = qualified("w:tblPr")
SHADING = qualified("w:shd")
SPAN = qualified("w:gridSpan")
SECTION = qualified("w:sectPr")
CONTROL = qualified("w:sdt")
CONTROL_PROPERTIES = qualified("w:sdtPr")
TITLE = qualified("w:alias")
CONTROL_TAG = qualified("w:tag")
LIST_ENTRY = qualified("w:listItem")
DISPLAYED = qualified("w:displayText")
VALUE = qualified("w:value")
CONTROL_CONTENT = qualified("w:sdtContent")
TEXT_BOX = qualified("w:txbxContent")
FIELD_CHARACTER = qualified("w:fldChar")
FIELD_CODE = qualified("w:instrText")
SIMPLE_FIELD = qualified("w:fldSimple")
HYPERLINK = qualified("w:hyperlink")
INSERTED = qualified("w:ins")
DELETED = qualified("w:del")
MOVED_HERE = qualified("w:moveTo")
MOVED_AWAY = qualified("w:moveFrom")
BOOKMARK_START = qualified("w:bookmarkStart")
BOOKMARK_END = qualified("w:bookmarkEnd")
COMMENT_MARK = qualified("w:commentReference")
DRAWING_PROPERTIES = qualified("wp:docPr")
ALTERNATIVES = qualified("mc:AlternateContent")
CHOICE = qualified("mc:Choice")
FALLBACK = qualified("mc:Fallback")

# Roots of stories beside the document's own: no comment can stand in them.
SIDE_STORIES = frozenset(map(qualified, ("w:hdr", "w:ftr", "w:footnote", "w:endnote", "w:txbxContent")))
# Elements that a paragraph's running text passes through.
TRANSPARENT = frozenset(
    map(
        qualified,
        ("w:hyperlink", "w:ins", "w:moveTo", "w:sdt", "w:sdtContent", "w:smartTag", "w:customXml", "w:fldSimple", "w:dir", "w:bdo"),
    )
)
# Elements of a run or paragraph without any width: Word puts them in the middle of a tag.
NOISE = frozenset(
    map(
        qualified,
        (
            "w:pPr", "w:rPr", "w:sdtPr", "w:sdtEndPr", "w:smartTagPr", "w:customXmlPr", "w:proofErr", "w:lastRenderedPageBreak",
            "w:softHyphen", "w:bookmarkStart", "w:bookmarkEnd", "w:commentRangeStart", "w:commentRangeEnd", "w:permStart", "w:permEnd",
            "w:annotationRef",
            "w:moveFromRangeStart", "w:moveFromRangeEnd", "w:moveToRangeStart", "w:moveToRangeEnd",
        ),
    )
)  # fmt: skip
