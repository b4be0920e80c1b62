"""What is drawn on a sheet follows its cells: the ranges of charts, shapes that show a cell, form controls."""

from __future__ import annotations

import io
import re

import pytest
from openpyxl.chart import BarChart, Reference
from openpyxl.chart.data_source import StrRef
from openpyxl.chart.series import SeriesLabel
from openpyxl.drawing.image import Image
from openpyxl.workbook import Workbook

from tests.formats.excel.books import (
    LOOP,
    book,
    changed,
    filled,
    names_of,
    opened,
    part_of,
    picture,
    register,
    rewritten,
    services,
    with_part,
)

SHEET = "xl/worksheets/sheet1.xml"


@pytest.mark.parametrize(("count", "ranges"), [(0, ["$A$3", "$B$3"]), (1, ["$A$2", "$B$2"]), (7, ["$A$2:$A$8", "$B$2:$B$8"])])
def test_a_chart_over_one_cell_of_a_loop_covers_all_its_copies(count: int, ranges: list[str]) -> None:
    def chart(workbook: Workbook) -> None:
        drawn = BarChart()
        drawn.add_data(Reference(workbook["Register"], range_string="Register!$B$3"))
        drawn.set_categories(Reference(workbook["Register"], range_string="Register!$A$3"))
        drawn.series[0].tx = SeriesLabel(strRef=StrRef("Register!$B$3"))
        workbook["Register"].add_chart(drawn, "E9")

    (drawn,) = opened(filled(changed(book(LOOP), chart), services=services(count)))["Register"]._charts
    (series,) = drawn.series
    assert [series.cat.numRef.f, series.val.numRef.f] == [f"Register!{area}" for area in ranges]
    assert series.tx.strRef.f == f"Register!{ranges[1].partition(':')[0]}"  # the name of a series is one cell


def test_a_chart_over_one_cell_where_rows_and_columns_repeat_goes_down() -> None:
    cells = {"A1": "{%tr for s in services %}", "B2": "{%tc for t in (1, 2) %}{{ s.users * t }}{%tc endfor %}", "A3": "{%tr endfor %}"}

    def chart(workbook: Workbook) -> None:
        drawn = BarChart()
        drawn.add_data(Reference(workbook["Register"], range_string="Register!$B$2"))
        workbook["Register"].add_chart(drawn, "E9")

    (drawn,) = opened(filled(changed(book(cells), chart)))["Register"]._charts
    assert drawn.series[0].val.numRef.f == "Register!$B$1:$B$3"


def test_tags_that_a_chart_remembers_as_values_are_forgotten() -> None:
    template = register()
    part = next(name for name in names_of(template) if name.startswith("xl/charts/chart"))
    cache = '</f><strCache><ptCount val="1"/><pt idx="0"><v>{%tr for s in services %}{{ s.name }}</v></pt></strCache></numRef></val>'
    result = filled(rewritten(template, part, "</f></numRef></val>", cache))
    assert "Cache" not in part_of(result, part)


def test_a_shape_that_shows_a_cell_goes_on_showing_it() -> None:
    template = changed(book(LOOP), lambda workbook: workbook["Register"].add_image(Image(io.BytesIO(picture())), "E5"))
    drawing = next(name for name in names_of(template) if name.startswith("xl/drawings/drawing"))
    shape = '<xdr:sp xmlns:xdr="http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing" macro="" textlink="$A$5"/>'
    template = rewritten(template, drawing, "<clientData", f"{shape}<clientData")
    assert 'textlink="$A$12"' in part_of(filled(template, services=services(10)), drawing)


def test_form_controls_keep_their_places_and_their_cells() -> None:
    xdr = 'xmlns:xdr="http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing"'
    corner = "<xdr:col>1</xdr:col><xdr:colOff>0</xdr:colOff><xdr:row>{row}</xdr:row><xdr:rowOff>0</xdr:rowOff>"
    control = (
        f'<controls><control shapeId="1025" name="Box"><controlPr defaultSize="0"><anchor moveWithCells="1" {xdr}>'
        f"<from>{corner.format(row=4)}</from><to>{corner.format(row=5)}</to></anchor></controlPr></control></controls></worksheet>"
    )
    template = rewritten(book(LOOP), SHEET, "</worksheet>", control)
    properties = (
        '<formControlPr xmlns="http://schemas.microsoft.com/office/spreadsheetml/2009/9/main" objectType="CheckBox" fmlaLink="$C$5"/>'
    )
    template = with_part(
        template, SHEET, "ctrlProp", "xl/ctrlProps/ctrlProp1.xml", properties, "application/vnd.ms-excel.controlproperties+xml"
    )
    shapes = (
        '<xml xmlns:x="urn:schemas-microsoft-com:office:excel" xmlns:v="urn:schemas-microsoft-com:vml"><v:shape id="_x0000_s1025">'
        '<x:ClientData ObjectType="Checkbox"><x:Anchor>1, 0, 4, 0, 2, 0, 5, 0</x:Anchor></x:ClientData></v:shape></xml>'
    )
    template = with_part(
        template, SHEET, "vmlDrawing", "xl/drawings/vmlDrawing1.vml", shapes, "application/vnd.openxmlformats-officedocument.vmlDrawing"
    )
    result = filled(template, services=services(10))
    assert re.findall(r"<xdr:row>(\d+)<", part_of(result, SHEET)) == ["11", "12"]
    assert 'fmlaLink="$C$12"' in part_of(result, "xl/ctrlProps/ctrlProp1.xml")
    assert "<x:Anchor>1, 0, 11, 0, 2, 0, 12, 0</x:Anchor>" in part_of(result, "xl/drawings/vmlDrawing1.vml")
