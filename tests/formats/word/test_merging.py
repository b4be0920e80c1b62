"""A hand-edited Word file and a new generation: what stands in the merged file, told on real files."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from typing import Any

import docx
import pytest
from docx.enum.text import WD_BREAK
from docx.oxml.ns import qn
from docx.shared import RGBColor
from PIL import Image

from docgen.formats.engine import Cause, Reviser
from docgen.formats.ooxml import open_package
from docgen.formats.word.engine import WordEngine
from docgen.formats.word.tracing import TracedDocument
from docgen.merge.merged import merged
from docgen.merge.three_way import merge

ENGINE = WordEngine()
BY = Reviser(
    name="docgen",
    date="2026-02-16T00:00:00Z",
    causes=(
        Cause(sentence="services[ops].targets.P1.response: 30 min → 15 min", before=("30 minutes",), after=("15 minutes",)),
        Cause(sentence="roles.incident-manager.person: Li → Wang", before=("Li",), after=("Wang",)),
    ),
)
Change = Callable[[Any], object]


def written(document: Any) -> bytes:
    file = BytesIO()
    document.save(file)
    return file.getvalue()


def procedure(
    response: str = "30 minutes", rows: tuple[tuple[str, str], ...] = (("P1", "30 minutes"), ("P2", "2 hours")), header: str = "Rev A"
) -> bytes:
    """A small procedure as docgen generates one."""
    document = docx.Document()
    document.sections[0].header.paragraphs[0].text = header
    document.add_heading("Purpose", 1)
    document.add_paragraph("This procedure restores services.")
    document.add_heading("Steps", 1)
    document.add_paragraph(f"The duty engineer answers within {response} and tells the caller.")
    document.add_paragraph("The owner of the service closes the ticket.")
    table = document.add_table(0, 2, style="Table Grid")
    for row in rows:
        for cell, text in zip(table.add_row().cells, row, strict=True):
            cell.text = text
    document.add_paragraph("End of the procedure.")
    return written(document)


def edited(file: bytes, change: Change) -> bytes:
    document = docx.Document(BytesIO(file))
    change(document)
    return written(document)


def after(base: bytes, mine: bytes, theirs: bytes, by: Reviser = BY) -> tuple[Any, int]:
    """Return the merged document, opened, and its number of conflicts; it is sound, and says what the kernel says it should."""
    result = ENGINE.merge(base, mine, theirs, by)
    known = {str(fault.what) for fault in ENGINE.faults(mine)}
    assert [fault for fault in ENGINE.faults(result.file) if str(fault.what) not in known] == []
    before, here, there, now = (TracedDocument(open_package(file), "docgen").block for file in (base, mine, theirs, result.file))
    if not by.side:
        wanted = merged(here, there, merge(before, here, there))
        assert [piece.text for piece in now.walk() if piece.kind != "section"] == [
            piece.text for piece in wanted.walk() if piece.kind != "section"
        ]
    assert len(ENGINE.open_conflicts(result.file)) == result.conflicts
    return docx.Document(BytesIO(result.file)), result.conflicts


def texts(document: Any) -> list[str]:
    return [paragraph.text for paragraph in document.paragraphs]


def cells(document: Any, table: int = 0) -> list[list[str]]:
    return [[cell.text for cell in row.cells] for row in document.tables[table].rows]


def comments(document: Any) -> list[str]:
    return [comment.text for comment in document.comments]


def proposed(document: Any) -> list[str]:
    """What stands in tracked insertions by docgen."""
    marks = (mark for mark in document.element.body.iter(qn("w:ins")) if mark.get(qn("w:author")) == "docgen")
    return [text for mark in marks if (text := "".join(item.text or "" for item in mark.iter(qn("w:t"))))]


def paragraph_with(document: Any, text: str) -> Any:
    return next(paragraph for paragraph in document.paragraphs if text in paragraph.text)


def test_an_untouched_file_that_was_saved_again_becomes_the_new_generation() -> None:
    base = procedure()
    document, conflicts = after(
        base, edited(base, lambda document: None), procedure("15 minutes", (("P1", "15 minutes"), ("P2", "2 hours"), ("P3", "1 day")))
    )
    assert "The duty engineer answers within 15 minutes and tells the caller." in texts(document)
    assert cells(document) == [["P1", "15 minutes"], ["P2", "2 hours"], ["P3", "1 day"]]
    assert conflicts == 0


def test_words_by_hand_and_new_words_stand_in_one_sentence_with_their_looks() -> None:
    def change(document: Any) -> None:
        run = paragraph_with(document, "duty engineer").runs[0]
        run.text = "The duty engineer answers "
        bold = paragraph_with(document, "duty engineer").add_run("by telephone")
        bold.bold = True
        paragraph_with(document, "duty engineer").add_run(" within 30 minutes and tells the caller.")

    base = procedure()
    document, conflicts = after(base, edited(base, change), procedure("15 minutes"))
    paragraph = paragraph_with(document, "duty engineer")
    assert paragraph.text == "The duty engineer answers by telephone within 15 minutes and tells the caller."
    assert [run.text for run in paragraph.runs if run.bold] == ["by telephone"]
    assert conflicts == 0


def test_what_people_added_stays_where_they_put_it() -> None:
    def change(document: Any) -> None:
        paragraph_with(document, "owner of").insert_paragraph_before("Call Ms Li first.")
        document.add_comment(paragraph_with(document, "restores").runs[0], "Is that all?", author="Chen", initials="C")
        picture = BytesIO()
        Image.new("RGB", (8, 8), (200, 0, 0)).save(picture, "PNG")
        paragraph_with(document, "End of").add_run().add_picture(BytesIO(picture.getvalue()))
        row = document.tables[0].add_row()
        row.cells[0].text, row.cells[1].text = "VIP", "at once"

    base = procedure()
    document, conflicts = after(base, edited(base, change), procedure("15 minutes", (("P1", "15 minutes"), ("P2", "3 hours"))))
    assert texts(document)[3:6] == [
        "The duty engineer answers within 15 minutes and tells the caller.",
        "Call Ms Li first.",
        "The owner of the service closes the ticket.",
    ]
    assert comments(document) == ["Is that all?"]
    assert len(document.inline_shapes) == 1
    assert cells(document) == [["P1", "15 minutes"], ["P2", "3 hours"], ["VIP", "at once"]]
    assert conflicts == 0


def test_the_same_words_changed_on_both_sides_keep_the_hand_text_and_show_the_new_one() -> None:
    def change(document: Any) -> None:
        paragraph_with(document, "duty engineer").runs[0].text = "The duty engineer answers within 20 minutes and tells the caller."

    base = procedure()
    document, conflicts = after(base, edited(base, change), procedure("15 minutes"))
    assert conflicts == 1
    assert proposed(document) == [" 15 minutes"]
    assert "within 20 minutes" in paragraph_with(document, "duty engineer").text
    said = comments(document)[0]
    assert "“The duty engineer answers within 15 minutes and tells the caller.”" in said
    assert "services[ops].targets.P1.response: 30 min → 15 min" in said
    assert "incident-manager" not in said, "only what explains it"


def test_a_paragraph_deleted_by_hand_and_changed_by_docgen_is_proposed_where_it_was() -> None:
    def change(document: Any) -> None:
        paragraph = paragraph_with(document, "duty engineer")._p
        paragraph.getparent().remove(paragraph)

    base = procedure()
    document, conflicts = after(base, edited(base, change), procedure("15 minutes"))
    assert conflicts == 1
    assert proposed(document) == ["The duty engineer answers within 15 minutes and tells the caller."]
    assert "deleted by hand" in comments(document)[0]


def test_a_conflict_is_told_in_its_words_when_libreoffice_has_put_the_beginning_of_its_comment_into_the_insertion() -> None:
    def change(document: Any) -> None:
        paragraph = paragraph_with(document, "duty engineer")._p
        paragraph.getparent().remove(paragraph)

    def save_as_libreoffice_does(document: Any) -> None:
        start = next(document.element.body.iter(qn("w:commentRangeStart")))
        start.getnext().insert(0, start)

    base = procedure()
    file = ENGINE.merge(base, edited(base, change), procedure("15 minutes"), BY).file
    said = ENGINE.open_conflicts(edited(file, save_as_libreoffice_does))
    assert said == ENGINE.open_conflicts(file)
    assert "deleted by hand" in said[0]


def test_a_paragraph_deleted_by_hand_stays_deleted_when_nothing_in_it_is_new() -> None:
    def change(document: Any) -> None:
        paragraph = paragraph_with(document, "owner of")._p
        paragraph.getparent().remove(paragraph)

    base = procedure()
    document, conflicts = after(base, edited(base, change), procedure("15 minutes"))
    assert not any("owner of" in text for text in texts(document))
    assert conflicts == 0


def test_a_paragraph_edited_by_hand_that_docgen_drops_stays_with_a_comment() -> None:
    def dropped(document: Any) -> None:
        paragraph = paragraph_with(document, "owner of")._p
        paragraph.getparent().remove(paragraph)

    def change(document: Any) -> None:
        paragraph_with(document, "owner of").add_run(" She signs it.")

    base = procedure()
    document, conflicts = after(base, edited(base, change), edited(base, dropped))
    assert any("She signs it." in text for text in texts(document))
    assert conflicts == 1
    assert "no longer has it" in comments(document)[0]


def test_chapters_in_another_order_stay_so_and_take_the_new_text() -> None:
    def change(document: Any) -> None:
        body = list(document.element.body)
        for element in body[2:5]:
            body[0].addprevious(element)

    base = procedure()
    document, conflicts = after(base, edited(base, change), procedure("15 minutes"))
    assert texts(document)[:4] == [
        "Steps",
        "The duty engineer answers within 15 minutes and tells the caller.",
        "The owner of the service closes the ticket.",
        "Purpose",
    ]
    assert conflicts == 0


def test_a_column_added_by_hand_stays_and_the_grid_fits() -> None:
    def change(document: Any) -> None:
        table = document.tables[0]
        table.add_column(table.columns[0].width)
        for row, who in zip(table.rows, ("Li", "Zhou"), strict=True):
            row.cells[2].text = who

    base = procedure()
    document, _ = after(base, edited(base, change), procedure("30 minutes", (("P1", "15 minutes"), ("P2", "2 hours"), ("P3", "1 day"))))
    assert cells(document)[:2] == [["P1", "15 minutes", "Li"], ["P2", "2 hours", "Zhou"]]
    assert len(document.tables[0]._tbl.tblGrid) == 3


def test_a_header_takes_the_new_revision_and_keeps_what_people_wrote_in_it() -> None:
    def change(document: Any) -> None:
        document.sections[0].header.paragraphs[0].add_run(" - confidential")

    base = procedure(header="Rev A")
    document, conflicts = after(base, edited(base, change), procedure(header="Rev B"))
    assert document.sections[0].header.paragraphs[0].text == "Rev B - confidential"
    assert conflicts == 0


def test_a_conflict_in_a_header_is_proposed_there_and_told_on_the_first_page() -> None:
    def change(document: Any) -> None:
        document.sections[0].header.paragraphs[0].runs[0].text = "Rev X"

    base = procedure(header="Rev A")
    document, conflicts = after(base, edited(base, change), procedure(header="Rev B"))
    assert document.sections[0].header.paragraphs[0].text == "Rev X"
    assert conflicts == 1
    assert comments(document)[0].startswith("In a header, footer or note")


def test_other_peoples_tracked_changes_stay_tracked() -> None:
    def change(document: Any) -> None:
        paragraph = paragraph_with(document, "owner of")
        run = paragraph.runs[0]._r
        mark = run.makeelement(qn("w:ins"), {qn("w:id"): "900", qn("w:author"): "Chen", qn("w:date"): "2026-03-01T00:00:00Z"})
        run.addnext(mark)
        new = docx.Document().add_paragraph().add_run(" within a day")._r
        mark.append(new)

    base = procedure()
    document, _ = after(base, edited(base, change), procedure("15 minutes"))
    marks = [mark for mark in document.element.body.iter(qn("w:ins")) if mark.get(qn("w:author")) == "Chen"]
    assert len(marks) == 1
    assert "15 minutes" in paragraph_with(document, "duty engineer").text


def test_a_style_that_the_new_generation_colours_is_coloured_unless_people_set_that_colour() -> None:
    def coloured(colour: str) -> Change:
        return lambda document: setattr(document.styles["Heading 1"].font.color, "rgb", RGBColor.from_string(colour))

    base = edited(procedure(), coloured("112233"))
    by_hand = edited(base, lambda document: setattr(document.styles["Normal"].font, "italic", True))
    document, _ = after(base, by_hand, edited(procedure(), coloured("AA0000")))
    assert str(document.styles["Heading 1"].font.color.rgb) == "AA0000"
    assert document.styles["Normal"].font.italic
    document, _ = after(base, edited(base, coloured("00BB00")), edited(procedure(), coloured("AA0000")))
    assert str(document.styles["Heading 1"].font.color.rgb) == "00BB00"


def test_a_picture_of_the_new_generation_comes_with_its_file() -> None:
    def pictured(document: Any) -> None:
        picture = BytesIO()
        Image.new("RGB", (8, 8), (0, 0, 200)).save(picture, "PNG")
        paragraph_with(document, "End of").insert_paragraph_before("New chart: ").add_run().add_picture(BytesIO(picture.getvalue()))

    base = procedure()
    by_hand = edited(base, lambda document: paragraph_with(document, "owner of").add_run(" By hand."))
    document, _ = after(base, by_hand, edited(base, pictured))
    relation = next(document.element.body.iter(qn("a:blip"))).get(qn("r:embed"))
    assert document.part.related_parts[relation].blob.startswith(b"\x89PNG")


def test_a_second_merge_keeps_an_open_conflict_and_renews_it_when_there_is_something_newer() -> None:
    def change(document: Any) -> None:
        paragraph_with(document, "duty engineer").runs[0].text = "The duty engineer answers within 20 minutes and tells the caller."

    first, second = procedure(), procedure("15 minutes")
    mine = ENGINE.merge(first, edited(first, change), second, BY).file
    document, conflicts = after(second, mine, procedure("15 minutes", (("P1", "10 minutes"), ("P2", "2 hours"))))
    assert (conflicts, proposed(document)) == (1, [" 15 minutes"])
    document, conflicts = after(second, mine, procedure("5 minutes"))
    assert (conflicts, proposed(document)) == (1, [" 5 minutes"])
    document, conflicts = after(second, mine, procedure("20 minutes"))
    assert (conflicts, proposed(document)) == (0, [])


@pytest.mark.parametrize(("side", "text"), [("mine", "20 minutes"), ("theirs", "15 minutes")])
def test_a_side_wins_without_a_mark_also_in_a_conflict_that_is_open_already(side: str, text: str) -> None:
    def change(document: Any) -> None:
        paragraph_with(document, "duty engineer").runs[0].text = "The duty engineer answers within 20 minutes and tells the caller."
        paragraph_with(document, "restores").add_run(" By hand.")

    first, second = procedure(), procedure("15 minutes")
    by = Reviser(name="docgen", date=BY.date, side=side)
    document, conflicts = after(first, edited(first, change), second, by)
    assert conflicts == 0
    opened = docx.Document(BytesIO(ENGINE.settled(ENGINE.merge(first, edited(first, change), second, BY).file, by)))
    for found in (document, opened):
        assert [line.split("within ")[1].split(" and")[0].strip() for line in texts(found) if "within" in line] == [text]
        assert proposed(found) == comments(found) == []
        assert any("By hand." in line for line in texts(found))


def test_a_conflict_is_settled_when_its_insertion_was_accepted_or_rejected() -> None:
    def change(document: Any) -> None:
        paragraph_with(document, "duty engineer").runs[0].text = "The duty engineer answers within 20 minutes and tells the caller."

    def accepted(document: Any) -> None:
        for mark in list(document.element.body.iter(qn("w:ins"))):
            for run in list(mark):
                mark.addprevious(run)
            mark.getparent().remove(mark)

    base = procedure()
    file = ENGINE.merge(base, edited(base, change), procedure("15 minutes"), BY).file
    assert len(ENGINE.open_conflicts(file)) == 1
    assert ENGINE.open_conflicts(edited(file, accepted)) == ()


def test_a_page_break_and_a_tab_in_the_text_stay() -> None:
    def change(document: Any) -> None:
        paragraph_with(document, "owner of").runs[0].add_break(WD_BREAK.PAGE)
        paragraph_with(document, "restores").add_run("\tby hand")

    base = procedure()
    document, _ = after(base, edited(base, change), procedure("15 minutes"))
    assert any(item.get(qn("w:type")) == "page" for item in document.element.body.iter(qn("w:br")))
    assert "This procedure restores services.\tby hand" in texts(document)


def test_the_same_three_files_give_the_same_bytes() -> None:
    base = procedure()
    mine = edited(base, lambda document: paragraph_with(document, "owner of").add_run(" By hand."))
    assert ENGINE.merge(base, mine, procedure("15 minutes"), BY) == ENGINE.merge(base, mine, procedure("15 minutes"), BY)
