"""Ids stay unique over the whole document when a loop copies what bears them."""

from pathlib import Path

from docx.document import Document

from docgen.formats.word import names
from tests.formats.word.documents import all_text, every, fill, paragraphs, raw, valid, with_part, word

LOOP = ("<w:p><w:r><w:t>{%p for n in numbers %}</w:t></w:r></w:p>", "<w:p><w:r><w:t>{%p endfor %}</w:t></w:r></w:p>")
NUMBERS = (1, 2, 3)


def repeated(xml: str) -> bytes:
    return raw(LOOP[0] + xml + LOOP[1])


def test_copied_bookmarks_get_ids_and_names_of_their_own(tmp_path: Path) -> None:
    template = repeated('<w:p><w:bookmarkStart w:id="4" w:name="Part"/><w:r><w:t>x{{ n }}</w:t></w:r><w:bookmarkEnd w:id="4"/></w:p>')
    filled = fill(template, numbers=NUMBERS)
    starts, ends = every(filled, "w:bookmarkStart"), every(filled, "w:bookmarkEnd")
    assert [start.get(names.NAME) for start in starts] == ["Part", "Part_2", "Part_3"]
    assert [start.get(names.ID) for start in starts] == [end.get(names.ID) for end in ends]
    assert len({start.get(names.ID) for start in starts}) == 3
    assert valid(filled, tmp_path)


def test_a_copied_bookmark_does_not_take_the_name_of_another(tmp_path: Path) -> None:
    template = raw(
        '<w:p><w:bookmarkStart w:id="0" w:name="part_2"/><w:bookmarkEnd w:id="0"/></w:p>' + LOOP[0]
        + '<w:p><w:bookmarkStart w:id="4" w:name="Part"/><w:r><w:t>x</w:t></w:r><w:bookmarkEnd w:id="4"/></w:p>' + LOOP[1]
    )  # fmt: skip
    filled = fill(template, numbers=NUMBERS)
    assert [start.get(names.NAME) for start in every(filled, "w:bookmarkStart")] == ["part_2", "Part", "Part_3", "Part_4"]
    assert valid(filled, tmp_path)


def test_copied_content_controls_get_ids_of_their_own(tmp_path: Path) -> None:
    template = repeated('<w:p><w:sdt><w:sdtPr><w:id w:val="8"/></w:sdtPr><w:sdtContent><w:r><w:t>{{ n }}</w:t></w:r></w:sdtContent></w:sdt></w:p>')
    filled = fill(template, numbers=NUMBERS)
    assert len({node.get(names.VAL) for node in every(filled, "w:id")}) == 3
    assert all_text(filled) == "123"
    assert valid(filled, tmp_path)


def test_copied_content_controls_get_tags_and_titles_of_their_own(tmp_path: Path) -> None:
    template = repeated(
        '<w:p><w:sdt><w:sdtPr><w:alias w:val="Name"/><w:tag w:val="name"/><w:id w:val="8"/></w:sdtPr><w:sdtContent><w:r><w:t>{{ n }}</w:t></w:r></w:sdtContent></w:sdt></w:p>'
    )
    filled = fill(template, numbers=NUMBERS)
    assert [node.get(names.VAL) for node in every(filled, "w:tag")] == ["name", "name_2", "name_3"]
    assert [node.get(names.VAL) for node in every(filled, "w:alias")] == ["Name", "Name_2", "Name_3"]
    assert valid(filled, tmp_path)


def test_controls_that_share_a_tag_on_purpose_keep_it() -> None:
    control = '<w:p><w:sdt><w:sdtPr><w:tag w:val="client"/><w:id w:val="%s"/></w:sdtPr><w:sdtContent><w:r><w:t>{{ 1 }}</w:t></w:r></w:sdtContent></w:sdt></w:p>'
    assert [node.get(names.VAL) for node in every(fill(raw(control % 8 + control % 9)), "w:tag")] == ["client", "client"]


def test_a_title_from_a_long_value_is_cut_to_what_word_takes(tmp_path: Path) -> None:
    template = raw(
        '<w:p><w:sdt><w:sdtPr><w:alias w:val="{{ name }}"/><w:id w:val="8"/></w:sdtPr><w:sdtContent><w:r><w:t>x</w:t></w:r></w:sdtContent></w:sdt></w:p>'
    )
    filled = fill(template, name="n" * 80)
    assert [node.get(names.VAL) for node in every(filled, "w:alias")] == ["n" * 64]


