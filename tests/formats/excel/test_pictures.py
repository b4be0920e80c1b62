"""A picture named by its alternative text becomes the organisation's own, with the template's height."""

from __future__ import annotations

import io
from zipfile import ZipFile

import openpyxl
import pytest
from openpyxl.drawing.image import Image
from openpyxl.drawing.spreadsheet_drawing import AnchorMarker, TwoCellAnchor

from docgen.formats.excel.engine import ExcelEngine
from docgen.formats.excel.pictures import recognised
from tests.formats.excel.books import book, changed, context, faults, opened, part_of, picture, rewritten

DRAWING = "xl/drawings/drawing1.xml"
TAG = 'descr="{{ picture(organisation.logo) }}'


def template(*, two_cells: bool = False, text: str = TAG, others: int = 0) -> bytes:
    """Return a template with a picture of 100 x 50 pixels at C2, and further pictures below."""

    def draw(workbook: openpyxl.Workbook) -> None:
        logo = Image(io.BytesIO(picture(100, 50)))
        logo.anchor = "C2"
        if two_cells:
            logo.anchor = TwoCellAnchor("oneCell", AnchorMarker(2, 0, 1, 0), AnchorMarker(3, 0, 4, 0))
        workbook["Register"].add_image(logo)
        for number in range(others):
            workbook["Register"].add_image(Image(io.BytesIO(picture(60, 20))), f"C{10 + number}")

    file = changed(book({"A1": "{{ document.title }}"}), draw)
    return rewritten(file, DRAWING, 'descr="Picture"', f'{text}"') if not others else _first(file, text)


def _first(file: bytes, text: str) -> bytes:
    content = part_of(file, DRAWING)
    return rewritten(file, DRAWING, content, content.replace('descr="Picture"', f'{text}"', 1))


def fill(file: bytes, **pictures: bytes) -> bytes:
    return ExcelEngine().fill(file, context(pictures={f"{name}.png": content for name, content in pictures.items()})).file


def media(file: bytes) -> list[str]:
    return [name for name in ZipFile(io.BytesIO(file)).namelist() if "media" in name]


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "GIF"])
@pytest.mark.parametrize("two_cells", [False, True])
def test_the_logo_keeps_the_height_and_takes_its_own_width(kind: str, two_cells: bool) -> None:
    logo = picture(300, 60, kind)
    file = fill(template(two_cells=two_cells), logo=logo)
    image = opened(file)["Register"]._images[0]
    height = 50 * 9_525 if not two_cells else 3 * 15 * 12_700
    assert (image.anchor.ext.cx, image.anchor.ext.cy) == (height * 5, height)
    assert (image.anchor._from.col, image.anchor._from.row) == (2, 1)
    assert image._data() == logo
    assert [ZipFile(io.BytesIO(file)).read(name) for name in media(file)] == [logo]  # the template's own is gone


def test_the_tag_leaves_a_text_for_those_who_do_not_see_the_picture() -> None:
    file = fill(template(text=TAG + " Logo of {{ organisation.name }}"), logo=picture())
    assert 'descr="Logo of Smith &amp; Sons &lt;Cloud&gt;"' in part_of(file, DRAWING)
    file = fill(template(), logo=picture())
    assert 'descr="Image 1"' in part_of(file, DRAWING)


def test_without_a_logo_the_picture_goes_and_the_others_stay() -> None:
    file = ExcelEngine().fill(template(others=1), context(organisation={"logo": None})).file
    assert [image.anchor._from.row for image in opened(file)["Register"]._images] == [9]
    assert len(media(file)) == 1
    file = ExcelEngine().fill(template(), context(organisation={"logo": None})).file
    assert opened(file)["Register"]._images == []


def test_a_picture_used_twice_is_kept_for_the_other() -> None:
    file = fill(template(others=2), logo=picture(300, 60))
    assert len(opened(file)["Register"]._images) == 3
    assert len(media(file)) == 3


def test_a_picture_that_is_missing_or_no_picture_is_told() -> None:
    assert faults(template()) == ["sheet 'Register': : excel.picture-missing"]
    assert faults(template(), pictures={"logo.png": b"<svg/>"}) == ["sheet 'Register': : excel.picture-unknown"]


@pytest.mark.parametrize("content", [b"", b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff\xe0\x00", b"GIF89a", picture()[:20], picture(kind="JPEG")[:30]])
def test_a_damaged_picture_is_not_recognised(content: bytes) -> None:
    assert recognised(content) is None


def test_an_svg_gives_way_to_the_png_beside_it() -> None:
    vector = {"logo.svg": b"<svg/>", "logo.png": picture(10, 10)}
    filled = ExcelEngine().fill(template(), context(pictures=vector, organisation={"logo": "logo.svg"})).file
    with ZipFile(io.BytesIO(filled)) as package:
        assert picture(10, 10) in [package.read(name) for name in package.namelist() if name.startswith("xl/media/")]
