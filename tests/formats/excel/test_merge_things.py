"""Merging what hangs on a sheet and lies beside it: untouched it becomes as theirs has it, changed by hand it stays."""

from __future__ import annotations

import io
from collections.abc import Callable

from openpyxl.chart import BarChart, Reference
from openpyxl.drawing.image import Image
from openpyxl.formatting.rule import FormulaRule
from openpyxl.styles import PatternFill
from openpyxl.workbook import Workbook
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.pagebreak import Break
from openpyxl.worksheet.table import Table
from openpyxl.worksheet.worksheet import Worksheet

from docgen.formats.excel.merge.marks import open_conflicts
from tests.formats.excel.books import book, changed, opened, part_of, picture, rewritten
from tests.formats.excel.merges import BY, ENGINE, at, by_hand, conflicts, merge, merged

CELLS = {"A1": "Month", "B1": "Cases", "A2": "May", "B2": 3, "A3": "June", "B3": 5, "A4": "July", "B4": 4}
BASE = book(CELLS)


def on_sheet(change: Callable[[Worksheet], object]) -> bytes:
    """The form after `change(sheet)`."""
    return changed(BASE, lambda workbook: change(workbook.worksheets[0]))


def validated(areas: str, formula: str) -> Callable[[Worksheet], None]:
    def change(sheet: Worksheet) -> None:
        rule = DataValidation(type="list", formula1=formula)
        for area in areas.split():
            rule.add(area)
        sheet.add_data_validation(rule)

    return change


def rules(sheet: Worksheet) -> dict[str, str]:
    return {str(rule.sqref): rule.formula1 for rule in sheet.data_validations.dataValidation}


def test_a_validation_that_theirs_changed_is_theirs() -> None:
    base, theirs = on_sheet(validated("B2:B4", '"1,2"')), on_sheet(validated("B2:B4", '"1,2,3"'))
    assert rules(merged(base, by_hand(base, {"D1": "x"}), theirs).worksheets[0]) == {"B2:B4": '"1,2,3"'}


def test_a_validation_that_people_added_stays_and_one_in_its_place_is_shown() -> None:
    mine = on_sheet(validated("B2:B3", '"7,8"'))
    file = merge(BASE, mine, on_sheet(validated("B2:B4", '"1,2"'))).file
    assert rules(opened(file).worksheets[0]) == {"B2:B3": '"7,8"'}
    assert [(conflict.cell, "data validation of B2:B4" in conflict.text) for conflict in conflicts(file)] == [("B2", True)]
    assert rules(merged(BASE, mine, on_sheet(validated("A2:A4", '"1,2"'))).worksheets[0]) == {"B2:B3": '"7,8"', "A2:A4": '"1,2"'}


def test_a_validation_moves_with_a_row_that_comes_in() -> None:
    base = on_sheet(validated("B2:B4", "$A$2:$A$4"))
    theirs = changed(book({**CELLS, "A5": "August", "B5": 1}), lambda workbook: validated("B2:B5", "$A$2:$A$5")(workbook.worksheets[0]))
    assert rules(merged(base, by_hand(base, {"D1": "x"}), theirs).worksheets[0]) == {"B2:B5": "$A$2:$A$5"}


def test_merged_areas_come_in_unless_they_would_cover_what_people_typed() -> None:
    theirs = on_sheet(lambda sheet: sheet.merge_cells("D2:E2"))
    assert [str(area) for area in merged(BASE, by_hand(BASE, {"D9": "x"}), theirs).worksheets[0].merged_cells.ranges] == ["D2:E2"]
    file = merge(BASE, by_hand(BASE, {"E2": "typed"}), theirs).file
    assert opened(file).worksheets[0]["E2"].value == "typed"
    assert at(file) == [("Register", "D2")]


def test_conditional_formats_come_and_go_in_the_order_of_theirs() -> None:
    def coloured(*colours: str) -> Callable[[Worksheet], None]:
        def change(sheet: Worksheet) -> None:
            for number, colour in enumerate(colours):
                sheet.conditional_formatting.add("B2:B4", FormulaRule(formula=[f"$B2>{number}"], fill=PatternFill(bgColor=colour, fill_type="solid")))

        return change

    base, theirs = on_sheet(coloured("FFFFC7CE", "FFC6EFCE")), on_sheet(coloured("FFFFC7CE", "FFFFEB9C", "FFBDD7EE"))
    sheet = merged(base, by_hand(base, {"D1": "x"}), theirs).worksheets[0]
    found = sorted((rule.priority, rule.formula[0], rule.dxf.fill.bgColor.rgb) for area in sheet.conditional_formatting for rule in area.rules)
    assert found == [(1, "$B2>0", "FFFFC7CE"), (2, "$B2>1", "FFFFEB9C"), (3, "$B2>2", "FFBDD7EE")]


