"""Two edits of one sentence: what both say is kept, and what they say differently is a conflict."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from docgen.merge.words import Edit, merge_words, words

_FEW = st.lists(st.sampled_from("abcdef "), max_size=9).map(tuple)


def result(base: str, mine: str, theirs: str) -> tuple[str, list[str]]:
    """Return the merged sentence, and the words that stand beside it in conflict."""
    by_hand, generated = words(mine), words(theirs)
    said, beside = list(by_hand), []
    for edit in reversed(merge_words(words(base), by_hand, generated)):
        new = generated[edit.new_start : edit.new_end]
        if edit.conflict:
            beside.insert(0, "".join(new))
        else:
            said[edit.start : edit.end] = new
    return "".join(said), beside


def test_the_words_of_a_text_are_numbers_letters_characters_and_signs() -> None:
    assert words("P1：15.5 min内响应 don't") == ("P", "1", "：", "15.5 min", "内", "响", "应", " ", "don't")
    assert words("30分钟、2 个工作日或 99.5%") == ("30分钟", "、", "2 个工作日", "或", " ", "99.5%")


@pytest.mark.parametrize(
    ("base", "mine", "theirs", "said"),
    [
        ("Answer within 30 min.", "Answer by phone within 30 min.", "Answer within 15 min.", "Answer by phone within 15 min."),
        ("服务台在30分钟内响应。", "服务台在30分钟内电话响应。", "服务台在15分钟内响应。", "服务台在15分钟内电话响应。"),
        ("a b c", "X b c", "a b Y", "X b Y"),
        ("a b c", "a b", "X b c", "X b"),
        ("one two", "one two", "one three", "one three"),
        ("one two", "one four", "one two", "one four"),
        ("one two", "one four", "one four", "one four"),
    ],
)
def test_edits_of_different_words_are_both_kept(base: str, mine: str, theirs: str, said: str) -> None:
    assert result(base, mine, theirs) == (said, [])


@pytest.mark.parametrize(
    ("base", "mine", "theirs", "beside"),
    [
        ("within 30 min", "within 45 min", "within 2 h", ["2 h"]),
        ("在30分钟内", "在45分钟内", "在2小时内", ["2小时"]),
        ("30 minutes", "20 minutes", "10 minutes", ["10 minutes"]),
        ("within 30 min", "within", "within 2 h", [" 2 h"]),
    ],
)
def test_the_same_words_changed_twice_are_a_conflict_and_the_hand_text_stays(base: str, mine: str, theirs: str, beside: list[str]) -> None:
    assert result(base, mine, theirs) == (mine, beside)


def test_a_quantity_is_changed_as_a_whole_though_both_begin_with_a_number() -> None:
    assert result("30 min", "45 min", "2 h") == ("45 min", ["2 h"])


@given(_FEW, _FEW)
def test_an_edit_of_one_side_alone_is_taken_whole(base: tuple[str, ...], new: tuple[str, ...]) -> None:
    assert _applied(merge_words(base, base, new), base, new) == new
    assert merge_words(base, new, base) == ()
    assert merge_words(base, new, new) == ()


@given(_FEW, _FEW, _FEW)
def test_no_word_that_mine_added_is_lost_and_edits_come_in_order(
    base: tuple[str, ...], mine: tuple[str, ...], theirs: tuple[str, ...]
) -> None:
    mine = tuple(word.upper() if number % 2 else word for number, word in enumerate(mine))
    edits = merge_words(base, mine, theirs)
    said = _applied(edits, mine, theirs)
    assert all(said.count(word) >= mine.count(word) for word in mine if word.isupper())
    assert [edit.start for edit in edits] == sorted(edit.start for edit in edits)
    assert all(first.end <= second.start for first, second in zip(edits, edits[1:], strict=False))


def _applied(edits: tuple[Edit, ...], mine: tuple[str, ...], theirs: tuple[str, ...]) -> tuple[str, ...]:
    said = list(mine)
    for edit in reversed(edits):
        if not edit.conflict:
            said[edit.start : edit.end] = theirs[edit.new_start : edit.new_end]
    return tuple(said)
