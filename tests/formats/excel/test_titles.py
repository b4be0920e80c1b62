"""The list of sheets among the document properties follows the sheets."""

from __future__ import annotations

import re

import pytest

from docgen.formats.excel.engine import ExcelEngine
from docgen.formats.ooxml import open_package
from tests.formats.excel.books import book, context, part_of, rewritten, services

APP = "docProps/app.xml"
NAME = "{{ s.name }}"
LOOP = {"A1": "{%sheet for s in services %}", "A2": NAME}


def listing(template: bytes, *titles: str, worksheets: int) -> bytes:
    """Return the template with the list of titles that Excel writes: worksheets, then defined names."""
    types = 'xmlns:vt="http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes"'
    pairs = (("工作表", worksheets), ("命名范围", len(titles) - worksheets))
    headings = "".join(f"<vt:variant><vt:lpstr>{name}</vt:lpstr></vt:variant><vt:variant><vt:i4>{count}</vt:i4></vt:variant>" for name, count in pairs)
    listed = "".join(f"<vt:lpstr>{title}</vt:lpstr>" for title in titles)
    lists = (
        f'<HeadingPairs><vt:vector {types} size="4" baseType="variant">{headings}</vt:vector></HeadingPairs>'
        f'<TitlesOfParts><vt:vector {types} size="{len(titles)}" baseType="lpstr">{listed}</vt:vector></TitlesOfParts></Properties>'
    )
    return rewritten(template, APP, "</Properties>", lists)


def texts(file: bytes) -> list[str]:
    return re.findall(r"<vt:(?:lpstr|i4)>([^<]*)<", part_of(file, APP))


@pytest.mark.parametrize(("count", "names"), [(0, []), (1, ["Service 1"]), (3, ["Service 1", "Service 2", "Service 3"])])
def test_repeated_sheets_are_listed_and_dropped_ones_are_not(count: int, names: list[str]) -> None:
    template = listing(book({"A1": "x"}, (NAME, LOOP)), "Register", NAME, "Register!Print_Area", worksheets=2)
    result = ExcelEngine().fill(template, context(services=services(count))).file
    assert texts(result) == ["工作表", str(1 + len(names)), "Register", *names]
    assert re.findall(r'size="(\d+)"', part_of(result, APP)) == ["2", str(1 + len(names))]


def test_a_renamed_sheet_is_listed_by_its_new_name() -> None:
    template = listing(book({"A1": "x"}, ("{{ document.code }}", {})), "Register", "{{ document.code }}", worksheets=2)
    assert texts(ExcelEngine().fill(template, context()).file) == ["工作表", "2", "Register", "YL-R-17"]


def test_a_list_that_is_still_true_stays_beside_a_property_that_is_filled() -> None:
    template = listing(book({"A1": "x"}), "Register", "Register!Print_Area", worksheets=1)
    template = rewritten(template, APP, "<HeadingPairs>", "<Company>{{ organisation.short_name }}</Company><HeadingPairs>")
    result = ExcelEngine().fill(template, context()).file
    assert "<Company>S&amp;S</Company>" in part_of(result, APP)
    assert texts(result) == ["工作表", "1", "命名范围", "1", "Register", "Register!Print_Area"]


def test_a_list_that_is_still_true_stays_as_it_lies() -> None:
    template = listing(book({"A1": "{{ document.code }}"}), "Register", "Register!Print_Area", worksheets=1)
    result = ExcelEngine().fill(template, context()).file
    assert open_package(result).read(APP) == open_package(template).read(APP)
