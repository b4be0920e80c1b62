"""Blocks over paragraphs, rows and cells, and what is left when they are empty."""

from pathlib import Path

import pytest
from docx.document import Document
from docx.enum.text import WD_BREAK
from docx.shared import Mm

from tests.formats.word.documents import add_paragraph, all_text, cells, every, fill, opened, paragraphs, raw, valid, with_part, word

SERVICES = ({"name": "Desk", "owner": "Li"}, {"name": "Network", "owner": "Wu"})
ROWS = [["Service", "Owner"], ["{%tr for service in services %}", ""], ["{{ service.name }}", "{{ service.owner }}"], ["{%tr endfor %}", ""]]


def test_a_paragraph_tag_removes_its_paragraph_and_repeats_those_between(tmp_path: Path) -> None:
    filled = fill(word("Before", "{%p for service in services %}", "- {{ service.name }}", "{%p endfor %}", "After"), services=SERVICES)
    assert paragraphs(filled) == ["Before", "- Desk", "- Network", "After"]
    assert valid(filled, tmp_path)


def test_paragraph_tags_nest_and_choose() -> None:
    template = word(
        "{%p for service in services %}", "{%p if service.owner == 'Li' %}", "{{ service.name }} is ours",
        "{%p elif service.owner == 'Wu' %}", "{{ service.name }} is theirs", "{%p else %}", "nobody", "{%p endif %}", "{%p endfor %}",
    )  # fmt: skip
    assert paragraphs(fill(template, services=SERVICES)) == ["Desk is ours", "Network is theirs"]


@pytest.mark.parametrize("style", [None, "Heading 1"])
def test_a_page_break_that_libreoffice_put_behind_a_block_tag_begins_the_next_paragraph(style: str | None, tmp_path: Path) -> None:
    def change(document: Document) -> None:
        document.paragraphs[2].add_run().add_break(WD_BREAK.PAGE)
        following = document.paragraphs[3]
        following.paragraph_format.keep_with_next = True
        following.style = style or following.style

    filled = fill(word("{%p if services %}", "Text", "{%p endif %}", "Next page", change=change), services=SERVICES)
    assert paragraphs(filled) == ["Text", "Next page"]
    assert [child.tag.rpartition("}")[2] for child in every(filled, "w:pPr")[-1] if not child.tag.endswith("pStyle")] == ["keepNext", "pageBreakBefore"]
    assert not every(filled, "w:br")
    assert valid(filled, tmp_path)


def test_a_row_tag_removes_its_row_and_repeats_those_between(tmp_path: Path) -> None:
    filled = fill(word(ROWS), services=SERVICES)
    assert cells(filled) == [["Service", "Owner"], ["Desk", "Li"], ["Network", "Wu"]]
    assert valid(filled, tmp_path)


def test_a_table_whose_rows_are_all_left_out_goes_with_its_caption(tmp_path: Path) -> None:
    template = word("Before", "caption", ROWS[1:], "After", change=lambda document: setattr(document.paragraphs[1], "style", "Caption"))
    filled = fill(template, services=())
    assert paragraphs(filled) == ["Before", "After"]
    assert not every(filled, "w:tbl")
    assert valid(filled, tmp_path)


def test_a_table_keeps_its_heading_row_when_there_is_nothing_to_list() -> None:
    assert cells(fill(word(ROWS), services=())) == [["Service", "Owner"]]


def test_a_row_in_a_table_inside_a_cell_is_repeated(tmp_path: Path) -> None:
    def change(document: Document) -> None:
        inner = document.tables[0].cell(0, 0).add_table(4, 2)
        for row, texts in zip(inner.rows, ROWS, strict=True):
            for cell, text in zip(row.cells, texts, strict=True):
                cell.text = text

    filled = fill(word([["outer"]], change=change), services=SERVICES)
    inner = opened(filled).tables[0].cell(0, 0).tables[0]
    assert [[cell.text for cell in row.cells] for row in inner.rows] == [["Service", "Owner"], ["Desk", "Li"], ["Network", "Wu"]]
    assert valid(filled, tmp_path)


def test_loops_over_rows_nest() -> None:
    template = word(
        [
            ["{%tr for service in services %}", ""], ["{{ service.name }}", ""], ["{%tr for letter in ['x', 'y'] %}", ""],
            ["", "{{ letter }}{{ loop.index }}"], ["{%tr endfor %}", ""], ["{%tr endfor %}", ""],
        ]
    )  # fmt: skip
    assert cells(fill(template, services=SERVICES)) == [["Desk", ""], ["", "x1"], ["", "y2"], ["Network", ""], ["", "x1"], ["", "y2"]]


