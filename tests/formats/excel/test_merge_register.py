"""The shipped incident register in use: filled in, edited, saved by other programs, and then the scope changes."""

from __future__ import annotations

import io
import random
import re
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path

import openpyxl
import pytest
from openpyxl.comments import Comment
from openpyxl.styles import Font
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from docgen.formats.excel.merge.marks import open_conflicts
from docgen.merge.content import Block
from tests.client import REGISTER, Client
from tests.formats.excel.books import changed, saved
from tests.formats.excel.merges import BY, ENGINE, content, merge
from tests.office import resaved

FIRST = 6  # the first row for records
RECORDS = 20
SERVICE = """  - id: printing
    name: {zh: 打印服务, en: Managed printing}
    type: infrastructure-operations
    owner: service-delivery-manager
    hours: 24x7
    targets:
      P1: {response: 15 min, resolution: 4 h, hours: 24x7}
      P2: {response: 30 min, resolution: 8 h, hours: 24x7}
      P3: {response: 2 h, resolution: 2 working days}
      P4: {response: 4 h, resolution: 5 working days}
"""


def with_a_service(profile: str) -> str:
    return profile.replace("services:\n", f"services:\n{SERVICE}", 1)


def with_a_renamed_service(profile: str) -> str:
    start = profile.index("name:", profile.index("services:"))
    return profile[:start] + "name: {zh: 全新名称的服务, en: Service of a new name}" + profile[profile.index("\n", start) :]


def with_a_new_response_time(profile: str) -> str:
    start = profile.index("P2:", profile.index("services:"))
    return profile[:start] + re.sub(r"response: \d+ min", "response: 25 min", profile[start:], count=1)


CHANGES = {"a service added": with_a_service, "a service renamed": with_a_renamed_service, "a response time changed": with_a_new_response_time}


def generated(folder: Path, change: Callable[[str], str] = str) -> bytes:
    """Return the register as docgen makes it from the example's profile after `change`."""
    client = Client(folder)
    profile = folder / "profile.yaml"
    profile.write_text(change(profile.read_text(encoding="utf-8")), encoding="utf-8")
    client.build(only=(REGISTER,))
    return client.path(REGISTER, "en").read_bytes()


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], bytes]:
    """The register after one of the changes, "" for none; each is made once."""
    folder, known = tmp_path_factory.mktemp("clients"), dict[str, bytes]()

    def make(change: str) -> bytes:
        if change not in known:
            known[change] = generated(folder / (change or "unchanged"), CHANGES.get(change, str))
        return known[change]

    return make


@pytest.fixture(scope="module")
def base(made: Callable[[str], bytes]) -> bytes:
    return made("")


@pytest.fixture(scope="module", params=list(CHANGES))
def theirs(request: pytest.FixtureRequest, made: Callable[[str], bytes]) -> bytes:
    return made(request.param)


@pytest.fixture(scope="module")
def filled(base: bytes) -> bytes:
    """The register with records, a list that was added to, a note beside it, and a sheet of somebody's own."""

    def use(workbook: Workbook) -> None:
        sheet = workbook["Register"]
        for number in range(RECORDS):
            for column, value in record(number).items():
                sheet.cell(FIRST + number, column, value)
        workbook["Guide"]["D3"] = "kept by Li Na"
        workbook.create_sheet("Shifts")["A1"] = f"=COUNTA(Register!A{FIRST}:A505)"

    return changed(base, use)


def record(number: int) -> dict[int, object]:
    """What people typed into one row, by column."""
    when = datetime(2026, 3, 1 + number, 9, 30)  # noqa: DTZ001 - times in a workbook have no zone
    return {1: f"INC-{number:04}", 3: when, 4: f"Reporter {number}", 8: f"Fault no. {number}", 9: "no", 27: "closed"}


@pytest.fixture(scope="module")
def result(base: bytes, filled: bytes, theirs: bytes) -> bytes:
    return merge(base, filled, theirs).file


def cells(sheet: Worksheet) -> dict[str, object]:
    return {cell.coordinate: cell.value for row in sheet.iter_rows() for cell in row if cell.value is not None}


def sheets(file: bytes) -> dict[str, Block]:
    return {block.key: block for block in content(file).children if block.kind == "sheet"}


def names(file: bytes) -> list[Block]:
    return [block for block in content(file).children if block.kind == "name"]


def test_all_records_are_there_and_everything_else_is_theirs(result: bytes, theirs: bytes) -> None:
    workbook = openpyxl.load_workbook(io.BytesIO(result))
    for number in range(RECORDS):
        assert {column: workbook["Register"].cell(FIRST + number, column).value for column in record(number)} == record(number)
    assert workbook["Guide"]["D3"].value == "kept by Li Na"
    assert workbook["Shifts"]["A1"].value == f"=COUNTA(Register!A{FIRST}:A505)"
    merged, new = sheets(result), sheets(theirs)
    assert [name for name in new if merged[name] != new[name]] == ["Guide", "Register"]
    assert names(result) == names(theirs)
    assert open_conflicts(result) == ()


