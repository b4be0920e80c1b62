"""A document with most of what Word documents hold, and the edits that people make in them."""

from __future__ import annotations

import io
from collections.abc import Callable
from copy import deepcopy

from docx import Document as new_document
from docx.document import Document
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_BREAK, WD_COLOR_INDEX
from docx.shared import Mm, Pt, RGBColor

from docgen.formats.word import names
from tests.formats.word.documents import elements, opened, png, saved
from tests.formats.word.test_fill_identities import with_notes
from tests.formats.word.test_fill_text import TEXT_BOX

FIELDS = (
    "PAGE", "NUMPAGES", 'DOCPROPERTY "Title" \\* MERGEFORMAT', "DOCPROPERTY docgen.code", 'STYLEREF "Heading 1"', 'DATE \\@ "yyyy-MM-dd"',
    "REF place \\h", "PAGEREF place \\h", "SEQ Table \\* ARABIC", "TITLE", "SECTIONPAGES", "AUTHOR", "FILENAME", 'CREATEDATE \\@ "d MMM yyyy"',
    'HYPERLINK "https://example.org/a"', 'HYPERLINK \\l "place"', "= 2 + 3",
)  # fmt: skip
_TOC = (
    '<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> TOC \\o "1-3" \\h \\z \\u </w:instrText></w:r>'
    '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>Entry one</w:t></w:r></w:p><w:p><w:r><w:t>Entry two</w:t></w:r></w:p>'
    '<w:p><w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>'
)
_MORE = (
    '<w:p><w:bookmarkStart w:id="50" w:name="place"/><w:r><w:t>bookmarked</w:t></w:r><w:bookmarkEnd w:id="50"/></w:p>'
    '<w:p><w:fldSimple w:instr=" NUMPAGES "><w:r><w:t>3</w:t></w:r></w:fldSimple></w:p>'
    '<w:p><w:hyperlink w:anchor="place"><w:r><w:t>link inside</w:t></w:r></w:hyperlink></w:p>'
    "<w:p><w:r><w:t>non</w:t><w:noBreakHyphen/><w:t>break soft</w:t><w:softHyphen/><w:t>hyphen</w:t></w:r>"
    '<w:r><w:t xml:space="preserve"> sign </w:t></w:r><w:r><w:sym w:font="Wingdings" w:char="F0FE"/></w:r></w:p>'
    '<w:p><w:ins w:id="91" w:author="A" w:date="2026-01-01T00:00:00Z"><w:r><w:t>inserted</w:t></w:r></w:ins>'
    '<w:del w:id="92" w:author="A" w:date="2026-01-01T00:00:00Z"><w:r><w:delText>deleted</w:delText></w:r></w:del><w:r><w:t>kept</w:t></w:r></w:p>'
    '<w:sdt><w:sdtPr><w:id w:val="77"/></w:sdtPr><w:sdtContent><w:p><w:r><w:t>block control</w:t></w:r></w:p></w:sdtContent></w:sdt>'
    '<w:p><w:r><w:t>tick</w:t></w:r><w:sdt><w:sdtPr><w:id w:val="78"/><w14:checkbox><w14:checked w14:val="0"/></w14:checkbox></w:sdtPr>'
    "<w:sdtContent><w:r><w:t>☐</w:t></w:r></w:sdtContent></w:sdt></w:p>"
    '<w:p><w:r><w:t>date</w:t></w:r><w:sdt><w:sdtPr><w:id w:val="80"/><w:date><w:dateFormat w:val="yyyy-MM-dd"/></w:date></w:sdtPr>'
    "<w:sdtContent><w:r><w:t>2026-01-01</w:t></w:r></w:sdtContent></w:sdt></w:p>"
    '<w:p><w:r><w:t>note</w:t></w:r><w:r><w:footnoteReference w:id="1"/></w:r></w:p>'
)


