"""All changes become visible, or none; whoever saves a document meanwhile wins; a crash at any moment is mended."""

from __future__ import annotations

import json
import operator
import os
import random
import resource
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from itertools import count
from pathlib import Path

import pytest

from docgen.workspace import pristine, register_file
from docgen.workspace.files import create_workspace, pending, recover, write_all
from docgen.workspace.journal import ANYTHING, Move, Write, hash_of
from tests.workspace.makers import (
    CHANGE,
    CHANGE_RENAMED,
    CHANGES,
    INCIDENT,
    NEW,
    NEW_REGISTER,
    OLD,
    OLD_REGISTER,
    PROBLEM,
    SUPPLIER,
    SUPPLIER_WITHDRAWN,
    as_user,
    build,
    edited,
    files,
    in_child,
    old_workspace,
    refusal,
    start,
    state,
    times,
)

OLD_STATE = state(OLD_REGISTER, OLD)
NEW_STATE = state(NEW_REGISTER, NEW)
WHOLE = {*OLD_STATE.values(), *NEW_STATE.values()}


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    return old_workspace(tmp_path / "docgen-ws")


@pytest.fixture
def reset(workspace: Path, tmp_path: Path) -> Callable[[], None]:
    """Puts the workspace back into the state it has when this is first called."""
    original = tmp_path / "original"

    def again() -> None:
        if not original.exists():
            shutil.copytree(workspace, original)
        shutil.rmtree(workspace)
        shutil.copytree(original, workspace)

    return again


def crash(workspace: Path, when: Callable[[], bool]) -> None:
    """Build, and die as soon as `when` holds."""
    assert in_child(lambda: build(workspace), dies=lambda _: when()) == -signal.SIGKILL


def crash_after_commit(workspace: Path) -> None:
    crash(workspace, lambda: pending(workspace))


# --- what a transaction does


def test_documents_pristine_copies_and_register_appear_together_and_unnamed_copies_go(workspace: Path) -> None:
    written = build(workspace)
    assert files(workspace) == NEW_STATE
    assert written.kept == ()
    assert f"documents/{CHANGE_RENAMED}" in written.paths


def test_a_second_build_writes_nothing_at_all(workspace: Path) -> None:
    build(workspace)
    before = files(workspace), times(workspace)
    again = [Write(path=f"documents/{INCIDENT}", content=NEW["incident"], expected=hash_of(NEW["incident"]))]
    assert write_all(workspace, again, NEW_REGISTER).paths == ()
    assert (files(workspace), times(workspace)) == before


def test_a_register_alone_can_change(workspace: Path) -> None:
    register = replace(OLD_REGISTER, docgen="0.2.0")
    write_all(workspace, [], register)
    assert register_file.read(workspace) == register


def test_the_register_is_left_alone_by_a_command_that_has_none(workspace: Path) -> None:
    write_all(workspace, [Write(path="report/matrix.md", content=b"matrix")])
    assert files(workspace) == OLD_STATE | {"report/matrix.md": b"matrix"}


def test_a_report_is_written_over_whatever_lies_there(workspace: Path) -> None:
    for content in (b"first", b"second"):
        write_all(workspace, [Write(path="report/matrix.md", content=content, expected=ANYTHING)])
    assert (workspace / "report/matrix.md").read_bytes() == b"second"


def test_a_file_is_replaced_as_a_whole_and_never_written_into(workspace: Path) -> None:
    with (workspace / "documents" / INCIDENT).open("rb") as reader, (workspace / ".docgen/register.json").open("rb") as register_reader:
        build(workspace)
        assert reader.read() == OLD["incident"]
        assert register_reader.read() == OLD_STATE[".docgen/register.json"]


def test_the_permissions_of_a_replaced_file_stay(workspace: Path) -> None:
    (workspace / "documents" / INCIDENT).chmod(0o664)
    build(workspace)
    assert (workspace / "documents" / INCIDENT).stat().st_mode & 0o777 == 0o664


