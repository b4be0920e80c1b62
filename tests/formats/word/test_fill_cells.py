"""Tags that ask something of their cell: colspan, cellbg, hm, vm."""

from __future__ import annotations

from pathlib import Path

import pytest
from docx.document import Document
from docx.shared import Mm
from jinja2 import TemplateSyntaxError

from docgen.formats.word import names
from tests.formats.word.documents import ENGINE, cells, elements, every, faults, fill, opened, raw, valid, with_part, word
from tests.formats.word.test_fill_like_docxtpl import by_docxtpl
from tests.formats.word.test_fill_text import TEXT_BOX

FILL, SPAN, MERGE = names.qualified("w:fill"), names.SPAN, names.qualified("w:vMerge")
COLUMN_WIDTH = names.qualified("w:w")
GROUPS = ({"name": "Desk", "items": ("a", "b")}, {"name": "Network", "items": ("c",)}, {"name": "Data", "items": ("d", "e", "f")})
BY_GROUP = [
    ["{%tr for group in groups %}", "", ""], ["{%tr for item in group['items'] %}", "", ""],
    ["{% vm %}{{ group.name }}", "{{ item }}", "{% vm %}{{ loop.length }}"],
    ["{%tr endfor %}", "", ""], ["{%tr endfor %}", "", ""],
]  # fmt: skip
HEAD = ["S", "{% colspan months|length %}Months", "Sum"]
MONTHS = ["{{ 1 }}", "{%tc for month in months %}", "{{ month }}", "{%tc endfor %}", "9"]


def widths(*millimetres: int) -> object:
    """Return an edit that gives the columns of the first table these widths."""

    def change(document: Document) -> None:
        for column, width in zip(document.tables[0].columns, millimetres, strict=True):
            column.width = Mm(width)
            for cell in column.cells:
                cell.width = Mm(width)

    return change


def shape(file: bytes) -> list[list[tuple[str, int, str | None]]]:
    """Return the cells of each row as the file has them: text, columns spanned, vertical merge."""
    rows = []
    for row in every(file, "w:tr"):
        found = []
        for cell in row.iter(names.CELL):
            span, merge = names.child(cell, names.CELL_PROPERTIES, SPAN), names.child(cell, names.CELL_PROPERTIES, MERGE)
            text = "".join(node.text or "" for node in cell.iter(names.TEXT))
            found.append((text, int(span.get(names.VAL)) if span is not None else 1, merge.get(names.VAL, "continue") if merge is not None else None))
        rows.append(found)
    return rows


def grid(file: bytes) -> list[int]:
    return [round(int(column.get(COLUMN_WIDTH)) * 25.4 / 1440) for column in every(file, "w:gridCol")]


def sound(file: bytes, folder: Path) -> bool:
    assert ENGINE.faults(file) == ()
    return valid(file, folder)


def two_rows(first: list[str], second: list[str], change: object = lambda document: None) -> bytes:
    """Return a table whose rows have different numbers of cells: those left over in the first row are taken away."""

    def shorter(document: Document) -> None:
        change(document)  # type: ignore[operator]
        row = document.tables[0].rows[0]._tr
        for cell in list(row.iterchildren(names.CELL))[len(first) :]:
            row.remove(cell)

    return word([[*first, *[""] * (len(second) - len(first))], second], change=shorter)


@pytest.mark.parametrize("count", [1, 2, 5])
def test_colspan_spans_as_many_columns_as_its_value_says(count: int, tmp_path: Path) -> None:
    months = tuple("abcdef"[:count])
    template = two_rows(HEAD, MONTHS)
    filled = fill(template, months=months)
    assert shape(filled) == [
        [("S", 1, None), ("Months", count, None), ("Sum", 1, None)],
        [("1", 1, None), *((month, 1, None) for month in months), ("9", 1, None)],
    ]
    assert len(grid(filled)) == count + 2
    assert cells(filled) == cells(by_docxtpl(template, months=months))
    assert sound(filled, tmp_path)


def test_a_cell_that_spans_is_as_wide_as_its_columns(tmp_path: Path) -> None:
    filled = fill(two_rows(HEAD, MONTHS, widths(30, 10, 60, 10, 20)), months=tuple("abcd"))
    assert grid(filled) == [30, 20, 20, 20, 20, 20]
    head = [round(int(width.get(COLUMN_WIDTH)) * 25.4 / 1440) for width in list(every(filled, "w:tr")[0].iter(names.qualified("w:tcW")))]
    assert head == [30, 80, 20]
    assert sound(filled, tmp_path)


