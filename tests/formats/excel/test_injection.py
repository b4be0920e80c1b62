"""A value is data: it becomes neither a formula, nor markup, nor a header code, nor another tag."""

from __future__ import annotations

import openpyxl
import pytest
from lxml import etree
from openpyxl.worksheet.datavalidation import DataValidation

from docgen.formats.excel.engine import ExcelEngine
from tests.formats.excel.books import book, changed, context, faults, fill, opened, part_of

EVIL = (
    "=1+1", "@SUM(A1:A9)", "+cmd|' /C calc'!A0", "-1", "-2+3", "\t=1+1", "=HYPERLINK(\"http://x.example\",\"go\")", '" & HYPERLINK("http://x.example") & "',
    '"', '""', "'", "A1", "Register!A1", "TRUE", "#REF!", "</f></c><c r=\"Z9\"><f>1+1</f></c>", "<f>1+1</f>", "&amp;", "{{ 7*7 }}", "{% if %}",
    "_x003D_1+1", "\x01\x02\x03=1", "]]>",
)  # fmt: skip
SHEET = "xl/worksheets/sheet1.xml"


def formulas_in(file: bytes) -> list[str]:
    return [element.text or "" for element in etree.fromstring(part_of(file, SHEET).encode()).iter("{*}f")]


@pytest.mark.parametrize("evil", EVIL)
def test_a_cell_that_looks_like_a_formula_stays_text(evil: str) -> None:
    template = book({"A1": "{{ evil }}", "A2": "so: {{ evil }}", "A3": "{% if true %}{{ evil }}{% endif %}"})
    file = ExcelEngine().fill(template, context(evil=evil)).file
    assert formulas_in(file) == []
    sheet = opened(file)["Register"]
    expected = evil.replace("\x01", "").replace("\x02", "").replace("\x03", "")
    assert (str(sheet["A1"].value), str(sheet["A2"].value)) == (expected, f"so: {expected}")
    assert "{{" not in part_of(file, "xl/sharedStrings.xml").replace(expected, "")


@pytest.mark.parametrize("evil", ["=1+1", "+49 30 1234", "-1", "@you"])
def test_it_stays_text_even_when_the_cell_is_edited(evil: str) -> None:
    cell = fill(book({"A1": "{{ evil }}"}), evil=evil)["Register"]["A1"]
    assert (cell.value, cell.data_type, cell.quotePrefix) == (evil, "s", True)


@pytest.mark.parametrize("evil", EVIL)
def test_a_text_in_a_formula_is_a_constant_and_nothing_else(evil: str) -> None:
    expected = evil.translate(dict.fromkeys((1, 2, 3)))
    constant = '"' + expected.replace('"', '""') + '"'
    cells = {"A1": "=IF(B1=\"\",{{ evil }},B1)", "A2": '="so: {{ evil }}"', "A3": '=IF(B1="{{ evil }}",1,{{ evil }})'}
    file = ExcelEngine().fill(book(cells), context(evil=evil)).file
    assert formulas_in(file) == [
        f'IF(B1="",{constant},B1)'.replace("_x003D_", "_x005F_x003D_"),
        f'"so: {constant[1:]}'.replace("_x003D_", "_x005F_x003D_"),
        f"IF(B1={constant},1,{constant})".replace("_x003D_", "_x005F_x003D_"),
    ]
    for formula in formulas_in(file):
        operands = [token.value for token in openpyxl.formula.Tokenizer(f"={formula}").items if token.type == "OPERAND"]
        assert all(operand.startswith('"') or operand in ("B1", "1") for operand in operands), operands
        assert not [token for token in openpyxl.formula.Tokenizer(f"={formula}").items if token.type == "FUNC" and token.value not in ("IF(", ")")]


@pytest.mark.parametrize("evil", EVIL)
def test_a_list_of_choices_holds_constants(evil: str) -> None:
    def validate(workbook: openpyxl.Workbook) -> None:
        for column, formula in (("B", '"{{ evil }},no"'), ("C", "{{ evil }}")):
            rule = DataValidation(type="list", formula1=formula)
            rule.add(f"{column}1")
            workbook["Register"].add_data_validation(rule)

    filled = ExcelEngine().fill(changed(book({"A1": "x"}), validate), context(evil=evil)).file
    doubled = evil.translate(dict.fromkeys((1, 2, 3))).replace('"', '""').replace("_x003D_", "_x005F_x003D_")
    found = [rule.formula1 for rule in opened(filled)["Register"].data_validations.dataValidation]
    assert found == [f'"{doubled},no"', f'"{doubled}"']


def test_numbers_dates_and_percentages_are_numbers_in_formulas() -> None:
    template = book({"A1": "=B1>{{ services[0].since }}", "A2": "=B1*{{ services[0].availability }}", "A3": "=B1-{{ number }}"})
    sheet = fill(template, number=-5)["Register"]
    assert [sheet.cell(row, 1).value for row in (1, 2, 3)] == ["=B1>46082", "=B1*0.995", "=B1--5"]


def test_the_name_of_a_sheet_in_a_formula_cannot_end_its_quotes() -> None:
    sheet = fill(book({"A1": "='{{ evil }}'!B1+'x {{ evil }}'!B2"}), evil="It's")["Register"]
    assert sheet["A1"].value == "='It''s'!B1+'x It''s'!B2"


def test_a_header_code_in_a_value_is_text() -> None:
    def headers(workbook: openpyxl.Workbook) -> None:
        workbook["Register"].oddHeader.center.text = "{{ evil }}"
        workbook["Register"].oddFooter.left.text = "&10{{ evil }} &P"

    file = ExcelEngine().fill(changed(book({"A1": "x"}), headers), context(evil="R&D &P 5")).file
    sheet = part_of(file, SHEET)
    assert "<oddHeader>&amp;CR&amp;&amp;D &amp;&amp;P 5</oddHeader>" in sheet
    assert "<oddFooter>&amp;L&amp;10 R&amp;&amp;D &amp;&amp;P 5 &amp;P</oddFooter>" in sheet


def test_a_text_too_long_for_a_formula_is_refused() -> None:
    template = book({"A1": '=IF(B1="",{{ evil }},"")'})
    assert faults(template, evil="x" * 255) == []
    assert faults(template, evil="x" * 256) == [
        "sheet 'Register', cell A1: : excel.constant-too-long"
    ]


def test_what_a_tag_writes_itself_cannot_cut_the_output() -> None:
    template = book({"A1": r'{{ "\x01=\x02\x03\x04(\ud800" }}', "A2": r'{{ "a\nb\"c" }}', "A3": r'{% set x = "\x021" %}{{ x }}'})
    assert [row[0] for row in fill(template)["Register"].iter_rows(values_only=True)] == ["=(", 'a\nb"c', "1"]