def report(content: bytes, *, read_only: bool) -> Write:
    return Write(path="report/pdf/incident.pdf", content=content, expected=ANYTHING, read_only=read_only)


@pytest.mark.parametrize(("before", "after"), [(True, True), (True, False), (False, True)])
def test_a_file_that_nobody_is_to_change_is_read_only_and_docgen_replaces_it_all_the_same(
    open_workspace: Path, before: bool, after: bool
) -> None:
    def check() -> None:
        file = open_workspace / "report/pdf/incident.pdf"
        write_all(open_workspace, [report(b"first", read_only=before)])
        assert os.access(file, os.W_OK) is not before
        written = write_all(open_workspace, [report(b"second", read_only=after)])
        assert (written.kept, file.read_bytes()) == ((), b"second")
        assert os.access(file, os.W_OK) is not after
        assert write_all(open_workspace, [report(b"second", read_only=after)]).paths == ()

    assert as_user(check) == 0


def test_a_file_that_became_one_that_nobody_is_to_change_is_made_read_only_with_the_same_content(workspace: Path) -> None:
    write_all(workspace, [report(b"same", read_only=False)])
    write_all(workspace, [report(b"same", read_only=True)])
    assert not (workspace / "report/pdf/incident.pdf").stat().st_mode & 0o222


def test_a_crash_before_a_read_only_file_is_in_place_is_mended(workspace: Path) -> None:
    for content in (b"first", b"second"):
        child = in_child(lambda: write_all(workspace, [report(content, read_only=True)]), dies=lambda _: pending(workspace))  # noqa: B023
        assert child == -signal.SIGKILL
        recover(workspace)
        assert (workspace / "report/pdf/incident.pdf").read_bytes() == content
        assert not (workspace / "report/pdf/incident.pdf").stat().st_mode & 0o222


# --- crashes


def test_killed_at_any_step_the_folder_is_old_before_the_commit_and_new_after_it(workspace: Path, reset: Callable[[], None]) -> None:
    outcomes = []
    finished = False
    while not finished:
        reset()
        finished = in_child(lambda: build(workspace), dies=lambda step: step > len(outcomes)) == 0
        contents = {content for path, content in files(workspace).items() if not path.startswith(".docgen/journal/")}
        assert contents <= WHOLE, "even before recovery no file is half-written"
        recover(workspace)
        outcomes.append(files(workspace))
    assert all(outcome in (OLD_STATE, NEW_STATE) for outcome in outcomes)
    committed = outcomes.index(NEW_STATE)
    assert OLD_STATE not in outcomes[committed:]
    assert committed > 10
    assert len(outcomes) - committed > 10


@pytest.mark.parametrize("committed", [True, False])
def test_recovery_killed_at_any_step_is_taken_up_by_the_next(workspace: Path, reset: Callable[[], None], committed: bool) -> None:
    crash(workspace, lambda: pending(workspace) or (not committed and (workspace / ".docgen/journal/3").exists()))
    for last in count():
        reset()
        finished = in_child(lambda: recover(workspace), dies=partial(operator.lt, last)) == 0
        recover(workspace)
        assert files(workspace) == (NEW_STATE if committed else OLD_STATE)
        assert not (workspace / ".docgen/journal").exists()
        if finished:
            break
    assert last >= 5


def test_killed_from_outside_at_random_moments_the_folder_is_old_or_new(workspace: Path, reset: Callable[[], None]) -> None:
    began = time.perf_counter()
    assert in_child(lambda: build(workspace)) == 0
    whole = time.perf_counter() - began
    moments = random.Random(7)
    for _ in range(100):
        reset()
        pid = start(lambda: build(workspace))
        time.sleep(moments.uniform(0, whole * 1.2))
        os.kill(pid, signal.SIGKILL)
        os.waitpid(pid, 0)
        recover(workspace)
        assert files(workspace) in (OLD_STATE, NEW_STATE)


