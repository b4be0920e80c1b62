"""The register as a value: generated, issued, withdrawn, restored; codes are given for life."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from docgen.domain.register import Entry, Register
from docgen.domain.revision import Revision, Status

INCIDENT = Entry(
    document="incident-management",
    language="zh",
    code="YL-ITSM-P-12",
    title="事件管理程序",
    path="zh/2-procedures/YL-ITSM-P-12 事件管理程序.docx",
    template_root="shipped",
    template_hash="0" * 64,
    pristine="a" * 64,
    digest="b" * 32,
    used={"organisation.name.zh": "上海云岭"},
    revision="A/0",
)
ENGLISH = replace(INCIDENT, language="en", title="Incident Management", path="en/2-procedures/YL-ITSM-P-12 Incident Management.docx")
KEY = ("incident-management", "zh")
FIRST = Revision(number="A/0", date=date(2026, 2, 16), author="周启明", approver="陈立", summary="首次发布", sha256="0" * 64)


def test_a_generated_document_is_entered_and_the_old_register_stays_as_it_was() -> None:
    empty = Register()
    register = empty.generated(INCIDENT, ENGLISH)
    assert register.entry(*KEY) is INCIDENT
    assert register.entry("incident-management", "en") is ENGLISH
    assert empty == Register()


def test_a_document_generated_again_replaces_its_entry_in_its_language_only() -> None:
    again = replace(INCIDENT, pristine="c" * 64)
    register = Register().generated(INCIDENT, ENGLISH).generated(again)
    assert dict(register.entries) == {KEY: again, ENGLISH.key: ENGLISH}


def test_a_code_is_given_for_life_even_when_its_document_has_another_one_now() -> None:
    register = Register().generated(INCIDENT).generated(replace(INCIDENT, code="YL-ITSM-P-13"))
    assert register.owner_of("YL-ITSM-P-12") == register.owner_of("YL-ITSM-P-13") == "incident-management"
    assert register.owner_of("YL-ITSM-P-14") is None
    with pytest.raises(ValueError, match="YL-ITSM-P-12 belongs to incident-management"):
        register.generated(replace(INCIDENT, document="problem-management"))


def test_a_withdrawn_document_keeps_revision_and_history_and_comes_back_with_them() -> None:
    register = Register().generated(replace(INCIDENT, status=Status.ISSUED, history=(FIRST,)))
    withdrawn = register.withdrawn(*KEY, path="zh/withdrawn/x.docx", because="按现行范围不再适用", on=date(2026, 6, 1))
    entry = withdrawn.entry(*KEY)
    assert entry is not None
    assert (entry.withdrawn, entry.withdrawn_on, entry.path) == (True, date(2026, 6, 1), "zh/withdrawn/x.docx")
    assert entry.withdrawn_because == "按现行范围不再适用"
    assert (entry.status, entry.history) == (Status.ISSUED, (FIRST,))
    assert withdrawn.restored(*KEY, path=INCIDENT.path) == register


def test_what_was_never_generated_cannot_be_withdrawn() -> None:
    with pytest.raises(KeyError):
        Register().withdrawn(*KEY, path="zh/withdrawn/x.docx")


def test_a_document_that_could_not_be_written_stays_as_it_was_known() -> None:
    old = Register().generated(INCIDENT)
    moved = replace(INCIDENT, path="zh/2-procedures/new.docx", pristine="c" * 64)
    new = old.generated(moved, ENGLISH)
    assert new.keeping(old, {}) == new
    assert new.keeping(old, {moved.path: INCIDENT.path}).entry(*KEY) == INCIDENT
    assert new.keeping(old, {moved.path: moved.path}).entry(*KEY) == replace(INCIDENT, path=moved.path)
    assert new.keeping(old, {ENGLISH.path: ENGLISH.path}).entry(*ENGLISH.key) is None
