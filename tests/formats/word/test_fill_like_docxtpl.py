"""docxtpl as an oracle: where both take a template, both make the same document of it."""

from __future__ import annotations

import io

import docxtpl
import pytest
from docx.document import Document

from tests.formats.word.documents import all_text, every, fill, opened, raw, word
from tests.formats.word.test_fill_blocks import ROWS

VALUES = {
    "organisation": {"name": "Cloudridge & Co", "short": "CR", "big": True, "tags": ("a", "b", "c")},
    "services": ({"name": "Desk", "owner": "Li"}, {"name": "Network", "owner": "Wu"}),
    "text": "one\ntwo\tthree",
}


def by_docxtpl(template: bytes, **values: object) -> bytes:
    document = docxtpl.DocxTemplate(io.BytesIO(template))
    document.render({**VALUES, **values}, autoescape=True)
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def header(document: Document) -> None:
    document.sections[0].header.paragraphs[0].text = "{{ organisation.short }} {% if organisation.big %}big{% endif %}"


TEMPLATES = {
    "values": word("To {{ organisation.name }} and {{organisation.short}}: {{ text }}."),
    "if in a paragraph": word("{% if organisation.big %}big{% else %}small{% endif %} {% if not organisation.big %}never{% endif %}end"),
    "for in a paragraph": word("{% for tag in organisation.tags %}{{ tag }}{% if not loop.last %}, {% endif %}{% endfor %}."),
    "paragraphs": word("{%p for s in services %}", "{{ s.name }}", "{%p if s.owner == 'Li' %}", "ours", "{%p endif %}", "{%p endfor %}", "end"),
    "rows": word("before", ROWS, "after"),
    "columns": word([["S", "{%tc for tag in organisation.tags %}", "{{ tag }}", "{%tc endfor %}"]]),
    "a block over paragraphs": word("One {% if organisation.big %}two", "three{% endif %} four"),
    "dashes": word("A {%- if 1 -%} B {%- endif %} C {%- for tag in organisation.tags %} {{ tag }} {%- endfor -%} . D"),
    "dashes over lines": word("Located\n{%- if organisation.big -%}\n in town\n{%- else -%}\n outside\n{%- endif -%}\n and I love it."),
    "escapes": word("{_{ x }_} {_% y %_}"),
    "curled quotes": word("{{ organisation[‘short’] }} {% if organisation.short == “CR” %}yes{% endif %}"),
    "set": word("{% set who = organisation.short %}Dear {{ who }}"),
    "comments": word("A{# comment #}B"),
    "filters": word("{{ organisation.tags|join('; ') }} {{ organisation.name|upper }} {{ organisation.tags|length }}"),
    "header": word("body", change=header),
    "split over runs": raw(
        "<w:p><w:r><w:rPr><w:b/></w:rPr><w:t>{{ organi</w:t></w:r><w:r><w:t>sation.sh</w:t></w:r><w:r><w:t>ort }} after</w:t></w:r></w:p>"
    ),
}


@pytest.mark.parametrize("name", TEMPLATES)
def test_both_make_the_same_document(name: str) -> None:
    template = TEMPLATES[name]
    ours, theirs = opened(fill(template, **VALUES)), opened(by_docxtpl(template))
    assert [paragraph.text for paragraph in ours.paragraphs] == [paragraph.text for paragraph in theirs.paragraphs]
    assert [[[cell.text for cell in row.cells] for row in table.rows] for table in ours.tables] == [
        [[cell.text for cell in row.cells] for row in table.rows] for table in theirs.tables
    ]
    assert ours.sections[0].header.paragraphs[0].text == theirs.sections[0].header.paragraphs[0].text


def test_what_docxtpl_loses_is_kept() -> None:
    bookmarks = raw(
        "<w:p><w:r><w:t>{%p for s in services %}</w:t></w:r></w:p>"
        '<w:p><w:bookmarkStart w:id="1" w:name="b"/><w:r><w:t>{{ s.name }}</w:t></w:r><w:bookmarkEnd w:id="1"/></w:p>'
        "<w:p><w:r><w:t>{%p endfor %}</w:t></w:r></w:p>"
    )
    assert len({node.values()[0] for node in every(fill(bookmarks, **VALUES), "w:bookmarkStart")}) == 2
    assert len({node.values()[0] for node in every(by_docxtpl(bookmarks), "w:bookmarkStart")}) == 1
    assert all_text(fill(bookmarks, **VALUES)) == all_text(by_docxtpl(bookmarks)) == "DeskNetwork"