def test_recovery_of_a_sound_folder_touches_nothing(workspace: Path) -> None:
    before = times(workspace)
    assert recover(workspace) is None
    assert times(workspace) == before


def test_recovery_tells_what_it_finished(workspace: Path) -> None:
    crash_after_commit(workspace)
    finished = recover(workspace)
    assert finished is not None
    assert f"documents/{PROBLEM}" in finished.paths


def test_nothing_new_is_begun_before_an_interrupted_build_is_finished(workspace: Path) -> None:
    crash_after_commit(workspace)
    assert refusal(lambda: build(workspace)) == "workspace.must-finish-first"


def test_a_damaged_staged_file_is_never_put_in_place(workspace: Path) -> None:
    crash_after_commit(workspace)
    (workspace / ".docgen/journal/0").write_bytes(b"half a fi")
    assert refusal(lambda: recover(workspace)) == "workspace.staged-damaged"
    assert (workspace / "documents" / INCIDENT).read_bytes() == OLD["incident"]


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("{", "workspace.journal-unreadable"),
        ('{"version": 1, "register": true, "steps": [{"path": 7}]}', "workspace.journal-unreadable"),
        ('{"version": 2}', "workspace.journal-newer"),
    ],
)
def test_a_journal_that_is_damaged_or_newer_is_told(workspace: Path, text: str, key: str) -> None:
    crash_after_commit(workspace)
    (workspace / ".docgen/journal/journal.json").write_text(text)
    assert refusal(lambda: recover(workspace)) == key


def test_a_journal_from_elsewhere_cannot_write_outside(workspace: Path, tmp_path: Path) -> None:
    crash_after_commit(workspace)
    file = workspace / ".docgen/journal/journal.json"
    journal = json.loads(file.read_bytes())
    journal["steps"][0]["path"] = "../stolen.docx"
    file.write_text(json.dumps(journal))
    assert refusal(lambda: recover(workspace)) == "workspace.leaves-workspace"
    assert not (tmp_path / "stolen.docx").exists()


# --- a person at work at the same time


@pytest.mark.parametrize("crashed", [False, True])
def test_a_file_saved_meanwhile_stays_and_its_entry_too(workspace: Path, crashed: bool) -> None:
    if crashed:
        crash_after_commit(workspace)
    (workspace / "documents" / INCIDENT).write_bytes(b"edited by hand")
    written = recover(workspace) if crashed else build(workspace)
    assert written is not None
    assert [keep.path for keep in written.kept] == [f"documents/{INCIDENT}"]
    assert written.kept[0].reason.key == "workspace.kept-saved"
    register = register_file.read(workspace)
    assert register.entry("incident", "zh") == OLD_REGISTER.entry("incident", "zh")
    expected = state(register, NEW | {"incident": OLD["incident"]}) | {f"documents/{INCIDENT}": b"edited by hand"}
    assert files(workspace) == expected, "the old pristine copy stays for the merge; all other documents are new"


def test_a_file_saved_after_it_was_put_in_place_counts_as_an_edit_of_the_new_one(workspace: Path) -> None:
    crash(workspace, lambda: pending(workspace) and not (workspace / ".docgen/journal/0").exists())
    (workspace / "documents" / INCIDENT).write_bytes(b"new, and edited by hand")
    recover(workspace)
    assert files(workspace) == NEW_STATE | {f"documents/{INCIDENT}": b"new, and edited by hand"}


def test_a_renamed_document_saved_meanwhile_stays_where_it_was(workspace: Path) -> None:
    (workspace / "documents" / CHANGE).write_bytes(b"edited by hand")
    written = build(workspace)
    assert [(keep.path, keep.stays) for keep in written.kept] == [(f"documents/{CHANGE_RENAMED}", f"documents/{CHANGE}")]
    assert register_file.read(workspace).entry("change", "zh") == OLD_REGISTER.entry("change", "zh")
    assert (workspace / "documents" / CHANGE).read_bytes() == b"edited by hand"
    assert not (workspace / "documents" / CHANGE_RENAMED).exists()


