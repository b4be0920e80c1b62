"""What is wrong with a template, and where: every fault in one go, each with its place."""

import pytest
from docx.document import Document

from docgen.domain.context import template_function
from docgen.errors import DocumentError, TemplateError
from docgen.formats.word.engine import WordEngine
from docgen.messages import say
from tests.formats.word.documents import context, faults, raw, word
from tests.formats.word.test_fill_text import TEXT_BOX

ORG = {"name": "Cloudridge", "targets": {"response": "15 min"}}


def places(template: bytes, language: str = "en", **values: object) -> list[tuple[str, str]]:
    return [(place, found) for place, found, _ in faults(template, language, **values)]


def test_a_fault_is_placed_by_the_heading_above_it() -> None:
    template = word("# 4 Escalation", "First", "Second {{ organisation.nam }}")
    assert faults(template, organisation=ORG) == [
        ("paragraph under heading “4 Escalation”", "{{ organisation.nam }}", "The name 'nam' is unknown here.")
    ]


def test_a_fault_in_a_nested_table_names_each_table_row_and_cell() -> None:
    def change(document: Document) -> None:
        document.tables[1].cell(1, 0).add_table(2, 2).cell(1, 1).text = "{{ organisation.nam }}"

    template = word([["first"]], [["a", "b"], ["c", "d"]], change=change)
    assert places(template, organisation=ORG) == [("table 2, row 2, cell 1, table 1, row 2, cell 2", "{{ organisation.nam }}")]
    assert places(template, "zh", organisation=ORG) == [("表格2第2行第1格、表格1第2行第2格", "{{ organisation.nam }}")]


def test_faults_in_headers_footers_and_text_boxes_are_placed_there() -> None:
    def change(document: Document) -> None:
        section = document.sections[0]
        section.different_first_page_header_footer = True
        section.header.paragraphs[0].text = "{{ nobody }}"
        section.first_page_header.paragraphs[0].text = "{{ nobody2 }}"
        section.footer.add_table(1, 2, 100).cell(0, 1).text = "{{ nobody3 }}"

    template = word("x", change=change)
    assert sorted(places(template)) == [
        ("footer, table 1, row 1, cell 2", "{{ nobody3 }}"),
        ("header of the first page, paragraph 1", "{{ nobody2 }}"),
        ("header, paragraph 1", "{{ nobody }}"),
    ]
    box = raw(TEXT_BOX.replace("{inner}", "<w:p><w:r><w:t>{{ nobody }}</w:t></w:r></w:p>"))
    assert places(box, organisation={"short": "x"}) == [("text box 1", "{{ nobody }}")]


def test_faults_in_comments_footnotes_and_properties_are_placed_there() -> None:
    def change(document: Document) -> None:
        document.add_comment(document.paragraphs[0].runs[0], "{{ nobody }}", author="A", initials="A")
        document.core_properties.title = "{{ nobody }}"

    assert sorted(places(word("x", change=change))) == [
        ("comment, paragraph 1", "{{ nobody }}"), ("document properties, property title", "{{ nobody }}")
    ]  # fmt: skip


def test_all_unknown_names_are_reported_together_with_those_that_come_near() -> None:
    template = word("{{ organisatio.name }}", [["{{ organisation.name }}", "{% if servces %}x{% endif %}"]])
    with pytest.raises(TemplateError) as caught:
        WordEngine().fill(template, context(organisation=ORG, services=()))
    assert [(problem.found, problem.nearest) for problem in caught.value.problems] == [
        ("{{ organisatio.name }}", ("organisation",)), ("{% if servces %}", ("services",)),
    ]  # fmt: skip


def test_all_faults_that_only_values_show_are_reported_together() -> None:
    template = word(
        "{{ organisation.nam }}", "{{ organisation }}", "{{ organisation.none }}", "{% if organisation.targets.x %}y{% endif %}",
        "{% for a in organisation.b %}{{ a }}{% endfor %}", "{{ organisation.targets.response }}",
    )  # fmt: skip
    found = faults(template, organisation={**ORG, "none": None})
    assert [item[1] for item in found] == [
        "{{ organisation.nam }}", "{{ organisation }}", "{{ organisation.none }}", "{% if organisation.targets.x %}", "{% for a in organisation.b %}",
    ]  # fmt: skip
    assert found[2][2] == "The profile says nothing here, so there is nothing to print."