def test_the_prepared_rows_of_the_merged_register_are_those_of_theirs(result: bytes, theirs: bytes) -> None:
    merged, new = (openpyxl.load_workbook(io.BytesIO(file))["Register"] for file in (result, theirs))
    typed = {f"{openpyxl.utils.get_column_letter(column)}{FIRST + number}" for number in range(RECORDS) for column in record(number)}
    assert {place: value for place, value in cells(merged).items() if place not in typed} == cells(new)


def test_a_limit_that_people_changed_is_shown_when_theirs_changes_it_too(base: bytes, made: Callable[[str], bytes]) -> None:
    theirs = made("a response time changed")
    (cell,) = changed_cells(base, theirs)
    result = merge(base, changed(base, lambda workbook: workbook["Lists"].__setitem__(cell, 45)), theirs)
    assert [(conflict.sheet, conflict.cell) for conflict in open_conflicts(result.file)] == [("Lists", cell)]
    assert openpyxl.load_workbook(io.BytesIO(result.file))["Lists"][cell].value == 45


def changed_cells(base: bytes, theirs: bytes) -> list[str]:
    """Return the cells of the lists that hold another number in theirs."""
    before, after = (cells(openpyxl.load_workbook(io.BytesIO(file))["Lists"]) for file in (base, theirs))
    return [place for place, value in after.items() if isinstance(value, int) and before.get(place) != value]


def edited(base: bytes, seeds: range) -> tuple[bytes, dict[str, set[str]]]:
    """Return the register after small edits on its first sheet, as many as there are seeds, and the markers that each kind left."""
    workbook = openpyxl.load_workbook(io.BytesIO(base))
    markers: dict[str, set[str]] = {"value": set(), "comment": set(), "bold": set()}
    for seed in seeds:
        for kind, marker in edits(workbook.worksheets[0], random.Random(seed)):
            markers[kind].add(marker)
    return saved(workbook), markers


def edits(sheet: Worksheet, chance: random.Random) -> Iterator[tuple[str, str]]:
    """Change a cell, add a row, comment on a cell, and write a bold one, at random places."""

    def marker() -> str:
        return "HE" + "".join(chance.choices("BCDFGHJKLMNPQRSTVWXZ23456789", k=8))

    covered = {place for area in sheet.merged_cells.ranges for row in area.rows for place in row}
    said = [cell for row in sheet.iter_rows(min_row=2) for cell in row if isinstance(cell.value, str) and not cell.value.startswith("HE")]
    cell = chance.choice([cell for cell in said if (cell.row, cell.column) not in covered])
    cell.value = marker()
    yield "value", str(cell.value)
    cell = sheet.cell(sheet.max_row + 1, 1, marker())
    yield "value", str(cell.value)
    cell = chance.choice([cell for row in sheet.iter_rows() for cell in row if cell.value is not None and cell.comment is None])
    text = marker()
    cell.comment = Comment(f"{text} please confirm", "Reviewer")
    yield "comment", text
    cell = sheet.cell(sheet.max_row + 1, 2, marker())
    cell.font = Font(bold=True)
    yield "bold", str(cell.value)


def test_eighty_small_edits_survive(base: bytes, theirs: bytes) -> None:
    mine, markers = edited(base, range(20))
    result = merge(base, mine, theirs)
    found = [cell for sheet in openpyxl.load_workbook(io.BytesIO(result.file)) for row in sheet.iter_rows() for cell in row]
    assert markers["value"] | markers["bold"] <= {cell.value for cell in found}
    assert markers["bold"] <= {cell.value for cell in found if cell.font.b}
    comments = "\n".join(cell.comment.text for cell in found if cell.comment is not None)
    assert [marker for marker in sorted(markers["comment"]) if marker not in comments] == []


def test_a_register_saved_by_libreoffice_gets_the_new_values_too(base: bytes, filled: bytes, made: Callable[[str], bytes], tmp_path: Path) -> None:
    theirs = made("a service added")
    path = tmp_path / "mine.xlsx"
    path.write_bytes(filled)
    resaved([path])
    result = ENGINE.merge(base, path.read_bytes(), theirs, BY)
    assert open_conflicts(result.file) == ()
    assert ENGINE.faults(result.file) == ()
    merged, new = sheets(result.file), sheets(theirs)
    assert merged["Lists"] == new["Lists"]
    workbook = openpyxl.load_workbook(io.BytesIO(result.file))
    assert [workbook["Register"].cell(FIRST + number, 1).value for number in range(RECORDS)] == [record(number)[1] for number in range(RECORDS)]
    after = tmp_path / "merged.xlsx"
    after.write_bytes(result.file)
    resaved([after])
    assert "Managed printing" in str(cells(openpyxl.load_workbook(after)["Lists"]).values())