def rich() -> bytes:
    """Return the document."""
    document = new_document()
    _head(document)
    _texts(document)
    _tables(document)
    document.add_picture(io.BytesIO(png(120, 61)), width=Mm(33.3))
    shape = TEXT_BOX.replace("{inner}", "<w:p><w:r><w:t>in a shape</w:t></w:r></w:p>").replace("{{ organisation.short }}", "x")
    _append(document, "".join(_field(code) for code in FIELDS) + _MORE + shape + _TOC)
    link = document.part.relate_to("https://example.org", "http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink", True)
    look = '<w:rPr><w:color w:val="0000FF"/><w:u w:val="single"/></w:rPr>'
    _append(document, f'<w:p><w:hyperlink r:id="{link}"><w:r>{look}<w:t>on the web</w:t></w:r></w:hyperlink></w:p>')
    wide = document.add_section(WD_SECTION.NEW_PAGE)
    wide.orientation, wide.page_width, wide.page_height = WD_ORIENT.LANDSCAPE, wide.page_height, wide.page_width
    document.add_heading("The last chapter", 1)
    document.add_paragraph("A sentence on a page across, long enough to be edited by hand.")
    document.add_comment(document.paragraphs[4].runs[0], "A comment\nof two lines", author="Li", initials="L")
    return with_notes(saved(document))


def _head(document: Document) -> None:
    section = document.sections[0]
    section.different_first_page_header_footer = True
    document.settings.odd_and_even_pages_header_footer = True
    for name in ("header", "first_page_header", "even_page_header", "footer", "first_page_footer", "even_page_footer"):
        getattr(section, name).paragraphs[0].text = name
    section.header.paragraphs[0].add_run().add_picture(io.BytesIO(png(50, 20)), height=Mm(7))
    properties = document.core_properties
    properties.title, properties.subject, properties.category = "Title 标题", "Subject", "Category"


def _texts(document: Document) -> None:
    document.add_heading("The title", 0)
    for level in (1, 2, 3):
        document.add_heading(f"Heading {level}", level)
    document.add_paragraph("服务台按影响与紧急程度登记事件，The service desk answers within 15 minutes.")
    paragraph = document.add_paragraph("plain ")
    for name in ("bold", "italic", "underline", "strike", "superscript", "small_caps", "hidden"):
        setattr(paragraph.add_run(f"{name} ").font, name, True)
    paragraph.add_run("red ").font.color.rgb = RGBColor(255, 0, 0)
    paragraph.add_run("yellow ").font.highlight_color = WD_COLOR_INDEX.YELLOW
    paragraph.add_run("big ").font.size = Pt(16)
    paragraph.add_run("strong", style="Strong")
    paragraph = document.add_paragraph()
    paragraph.add_run("a\tb\nc\u00a0d\u3000e\u2002f")
    paragraph.add_run().add_break(WD_BREAK.PAGE)
    paragraph.add_run("after the page break")
    for alignment in (WD_ALIGN_PARAGRAPH.CENTER, WD_ALIGN_PARAGRAPH.RIGHT, WD_ALIGN_PARAGRAPH.JUSTIFY):
        document.add_paragraph(f"aligned {alignment.name}").alignment = alignment
    for style in ("List Bullet", "List Bullet 2", "List Number", "Quote", "Caption", "List Paragraph"):
        document.add_paragraph(f"in style {style}", style=style)
    document.add_heading("A chapter of its own", 1)
    document.add_paragraph("", style="Normal")
    document.add_paragraph("  Spaces   fold,   but an edit of a word does not.  ")
    document.add_page_break()


def _tables(document: Document) -> None:
    for style in ("Table Grid", "Light Grid Accent 1", "Medium Shading 1 Accent 2", None):
        table = document.add_table(3, 3, style=style)
        for row, line in enumerate(table.rows):
            for column, cell in enumerate(line.cells):
                cell.text = f"{style} {row} {column}"
        document.add_paragraph("")
    table = document.tables[0]
    table.cell(1, 0).merge(table.cell(2, 0))
    table.cell(0, 1).merge(table.cell(0, 2))
    table.cell(1, 1).add_table(1, 2).cell(0, 0).text = "nested"


def _field(code: str) -> str:
    steps = [f'<w:r><w:fldChar w:fldCharType="{step}"/></w:r>' for step in ("begin", "separate", "end")]
    inner = f'<w:r><w:instrText xml:space="preserve"> {code} </w:instrText></w:r>'
    return f"<w:p><w:r><w:t>field</w:t></w:r>{steps[0]}{inner}{steps[1]}<w:r><w:t>result</w:t></w:r>{steps[2]}</w:p>"


def _append(document: Document, xml: str) -> None:
    body = document.element.body
    for element in elements(xml):
        body.insert(len(body) - 1, element)


def _plain(document: Document) -> object:
    return next(paragraph for paragraph in document.paragraphs if paragraph.text.startswith("服务台"))


def _word(document: Document) -> None:
    _plain(document).runs[0].text = _plain(document).runs[0].text.replace("15", "30")


