"""The Excel engine as the jobs use it: same bytes, stamp, merge, roles and references, sound files, no state between fillings."""

from __future__ import annotations

import io
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from time import process_time
from zipfile import ZipFile

import openpyxl
import pytest
from openpyxl.chart import BarChart
from openpyxl.comments import Comment
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.datavalidation import DataValidation

from docgen.errors import DocumentError
from docgen.formats.engine import Reviser, Stamp
from docgen.formats.excel.engine import ExcelEngine
from docgen.formats.excel.strings import PART_TYPE
from docgen.formats.ooxml import open_package
from docgen.formats.registry import engine_for
from docgen.formats.stamping import read_stamp
from tests.formats.excel.books import book, changed, context, fill, opened, part_of, register, rewritten, saved, services, values, with_part
from tests.office import schema_faults

ENGINE = ExcelEngine()
STAMP = Stamp(document="incident-record", language="en", code="YL-R-17", revision="A/0", template="0" * 32)
BY = Reviser(name="docgen", date="2026-03-01")


def edited(file: bytes, text: str) -> bytes:
    return changed(file, lambda workbook: workbook["Register"].__setitem__("A5", text))


def with_strings(template: bytes, strings: str) -> bytes:
    """Return the template with a table of shared strings, which openpyxl leaves out."""
    template = open_package(template).write({"xl/sharedStrings.xml": strings.encode()})
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/sharedStrings"
    relation = f'<Relationship Id="rId99" Type="{kind}" Target="sharedStrings.xml"/></Relationships>'
    template = rewritten(template, "xl/_rels/workbook.xml.rels", "</Relationships>", relation)
    return rewritten(template, "[Content_Types].xml", "</Types>", f'<Override PartName="/xl/sharedStrings.xml" ContentType="{PART_TYPE}"/></Types>')


def test_it_serves_xlsx() -> None:
    assert isinstance(engine_for("forms/incident-record.zh.xlsx"), ExcelEngine)


def test_the_same_input_gives_the_same_bytes_also_from_threads() -> None:
    template, wanted = register(), ENGINE.fill(register(), context(services=services(40))).file
    with ThreadPoolExecutor(4) as pool:
        results = pool.map(lambda _: ENGINE.fill(template, context(services=services(40))).file, range(12))
    assert set(results) == {ENGINE.fill(template, context(services=services(40))).file}
    assert len(wanted) > 0


def test_filling_leaves_nothing_behind_in_the_template() -> None:
    template = register()
    first = ENGINE.fill(template, context(services=services(2))).file
    ENGINE.fill(template, context(services=services(30), organisation={"name": "Other", "short_name": "O"}))
    assert ENGINE.fill(template, context(services=services(2))).file == first


@pytest.mark.parametrize("count", [1, 3, 200])
def test_a_filled_workbook_is_valid(tmp_path: Path, count: int) -> None:
    path = tmp_path / "register.xlsx"
    path.write_bytes(ENGINE.stamp(ENGINE.fill(register(), context(services=services(count))).file, STAMP))
    assert schema_faults(path) == []


def test_parts_without_tags_are_copied_as_they_lie() -> None:
    template = changed(book({"A1": "{{ document.code }}"}, ("Lists", {"A1": "static"})), lambda workbook: None)
    with ZipFile(io.BytesIO(template)) as before, ZipFile(io.BytesIO(ENGINE.fill(template, context()).file)) as after:
        same = {name for name in before.namelist() if before.read(name) == after.read(name)}
    assert {"xl/worksheets/sheet2.xml", "xl/styles.xml", "xl/theme/theme1.xml", "docProps/app.xml"} <= same


def test_parts_that_nobody_knows_are_kept_byte_for_byte() -> None:
    template = changed(register(), lambda workbook: None)
    custom = '<client xmlns="urn:of-the-client">  <!-- as   typed -->\n<a  b = "c"/></client>'
    template = with_part(template, "xl/workbook.xml", "customXml", "customXml/item1.xml", custom, "application/xml")
    template = with_part(template, "xl/workbook.xml", "newThing", "xl/newThing1.bin", "\x00\x01 of another program", "application/x-new")
    filled = open_package(ENGINE.fill(template, context(services=services(9))).file)
    kept = [name for name in open_package(template) if name.startswith(("customXml", "xl/newThing", "xl/media", "xl/theme"))]
    assert len(kept) == 4
    assert all(filled.read(name) == open_package(template).read(name) for name in kept)


def test_no_tag_is_left_anywhere() -> None:
    file = ENGINE.fill(register(), context()).file
    with ZipFile(io.BytesIO(file)) as archive:
        for name in archive.namelist():
            assert b"{{" not in archive.read(name) and b"{%" not in archive.read(name), name