def test_colspan_in_a_table_of_fixed_columns_takes_the_width_of_those_it_spans(tmp_path: Path) -> None:
    filled = fill(two_rows(["{% colspan 2 %}a", "b"], ["1", "2", "3"], widths(20, 30, 40)))
    assert grid(filled) == [20, 30, 40]
    assert [round(int(width.get(COLUMN_WIDTH)) * 25.4 / 1440) for width in every(filled, "w:tcW")] == [50, 40, 20, 30, 40]
    assert sound(filled, tmp_path)


def test_a_row_made_wider_by_colspan_widens_the_grid_and_leaves_other_spans_alone(tmp_path: Path) -> None:
    def change(document: Document) -> None:
        table = document.tables[0]
        table.cell(0, 1).merge(table.cell(0, 2))

    filled = fill(word([["x", "y", ""], ["{% colspan 3 %}a", "b", "c"]], change=change))
    assert [[span for _, span, _ in row] for row in shape(filled)] == [[1, 2], [3, 1, 1]]
    assert len(grid(filled)) == 5
    assert sound(filled, tmp_path)


def test_colspan_in_cells_that_a_loop_repeats_spans_the_columns_of_each_round(tmp_path: Path) -> None:
    loop = ["{%tc for month in months %}", "?", "{%tc endfor %}"]
    head = ["S", loop[0], "{% colspan 2 %}{{ month }}", loop[2]]
    template = two_rows(head, ["s", loop[0], "plan {{ month }}", "real {{ month }}", loop[2]], widths(40, 10, 40, 40, 10))
    filled = fill(template, months=("a", "b"))
    assert [[span for _, span, _ in row] for row in shape(filled)] == [[1, 2, 2], [1, 1, 1, 1, 1]]
    assert grid(filled) == [40, 25, 25, 25, 25]
    assert cells(filled) == cells(by_docxtpl(template, months=("a", "b")))
    assert sound(filled, tmp_path)


def test_colspan_says_what_a_cell_spans_also_above_looped_columns(tmp_path: Path) -> None:
    filled = fill(two_rows(["{% colspan 2 %}T"], MONTHS), months=tuple("abcd"))
    assert shape(filled)[0] == [("T", 2, None)]
    assert sound(filled, tmp_path)


def test_colspan_takes_the_place_of_a_span_that_was_there() -> None:
    def change(document: Document) -> None:
        document.tables[0].cell(0, 0).merge(document.tables[0].cell(0, 1)).text = "{% colspan 1 %}a"

    assert shape(fill(word([["", "", "c"]], change=change)))[0][0] == ("a", 1, None)


def test_cellbg_colours_the_cell(tmp_path: Path) -> None:
    template = word([["{%tr for colour in colours %}", ""], ["{% cellbg colour %}{{ colour }}", "b"], ["{%tr endfor %}", ""]])
    filled = fill(template, colours=("FF0000", "00ff7f", "#336699"))
    assert [(shade.get(FILL), shade.get(names.VAL)) for shade in every(filled, "w:shd")] == [
        ("FF0000", "clear"), ("00FF7F", "clear"), ("336699", "clear")
    ]  # fmt: skip
    assert [shade.get(FILL) for shade in every(fill(template, colours=("FF0000",)), "w:shd")] == [
        shade.get(FILL) for shade in every(by_docxtpl(template, colours=("FF0000",)), "w:shd")
    ]
    assert sound(filled, tmp_path)


def test_cellbg_may_stand_under_a_condition_and_replaces_the_shading(tmp_path: Path) -> None:
    def change(root: names.Element) -> None:
        for properties in root.iter(names.CELL_PROPERTIES):
            properties.extend(elements('<w:shd w:val="clear" w:color="auto" w:fill="EEEEEE"/><w:vAlign w:val="center"/>'))

    choice = "{% if level > 2 %}{% cellbg 'FF0000' %}{% elif level > 1 %}{% cellbg 'FFFF00' %}{% endif %}{{ level }}"
    template = with_part(word([["{%tr for level in levels %}"], [choice], ["{%tr endfor %}"]]), "word/document.xml", change)
    filled = fill(template, levels=(1, 2, 3))
    assert [shade.get(FILL) for shade in every(filled, "w:shd")] == ["EEEEEE", "FFFF00", "FF0000"]
    assert cells(filled) == [["1"], ["2"], ["3"]]
    assert sound(filled, tmp_path)