def test_a_document_saved_between_its_move_and_its_new_content_is_registered_where_it_is(workspace: Path) -> None:
    moved = workspace / "documents" / CHANGE_RENAMED
    crash(workspace, moved.exists)
    assert moved.read_bytes() == OLD["change"]
    moved.write_bytes(b"edited by hand")
    recover(workspace)
    old = OLD_REGISTER.entry("change", "zh")
    assert old is not None
    assert register_file.read(workspace).entry("change", "zh") == edited(old, path=CHANGE_RENAMED)
    assert moved.read_bytes() == b"edited by hand"


def test_a_document_that_only_moves_takes_the_edit_along(workspace: Path) -> None:
    (workspace / "documents" / SUPPLIER).write_bytes(b"edited by hand")
    assert build(workspace).kept == ()
    assert files(workspace) == NEW_STATE | {f"documents/{SUPPLIER_WITHDRAWN}": b"edited by hand"}


def test_a_file_deleted_meanwhile_is_not_written_again(workspace: Path) -> None:
    for path in (INCIDENT, CHANGE):
        (workspace / "documents" / path).unlink()
    written = build(workspace)
    assert [keep.reason.key for keep in written.kept] == ["workspace.kept-gone"] * 2
    assert not (workspace / "documents" / INCIDENT).exists()
    register = register_file.read(workspace)
    assert [register.entry(name, "zh") for name in ("incident", "change")] == [
        OLD_REGISTER.entry(name, "zh") for name in ("incident", "change")
    ]


@pytest.mark.parametrize("path", [PROBLEM, CHANGE_RENAMED, SUPPLIER_WITHDRAWN])
def test_a_strange_file_in_the_way_stays(workspace: Path, path: str) -> None:
    (workspace / "documents" / path).parent.mkdir(parents=True, exist_ok=True)
    (workspace / "documents" / path).write_bytes(b"somebody's")
    written = build(workspace)
    assert [keep.reason.key for keep in written.kept] == ["workspace.kept-in-the-way"]
    assert (workspace / "documents" / path).read_bytes() == b"somebody's"
    register = register_file.read(workspace)
    assert register.entry("problem", "en") == (None if path == PROBLEM else NEW_REGISTER.entry("problem", "en"))
    for item in register.entries.values():
        assert (workspace / "documents" / item.path).exists()
        assert (workspace / f".docgen/pristine/{item.pristine}.docx").exists()


def test_after_a_kept_file_the_next_build_finds_a_sound_folder(workspace: Path) -> None:
    (workspace / "documents" / INCIDENT).write_bytes(b"edited by hand")
    build(workspace)
    merge = Write(path=f"documents/{INCIDENT}", content=b"merged", expected=hash_of(b"edited by hand"))
    assert write_all(workspace, [merge], NEW_REGISTER).kept == ()
    assert (workspace / "documents" / INCIDENT).read_bytes() == b"merged"


def test_whatever_people_do_around_a_crash_their_files_stay_and_every_entry_fits_its_file(
    workspace: Path, reset: Callable[[], None]
) -> None:
    chance = random.Random(11)
    paths = (INCIDENT, CHANGE, CHANGE_RENAMED, SUPPLIER, SUPPLIER_WITHDRAWN, PROBLEM)
    for number in range(60):
        reset()
        last = chance.randrange(75)
        in_child(lambda: build(workspace), dies=partial(operator.lt, last))
        saved: dict[str, bytes] = {}
        for turn in range(chance.randint(1, 3)):
            path = chance.choice(paths)
            file = workspace / "documents" / path
            if file.exists() and chance.random() < 0.3:
                file.unlink()
                saved.pop(path, None)
            else:
                file.parent.mkdir(parents=True, exist_ok=True)
                saved[path] = f"saved by hand {number} {turn}".encode()
                file.write_bytes(saved[path])
        recover(workspace)
        after = files(workspace / "documents")
        assert set(saved.values()) <= set(after.values())
        for item in register_file.read(workspace).entries.values():
            pristine.read(workspace, item)
            content = after.get(item.path)
            assert content is None or content in saved.values() or hash_of(content) == item.pristine