def test_a_stamp_is_carried_and_changes_no_content() -> None:
    file = ENGINE.fill(register(), context()).file
    stamped = ENGINE.stamp(file, STAMP)
    assert read_stamp(open_package(stamped)) == STAMP
    assert ENGINE.content(stamped) == ENGINE.content(file)


def test_a_merge_takes_the_new_generation_unless_the_file_was_edited() -> None:
    base, theirs = (ENGINE.fill(register(), context(services=services(count))).file for count in (3, 4))
    mine = edited(base, "By hand")
    assert (ENGINE.merge(base, base, theirs, BY).file, ENGINE.merge(base, base, theirs, BY).conflicts) == (theirs, 0)
    assert (ENGINE.merge(base, mine, base, BY).file, ENGINE.merge(base, mine, base, BY).conflicts) == (mine, 0)
    assert (ENGINE.merge(base, mine, edited(base, "By hand"), BY).conflicts) == 0
    both = ENGINE.merge(base, mine, theirs, BY)
    sheet = opened(both.file)["Register"]
    assert ([sheet[f"A{row}"].value for row in range(5, 9)], both.conflicts) == (["By hand", "Service 2", "Service 3", "Service 4"], 0)


def test_a_template_tells_the_roles_and_documents_it_names() -> None:
    cells = {
        "A1": "{{ role('incident-manager').title }}", "A2": "=IF(B1={{ role('service-desk').person }},1,0)",
        "A3": "{% if applies('change-management') %}{{ ref('change-management') }}{% endif %}", "A4": "{{ ref('incident-management').code }}",
    }  # fmt: skip
    template = book(cells)
    assert ENGINE.roles_used(template) == {"incident-manager", "service-desk"}
    assert ENGINE.references_used(template) == {"change-management", "incident-management"}
    assert ENGINE.roles_used(book({"A1": "none"})) == frozenset()


def test_ten_a_hundred_and_two_thousand_rows() -> None:
    for count in (10, 100, 2_000):
        sheet = fill(register(), services=services(count))["Register"]
        assert sheet.cell(4 + count, 6).value == f"=C{4 + count}*2"
        assert sheet.cell(5 + count, 3).value == f"=SUM(C5:C{4 + count})"


def test_time_grows_with_the_rows_and_no_faster() -> None:
    def seconds(count: int) -> float:
        many, start = context(services=services(count)), process_time()
        ENGINE.fill(register_file, many)
        return process_time() - start

    register_file = register()
    seconds(10)
    small, large = (min(seconds(count) for _ in range(3)) for count in (200, 2_000))
    assert large < 20 * small


def test_headers_properties_and_charts_are_filled() -> None:
    filled = opened(ENGINE.fill(register(), context()).file)
    assert filled["Register"].oddHeader.left.text == "Smith && Sons <Cloud>"
    assert (filled.properties.title, filled.properties.creator) == ("Incident register", "Smith & Sons <Cloud>")


@pytest.mark.filterwarnings("ignore:DrawingML support")  # openpyxl reads no text boxes
def test_tags_in_text_boxes_messages_names_and_titles_are_filled() -> None:
    def furnish(workbook: openpyxl.Workbook) -> None:
        sheet = workbook["Register"]
        rule = DataValidation(type="custom", formula1='B9<>"{{ document.code }}"', promptTitle="{{ document.code }}", error="not {{ organisation.short_name }}")
        rule.add("B9")
        sheet.add_data_validation(rule)
        workbook.defined_names["code"] = DefinedName("code", attr_text='"{{ document.code }}"')
        sheet["A9"].comment = Comment("{{ document.title }}", "{{ document.code }}")

    made = changed(register(), furnish)
    drawing = "xl/drawings/drawing1.xml"
    box = '<sp xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><spPr/><txBody><a:p><a:r><a:t>{{ docu</a:t></a:r><a:r><a:t>ment.code }}!</a:t></a:r></a:p></txBody></sp>'
    result = ENGINE.fill(rewritten(made, drawing, "<clientData", f"{box}<clientData"), context()).file
    assert "<a:t>YL-R-17</a:t></a:r><a:r><a:t>!</a:t>" in part_of(result, drawing)
    workbook = opened(result)
    rule = workbook["Register"].data_validations.dataValidation[-1]
    assert (rule.formula1, rule.promptTitle, rule.error) == ('B9<>"YL-R-17"', "YL-R-17", "not S&S")
    assert workbook.defined_names["code"].attr_text == '"YL-R-17"'
    assert (workbook["Register"]["A9"].comment.text, workbook["Register"]["A9"].comment.author) == ("Incident register", "YL-R-17")
    assert workbook["My summary"]._charts[0].title.tx.rich.p[0].r[0].t == "Users of S&S"