def test_links_names_breaks_and_headers_follow_theirs() -> None:
    def hung(address: str, header: str, area: str) -> bytes:
        def change(sheet: Worksheet) -> None:
            sheet["A1"].hyperlink = address
            sheet.oddHeader.left.text = header
            sheet.row_breaks.append(Break(id=len(area)))
            sheet.print_area = area
            sheet.parent.defined_names["cases"] = DefinedName("cases", attr_text=f"Register!{area}")
            sheet.auto_filter.ref = area
            sheet.freeze_panes = area[:2]
            sheet.page_setup.orientation = "landscape" if header == "New" else "portrait"

        return on_sheet(change)

    base, theirs = hung("https://example.org/old", "Old", "A2:B3"), hung("https://example.org/new", "New", "A10:B13")
    workbook = merged(base, by_hand(base, {"D1": "x"}), theirs)
    sheet = workbook.worksheets[0]
    assert (sheet["A1"].hyperlink.target, sheet.oddHeader.left.text) == ("https://example.org/new", "New")
    assert (workbook.defined_names["cases"].attr_text, sheet.print_area) == ("Register!A10:B13", "'Register'!$A$10:$B$13")
    assert (sheet.auto_filter.ref, sheet.page_setup.orientation) == ("A10:B13", "landscape")
    assert [item.id for item in sheet.row_breaks.brk] == [7]
    mine = by_hand(base, change=lambda workbook: setattr(workbook.worksheets[0].oddHeader.left, "text", "Ours"))
    assert merged(base, mine, theirs).worksheets[0].oddHeader.left.text == "Ours"


def test_a_name_to_which_both_gave_another_meaning_stays_with_a_mark() -> None:
    def named(area: str) -> bytes:
        return changed(BASE, lambda workbook: workbook.defined_names.__setitem__("cases", DefinedName("cases", attr_text=f"Register!{area}")))

    file = merge(named("$B$2:$B$4"), named("$B$2:$B$3"), named("$B$2:$B$9")).file
    assert opened(file).defined_names["cases"].attr_text == "Register!$B$2:$B$3"
    assert [("cases" in conflict.text, conflict.cell) for conflict in conflicts(file)] == [(True, "A1")]


def charted(last: int, title: str) -> bytes:
    def change(sheet: Worksheet) -> None:
        chart = BarChart()
        chart.title = title
        chart.add_data(Reference(sheet, range_string=f"Register!$B$1:$B${last}"), titles_from_data=True)
        sheet.add_chart(chart, "D2")

    return on_sheet(change)


def chart_of(workbook: Workbook) -> tuple[str, str]:
    chart = workbook.worksheets[0]._charts[0]
    return chart.series[0].val.numRef.f, "".join(run.t for run in chart.title.tx.rich.p[0].r)


def test_a_chart_follows_theirs_in_ranges_and_titles_and_keeps_what_people_made_of_it() -> None:
    base, theirs = charted(3, "Cases"), charted(4, "Cases by month")
    assert chart_of(merged(base, by_hand(base, {"A9": "x"}), theirs)) == ("'Register'!$B$2:$B$4", "Cases by month")
    file = merge(base, charted(6, "Ours"), theirs).file
    assert chart_of(opened(file)) == ("'Register'!$B$2:$B$6", "Ours")
    assert ["chart" in conflict.text for conflict in conflicts(file)] == [True]


def test_a_new_logo_takes_the_place_of_the_old_one_and_pictures_that_people_added_stay() -> None:
    def pictured(*pictures: tuple[str, bytes]) -> bytes:
        def change(sheet: Worksheet) -> None:
            for anchor, content in pictures:
                sheet.add_image(Image(io.BytesIO(content)), anchor)

        return on_sheet(change)

    old, new, own = picture(100, 50), picture(120, 50), picture(70, 70)
    file = merge(pictured(("D1", old)), pictured(("D1", old), ("D9", own)), pictured(("D1", new))).file
    assert sorted(image._data() for image in opened(file).worksheets[0]._images) == sorted([new, own])


def test_a_table_of_theirs_grows_and_a_new_one_comes_in() -> None:
    def tabled(area: str, more: bool = False) -> Callable[[Worksheet], None]:
        def change(sheet: Worksheet) -> None:
            sheet.add_table(Table(displayName="Months", ref=area))
            if more:
                sheet["D1"], sheet["E1"], sheet["D2"] = "Who", "When", "Li"
                sheet.add_table(Table(displayName="People", ref="D1:E2"))

        return change

    base, theirs = on_sheet(tabled("A1:B3")), on_sheet(tabled("A1:B4", more=True))
    tables = merged(base, by_hand(base, {"A9": "x"}), theirs).worksheets[0].tables
    assert dict(tables.items()) == {"Months": "A1:B4", "People": "D1:E2"}


def test_the_stamp_and_the_title_are_those_of_theirs() -> None:
    base, theirs = (changed(BASE, lambda workbook, title=title: setattr(workbook.properties, "title", title)) for title in ("Old", "New"))
    theirs = changed(theirs, lambda workbook: workbook.worksheets[0].__setitem__("B2", 9))
    assert merged(base, by_hand(base, {"D1": "x"}), theirs).properties.title == "New"


def test_what_cannot_be_merged_soundly_leaves_the_hand_file_with_one_mark() -> None:
    mine = on_sheet(lambda sheet: sheet.merge_cells("D1:E1"))
    mine = rewritten(mine, "xl/worksheets/sheet1.xml", 'ref="D1:E1"', 'ref="D0:E1"')
    theirs = book({"A1": "Month", "B1": "Cases", "A2": "April", "B2": 9, "A3": "May", "B3": 3, "A4": "June", "B4": 5, "A5": "July", "B5": 4})
    result = ENGINE.merge(BASE, mine, theirs, BY)
    assert [(conflict.sheet, conflict.cell, "could not be merged" in conflict.text) for conflict in open_conflicts(result.file)] == [("Register", "A1", True)]
    assert result.conflicts == 1
    assert part_of(result.file, "xl/worksheets/sheet1.xml").count("<row") == 4
