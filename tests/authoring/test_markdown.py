"""The dialect of docs/authoring.md: what each way of writing becomes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from docgen.authoring.blocks import Chart, Heading, Item, Paragraph, RunKind, Table, plain
from docgen.authoring.source import Statement
from tests.authoring.sources import blocks

TABLE = "| # | Step |\n|---|---|\n"


def only(text: str, language: str = "en"):  # type: ignore[no-untyped-def]
    (block,) = blocks(text, language)
    return block


@pytest.mark.parametrize("level", [1, 2, 3])
def test_hashes_are_headings_with_a_name(level: int) -> None:
    heading = only(f"{'#' * level} Scope {{: #scope }}")
    assert (heading.level, plain(heading.runs), heading.name) == (level, "Scope", "scope")


def test_a_rule_gives_the_next_heading_a_new_page() -> None:
    first, second = blocks("# One\n\n---\n\n# Two")
    assert (first.new_page, second.new_page) == (False, True)


def test_a_line_break_in_the_source_leaves_no_blank_in_chinese() -> None:
    assert plain(only("服务台登记\n每个事件", "zh").runs) == "服务台登记每个事件"
    assert plain(only("The desk logs\nevery incident").runs) == "The desk logs every incident"


def test_bold_ends_beside_chinese_punctuation() -> None:
    assert [(run.text, run.style) for run in only("**先恢复。**再查因", "zh").runs] == [("先恢复。", "Strong"), ("再查因", "")]


def test_signs_of_markdown_inside_a_tag_mean_nothing() -> None:
    assert plain(only("{{ a*b*c|join(' **, ') }} and {{ _x_ }}").runs) == "{{ a*b*c|join(' **, ') }} and {{ _x_ }}"


def test_quotes_are_notes() -> None:
    assert only("> in small type").note


def test_a_block_tag_alone_on_its_line_governs_blocks() -> None:
    first, text, last = blocks("{% if a %}\nText\n{% endif %}")
    assert isinstance(first, Statement) and (first.keyword, first.expression) == ("if", "a")
    assert isinstance(text, Paragraph)
    assert isinstance(last, Statement) and last.keyword == "endif"


def test_a_block_tag_beside_text_stays_in_its_line() -> None:
    assert plain(only("{% if a %}yes{% endif %}").runs) == "{% if a %}yes{% endif %}"


def test_list_items_may_stand_between_block_tags_and_stay_one_list() -> None:
    found = blocks("1. one\n{% if a %}\n2. two\n{% endif %}\n3. three\n\nText\n\n1. again")
    items = [block for block in found if isinstance(block, Item)]
    assert [(plain(item.runs), item.list_number) for item in items] == [("one", 0), ("two", 0), ("three", 0), ("again", 1)]


def test_an_indented_item_lies_one_level_deeper() -> None:
    assert [item.level for item in blocks("- a\n  - b\n- c")] == [0, 1, 0]


def test_settings_before_the_first_block_are_the_documents() -> None:
    from docgen.authoring.markdown import read_text
    from docgen.authoring.source import Faults

    text = read_text("---\nkind: policy\n---\n{% set a = {'x': 1} %}\n\n# One\n", "en", Faults("x"))
    assert [statement.words for statement in text.settings] == ["set a = {'x': 1}"]
    assert [type(block) for block in text.blocks] == [Heading]


def test_a_bar_inside_a_tag_does_not_cut_the_cell() -> None:
    table = only(TABLE + "| 1 | {{ names|map('upper')|join(' | ') }} |")
    assert [plain(cell.runs) for cell in table.rows[0].cells] == ["1", "{{ names|map('upper')|join(' | ') }}"]


def test_an_attribute_list_says_how_a_table_is_set() -> None:
    table = only('{: #steps widths="40 120" caption="What {{ who }} does" style="steps" keep }\n' + TABLE + "| 1 | Log |")
    assert (table.name, table.style, table.keep, plain(table.caption)) == ("steps", "steps", True, "What {{ who }} does")


@pytest.mark.parametrize("widths", ["40 120", "53.3 106.7", "1 159"])
def test_a_table_is_exactly_as_wide_as_the_text(widths: str) -> None:
    assert sum(only(f'{{: widths="{widths}" }}\n' + TABLE + "| 1 | Log |").widths) == 9071


def test_colons_centre_a_column() -> None:
    assert only("| a | b |\n|:---:|---|\n| 1 | 2 |").centred == (True, False)


@pytest.mark.parametrize(
    ("cell", "mark", "value", "text"),
    [
        ("[P1] P1 urgent", "P1", "", "P1 urgent"),
        ("[{{ p.level }}] {{ p.level }}", "", "p.level", "{{ p.level }}"),
        (r"\[P1] is a bracket", "", "", "[P1] is a bracket"),
        ("see [1 below]", "", "", "see [1 below]"),
    ],
)
def test_a_mark_tints_its_cell(cell: str, mark: str, value: str, text: str) -> None:
    found = only(TABLE + f"| 1 | {cell} |").rows[0].cells[1]
    assert (found.mark, found.mark_value, plain(found.runs)) == (mark, value, text)


def test_a_row_can_be_the_exception() -> None:
    table = only(TABLE + "| 1 | Log |\n| [exception] 2 | Declare |")
    assert [(row.exception, plain(row.cells[0].runs)) for row in table.rows] == [(False, "1"), (True, "2")]


@pytest.mark.parametrize("marker", ["| {%tr for s in steps %} |", "{%tr for s in steps %}", "| {%tr for s in steps %} | |"])
def test_a_tag_alone_in_a_row_governs_rows(marker: str) -> None:
    table = only(TABLE + f"{marker}\n| {{{{ s }}}} | Log |\n| {{%tr endfor %}} |")
    assert [row.tag for row in table.rows] == ["{%tr for s in steps %}", "", "{%tr endfor %}"]


def test_breaks_and_small_text_stand_in_cells() -> None:
    runs = only(TABLE + "| 1 | Zhou Ming <br> <small>deputy: {{ d }}</small> |").rows[0].cells[1].runs
    assert [(run.kind, run.text, run.style) for run in runs] == [
        (RunKind.TEXT, "Zhou Ming", ""),
        (RunKind.BREAK, "", ""),
        (RunKind.TEXT, "deputy: {{ d }}", "Muted"),
    ]


def test_references_and_rich_values_are_runs_of_their_own() -> None:
    runs = only("See {ref:scope}, {{r picture(logo) }}.").runs
    assert [(run.kind, run.text) for run in runs] == [
        (RunKind.TEXT, "See "),
        (RunKind.REFERENCE, "scope"),
        (RunKind.TEXT, ", "),
        (RunKind.RICH, "{{r picture(logo) }}"),
        (RunKind.TEXT, "."),
    ]


def test_a_flow_block_keeps_its_tags() -> None:
    chart = only("```flow\ncaption: As {{ a }}\nnodes:\n  - {id: x, text: \"{{ b['c'] }}\"}\n```")
    assert isinstance(chart, Chart)
    assert chart.data["nodes"] == [{"id": "x", "text": "{{ b['c'] }}"}]


@given(st.text(alphabet=st.characters(categories=["L", "N"]) | st.sampled_from("，。；：（）“”《》 ,.;:()"), min_size=1))
def test_plain_text_is_read_as_it_stands(text: str) -> None:
    text = f"x{' '.join(text.split())}x"
    assert plain(only(text).runs) == text


def test_blocks_know_their_lines() -> None:
    found = blocks("# One\n\nText\n\n- item\n\n" + TABLE + "| 1 | x |")
    assert [block.line for block in found] == [4, 6, 8, 10]
    assert isinstance(found[3], Table) and found[3].rows[0].line == 12
