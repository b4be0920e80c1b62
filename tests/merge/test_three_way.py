"""Three states of a document: what happens to each block, and that nothing which people wrote is lost."""

from __future__ import annotations

from collections import Counter

from hypothesis import given, settings
from hypothesis import strategies as st

from docgen.merge.content import Block
from docgen.merge.merged import merged
from docgen.merge.three_way import Decision, Verdict, conflicts, merge
from docgen.merge.words import words
from tests.merge.trees import document, documents, edited, paragraph, table, texts

_MARK = "✎"


def result(base: Block, mine: Block, theirs: Block) -> tuple[Block, tuple[Decision, ...]]:
    decisions = merge(base, mine, theirs)
    return merged(mine, theirs, decisions), decisions


@given(st.data())
def test_a_document_that_nobody_edited_becomes_the_new_generation(data: st.DataObject) -> None:
    base = data.draw(documents)
    theirs = data.draw(edited(base))
    assert result(base, base, theirs)[0] == theirs
    assert conflicts(merge(base, base, theirs)) == 0


@given(st.data())
def test_a_document_whose_generation_is_the_same_stays_as_people_left_it(data: st.DataObject) -> None:
    base = data.draw(documents)
    mine = data.draw(edited(base))
    assert result(base, mine, base)[0] == mine
    assert conflicts(merge(base, mine, base)) == 0


@given(st.data())
def test_the_same_edit_on_both_sides_is_no_conflict(data: st.DataObject) -> None:
    base = data.draw(documents)
    mine = data.draw(edited(base))
    after, decisions = result(base, mine, mine)
    assert after == mine
    assert conflicts(decisions) == 0


@settings(max_examples=300)
@given(st.data())
def test_no_word_that_people_added_is_ever_lost(data: st.DataObject) -> None:
    base = data.draw(documents)
    mine, theirs = data.draw(edited(base, _MARK)), data.draw(edited(base))
    after = result(base, mine, theirs)[0]
    assert not _marked(mine) - _marked(after)


@settings(max_examples=300)
@given(st.data())
def test_every_block_of_mine_and_every_new_one_of_theirs_has_one_decision(data: st.DataObject) -> None:
    base = data.draw(documents)
    mine, theirs = data.draw(edited(base)), data.draw(edited(base))
    decisions = merge(base, mine, theirs)
    assert sorted(decision.mine for decision in decisions if decision.mine is not None) == list(range(len(mine.children)))
    given = [decision.theirs for decision in decisions if decision.theirs is not None]
    assert len(given) == len(set(given))


def _marked(block: Block) -> Counter[str]:
    return Counter(word for piece in block.walk() for word in words(piece.text) if word == _MARK)


def test_edits_of_different_paragraphs_are_both_kept() -> None:
    after, decisions = result(
        document("a one", "b two", "c three"), document("a one", "b two by hand", "c three"), document("a new one", "b two", "c three")
    )
    assert texts(after) == ["a new one", "b two by hand", "c three"]
    assert conflicts(decisions) == 0


def test_a_paragraph_added_by_hand_and_one_that_is_new_both_stand_in_their_places() -> None:
    after, _ = result(document("first", "second"), document("first", "note by hand", "second"), document("first", "second", "third"))
    assert texts(after) == ["first", "note by hand", "second", "third"]


def test_a_new_paragraph_comes_behind_what_people_added_at_the_same_place() -> None:
    after, _ = result(document("first", "second"), document("first", "note by hand", "second"), document("first", "new", "second"))
    assert texts(after) == ["first", "note by hand", "new", "second"]


def test_a_paragraph_deleted_by_hand_stays_deleted() -> None:
    after, decisions = result(document("a", "b long text", "c"), document("a", "c"), document("a new", "b long text", "c"))
    assert texts(after) == ["a new", "c"]
    assert conflicts(decisions) == 0


def test_a_paragraph_deleted_by_hand_and_changed_by_docgen_is_shown_as_a_conflict_where_it_was() -> None:
    decisions = merge(document("a", "within 30 min", "c"), document("a", "c"), document("a", "within 15 min", "c"))
    assert [decision.verdict for decision in decisions] == [Verdict.KEEP, Verdict.GONE, Verdict.KEEP]


