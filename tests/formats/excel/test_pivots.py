"""Pivot tables over templated rows: source and place follow, what they remember of the template is forgotten, Excel reads anew."""

from __future__ import annotations

import io
from pathlib import Path
from zipfile import ZipFile

import openpyxl
import pytest

from docgen.formats.excel.engine import ExcelEngine
from tests.formats.excel.books import book, context, part_of, services, with_pivot
from tests.office import resaved, schema_faults

CACHE, TABLE, RECORDS = "xl/pivotCache/pivotCacheDefinition1.xml", "xl/pivotTables/pivotTable1.xml", "xl/pivotCache/pivotCacheRecords1.xml"
DATA = {"A1": "Service", "B1": "Users", "A2": "{%tr for s in services %}", "A3": "{{ s.name }}", "B3": "{{ s.users }}", "A4": "{%tr endfor %}"}
# What Excel shows of the template's rows: the tags as labels.
SHOWN = {"A3": "Row Labels", "B3": "Sum of users", "A4": "{%tr for s in services %}", "A5": "{{ s.name }}", "A6": "Grand Total", "B6": 0}


def template(items: tuple[str, ...] = ("{%tr for s in services %}", "{{ s.name }}"), source: str = 'ref="A1:B4" sheet="Register"') -> bytes:
    """Return a workbook with a pivot table on its second sheet, which remembers `items`."""
    return with_pivot(book(DATA, ("Figures", SHOWN)), items, source, "A3:B6")


def filled(file: bytes, **names: object) -> bytes:
    result = ExcelEngine().fill(file, context(**names)).file  # type: ignore[arg-type]
    assert ExcelEngine().faults(result) == ()
    return result


def test_the_source_covers_all_rows_and_is_read_anew() -> None:
    cache = part_of(filled(template(), services=services(7)), CACHE)
    assert 'ref="A1:B8"' in cache
    assert 'refreshOnLoad="1"' in cache


def test_tags_that_it_remembers_are_forgotten_in_items_records_and_cells() -> None:
    result = filled(template())
    with ZipFile(io.BytesIO(result)) as archive:
        assert RECORDS not in archive.namelist()
        assert not [name for name in archive.namelist() if b"{%" in archive.read(name) or b"{{" in archive.read(name)]
    assert "pivotCacheRecords" not in part_of(result, "xl/pivotCache/_rels/pivotCacheDefinition1.xml.rels")
    table = part_of(result, TABLE)
    assert '<items count="1"><item t="default"/></items>' in table
    assert "rowItems" not in table
    assert '<cacheField name="Service" numFmtId="0"><sharedItems/>' in part_of(result, CACHE)


def test_one_that_remembers_no_tags_keeps_its_items_and_records() -> None:
    result = filled(with_pivot(book(DATA, ("Figures", {"A9": "x"})), ("Mail", "Net"), 'ref="A1:B4" sheet="Register"', "A3:B6"))
    assert '<s v="Mail"/><s v="Net"/>' in part_of(result, CACHE)
    assert "recordCount" in part_of(result, CACHE)
    with ZipFile(io.BytesIO(result)) as archive:
        assert RECORDS in archive.namelist()


def test_a_source_that_is_a_table_or_a_name_is_read_anew() -> None:
    cache = part_of(filled(template(source='name="Services"')), CACHE)
    assert 'name="Services"' in cache
    assert 'refreshOnLoad="1"' in cache


def test_a_source_on_a_sheet_that_gets_its_name_from_a_tag_is_found() -> None:
    pivot = with_pivot(book({"A1": "x"}, ("Figures", SHOWN), ("{{ document.code }}", DATA)), ("a",), 'ref="A1:B4" sheet="{{ document.code }}"', "A3:B6")
    assert 'ref="A1:B4" sheet="YL-R-17"' in part_of(filled(pivot), CACHE)


@pytest.mark.parametrize(("count", "place"), [(0, "A3:B6"), (5, "A8:B11")])
def test_a_pivot_table_below_a_loop_moves_with_its_cells(count: int, place: str) -> None:
    above = {"A1": "{%tr for s in services %}{{ s.name }}{%tr endfor %}"}
    moved = with_pivot(book(DATA, ("Figures", above | {"A2": "x"})), ("Mail",), 'ref="A1:B4" sheet="Register"', "A4:B7")
    assert f'ref="{place}"' in part_of(filled(moved, services=services(count)), TABLE)


@pytest.mark.parametrize("count", [0, 1, 3])
def test_a_pivot_table_on_a_repeated_sheet_shows_the_same_on_all_copies(tmp_path: Path, count: int) -> None:
    sheet = {"A1": "{%sheet for s in services %}", "A3": "Row Labels", "A4": "{{ s.name }}"}
    path = tmp_path / "pivot.xlsx"
    path.write_bytes(filled(with_pivot(book(DATA, ("{{ s.id }}", sheet)), ("{{ s.name }}",), 'ref="A1:B4" sheet="Register"', "A3:B5"), services=services(count)))
    assert schema_faults(path) == []
    found = {sheet.title: [(pivot.location.ref, pivot.cacheId) for pivot in sheet._pivots] for sheet in openpyxl.load_workbook(path)}
    assert found == {"Register": []} | {f"s{number}": [("A2:B4", 7)] for number in range(1, count + 1)}


def test_a_pivot_table_whose_source_is_dropped_stays_as_it_was(tmp_path: Path) -> None:
    path = tmp_path / "pivot.xlsx"
    data = {"A1": "{%sheet if nobody %}", "A2": "Service", "B2": "Users", "A3": "Mail", "B3": 1}
    made = with_pivot(book(data, ("Figures", {"A9": "x"})), ("Mail",), 'ref="A2:B3" sheet="Register"', "A3:B6")
    path.write_bytes(ExcelEngine().fill(made, context(nobody=())).file)
    assert schema_faults(path) == []
    assert "refreshOnLoad" not in part_of(path.read_bytes(), CACHE)


def test_it_is_valid_and_read_by_openpyxl_and_libreoffice(tmp_path: Path) -> None:
    path = tmp_path / "pivot.xlsx"
    path.write_bytes(filled(template()))
    assert schema_faults(path) == []
    (pivot,) = openpyxl.load_workbook(path)["Figures"]._pivots
    assert pivot.cache.cacheSource.worksheetSource.ref == "A1:B4"
    resaved([path])
    sheet = openpyxl.load_workbook(path)["Figures"]
    assert [[cell.value for cell in row[:2]] for row in sheet["A4:B7"]] == [["Service 1", 1], ["Service 2", 2], ["Service 3", 3], ["Total Result", 6]]
