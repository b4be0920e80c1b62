"""Values in running text: where tags may stand, and how the values look."""

from pathlib import Path

import pytest
from docx.document import Document

from tests.formats.word.documents import all_text, every, fill, opened, paragraphs, raw, valid, with_part, word, xml_of

ORG = {"name": "Cloudridge & Co <UK>", "short": "CR", "big": True, "tags": ("a", "b", "c")}


def test_a_value_stands_in_place_of_its_tag() -> None:
    assert paragraphs(fill(word("To {{ organisation.name }}, with care."), organisation=ORG)) == ["To Cloudridge & Co <UK>, with care."]


def test_a_tag_that_word_has_split_over_runs_is_one_tag(tmp_path: Path) -> None:
    template = raw(
        '<w:p><w:r w:rsidR="00A10001"><w:rPr><w:b/></w:rPr><w:t xml:space="preserve">To {</w:t></w:r><w:proofErr w:type="spellStart"/>'
        '<w:bookmarkStart w:id="7" w:name="x"/><w:r w:rsidR="00A10002"><w:rPr><w:i/></w:rPr><w:t>{ organi</w:t></w:r><w:bookmarkEnd w:id="7"/>'
        '<w:proofErr w:type="spellEnd"/><w:r><w:lastRenderedPageBreak/><w:t>sation.</w:t></w:r><w:r><w:t>short }</w:t></w:r>'
        "<w:r><w:t>} and on</w:t></w:r></w:p>"
    )
    filled = fill(template, organisation=ORG)
    assert paragraphs(filled) == ["To CR and on"]
    assert valid(filled, tmp_path)


def test_a_value_takes_the_formatting_of_the_tags_first_run() -> None:
    def change(document: Document) -> None:
        paragraph = document.add_paragraph("To ")
        paragraph.add_run("{{ organi").bold = True
        paragraph.add_run("sation.short }}").italic = True
        paragraph.add_run(" after")

    runs = opened(fill(word(change=change), organisation=ORG)).paragraphs[0].runs
    assert [(run.text, run.bold, run.italic) for run in runs] == [("To ", None, None), ("CR", True, None), (" after", None, None)]


def test_quotes_that_word_has_curled_are_straight_for_the_tag() -> None:
    template = word("{{ organisation[“short”] }} {% if organisation.short == ‘CR’ %}yes{% endif %} {{ “it’s” }} {{ '“全角”' }}")
    assert paragraphs(fill(template, organisation=ORG)) == ["CR yes it’s “全角”"]


def test_signs_of_xml_in_a_tag_and_in_a_value_are_just_signs() -> None:
    assert paragraphs(fill(word("{% if 1 < 2 and 3 > 2 %}{{ '<&>' }}{% endif %}"))) == ["<&>"]


def test_a_line_break_in_a_value_is_a_line_break_and_a_tab_a_tab(tmp_path: Path) -> None:
    filled = fill(word("Say: {{ text }}!"), text="one\ntwo\r\nthree\tfour")
    assert paragraphs(filled) == ["Say: one\ntwo\nthree\tfour!"]
    assert len(every(filled, "w:br")) == 2
    assert len(every(filled, "w:tab")) == 1
    assert valid(filled, tmp_path)


def test_what_looks_like_a_tag_in_a_value_stays_text() -> None:
    assert paragraphs(fill(word("{{ text }}"), text="{{ organisation.name }} {% if %}")) == ["{{ organisation.name }} {% if %}"]


def test_an_if_within_a_paragraph_leaves_the_formatting_around_it_alone() -> None:
    def change(document: Document) -> None:
        paragraph = document.add_paragraph("Plain {% if organisation.big %}")
        paragraph.add_run("bold").bold = True
        paragraph.add_run("{% else %}small{% endif %} italic").italic = True

    big = opened(fill(word(change=change), organisation=ORG)).paragraphs[0]
    small = opened(fill(word(change=change), organisation={"big": False})).paragraphs[0]
    assert [(run.text, run.bold, run.italic) for run in big.runs] == [("Plain ", None, None), ("bold", True, None), (" italic", None, True)]
    assert [(run.text, run.bold, run.italic) for run in small.runs] == [("Plain ", None, None), ("small", None, True), (" italic", None, True)]


