"""What lies in documents/: for each entry the file as it is now, wherever a person moved it; and what belongs to no entry."""

from __future__ import annotations

import os
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path, PurePosixPath

from docgen.domain.register import Entry, Key
from docgen.messages import Message, message
from docgen.workspace import layout
from docgen.workspace.faults import cannot_read, reason, refusal
from docgen.workspace.journal import ABSENT, hash_of

Identify = Callable[[bytes], Key | None]
_SYSTEM_FILES = ("thumbs.db", "desktop.ini")


class Found(StrEnum):
    """What lies there of a document."""

    ABSENT = "absent"
    SAME = "same"  # the bytes docgen generated
    OTHER = "other"
    UNREADABLE = "unreadable"


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenIn:
    """A program that has a file open, and the file by which it says so, which a crash may leave behind."""

    program: str
    marker: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Observed:
    """One document as it lies in the folder.

    path:     below documents/, where it is now; the entry's own path when it is absent.
    content, sha256: of the file; None when absent or unreadable.   detail: why it is unreadable.
    """

    entry: Entry
    found: Found
    path: str
    content: bytes | None = None
    sha256: str | None = None
    open_in: OpenIn | None = None
    writable: bool = True
    detail: Message | None = None

    @property
    def moved(self) -> bool:
        """True if a person renamed or moved the file."""
        return unicodedata.normalize("NFC", self.path) != unicodedata.normalize("NFC", self.entry.path)


@dataclass(frozen=True, slots=True, kw_only=True)
class Observation:
    """All entries by document id and language, and the files that belong to none (below documents/, sorted)."""

    documents: Mapping[Key, Observed]
    strangers: tuple[str, ...]

    def is_taken(self, path: str) -> bool:
        """Tell whether a file that belongs to no entry lies where `path` (below documents/) wants to be."""
        wanted = layout.same_file_name(path)
        return any(layout.same_file_name(stranger) == wanted for stranger in self.strangers)


def observe(workspace: Path, entries: Iterable[Entry], identify: Identify) -> Observation:
    """Return what lies in documents/ of `workspace`. Every file is read at most once, and always read: no date is trusted.

    A file that is not where docgen put it is found by what `identify` says of its content; a file at a document's path
    that says it is another document does not count as that document.

    Args:   identify: content -> (document id, language) of its stamp, or None; it never raises.
    Raises: WorkspaceError: a linked folder leads outside, or a folder cannot be listed.
    """
    return _Search(workspace, identify).over(tuple(entries))


def open_elsewhere(path: Path) -> OpenIn | None:
    """Return the program that has the file open, by the owner file that Word, Excel, WPS or LibreOffice puts beside it.

    Word and WPS cut one or two characters off the front of a longer name.
    """
    office = {".docx": "Word", ".xlsx": "Excel"}.get(path.suffix.lower(), "Office")
    markers = {f".~lock.{path.name}#": "LibreOffice"}
    for cut in (0, 1, 2):
        markers[f"~${path.name[cut:]}"] = office
        markers[f".~{path.name[cut:]}"] = "WPS"
    return next((OpenIn(program=program, marker=name) for name, program in markers.items() if (path.parent / name).exists()), None)


def state_of(path: Path) -> str:
    """Return the SHA-256 of the file at `path`, ABSENT, or what else is there. Raises: OSError."""
    if path.is_file():
        return hash_of(path.read_bytes())
    return "no file" if path.exists() else ABSENT


def writable(path: Path) -> bool:
    """Tell whether the file may be replaced: neither it nor its folder is read-only."""
    return os.access(path, os.W_OK) and os.access(path.parent, os.W_OK)