def test_hm_merges_the_cells_of_a_loop_into_the_first(tmp_path: Path) -> None:
    template = word(
        [["S", "{%tc for month in months %}", "{% hm %}From {{ month }}", "{%tc endfor %}", "Sum"], MONTHS],
    )
    for months in (tuple("abcd"), ("a",)):
        filled = fill(template, months=months)
        assert shape(filled)[0] == [("S", 1, None), ("From a", len(months), None), ("Sum", 1, None)]
        assert len(grid(filled)) == len(months) + 2
        assert cells(filled) == cells(by_docxtpl(template, months=months))
        assert sound(filled, tmp_path)
    assert shape(fill(template, months=()))[0] == [("S", 1, None), ("Sum", 1, None)]


def test_hm_keeps_the_widths_of_the_columns() -> None:
    template = word([["S", "{%tc for m in months %}", "{% hm %}{{ m }}", "{%tc endfor %}", "Sum"], MONTHS], change=widths(30, 10, 60, 10, 20))
    assert grid(fill(template, months=tuple("abcd"))) == [30, 20, 20, 20, 20, 20]


def test_hm_merges_each_run_of_an_inner_loop_by_itself(tmp_path: Path) -> None:
    row = ["{%tc for group in groups %}", "{%tc for item in group['items'] %}", "{% hm %}{{ group.name }}", "{%tc endfor %}", "{%tc endfor %}"]
    filled = fill(word([row]), groups=GROUPS)
    assert shape(filled) == shape(by_docxtpl(word([row]), groups=GROUPS))
    assert shape(filled) == [[("Desk", 2, None), ("Network", 1, None), ("Data", 3, None)]]
    assert sound(filled, tmp_path)


def test_vm_merges_the_rounds_of_a_loop_over_rows(tmp_path: Path) -> None:
    template = word([["Service", "Item"], ["{%tr for item in items %}", ""], ["{% vm %}All {{ loop.length }}", "{{ item }}"], ["{%tr endfor %}", ""]])
    filled = fill(template, items=("a", "b", "c"))
    assert shape(filled) == [
        [("Service", 1, None), ("Item", 1, None)],
        [("All 3", 1, "restart"), ("a", 1, None)], [("", 1, "continue"), ("b", 1, None)], [("", 1, "continue"), ("c", 1, None)],
    ]  # fmt: skip
    assert shape(filled) == shape(by_docxtpl(template, items=("a", "b", "c")))
    assert sound(filled, tmp_path)
    assert shape(fill(template, items=("a",)))[1] == [("All 1", 1, None), ("a", 1, None)]


def test_vm_merges_within_each_run_of_the_innermost_loop_and_twice_in_a_row(tmp_path: Path) -> None:
    filled = fill(word(BY_GROUP), groups=GROUPS)
    assert shape(filled) == [
        [("Desk", 1, "restart"), ("a", 1, None), ("2", 1, "restart")], [("", 1, "continue"), ("b", 1, None), ("", 1, "continue")],
        [("Network", 1, None), ("c", 1, None), ("1", 1, None)],
        [("Data", 1, "restart"), ("d", 1, None), ("3", 1, "restart")],
        [("", 1, "continue"), ("e", 1, None), ("", 1, "continue")], [("", 1, "continue"), ("f", 1, None), ("", 1, "continue")],
    ]  # fmt: skip
    assert sound(filled, tmp_path)


def test_vm_in_nested_loops_does_what_docxtpl_does() -> None:
    template = word(BY_GROUP)
    assert cells(fill(template, groups=GROUPS)) == cells(by_docxtpl(template, groups=GROUPS))


def test_vm_twice_in_one_cell_is_vm(tmp_path: Path) -> None:
    template = word([["{%tr for i in items %}", ""], ["{% vm %}a{% if i == 1 %}{% vm %}{% endif %}", "b"], ["{%tr endfor %}", ""]])
    with pytest.raises(TemplateSyntaxError):
        by_docxtpl(template, items=(1, 2))
    filled = fill(template, items=(1, 2))
    assert shape(filled) == [[("a", 1, "restart"), ("b", 1, None)], [("", 1, "continue"), ("b", 1, None)]]
    assert sound(filled, tmp_path)


