"""The dialect of docs/authoring.md: what each way of writing becomes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from docgen.authoring.blocks import (
    Chart,
    Control,
    ControlKind,
    Division,
    Heading,
    Item,
    Paragraph,
    RunKind,
    Signature,
    Table,
    Turn,
    plain,
)
from docgen.authoring.source import Statement
from tests.authoring.sources import FORM, blocks

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


@pytest.mark.parametrize("division", [Division.LETTER, Division.PREFACE, Division.APPENDIX])
def test_a_word_says_what_a_chapter_is_and_what_stands_in_it(division: Division) -> None:
    first, deeper = blocks(f"# Order {{: {division} #order }}\n\n## Below")
    assert [(heading.division, heading.name) for heading in (first, deeper)] == [(division, "order"), (division, "")]


def test_the_paper_turns_and_tables_are_as_wide_as_it() -> None:
    first, table, second, _ = blocks('--- landscape\n\n{: widths="47 200" }\n' + TABLE + "| 1 | Log |\n\n--- portrait\n\n# Two")
    assert (first, second) == (Turn(landscape=True, line=4), Turn(landscape=False, line=11))
    assert sum(table.widths) == 14003


def test_a_signature_block_names_company_and_signatories() -> None:
    block = only("```signature\ncompany: {{ organisation.name }}\nsigns: [Director, 'Head: {{ x }}']\n```")
    assert isinstance(block, Signature)
    assert [plain(runs) for runs in (block.company, *block.signs)] == ["{{ organisation.name }}", "Director", "Head: {{ x }}"]


def test_a_signature_block_may_name_one_post_and_no_company() -> None:
    block = only("```signature\nsigns: Director\n```")
    assert [plain(runs) for runs in (block.company, *block.signs)] == ["{{ organisation.name }}", "Director"]


@pytest.mark.parametrize("dashes", ["|---|---|:---:|---|", "|---|:---:|"])
def test_a_column_tag_takes_a_cell_and_no_column(dashes: str) -> None:
    table = only(f"| a | {{%tc for x in y %}} | {{{{ x }}}} | {{%tc endfor %}} |\n{dashes}\n| 1 | {{%tc for x in y %}} | 2 | {{%tc endfor %}} |")
    cells = [(cell.tag or plain(cell.runs), cell.column) for cell in table.rows[0].cells]
    assert cells == [("1", 0), ("{%tc for x in y %}", 1), ("2", 1), ("{%tc endfor %}", 2)]
    assert table.centred == (False, True) and len(table.widths) == 2


def test_the_branches_of_a_column_condition_share_their_column() -> None:
    table = only("| a | b | c |\n|---|---|---|\n| 1 | {%tc if x %} | 2 | {%tc else %} | 3 | {%tc endif %} | 4 |")
    assert [cell.column for cell in table.rows[0].cells if not cell.tag] == [0, 1, 1, 2]


def test_a_starred_width_is_that_of_all_repeated_columns() -> None:
    head = "| a | {%tc for x in y %} | {{ x }} | {%tc endfor %} |\n|---|---|---|---|\n"
    table = only('{: widths="60 *100" dense }\n' + head + "| 1 | {%tc for x in y %} | 2 | {%tc endfor %} |")
    assert sum(table.widths) == 9071 and table.dense


def test_a_matrix_is_centred_but_where_it_says_left() -> None:
    assert only('{: style="matrix" }\n| a | b | c |\n|---|:---|:---:|\n| 1 | 2 | 3 |').centred == (True, False, True)


def test_a_cell_may_be_joined_to_the_one_at_its_left() -> None:
    table = only("| a | b | c |\n|---|---|---|\n| 1 | 2 | < |")
    assert [(plain(cell.runs), cell.column, cell.span) for cell in table.rows[0].cells] == [("1", 0, 1), ("2", 1, 2)]


@pytest.mark.parametrize(
    ("written", "kind", "words", "height"),
    [
        ("{text: Name}", ControlKind.TEXT, "Name", 0),
        ("{text 18: What: before | after, {{ a }}}", ControlKind.TEXT, "What: before | after, {{ a }}", 18),
        ("{date: pick}", ControlKind.DATE, "pick", 0),
        ("{choice: a | b}", ControlKind.CHOICE, "a | b", 0),
        ("{choice: {% for s in x %}{{ s['n'] }} | {% endfor %}c}", ControlKind.CHOICE, "{% for s in x %}{{ s['n'] }} | {% endfor %}c", 0),
        ("{check}", ControlKind.CHECK, "", 0),
        ("{sign}", ControlKind.SIGN, "", 0),
        ("{sign 12}", ControlKind.SIGN, "", 12),
    ],
)
def test_braces_are_places_to_fill_in(written: str, kind: ControlKind, words: str, height: int) -> None:
    (run,) = only(TABLE + f"| 1 | {written} |").rows[0].cells[1].runs
    assert run.control == Control(kind=kind, words=words, height_mm=height)


def test_an_escaped_brace_and_one_in_a_chart_are_none() -> None:
    assert plain(only(r"\{text: x}").runs) == "{text: x}"
    assert only("```flow\nnodes:\n  - {text: x, id: a}\n```").data["nodes"] == [{"text": "x", "id": "a"}]


def test_boxes_keep_to_their_labels_and_off_each_other() -> None:
    runs = only("{check} yes {check} no, why: {text: reason}").runs
    assert [run.text for run in runs] == ["", "\u00a0yes\u2003 ", "", "\u00a0no, why: ", ""]


def test_boxes_of_a_loop_have_room_between_them() -> None:
    runs = only("{% for s in x %}{check} {{ s }}{% endfor %} {check} other").runs
    assert [run.text for run in runs if run.kind is RunKind.TEXT] == [
        "{% for s in x %}{% if not loop.first %}\u2003 {% endif %}",
        "\u00a0{{ s }}{% endfor %}\u2003 ",
        "\u00a0other",
    ]


def test_the_chapters_of_a_form_are_its_parts_and_its_tables_may_have_no_head() -> None:
    part, table = blocks('# Request <small>requester</small>\n\n{: style="form" }\n| Name | {text: n} |\n|---|---|\n| Date | {date: d} |', front=FORM)
    assert part.division is Division.PART
    assert table.head is None and [plain(row.cells[0].runs) for row in table.rows] == ["Name", "Date"]
