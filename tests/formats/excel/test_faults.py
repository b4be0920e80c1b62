"""A fault of a template is told with its place, what stands there, and what to do; all of them at once."""

from __future__ import annotations

import contextlib

import openpyxl
import pytest
from openpyxl.comments import Comment
from openpyxl.worksheet.datavalidation import DataValidation

from docgen.domain.context import template_function
from docgen.domain.diagram import Diagram
from docgen.errors import DocumentError, TemplateError
from docgen.formats.engine import Limits
from docgen.formats.excel.engine import ExcelEngine
from docgen.messages import say
from docgen.messages.excel import TEXTS
from tests.formats.excel.books import book, changed, context, faults, fill, rewritten, services


def fault(text: str, **names: object) -> str:
    """Return the one fault of a template whose cell B2 holds `text`."""
    found = faults(book({"B2": text}), **names)
    assert len(found) == 1, found
    assert found[0].startswith("sheet 'Register', cell B2: ")
    return found[0].removeprefix("sheet 'Register', cell B2: ")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("{{ organisation.nmae }}", "{{ organisation.nmae }}: tags.unknown-name"),
        ("{{ organistion.name }}", "{{ organistion.name }}: tags.unknown-name"),
        ("{{ services }}", "{{ services }}: tags.prints-record"),
        ("{{ nothing }}", "{{ nothing }}: tags.nothing-to-print"),
        ("{{ document.code|isso }}", "{{ document.code|isso }}: tags.unknown-filter"),
        ("{{ document.code", "{{ document.code: excel.tag-not-closed"),
        ("document.code }} {", "document.code }} {: excel.tag-not-closed"),
        ("｛｛ document.code ｝｝", "｛｛ document.code ｝｝: excel.full-width-tag"),
        ("{%p if true %}", "{%p if true %}: excel.scope-unknown"),
        ("{%tc for s in services %}", "{%tc for s in services %}: excel.block-not-closed"),
        ("{% for s in services %}{{ s.name }}", "{% for s in services %}: excel.block-not-closed"),
        ("a {% endif %}", "{% endif %}: excel.block-not-open"),
        ("{% include 'x' %}", "{% include 'x' %}: tags.refused"),
        ("{{ picture(organisation.logo) }}", ": excel.picture-in-text"),
    ],
)
def test_a_fault_names_its_cell_and_its_tag(text: str, expected: str) -> None:
    assert fault(text, nothing=None) == expected


def test_a_diagram_is_refused_in_a_sheet() -> None:
    names = context()

    @template_function
    def diagram(kind: str) -> Diagram:
        return Diagram(boxes=(), links=(), height=10, alternative=kind)

    names.functions["diagram"] = diagram
    with pytest.raises(TemplateError) as caught:
        ExcelEngine().fill(book({"B2": "{{ diagram('organisation') }}"}), names)
    assert [problem.what.key for problem in caught.value.problems] == ["diagram.not-drawn-here"]


def test_a_known_name_near_a_mistyped_one_is_offered() -> None:
    with pytest.raises(TemplateError) as caught:
        ExcelEngine().fill(book({"A1": "{{ organistion.name }}", "A2": "{{ organisation.nmae }}"}), context())
    assert [problem.nearest[0] for problem in caught.value.problems] == ["organisation", "name"]


def test_all_faults_are_told_at_once() -> None:
    cells = {"A1": "{{ organisation.nmae }}", "A2": "{{ 1 + }}", "A3": "{{ x", "A4": "{{ document.cod }}"}
    assert [line.split(":")[0] for line in faults(book(cells))] == ["sheet 'Register', cell A3"]  # the text itself is broken: first of all
    del cells["A3"]
    assert [line.split(":")[0] for line in faults(book(cells))] == ["sheet 'Register', cell A2"]  # then what Jinja cannot read
    cells |= {"A2": "fine", "A5": "{% if false %}{{ unkown }}{% endif %}", "A6": "{{ services }}"}
    assert [line.split(":")[0] for line in faults(book(cells))] == [
        f"sheet 'Register', cell {cell}" for cell in ("A5", "A1", "A4", "A6")
    ]


