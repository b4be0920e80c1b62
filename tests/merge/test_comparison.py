"""Two states of a document: every change is told once, at its place, and the changes lead from the one to the other and back."""

from __future__ import annotations

from collections import Counter

from hypothesis import given, settings
from hypothesis import strategies as st

from docgen.merge.comparison import Difference, Kind, Piece, Sign, Spot, compare, said, way_back
from docgen.merge.content import Block
from docgen.merge.merged import merged
from docgen.merge.words import words
from tests.merge.trees import document, documents, edited, paragraph, row, table


def told(before: Block, after: Block) -> list[tuple[str, str, str]]:
    return [(found.kind.value, found.before, found.after) for found in compare(before, after)]


def heading(text: str, level: int = 1) -> Block:
    return Block(kind="heading", text=text, style=f"heading {level}")


# -- laws ---------------------------------------------------------------------------------------------------------------------


@given(documents)
def test_nothing_differs_between_a_document_and_itself(block: Block) -> None:
    assert compare(block, block) == ()


@settings(max_examples=300)
@given(st.data())
def test_the_way_back_leads_to_the_old_document_and_turned_round_to_the_new_one(data: st.DataObject) -> None:
    before = data.draw(documents)
    after = data.draw(edited(before))
    assert merged(after, before, way_back(before, after)) == before
    assert merged(before, after, way_back(after, before)) == after


@settings(max_examples=300)
@given(st.data())
def test_the_differences_turn_the_words_of_the_old_document_into_those_of_the_new_one(data: st.DataObject) -> None:
    before = data.draw(documents)
    after = data.draw(edited(before))
    found = compare(before, after)
    bag = _bag(said(child) for child in before.children)
    bag.subtract(_bag(difference.before for difference in found))
    bag.update(_bag(difference.after for difference in found))
    assert +bag == _bag(said(child) for child in after.children)
    assert not -bag


@settings(max_examples=300)
@given(st.data())
def test_the_pieces_of_a_difference_are_its_old_text_without_what_was_added_and_its_new_one_without_what_was_removed(
    data: st.DataObject,
) -> None:
    before = data.draw(documents)
    for found in compare(before, data.draw(edited(before))):
        assert "".join(piece.text for piece in found.pieces if piece.sign is not Sign.ADDED) == found.before
        assert "".join(piece.text for piece in found.pieces if piece.sign is not Sign.REMOVED) == found.after


@given(st.data())
def test_two_documents_that_say_different_things_differ(data: st.DataObject) -> None:
    before = data.draw(documents)
    after = data.draw(edited(before))
    assert bool(compare(before, after)) == (before != after)


def _bag(texts: object) -> Counter[str]:
    said_words = (word for text in texts for word in words(text))  # type: ignore[attr-defined]
    return Counter(word for word in said_words if not word.isspace() and word != "|")


# -- stories ------------------------------------------------------------------------------------------------------------------


def test_a_changed_word_is_told_with_its_sentence() -> None:
    (found,) = compare(document("Report within 30 min."), document("Report within 15 min."))
    assert found.kind is Kind.CHANGED
    assert found.pieces == (
        Piece(Sign.SAME, "Report within "),
        Piece(Sign.REMOVED, "30 min"),
        Piece(Sign.ADDED, "15 min"),
        Piece(Sign.SAME, "."),
    )


def test_chinese_is_compared_by_word() -> None:
    (found,) = compare(document("服务台在15分钟内处理事件。"), document("服务台在15分钟内响应事件。"))
    assert [(piece.sign.value, piece.text) for piece in found.pieces] == [
        ("same", "服务台在15分钟内"),
        ("removed", "处理"),
        ("added", "响应"),
        ("same", "事件。"),
    ]


def test_paragraphs_come_and_go_at_their_places() -> None:
    assert told(document("one a", "two b c d", "three e"), document("one a", "three e", "four f g h")) == [
        ("removed", "two b c d", ""),
        ("added", "", "four f g h"),
    ]


def test_a_moved_paragraph_is_told_once() -> None:
    before = document("alpha is first here", "beta is second here", "gamma is third here")
    after = document("gamma is third here", "alpha is first here", "beta is second here")
    assert told(before, after) == [("moved", "gamma is third here", "gamma is third here")]


def test_a_place_names_the_headings_above_and_the_row() -> None:
    before = document(heading("Handling"), heading("Priorities", 2), table(("P1", "30 min"), ("P2", "2 h")))
    after = document(heading("Handling"), heading("Priorities", 2), table(("P1", "15 min"), ("P2", "2 h")))
    (found,) = compare(before, after)
    assert found.where == (Spot("heading", "Handling"), Spot("heading", "Priorities"), Spot("table", "1"), Spot("row", "P1"))


def test_what_is_gone_is_told_below_the_heading_it_stood_under() -> None:
    before = document(heading("Old chapter"), "said here in four words", heading("Rest"), "x")
    (first, second) = compare(before, document(heading("Rest"), "x"))
    assert (first.before, second.where) == ("Old chapter", (Spot("heading", "Old chapter"),))


def test_a_new_row_is_told_as_one_line() -> None:
    assert told(document(table(("P1", "30 min"))), document(table(("P1", "30 min"), ("P2", "2 h")))) == [("added", "", "P2 | 2 h")]


def test_a_table_with_another_set_of_columns_is_told_row_for_row_or_as_a_whole() -> None:
    before = document(table(("Priority", "Response"), ("P1", "30 min")))
    after = document(table(("Priority", "Who", "Response"), ("P1", "Li", "30 min")))
    assert told(before, after) == [("changed", "Priority | Response\nP1 | 30 min", "Priority | Who | Response\nP1 | Li | 30 min")]
    split = Block(kind="table", children=(row("Priority", "Who", "Response"), row("P1", "30 min")))
    assert told(before, document(split)) == [("changed", "Priority | Response", "Priority | Who | Response")]


def test_another_form_alone_is_told_as_form() -> None:
    assert told(document(paragraph("said", "normal")), document(paragraph("said", "note"))) == [("form", "normal", "note")]


def test_a_text_of_which_hardly_a_word_is_left_is_struck_as_a_whole() -> None:
    before = document("a", "The duty engineer calls the owner within 30 min of the report.", "b")
    after = document("a", "Nobody calls. Mrs Li decides everything herself, always, on the spot and in writing.", "b")
    (found,) = compare(before, after)
    assert [piece.sign for piece in found.pieces] == [Sign.REMOVED, Sign.ADDED]


def test_a_header_that_two_sections_share_is_told_once() -> None:
    def sections(text: str) -> Block:
        header = Block(kind="part", key="default header", children=(paragraph(text),))
        return document("one", Block(kind="section", children=(header,)), "two", Block(kind="section", children=(header,)))

    (found,) = compare(sections("A/0"), sections("A/1"))
    assert (found.where, found.after) == ((Spot("part", "default header"),), "A/1")


def test_a_text_box_is_shown_by_what_it_says() -> None:
    def drawn(text: str) -> Block:
        return Block(kind="paragraph", text="See \ufffc", children=(Block(kind="object", children=(paragraph(text),)),))

    (found,) = compare(document(drawn("old box")), document(drawn("new box")))
    assert isinstance(found, Difference)
    assert (found.before, found.after) == ("See [old box]", "See [new box]")