def test_vm_under_a_condition_merges_the_rounds_that_meet_it(tmp_path: Path) -> None:
    template = word([["{%tr for i in items %}"], ["{% if i > 1 %}{% vm %}{% endif %}{{ i }}"], ["{%tr endfor %}"]])
    filled = fill(template, items=(1, 2, 3))
    assert shape(filled) == [[("1", 1, None)], [("2", 1, "restart")], [("", 1, "continue")]]
    assert sound(filled, tmp_path)


def test_vm_keeps_what_rows_of_an_inner_loop_part(tmp_path: Path) -> None:
    template = word(
        [
            ["{%tr for group in groups %}", ""], ["{% vm %}{{ group.name }}", "head"], ["{%tr for item in group['items'] %}", ""],
            ["", "{{ item }}"], ["{%tr endfor %}", ""], ["{%tr endfor %}", ""],
        ]
    )  # fmt: skip
    filled = fill(template, groups=({"name": "X", "items": ()}, *GROUPS[:2]))
    assert [row[0] for row in shape(filled)] == [("X", 1, "restart"), ("", 1, "continue"), *[("", 1, None)] * 2, ("Network", 1, None), ("", 1, None)]
    assert sound(filled, tmp_path)


def test_vm_takes_along_what_the_template_merges_below_it(tmp_path: Path) -> None:
    def change(document: Document) -> None:
        table = document.tables[0]
        table.cell(1, 0).merge(table.cell(2, 0)).text = "{% vm %}{{ loop.length }}"

    filled = fill(word([["{%tr for i in items %}", ""], ["", "{{ i }}"], ["", "more"], ["{%tr endfor %}", ""]], change=change), items=("a", "b"))
    assert [row[0] for row in shape(filled)] == [("2", 1, "restart"), ("", 1, "continue"), ("", 1, "continue"), ("", 1, "continue")]
    assert sound(filled, tmp_path)


def test_vm_in_cells_that_a_loop_repeats_merges_each_column(tmp_path: Path) -> None:
    template = word(
        [
            ["{%tr for row in rows %}", "", "", ""], ["{{ row }}", "{%tc for month in months %}", "{% vm %}{{ month }}", "{%tc endfor %}"],
            ["{%tr endfor %}", "", "", ""],
        ]
    )  # fmt: skip
    filled = fill(template, rows=(1, 2), months=("a", "b"))
    assert shape(filled) == [
        [("1", 1, None), ("a", 1, "restart"), ("b", 1, "restart")], [("2", 1, None), ("", 1, "continue"), ("", 1, "continue")],
    ]  # fmt: skip
    assert sound(filled, tmp_path)


def test_hm_and_vm_in_one_cell_merge_a_block(tmp_path: Path) -> None:
    template = word(
        [
            ["{%tr for row in rows %}", "", "", ""], ["{{ row }}", "{%tc for m in months %}", "{% hm %}{% vm %}{% cellbg 'DDDDDD' %}x", "{%tc endfor %}"],
            ["{%tr endfor %}", "", "", ""],
        ]
    )  # fmt: skip
    filled = fill(template, rows=(1, 2), months=("a", "b", "c"))
    assert [row[1:] for row in shape(filled)] == [[("x", 3, "restart")], [("", 3, "continue")]]
    assert sound(filled, tmp_path)


def test_vm_in_a_table_inside_a_looped_row_follows_the_loop_of_its_own_table(tmp_path: Path) -> None:
    def change(document: Document) -> None:
        inner = document.tables[0].cell(1, 0).add_table(3, 2)
        for row, texts in zip(inner.rows, [["{%tr for i in group['items'] %}", ""], ["{% vm %}{{ group.name }}", "{{ i }}"], ["{%tr endfor %}", ""]], strict=True):
            for cell, text in zip(row.cells, texts, strict=True):
                cell.text = text

    filled = fill(word([["{%tr for group in groups %}"], [""], ["{%tr endfor %}"]], change=change), groups=GROUPS[:2])
    assert [merge.get(names.VAL) for merge in every(filled, "w:vMerge")] == ["restart", "continue"]
    assert [[cell.text for cell in row.cells] for row in opened(filled).tables[0].cell(0, 0).tables[0].rows] == [["Desk", "a"], ["Desk", "b"]]
    assert sound(filled, tmp_path)


def test_a_looped_cell_without_widths_keeps_its_columns(tmp_path: Path) -> None:
    def change(root: names.Element) -> None:
        for width in list(root.iter(names.qualified("w:tcW"))):
            width.getparent().remove(width)

    template = with_part(word([["{%tc for month in months %}", "{{ month }}", "{%tc endfor %}"]]), "word/document.xml", change)
    filled = fill(template, months=("a", "b"))
    assert len(grid(filled)) == 2
    assert sound(filled, tmp_path)