def test_all_tags_that_are_not_well_formed_are_reported_together() -> None:
    template = word("{{ organisation. }}", "{{ organisation.name|lod }}", "{% fro a in b %}", "{{ }}", "{% include 'x' %}")
    assert [(found, what) for _, found, what in faults(template, organisation=ORG)] == [
        ("{{ organisation. }}", "The tag is not well-formed: expected name or number"),
        ("{{ organisation.name|lod }}", "There is no filter 'lod'."),
        ("{% fro a in b %}", "There is no statement 'fro'."),
        ("{{ }}", "The tag is not well-formed: Expected an expression, got 'end of print statement'"),
        ("{% include 'x' %}", "'include' is not allowed in a document template."),
    ]


def test_an_unclosed_block_is_found_at_its_opening_tag() -> None:
    template = word("# One", "{%p if a %}", "text", "# Two", "{%p for b in c %}", "{%p endfor %}")
    assert faults(template, a=1, c=()) == [
        ("paragraph under heading “One”", "{%p if a %}", "The block is opened here and never closed."),
    ]


def test_crossed_blocks_are_found_at_the_inner_opening_tag() -> None:
    template = word("{%p for a in b %}", "{%p if a %}", "{%p endfor %}", "{%p endif %}")
    assert [found for _, found, _ in faults(template, b=())] == ["{%p if a %}"]


def test_a_tag_that_closes_nothing_is_found() -> None:
    assert [found for _, found, _ in faults(word("{%p endif %}", "{% else %}"))] == ["{%p endif %}", "{% else %}"]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("A ｛｛ organisation.name ｝｝ B", "｛｛ organisation.name ｝｝"),
        ("A {{ organisation.name ｝｝ B", "{{ organisation.name ｝｝"),
        ("A ｛％ if x ％｝ B", "｛％ if x ％｝"),
        ("A {｛ organisation.name }} B", "{｛ organisation.name }}"),
        ("{{ ｏｒｇ }}", "{{ ｏｒｇ }}"),
        ("{{ organisation．name }}", "{{ organisation．name }}"),
        ("{% if organisation.name ＝＝ 'a' %}x{% endif %}", "{% if organisation.name ＝＝ 'a' %}"),
    ],
)
def test_what_was_typed_with_a_chinese_keyboard_is_refused_with_its_place(text: str, found: str) -> None:
    assert places(word("# 范围", text), "zh", organisation=ORG)[0] == ("标题“范围”下的段落", found)


def test_full_width_signs_in_a_text_of_the_tag_are_fine() -> None:
    assert faults(word("{% if organisation.name == '（甲）' %}x{% endif %}"), organisation=ORG) == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("{{ organisation.name", "{{ organisation.name"),
        ("{{ a {{ organisation.name }}", "{{ a"),
        ("organisation.name }}", "organisation.name }}"),
        ("{ { organisation.name }}", "{ { organisation.name }}"),
        ("{% raw %} x", "{% raw %}"),
        ("{%p if 1 %} text beside", "{%p if 1 %}"),
        ("{%p if 1 %}{%p endif %}", "{%p endif %}"),
        ("{{p organisation.name }}", "{{p organisation.name }}"),
        ("{%tr if 1 %}", "{%tr if 1 %}"),
        ("{%- if 1 %}x{% endif %}", "{%- if 1 %}"),
        ("{% set x %}a{% endset %}", "{% set x %}"),
        ("{% filter upper %}a{% endfilter %}", "{% filter upper %}"),
    ],
)
def test_a_tag_that_cannot_stand_so_is_refused(text: str, found: str) -> None:
    assert places(word("# H", text), organisation=ORG)[0] == ("paragraph under heading “H”", found)


def test_a_row_tag_wants_a_row_of_its_own() -> None:
    assert places(word([["{%tr if 1 %}", "beside"], ["{%tr endif %}", ""]]))[0] == ("table 1, row 1, cell 1", "{%tr if 1 %}")
    assert places(word([["{%tr if 1 %}", "{%tr endif %}"]]))[0] == ("table 1, row 1, cell 2", "{%tr endif %}")