def test_a_text_beside_a_row_tag_is_refused_because_the_row_vanishes() -> None:
    cells = {"A1": "{%tr for s in services %}", "B1": "Name", "A2": "{{ s.name }}", "A3": "{%tr endfor %}{{ document.code }}"}
    assert faults(book(cells)) == [
        "sheet 'Register', cell B1: : excel.beside-row-tag",
        "sheet 'Register', cell A3: : excel.beside-row-tag",
    ]


def test_row_blocks_that_do_not_pair_are_told() -> None:
    cells = {"A1": "{%tr for s in services %}", "A2": "{{ s.name }}", "A3": "{%tr endif %}"}
    assert "{%tr endif %}: excel.block-not-open" in faults(book(cells))[0]
    assert "{%tr for s in services %}: excel.block-not-closed" in faults(book({"A1": "{%tr for s in services %}", "A2": "x"}))[0]


def test_tags_outside_the_cells_are_placed_too() -> None:
    def more(workbook: openpyxl.Workbook) -> None:
        sheet = workbook["Register"]
        sheet.oddHeader.left.text = "{{ a }}"
        rule = DataValidation(type="list", formula1='"{{ b }}"', prompt="{{ c }}")
        rule.add("B2:B9")
        sheet.add_data_validation(rule)
        sheet["A1"].comment = Comment("{{ d }}", "Editor")
        workbook.properties.title = "{{ e }}"
        workbook.defined_names["n"] = openpyxl.workbook.defined_name.DefinedName("n", attr_text="{{ f }}")

    found = faults(changed(book({"A1": "x"}), more))
    assert [line.rpartition(": ")[0].split(": ")[0] for line in found] == [
        "sheet 'Register', comment at A1", "sheet 'Register', data validation of B2:B9", "sheet 'Register', data validation of B2:B9",
        "sheet 'Register', header or footer", "document properties", "defined name n",
    ]  # fmt: skip


def test_a_picture_in_a_header_is_told() -> None:
    def header(workbook: openpyxl.Workbook) -> None:
        workbook["Register"].oddHeader.left.text = "{{ picture(organisation.logo) }}"

    assert faults(changed(book({"A1": "x"}), header)) == ["sheet 'Register', header or footer: : excel.picture-in-text"]


def test_a_tag_where_nothing_is_filled_is_told() -> None:
    template = rewritten(book({"A1": "x"}), "xl/theme/theme1.xml", 'name="Office"', 'name="{{ organisation.name }}"')
    assert faults(template) == ["part xl/theme/theme1.xml: : excel.tag-in-part"]


@pytest.mark.parametrize(
    ("name", "what"),
    [
        ("", "refused"), ("x" * 32, "refused"), ("a/b", "refused"), ("a[b]", "refused"), ("'a", "refused"), ("History", "refused"),
        ("LISTS", "twice"), ("register", "twice"),
    ],
)  # fmt: skip
def test_sheet_names_that_excel_refuses_are_told(name: str, what: str) -> None:
    template = book({"A1": "x"}, ("{{ name }}", {"A1": "y"}), ("Lists", {"A1": "z"}))
    found = faults(template, name=name)
    assert found == [f"name of the sheet '{{{{ name }}}}': : excel.sheet-name-{what}"]


def test_a_sheet_gets_its_name_and_formulas_know_it() -> None:
    template = book({"A1": "='{{ name }}'!A1", "A2": "=SUM('{{ name }}'!A2:A2)+'{{ name }}'!Total"}, ("{{ name }}", {"A2": "x"}))
    filled = fill(template, name="R & D's")
    assert filled.sheetnames == ["Register", "R & D's"]
    assert filled["Register"]["A1"].value == "='R & D''s'!A1"
    assert filled["Register"]["A2"].value == "=SUM('R & D''s'!A2:A2)+'R & D''s'!Total"


