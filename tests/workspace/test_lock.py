"""One docgen at a time in a workspace; the lock dies with its holder."""

from __future__ import annotations

import os
import signal
import time
from pathlib import Path

import pytest

from docgen.errors import WorkspaceError
from docgen.workspace.files import recover
from docgen.workspace.lock import locked
from tests.workspace.makers import NEW, NEW_REGISTER, build, files, in_child, old_workspace, refusal, start, state


def until(path: Path) -> None:
    """Wait until another process has made `path`."""
    deadline = time.monotonic() + 10
    while not path.exists():
        assert time.monotonic() < deadline
        time.sleep(0.005)


def hold(workspace: Path, seconds: float) -> int:
    """Let another process hold the lock for `seconds`, and return its process id once it does."""

    def holding() -> None:
        with locked(workspace):
            (workspace / "held").touch()
            time.sleep(seconds)

    pid = start(holding)
    until(workspace / "held")
    return pid


def take(workspace: Path, wait_seconds: float = 0.0) -> None:
    with locked(workspace, wait_seconds):
        pass


def end(pid: int) -> None:
    os.kill(pid, signal.SIGKILL)
    os.waitpid(pid, 0)


def test_a_second_build_is_told_which_process_is_at_work(tmp_path: Path) -> None:
    pid = hold(tmp_path, 60)
    try:
        with pytest.raises(WorkspaceError) as caught:
            take(tmp_path, 0.1)
        assert caught.value.problems[0].what.key == "workspace.locked"
        assert dict(caught.value.problems[0].what.values) == {"pid": str(pid)}
    finally:
        end(pid)


def test_a_second_build_waits_for_the_first(tmp_path: Path) -> None:
    pid = hold(tmp_path, 0.2)
    take(tmp_path, 10)
    os.waitpid(pid, 0)


def test_two_builds_never_overlap(tmp_path: Path) -> None:
    log = tmp_path / "log"
    log.touch()

    def build() -> None:
        for _ in range(5):
            with locked(tmp_path, 20):
                before = log.read_text()
                time.sleep(0.002)
                log.write_text(f"{before}x")

    for pid in [start(build) for _ in range(3)]:
        assert os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]) == 0
    assert log.read_text() == "x" * 15


def test_two_builds_of_one_folder_at_once_leave_one_sound_state(tmp_path: Path) -> None:
    workspace = old_workspace(tmp_path / "client")

    def whole_build() -> None:
        with locked(workspace, 20):
            recover(workspace)
            build(workspace)

    for pid in [start(whole_build) for _ in range(3)]:
        assert os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]) == 0
    assert files(workspace) == state(NEW_REGISTER, NEW) | {".docgen/lock": b""}


def test_a_killed_holder_leaves_no_lock_behind(tmp_path: Path) -> None:
    end(hold(tmp_path, 60))
    take(tmp_path)


def test_a_worker_that_outlives_its_killed_parent_does_not_keep_the_lock(tmp_path: Path) -> None:
    def holding() -> None:
        with locked(tmp_path):
            worker = start(lambda: time.sleep(60))
            (tmp_path / "worker.part").write_text(str(worker))
            (tmp_path / "worker.part").rename(tmp_path / "worker")
            time.sleep(60)

    pid = start(holding)
    until(tmp_path / "worker")
    end(pid)
    try:
        take(tmp_path)
    finally:
        os.kill(int((tmp_path / "worker").read_text()), signal.SIGKILL)


def test_the_lock_is_not_entered_twice_in_one_process(tmp_path: Path) -> None:
    with locked(tmp_path):
        assert refusal(lambda: take(tmp_path)) == "workspace.locked"
    take(tmp_path)


def test_the_lock_is_free_after_an_error(tmp_path: Path) -> None:
    with pytest.raises(ZeroDivisionError), locked(tmp_path):
        raise ZeroDivisionError
    take(tmp_path)
    assert (tmp_path / ".docgen/lock").read_bytes() == b""


def test_a_folder_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / ".docgen").write_bytes(b"a file")
    assert refusal(lambda: take(tmp_path)) == "workspace.not-a-folder"


def test_a_child_does_not_believe_it_holds_its_parents_lock(tmp_path: Path) -> None:
    with locked(tmp_path):
        assert in_child(lambda: take(tmp_path)) != 0