def test_a_cell_that_a_block_has_emptied_keeps_a_paragraph(tmp_path: Path) -> None:
    def change(document: Document) -> None:
        cell = document.tables[0].cell(0, 0)
        cell.text = "{%p if 0 %}"
        cell.add_paragraph("never")
        cell.add_paragraph("{%p endif %}")

    filled = fill(word([["", "b"]], change=change))
    assert cells(filled) == [["", "b"]]
    assert valid(filled, tmp_path)


def test_a_cell_tag_removes_its_cell_and_the_grid_follows(tmp_path: Path) -> None:
    head = ["Service", "{%tc for month in months %}", "{{ month }}", "{%tc endfor %}", "Sum"]
    row = ["Desk", "{%tc for month in months %}", "{{ loop.index }}", "{%tc endfor %}", "9"]
    for months in (("Jan", "Feb", "Mar", "Apr"), ("Jan",), ()):
        filled = fill(word([head, row]), months=months)
        assert cells(filled) == [["Service", *months, "Sum"], ["Desk", *(str(n + 1) for n, _ in enumerate(months)), "9"]]
        assert len(every(filled, "w:gridCol")) == 2 + len(months)
        assert valid(filled, tmp_path)


def test_a_spanning_cell_above_varying_columns_spans_them_all(tmp_path: Path) -> None:
    def change(document: Document) -> None:
        table = document.tables[0]
        table.cell(0, 0).merge(table.cell(0, 3)).text = "Months"

    template = word([["", "", "", ""], ["S", "{%tc for month in months %}", "{{ month }}", "{%tc endfor %}"]], change=change)
    for count in (6, 2):
        filled = fill(template, months=tuple("abcdef"[:count]))
        assert [span.values() for span in every(filled, "w:gridSpan")] == [[str(count + 1)]]
        assert len(every(filled, "w:gridCol")) == count + 1
        assert valid(filled, tmp_path)


def test_a_table_keeps_its_width_when_its_columns_vary() -> None:
    def change(document: Document) -> None:
        for cell in document.tables[0].rows[0].cells:
            cell.width = Mm(40)

    filled = fill(word([["S", "{%tc for month in months %}", "{{ month }}", "{%tc endfor %}"]], change=change), months=tuple("abcdefg"))
    before, after = (
        sum(int(column.values()[0]) for column in every(file, "w:gridCol"))
        for file in (word([["S", "1", "2", "3"]], change=change), filled)
    )
    assert before == after
    assert sum(int(width.get(width.keys()[1])) for width in every(filled, "w:tcW")) == after


@pytest.mark.parametrize("count", [1, 2, 3, 6])
def test_columns_that_a_loop_repeats_share_the_width_of_that_place(count: int) -> None:
    def change(document: Document) -> None:
        for cell, width in zip(document.tables[0].rows[0].cells, (30, 5, 60, 5, 20), strict=True):
            cell.width = Mm(width)
        for column, width in zip(document.tables[0].columns, (30, 5, 60, 5, 20), strict=True):
            column.width = Mm(width)

    template = word([["S", "{%tc for month in months %}", "{{ month }}", "{%tc endfor %}", "Sum"]], change=change)
    widths = [round(int(column.values()[0]) * 25.4 / 1440) for column in every(fill(template, months=tuple("abcdef"[:count])), "w:gridCol")]
    assert (widths[0], widths[-1]) == (30, 20)
    assert all(width == pytest.approx(70 / count, abs=1) for width in widths[1:-1])


def test_branches_inside_a_loop_of_columns_count_once() -> None:
    def change(document: Document) -> None:
        for cell, width in zip(document.tables[0].rows[0].cells, (40, 0, 0, 60, 0, 60, 0, 0), strict=True):
            cell.width = Mm(width)

    loop = ["{%tc for m in marks %}", "{%tc if m %}", "yes", "{%tc else %}", "no", "{%tc endif %}", "{%tc endfor %}"]
    filled = fill(word([["S", *loop]], change=change), marks=(True, False))
    assert cells(filled) == [["S", "yes", "no"]]
    widths = [int(cell.get(cell.keys()[1])) for cell in every(filled, "w:tcW")]
    assert widths[0] / sum(widths) == pytest.approx(0.4, abs=0.01)


def test_an_entry_of_a_list_gives_one_for_each_value(tmp_path: Path) -> None:
    item = '<w:listItem w:displayText="%s" w:value="%s"/>'
    loop = "{% for n in numbers %}no. {{ n }} | {% endfor %}"
    control = (
        '<w:p><w:sdt><w:sdtPr><w:id w:val="8"/><w:dropDownList>' + item % ("a|b", "a|b") + item % (loop, loop)
        + "</w:dropDownList></w:sdtPr><w:sdtContent><w:r><w:t>x</w:t></w:r></w:sdtContent></w:sdt></w:p>"
    )  # fmt: skip
    filled = fill(raw(control), numbers=(1, 2, 1))
    assert [(entry.values()) for entry in every(filled, "w:listItem")] == [["a|b", "a|b"], ["no. 1", "no. 1"], ["no. 2", "no. 2"]]
    assert valid(filled, tmp_path)