class _Search:
    """One walk over documents/, with the content of the files that had to be read."""

    def __init__(self, workspace: Path, identify: Identify) -> None:
        self._workspace = workspace
        self._root = workspace / layout.DOCUMENTS
        self._identify = identify
        self._files = _files(workspace, self._root)
        self._read: dict[str, bytes | Message] = {}

    def over(self, entries: tuple[Entry, ...]) -> Observation:
        places = self._in_place(entries)
        missing = {entry.key for entry in entries} - set(places)
        if missing:
            suffixes = {PurePosixPath(entry.path).suffix for entry in entries}
            taken = set(places.values())
            for path in self._files:
                key = self._identity(path) if path not in taken and PurePosixPath(path).suffix in suffixes else None
                if key in missing and key is not None:
                    places[key] = path
                    missing.discard(key)
        taken = set(places.values())
        return Observation(
            documents={entry.key: self._observed(entry, places.get(entry.key)) for entry in entries},
            strangers=tuple(path for path in self._files if path not in taken),
        )

    def _in_place(self, entries: tuple[Entry, ...]) -> dict[Key, str]:
        """Return the entries whose own path holds a file that does not say it is another document."""
        places = {}
        for entry in entries:
            path = unicodedata.normalize("NFC", entry.path)
            if path in self._files:
                content = self._content(path)
                generated = isinstance(content, bytes) and hash_of(content) == entry.pristine
                if generated or self._identity(path) in (None, entry.key):
                    places[entry.key] = path
        return places

    def _observed(self, entry: Entry, path: str | None) -> Observed:
        if path is None:
            return Observed(entry=entry, found=Found.ABSENT, path=entry.path)
        file = self._files[path]
        content = self._content(path)
        readable = isinstance(content, bytes)
        sha256 = hash_of(content) if isinstance(content, bytes) else None
        return Observed(
            entry=entry,
            found=Found.UNREADABLE if not readable else Found.SAME if sha256 == entry.pristine else Found.OTHER,
            path=file.relative_to(self._root).as_posix(),
            content=content if isinstance(content, bytes) else None,
            sha256=sha256,
            open_in=open_elsewhere(file),
            writable=writable(file),
            detail=content if isinstance(content, Message) else None,
        )

    def _identity(self, path: str) -> Key | None:
        content = self._content(path)
        return self._identify(content) if isinstance(content, bytes) else None

    def _content(self, path: str) -> bytes | Message:
        """Return the content of a file of the walk, or why it cannot be read."""
        if path not in self._read:
            self._read[path] = _content(self._workspace, self._files[path])
        return self._read[path]


def _content(workspace: Path, file: Path) -> bytes | Message:
    try:
        if file.is_symlink() and not layout.stays_inside(workspace, file):
            return message("workspace.leaves-workspace")
        if not file.is_file():
            return message("workspace.not-a-regular-file")
        return file.read_bytes()
    except OSError as error:
        return message("workspace.cannot-read", detail=reason(error))


def _files(workspace: Path, root: Path) -> dict[str, Path]:
    """Return the files below `root` by their path from there, composed (NFC), sorted; no hidden, owner and system files.

    macOS may have spelled a name decomposed, which is the same name. A linked folder is not entered: what it shows inside the
    workspace is met at its real place.
    """
    files: dict[str, Path] = {}
    for file in sorted(_walk(workspace, root)):
        raw = file.relative_to(root).as_posix()
        composed = unicodedata.normalize("NFC", raw)
        files[raw if composed in files else composed] = file
    return dict(sorted(files.items()))


def _walk(workspace: Path, folder: Path) -> Iterator[Path]:
    if not layout.stays_inside(workspace, folder):
        raise refusal(folder.relative_to(workspace).as_posix(), "leaves-workspace", "leaves-workspace-remedy")
    try:
        items = sorted(folder.iterdir()) if folder.is_dir() else []
    except OSError as error:
        raise cannot_read(error, folder.relative_to(workspace).as_posix()) from error
    for item in items:
        if item.name.startswith((".", "~$")) or item.name.lower() in _SYSTEM_FILES:
            continue
        if not item.is_dir():
            yield item
        elif not item.is_symlink():
            yield from _walk(workspace, item)
        elif not layout.stays_inside(workspace, item):
            raise refusal(item.relative_to(workspace).as_posix(), "leaves-workspace", "leaves-workspace-remedy")