# --- what cannot be written


@pytest.mark.parametrize("closed", ["documents/zh/2-procedures", "documents", ".docgen", f"documents/{INCIDENT}"])
def test_a_read_only_folder_or_file_refuses_everything(open_workspace: Path, closed: str) -> None:
    (open_workspace / closed).chmod(0o555)
    before = files(open_workspace), times(open_workspace)

    def check() -> None:
        assert refusal(lambda: build(open_workspace)) == "workspace.not-permitted"

    assert as_user(check) == 0
    after = files(open_workspace), times(open_workspace)
    assert after[0] == before[0]
    assert set(after[1]) == set(before[1]), "no folder is left behind"


def test_a_limit_on_file_size_leaves_nothing_half_written(workspace: Path) -> None:
    before = files(workspace)

    def check() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (1_000, 1_000))
        changes = [*CHANGES, Write(path="documents/zh/9-new/large.docx", content=b"x" * 10_000)]
        assert refusal(lambda: write_all(workspace, changes, NEW_REGISTER)) == "workspace.disk-full"

    assert in_child(check) == 0
    assert files(workspace) == before
    assert not (workspace / ".docgen/journal").exists()
    assert not (workspace / "documents/zh/9-new").exists()


FULL_DISK = """
import subprocess, sys
from pathlib import Path
sys.path.insert(0, {root!r})
from tests.workspace.makers import CHANGES, NEW_REGISTER, build, files, old_workspace, refusal
from docgen.workspace.files import write_all
from docgen.workspace.journal import Write
subprocess.run(["mount", "-t", "tmpfs", "-o", "size=200k", "tmpfs", {disk!r}], check=True)
workspace = old_workspace(Path({disk!r}) / "docgen-ws")
before = files(workspace)
changes = [*CHANGES, Write(path="documents/zh/large.docx", content=b"x" * 500_000)]
assert refusal(lambda: write_all(workspace, changes, NEW_REGISTER)) == "workspace.disk-full"
assert files(workspace) == before
assert not (workspace / ".docgen/journal").exists()
build(workspace)
subprocess.run(["mount", "-t", "tmpfs", "tmpfs", workspace / "documents/en"], check=True)
assert refusal(lambda: write_all(workspace, [Write(path="documents/en/new.docx", content=b"x")])) == "workspace.other-disk"
"""


def test_a_full_disk_leaves_the_old_state_and_a_later_build_succeeds(tmp_path: Path) -> None:
    own_mounts = ["unshare", "--user", "--map-root-user", "--mount"]
    if shutil.which("unshare") is None or subprocess.run([*own_mounts, "true"], check=False, capture_output=True).returncode:
        pytest.skip("this system gives no small disk to a test")
    script = FULL_DISK.format(root=str(Path(__file__).parents[2]), disk=str(tmp_path))
    subprocess.run([*own_mounts, sys.executable, "-c", script], check=True)


def test_a_name_longer_than_the_system_takes_is_told(workspace: Path) -> None:
    before = files(workspace)
    long = Write(path=f"documents/zh/{'长' * 100}.docx", content=b"x")
    assert refusal(lambda: write_all(workspace, [*CHANGES, long], NEW_REGISTER)) == "workspace.path-too-long"
    assert files(workspace) == before


def test_a_file_where_a_folder_must_be_and_a_folder_where_a_file_must_be_are_told(workspace: Path) -> None:
    (workspace / "forms").write_bytes(b"a file")
    assert refusal(lambda: write_all(workspace, [Write(path="forms/a.xlsx", content=b"x")])) == "workspace.not-a-folder"
    (workspace / "report").mkdir()
    assert refusal(lambda: write_all(workspace, [Write(path="report", content=b"x")])) == "workspace.not-a-file"