def _insert(document: Document) -> None:
    _plain(document).insert_paragraph_before("Call Ms Li first.")


def _delete(document: Document) -> None:
    element = _plain(document)._p
    element.getparent().remove(element)


def _split(document: Document) -> None:
    paragraph = _plain(document)
    text = paragraph.text
    paragraph.insert_paragraph_before(text[:10])
    paragraph.runs[0].text = text[10:]


def _bold(document: Document) -> None:
    _plain(document).runs[0].bold = True


def _not_bold(document: Document) -> None:
    next(paragraph for paragraph in document.paragraphs if paragraph.text == "Heading 1").runs[0].bold = False


def _colour(document: Document) -> None:
    _plain(document).runs[0].font.color.rgb = RGBColor(200, 0, 0)


def _highlight(document: Document) -> None:
    _plain(document).runs[0].font.highlight_color = WD_COLOR_INDEX.YELLOW


def _style(document: Document) -> None:
    _plain(document).style = "Quote"


def _bullet(document: Document) -> None:
    _plain(document).style = "List Bullet"


def _centre(document: Document) -> None:
    _plain(document).alignment = WD_ALIGN_PARAGRAPH.CENTER


def _comment(document: Document) -> None:
    document.add_comment(_plain(document).runs[0], "please confirm", author="Wu", initials="W")


def _picture(document: Document) -> None:
    _plain(document).add_run().add_picture(io.BytesIO(png(30, 30, b"\1\2\3")))


def _logo(document: Document) -> None:
    part = document.sections[0].header.part
    blip = next(part.element.iter(names.qualified("a:blip")))
    part.related_parts[blip.get(names.qualified("r:embed"))]._blob = png(50, 20, b"\7\7\7")


def _cell(document: Document) -> None:
    document.tables[1].cell(1, 1).paragraphs[0].runs[0].text = "changed"


def _row(document: Document) -> None:
    document.tables[1].add_row().cells[0].text = "one more"


def _swap(document: Document) -> None:
    body = document.element.body
    headings = [paragraph._p for paragraph in document.paragraphs if paragraph.style.name == "Heading 1"]
    first, second = headings[0], headings[1]
    moved = list(body)[body.index(second) : body.index(second) + 3]
    for element in moved:
        first.addprevious(element)


def _footer(document: Document) -> None:
    document.sections[0].footer.paragraphs[0].runs[0].text = "another footer"


def _shape(document: Document) -> None:
    for text in document.element.body.iter(names.TEXT):
        if text.text == "in a shape":
            text.text = "in the shape"


def _tracked(document: Document) -> None:
    run = _plain(document).runs[0]._r
    insertion = elements('<w:ins w:id="99" w:author="Wu" w:date="2026-01-02T00:00:00Z"/>')[0]
    run.addprevious(insertion)
    copy = deepcopy(run)
    copy.find(names.TEXT).text = "Tracked."
    insertion.append(copy)


def _link(document: Document) -> None:
    part = document.part
    relation = next(relation for relation in part.rels.values() if relation.is_external)
    relation._target = "https://example.org/elsewhere"


def _line(document: Document) -> None:
    _plain(document).runs[0].text = _plain(document).runs[0].text.replace("，The", "，\nThe")


def _property(document: Document) -> None:
    document.core_properties.title = "Another title"


def _landscape(document: Document) -> None:
    section = document.sections[0]
    section.page_width, section.page_height = section.page_height, section.page_width


EDITS: dict[str, Callable[[Document], None]] = {
    "a word changed": _word, "a paragraph inserted": _insert, "a paragraph deleted": _delete, "a paragraph split": _split,
    "a run made bold": _bold, "a heading made light": _not_bold, "a run coloured": _colour, "a run highlighted": _highlight,
    "a style changed": _style, "a bullet": _bullet, "a paragraph centred": _centre, "a comment": _comment, "a picture": _picture,
    "the logo replaced": _logo, "a cell changed": _cell, "a row added": _row, "sections swapped": _swap, "a footer changed": _footer,
    "a shape's text changed": _shape, "a tracked insertion": _tracked, "a link turned": _link, "a line broken": _line,
    "the title property": _property, "a page turned": _landscape,
}  # fmt: skip


def edited(file: bytes, edit: str) -> bytes:
    """Return `file` after one of the edits."""
    document = opened(file)
    EDITS[edit](document)
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()