def test_no_sign_of_a_tag_stays_in_the_file() -> None:
    from docgen.formats.ooxml import open_package

    assert b"docgen-" not in open_package(fill(word(BY_GROUP), groups=GROUPS)).read("word/document.xml")



@pytest.mark.parametrize(
    ("template", "place", "tag", "en", "zh"),
    [
        (word("{% colspan 2 %}x"), "paragraph 1", "{% colspan 2 %}", "stands in none", "不在单元格内"),
        (word("{% vm %}x"), "paragraph 1", "{% vm %}", "stands in none", "不在单元格内"),
        (word([["{% vm %}x"]]), "table 1, row 1, cell 1", "{% vm %}", "no such loop is open", "没有这样的循环"),
        (word([["a", "{% hm %}x"]]), "table 1, row 1, cell 2", "{% hm %}", "no such loop is open", "没有这样的循环"),
        (word([["{%tr for i in [1] %}"], ["{% hm %}x"], ["{%tr endfor %}"]]), "table 1, row 2, cell 1", "{% hm %}", "loop over cells", "单元格循环"),
        (word([["{% colspan 0 %}x"]]), "table 1, row 1, cell 1", "{% colspan 0 %}", "from 1 to 63, not “0”", "1 至 63 的整数"),
        (word([["{% colspan 64 %}x"]]), "table 1, row 1, cell 1", "{% colspan 64 %}", "not “64”", "而不是“64”"),
        (word([["{% colspan 'two' %}x"]]), "table 1, row 1, cell 1", "{% colspan 'two' %}", "not “two”", "而不是“two”"),
        (word([["{% colspan %}x"]]), "table 1, row 1, cell 1", "{% colspan %}", "a whole number", "整数"),
        (word([["{% cellbg 'red' %}x"]]), "table 1, row 1, cell 1", "{% cellbg 'red' %}", "six hexadecimal digits, as in 'FFE699', not “red”", "六位十六进制数"),
        (word([["{% cellbg none %}x"]]), "table 1, row 1, cell 1", "{% cellbg none %}", "six hexadecimal digits", "六位十六进制数"),
        (word([["{%tc for i in [1] %}", "{% hm i %}", "{%tc endfor %}"]]), "table 1, row 1, cell 2", "{% hm i %}", "takes no value", "不带任何值"),
        (word([["{%p vm %}"]]), "table 1, row 1, cell 1", "{%p vm %}", "removes no paragraph", "不移除段落"),
        (word([["{% colspn 2 %}x"]]), "table 1, row 1, cell 1", "{% colspn 2 %}", "no statement 'colspn'", "没有语句“colspn”"),
        (raw(TEXT_BOX.replace("{inner}", "<w:p><w:r><w:t>{% vm %}</w:t></w:r></w:p>").replace("{{ organisation.short }}", "x")), "text box 1", "{% vm %}", "stands in none", "不在单元格内"),
    ],
)  # fmt: skip
def test_a_tag_that_cannot_be_obeyed_is_refused_with_its_place(template: bytes, place: str, tag: str, en: str, zh: str) -> None:
    where, found, what = faults(template)[0]
    assert (where, found) == (place, tag)
    assert en in what
    assert zh in faults(template, "zh")[0][2]


def test_the_statement_that_comes_near_is_named() -> None:
    from docgen.errors import TemplateError

    with pytest.raises(TemplateError) as caught:
        fill(word([["{% colspn 2 %}x"]]))
    assert caught.value.problems[0].nearest == ("colspan",)


def test_all_faults_of_values_are_reported_together() -> None:
    template = word([["{% colspan 0 %}x", "{% cellbg 'red' %}y", "{{ nobody.x }}"]])
    assert [found for _, found, _ in faults(template, nobody={"y": 1})] == ["{% colspan 0 %}", "{% cellbg 'red' %}", "{{ nobody.x }}"]


def test_a_cell_tag_in_an_alternative_text_is_refused() -> None:
    box = raw(TEXT_BOX.replace("{inner}", "<w:p/>").replace("{{ organisation.short }}", "{% cellbg 'FF0000' %}"))
    assert [(place, found) for place, found, _ in faults(box)] == [("paragraph 1, alternative text or title", "{% cellbg 'FF0000' %}")]