@pytest.mark.parametrize(
    ("path", "key"),
    [
        ("../outside.docx", "workspace.leaves-workspace"),
        ("/tmp/outside.docx", "workspace.leaves-workspace"),
        ("documents/../../outside.docx", "workspace.leaves-workspace"),
        ("documents/link/outside.docx", "workspace.leaves-workspace"),
        ("records/2026-01.xlsx", "workspace.records-untouched"),
        ("Records/new.xlsx", "workspace.records-untouched"),
        (".docgen/register.json", "workspace.own-file"),
        (".docgen/journal/journal.json", "workspace.own-file"),
    ],
)
def test_no_change_leaves_the_workspace_or_enters_what_is_not_docgens(workspace: Path, tmp_path: Path, path: str, key: str) -> None:
    (tmp_path / "elsewhere").mkdir()
    (workspace / "documents/link").symlink_to(tmp_path / "elsewhere")
    before = files(tmp_path)
    assert refusal(lambda: write_all(workspace, [Write(path=path, content=b"x")])) == key
    move = Move(path=f"documents/{INCIDENT}", to=path, expected=hash_of(OLD["incident"]))
    assert refusal(lambda: write_all(workspace, [move])) == key
    assert files(tmp_path) == before


def test_a_linked_state_folder_that_leads_outside_is_refused(workspace: Path, tmp_path: Path) -> None:
    (workspace / ".docgen").rename(tmp_path / "elsewhere")
    (workspace / ".docgen").symlink_to(tmp_path / "elsewhere")
    before = files(tmp_path)
    assert refusal(lambda: build(workspace)) == "workspace.leaves-workspace"
    assert files(tmp_path) == before


def test_two_files_that_windows_takes_for_one_are_refused(workspace: Path) -> None:
    changes = [Write(path=f"documents/en/{name}.docx", content=name.encode()) for name in ("YL-P-01 Access", "yl-p-01 access")]
    assert refusal(lambda: write_all(workspace, changes)) == "workspace.same-name"


def test_the_same_change_twice_is_one_change(workspace: Path) -> None:
    change = Write(path="report/matrix.md", content=b"matrix")
    assert write_all(workspace, [change, change]).paths == ("report/matrix.md",)


# --- starting a client's folder


def test_a_new_folder_gets_its_profile_and_further_files(tmp_path: Path) -> None:
    create_workspace(tmp_path / "a" / "client", "organisation:\n", {"logo.png": b"png"})
    assert files(tmp_path / "a" / "client") == {"profile.yaml": b"organisation:\n", "logo.png": b"png"}


def test_an_empty_folder_and_one_with_hidden_files_only_may_become_a_clients(tmp_path: Path) -> None:
    (tmp_path / ".gitignore").write_text("x")
    create_workspace(tmp_path, "organisation:\n")
    assert (tmp_path / "profile.yaml").exists()


def test_a_folder_with_other_files_is_refused_and_left_alone(tmp_path: Path) -> None:
    (tmp_path / "holiday.jpg").write_bytes(b"x")
    assert refusal(lambda: create_workspace(tmp_path, "organisation:\n")) == "workspace.folder-not-empty"
    assert set(times(tmp_path)) == {"holiday.jpg"}


def test_a_profile_is_never_written_over(workspace: Path) -> None:
    create_workspace(workspace, "first\n")
    assert refusal(lambda: create_workspace(workspace, "second\n")) == "workspace.profile-exists"
    assert (workspace / "profile.yaml").read_text() == "first\n"


def test_a_folder_that_cannot_be_completed_is_not_begun(tmp_path: Path) -> None:
    folder = tmp_path / "client"
    assert refusal(lambda: create_workspace(folder, "organisation:\n", {"长" * 100: b"x"})) == "workspace.path-too-long"
    assert not folder.exists()