def test_a_loop_within_a_paragraph_repeats_its_runs() -> None:
    template = word("{% for tag in organisation.tags %}{{ loop.index }}{{ tag }}{% if not loop.last %}, {% endif %}{% endfor %}.")
    assert paragraphs(fill(template, organisation=ORG)) == ["1a, 2b, 3c."]


def test_a_block_over_two_paragraphs_joins_them_when_it_is_left_out() -> None:
    template = word("One {% if organisation.big %}two", "three{% endif %} four")
    assert paragraphs(fill(template, organisation=ORG)) == ["One two", "three four"]
    assert paragraphs(fill(template, organisation={"big": False})) == ["One  four"]


def test_a_comment_prints_nothing() -> None:
    assert paragraphs(fill(word("A{# not for the reader #}B", "{#p this paragraph neither #}", "C"))) == ["AB", "C"]


def test_dashes_take_white_space_away_within_the_paragraph() -> None:
    template = word("A {%- if 1 -%} B {%- endif %} C", "Line one\n{%- if 1 -%}\n line two {%- endif %}.")
    assert paragraphs(fill(template)) == ["AB C", "Line one line two."]


def test_escaped_braces_and_raw_text_print_as_braces() -> None:
    template = word("{_{ x }_} {_% y %_}", "{% raw %}{{ z }} {% if %}{% endraw %}")
    assert paragraphs(fill(template)) == ["{{ x }} {% y %}", "{{ z }} {% if %}"]


def test_a_name_set_in_a_tag_is_known_after_it() -> None:
    assert paragraphs(fill(word("{% set who = organisation.short ~ '!' %}Dear {{ who }}"), organisation=ORG)) == ["Dear CR!"]


@pytest.mark.parametrize("written", ["{{r organisation.short }}", "{%r if organisation.big %}CR{%r endif %}"])
def test_run_tags_are_taken_as_tags_in_the_text(written: str) -> None:
    assert paragraphs(fill(word(f"A {written} B"), organisation=ORG)) == ["A CR B"]


def test_a_template_without_tags_comes_back_as_it_was() -> None:
    template = word("No tags here.", [["a", "b"]])
    assert fill(template) == fill(template)
    assert paragraphs(fill(template)) == ["No tags here."]


def test_headers_and_footers_of_first_and_even_pages_are_filled(tmp_path: Path) -> None:
    def change(document: Document) -> None:
        section = document.sections[0]
        section.different_first_page_header_footer = True
        document.settings.odd_and_even_pages_header_footer = True
        for name in ("header", "first_page_header", "even_page_header", "footer", "first_page_footer", "even_page_footer"):
            getattr(section, name).paragraphs[0].text = f"{name} {{{{ organisation.short }}}}"

    filled = fill(word("Body", change=change), organisation=ORG)
    section = opened(filled).sections[0]
    for name in ("header", "first_page_header", "even_page_header", "footer", "first_page_footer", "even_page_footer"):
        assert getattr(section, name).paragraphs[0].text == f"{name} CR"
    assert valid(filled, tmp_path)


TEXT_BOX = """<w:p><w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0">
<wp:extent cx="1116000" cy="450000"/><wp:docPr id="1" name="Box" descr="Chart of {{ organisation.short }}"/><a:graphic>
<a:graphicData uri="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"><wps:wsp><wps:cNvSpPr/><wps:spPr>
<a:xfrm><a:off x="0" y="0"/><a:ext cx="1116000" cy="450000"/></a:xfrm><a:prstGeom prst="roundRect"><a:avLst/></a:prstGeom></wps:spPr>
<wps:txbx><w:txbxContent>{inner}</w:txbxContent></wps:txbx><wps:bodyPr/></wps:wsp></a:graphicData></a:graphic></wp:inline></w:drawing></mc:Choice>
<mc:Fallback><w:pict><v:rect style="width:80pt;height:40pt"><v:textbox><w:txbxContent>{inner}</w:txbxContent></v:textbox></v:rect></w:pict>
</mc:Fallback></mc:AlternateContent></w:r></w:p>""".replace("\n", "")