def test_texts_longer_than_excel_allows_are_told() -> None:
    assert faults(book({"A1": "{{ evil }}"}), evil="&" * 32_767) == []
    assert faults(book({"A1": "{{ evil }}", "A2": "x {{ evil }}"}), evil="x" * 32_766) == [
        "sheet 'Register', cell A2: : excel.cell-too-long"
    ]

    def header(workbook: openpyxl.Workbook) -> None:
        workbook["Register"].oddFooter.left.text = "{{ evil }}"

    assert "excel.text-too-long" in faults(changed(book({"A1": "x"}), header), evil="x" * 300)[0]


def test_a_template_that_runs_away_is_stopped() -> None:
    cells = {"A1": "{%tr for a in range(9999) %}", "A2": "{%tr for b in range(9999) %}", "A3": "x", "A4": "{%tr endfor %}", "A5": "{%tr endfor %}"}
    assert "tags.bound-reached" in faults(book(cells))[0]
    wide = {"A1": "{%tr for a in range(2000) %}"} | {f"{column}2": "x" * 90 for column in "ABCDEFGH"} | {"A3": "{%tr endfor %}"}
    with pytest.raises(TemplateError) as caught:
        ExcelEngine().fill(book(wide), context(), Limits(output_chars=1_000_000))
    assert "it was stopped" in say(caught.value.problems[0].what, "en")


def test_what_is_no_workbook_is_refused() -> None:
    for file in (b"", b"PK\x03\x04 broken", b"<html>"):
        with pytest.raises(DocumentError):
            ExcelEngine().fill(file, context())
        with pytest.raises(DocumentError):
            ExcelEngine().content(file)


def test_a_damaged_sheet_is_refused_with_its_part() -> None:
    template = rewritten(book({"A1": "{{ document.code }}"}), "xl/worksheets/sheet1.xml", "</worksheet>", "")
    with pytest.raises(DocumentError) as caught:
        ExcelEngine().fill(template, context())
    assert "xl/worksheets/sheet1.xml" in say(caught.value.problems[0].what, "en")


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('<row r="2">', '<row r="two">'), ('r="A2"', 'r="2"'), ('<mergeCell ref="A5:B6"/>', '<mergeCell ref="#REF!"/>'),
        ('sqref="A2:A3"', 'sqref="A2;A3"'), ('r="A2"', 'r="A2" s="x"'), ("<f>B9</f>", '<f t="shared" si="7"/>'),
        ('<dimension ref="A1:B9"/>', '<dimension ref=""/>'), ("</sheetData>", "</sheetData><hyperlinks><hyperlink/></hyperlinks>"),
    ],
)  # fmt: skip
def test_a_workbook_that_breaks_its_own_rules_is_refused_or_filled_but_never_crashes(old: str, new: str) -> None:
    def rules(workbook: openpyxl.Workbook) -> None:
        workbook["Register"].merge_cells("A5:B6")
        rule = DataValidation(type="list", formula1='"a"')
        rule.add("A2:A3")
        workbook["Register"].add_data_validation(rule)

    cells = {"A1": "{%tr for s in services %}", "A2": "{{ s.name }}", "A3": "{%tr endfor %}", "B8": "=B9", "B9": 1}
    template = rewritten(changed(book(cells), rules), "xl/worksheets/sheet1.xml", old, new)
    for call in (lambda: ExcelEngine().fill(template, context()), lambda: ExcelEngine().content(template)):
        with contextlib.suppress(DocumentError, TemplateError):
            call()


def test_a_hundred_faults_are_enough() -> None:
    assert len(faults(book({f"A{row}": "{{ organisation.x }}" for row in range(1, 300)}), services=services(1))) == 100


@pytest.mark.parametrize("name", TEXTS)
def test_every_text_can_be_said_in_both_languages(name: str) -> None:
    values = dict.fromkeys(("sheet", "cell", "cells", "name", "scope", "tag", "length", "limit", "detail", "row", "number"), "x")
    for language in ("en", "zh"):
        assert TEXTS[name][language].format(**values)
