"""The compiler of Excel forms: what a source becomes, what it refuses, and same source, same bytes."""

from __future__ import annotations

import io
import re
import zipfile
from itertools import pairwise

import pytest
from openpyxl import Workbook, load_workbook

from docgen.authoring.compile_excel import compile_excel
from docgen.authoring.excel_tables import SERIES
from docgen.errors import Problem, TemplateError
from docgen.messages import say

SOURCE = """\
guide:
  sections:
    - {heading: What it is for, text: ["One row a visit."]}
  fields: The columns
register:
  hint: One row a visit.
  blanks: ["Period:"]
  rows: 40
  groups:
    - title: Visit
      by: reception
      columns:
        - {id: number, label: Number, width: 12, type: code, pattern: V-000, required: true}
        - {id: came, label: Came at, width: 16, type: time, required: true}
        - {id: left, label: Left at, width: 16, type: time, after: came, required_if: '[@state]="gone"'}
        - {id: state, label: State, type: choice, list: states, required: true}
        - {id: badge, label: Badge, type: choice, values: ["yes", "no"]}
        - {id: people, label: People, type: whole, least: 1, most: 20}
        - {id: host, label: Host, type: choice, list: hosts, open: true, prompt: "Who is visited{{ custom }}?"}
        - {id: stay, label: Stay, unit: minutes, type: number, formula: '=IF([@left]="","",([@left]-[@came])*1440)'}
        - {id: gaps, label: Missing, width: 16, missing: true}
    - title: Steps
      on_screen_only: true
      columns:
        - {id: helper, label: Helper, hidden: true, formula: '=IF([@number]="","",1)'}
  highlights:
    - {columns: [stay], when: '[@stay]>60', tint: red}
lists:
  hint: Lists.
  widths: [20, 12, 12]
  tables:
    - {id: hosts, title: Hosts, rows: [{for: [site in sites], cells: {hosts: "{{ site.name }}"}}], spare: 3}
    - {id: fixed, title: Fixed, lists: [{id: states, label: State, values: [in, gone]}, {id: colours, label: Colour, values: [red, green, blue]}]}
    - id: limit
      title: Limits
      columns: [{id: kind, label: Kind}, {id: most, label: Most, type: whole}]
      rows: [{cells: {kind: guest, most: "60"}}]
summary:
  hint: Figures.
  widths: [14, 10]
  tables:
    - id: months
      title: Months
      columns:
        - {id: month, label: Month, type: whole, formula: "={n}"}
        - {id: visits, label: Visits, type: whole, formula: '=SUMPRODUCT((MONTH(came)=[@month])*1)'}
      rows: [{repeat: 12}]
  chart: {title: Visits, table: months, labels: month, series: [visits]}
by_hand:
  hint: While the program is down.
  columns: [{id: number, width: 12}, {label: Signature, width: 30}, {id: state, width: 12}]
example:
  - {number: V-000, came: 2000-01-01 09:00, left: 2000-01-01 09:30, state: gone, people: "2", stay: "30"}
"""
FIRST, LAST = 6, 45


def compiled(source: str = SOURCE, name: str = "visits.en.yaml") -> Workbook:
    return load_workbook(io.BytesIO(compile_excel(source, name)))


def problems(source: str, name: str = "visits.en.yaml") -> list[Problem]:
    with pytest.raises(TemplateError) as caught:
        compile_excel(source, name)
    return list(caught.value.problems)


def only(source: str, old: str, new: str) -> Problem:
    """The one problem that a change to a sound source brings."""
    assert old in source
    (problem,) = problems(source.replace(old, new))
    return problem


def line_of(words: str, source: str = SOURCE) -> int:
    return next(number for number, line in enumerate(source.splitlines(), 1) if words in line)


@pytest.fixture(scope="module")
def workbook() -> Workbook:
    return compiled()


def test_the_same_source_gives_the_same_bytes() -> None:
    assert compile_excel(SOURCE, "visits.en.yaml") == compile_excel(SOURCE, "visits.en.yaml")


