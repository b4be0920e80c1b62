"""What a value says beside words: new paragraphs and pages."""

from __future__ import annotations

from pathlib import Path

import pytest
from docx.document import Document
from docxtpl import Listing

from docgen.formats.word import names
from tests.formats.word.documents import ENGINE, all_text, cells, every, faults, fill, opened, paragraphs, raw, valid, word, xml_of
from tests.formats.word.test_fill_like_docxtpl import by_docxtpl

TEXT = "First line\nsecond line\n\nSecond\tparagraph\n \n\nThird paragraph\n"


def styled(document: Document) -> None:
    paragraph = document.add_paragraph("", style="Quote")
    paragraph.paragraph_format.keep_with_next = True
    paragraph.add_run("Say: ")
    paragraph.add_run("{{ text|paragraphs }}").bold = True
    paragraph.add_run(" End").italic = True


def sound(file: bytes, folder: Path) -> bool:
    assert ENGINE.faults(file) == ()
    return valid(file, folder)


def test_a_blank_line_in_a_value_begins_a_paragraph_like_that_of_its_tag(tmp_path: Path) -> None:
    filled = fill(word("Before", "After", change=styled), text=TEXT)
    assert paragraphs(filled) == ["Before", "After", "Say: First line\nsecond line", "Second\tparagraph", "Third paragraph End"]
    said = opened(filled).paragraphs[2:]
    assert [(paragraph.style.name, paragraph.paragraph_format.keep_with_next) for paragraph in said if paragraph.style] == [("Quote", True)] * 3
    assert [[(run.text, run.bold, run.italic) for run in paragraph.runs] for paragraph in said[1:]] == [
        [("Second\tparagraph", True, None)], [("Third paragraph", True, None), (" End", None, True)]
    ]  # fmt: skip
    assert sound(filled, tmp_path)


def test_paragraphs_makes_what_a_listing_of_docxtpl_makes() -> None:
    template, ours = word("A {{ text }} Z", ["x", ["{{ text }}"]][1:]), word("A {{ text|paragraphs }} Z", [["{{ text|paragraphs }}"]])
    listing = Listing("one\ntwo\athree\tfour\afive")
    filled = fill(ours, text="one\ntwo\n\nthree\tfour\n\nfive")
    theirs = by_docxtpl(template, text=listing)
    assert (paragraphs(filled), cells(filled)) == (paragraphs(theirs), cells(theirs))
    assert paragraphs(fill(template, text="one\ntwo\athree\tfour\afive")) == paragraphs(theirs)


def test_without_the_filter_a_blank_line_is_a_line() -> None:
    assert paragraphs(fill(word("{{ text }}"), text="a\n\nb")) == ["a\n\nb"]


def test_a_form_feed_begins_a_page(tmp_path: Path) -> None:
    template = word("Before", "{{ text }}", "After")
    filled = fill(template, text="one\ftwo")
    assert paragraphs(filled) == ["Before", "one", "two", "After"]
    assert [paragraph.paragraph_format.page_break_before for paragraph in opened(filled).paragraphs] == [None, None, True, None]
    assert [text for text in paragraphs(by_docxtpl(template, text=Listing("one\ftwo"))) if text] == paragraphs(filled)
    assert sound(filled, tmp_path)


def test_a_section_and_a_page_break_before_the_paragraph_stay_where_they_were(tmp_path: Path) -> None:
    template = raw("<w:p><w:pPr><w:pageBreakBefore/><w:sectPr/></w:pPr><w:r><w:t>{{ text|paragraphs }}</w:t></w:r></w:p><w:p/>")
    first, second, _ = every(fill(template, text="one\n\ntwo"), "w:p")
    breaks = [[child.tag.rpartition("}")[2] for child in paragraph[0]] for paragraph in (first, second)]
    assert breaks == [["pageBreakBefore"], ["sectPr"]]


def test_a_link_and_an_insertion_are_parted_with_their_paragraph(tmp_path: Path) -> None:
    template = raw(
        '<w:p><w:bookmarkStart w:id="1" w:name="top"/><w:hyperlink w:anchor="top"><w:r><w:rPr><w:b/></w:rPr><w:t>go {{ text|paragraphs }}!</w:t></w:r></w:hyperlink>'
        '<w:bookmarkEnd w:id="1"/><w:r><w:t> end</w:t></w:r></w:p>'
    )
    filled = fill(template, text="one\n\ntwo")
    assert paragraphs(filled) == ["go one", "two! end"]
    assert [link.get(names.qualified("w:anchor")) for link in every(filled, "w:hyperlink")] == ["top", "top"]
    assert len(every(filled, "w:b")) == 2
    assert sound(filled, tmp_path)


def test_where_no_paragraph_can_be_parted_a_line_ends(tmp_path: Path) -> None:
    template = raw(
        '<w:p><w:sdt><w:sdtPr><w:alias w:val="{{ text|paragraphs }}"/><w:id w:val="8"/></w:sdtPr><w:sdtContent><w:r>'
        "<w:t>{{ text|paragraphs }}</w:t></w:r></w:sdtContent></w:sdt></w:p>"
    )
    filled = fill(template, text="one\n\ntwo")
    assert len(every(filled, "w:p")) == 1
    assert len(every(filled, "w:br")) == 1
    assert every(filled, "w:alias")[0].get(names.VAL) == "one two"
    assert sound(filled, tmp_path)


