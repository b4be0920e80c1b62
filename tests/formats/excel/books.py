"""Real workbooks for the tests, made with openpyxl, and what they are filled from."""

from __future__ import annotations

import io
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from zipfile import ZipFile

import openpyxl
from openpyxl.chart import BarChart, Reference
from openpyxl.comments import Comment
from openpyxl.drawing.image import Image
from openpyxl.formatting.rule import FormulaRule
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.workbook import Workbook
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.table import Table, TableColumn
from openpyxl.worksheet.worksheet import Worksheet
from PIL import Image as Pixels

from docgen.domain.context import Context
from docgen.domain.quantities import Duration, Percentage
from docgen.errors import TemplateError
from docgen.formats.excel.engine import ExcelEngine
from docgen.formats.ooxml import open_package
from docgen.messages import say


@dataclass(frozen=True, slots=True, kw_only=True)
class Service:
    """A service as a test's profile has it."""

    id: str
    name: str
    users: int = 10
    availability: Percentage = Percentage(Decimal("99.5"))
    response: Duration = Duration.parse("15 min")
    since: date = date(2026, 3, 1)
    targets: tuple[str, ...] = ()


def services(count: int, **fields: object) -> tuple[Service, ...]:
    """Return `count` services with names of their own."""
    return tuple(Service(id=f"s{number}", name=f"Service {number}", users=number, **fields) for number in range(1, count + 1))  # type: ignore[arg-type]


def context(language: str = "en", pictures: Mapping[str, bytes] | None = None, **names: object) -> Context:
    """Return a context that knows an organisation, three services, and `names`."""
    known: dict[str, object] = {
        "organisation": {"name": "Smith & Sons <Cloud>", "short_name": "S&S", "logo": "logo.png"},
        "services": services(3),
        "document": {"title": "Incident register", "code": "YL-R-17", "revision": "A/0"},
        "evil": "x",
    }
    return Context(language=language, names=known | names, pictures=pictures)


def saved(book: Workbook) -> bytes:
    """Return the workbook as a file."""
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def book(cells: Mapping[str, object], *more: tuple[str, Mapping[str, object]]) -> bytes:
    """Return a workbook with a sheet `Register` that holds `cells` by address, and further sheets (name, cells)."""
    workbook = openpyxl.Workbook()
    for number, (name, content) in enumerate((("Register", cells), *more)):
        sheet = workbook.worksheets[0] if number == 0 else workbook.create_sheet()
        sheet.title = name
        for address, value in content.items():
            sheet[address] = value
    return saved(workbook)


def changed(file: bytes, change: object) -> bytes:
    """Return the workbook after `change(workbook)`."""
    workbook = opened(file)
    change(workbook)  # type: ignore[operator]
    return saved(workbook)


def opened(file: bytes) -> Workbook:
    """Return a file as openpyxl sees it."""
    return openpyxl.load_workbook(io.BytesIO(file), rich_text=True)


def fill(template: bytes, **names: object) -> Workbook:
    """Return the filled workbook."""
    return opened(ExcelEngine().fill(template, context(**names)).file)  # type: ignore[arg-type]


def values(sheet: Worksheet) -> list[list[object]]:
    """Return the values of a sheet row by row, empty cells at the end of a row left out."""
    rows = []
    for row in sheet.iter_rows(values_only=True):
        cells = list(row)
        while cells and cells[-1] is None:
            cells.pop()
        rows.append(cells)
    return rows


def faults(template: bytes, **names: object) -> list[str]:
    """Return the problems of filling `template`, each as one line: place, what stands there, key of the text."""
    try:
        ExcelEngine().fill(template, context(**names))  # type: ignore[arg-type]
    except TemplateError as error:
        return [
            f"{say(problem.where.spot, 'en') if problem.where.spot else ''}: {problem.found}: {problem.what.key}"
            for problem in error.problems
        ]
    return []


def picture(width: int = 120, height: int = 40, kind: str = "PNG") -> bytes:
    """Return a picture of one colour."""
    stream = io.BytesIO()
    Pixels.new("RGB", (width, height), (20, 90, 130)).save(stream, kind)
    return stream.getvalue()


def register() -> bytes:
    """Return a template with everything a register has: loop, totals, lists, formats, names, table, chart, logo, notes."""
    workbook = openpyxl.Workbook()
    sheet = workbook.worksheets[0]
    sheet.title = "Register"
    _register_rows(sheet)
    _register_rules(sheet)
    lists = workbook.create_sheet("Lists")
    lists.append(["Service"])
    lists["A2"], lists["A3"], lists["A4"] = "{%tr for s in services %}", "{{ s.name }}", "{%tr endfor %}"
    lists["C1"] = "=SUM(Register!C5:C7)"
    lists["D1"] = "=TRUE"
    workbook.defined_names["service_list"] = DefinedName("service_list", attr_text="Lists!$A$3:$A$3")
    workbook.defined_names["total"] = DefinedName("total", attr_text="Register!$C$8")
    _summary(workbook.create_sheet("My summary"))
    workbook.properties.title = "{{ document.title }}"
    workbook.properties.creator = "{{ organisation.name }}"
    return saved(workbook)


