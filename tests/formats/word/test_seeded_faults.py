"""Sixty faults that people make in templates: each is told with its place, the tag as written, and what is wrong.

Nothing of a client is known here: `docgen templates check` finds them all beforehand.
"""

from __future__ import annotations

from collections.abc import Callable

import pytest
from docx.document import Document

from docgen.messages import say
from tests.formats.word.documents import ENGINE, raw, word
from tests.formats.word.test_fill_text import TEXT_BOX

Place = Callable[[str], bytes]


def paragraph(text: str) -> bytes:
    return word("# Contacts", "A sentence.", text)


def table(text: str) -> bytes:
    return word([["a", "b"]], [["Name", "Number"], ["c", text]])


def nested(text: str) -> bytes:
    def change(document: Document) -> None:
        document.tables[0].cell(1, 1).add_table(2, 2).cell(1, 0).text = text

    return word([["a", "b"], ["c", ""]], change=change)


def header(text: str) -> bytes:
    return word("x", change=lambda document: setattr(document.sections[0].header.paragraphs[0], "text", text))


def footer(text: str) -> bytes:
    return word("x", change=lambda document: setattr(document.sections[0].footer.add_table(1, 2, 100).cell(0, 1), "text", text))


def box(text: str) -> bytes:
    return raw(TEXT_BOX.replace("{{ organisation.short }}", "x").replace("{inner}", f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>"))


def comment(text: str) -> bytes:
    return word("x", change=lambda document: document.add_comment(document.paragraphs[0].runs[0], text, author="A", initials="A"))


def title(text: str) -> bytes:
    return word("x", change=lambda document: setattr(document.core_properties, "title", text))


def split(text: str) -> bytes:
    """Return the text as Word writes it when a person has typed in the middle: over several runs."""
    runs = "".join(f'<w:r><w:t xml:space="preserve">{letter}</w:t></w:r>' for letter in text)
    return raw(f"<w:p>{runs}</w:p>")


def control(text: str) -> bytes:
    inside = f"<w:sdtContent><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:sdtContent>"
    return raw(f"<w:p><w:r><w:t>x</w:t></w:r></w:p><w:sdt><w:sdtPr/>{inside}</w:sdt>")


SPOTS = {
    paragraph: "paragraph under heading “Contacts”",
    table: "table 2, row 2, cell 2",
    nested: "table 1, row 2, cell 2, table 1, row 2, cell 1",
    header: "header, paragraph 1",
    footer: "footer, table 1, row 1, cell 2",
    box: "text box 1",
    comment: "comment, paragraph 1",
    title: "document properties, property title",
    split: "paragraph 1",
    control: "paragraph 2",
}

# The place, the text as it stands there, the tag that is told (the whole text where it is the tag), the fault.
SEEDS: tuple[tuple[Place, str, str, str], ...] = (
    (paragraph, "{{ organisation.name", "{{ organisation.name", "word.not-closed"),
    (table, "{{ organisation.name }", "{{ organisation.name }", "word.not-closed"),
    (header, "{% if organisation.logo", "{% if organisation.logo", "word.not-closed"),
    (split, "{{ organisation.name %}", "{{ organisation.name %}", "word.not-closed"),
    (footer, "organisation.name }}", "organisation.name }}", "word.closing-alone"),
    (paragraph, "{{ organisation.name }} and document.code }}", "ion.name }} and document.code }}", "word.closing-alone"),
    (nested, "{ { organisation.name }}", "{ { organisation.name }}", "word.closing-alone"),
    (paragraph, "｛｛ organisation.name ｝｝", "", "word.full-width-braces"),
    (table, "{｛ organisation.name }}", "", "word.full-width-braces"),
    (header, "｛％ if suppliers ％｝x", "｛％ if suppliers ％｝", "word.full-width-braces"),
    (box, "{{ ｏrganisation.name }}", "", "word.full-width-in-tag"),
    (control, "{{ organisation．name }}", "", "word.full-width-in-tag"),
    (paragraph, "{{ }}", "", "tags.not-well-formed"),
    (table, "{{ organisation. }}", "", "tags.not-well-formed"),
    (footer, "{{ organisation name }}", "", "tags.not-well-formed"),
    (title, "{{ organisation.name| }}", "", "tags.not-well-formed"),
    (split, "{{ role('incident-manager' }}", "", "tags.not-well-formed"),
    (nested, "{% if %}x{% endif %}", "{% if %}", "tags.not-well-formed"),
    (paragraph, "{% for service services %}x{% endfor %}", "{% for service services %}", "tags.not-well-formed"),
    (comment, "{% set title document.title %}", "", "tags.not-well-formed"),
    (paragraph, "{% fro s in services %}x{% endfor %}", "{% fro s in services %}", "tags.unknown-statement"),
    (table, "{% iff suppliers %}x{% endif %}", "{% iff suppliers %}", "tags.unknown-statement"),
    (header, "{{ organisation.name|uper }}", "", "tags.unknown-filter"),
    (table, "{{ services|map(attribute='name')|joined }}", "", "tags.unknown-filter"),
    (footer, "{% if suppliers is definde %}x{% endif %}", "{% if suppliers is definde %}", "tags.unknown-test"),
    (paragraph, "{% include 'other.docx' %}", "", "tags.refused"),
    (table, "{% import 'other' as other %}", "", "tags.refused"),
    (box, "{% macro x() %}", "", "tags.refused"),
    (paragraph, "{% if suppliers %}x", "{% if suppliers %}", "word.block-not-closed"),
    (table, "{% for s in services %}{{ s.name }}", "{% for s in services %}", "word.block-not-closed"),
    (header, "x{% endif %}", "{% endif %}", "word.opens-nothing"),
    (nested, "{% else %}", "{% else %}", "word.opens-nothing"),
    (paragraph, "{% if suppliers %}{% for s in services %}{% endif %}{% endfor %}", "{% for s in services %}", "word.crossed"),
    (paragraph, "{%p if suppliers %} text beside", "{%p if suppliers %}", "word.text-beside"),
    (table, "{%tr if suppliers %} text beside", "{%tr if suppliers %}", "word.text-beside"),
    (paragraph, "{%tr for s in services %}", "", "word.not-in-table"),
    (paragraph, "{%tc for s in services %}", "", "word.not-in-table"),
    (paragraph, "{% raw %} x", "{% raw %}", "word.raw-not-closed"),
    (split, "{% set x %}text{% endset %}", "{% set x %}", "word.text-block"),
    (paragraph, "{% filter upper %}a{% endfilter %}", "{% filter upper %}", "word.text-block"),
    (header, "{%- if suppliers %}x{% endif %}", "{%- if suppliers %}", "word.joins-paragraphs"),
    (paragraph, "{{ organization.name }}", "", "tags.unknown-name"),
    (table, "{{ client.name }}", "", "tags.unknown-name"),
    (footer, "{{ documnt.code }}", "", "tags.unknown-name"),
    (title, "{{ titel }}", "", "tags.unknown-name"),
    (nested, "{% for s in service %}x{% endfor %}", "{% for s in service %}", "tags.unknown-name"),
    (box, "{{ rolle('incident-manager') }}", "", "tags.unknown-name"),
    (comment, "{% if has_suppliers %}x{% endif %}", "{% if has_suppliers %}", "tags.unknown-name"),
    (control, "{{ organisation.fullname }}", "", "tags.unknown-name"),
    (paragraph, "{{ document.version }}", "", "tags.unknown-name"),
    (table, "{% for s in services %}{{ s.owner_name }}{% endfor %}", "{{ s.owner_name }}", "tags.unknown-name"),
    (header, "{{ document.owner.name }}", "", "tags.unknown-name"),
    (split, "{{ role('incident-manager').holder }}", "", "tags.unknown-name"),
    (nested, "{% for s in suppliers %}{{ s.targets.P1.respond }}{% endfor %}", "{{ s.targets.P1.respond }}", "tags.unknown-name"),
    (paragraph, "{% if facts.has_supplier %}x{% endif %}", "{% if facts.has_supplier %}", "tags.unknown-name"),
    (table, "{{ services|map(attribute='title')|join(', ') }}", "", "tags.unknown-name"),
    (footer, "{{ services.name }}", "", "tags.field-of-list"),
    (paragraph, "{{ sites }}", "", "tags.prints-record"),
    (table, "{{ organisation }}", "", "tags.prints-record"),
    (paragraph, "{{ applies('change-management') }}", "", "tags.prints-yes-no"),
)  # fmt: skip


@pytest.mark.parametrize(("place", "text", "tag", "fault"), SEEDS, ids=[f"{seed[0].__name__}: {seed[1]}" for seed in SEEDS])
def test_a_fault_is_told_with_its_place_and_its_tag(place: Place, text: str, tag: str, fault: str) -> None:
    told = [(say(problem.where.spot, "en"), problem.found, problem.what.key) for problem in ENGINE.template_faults(place(text)) if problem.where.spot]
    assert (SPOTS[place], tag or text, fault) in told


def test_there_are_sixty() -> None:
    assert len({(place, text) for place, text, _, _ in SEEDS}) == 60