def test_a_property_of_several_paragraphs_has_several_lines() -> None:
    def change(document: Document) -> None:
        document.core_properties.title = "{{ text|paragraphs }}"

    assert opened(fill(word("x", change=change), text="one\n\ntwo")).core_properties.title == "one\ntwo"


def test_the_filter_takes_what_can_be_printed_and_nothing_else() -> None:
    assert paragraphs(fill(word("{{ count|paragraphs }}{{ 'a' ~ ('b'|paragraphs) }}"), count=3)) == ["3ab"]
    assert [what for _, _, what in faults(word("{{ nothing|paragraphs }}"), nothing=None)] == ["The profile says nothing here, so there is nothing to print."]
    assert [found for _, found, _ in faults(word("{{ record|paragraphs }}"), record={"a": 1})] == ["{{ record|paragraphs }}"]


def test_a_paragraph_made_in_a_repeated_cell_stays_in_it(tmp_path: Path) -> None:
    filled = fill(word([["{%tr for t in texts %}"], ["{{ t|paragraphs }}"], ["{%tr endfor %}"]]), texts=("a\n\nb", "c"))
    assert cells(filled) == [["a\nb"], ["c"]]
    assert sound(filled, tmp_path)


PARTS = {"footnotes": "footnote", "endnotes": "endnote"}
CUSTOM = (
    '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/custom-properties" '
    'xmlns:vt="http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes">'
    '<property fmtid="{D5CDD505-2E9C-101B-9397-08002B2CF9AE}" pid="2" name="Client"><vt:lpwstr>{{ who }} &amp; Co</vt:lpwstr></property></Properties>'
)
EXTENDED = (
    '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties">'
    "<Manager>{{ who }}</Manager><Company>{% if big %}Big {{ who }}{% endif %}</Company></Properties>"
)


def with_parts(file: bytes, contents: dict[str, tuple[str, str]]) -> bytes:
    """Return `file` with more parts: name -> content type, XML. They are related to the package, or to the document if in word/."""
    from docgen.formats.ooxml import open_package, parse, serialise

    package = open_package(file)
    types, rels, inner = (parse(package.read(name), name) for name in ("[Content_Types].xml", "_rels/.rels", "word/_rels/document.xml.rels"))
    for name, (kind, _) in contents.items():
        for old in types.iter(names.qualified("ct:Override")):
            if old.get("PartName") == f"/{name}":
                types.remove(old)
        types.append(types.makeelement(names.qualified("ct:Override"), {"PartName": f"/{name}", "ContentType": kind}))
        plain = name.rpartition("/")[2].removesuffix(".xml")
        relation = {"app": "extended-properties", "custom": "custom-properties"}.get(plain, plain)
        holder, target = (inner, f"{plain}.xml") if name.startswith("word/") else (rels, name)
        if not any(item.get("Target") == target for item in holder):
            uri = f"http://schemas.openxmlformats.org/officeDocument/2006/relationships/{relation}"
            holder.append(holder.makeelement(names.qualified("rel:Relationship"), {"Id": f"rId{plain}", "Type": uri, "Target": target}))
    replaced = {"[Content_Types].xml": serialise(types), "_rels/.rels": serialise(rels), "word/_rels/document.xml.rels": serialise(inner)}
    return package.write(replaced | {name: xml.encode() for name, (_, xml) in contents.items()})


@pytest.mark.parametrize("kind", PARTS)
def test_notes_are_filled_with_blocks_and_tables_of_their_own(kind: str, tmp_path: Path) -> None:
    note, w = PARTS[kind], f'xmlns:w="{names.NAMESPACES["w"]}"'
    xml = (
        f'<w:{kind} {w}><w:{note} w:id="1"><w:p><w:r><w:t>{{%p for n in numbers %}}</w:t></w:r></w:p>'
        "<w:p><w:r><w:t>{{ who }} {{ n }}</w:t></w:r></w:p><w:p><w:r><w:t>{%p endfor %}</w:t></w:r></w:p></w:" + note + f"></w:{kind}>"
    )
    type_ = f"application/vnd.openxmlformats-officedocument.wordprocessingml.{kind}+xml"
    template = with_parts(raw(f'<w:p><w:r><w:t>x</w:t></w:r><w:r><w:{note}Reference w:id="1"/></w:r></w:p>'), {f"word/{kind}.xml": (type_, xml)})
    filled = fill(template, numbers=(1, 2), who="Li")
    assert all_text(filled, f"word/{kind}.xml") == "Li 1Li 2"
    assert sound(filled, tmp_path)


def test_custom_and_extended_properties_are_filled(tmp_path: Path) -> None:
    office = "application/vnd.openxmlformats-officedocument"
    template = with_parts(
        word("x"),
        {"docProps/custom.xml": (f"{office}.custom-properties+xml", CUSTOM), "docProps/app.xml": (f"{office}.extended-properties+xml", EXTENDED)},
    )
    filled = fill(template, who="Li", big=True)
    assert "".join(xml_of(filled, "docProps/custom.xml").itertext()) == "Li & Co"
    assert [node.text for node in xml_of(filled, "docProps/app.xml")] == ["Li", "Big Li"]
    assert sound(filled, tmp_path)
    assert [(place, found) for place, found, _ in faults(template, big=False)] == [
        ("document properties, property Client", "{{ who }}"), ("document properties, property Manager", "{{ who }}"),
        ("document properties, property Company", "{{ who }}"),
    ]  # fmt: skip