def _register_rows(sheet: Worksheet) -> None:
    sheet["A1"], sheet["A2"] = "{{ document.title }}", "{{ document.code }} · {{ document.revision }}"
    sheet["A1"].font = Font(bold=True, size=16)
    sheet.merge_cells("A1:F1")
    sheet.append([])
    for column, head in enumerate(("Service", "Since", "Users", "Availability", "Response", "Twice"), start=1):
        sheet.cell(4, column, head).fill = PatternFill("solid", fgColor="FFDDEBF7")
    sheet["A5"], sheet["A7"] = "{%tr for s in services %}", "{%tr endfor %}"
    for column, value in enumerate(
        ("{{ s.name }}", "{{ s.since }}", "{{ s.users }}", "{{ s.availability }}", "{{ s.response }}", "=C6*2"), start=1
    ):
        sheet.cell(6, column, value).alignment = Alignment(wrap_text=True)
    sheet["B6"].number_format, sheet["D6"].number_format = "yyyy-mm-dd", "0.0%"
    sheet.row_dimensions[6].height = 24
    sheet["A8"], sheet["C8"], sheet["F8"] = "Total", "=SUM(C5:C7)", "=C8*2"
    sheet.row_dimensions[8].height = 30
    sheet.merge_cells("A10:F12")
    sheet["A10"] = "Notes for {{ organisation.short_name }}"
    sheet["A8"].comment = Comment("Counted by hand", "Editor")
    sheet["C8"].hyperlink = Hyperlink(ref="C8", location="Lists!C1", display="lists")


def _register_rules(sheet: Worksheet) -> None:
    listed = DataValidation(type="list", formula1="Lists!$A$3:$A$3", showErrorMessage=True, errorTitle="{{ document.code }}", error="No")
    listed.add("A6")
    since = DataValidation(type="date", operator="greaterThanOrEqual", formula1="{{ services[0].since }}", prompt="Since when?")
    since.add("B5:B7")
    sheet.add_data_validation(listed)
    sheet.add_data_validation(since)
    sheet.conditional_formatting.add("C6:C6", FormulaRule(formula=["$C6>$C$8/2"], fill=PatternFill(bgColor="FFFFC7CE", fill_type="solid")))
    sheet.print_area = "A1:F12"
    sheet.print_title_rows = "1:4"
    sheet.auto_filter.ref = "A4:F7"
    sheet.freeze_panes = "B5"
    sheet.oddHeader.left.text = "{{ organisation.name }}"
    sheet.oddFooter.right.text = "&P / &N"
    logo = Image(io.BytesIO(picture(100, 50)))
    sheet.add_image(logo, "F1")


def _summary(sheet: Worksheet) -> None:
    sheet.append(["Figure", "Value"])
    sheet["A2"], sheet["B2"] = "Users", "=Register!C8"
    sheet["A3"], sheet["B3"] = "Mean", '=IF(Register!C8=0,"",Register!C8/COUNTA(service_list))'
    table = Table(displayName="Figures", ref="A1:B3")
    table.tableColumns = [TableColumn(id=1, name="Figure"), TableColumn(id=2, name="Value")]
    sheet.add_table(table)
    chart = BarChart()
    chart.title = "Users of {{ organisation.short_name }}"
    chart.add_data(Reference(sheet.parent["Register"], range_string="Register!$C$4:$C$6"), titles_from_data=True)
    sheet.add_chart(chart, "D2")


def rewritten(file: bytes, part: str, old: str, new: str) -> bytes:
    """Return the file with `old`, which must stand in `part`, replaced: for what openpyxl cannot write."""
    package = open_package(file)
    content = package.read(part).decode()
    assert old in content, content
    return package.write({part: content.replace(old, new).encode()})


def part_of(file: bytes, name: str) -> str:
    """Return a part of the file as text."""
    return open_package(file).read(name).decode()


_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_SHEET_TYPES = "application/vnd.openxmlformats-officedocument.spreadsheetml"


