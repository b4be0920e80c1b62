"""Formulas are scanned into text and references, and nothing else in them is taken for a reference."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl.formula.translate import Translator

from docgen.formats.excel.references import Reference, column_letters, column_number, plain, scan, translated, written


def found(formula: str) -> list[str]:
    return [plain(piece) for piece in scan(formula) if isinstance(piece, Reference)]


@pytest.mark.parametrize(
    ("formula", "references"),
    [
        ("SUM(A1:B$2)+Sheet1!$A5*'My \"Sheet'!C3", ["A1:B$2", "Sheet1!$A5", "'My \"Sheet'!C3"]),
        ("A:A+$B:C+5:5+$1:$4", ["A:A", "$B:C", "5:5", "$1:$4"]),
        ("登记!A5+'数据 表'!A1:A5", ["登记!A5", "'数据 表'!A1:A5"]),
        ("'It''s'!A1", ["'It''s'!A1"]),
        ("'First:Last'!A1", ["First:Last!A1"]),
        ("Sheet1!A1:Sheet1!B2", ["Sheet1!A1:B2"]),
        ("A5:INDEX(B:B,4)", ["A5", "B:B"]),
        ("B9:A3", ["A3:B9"]),
        ("$B3:A$9", ["A3:$B$9"]),
        ("a5", ["A5"]),
        ("A5#+@A6", ["A5", "A6"]),
        ("XFD1048576", ["XFD1048576"]),
    ],
)
def test_references_are_found(formula: str, references: list[str]) -> None:
    assert found(formula) == references


@pytest.mark.parametrize(
    "formula",
    [
        '"A1 and ""B2"""', "LOG10(5)", "ATAN2(1,2)", "Table1[[#This Row],[A1]]", "Table1[A1]", "[1]Sheet1!A5", "'[Book.xlsx]S'!B6",
        "'C:\\[x.xlsx]S'!A1", "#REF!", "#N/A", "1E5", "A1.rate", "A1_b", "_A1", "A1B", "Q1x", "XFE1", "A1048577", "TRUE", "{1,2;3,4}", "2.5",
    ],
)  # fmt: skip
def test_what_only_looks_like_a_reference_is_text(formula: str) -> None:
    assert found(formula) == []
    assert written(scan(formula)) == formula


def test_a_sheet_before_a_name_can_be_renamed() -> None:
    assert scan("'Old'!Total*2")[0] == scan("Old!A1")[0].__class__("Old", scan("Old!Total")[0].start)  # type: ignore[union-attr]
    assert written(scan("'Old one'!Total*2")) == "'Old one'!Total*2"


cell = st.builds(
    lambda dollar, column, fixed, row: f"{dollar}{column_letters(column)}{fixed}{row}",
    st.sampled_from(["", "$"]), st.integers(20, 300), st.sampled_from(["", "$"]), st.integers(20, 5000),
)  # fmt: skip


@given(st.lists(cell, min_size=1, max_size=4), st.integers(-15, 15), st.integers(-15, 15))
def test_a_copied_formula_moves_as_openpyxl_moves_it(cells: list[str], rows: int, columns: int) -> None:
    formula = "SUM(" + ",".join([*cells, f"Lists!{cells[0]}"]) + ')&"A1"'
    home = "AZ500"
    there = f"{column_letters(column_number('AZ') + columns)}{500 + rows}"
    expected = Translator(f"={formula}", origin=home).translate_formula(there)
    assert "=" + written(translated(scan(formula), rows, columns)) == expected


@given(st.integers(1, 16_384))
def test_columns_have_one_name(number: int) -> None:
    assert column_number(column_letters(number)) == number
