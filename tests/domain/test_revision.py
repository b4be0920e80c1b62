"""Revisions are numbered as the client writes them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from docgen.domain.revision import RevisionError, RevisionScheme, next_edition, next_revision


@pytest.mark.parametrize(
    ("first", "limit", "current", "following"),
    [
        ("A/0", None, "A/0", "A/1"),
        ("A/0", None, "A/9", "B/0"),
        ("A/0", 5, "A/5", "B/0"),
        ("A/0", None, "Z/9", "AA/0"),
        ("A/0", None, "AZ/9", "BA/0"),
        ("A/1", 5, "A/5", "B/1"),
        ("1/0", None, "1/9", "2/0"),
        ("1/0", 3, "1/3", "2/0"),
        ("1.0", None, "1.0", "1.1"),
        ("1.0", None, "1.9", "1.10"),
        ("1.0", 9, "1.9", "2.0"),
        ("V1.0", None, "V1.0", "V1.1"),
        ("V1.0", 9, "V1.9", "V2.0"),
        ("V1.00", None, "V1.09", "V1.10"),
    ],
)
def test_a_revision_is_followed_by_the_next_of_its_scheme(first: str, limit: int | None, current: str, following: str) -> None:
    assert next_revision(current, RevisionScheme.parse(first, limit)) == following


@pytest.mark.parametrize(
    ("first", "current", "following"), [("A/0", "A/3", "B/0"), ("1.0", "1.3", "2.0"), ("V1.0", "V9.2", "V10.0"), ("1/0", "2/4", "3/0")]
)
def test_a_major_change_begins_the_next_edition(first: str, current: str, following: str) -> None:
    assert next_edition(current, RevisionScheme.parse(first)) == following


@pytest.mark.parametrize("first", ["", "A", "0", "A0", "A/", "/0", "a/0", "1.0.0", "1.0 ", "第1版", "١.٠"])
def test_what_is_no_first_revision_is_refused(first: str) -> None:
    with pytest.raises(RevisionError):
        RevisionScheme.parse(first)


def test_a_first_revision_beyond_the_limit_is_refused() -> None:
    with pytest.raises(RevisionError):
        RevisionScheme.parse("A/6", 5)


@pytest.mark.parametrize("current", ["1.0", "1/0", "VA/0x", "A.0", "", "draft"])
def test_a_revision_of_another_scheme_is_refused(current: str) -> None:
    scheme = RevisionScheme.parse("A/0")
    assert not scheme.fits(current)
    with pytest.raises(RevisionError):
        next_revision(current, scheme)


@given(first=st.sampled_from(["A/0", "1/0", "1.0", "V1.0", "A/00"]), limit=st.one_of(st.none(), st.integers(1, 12)))
def test_no_revision_comes_twice_and_all_fit_the_scheme(first: str, limit: int | None) -> None:
    scheme = RevisionScheme.parse(first, limit)
    revisions = [first]
    for _ in range(120):
        revisions.append(next_revision(revisions[-1], scheme))
    assert len(set(revisions)) == len(revisions)
    assert all(scheme.fits(revision) for revision in revisions)