def test_tables_that_a_loop_has_brought_together_stay_two_tables(tmp_path: Path) -> None:
    filled = fill(word("{%p for service in services %}", [["{{ service.name }}"]], "{%p endfor %}"), services=SERVICES)
    assert [table.cell(0, 0).text for table in opened(filled).tables] == ["Desk", "Network"]
    assert [child.tag.rpartition("}")[2] for child in opened(filled).element.body] == ["tbl", "p", "tbl", "sectPr"]
    assert valid(filled, tmp_path)


def test_a_header_that_a_block_has_emptied_keeps_a_paragraph(tmp_path: Path) -> None:
    def change(document: Document) -> None:
        header = document.sections[0].header
        header.paragraphs[0].text = "{%p if 0 %}"
        header.add_paragraph("never")
        header.add_paragraph("{%p endif %}")

    filled = fill(word("Body", change=change))
    assert [paragraph.text for paragraph in opened(filled).sections[0].header.paragraphs] == [""]
    assert valid(filled, tmp_path)


def test_a_content_control_that_a_block_has_emptied_goes(tmp_path: Path) -> None:
    template = raw(
        '<w:sdt><w:sdtPr><w:id w:val="3"/></w:sdtPr><w:sdtContent><w:p><w:r><w:t>{%p if 0 %}</w:t></w:r></w:p>'
        "<w:p><w:r><w:t>x</w:t></w:r></w:p><w:p><w:r><w:t>{%p endif %}</w:t></w:r></w:p></w:sdtContent></w:sdt><w:p/>"
    )
    filled = fill(template)
    assert not every(filled, "w:sdt")
    assert valid(filled, tmp_path)


def test_bookmarks_in_tag_paragraphs_stay_in_pairs(tmp_path: Path) -> None:
    template = raw(
        '<w:p><w:bookmarkStart w:id="1" w:name="whole"/><w:r><w:t>{%p if 1 %}</w:t></w:r></w:p>'
        '<w:p><w:r><w:t>Text</w:t></w:r></w:p><w:p><w:r><w:t>{%p endif %}</w:t></w:r><w:bookmarkEnd w:id="1"/></w:p><w:p/>'
    )
    filled = fill(template)
    assert (len(every(filled, "w:bookmarkStart")), len(every(filled, "w:bookmarkEnd")), all_text(filled)) == (1, 1, "Text")
    assert valid(filled, tmp_path)


def test_a_bookmark_of_which_a_block_leaves_out_one_end_goes(tmp_path: Path) -> None:
    template = raw(
        "<w:p><w:r><w:t>{%p if 0 %}</w:t></w:r></w:p>"
        '<w:p><w:bookmarkStart w:id="1" w:name="half"/><w:r><w:t>Text</w:t></w:r></w:p><w:p><w:r><w:t>{%p endif %}</w:t></w:r></w:p>'
        '<w:p><w:r><w:t>After</w:t></w:r><w:bookmarkEnd w:id="1"/></w:p>'
    )
    filled = fill(template)
    assert not every(filled, "w:bookmarkEnd")
    assert valid(filled, tmp_path)


def test_a_row_inside_a_content_control_is_repeated(tmp_path: Path) -> None:
    def change(root: object) -> None:
        rows = list(root.iter(f"{{{root.nsmap['w']}}}tr"))  # type: ignore[attr-defined]
        control = root.makeelement(rows[0].tag.replace("}tr", "}sdt"))  # type: ignore[attr-defined]
        content = control.makeelement(rows[0].tag.replace("}tr", "}sdtContent"))
        rows[1].addprevious(control)
        control.append(content)
        content.extend(rows[1:])

    filled = fill(with_part(word(ROWS), "word/document.xml", change), services=SERVICES)
    assert all_text(filled) == "ServiceOwnerDeskLiNetworkWu"
    assert valid(filled, tmp_path)


def test_bullets_stay_bullets() -> None:
    def change(document: Document) -> None:
        add_paragraph(document, "{%p for service in services %}")
        document.add_paragraph("{{ service.name }}", style="List Bullet")
        add_paragraph(document, "{%p endfor %}")

    filled = opened(fill(word(change=change), services=SERVICES)).paragraphs
    assert [(paragraph.text, paragraph.style.name) for paragraph in filled if paragraph.style] == [("Desk", "List Bullet"), ("Network", "List Bullet")]
