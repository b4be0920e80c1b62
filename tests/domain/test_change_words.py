"""What a revision changes, in the words of its history."""

from __future__ import annotations

import pytest

from docgen.domain.change_words import is_of_content, summary_of
from docgen.domain.changes import Change
from docgen.domain.context import Context
from docgen.domain.profile import Profile
from docgen.sources.profile_file import read_profile
from tests.client import TEMPLATES


def context(language: str) -> Context:
    text = (TEMPLATES.parent / "examples/cloudridge/profile.yaml").read_bytes()
    profile: Profile = read_profile(text, "profile.yaml").profile
    names = {name: getattr(profile, name) for name in profile.__slots__ if getattr(profile, name) is not None}
    return Context(language=language, names=names)


def told(language: str, *changes: Change, template: bool = False, sections: tuple[str, ...] = ()) -> str:
    return summary_of(changes, context(language), template=template, sections=sections)


def response(service: str) -> Change:
    return Change(field=f"services[{service}].targets.P1.response", before="15 min", after="12 min")


def test_a_target_is_named_by_its_service_and_priority() -> None:
    assert told("zh", response("ops")) == "IT 运维外包服务 P1 响应时间：15 分钟 → 12 分钟"
    assert told("en", response("ops")) == "Response time of IT operations outsourcing, P1: 15 minutes → 12 minutes"


def test_what_changed_alike_is_told_once() -> None:
    assert told("zh", response("ops"), response("hosting")).count("→") == 1


def test_a_time_limit_by_priority_is_named_by_what_it_limits() -> None:
    change = Change(field="escalation.first_line.P2", before="20 min", after="12 min")
    assert told("en", change).endswith("P2: 20 minutes → 12 minutes")
    assert "P2 of P2" not in told("en", change)


def test_a_long_text_was_revised_and_a_new_one_is_said() -> None:
    long = Change(field="scope.statement", before="x" * 80, after="y" * 80)
    assert told("en", long).endswith(": revised")
    assert "SD Plus" in told("zh", Change(field="tools.ticketing", before=None, after="SD Plus"))


def test_what_follows_from_other_facts_is_told_only_when_nothing_else_is() -> None:
    clauses = Change(field="document.clauses[0].number", before="8.6.1", after="8.6.2")
    assert told("en", clauses) == "Clauses, records or measures revised"
    assert "lauses" not in told("en", clauses, response("ops"))


@pytest.mark.parametrize(
    ("before", "after", "words"),
    [
        ("AB-P-15", None, "不再引用 AB-P-15"),
        (None, "AB-P-15", "新增引用 AB-P-15"),
        ("AB-P-15", "AB-P-16", "引用文件 AB-P-15 编号改为 AB-P-16"),
    ],
)
def test_a_reference_is_told_by_the_code_of_the_other_document(before: str | None, after: str | None, words: str) -> None:
    assert told("zh", Change(field="documents.change-management", before=before, after=after)) == words


def test_only_the_first_changes_are_told_one_by_one() -> None:
    changes = [Change(field=f"custom.a{number}", before="1", after=str(number + 2)) for number in range(7)]
    assert "3 more" in told("en", *changes)


@pytest.mark.parametrize(
    ("language", "words"),
    [("zh", "文件正文随模板更新；修改章节：首部和“职责”"), ("en", "Text of the template revised; edited: the front pages and “职责”")],
)
def test_template_and_edits_by_hand_are_told_by_chapter(language: str, words: str) -> None:
    assert told(language, template=True, sections=("", "职责")) == words


def test_what_a_document_says_of_its_own_standing_explains_nothing() -> None:
    assert not is_of_content("document.revision")
    assert not is_of_content("document.history[1].date")
    assert is_of_content("document.code")
    assert told("en") == "Wording revised"