def test_no_clock_gets_into_the_file() -> None:
    with zipfile.ZipFile(io.BytesIO(compile_excel(SOURCE, "visits.en.yaml"))) as archive:
        assert {info.date_time for info in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        dates = re.findall(r"\d{4}-\d\d-\d\dT", archive.read("docProps/core.xml").decode())
    assert set(dates) == {"2000-01-01T"}


def test_sheets_stand_in_their_order_and_speak_the_language_of_the_form(workbook: Workbook) -> None:
    assert workbook.sheetnames == ["Guide", "Register", "Lists", "Summary", "By hand", "Example"]
    assert compiled(name="visits.zh.yaml").sheetnames == ["说明", "登记", "选项", "统计", "手工单", "示例"]


def test_all_empty_rows_are_ready_with_formulas_and_formats(workbook: Workbook) -> None:
    sheet = workbook["Register"]
    stay = '=IF(INDEX(left,ROW()-ROW(heads))="","",(INDEX(left,ROW()-ROW(heads))-INDEX(came,ROW()-ROW(heads)))*1440)'
    assert {sheet[f"H{row}"].value for row in range(FIRST, LAST + 1)} == {stay}
    assert workbook.defined_names["heads"].attr_text == f"'Register'!$A${FIRST - 1}"
    assert sheet.max_row == LAST
    assert {sheet[f"B{row}"].number_format for row in range(FIRST, LAST + 1)} == {"yyyy-mm-dd hh:mm"}


def test_formula_cells_are_locked_and_the_others_are_not(workbook: Workbook) -> None:
    sheet = workbook["Register"]
    assert sheet.protection.sheet
    assert sheet.protection.password is None
    assert not sheet.protection.autoFilter
    assert sheet[f"H{LAST}"].protection.locked
    assert not sheet[f"B{LAST}"].protection.locked


def test_the_register_keeps_its_heads_in_view_and_on_every_page(workbook: Workbook) -> None:
    sheet = workbook["Register"]
    assert sheet.freeze_panes == "B6"
    assert sheet.print_title_rows == "$1:$5"
    assert sheet.auto_filter.ref == f"A5:J{LAST}"
    assert sheet.page_setup.fitToWidth == 1
    assert sheet.page_setup.fitToHeight == 0
    assert sheet.sheet_properties.pageSetUpPr.fitToPage


def test_what_is_for_the_screen_is_not_printed(workbook: Workbook) -> None:
    assert workbook["Register"].print_area == f"'Register'!$A$1:$I${LAST}"
    assert workbook["Register"].column_dimensions["J"].hidden


def test_a_list_is_drawn_from_its_name_over_all_rows(workbook: Workbook) -> None:
    rules = {str(rule.sqref): rule for rule in workbook["Register"].data_validations.dataValidation}
    state, host, badge = rules[f"D{FIRST}:D{LAST}"], rules[f"G{FIRST}:G{LAST}"], rules[f"E{FIRST}:E{LAST}"]
    assert (state.type, state.formula1, state.errorStyle) == ("list", "states", "stop")
    assert (host.formula1, host.errorStyle) == ("hosts", "warning")
    assert badge.formula1 == '"yes,no"'
    assert not state.allow_blank  # a list with blank rows would otherwise let everything in


def test_a_time_may_not_come_before_the_one_it_follows(workbook: Workbook) -> None:
    rules = {str(rule.sqref): rule for rule in workbook["Register"].data_validations.dataValidation}
    left = rules[f"C{FIRST}:C{LAST}"]
    assert (left.type, left.operator, left.formula1, left.errorStyle) == ("date", "between", f"$B{FIRST}", "stop")
    assert "Came at" in left.error


def test_a_number_keeps_its_bounds_and_a_code_its_pattern(workbook: Workbook) -> None:
    rules = {str(rule.sqref): rule for rule in workbook["Register"].data_validations.dataValidation}
    people, number = rules[f"F{FIRST}:F{LAST}"], rules[f"A{FIRST}:A{LAST}"]
    assert (people.type, people.formula1, people.formula2) == ("whole", "1", "20")
    assert number.formula1 == (
        f'AND(COUNTIF($A${FIRST}:$A${LAST},$A{FIRST})=1,LEN($A{FIRST})=5,MID($A{FIRST},1,2)="V-",ISNUMBER(VALUE(MID($A{FIRST},3,3))))'
    )


def test_a_pattern_can_give_way_to_a_fact_of_the_profile() -> None:
    sheet = compiled(SOURCE.replace("pattern: V-000", "pattern: V-000, unless: tools.ticketing"))["Register"]
    rule = next(rule for rule in sheet.data_validations.dataValidation if rule.type == "custom")
    assert "{% if not (tools.ticketing) %}" in rule.formula1


def test_names_cover_the_rows_of_a_loop_and_the_spare_ones(workbook: Workbook) -> None:
    sheet, name = workbook["Lists"], workbook.defined_names["hosts"].attr_text
    first, last = map(int, re.findall(r"\$A\$(\d+)", name))
    assert sheet.cell(first - 1, 1).value == "{%tr for site in sites %}"
    assert sheet.cell(first, 1).value == "{{ site.name }}"
    assert sheet.cell(first + 1, 1).value == "{%tr endfor %}"
    assert last == first + 4


def test_a_short_list_ends_with_its_last_value(workbook: Workbook) -> None:
    states, colours = (workbook.defined_names[name].attr_text for name in ("states", "colours"))
    rows = [list(map(int, re.findall(r"\$[AB]\$(\d+)", text))) for text in (states, colours)]
    assert [last - first + 1 for first, last in rows] == [2, 3]


def test_columns_of_register_and_tables_are_names_for_formulas(workbook: Workbook) -> None:
    assert workbook.defined_names["came"].attr_text == f"'Register'!$B${FIRST}:$B${LAST}"
    assert {"limit_kind", "limit_most", "months_visits"} <= set(workbook.defined_names)


def test_a_computed_row_knows_its_number_and_its_neighbours(workbook: Workbook) -> None:
    formulas = [cell.value for row in workbook["Summary"].iter_rows() for cell in row if str(cell.value).startswith("=SUMPRODUCT")]
    months = [cell.value for row in workbook["Summary"].iter_rows(max_col=1) for cell in row if re.fullmatch(r"=\d+", str(cell.value))]
    assert months == [f"={number}" for number in range(1, 13)]
    assert len(formulas) == 12
    assert re.fullmatch(r"=SUMPRODUCT\(\(MONTH\(came\)=\$A\d+\)\*1\)", formulas[0])


def test_missing_names_the_required_cells_that_are_empty(workbook: Workbook) -> None:
    formula = str(workbook["Register"][f"I{FIRST}"].value).replace(",ROW()-ROW(heads)", "")
    assert 'IF(INDEX(came)="",", Came at","")' in formula
    assert 'IF(INDEX(left)="",IF(INDEX(state)="gone",", Left at",""),"")' in formula


def test_faults_names_what_no_right_entry_is() -> None:
    source = SOURCE.replace("type: time, required: true}", "type: time, required: true, past: true}").replace(
        "least: 1, most: 20}", "least: 1, most: 20, wrong: [{when: '[@people]>[@stay]', says: Too \"many\"}]}"
    )
    source = source.replace("missing: true}", "missing: true}\n        - {id: wrong, label: Wrong, faults: true}")
    sheet = compiled(source)["Register"]
    formula = str(sheet[f"J{FIRST}"].value).replace(",ROW()-ROW(heads)", "")
    assert 'IF(N(INDEX(came))>NOW()+1,", Came at in the future","")' in formula
    assert 'IF(INDEX(people)>INDEX(stay),", Too ""many""","")' in formula
    rule = next(rule for rule in sheet.data_validations.dataValidation if str(rule.sqref) == f"B{FIRST}:B{LAST}")
    assert rule.formula2 == "NOW()+1"
    assert str(rule.error).endswith("A time in the future is refused.")


def test_only_a_column_with_a_time_of_day_asks_for_one() -> None:
    for kind, sample in (("time", "14:20."), ("date", "|iso }}.")):
        sheet = compiled(SOURCE.replace("type: time, after: came", f"type: {kind}, after: came"))["Register"]
        rule = next(rule for rule in sheet.data_validations.dataValidation if str(rule.sqref) == f"C{FIRST}:C{LAST}")
        assert str(rule.error).startswith("This may not be earlier than Came at.")
        assert str(rule.error).endswith(sample)


def test_a_table_with_a_condition_goes_whole_and_has_no_names() -> None:
    workbook = compiled(SOURCE.replace("title: Limits", "title: Limits, if: suppliers".replace(", ", "\n      ")))
    column = [cell.value for (cell,) in workbook["Lists"].iter_rows(max_col=1)]
    start = column.index("{%tr if suppliers %}")
    assert column[start : start + 6] == ["{%tr if suppliers %}", None, "Limits", "Kind", "guest", "{%tr endif %}"]
    assert not [name for name in workbook.defined_names if name.startswith("limit_")]


def test_the_heads_of_a_long_table_stay_in_view_and_on_every_page() -> None:
    sheet = compiled(SOURCE.replace("id: hosts, title: Hosts,", "id: hosts, title: Hosts, heads_stay: true,"))["Lists"]
    (head,) = [row for row in range(1, 9) if sheet[f"A{row}"].style == "Head"]
    assert (sheet.freeze_panes, sheet.print_title_rows) == (f"A{head + 1}", f"${head}:${head}")


def test_without_such_a_table_the_title_of_the_sheet_does(workbook: Workbook) -> None:
    for name in ("Lists", "Summary"):
        assert (workbook[name].freeze_panes, workbook[name].print_title_rows) == ("A2", "$1:$1")


def test_no_entry_stands_twice_in_a_list_that_people_add_to(workbook: Workbook) -> None:
    (rule,) = [rule for rule in workbook["Lists"].data_validations.dataValidation if rule.type == "custom"]
    first = str(rule.sqref).partition(":")[0]
    assert rule.formula1.endswith(f",${first})=1")
    assert rule.showErrorMessage


def test_such_a_list_with_a_hint_has_one_rule_for_both_since_programs_keep_only_one_a_cell() -> None:
    years = "    - {id: years, title: Years, columns: [{id: year, label: Year, prompt: Such as 2026.}], rows: [{cells: {year: '2026'}}], spare: 3}\n"
    rules = compiled(SOURCE.replace("    - id: limit\n", f"{years}    - id: limit\n"))["Lists"].data_validations.dataValidation
    (rule,) = [rule for rule in rules if rule.prompt == "Such as 2026."]
    assert rule.type == "custom"
    assert rule.error
    assert [other for other in rules if str(other.sqref) == str(rule.sqref)] == [rule]


def test_choices_of_the_example_have_the_lists_of_the_register(workbook: Workbook) -> None:
    offered = [{rule.formula1 for rule in workbook[name].data_validations.dataValidation if rule.type == "list"} for name in ("Register", "Example")]
    assert offered[0]
    assert offered[0] == offered[1]


def test_a_long_label_of_the_guide_makes_its_row_higher() -> None:
    pairs = "pairs: [{label: a label that takes three lines of its narrow column, text: short}, {label: b, text: short}]"
    sheet = compiled(SOURCE.replace('text: ["One row a visit."]', pairs))["Guide"]
    rows = [row for row in range(1, sheet.max_row) if sheet[f"B{row}"].value == "short"]
    assert [sheet.row_dimensions[row].height for row in rows] == [44, 18]


def test_layers_of_the_chart_differ_in_grey() -> None:
    greys = [int(0.299 * int(hue[:2], 16) + 0.587 * int(hue[2:4], 16) + 0.114 * int(hue[4:], 16)) for hue in SERIES[:4]]
    assert all(lighter - darker >= 40 for darker, lighter in pairwise(greys))


def test_the_example_is_apart_marked_and_in_no_formula(workbook: Workbook) -> None:
    sheet = workbook["Example"]
    assert "not a record" in str(sheet["A1"].value)
    assert sheet.sheet_properties.tabColor is not None
    assert not [cell for row in sheet.iter_rows() for cell in row if cell.data_type == "f"]
    assert all("Example" not in name.attr_text for name in workbook.defined_names.values())


def test_every_sheet_prints_code_classification_and_pages(workbook: Workbook) -> None:
    for sheet in workbook:
        assert "{{ document.code }}" in sheet.oddFooter.left.text
        assert "{{ document.classification }}" in sheet.oddFooter.left.text
        assert sheet.oddFooter.right.text == "Page &P of &N"


def test_every_sheet_prints_organisation_and_title_above_each_page(workbook: Workbook) -> None:
    for sheet in workbook:
        own_title = sheet.title in ("Register", "By hand")  # rows repeated on each page, with the logo
        assert sheet.oddHeader.right.text == (None if own_title else "{{ document.title }}")
        assert sheet.oddHeader.left.text == (None if own_title else "{{ organisation.short_name or organisation.name }}")
        assert not own_title or str(sheet.print_title_rows).startswith("$1")


def test_logo_and_chart_have_their_alternative_text() -> None:
    with zipfile.ZipFile(io.BytesIO(compile_excel(SOURCE, "visits.en.yaml"))) as archive:
        drawings = "".join(archive.read(name).decode() for name in archive.namelist() if name.startswith("xl/drawings/drawing"))
    assert drawings.count('{{ picture(organisation.logo) }}"') == 3
    assert drawings.count('descr="Visits"') == 1


def test_a_condition_stands_around_its_rows() -> None:
    source = SOURCE.replace("rows: [{cells: {kind: guest", "rows: [{if: suppliers, for: [s in suppliers], cells: {kind: guest")
    column = [cell.value for (cell,) in compiled(source)["Lists"].iter_rows(max_col=1)]
    start = column.index("{%tr if suppliers %}")
    assert column[start : start + 5] == ["{%tr if suppliers %}", "{%tr for s in suppliers %}", "guest", "{%tr endfor %}", "{%tr endif %}"]


@pytest.mark.parametrize(
    ("old", "new", "key", "found"),
    [
        ("list: states", "list: stats", "excel-unknown-list", "stats"),
        ("after: came", "after: badge", "excel-unknown-column", "badge"),
        ("([@left]-[@came])", "([@left]-[@cam])", "excel-unknown-column", "cam"),
        ("MONTH(came)", "MONTH(camme)", "excel-unknown-name", "camme"),
        ("SUMPRODUCT((", "SUMPROD((", "excel-unknown-function", "SUMPROD"),
        ("*1440)'", "*1440'", "excel-formula-brackets", ""),
        ('values: ["yes", "no"]', 'values: ["yes, sir", "no"]', "excel-short-list", ""),
        ('type: choice, values: ["yes", "no"]', "type: choice", "excel-choice", ""),
        ("for: [site in sites]", "for: [sites]", "excel-loop", "sites"),
        ("widths: [14, 10]", "widths: [14]", "excel-few-widths", ""),
        ('[{cells: {kind: guest, most: "60"}}]', "[{cells: {kin: guest}}]", "excel-unknown-column", "kin"),
        ("columns: [stay], when", "columns: [stai], when", "excel-unknown-column", "stai"),
        ("series: [visits]", "series: [visit]", "excel-unknown-column", "visit"),
        ("table: months, labels", "table: month, labels", "excel-unknown-table", "month"),
        ("{label: Signature, width", "{width", "excel-hand-column", ""),
        ("came: 2000-01-01 09:00", "came: 1 January", "excel-example-value", "1 January"),
        ("state: gone, people", "stat: gone, people", "excel-unknown-column", "stat"),
        ("id: colours", "id: hosts", "excel-name-twice", "hosts"),
        ("id: colours", "id: colours-2", "excel-name", "colours-2"),
        ("width: 12, type: code", "width: 250, type: code", "excel-too-wide", ""),
    ],
)
def test_what_does_not_fit_is_refused_with_line_and_remedy(old: str, new: str, key: str, found: str) -> None:
    problem = only(SOURCE, old, new)
    assert problem.what.key == f"authoring.{key}"
    assert found in problem.found
    assert problem.where.file == "visits.en.yaml"
    assert problem.where.line is not None
    assert problem.remedy is not None
    for language in ("zh", "en"):
        assert say(problem.what, language)
        assert say(problem.remedy, language)


def test_a_fault_names_its_line_and_what_may_be_meant() -> None:
    problem = only(SOURCE, "list: states", "list: stats")
    assert problem.where.line == line_of("list: states")
    assert problem.nearest[0] == "states"


def test_a_hint_longer_than_excel_shows_is_refused() -> None:
    assert only(SOURCE, "Who is visited{{ custom }}?", "long " * 60).what.key == "authoring.excel-text-long"


LISTS = """\
guide: {sections: [{heading: What it is for, text: ["Rounds and their results."]}]}
sheets:
  - sheet: Rounds
    hint: One row a round.
    groups: [{title: Rounds, columns: [{id: place, label: Place}, {id: seen, label: Seen, type: whole}, {id: open, label: Open}]}]
    rows: [{for: [s in sites], cells: {place: "{{ s.name }}", open: '=IF([@seen]="","open","")'}}]
  - sheet: Result
    hint: Computed.
    groups: [{title: Result, columns: [{id: all, label: All}]}]
    rows: [{cells: {all: '=COUNTIF(Rounds!$C$6:$C$9,"open")'}}]
"""


def test_a_cell_of_a_list_may_be_a_formula_that_is_checked() -> None:
    book = load_workbook(io.BytesIO(compile_excel(LISTS, "rounds.en.yaml")))
    assert [str(cell.value) for cell in book["Rounds"]["C"] if cell.value][-1] == '=IF($B7="","open","")'
    with pytest.raises(TemplateError) as caught:
        compile_excel(LISTS.replace("[@seen]", "[@saw]").replace("COUNTIF(", "COUNT_IF("), "rounds.en.yaml")
    assert [problem.found for problem in caught.value.problems] == ["saw", "COUNT_IF"]


def test_a_list_refuses_text_and_negative_numbers_where_numbers_belong() -> None:
    source = LISTS.replace("{id: open, label: Open}]", "{id: open, label: Open}, {id: more, label: More, type: number, below_zero: true}]")
    sheet = load_workbook(io.BytesIO(compile_excel(source, "rounds.en.yaml")))["Rounds"]
    rules = {str(rule.sqref)[0]: (rule.type, rule.operator, float(rule.formula1)) for rule in sheet.data_validations.dataValidation}
    assert rules == {"B": ("whole", "greaterThanOrEqual", 0), "D": ("decimal", "greaterThanOrEqual", -1e12)}


def test_all_faults_are_told_at_once() -> None:
    source = (
        SOURCE.replace("list: states", "list: stats").replace("after: came", "after: badge").replace("for: [site in sites]", "for: [sites]")
    )
    assert len(problems(source)) == 3


def test_an_unknown_key_is_refused_with_its_line() -> None:
    problem = only(SOURCE, "blanks:", "blankz:")
    assert problem.where.line == line_of("blanks:")
    assert "blanks" in problem.nearest


def test_broken_yaml_is_refused_with_its_line() -> None:
    assert problems("guide: [\n")[0].where.line is not None


def test_a_file_name_without_language_is_refused() -> None:
    assert problems(SOURCE, "visits.yaml")[0].what.key == "authoring.excel-language"


def test_the_sheet_for_handwriting_joins_fields_and_gives_a_pen_room() -> None:
    columns = "columns: [{id: number, width: 60, below: {label: Badge}}, {label: Signature, width: 60, below: {label: Desk}}, {label: <, width: 60, below: {id: state}}]"
    foot = 'foot: [{for: ["n in range(1, 3)"], text: "{% if n == 1 %}Notes:{% endif %}"}, {text: Ring 100.}]'
    before = "columns: [{id: number, width: 12}, {label: Signature, width: 30}, {id: state, width: 12}]"
    assert before in SOURCE
    sheet = compiled(SOURCE.replace(before, f"rows: 1\n  {columns}\n  {foot}"))["By hand"]
    assert {"B4:C4", "B6:C6"} <= {str(area) for area in sheet.merged_cells.ranges}
    assert [sheet.cell(5, number).value for number in (1, 2, 3)] == ["Badge", "Desk", "State"]
    shrunk = 276.68 / (180 * 7 * 25.4 / 96)
    for row in (6, 7, 9):  # two lines of an entry, and the line to write on between the markers of its loop
        assert (sheet.row_dimensions[row].height or 0) * shrunk / 72 * 25.4 >= 8
    assert sheet["A9"].value == "{% if n == 1 %}Notes:{% endif %}"
    assert (sheet.row_dimensions[11].height or 0) < (sheet.row_dimensions[9].height or 0)
