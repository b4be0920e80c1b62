"""Values get into cells: as what they are, where the template says, as often as its loops run."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from decimal import Decimal

import openpyxl
import pytest
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.styles import Font

from docgen.domain.quantities import Duration, Percentage, Target
from docgen.formats.excel.engine import ExcelEngine
from tests.formats.excel.books import Service, book, changed, context, faults, fill, opened, saved, services, values


def cell(template_text: str, number_format: str = "General", language: str = "en", **names: object) -> openpyxl.cell.cell.Cell:
    """Return the cell that a template with one cell becomes."""
    template = changed(book({"B2": template_text}), lambda workbook: setattr(workbook["Register"]["B2"], "number_format", number_format))
    filled = ExcelEngine().fill(template, context(language, **names)).file
    return opened(filled)["Register"]["B2"]  # type: ignore[return-value]


@pytest.mark.parametrize(
    ("value", "number_format", "expected", "shown"),
    [
        (7, "General", 7, "General"),
        (7, "0.00", 7, "0.00"),
        (Decimal("3.50"), "General", 3.5, "General"),
        (2.25, "General", 2.25, "General"),
        (Percentage(Decimal("99.5")), "0.0%", 0.995, "0.0%"),
        (Percentage(Decimal("60")), "General", 0.6, "0%"),
        (Percentage(Decimal("99.5")), "General", 0.995, "0.00%"),
        (date(2026, 3, 1), "d mmm yyyy", datetime(2026, 3, 1), "d mmm yyyy"),  # noqa: DTZ001 - openpyxl's dates have no zone
        (date(2026, 3, 1), "General", datetime(2026, 3, 1), "yyyy-mm-dd"),  # noqa: DTZ001
        (date(2026, 3, 1), "@", "1 March 2026", "@"),
        (Percentage(Decimal("60")), "@", "60%", "@"),
        (Duration.parse("15 min"), "General", "15 minutes", "General"),
        (Target.parse(">= 95 %"), "General", "≥ 95%", "General"),
        (Duration.parse("90 min"), "[h]:mm", timedelta(minutes=90), "[h]:mm"),
        (Duration.parse("4 working hours"), "h:mm", time(4, 0), "h:mm"),
        (Duration.parse("2 working days"), "[h]:mm", "2 working days", "[h]:mm"),
        (True, "General", True, "General"),
        (False, "0", False, "0"),
        ("007", "General", "007", "General"),
    ],
)
def test_a_cell_that_is_one_tag_keeps_the_values_type(value: object, number_format: str, expected: object, shown: str) -> None:
    found = cell("{{ value }}", number_format, value=value)
    assert found.value == expected
    assert found.number_format == shown


def test_a_duration_is_a_number_of_minutes_where_asked() -> None:
    assert cell("{{ value|minutes }}", value=Duration.parse("4 h")).value == 240


def test_beside_other_text_a_value_is_text_in_the_documents_language() -> None:
    assert cell("有效期自 {{ value }} 起", language="zh", value=date(2026, 3, 1)).value == "有效期自 2026年3月1日 起"


def test_blanks_around_a_tag_do_not_make_it_text() -> None:
    assert cell(" {{ value }}\n", value=5).value == 5


def test_a_block_inside_a_cell_chooses_and_repeats() -> None:
    text = "{% for s in services %}{{ s.name }}{% if not loop.last %}、{% endif %}{% endfor %}{% if services|length > 9 %}!{% endif %}"
    assert cell(text).value == "Service 1、Service 2、Service 3"


def test_a_value_with_markup_line_breaks_and_control_characters_stays_text() -> None:
    found = cell("{{ value }}", value='<b>&amp; "x"\r\n\tnext\x07 _x0041_ ]]>')
    assert found.value == '<b>&amp; "x"\n\tnext _x0041_ ]]>'


def test_smart_quotes_of_office_are_read_as_quotes() -> None:
    assert cell("{{ services|map(attribute=“name”)|join(‘; ’) }}").value == "Service 1; Service 2; Service 3"


def test_raw_text_keeps_its_braces() -> None:
    assert cell("{% raw %}{{ as it is }}{% endraw %}: {{ value }}", value=1).value == "{{ as it is }}: 1"


def test_runs_of_a_rich_text_keep_their_format_and_a_tag_over_two_runs_is_read() -> None:
    template = book({"A1": CellRichText("For ", TextBlock(InlineFont(b=True), "{{ organisation."), TextBlock(InlineFont(i=True), "name }}!"))})
    found = fill(template)["Register"]["A1"].value
    assert isinstance(found, CellRichText)
    assert str(found) == "For Smith & Sons <Cloud>!"
    bold = next(run for run in found if isinstance(run, TextBlock) and run.font.b)
    assert bold.text == "Smith & Sons <Cloud>"


def test_a_rich_text_that_is_one_tag_keeps_the_values_type() -> None:
    template = book({"A1": CellRichText(TextBlock(InlineFont(b=True), "{{ val"), TextBlock(InlineFont(), "ue }}"))})
    assert fill(template, value=4)["Register"]["A1"].value == 4


def test_rows_repeat_and_marker_rows_vanish() -> None:
    template = book({"A1": "Head", "A2": "{%tr for s in services %}", "A3": "{{ s.name }}", "B3": "{{ s.users }}", "A4": "{%tr endfor %}", "A5": "End"})
    assert values(fill(template)["Register"]) == [["Head"], ["Service 1", 1], ["Service 2", 2], ["Service 3", 3], ["End"]]
    assert values(fill(template, services=())["Register"]) == [["Head"], ["End"]]


def test_the_marks_may_stand_in_the_first_and_last_cell_of_the_row_itself() -> None:
    template = book({"A1": "{%tr for s in services %}{{ s.name }}", "B1": "{{ s.users }}", "C1": "{%tr endfor %}", "A2": "End"})
    assert values(fill(template)["Register"]) == [["Service 1", 1], ["Service 2", 2], ["Service 3", 3], ["End"]]


def test_a_row_shows_under_a_condition() -> None:
    template = book({"A1": "{%tr if services|length > 2 %}", "A2": "many", "A3": "{%tr else %}", "A4": "few", "A5": "{%tr endif %}", "A6": "End"})
    assert values(fill(template)["Register"]) == [["many"], ["End"]]
    assert values(fill(template, services=services(2))["Register"]) == [["few"], ["End"]]


def test_a_loop_without_items_shows_its_else_rows() -> None:
    cells = {"A1": "{%tr for s in services %}", "A2": "{{ s.name }}", "A3": "{%tr else %}", "A4": "none", "A5": "{%tr endfor %}", "B6": "=A2"}
    assert values(fill(book(cells), services=())["Register"])[0] == ["none"]
    assert values(fill(book(cells), services=services(1))["Register"])[0] == ["Service 1"]


def test_loops_nest_and_stand_one_below_another_with_blank_rows_repeated() -> None:
    cells = {
        "A1": "{%tr for s in services %}", "A2": "{{ s.name }}", "A3": "{%tr for t in s.targets %}", "B4": "{{ t }}",
        "A5": "{%tr endfor %}", "A7": "{%tr endfor %}", "A8": "{%tr for s in services %}", "C9": "{{ loop.index }}", "A10": "{%tr endfor %}",
    }  # fmt: skip
    two = (Service(id="a", name="A", targets=("x", "y")), Service(id="b", name="B"))
    assert values(fill(book(cells), services=two)["Register"]) == [
        ["A"], [None, "x"], [None, "y"], [], ["B"], [], [None, None, 1], [None, None, 2],
    ]  # fmt: skip


def test_formulas_in_a_nested_loop_see_their_own_round_and_fixed_ones_all() -> None:
    cells = {
        "A1": "{%tr for s in services %}", "A2": "{{ s.name }}", "B2": "=SUM(B3:B5)", "C2": "=SUM(B$3:B$5)", "A3": "{%tr for t in s.targets %}",
        "B4": "1", "C4": "=B4/B2", "A5": "{%tr endfor %}", "A6": "{%tr endfor %}", "B7": "=SUM(B4:B4)",
    }  # fmt: skip
    two = (Service(id="a", name="A", targets=("x", "y")), Service(id="b", name="B", targets=("z",)))
    filled = fill(book(cells), services=two)["Register"]
    assert [filled[address].value for address in ("B1", "C1", "C2", "C3", "B4", "C4", "C5", "B6")] == [
        "=SUM(B2:B3)", "=SUM(B$2:B$5)", "=B2/B1", "=B3/B1", "=SUM(B5:B5)", "=SUM(B$2:B$5)", "=B5/B4", "=SUM(B2:B5)",
    ]  # fmt: skip


def test_a_running_total_grows_row_by_row() -> None:
    template = book({"A1": "{%tr for s in services %}", "A2": "{{ s.users }}", "B2": "=SUM(A$2:A2)", "A3": "{%tr endfor %}"})
    assert [row[1] for row in values(fill(template)["Register"])] == ["=SUM(A$1:A1)", "=SUM(A$1:A2)", "=SUM(A$1:A3)"]


def test_the_used_fields_are_told() -> None:
    used = ExcelEngine().fill(book({"A1": "{{ document.code }}"}), context()).used
    assert used["document.code"] == "YL-R-17"


def test_a_workbook_without_tags_is_returned_as_it_is() -> None:
    template = book({"A1": "no tags", "A2": "=A1"})
    assert ExcelEngine().fill(template, context()).file == template


def test_two_languages_of_one_template_are_not_mixed_up() -> None:
    template = book({"A1": "x {{ value }}"})
    length = Duration.parse("15 min")
    filled = {language: ExcelEngine().fill(template, context(language, value=length)).file for language in ("zh", "en")}
    assert [opened(filled[language])["Register"]["A1"].value for language in ("zh", "en")] == ["x 15 分钟", "x 15 minutes"]


def test_styles_of_a_loops_row_are_copied() -> None:
    def bold(workbook: openpyxl.Workbook) -> None:
        workbook["Register"]["A2"].font = Font(bold=True)
        workbook["Register"].row_dimensions[2].height = 33

    filled = fill(changed(book({"A1": "{%tr for s in services %}", "A2": "{{ s.name }}", "A3": "{%tr endfor %}"}), bold))["Register"]
    assert [filled.cell(row, 1).font.b for row in (1, 2, 3)] == [True, True, True]
    assert [filled.row_dimensions[row].height for row in (1, 2, 3)] == [33, 33, 33]


def test_a_workbook_that_counts_from_1904_gets_its_dates_right() -> None:
    workbook = openpyxl.Workbook()
    workbook.epoch = openpyxl.utils.datetime.CALENDAR_MAC_1904
    workbook.worksheets[0]["A1"] = "{{ value }}"
    filled = opened(ExcelEngine().fill(saved(workbook), context(value=date(2026, 3, 1))).file)
    assert filled.worksheets[0]["A1"].value == datetime(2026, 3, 1)  # noqa: DTZ001 - openpyxl's dates have no zone


def test_a_hundred_loops_over_nothing_leave_a_sheet_that_opens() -> None:
    cells = {}
    for number in range(100):
        cells |= {f"A{3 * number + 1}": "{%tr for s in services %}", f"A{3 * number + 2}": "{{ s.name }}", f"A{3 * number + 3}": "{%tr endfor %}"}
    assert values(fill(book(cells), services=())["Register"]) == []
    assert faults(book(cells)) == []
