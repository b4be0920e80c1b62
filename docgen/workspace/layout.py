"""The names inside a client's folder, file names that every system takes, and paths that cannot leave the folder."""

from __future__ import annotations

import re
import unicodedata
from pathlib import Path, PurePosixPath

from docgen.domain.catalogue import Level
from docgen.errors import Place, Problem, WorkspaceError
from docgen.messages import message

PROFILE = "profile.yaml"
DOCUMENTS = "documents"
WITHDRAWN = "withdrawn"
FORMS = "forms"
RECORDS = "records"
REPORT = "report"
STATE = ".docgen"
REGISTER = f"{STATE}/register.json"
PRISTINE = f"{STATE}/pristine"
ISSUED = f"{STATE}/issued"
UNDO = f"{STATE}/undo"
JOURNAL = f"{STATE}/journal"
LOCK = f"{STATE}/lock"
LEVEL_FOLDERS = {
    Level.MANUAL: "1-manual",
    Level.PROCEDURE: "2-procedures",
    Level.INSTRUCTION: "3-instructions",
    Level.FORM: "4-forms",
}

_FORBIDDEN = re.compile(r'[<>:"/\\|?*]')
# Names of devices, which Windows finds in front of the first dot (and the spaces before it) of any file name.
_DEVICE = re.compile(r"(?:con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(?=\s*(?:\.|$))", re.IGNORECASE)
_TITLE_CHARACTERS = 120
# Most file systems take 255 bytes or units a name; LibreOffice puts 8 around it for its lock file.
_NAME_BYTES = 240


def document_path(language: str, level: Level, code: str, title: str, suffix: str) -> str:
    """Return where a document lies below documents/: "zh/2-procedures/YL-ITSM-P-12 事件管理程序.docx"."""
    return f"{language}/{LEVEL_FOLDERS[level]}/{file_name(code, title, suffix)}"


def withdrawn_path(path: str) -> str:
    """Return where the document of `path` (below documents/) lies once withdrawn: "zh/withdrawn/NAME"."""
    parts = PurePosixPath(path).parts
    return f"{parts[0]}/{WITHDRAWN}/{parts[-1]}"


def redline_path(code: str, title: str, span: str, suffix: str) -> str:
    """Return where a redline lies, relative to the workspace: "report/redline/YL-ITSM-P-12 事件管理程序 A-0 → A-1.docx"."""
    return f"{REPORT}/redline/{file_name(code, title, f' {_printable(span)}{suffix}')}"


def pdf_path(language: str, path: str) -> str:
    """Return where the PDF of the document at `path` lies, relative to the workspace: "report/pdf/zh/YL-ITSM-P-12 事件管理程序.pdf"."""
    return f"{REPORT}/pdf/{language}/{PurePosixPath(path).stem}.pdf"


def file_name(code: str, title: str, suffix: str) -> str:
    """Return "CODE TITLE.suffix" as Windows, macOS and Linux all take it; `suffix` is put behind as it is, whatever is cut.

    Characters that Windows forbids become hyphens, invisible ones go, a long title is cut; the same texts give the same name.
    """
    stem = f"{_printable(code)} {_printable(title)[:_TITLE_CHARACTERS]}"
    stem = _cut(stem.lstrip(" .~"), _NAME_BYTES - len(suffix.encode()) - 1).rstrip(" .") or "_"
    device = _DEVICE.match(stem)
    return f"{device[0]}_{stem[device.end() :]}{suffix}" if device else f"{stem}{suffix}"


def inside(workspace: Path, name: str) -> Path:
    """Return the path of `name` (with forward slashes, relative to the workspace), checked to stay inside.

    Raises: WorkspaceError: the name is absolute or climbs, or a linked folder or file on the way leads outside.
    """
    if not is_relative(name) or not stays_inside(workspace, path := workspace / name):
        raise WorkspaceError(
            Problem(where=Place(file=name), what=message("workspace.leaves-workspace"), remedy=message("workspace.leaves-workspace-remedy"))
        )
    return path


def is_relative(name: str) -> bool:
    """Tell whether `name` is a plain relative path with forward slashes: no drive, no climbing, no empty step."""
    return not re.search(r"[\\:\x00]", name) and all(part not in ("", ".", "..") for part in name.split("/"))


def stays_inside(workspace: Path, path: Path) -> bool:
    """Tell whether `path`, with all links followed, lies in the workspace."""
    try:
        return path.resolve().is_relative_to(workspace.resolve())
    except (OSError, RuntimeError):  # a loop of links
        return False


def same_file_name(name: str) -> str:
    """Return `name` in the form in which Windows and macOS compare names: equal for names they take for one."""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", name).casefold())


def _printable(text: str) -> str:
    """Return `text` composed, on one line, without invisible characters and those that Windows forbids."""
    visible = "".join(" " if character.isspace() else character for character in text if _is_visible(character))
    return _FORBIDDEN.sub("-", " ".join(unicodedata.normalize("NFC", visible).split()))


def _is_visible(character: str) -> bool:
    return character.isspace() or unicodedata.category(character) not in ("Cc", "Cf", "Cs")


def _cut(text: str, size: int) -> str:
    """Return the longest beginning of `text` that takes no more than `size` bytes of UTF-8."""
    return text.encode()[:size].decode(errors="ignore")