def test_shapes_are_filled_in_both_copies_and_in_their_alternative_text(tmp_path: Path) -> None:
    inner = (
        "<w:p><w:r><w:t>{{ organisation</w:t></w:r><w:r><w:t>.short }}</w:t></w:r></w:p>"
        "<w:p><w:r><w:t>{%p if organisation.big %}</w:t></w:r></w:p><w:p><w:r><w:t>big</w:t></w:r></w:p><w:p><w:r><w:t>{%p endif %}</w:t></w:r></w:p>"
    )
    filled = fill(raw(TEXT_BOX.replace("{inner}", inner)), organisation=ORG)
    assert [["".join(node.itertext()) for node in box] for box in every(filled, "w:txbxContent")] == [["CR", "big"]] * 2
    assert every(filled, "wp:docPr")[0].get("descr") == "Chart of CR"
    assert valid(filled, tmp_path)


def test_a_block_around_shapes_repeats_whole_shapes(tmp_path: Path) -> None:
    box = TEXT_BOX.replace("{inner}", "<w:p><w:r><w:t>{{ tag }}</w:t></w:r></w:p>")
    template = raw(
        "<w:p><w:r><w:t>{%p for tag in organisation.tags %}</w:t></w:r></w:p>" + box + "<w:p><w:r><w:t>{%p endfor %}</w:t></w:r></w:p>"
    )
    filled = fill(template, organisation=ORG)
    assert all_text(filled) == "aabbcc"
    assert len({node.get("id") for node in every(filled, "wp:docPr")}) == 3
    assert valid(filled, tmp_path)


def test_links_controls_and_tracked_insertions_are_filled(tmp_path: Path) -> None:
    template = raw(
        '<w:p><w:hyperlink w:anchor="top" w:tooltip="About {{ organisation.short }}"><w:r><w:t>{{ organisation</w:t></w:r></w:hyperlink>'
        "<w:r><w:t>.short }} link</w:t></w:r></w:p>"
        '<w:sdt><w:sdtPr><w:alias w:val="{{ organisation.short }}"/><w:id w:val="5"/></w:sdtPr><w:sdtContent><w:p><w:r><w:t>{{ organisation.short }}</w:t></w:r></w:p></w:sdtContent></w:sdt>'
        '<w:p><w:ins w:id="9" w:author="A" w:date="2026-01-01T00:00:00Z"><w:r><w:t>{{ organi</w:t></w:r></w:ins><w:r><w:t>sation.short }} ins</w:t></w:r></w:p>'
    )
    filled = fill(template, organisation=ORG)
    assert all_text(filled) == "CR linkCRCR ins"
    assert every(filled, "w:hyperlink")[0].get(f"{{{xml_of(filled).nsmap['w']}}}tooltip") == "About CR"
    assert valid(filled, tmp_path)


def test_a_block_that_opens_in_a_link_at_its_edge_takes_the_whole_link() -> None:
    template = raw(
        '<w:p><w:hyperlink w:anchor="top"><w:r><w:t>{% if organisation.big %}here</w:t></w:r></w:hyperlink>'
        "<w:r><w:t> and{% endif %} there</w:t></w:r></w:p>"
    )
    assert all_text(fill(template, organisation=ORG)) == "here and there"
    without = fill(template, organisation={"big": False})
    assert all_text(without) == " there"
    assert not every(without, "w:hyperlink")


def test_properties_of_the_document_are_filled() -> None:
    def change(document: Document) -> None:
        document.core_properties.title = "{{ title }} of {{ organisation.short }}"
        document.core_properties.subject = "{% if organisation.big %}big{% endif %}"

    properties = opened(fill(word("x", change=change), organisation=ORG, title="A & B")).core_properties
    assert (properties.title, properties.subject) == ("A & B of CR", "big")


def test_comments_are_filled(tmp_path: Path) -> None:
    def change(document: Document) -> None:
        document.add_comment(document.paragraphs[0].runs[0], "Ask {{ organisation.short }}", author="A", initials="A")

    filled = fill(word("Text", change=change), organisation=ORG)
    assert all_text(filled, "word/comments.xml") == "Ask CR"


def test_the_caption_and_description_of_a_table_are_filled() -> None:
    template = with_part(
        word([["a"]]),
        "word/document.xml",
        lambda root: [
            properties.append(item)
            for properties in root.iter(f"{{{root.nsmap['w']}}}tblPr")
            for item in xml_of(raw('<w:p><w:tblCaption w:val="Targets of {{ organisation.short }}"/></w:p>')).iter(f"{{{root.nsmap['w']}}}tblCaption")
        ],
    )
    assert every(fill(template, organisation=ORG), "w:tblCaption")[0].values() == ["Targets of CR"]
