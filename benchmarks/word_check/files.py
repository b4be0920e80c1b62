"""The ten files: as generated, merged over hand edits with and without conflicts, and both stress templates filled.

Two example clients are built as a consultant builds them. One then edits four documents and changes four facts of its profile.
The same input gives the same bytes; page numbers are LibreOffice's, and as its fonts have it.
"""

from __future__ import annotations

import json
import re
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path

from benchmarks.word_check import edits, logo
from docgen.domain.context import Context
from docgen.formats.ooxml import open_package
from docgen.formats.registry import engine_for
from docgen.jobs.build import build
from docgen.jobs.new import new
from docgen.sources.rewrite import rewrite
from tests.formats.excel import books
from tests.formats.excel import stress as excel_stress
from tests.formats.word import stress as word_stress

INCIDENTS, CHANGES, FORM, REGISTER, MANUAL = (
    "incident-management",
    "change-management",
    "change-request",
    "incident-record",
    "service-management-manual",
)
AS_GENERATED = {
    "01 Chinese procedure.docx": (INCIDENTS, "zh"),
    "03 Chinese form.docx": (FORM, "zh"),
    "04 English register.xlsx": (REGISTER, "en"),
}
MERGED = {
    "05 Chinese conflicts.docx": (INCIDENTS, "zh"),
    "06 English conflicts.docx": (INCIDENTS, "en"),
    "07 English hand edits.docx": (CHANGES, "en"),
    "08 Chinese workbook conflicts.xlsx": (REGISTER, "zh"),
}
EDITS = {
    "05 Chinese conflicts.docx": edits.chinese_conflicts,
    "06 English conflicts.docx": edits.english_conflicts,
    "07 English hand edits.docx": edits.all_that_people_add,
    "08 Chinese workbook conflicts.xlsx": edits.workbook_conflicts,
}
CONFLICTS = {"05 Chinese conflicts.docx": 2, "06 English conflicts.docx": 2, "08 Chinese workbook conflicts.xlsx": 2}
NEW_FACTS: Mapping[str, object] = {
    "services[hosting].targets.P2.response": "25 min",
    "tools.monitoring": "Prometheus",
    "changes.lead_time.normal": "4 working days",
    "changes.cab.meets": {"zh": "每周四 15:00", "en": "Thursdays at 15:00"},
}
_TIME = re.compile(rb"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|\+00:00)?")


def ten_files(*, page_numbers: bool) -> dict[str, bytes]:
    """Return the files by name, in the order of their numbers.

    page_numbers: write them into contents lists, which needs LibreOffice.
    """
    with tempfile.TemporaryDirectory() as folder:
        made = dict(_of_cloudridge(Path(folder, "cloudridge"), page_numbers))
        made["02 English manual.docx"] = _manual(Path(folder, "harbourline"), page_numbers)
    made["09 Word template filled.docx"] = _word_stress()
    made["10 Excel template filled.xlsx"] = _excel_stress()
    return dict(sorted(made.items()))


def _of_cloudridge(folder: Path, page_numbers: bool) -> Iterator[tuple[str, bytes]]:
    """Yield the documents of a client as generated; then edited by hand and built again with other facts."""
    new(folder, example="cloudridge")
    documents = sorted({document for document, _ in (*AS_GENERATED.values(), *MERGED.values())})
    build(folder, only=documents, page_numbers=page_numbers)
    for name, key in AS_GENERATED.items():
        yield name, _path(folder, key).read_bytes()
    for name, key in MERGED.items():
        path = _path(folder, key)
        path.write_bytes(EDITS[name](path.read_bytes()))
    _change(folder, NEW_FACTS)
    build(folder, only=documents, page_numbers=page_numbers)
    for name, key in MERGED.items():
        yield name, _path(folder, key).read_bytes()


def _manual(folder: Path, page_numbers: bool) -> bytes:
    """Return the manual of the other client, in a colour of its own, with a logo that is an SVG with a PNG beside it."""
    new(folder, example="harbourline")
    for name, picture in logo.FILES.items():
        (folder / name).write_bytes(picture)
    _change(folder, {"organisation.logo": logo.NAME, "organisation.brand_colour": logo.COLOUR})
    build(folder, only=[MANUAL], page_numbers=page_numbers)
    return _path(folder, (MANUAL, "en")).read_bytes()


def _word_stress() -> bytes:
    """Return the Word stress template, filled; without the braces that it leaves on purpose, for they look like a fault."""
    template = open_package(word_stress.template())
    part = "word/document.xml"
    whole = template.read(part).replace(b", {% raw %}{{ raw }}{% endraw %}", b"")
    context = Context(language="en", names=word_stress.VALUES, pictures=word_stress.PICTURES)
    return _without_clock(engine_for("a.docx").fill(template.write({part: whole}), context).file)


def _excel_stress() -> bytes:
    context = books.context(pictures=excel_stress.PICTURES, **excel_stress.VALUES)
    return _without_clock(engine_for("a.xlsx").fill(excel_stress.template(), context).file)


def _without_clock(file: bytes) -> bytes:
    """Return the file with a fixed date in place of those that the libraries of the templates put in."""
    package = open_package(file)
    parts = [part for part in ("word/comments.xml", "docProps/core.xml") if part in package]
    return package.write({part: _TIME.sub(edits.WHEN.encode(), package.read(part)) for part in parts})


def _path(folder: Path, key: tuple[str, str]) -> Path:
    register = json.loads((folder / ".docgen/register.json").read_text(encoding="utf-8"))
    entry = next(entry for entry in register["documents"] if (entry["document"], entry["language"]) == key)
    return folder / "documents" / str(entry["path"])


def _change(folder: Path, facts: Mapping[str, object]) -> None:
    profile = folder / "profile.yaml"
    profile.write_text(rewrite(profile.read_text(encoding="utf-8"), facts), encoding="utf-8")
