"""What lies in documents/: as generated, edited, gone, moved by a person, unreadable, open elsewhere."""

from __future__ import annotations

import os
import time
import unicodedata
from pathlib import Path

import pytest

from docgen.domain.register import Entry, Key
from docgen.workspace.files import write_all
from docgen.workspace.journal import Write, hash_of
from docgen.workspace.observe import Found, Observation, Observed, OpenIn, observe, open_elsewhere, writable
from tests.workspace.makers import CHANGE, INCIDENT, OLD, OLD_REGISTER, SUPPLIER, as_user, entry, old_workspace, refusal

NAMES = {b"incident": "incident", b"change": "change", b"supplier": "supplier"}


def identify(content: bytes) -> Key | None:
    """The stamp of these files is their first word."""
    name = NAMES.get(content.replace(b",", b" ").split(b" ")[0])
    return (name, "zh") if name else None


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    return old_workspace(tmp_path / "client")


def seen(workspace: Path) -> Observation:
    return observe(workspace, OLD_REGISTER.entries.values(), identify)


def incident(workspace: Path) -> Observed:
    return seen(workspace).documents["incident", "zh"]


def test_an_untouched_folder_is_the_same_and_gives_the_bytes(workspace: Path) -> None:
    observation = seen(workspace)
    assert [item.found for item in observation.documents.values()] == [Found.SAME] * 3
    assert observation.documents["change", "zh"].content == OLD["change"]
    assert observation.strangers == ()


def test_an_edited_file_is_other_with_its_hash(workspace: Path) -> None:
    (workspace / "documents" / INCIDENT).write_bytes(b"incident, edited")
    item = incident(workspace)
    assert (item.found, item.content, item.sha256) == (Found.OTHER, b"incident, edited", hash_of(b"incident, edited"))
    assert not item.moved