def test_a_comment_on_repeated_text_stays_at_its_first_place(tmp_path: Path) -> None:
    def change(document: Document) -> None:
        document.add_comment(document.paragraphs[1].runs[0], "why?", author="A", initials="A")

    filled = fill(word("{%p for n in numbers %}", "x{{ n }}", "{%p endfor %}", change=change), numbers=NUMBERS)
    assert [len(every(filled, f"w:{tag}")) for tag in ("commentRangeStart", "commentRangeEnd", "commentReference")] == [1, 1, 1]
    assert paragraphs(filled) == ["x1", "x2", "x3"]


def test_a_comment_on_a_tag_leaves_with_its_paragraph() -> None:
    def change(document: Document) -> None:
        document.add_comment(document.paragraphs[0].runs[0], "why?", author="A", initials="A")

    filled = fill(word("{%p if 1 %}", "x", "{%p endif %}", change=change))
    assert not [node for tag in ("commentRangeStart", "commentRangeEnd", "commentReference") for node in every(filled, f"w:{tag}")]


NOTES = (
    '<w:footnotes xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:footnote w:id="1"><w:p><w:r><w:t>Note of {{ who }}</w:t></w:r></w:p>'
    '</w:footnote><w:footnote w:id="2"><w:p><w:r><w:t>Another</w:t></w:r></w:p></w:footnote></w:footnotes>'
)


def with_notes(file: bytes) -> bytes:
    from docgen.formats.ooxml import open_package, parse, serialise

    package = open_package(file)
    types = parse(package.read("[Content_Types].xml"), "")
    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
    types.append(types.makeelement(names.qualified("ct:Override"), {"PartName": "/word/footnotes.xml", "ContentType": kind}))
    rels = parse(package.read("word/_rels/document.xml.rels"), "")
    relation = {"Id": "rIdN", "Type": "http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes", "Target": "footnotes.xml"}
    rels.append(rels.makeelement(names.qualified("rel:Relationship"), relation))
    return package.write(
        {"[Content_Types].xml": serialise(types), "word/_rels/document.xml.rels": serialise(rels), "word/footnotes.xml": NOTES.encode()}
    )


def test_a_footnote_on_repeated_text_is_repeated_with_it(tmp_path: Path) -> None:
    text = '<w:p><w:r><w:t>{{ n }}</w:t></w:r><w:r><w:footnoteReference w:id="1"/></w:r></w:p><w:p><w:r><w:footnoteReference w:id="2"/></w:r></w:p>'
    filled = fill(with_notes(repeated(text)), numbers=(1, 2), who="Li")
    assert [node.get(names.ID) for node in every(filled, "w:footnoteReference")] == ["1", "2", "3", "4"]
    notes = {node.get(names.ID): "".join(node.itertext()) for node in every(filled, "w:footnote", "word/footnotes.xml")}
    assert notes == {"1": "Note of Li", "2": "Another", "3": "Note of Li", "4": "Another"}
    assert valid(filled, tmp_path)


def test_notes_stand_in_the_order_of_their_marks_and_one_without_a_mark_goes() -> None:
    looped = LOOP[0] + '<w:p><w:r><w:t>{{ n }}</w:t></w:r><w:r><w:footnoteReference w:id="1"/></w:r></w:p>' + LOOP[1]
    alone = '<w:p><w:r><w:footnoteReference w:id="2"/></w:r></w:p>'
    for body, order in ((looped + alone, ["1", "3", "2"]), (alone + looped, ["2", "1", "3"]), (looped, ["1", "3"])):
        filled = fill(with_notes(raw(body)), numbers=(1, 2), who="Li")
        assert [node.get(names.ID) for node in every(filled, "w:footnote", "word/footnotes.xml")] == order


def test_paragraph_ids_are_not_doubled() -> None:
    def change(root: names.Element) -> None:
        for number, paragraph in enumerate(root.iter(names.PARAGRAPH)):
            paragraph.set(names.qualified("w14:paraId"), f"0000000{number}")

    filled = fill(with_part(word("{%p for n in numbers %}", "{{ n }}", "{%p endfor %}"), "word/document.xml", change), numbers=NUMBERS)
    ids = [node.get(names.qualified("w14:paraId")) for node in every(filled, "w:p")]
    assert len([identity for identity in ids if identity]) == len({identity for identity in ids if identity})
