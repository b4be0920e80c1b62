"""Everything at once: the stress workbook, filled as it is and after LibreOffice has saved it, and computed."""

from __future__ import annotations

from pathlib import Path

import pytest
from openpyxl.workbook import Workbook

from docgen.formats.excel.engine import ExcelEngine
from tests.formats.excel.books import context, values
from tests.formats.excel.stress import PICTURES, SERVICES, VALUES, template, workbook
from tests.office import resaved, schema_faults

# openpyxl does not read what LibreOffice writes beside a data bar, and says so.
pytestmark = pytest.mark.filterwarnings("ignore:.* extension is not supported")

ENGINE = ExcelEngine()
USERS = [service.users for service in SERVICES]
TOTAL = sum(USERS)


def filled(made: bytes) -> bytes:
    return ENGINE.fill(made, context(pictures=PICTURES, **VALUES)).file


@pytest.fixture(scope="module")
def saved_again(tmp_path_factory: pytest.TempPathFactory) -> list[bytes]:
    """Return the filled workbook and the template, both as LibreOffice has saved them."""
    folder = tmp_path_factory.mktemp("stress")
    paths = [folder / "filled.xlsx", folder / "template.xlsx"]
    paths[0].write_bytes(filled(template()))
    paths[1].write_bytes(template())
    resaved(paths)
    return [path.read_bytes() for path in paths]


def test_it_is_sound_and_valid(tmp_path: Path) -> None:
    path = tmp_path / "filled.xlsx"
    path.write_bytes(filled(template()))
    assert ENGINE.faults(path.read_bytes()) == ()
    assert schema_faults(path) == []


def test_the_template_is_found_free_of_faults() -> None:
    unknown = {problem.what.values[0][1] for problem in ENGINE.template_faults(template()) if problem.what.key == "tags.unknown-name"}
    other = [problem for problem in ENGINE.template_faults(template()) if problem.what.key != "tags.unknown-name"]
    assert unknown <= {"months", "nobody", "big", "users", "since", "availability", "response", "targets"}  # names of this test alone
    assert other == []


def test_it_comes_to_the_values_that_python_finds(saved_again: list[bytes]) -> None:
    checked(workbook(saved_again[0]))


def test_it_comes_to_the_same_from_a_template_that_libreoffice_has_saved(saved_again: list[bytes], tmp_path: Path) -> None:
    path = tmp_path / "again.xlsx"
    path.write_bytes(filled(saved_again[1]))
    assert ENGINE.faults(path.read_bytes()) == ()
    resaved([path])
    checked(workbook(path.read_bytes()))


def checked(book: Workbook) -> None:
    """Check what LibreOffice has computed."""
    names = [service.name for service in SERVICES]
    assert book.sheetnames == ["Register", "Matrix", "Targets", "Desk", "Network", "邮件", "שלום", "Lists"]
    register = book["Register"]
    assert register["A3"].value == f"4 services, {TOTAL} users"
    assert [[cell.value for cell in row] for row in register["C5:C8"]] == [[number] for number in USERS]
    assert [row[0].value for row in register["F5:F8"]] == pytest.approx([number / TOTAL for number in USERS])
    assert [register[f"{column}9"].value for column in "CFG"] == pytest.approx([TOTAL, 1, TOTAL])
    assert [register[f"B{row}"].value for row in (12, 13, 14, 15)] == [4, TOTAL, sum(number * 4 + 6 for number in USERS), TOTAL]
    matrix = values(book["Matrix"])
    assert matrix[1] == ["Service", "Jan", "Feb", "Mar", "Apr", "Sum"]
    assert matrix[2:6] == [[name, *(number + month for month in range(4)), number * 4 + 6] for name, number in zip(names, USERS, strict=True)]
    assert matrix[6] == ["Sum", *(TOTAL + 4 * month for month in range(4)), 4 * TOTAL + 24]
    targets = [row[0] for row in values(book["Targets"]) if row and row[0]]
    assert targets == ["Service", *(text for name in names for text in (name, f"of {name}:")), "Nothing was reported.", "All targets"]
    assert [row[3] for row in values(book["Targets"])[1:] if len(row) == 4] == [2, 1, 3, 0, 6]
    assert {str(area) for area in book["Targets"].merged_cells.ranges} == {"B2:D2", "B6:D6", "B9:D9", "B14:D14", "A17:C17"}
    assert [book[sheet]["B4"].value for sheet in book.sheetnames[3:5]] == [number > 500 for number in USERS[:2]]
    assert [book[sheet]["B5"].value for sheet in book.sheetnames[3:7]] == ["=1+1"] * 4
    assert book["Lists"]["D1"].value == TOTAL