def test_an_edit_that_keeps_size_and_date_is_seen(workspace: Path) -> None:
    file = workspace / "documents" / INCIDENT
    before = file.stat()
    file.write_bytes(OLD["incident"].replace(b"30", b"31"))
    os.utime(file, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert incident(workspace).found is Found.OTHER


def test_a_deleted_file_is_absent(workspace: Path) -> None:
    (workspace / "documents" / INCIDENT).unlink()
    item = incident(workspace)
    assert (item.found, item.content, item.path) == (Found.ABSENT, None, INCIDENT)


def test_a_workspace_without_documents_has_nothing(tmp_path: Path) -> None:
    assert {item.found for item in seen(tmp_path).documents.values()} == {Found.ABSENT}


@pytest.mark.parametrize("to", ["zh/2-procedures/our incidents.docx", "zh/incident.docx", "old/deep/incident.docx"])
def test_a_file_that_a_person_renamed_or_moved_is_found_by_its_stamp(workspace: Path, to: str) -> None:
    (workspace / "documents" / to).parent.mkdir(parents=True, exist_ok=True)
    (workspace / "documents" / INCIDENT).rename(workspace / "documents" / to)
    observation = seen(workspace)
    item = observation.documents["incident", "zh"]
    assert (item.found, item.path, item.moved) == (Found.SAME, to, True)
    assert observation.strangers == ()


def test_a_copy_beside_the_original_is_a_stranger(workspace: Path) -> None:
    copy = "zh/2-procedures/copy.docx"
    (workspace / "documents" / copy).write_bytes(OLD["incident"])
    observation = seen(workspace)
    assert observation.documents["incident", "zh"].path == INCIDENT
    assert observation.strangers == (copy,)
    assert observation.is_taken("zh/2-procedures/COPY.docx")
    assert not observation.is_taken(INCIDENT)


def test_two_documents_that_a_person_swapped_are_told_apart(workspace: Path) -> None:
    one, two = workspace / "documents" / INCIDENT, workspace / "documents" / CHANGE
    one.rename(workspace / "between")
    two.rename(one)
    (workspace / "between").rename(two)
    documents = seen(workspace).documents
    assert (documents["incident", "zh"].path, documents["incident", "zh"].content) == (CHANGE, OLD["incident"])
    assert (documents["change", "zh"].path, documents["change", "zh"].content) == (INCIDENT, OLD["change"])


def test_a_file_whose_stamp_is_gone_is_known_by_its_place(workspace: Path) -> None:
    (workspace / "documents" / INCIDENT).write_bytes(b"rewritten without a stamp")
    assert incident(workspace).found is Found.OTHER


def test_a_name_that_macos_spells_decomposed_is_the_same_name(tmp_path: Path) -> None:
    path = "en/2-procedures/P-01 \u00e9tat.docx"
    item = entry("etat", path, b"etat")
    (tmp_path / "documents/en/2-procedures").mkdir(parents=True)
    (tmp_path / "documents" / unicodedata.normalize("NFD", path)).write_bytes(b"etat")
    observed = observe(tmp_path, [item], identify).documents["etat", "en"]
    assert observed.found is Found.SAME
    assert not observed.moved
    assert (tmp_path / "documents" / observed.path).exists()


def test_what_cannot_be_read_is_told_without_stopping(workspace: Path) -> None:
    (workspace / "documents" / INCIDENT).unlink()
    os.mkfifo(workspace / "documents" / INCIDENT)
    (workspace / "documents" / CHANGE).unlink()
    (workspace / "documents" / CHANGE).symlink_to("/etc/hostname")
    documents = seen(workspace).documents
    for document, key in (("incident", "workspace.not-a-regular-file"), ("change", "workspace.leaves-workspace")):
        detail = documents[document, "zh"].detail
        assert documents[document, "zh"].found is Found.UNREADABLE
        assert documents[document, "zh"].content is None
        assert detail is not None
        assert detail.key == key


def test_a_linked_folder_that_leads_outside_is_refused(workspace: Path, tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    (workspace / "documents/zh/linked").symlink_to(tmp_path / "elsewhere")
    assert refusal(lambda: seen(workspace)) == "workspace.leaves-workspace"


def test_a_linked_folder_that_stays_inside_is_met_at_its_real_place(workspace: Path) -> None:
    (workspace / "documents/zh/again").symlink_to(workspace / "documents")
    assert seen(workspace).strangers == ()


def test_owner_files_and_system_files_are_no_strangers(workspace: Path) -> None:
    for name in ("~$-ITSM-P-12.docx", ".~lock.a.docx#", ".DS_Store", "Thumbs.db"):
        (workspace / "documents/zh" / name).write_bytes(b"")
    assert seen(workspace).strangers == ()


@pytest.mark.parametrize(
    ("marker", "program"),
    [
        ("~$-ITSM-P-12 事件管理程序.docx", "Word"),  # the first two characters are cut
        ("~$YL-ITSM-P-12 事件管理程序.docx", "Word"),
        (".~lock.YL-ITSM-P-12 事件管理程序.docx#", "LibreOffice"),
        (".~-ITSM-P-12 事件管理程序.docx", "WPS"),
    ],
)
def test_a_file_open_in_another_program_is_known_by_its_owner_file(workspace: Path, marker: str, program: str) -> None:
    file = workspace / "documents" / INCIDENT
    assert open_elsewhere(file) is None
    (file.parent / marker).write_bytes(b"")
    assert open_elsewhere(file) == OpenIn(program=program, marker=marker)
    assert incident(workspace).open_in == OpenIn(program=program, marker=marker)
    assert open_elsewhere(workspace / "documents" / SUPPLIER) is None


def test_excel_puts_the_whole_name_into_its_owner_file(tmp_path: Path) -> None:
    (tmp_path / "~$F-12-01 事件登记表.xlsx").write_bytes(b"")
    assert open_elsewhere(tmp_path / "F-12-01 事件登记表.xlsx") == OpenIn(program="Excel", marker="~$F-12-01 事件登记表.xlsx")


def test_a_read_only_file_is_not_writable(open_workspace: Path) -> None:
    file = open_workspace / "documents" / INCIDENT

    def check() -> None:
        assert writable(file)
        file.chmod(0o444)
        assert not writable(file)
        assert not incident(open_workspace).writable

    assert as_user(check) == 0


def test_a_file_that_may_not_be_read_is_told(open_workspace: Path) -> None:
    def check() -> None:
        (open_workspace / "documents" / INCIDENT).chmod(0)
        assert incident(open_workspace).found is Found.UNREADABLE

    assert as_user(check) == 0


def test_each_file_is_read_once_and_three_hundred_are_quick(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    entries: list[Entry] = []
    changes = []
    for number in range(300):
        content = bytes([number % 256]) * 40_000 + str(number).encode()
        item = entry(f"d{number}", f"zh/2-procedures/P-{number:03} 程序.docx", content)
        entries.append(item)
        if number:  # the first is missing, so that all strangers are asked for their stamp
            changes.append(Write(path=f"documents/{item.path}", content=content))
    write_all(tmp_path, [*changes, *(Write(path=f"documents/zh/{n}.docx", content=b"stranger%d" % n) for n in range(20))])
    reads: list[Path] = []
    read_bytes = Path.read_bytes
    monkeypatch.setattr(Path, "read_bytes", lambda path: (reads.append(path), read_bytes(path))[1])
    began = time.perf_counter()
    observation = observe(tmp_path, entries, lambda content: None)
    assert time.perf_counter() - began < 1.0
    assert len(reads) == len(set(reads)) == 319
    assert sum(item.found is Found.SAME for item in observation.documents.values()) == 299
    assert len(observation.strangers) == 20
