"""Makers for the tests of this room: sources, what they compile to, and a client small enough to see through."""

from __future__ import annotations

import io
import zipfile
from datetime import date

from lxml import etree

from docgen.authoring.blocks import Block
from docgen.authoring.compile_word import compile_word
from docgen.authoring.markdown import read_text
from docgen.authoring.source import Faults
from docgen.domain.context import Context, template_function
from docgen.domain.text import Text
from docgen.errors import Problem, TemplateError
from docgen.formats.word.elements import NAMESPACES, qualified
from docgen.formats.word.engine import WordEngine

FRONT = "---\nkind: procedure\n---\n"
FORM = "---\nkind: form\n---\n"
FRONT_LINES = 3
Element = etree._Element


def blocks(text: str, language: str = "en", front: str = FRONT) -> tuple[Block, ...]:
    """Return the blocks of a source without front matter; it must have no faults."""
    faults = Faults("x.md")
    read = read_text(front + text, language, faults)
    faults.raise_any()
    return read.blocks


def problems(text: str, name: str = "x.en.md", front: str = FRONT) -> tuple[Problem, ...]:
    """Return what compiling a source finds wrong."""
    try:
        compile_word(front + text, name)
    except TemplateError as error:
        return tuple(error.problems)
    return ()


def template(text: str, language: str = "en", front: str = FRONT) -> bytes:
    """Return the compiled template of a source."""
    return compile_word(front + text, f"x.{language}.md")


def part(file: bytes, name: str = "word/document.xml") -> Element:
    """Return the root of a part of a .docx."""
    return etree.fromstring(zipfile.ZipFile(io.BytesIO(file)).read(name))


def found(root: Element, path: str) -> list[Element]:
    """Return the elements at an XPath with Word's prefixes."""
    return root.xpath(path, namespaces=NAMESPACES)  # type: ignore[return-value]


def words(element: Element) -> str:
    """Return the text of an element: tabs as tabs, field codes left out."""
    pieces = []
    for node in element.iter(qualified("w:t"), qualified("w:tab"), qualified("w:br")):
        if node.getparent().tag != qualified("w:tabs"):  # type: ignore[union-attr]
            pieces.append(node.text or "" if node.tag == qualified("w:t") else "\t" if node.tag == qualified("w:tab") else "\n")
    return "".join(pieces)


def paragraphs(file: bytes, style: str = "") -> list[str]:
    """Return the texts of the body's paragraphs, of one style or all."""
    condition = f"[w:pPr/w:pStyle[@w:val='{style}']]" if style else ""
    return [words(paragraph) for paragraph in found(part(file), f"//w:body//w:p{condition}")]


def rows(file: bytes, table: int) -> list[list[str]]:
    """Return the texts of a table, counted from 0 over the whole document; negative counts from the end."""
    return [[words(cell) for cell in found(row, "w:tc")] for row in found(found(part(file), "//w:body/w:tbl")[table], "w:tr")]


def filled(file: bytes, language: str = "en", **names: object) -> bytes:
    """Return the template filled for an invented client; `names` are further names for its tags."""
    role = {"title": Text("事件经理", "Incident manager"), "person": Text("周明", "Zhou Ming"), "department": Text("服务部", "Service")}
    document = {
        "code": "AB-P-01", "title": Text("事件管理程序", "Incident Management Procedure"), "title_en": "Incident Management Procedure",
        "system_name": Text("服务管理体系", "Service Management System"), "level_name": Text("二级文件", "Procedure"), "revision": "A/0",
        "status": Text("草稿", "Draft"), "classification": Text("内部公开", "Internal"), "owner": role, "prepared_by": role,
        "reviewed_by": role, "approved_by": role, "issued_on": date(2026, 3, 1), "undated": False, "effective_on": date(2026, 3, 9),
        "history": ({"revision": "A/0", "date": date(2026, 3, 1), "summary": Text("首次发布", "First issue"), "author": None, "approver": None},),
        "keeper": role, "retention": Text("3 年", "3 years"), "parent": {"code": "AB-P-15"},
        "readers": ({"name": Text("服务部", "Service"), "person": None, "outside": False},),
        "clauses": ({"standard": "ISO/IEC 20000-1:2018", "number": "8.6.1", "title": Text("事件管理", "Incident management")},),
    }  # fmt: skip
    standing = {
        "organisation": {"name": Text("甲公司", "Company A"), "short_name": None, "logo": None},
        "document": document,
        "departments": ({"name": Text("服务部", "Service"), "head": None},),
        "document_control": {"paper_copies": (), "countersign": ()},
        "suppliers": (),
        "tools": {"documents": None},
    }
    functions = {"role": template_function(lambda identity: role)}
    return WordEngine().fill(file, Context(language=language, names={**standing, **names}, functions=functions)).file