def test_a_block_that_would_leave_half_a_row_is_refused() -> None:
    assert places(word([["{% if 1 %}a", "b{% endif %}"]])) == [("table 1, row 1, cell 1", "{% if 1 %}")]
    assert places(word("{%p if 1 %}", "text {% endif %}")) == [("paragraph 1", "{%p if 1 %}")]


def test_a_tag_with_a_picture_or_page_break_in_it_is_refused() -> None:
    template = raw('<w:p><w:r><w:t>{{ org</w:t></w:r><w:r><w:br w:type="page"/></w:r><w:r><w:t>anisation }}</w:t></w:r></w:p>')
    assert [what for _, _, what in faults(template)] == ["A picture, a field, a footnote mark or a page break stands in the middle of the tag."]


FIELD = (
    '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>REF x{code}</w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>'
    '<w:r><w:t>{result}</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>'
)


def test_a_field_code_takes_no_tags_and_is_not_torn() -> None:
    code = raw("<w:p>" + FIELD.replace("{code}", " {{ organisation.name }}").replace("{result}", "x") + "</w:p>")
    assert places(code, organisation=ORG) == [("paragraph 1, element instrText", "REF x {{ organisation.name }}")]
    torn = raw("<w:p><w:r><w:t>{% if 1 %}</w:t></w:r>" + FIELD.replace("{code}", "").replace("{result}", "a{% endif %}b") + "</w:p>")
    assert places(torn) == [("paragraph 1", "{% if 1 %}")]


def test_a_tag_in_deleted_text_or_in_a_link_address_is_refused() -> None:
    deleted = raw('<w:p><w:del w:id="1" w:author="A"><w:r><w:delText>{{ organisation.name }}</w:delText></w:r></w:del></w:p>')
    assert places(deleted, organisation=ORG) == [("paragraph 1, element delText", "{{ organisation.name }}")]

    def change(document: Document) -> None:
        document.part.relate_to("https://x.example/{{ name }}", "http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink", True)

    assert places(word("x", change=change)) == [("document text", "https://x.example/{{ name }}")]


def test_a_paragraph_with_a_section_break_cannot_be_removed() -> None:
    template = raw("<w:p><w:pPr><w:sectPr/></w:pPr><w:r><w:t>{%p if 1 %}</w:t></w:r></w:p><w:p><w:r><w:t>{%p endif %}</w:t></w:r></w:p>")
    assert places(template)[0] == ("paragraph 1", "{%p if 1 %}")


def test_a_template_that_runs_away_is_stopped_at_its_tag() -> None:
    rows = tuple(range(1000))
    template = word("{% for a in rows %}{% for b in rows %}{{ b }}{% endfor %}{% endfor %}")
    assert [found for _, found, _ in faults(template, rows=rows)] == ["{% for b in rows %}"]


def test_a_value_that_a_function_refuses_is_found_at_its_tag() -> None:
    @template_function
    def role(name: str) -> str:
        raise KeyError(name)

    engine_context = context(organisation=ORG)
    engine_context.functions["role"] = role
    with pytest.raises(TemplateError) as caught:
        WordEngine().fill(word("{{ role('nobody') }}"), engine_context)
    assert caught.value.problems[0].found == "{{ role('nobody') }}"


def test_a_file_that_is_no_word_document_is_refused_in_words() -> None:
    for file in (b"", b"PK", b"plain text"):
        with pytest.raises(DocumentError) as caught:
            WordEngine().fill(file, context())
        assert "no sound Word or Excel file" in say(caught.value.problems[0].what, "en")


def test_both_copies_of_a_shape_report_a_fault_once() -> None:
    box = raw(TEXT_BOX.replace("{inner}", "<w:p><w:r><w:t>{{ organisation. }}</w:t></w:r></w:p>"))
    assert [found for _, found, _ in faults(box, organisation={"short": "x"})] == ["{{ organisation. }}"]


def test_a_template_with_faults_in_two_parts_reports_both() -> None:
    def change(document: Document) -> None:
        document.sections[0].footer.paragraphs[0].text = "{% if x %}"

    assert [found for _, found, _ in faults(word("{{ a", change=change))] == ["{{ a", "{% if x %}"]