def test_shared_strings_of_excel_are_read_and_written() -> None:
    """openpyxl writes its texts into the cells; Excel keeps them in a table, as this template does."""
    template = changed(book({"A1": "x"}), lambda workbook: None)
    strings = '<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" count="3" uniqueCount="3">'
    strings += "<si><t>Static &amp; kept</t></si><si><t>{{ document.code }}</t></si>"
    strings += "<si><r><rPr><b/></rPr><t>No. </t></r><r><t>{{ document.revision }}</t></r><rPh sb='0' eb='1'><t>hint</t></rPh></si></sst>"
    template = with_strings(template, strings)
    cells = "".join(f'<c r="{column}1" t="s"><v>{number}</v></c>' for number, column in enumerate("ABC"))
    template = rewritten(template, "xl/worksheets/sheet1.xml", '<c r="A1" t="inlineStr"><is><t>x</t></is></c>', cells)
    file = ENGINE.fill(template, context()).file
    sheet = opened(file)["Register"]
    assert [sheet["A1"].value, sheet["B1"].value, str(sheet["C1"].value)] == ["Static & kept", "YL-R-17", "No. A/0"]
    assert "{{" not in part_of(file, "xl/sharedStrings.xml")
    assert "hint" not in part_of(file, "xl/sharedStrings.xml")


def test_a_workbook_written_with_prefixes_is_filled() -> None:
    """Some programs write x:row for row."""
    template = book({"A1": "{%tr for s in services %}", "A2": "{{ s.name }}", "B2": "=A2", "A3": "{%tr endfor %}"})
    sheet = part_of(template, "xl/worksheets/sheet1.xml")
    prefixed = sheet.replace("<", "<x:").replace("<x:/", "</x:").replace("xmlns=", "xmlns:x=")
    template = open_package(template).write({"xl/worksheets/sheet1.xml": prefixed.encode()})
    assert values(opened(ENGINE.fill(template, context(services=services(2))).file)["Register"]) == [
        ["Service 1", "=A1"], ["Service 2", "=A2"],
    ]  # fmt: skip


def test_strings_written_with_a_prefix_are_filled() -> None:
    template = book({"A1": "x"})
    strings = '<x:sst xmlns:x="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><x:si><x:r><x:rPr><x:b/></x:rPr>'
    strings += "<x:t>No. {{ document.code }}</x:t></x:r><x:r><x:t> &lt; {{ document.revision }}</x:t></x:r></x:si></x:sst>"
    template = with_strings(template, strings)
    template = rewritten(template, "xl/worksheets/sheet1.xml", 't="inlineStr"><is><t>x</t></is>', 't="s"><v>0</v>')
    file = ENGINE.fill(template, context()).file
    assert str(opened(file)["Register"]["A1"].value) == "No. YL-R-17 < A/0"
    assert "<x:r><x:rPr><x:b/></x:rPr><x:t " in part_of(file, "xl/sharedStrings.xml")


def test_rows_and_cells_without_addresses_are_counted() -> None:
    template = book({"A1": "{%tr for s in services %}", "A2": "{{ s.name }}", "B2": "{{ s.users }}", "A3": "{%tr endfor %}", "A4": "=B2"})
    sheet = part_of(template, "xl/worksheets/sheet1.xml")
    for address in ("A1", "A2", "B2", "A3", "A4", "1", "2", "3", "4"):
        sheet = sheet.replace(f' r="{address}"', "")
    template = open_package(template).write({"xl/worksheets/sheet1.xml": sheet.encode()})
    assert values(opened(ENGINE.fill(template, context(services=services(2))).file)["Register"]) == [
        ["Service 1", 1], ["Service 2", 2], ["=B1"],
    ]  # fmt: skip


def test_a_chart_sheet_does_not_disturb() -> None:
    workbook = openpyxl.Workbook()
    workbook.create_chartsheet("{{ document.title }}", 0).add_chart(BarChart())
    workbook.worksheets[0].title = "Register"
    workbook["Register"]["A1"] = "{{ document.code }}"
    filled = opened(ENGINE.fill(saved(workbook), context()).file)
    assert (filled.sheetnames, filled["Register"]["A1"].value) == (["Incident register", "Register"], "YL-R-17")


def test_a_file_with_macros_is_refused() -> None:
    file = open_package(register()).write({"xl/vbaProject.bin": b"x"})
    for call in (lambda: ENGINE.fill(file, context()), lambda: ENGINE.content(file), lambda: ENGINE.stamp(file, STAMP)):
        with pytest.raises(DocumentError):
            call()