def test_a_paragraph_that_docgen_drops_goes_but_not_if_people_changed_it() -> None:
    base, theirs = document("a", "b two three four", "c"), document("a", "c")
    assert texts(result(base, base, theirs)[0]) == ["a", "c"]
    after, decisions = result(base, document("a", "b two three four by hand", "c"), theirs)
    assert texts(after) == ["a", "b two three four by hand", "c"]
    assert [decision.verdict for decision in decisions] == [Verdict.KEEP, Verdict.ORPHAN, Verdict.KEEP]


def test_paragraphs_that_people_moved_stay_where_they_are_and_take_the_new_text() -> None:
    base = document("alpha is first here", "beta is second here", "gamma is third here")
    mine = document("gamma is third here", "alpha is first here", "beta is second here")
    after, _ = result(base, mine, document("alpha is first here", "beta is second here", "gamma is third now"))
    assert texts(after) == ["gamma is third now", "alpha is first here", "beta is second here"]


def test_paragraphs_that_only_docgen_moved_are_moved() -> None:
    base = document("alpha is first here", "beta is second here", "gamma is third here")
    mine = document("alpha is first here", "beta is second here", "gamma is third here by hand")
    after, _ = result(base, mine, document("gamma is third here", "alpha is first here", "beta is second here"))
    assert texts(after) == ["gamma is third here by hand", "alpha is first here", "beta is second here"]


def test_a_row_added_by_hand_stays_last_and_the_cells_of_the_others_are_brought_up_to_date() -> None:
    base = table(("P1", "30 min"), ("P2", "2 h"))
    mine = table(("P1", "30 min"), ("P2", "2 h"), ("VIP", "at once"))
    after, decisions = result(document(base), document(mine), document(table(("P1", "15 min"), ("P2", "2 h"), ("P3", "8 h"))))
    assert texts(after) == ["P1", "15 min", "P2", "2 h", "P3", "8 h", "VIP", "at once"]
    assert conflicts(decisions) == 0


def test_a_column_added_by_hand_stays_beside_the_new_values() -> None:
    base = table(("Priority", "Response"), ("P1", "30 min"))
    mine = table(("Priority", "Who", "Response"), ("P1", "Li", "30 min"))
    after, _ = result(document(base), document(mine), document(table(("Priority", "Response"), ("P1", "15 min"))))
    assert texts(after) == ["Priority", "Who", "Response", "P1", "Li", "15 min"]


def test_rows_sorted_by_hand_stay_sorted() -> None:
    base = table(("b row", "1 one"), ("a row", "2 two"), ("c row", "3 three"))
    mine = table(("a row", "2 two"), ("b row", "1 one"), ("c row", "3 three"))
    after, _ = result(document(base), document(mine), document(table(("b row", "1 one"), ("a row", "5 five"), ("c row", "3 three"))))
    assert texts(after) == ["a row", "5 five", "b row", "1 one", "c row", "3 three"]


def test_a_text_rewritten_by_hand_is_not_mixed_with_the_new_one() -> None:
    base = document("The duty engineer calls the owner within 30 min of the report.")
    mine = document("Nobody calls. Mrs Li decides everything herself, always, on the spot and in writing.")
    after, decisions = result(base, mine, document("The duty engineer calls the owner within 15 min of the report."))
    assert after == mine
    assert conflicts(decisions) == 1


def test_an_empty_cell_that_people_filled_keeps_what_they_wrote() -> None:
    base, mine = document(table(("P1", ""))), document(table(("P1", "by hand")))
    after, decisions = result(base, mine, document(table(("P1", ""), ("P2", ""))))
    assert texts(after) == ["P1", "by hand", "P2"]
    assert conflicts(decisions) == 0


def test_one_value_of_a_cell_changed_on_both_sides_is_a_conflict_though_nothing_of_it_is_left() -> None:
    after, decisions = result(
        document(table(("P1", "20 minutes"))), document(table(("P1", "15 minutes"))), document(table(("P1", "1 hour")))
    )
    assert texts(after) == ["P1", "15 minutes"]
    assert conflicts(decisions) == 1


def test_both_filled_an_empty_cell_differently_and_both_texts_stand() -> None:
    after, _ = result(document(table(("P1", ""))), document(table(("P1", "by hand"))), document(table(("P1", "new"))))
    assert {"by hand", "new"} <= set(texts(after))


def test_a_new_form_is_taken_unless_people_gave_it_another() -> None:
    base, theirs = document(paragraph("said", "normal")), document(paragraph("said", "note"))
    assert result(base, base, theirs)[0] == theirs
    mine = document(paragraph("said", "quote"))
    assert result(base, mine, theirs)[0] == mine
