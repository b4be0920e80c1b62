"""One template with everything that people put into templates, and the values that fill it."""

from __future__ import annotations

import re

from docx.document import Document
from docx.shared import Pt, RGBColor

from docgen.formats.ooxml import open_package
from docgen.formats.word import names
from tests.formats.word.documents import elements, png, with_part, word
from tests.formats.word.test_fill_identities import with_notes
from tests.formats.word.test_fill_text import TEXT_BOX

PICTURES = {"logo.png": png(120, 40)}
VALUES: dict[str, object] = {
    "organisation": {
        "name": "上海云岭 & Partners <IT>",
        "short": "CR",
        "logo": "logo.png",
        "note": "First line\nsecond line\twith a tab\n\nA paragraph of its own\fA page of its own",
        "big": True,
        "tags": ("day", "night", "weekend"),
    },
    "services": (
        {"name": "Desk", "owner": "Li", "hours": ("8-12", "13-17"), "colour": "E3F1E6"},
        {"name": "Network", "owner": "Wu", "hours": ("0-24",), "colour": "FBEBDA"},
        {"name": "שלום 👩‍💻", "owner": "周启明", "hours": ("9-18",), "colour": "E9F0F3"},
    ),
    "nobody": (),
    "who": "Li",
}
COLUMNS = ["Service", "{%tc for tag in organisation.tags %}", "{{ tag }}", "{%tc endfor %}", "Sum"]


def template() -> bytes:
    """Return the template."""
    blocks = [
        "# Values and blocks of {{ organisation.short }}",
        "To {{ organisation.name }}: {% if organisation.big %}big{% else %}small{% endif %}, {% for tag in organisation.tags %}{{ tag }}{% if not loop.last %}, {% endif %}{% endfor %}.",
        "{{ organisation.name|bold }} beside {{ organisation.short|italic|colour('C00000') }}, {{ ‘curled’ }}, {% raw %}{{ raw }}{% endraw %}{# nothing #}.",
        "Note: {{ organisation.note|paragraphs }}",
        "{%p for s in services %}",
        "## {{ s.name }}",
        "{%p if s.owner == 'Li' %}",
        "Owned by Li.",
        "{%p else %}",
        "Owned by {{ s.owner }}.",
        "{%p endif %}",
        "{%p endfor %}",
        "# Tables",
        [["No.", "Service", "Owner"], ["{%tr for s in services %}", "", ""], ["{% cellbg s.colour %}{{ loop.index }}", "{{ s.name }}", "{{ s.owner }}"], ["{%tr endfor %}", "", ""]],
        "Rows within rows, merged:",
        [["{%tr for s in services %}", ""], ["{%tr for h in s.hours %}", ""], ["{% vm %}{{ s.name }}", "{{ h }}"], ["{%tr endfor %}", ""], ["{%tr endfor %}", ""]],
        "Columns:",
        [["Times", "{% colspan organisation.tags|length %}{{ organisation.short }}", "", "", ""], COLUMNS, ["{{ services[0].name }}", "{%tc for tag in organisation.tags %}", "{% hm %}all {{ organisation.tags|length }}", "{%tc endfor %}", "3"]],
        "A table without rows, which goes with its paragraph above only if that is its caption:",
        [["{%tr for s in nobody %}"], ["{{ s.name }}"], ["{%tr endfor %}"]],
        "# Pictures, shapes, notes",
        "Logo: {{r picture(organisation.logo, height_mm=8, alt='Logo') }} in the text.",
    ]  # fmt: skip
    whole = with_notes(word(*blocks, change=_dress))
    dressed = open_package(with_part(whole, "word/document.xml", _append))
    parts = {name: dressed.read(name).decode() for name in ("word/document.xml", "word/comments.xml")}
    # python-docx names styles for comments that its template does not have.
    return dressed.write({name: re.sub(r'<w:[pr]Style w:val="Comment\w+"/>', "", xml).encode() for name, xml in parts.items()})


def _dress(document: Document) -> None:
    section = document.sections[0]
    section.different_first_page_header_footer = True
    section.first_page_header.paragraphs[0].text = "First page of {{ organisation.name }}"
    section.header.paragraphs[0].text = "{{r picture(organisation.logo, height_mm=6) }} {{ organisation.short }}"
    section.footer.paragraphs[0].text = "{% if organisation.big %}{{ organisation.name }}{% endif %}"
    document.core_properties.title = "{{ organisation.name }}"
    paragraph = next(p for p in document.paragraphs if p.text.startswith("To "))
    paragraph.runs[0].font.size, paragraph.runs[0].font.color.rgb = Pt(12), RGBColor(0x12, 0x44, 0x57)
    document.add_comment(paragraph.runs[0], "Said by {{ who }}", author="A", initials="A")
    columns = next(table for table in document.tables if table.cell(0, 0).text == "Times")
    for cell in columns.rows[0].cells[2:4]:
        cell._tc.getparent().remove(cell._tc)


def _append(root: names.Element) -> None:
    body = root[0]
    inner = '<w:p><w:r><w:t xml:space="preserve">Box of {{ organi</w:t></w:r><w:r><w:t>sation.short }}</w:t></w:r></w:p>'
    more = (
        '<w:p><w:r><w:t xml:space="preserve">{%p for tag in organisation.tags %}</w:t></w:r></w:p>'
        '<w:p><w:bookmarkStart w:id="7" w:name="place"/><w:r><w:t xml:space="preserve">Noted {{ tag }}</w:t></w:r><w:bookmarkEnd w:id="7"/>'
        '<w:r><w:footnoteReference w:id="1"/></w:r></w:p>'
        '<w:sdt><w:sdtPr><w:alias w:val="Answer {{ tag }}"/><w:tag w:val="answer"/><w:id w:val="5"/></w:sdtPr><w:sdtContent><w:p><w:r><w:t>{{ tag }} in a control</w:t></w:r>'
        "</w:p></w:sdtContent></w:sdt>" + TEXT_BOX.replace("{inner}", inner) + "<w:p><w:r><w:t>{%p endfor %}</w:t></w:r></w:p>"
        '<w:p><w:hyperlink w:anchor="place"><w:r><w:t>Link to {{ organisation.short }}</w:t></w:r></w:hyperlink>'
        '<w:ins w:id="91" w:author="A" w:date="2026-01-01T00:00:00Z"><w:r><w:t xml:space="preserve"> inserted by {{ who }}</w:t></w:r></w:ins></w:p>'
    )
    for position, element in enumerate(elements(more), start=len(body) - 1):
        body.insert(position, element)
