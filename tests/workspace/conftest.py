"""A workspace that a user without privileges owns: root may write everywhere, so permissions are tested as somebody else."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.workspace.makers import NOBODY, old_workspace


@pytest.fixture
def open_workspace() -> Iterator[Path]:
    """A workspace in the old state, outside of pytest's own folders, which are closed to others."""
    folder = Path(tempfile.mkdtemp(prefix="docgen-ws"))
    folder.chmod(0o755)
    workspace = old_workspace(folder / "client")
    if os.getuid() == 0:
        for item in (workspace, *workspace.rglob("*")):
            os.chown(item, NOBODY, NOBODY)
    yield workspace
    for item in folder.rglob("*"):
        if item.is_dir():
            item.chmod(0o755)
    shutil.rmtree(folder)
