"""A controlled document's life: draft, issued, the next draft."""

from datetime import date

import pytest

from docgen.domain.revision import RevisionScheme, Status
from docgen.domain.standing import Issue, Standing

SCHEME = RevisionScheme.parse("A/0")
FIRST = Issue(by="陈立", on=date(2026, 2, 16))


def issued(standing: Standing, issue: Issue = FIRST, summary: str = "首次发布") -> Standing:
    return standing.issued(issue, SCHEME, "周启明", summary)


def test_a_first_issue_keeps_the_drafts_number_and_adds_a_row_of_history() -> None:
    standing = issued(Standing(revision="A/0"))
    assert (standing.revision, standing.status) == ("A/0", Status.ISSUED)
    row = standing.history[0]
    assert (row.number, row.date, row.author, row.approver, row.summary) == ("A/0", date(2026, 2, 16), "周启明", "陈立", "首次发布")


def test_a_change_after_the_issue_makes_a_draft_of_the_next_revision_and_a_draft_keeps_its_number() -> None:
    drafted = issued(Standing(revision="A/0")).drafted(SCHEME, "P1: 15 min")
    assert (drafted.revision, drafted.status, drafted.summary) == ("A/1", Status.DRAFT, "P1: 15 min")
    again = drafted.drafted(SCHEME, "P1: 12 min")
    assert (again.revision, again.summary, again.history) == ("A/1", "P1: 12 min", drafted.history)


@pytest.mark.parametrize(("major", "number"), [(False, "A/1"), (True, "B/0")])
def test_a_major_change_starts_a_new_edition(major: bool, number: str) -> None:
    drafted = issued(Standing(revision="A/0")).drafted(SCHEME, "P1: 12 min")
    standing = issued(drafted, Issue(by="陈立", on=date(2026, 5, 1), summary="New contract", major=major))
    assert [row.number for row in standing.history] == ["A/0", number]
    assert standing.revision == number
    assert standing.history[-1].summary == "New contract"
    assert standing.summary == ""


def test_a_first_issue_is_never_a_second_edition() -> None:
    assert issued(Standing(revision="A/0"), Issue(by="陈立", on=date(2026, 2, 16), major=True)).revision == "A/0"