def with_part(file: bytes, source: str, kind: str, part: str, content: str, content_type: str) -> bytes:
    """Return the file with a new part, to which `source` has a relationship of `kind` with the id "new-" and the kind."""
    folder, _, name = source.rpartition("/")
    relations, package = f"{folder}/_rels/{name}.rels", open_package(file)
    if relations not in package:
        empty = '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"></Relationships>'
        package = open_package(package.write({relations: empty.encode()}))
    file = package.write({part: content.encode()})
    lead = f'<Relationship Id="new-{kind}" Type="{_RELATIONS}/{kind}" Target="/{part}"/></Relationships>'
    file = rewritten(file, relations, "</Relationships>", lead)
    return rewritten(file, "[Content_Types].xml", "</Types>", f'<Override PartName="/{part}" ContentType="{content_type}"/></Types>')


def with_pivot(file: bytes, items: tuple[str, ...], source: str, place: str) -> bytes:
    """Return the file with a pivot table at `place` on its second sheet: the users of each service.

    source: attributes that say where the data are.   items: the services that it remembers.
    """
    remembered = "".join(f'<s v="{item}"/>' for item in items)
    shown = "".join(f'<item x="{number}"/>' for number in range(len(items)))
    lines = "".join(f'<i><x v="{number}"/></i>' for number in range(len(items)))
    cache = (
        f'<pivotCacheDefinition xmlns="{_MAIN}" xmlns:r="{_RELATIONS}" r:id="new-pivotCacheRecords" refreshedBy="A" createdVersion="6" '
        f'refreshedVersion="6" recordCount="{len(items)}"><cacheSource type="worksheet"><worksheetSource {source}/></cacheSource>'
        f'<cacheFields count="2"><cacheField name="Service" numFmtId="0"><sharedItems count="{len(items)}">{remembered}</sharedItems></cacheField>'
        '<cacheField name="Users" numFmtId="0"><sharedItems containsSemiMixedTypes="0" containsString="0" containsNumber="1" minValue="1" '
        'maxValue="3"/></cacheField></cacheFields></pivotCacheDefinition>'
    )
    records = "".join(f'<r><x v="{number}"/><n v="1"/></r>' for number in range(len(items)))
    records = f'<pivotCacheRecords xmlns="{_MAIN}" count="{len(items)}">{records}</pivotCacheRecords>'
    table = (
        f'<pivotTableDefinition xmlns="{_MAIN}" name="Users" cacheId="7" dataCaption="Values" createdVersion="6" updatedVersion="6" '
        f'minRefreshableVersion="3"><location ref="{place}" firstHeaderRow="1" firstDataRow="1" firstDataCol="1"/><pivotFields count="2">'
        f'<pivotField axis="axisRow" showAll="0"><items count="{len(items) + 1}">{shown}<item t="default"/></items></pivotField>'
        '<pivotField dataField="1" showAll="0"/></pivotFields><rowFields count="1"><field x="0"/></rowFields>'
        f'<rowItems count="{len(items) + 1}">{lines}<i t="grand"><x/></i></rowItems><colItems count="1"><i/></colItems>'
        '<dataFields count="1"><dataField name="Sum of users" fld="1" baseField="0" baseItem="0"/></dataFields></pivotTableDefinition>'
    )
    definition, cache_part = "xl/pivotTables/pivotTable1.xml", "xl/pivotCache/pivotCacheDefinition1.xml"
    file = with_part(file, "xl/workbook.xml", "pivotCacheDefinition", cache_part, cache, f"{_SHEET_TYPES}.pivotCacheDefinition+xml")
    file = with_part(
        file, cache_part, "pivotCacheRecords", "xl/pivotCache/pivotCacheRecords1.xml", records, f"{_SHEET_TYPES}.pivotCacheRecords+xml"
    )
    file = with_part(file, "xl/worksheets/sheet2.xml", "pivotTable", definition, table, f"{_SHEET_TYPES}.pivotTable+xml")
    relations = '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    relations += f'<Relationship Id="rId1" Type="{_RELATIONS}/pivotCacheDefinition" Target="/{cache_part}"/></Relationships>'
    file = open_package(file).write({"xl/pivotTables/_rels/pivotTable1.xml.rels": relations.encode()})
    caches = f'<pivotCaches><pivotCache xmlns:r="{_RELATIONS}" cacheId="7" r:id="new-pivotCacheDefinition"/></pivotCaches></workbook>'
    return rewritten(file, "xl/workbook.xml", "</workbook>", caches)


LOOP = {"A2": "{%tr for s in services %}", "A3": "{{ s.name }}", "A4": "{%tr endfor %}", "A5": "End"}  # row 3 becomes 2 to 4, End 5


def names_of(file: bytes) -> list[str]:
    return ZipFile(io.BytesIO(file)).namelist()


def filled(file: bytes, **names: object) -> bytes:
    return ExcelEngine().fill(file, context(**names)).file  # type: ignore[arg-type]
