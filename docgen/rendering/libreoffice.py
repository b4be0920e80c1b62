"""LibreOffice as a program: Word and Excel files in, PDFs out, in one run.

It works in a temporary folder with a profile of its own, so that it meets neither a LibreOffice that is open nor anybody's
settings. Templates come by e-mail: macros are off, and nothing that a document links to is fetched. The PDFs are tagged, so that
screen readers can follow them, and have the headings as bookmarks.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from docgen.errors import Place, Problem, RenderingError
from docgen.messages import message
from docgen.rendering import fonts

_NAMES = (
    "soffice",
    "libreoffice",
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
    r"C:\Program Files\LibreOffice\program\soffice.exe",
)
# Every bookmark of a document also becomes a place of the PDF that can be looked up by name.
_SWITCHED_ON = {
    "Security/Scripting": ("BlockUntrustedRefererLinks", "DisableMacrosExecution"),
    "Filter/PDF/Export": ("ExportBookmarks", "ExportBookmarksToPDFDestination", "UseTaggedPDF"),
}
_SETTINGS = "".join(
    f'<item oor:path="/org.openoffice.Office.Common/{room}"><prop oor:name="{name}" oor:op="fuse"><value>true</value></prop></item>'
    for room, names in _SWITCHED_ON.items()
    for name in names
)
_SETTINGS_FILE = (
    '<?xml version="1.0" encoding="UTF-8"?><oor:items xmlns:oor="http://openoffice.org/2001/registry" '
    'xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
    f"{_SETTINGS}</oor:items>"
)
_SECONDS_TO_START, _SECONDS_A_FILE = 60, 15


def installed() -> str:
    """Return the program. Raises: RenderingError: LibreOffice is not installed, or not where it is looked for."""
    found = next((path for name in _NAMES if (path := shutil.which(name))), None)
    if found is None:
        raise RenderingError(Problem(where=Place(), what=message("rendering.missing"), remedy=message("rendering.missing-remedy")))
    return found


def pdfs(files: Sequence[bytes], suffixes: Sequence[str] = (), *, seconds: float | None = None) -> tuple[bytes | None, ...]:
    """Return the PDFs of files, in their order; None for a file that LibreOffice could not lay out.

    suffixes: of the files, in their order; all are Word files without.
    seconds: time for the whole run; by default so much for the start and so much a file.
    Raises: RenderingError: LibreOffice is missing, or made no PDF at all: with what it said.
    """
    if not files:
        return ()
    program = installed()
    with tempfile.TemporaryDirectory(prefix="docgen-") as name:
        folder = Path(name)
        settings = folder / "profile/user/registrymodifications.xcu"
        settings.parent.mkdir(parents=True)
        settings.write_text(_SETTINGS_FILE, encoding="utf-8")
        names = [f"{number}{suffix}" for number, suffix in enumerate(suffixes or [".docx"] * len(files))]
        for own, file in zip(names, files, strict=True):
            (folder / own).write_bytes(file)
        limit = seconds if seconds is not None else _SECONDS_TO_START + _SECONDS_A_FILE * len(files)
        said = _run(_command(program, folder, names), folder, limit)
        made = [folder / f"{number}.pdf" for number, _ in enumerate(files)]
        contents = tuple(pdf.read_bytes() if pdf.exists() else None for pdf in made)
    if not any(contents):
        what = message("rendering.failed", detail=said)
        raise RenderingError(Problem(where=Place(), what=what, remedy=message("rendering.failed-remedy")))
    return contents


def _command(program: str, folder: Path, names: Sequence[str]) -> list[str]:
    profile = (folder / "profile").as_uri()
    options = [f"-env:UserInstallation={profile}", "--headless", "--norestore", "--convert-to", "pdf", "--outdir", str(folder)]
    return [program, *options, *names]


def _environment(folder: Path) -> dict[str, str]:
    """Return the environment for LibreOffice, which is told of free fonts in a file in its own folder."""
    told = fonts.configuration()
    if told is None:
        return dict(os.environ)
    file = folder / "fonts.conf"
    file.write_text(told, encoding="utf-8")
    return {**os.environ, fonts.VARIABLE: str(file)}


def _run(command: Sequence[str], folder: Path, seconds: float) -> str:
    """Run a command to its end, or end it with all it has started; return the last line it said."""
    try:
        process = subprocess.Popen(
            command, cwd=folder, env=_environment(folder), stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE, start_new_session=True,
        )  # fmt: skip
    except OSError as error:
        return error.strerror or str(error)
    try:
        _, said = process.communicate(timeout=seconds)
    except subprocess.TimeoutExpired:
        _end(process)
        return f"> {seconds:.0f} s"
    except BaseException:
        _end(process)
        raise
    lines = said.decode(errors="replace").strip().splitlines()
    return lines[-1] if lines else f"exit code {process.returncode}"


def _end(process: subprocess.Popen[bytes]) -> None:
    """End a program and what it has started: soffice is only the starter of the program that works."""
    if sys.platform == "win32":
        process.kill()
    else:
        os.killpg(process.pid, signal.SIGKILL)
    process.communicate()
