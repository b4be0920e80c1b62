"""The redline of two revisions: what an approver sees in Word, and what accepting or rejecting all of it leaves."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import docx
import pytest
from docx.document import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Pt
from hypothesis import given, settings
from hypothesis import strategies as st

from docgen.formats.engine import Reviser
from docgen.formats.registry import engine_for
from docgen.merge.content import Block
from docgen.merge.words import words
from tests import office
from tests.client import FEW, Client
from tests.formats.word.revisions import accepted, marks, rejected
from tests.merge.trees import documents, edited, row, table
from tests.scope_changes import changed

ENGINE = engine_for("a.docx")
BY = Reviser(name="docgen", date="2026-02-16T00:00:00Z", language="en")


def word(*blocks: str | Block, change: Callable[[Document], object] | None = None) -> bytes:
    """Return a Word file of paragraphs and tables."""
    document = docx.Document()
    for block in blocks:
        if isinstance(block, str):
            document.add_paragraph(block)
        elif block.kind == "table":
            rows = [[" ".join(text.text for text in cell.children) for cell in line.children] for line in block.children]
            grid = document.add_table(len(rows), max(map(len, rows)))
            for line, cells in zip(grid.rows, rows, strict=True):
                for cell, text in zip(line.cells, cells, strict=False):
                    cell.text = text
            document.add_paragraph("after the table")
        else:
            document.add_paragraph(block.text)
    if change is not None:
        change(document)
    saved = BytesIO()
    document.save(saved)
    return saved.getvalue()


def redline(before: bytes, after: bytes) -> bytes:
    """Return the redline, held against the two promises that every redline keeps."""
    red = ENGINE.redline(before, after, BY)
    assert ENGINE.faults(red) == ()
    assert said(accepted(red)) == said(after)
    assert said(rejected(red)) == said(before)
    return red


def said(file: bytes) -> Block:
    """Return what a file says and how it looks, but for its properties and page breaks."""
    return _plain(ENGINE.content(file))


def _plain(block: Block) -> Block:
    kept = tuple(_plain(child) for child in block.children if child.kind not in ("property", "break", "comment"))
    return Block(kind=block.kind, key=block.key, text=block.text, style=block.style, children=kept)


def tracked(file: bytes, part: str = "word/document.xml") -> list[tuple[str, str]]:
    """Return what is marked: (ins, text) and (del, text), in reading order."""
    with zipfile.ZipFile(BytesIO(file)) as archive:
        root = docx.oxml.parse_xml(archive.read(part))
    found = []
    for mark in root.iter(qn("w:ins"), qn("w:del")):
        text = "".join(item.text or "" for item in mark.iter(qn("w:t"), qn("w:delText")))
        if text:
            found.append((mark.tag.rpartition("}")[2], text))
    return found


# -- laws ---------------------------------------------------------------------------------------------------------------------


@settings(max_examples=40, deadline=None)
@given(st.data())
def test_accepting_all_leaves_the_new_text_and_rejecting_all_the_old_one(data: st.DataObject) -> None:
    before = data.draw(documents)
    after = data.draw(edited(before))
    redline(word(*before.children), word(*after.children))


@given(documents)
@settings(max_examples=10, deadline=None)
def test_a_document_that_did_not_change_is_left_as_it_is(block: Block) -> None:
    file = word(*block.children)
    assert ENGINE.redline(file, file, BY) == file


def test_the_same_revisions_give_the_same_bytes() -> None:
    before, after = word("Report within 30 min."), word("Report within 15 min.", "New.")
    assert ENGINE.redline(before, after, BY) == ENGINE.redline(before, after, BY)


# -- texts --------------------------------------------------------------------------------------------------------------------


def test_a_changed_word_is_struck_and_the_new_one_stands_behind_it() -> None:
    red = redline(word("Report within 30 min to the desk."), word("Report within 15 min to the desk."))
    assert tracked(red) == [("del", "30 min"), ("ins", "15 min")]


def test_chinese_is_marked_by_the_word_not_by_the_clause() -> None:
    red = redline(word("服务台在15分钟内处理事件，逐级上报。"), word("服务台在15分钟内响应事件，逐级上报。"))
    assert tracked(red) == [("del", "处理"), ("ins", "响应")]


def test_a_new_paragraph_and_a_gone_one_are_marked_with_their_ends() -> None:
    red = redline(word("one", "gone for good now", "two"), word("one", "two", "new and never seen", "three"))
    assert ("del", "gone for good now") in tracked(red)
    assert ("ins", "new and never seen") in tracked(red)


def test_a_moved_paragraph_is_struck_where_it_was_and_new_where_it_is() -> None:
    texts = ["alpha is the first here", "beta is the second here", "gamma is the third here"]
    red = redline(word(*texts), word(texts[2], texts[0], texts[1]))
    assert tracked(red) == [("ins", texts[2]), ("del", texts[2])]


def test_who_changed_it_and_when_is_said_and_every_mark_has_a_number_of_its_own() -> None:
    red = redline(word("a b c d", "x"), word("a b c e", "y"))
    with zipfile.ZipFile(BytesIO(red)) as archive:
        root = docx.oxml.parse_xml(archive.read("word/document.xml"))
    found = list(root.iter(qn("w:ins"), qn("w:del")))
    assert {(mark.get(qn("w:author")), mark.get(qn("w:date"))) for mark in found} == {("docgen", BY.date)}
    assert len({mark.get(qn("w:id")) for mark in found}) == len(found)


def test_what_was_deleted_keeps_its_looks() -> None:
    def bold(document: Document) -> None:
        document.add_paragraph("Call the ").add_run("duty engineer").bold = True

    red = redline(word("x", change=bold), word("x", change=lambda document: document.add_paragraph("Call the desk")))
    with zipfile.ZipFile(BytesIO(red)) as archive:
        root = docx.oxml.parse_xml(archive.read("word/document.xml"))
    (struck,) = [run for run in root.iter(qn("w:r")) if run.find(qn("w:delText")) is not None]
    assert struck.find(qn("w:rPr")).find(qn("w:b")) is not None


def test_what_another_person_has_marked_stays_theirs() -> None:
    def proposed(document: Document) -> None:
        paragraph = document.add_paragraph("Kept. ")
        mark = OxmlElement("w:ins")
        mark.set(qn("w:id"), "5")
        mark.set(qn("w:author"), "Li Wen")
        mark.append(paragraph.add_run("Proposed by Li.")._r)
        paragraph._p.append(mark)

    red = ENGINE.redline(word("Kept words in 30 min"), word("Kept words in 15 min", change=proposed), BY)
    assert ENGINE.faults(red) == ()
    with zipfile.ZipFile(BytesIO(red)) as archive:
        assert archive.read("word/document.xml").count(b'w:author="Li Wen"') == 1


# -- tables, headers, forms ---------------------------------------------------------------------------------------------------


def test_rows_come_and_go_as_rows() -> None:
    red = redline(word(table(("P1", "30 min"), ("P2", "2 h"))), word(table(("P1", "30 min"), ("P3", "a day or two"))))
    assert marks(red)
    grown = redline(word(table(("P1", "30 min"))), word(table(("P1", "30 min"), ("P2", "2 h"))))
    with zipfile.ZipFile(BytesIO(grown)) as archive:
        assert archive.read("word/document.xml").count(b"<w:trPr>") == 1


def test_a_changed_cell_is_marked_inside() -> None:
    red = redline(word(table(("P1", "30 min"), ("P2", "2 h"))), word(table(("P1", "15 min"), ("P2", "2 h"))))
    assert tracked(red) == [("del", "30 min"), ("ins", "15 min")]


@pytest.mark.parametrize(
    ("before", "after"), [("", "now it is said"), ("it was said", ""), ("one\ntwo words", "one"), ("one", "one\ntwo words")]
)
def test_a_cell_is_filled_emptied_and_lengthened(before: str, after: str) -> None:
    def cell(text: str) -> Callable[[Document], None]:
        def fill(document: Document) -> None:
            first = document.add_table(1, 2).rows[0].cells
            first[0].text = "Label"
            lines = text.split("\n")
            first[1].text = lines[0]
            for line in lines[1:]:
                first[1].add_paragraph(line)

        return fill

    red = redline(word("x", change=cell(before)), word("x", change=cell(after)))
    for settled, file in ((accepted(red), word("x", change=cell(after))), (rejected(red), word("x", change=cell(before)))):
        ours, wanted = (docx.Document(BytesIO(item)).tables[0].rows[0].cells[1].paragraphs for item in (settled, file))
        assert [paragraph.text for paragraph in ours] == [paragraph.text for paragraph in wanted]  # no empty line is left over


def test_a_table_with_another_set_of_columns_is_replaced_row_by_row() -> None:
    before = word(table(("Priority", "Response"), ("P1", "30 min")))
    redline(before, word(table(("Priority", "Who", "Response"), ("P1", "Li", "30 min"))))
    redline(
        before, word(Block(kind="table", children=(row("Priority", "Who", "Response"), row("P1", "Li", "15 min"), row("P2", "x", "y"))))
    )


def test_tables_that_change_places_keep_what_they_say() -> None:
    first = [("P1", "30 min"), ("P2", "2 h"), ("P3", "a day")]
    second = [("Desk", "around the clock"), ("Field", "in office hours"), ("P2", "2 h")]
    before = word(table(*first), "between the two", table(*second))
    redline(before, word(table(*second), "between the two", table(*first, ("P4", "a week"))))
    redline(before, word(table(*second), "between the two"))


def test_rows_that_stayed_are_not_touched() -> None:
    rows = [(f"P{number}", f"answered within {number} hours") for number in range(1, 9)]
    red = redline(word(table(*rows)), word(table(rows[0], ("P1a", "never"), *rows[1:6], ("P7", "answered within 70 hours"), rows[7])))
    assert sorted(tracked(red)) == [("del", "7 hours"), ("ins", "70 hours"), ("ins", "P1a"), ("ins", "never")]


def test_a_section_that_takes_the_header_of_another_is_marked() -> None:
    def headed(first: str, second: str) -> Callable[[Document], None]:
        def head(document: Document) -> None:
            document.add_section()
            for section, text in zip(document.sections, ("Internal", "Public"), strict=True):
                section.header.is_linked_to_previous = False
                section.header.paragraphs[0].text = text
            references = [section._sectPr.find(qn("w:headerReference")) for section in document.sections]
            identities = {text: reference.get(qn("r:id")) for text, reference in zip(("Internal", "Public"), references, strict=True)}
            for reference, text in zip(references, (first, second), strict=True):
                reference.set(qn("r:id"), identities[text])

        return head

    red = ENGINE.redline(word("x", change=headed("Internal", "Public")), word("x", change=headed("Public", "Public")), BY)
    assert said(accepted(red)) == said(word("x", change=headed("Public", "Public")))
    assert marks(red)


def test_headers_and_footers_are_marked_in_their_own_parts() -> None:
    def stamped(text: str) -> Callable[[Document], None]:
        def stamp(document: Document) -> None:
            document.sections[0].header.paragraphs[0].text = f"YL-P-12 {text}"
            document.sections[0].footer.paragraphs[0].text = f"Revision {text}"

        return stamp

    red = redline(word("same", change=stamped("A/0")), word("same", change=stamped("A/1")))
    assert tracked(red) == []
    assert tracked(red, "word/header1.xml") == [("del", "0"), ("ins", "1")]
    assert tracked(red, "word/footer1.xml") == [("del", "0"), ("ins", "1")]


def test_a_new_look_or_style_alone_is_remembered_not_struck() -> None:
    def formed(bold: bool, style: str) -> Callable[[Document], None]:
        def form(document: Document) -> None:
            paragraph = document.add_paragraph("The desk answers ", style=style)
            run = paragraph.add_run("at once")
            run.bold = bold
            run.font.size = Pt(11)

        return form

    red = redline(word("x", change=formed(False, "Normal")), word("x", change=formed(True, "List Bullet")))
    assert sorted(marks(red)) == ["pPrChange", "rPrChange"]


# -- generated documents ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("change", ["service dropped", "standard added"])
def test_generated_documents_after_a_change_of_scope(tmp_path: Path, change: str) -> None:
    client = Client(tmp_path / "client", keep=FEW)
    client.build()
    before = {key: client.path(*key).read_bytes() for key in _DOCUMENTS}
    changed(client.folder, change)
    client.build()
    for key in _DOCUMENTS:
        red = redline(before[key], client.path(*key).read_bytes())
        target = tmp_path / f"{key[0]}-{key[1]}.docx"
        target.write_bytes(red)
        assert marks(red)
        assert office.schema_faults(target) == []


def test_libreoffice_accepts_and_rejects_the_same_changes(tmp_path: Path) -> None:
    client = Client(tmp_path / "client", keep=FEW)
    client.build()
    before = {key: client.path(*key).read_bytes() for key in _DOCUMENTS}
    changed(client.folder, "service dropped")
    client.build()
    accepted_there, rejected_there = ([tmp_path / f"{key[0]}-{key[1]} {what}.docx" for key in _DOCUMENTS] for what in ("new", "old"))
    for key, *paths in zip(_DOCUMENTS, accepted_there, rejected_there, strict=True):
        red = ENGINE.redline(before[key], client.path(*key).read_bytes(), BY)
        for path in paths:
            path.write_bytes(red)
    office.settled(accepted_there, rejected_there)
    for key, new, old in zip(_DOCUMENTS, accepted_there, rejected_there, strict=True):
        assert texts(new.read_bytes()) == texts(client.path(*key).read_bytes())
        assert texts(old.read_bytes()) == texts(before[key])


def texts(file: bytes) -> list[str]:
    """Return what the paragraphs of a file say, those in tables, headers and footers too."""
    return [block.text for block in ENGINE.content(file).walk() if block.kind in ("paragraph", "heading") and block.text]


_DOCUMENTS = (("incident-management", "en"), ("change-management", "zh"))


def test_nothing_is_marked_in_a_document_that_libreoffice_saved_again(tmp_path: Path) -> None:
    client = Client(tmp_path / "client", keep=FEW)
    client.build()
    before = {key: client.path(*key).read_bytes() for key in _DOCUMENTS}
    office.resaved([client.path(*key) for key in _DOCUMENTS])
    for key in _DOCUMENTS:
        after = client.path(*key).read_bytes()
        assert ENGINE.redline(before[key], after, BY) == after
        assert ENGINE.differences(before[key], after) == ()


def test_the_differences_say_the_words_that_the_redline_marks() -> None:
    (found,) = ENGINE.differences(word("Report within 30 min."), word("Report within 15 min."))
    assert [piece.text for piece in found.pieces if piece.sign.value != "same"] == ["30 min", "15 min"]
    assert words(found.after) == words("Report within 15 min.")
