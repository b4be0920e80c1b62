"""The theme classic: what it changes of a template, and that it changes no word."""

from __future__ import annotations

import re

import pytest

from docgen.formats.brand import in_colours
from docgen.formats.classic import CLASSIC
from docgen.formats.ooxml import open_package
from docgen.formats.registry import engine_for
from tests.authoring.sources import FORM, found, part, template, words
from tests.client import TEMPLATES

PROCEDURE, FORM_FILE, REGISTER = "procedures/problem-management", "forms/change-request", "forms/problem-record"
HOUSE_FONTS = re.compile("微软雅黑|Calibri")
COLOUR = re.compile(r'(?:w:fill|w:color|w:val|rgb|val)="(?:[0-9A-F]{2})?([0-9A-F]{6})"')


def shipped(name: str, language: str, suffix: str = ".docx") -> bytes:
    return (TEMPLATES / f"{name}.{language}{suffix}").read_bytes()


def classic(file: bytes, language: str, suffix: str = ".docx") -> bytes:
    """Return a template as a client with the theme classic gets it, but for what fills it."""
    return in_colours(engine_for(suffix).restyled(file, CLASSIC, language), CLASSIC.colours)


def style(file: bytes, identity: str, path: str) -> str:
    """Return an attribute of a style."""
    return str(found(part(file, "word/styles.xml"), f"w:style[@w:styleId='{identity}']/{path}")[0])


def texts(file: bytes) -> list[str]:
    """Return the text of each paragraph that holds any, of the document and its margins."""
    names = [name for name in open_package(file) if re.fullmatch(r"word/(document|header\d|footer\d)\.xml", name)]
    return [said for name in names for item in found(part(file, name), ".//w:p") if (said := words(item))]


def test_chinese_text_is_set_in_song_and_weight_in_hei() -> None:
    file = classic(shipped(PROCEDURE, "zh"), "zh")
    assert style(file, "Normal", "w:rPr/w:rFonts/@w:eastAsia") == "宋体"
    assert style(file, "Normal", "w:rPr/w:rFonts/@w:ascii") == "Times New Roman"
    assert style(file, "LetterText", "w:rPr/w:rFonts/@w:eastAsia") == "仿宋"
    for weighty in ("Heading1", "Title", "TableHead", "Strong", "FormLabel", "MarkRed"):
        assert style(file, weighty, "w:rPr/w:rFonts/@w:eastAsia") == "黑体"
    assert style(file, "PartNote", "w:rPr/w:rFonts/@w:eastAsia") == "宋体"
    assert not found(part(file, "word/styles.xml"), ".//w:b")


def test_english_text_is_set_in_times_and_weight_is_bold() -> None:
    file = classic(shipped(PROCEDURE, "en"), "en")
    assert style(file, "Normal", "w:rPr/w:rFonts/@w:ascii") == "Times New Roman"
    assert found(part(file, "word/styles.xml"), "w:style[@w:styleId='Heading1']/w:rPr/w:b")
    assert not found(part(file, "word/styles.xml"), "w:style[@w:styleId='Heading1']/w:rPr/w:rFonts")


def test_chinese_lines_are_exact_and_first_lines_begin_after_two_characters() -> None:
    file = classic(shipped(PROCEDURE, "zh"), "zh")
    spacing = ("line", "lineRule", "after")
    assert [style(file, "BodyText", f"w:pPr/w:spacing/@w:{name}") for name in spacing] == ["440", "exact", "60"]
    assert style(file, "BodyText", "w:pPr/w:ind/@w:firstLine") == "480"
    assert style(file, "Figure", "w:pPr/w:spacing/@w:lineRule") == "atLeast"  # an exact line would cut a picture off
    assert style(classic(shipped(PROCEDURE, "en"), "en"), "BodyText", "w:pPr/w:spacing/@w:lineRule") == "atLeast"


@pytest.mark.parametrize("name", [PROCEDURE, FORM_FILE, REGISTER])
@pytest.mark.parametrize("language", ["zh", "en"])
def test_no_font_and_no_colour_of_the_house_is_left(name: str, language: str) -> None:
    suffix = ".xlsx" if name == REGISTER else ".docx"
    package = open_package(classic(shipped(name, language, suffix), language, suffix))
    for part_name in package:
        if re.search(r"^word/.*\.xml|^xl/(styles|theme/\w+|charts/\w+)\.xml", part_name):
            xml = re.sub("<colors>.*?</colors>", "", package.read(part_name).decode())
            measure = 2 if part_name == "xl/styles.xml" and language == "en" else 1 if part_name == "xl/styles.xml" else 0
            assert len(HOUSE_FONTS.findall(xml)) <= measure, part_name  # the widths of columns count digits of the Normal style
            coloured = {colour for colour in COLOUR.findall(xml) if not colour[:2] == colour[2:4] == colour[4:]}
            assert not coloured, part_name


def test_text_can_be_read_on_every_grey() -> None:
    fills = [colour for colour in CLASSIC.colours.values() if int(colour[:2], 16) > 0xB0] + list(CLASSIC.cell_fills.values()) + ["FFFFFF"]
    inks = [colour for colour in CLASSIC.colours.values() if int(colour[:2], 16) < 0x50]
    assert all(contrast(ink, fill) >= 4.5 for ink in inks for fill in fills)
    assert contrast(CLASSIC.colours["1B5E7B"], "FFFFFF") >= 4.5  # the heads of lanes
    assert contrast(CLASSIC.colours["9AA5AE"], "FFFFFF") >= 4.5  # prompts


def contrast(one: str, other: str) -> float:
    """Return the contrast of two greys after WCAG 2.1."""
    light, dark = sorted((luminance(int(colour[:2], 16) / 255) + 0.05 for colour in (one, other)), reverse=True)
    return light / dark


def luminance(channel: float) -> float:
    return float(channel / 12.92 if channel <= 0.04045 else ((channel + 0.055) / 1.055) ** 2.4)


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("name", [PROCEDURE, FORM_FILE, "manual/service-management-manual", "manual/scope-statement"])
def test_no_word_changes(name: str, language: str) -> None:
    drawn = shipped(name, language)
    before, after = texts(drawn), texts(classic(drawn, language))
    lost = [said for said in before if before.count(said) != after.count(said)]
    # The short name stands for a missing logo; the whole name stands there now.
    assert set(lost) <= {"{{ organisation.short_name or organisation.name }}"}
    assert set(after) <= set(before)
    body = [said for said in before if "organisation." not in said]
    assert body == [said for said in after if "organisation." not in said]


def test_the_front_page_names_the_issuing_unit_on_top_and_the_dates_at_the_foot() -> None:
    file = classic(shipped(PROCEDURE, "zh"), "zh")
    styles = [str(mark) for mark in found(part(file), "w:body/w:p/w:pPr/w:pStyle/@w:val") if mark != "BodyText"]
    assert styles[:6] == ["CoverLogo", "CoverCompany", "Subtitle", "DocCode", "Title", "Subtitle"]
    assert found(part(file), "w:body/w:p[w:pPr/w:pStyle/@w:val='CoverCompany']")[0].xpath("string()") == "{{ organisation.name }}"
    assert not found(part(file, "word/header2.xml"), ".//w:drawing")
    foot = words(part(file, "word/footer2.xml"))
    assert "发布日期" in foot and "实施日期" in foot and "organisation.name" not in foot
    assert found(part(file, "word/footer2.xml"), "*")[-1].tag.endswith("}p")


def test_the_text_moves_to_the_binding_and_stays_as_wide() -> None:
    margins = [found(part(file), ".//w:pgMar")[0] for file in (shipped(PROCEDURE, "zh"), classic(shipped(PROCEDURE, "zh"), "zh"))]
    sides = [[int(value) for value in margin.xpath("@*[local-name()='left' or local-name()='right']")] for margin in margins]  # type: ignore[union-attr]
    assert sum(sides[0]) == sum(sides[1])
    assert abs(max(sides[1]) - 28 * 1440 / 25.4) < 1


def test_a_landscape_page_stays_where_it_is() -> None:
    wide = shipped("manual/service-management-manual", "zh")
    landscape = ".//w:sectPr[w:pgSz/@w:orient='landscape']/w:pgMar/@w:left"
    left = [str(value) for value in found(part(wide), landscape)]
    assert left and [str(value) for value in found(part(classic(wide, "zh")), landscape)] == left


def test_the_cells_of_forms_stay_as_they_are_drawn() -> None:
    drawn = template("# One\n\nText.\n", "zh", FORM)
    size = "w:rPr/w:sz/@w:val"
    assert style(classic(drawn, "zh"), "TableText", size) == style(drawn, "TableText", size) == "18"
    assert style(classic(shipped(PROCEDURE, "zh"), "zh"), "TableText", size) == "20"


def test_a_workbook_keeps_all_but_its_looks() -> None:
    drawn = shipped(REGISTER, "zh", ".xlsx")
    before, after = open_package(drawn), open_package(classic(drawn, "zh", ".xlsx"))
    changed = {name for name in before if before.read(name) != after.read(name)}
    assert set(before) == set(after)
    assert changed <= {"xl/styles.xml", "xl/theme/theme1.xml"} | {name for name in before if "/charts/" in name}
    fonts = re.findall('<name val="(.*?)"/>', after.read("xl/styles.xml").decode())
    assert fonts[:2] == ["Calibri", "Arial"]
    assert set(fonts[2:]) == {"宋体", "黑体"}


@pytest.mark.parametrize(("name", "suffix"), [(PROCEDURE, ".docx"), (REGISTER, ".xlsx")])
def test_a_template_that_somebody_else_has_drawn_stays_as_it_is(name: str, suffix: str) -> None:
    package = open_package(shipped(name, "zh", suffix))
    themes = {part: package.read(part).replace(b'name="docgen"', b'name="Office"') for part in package if "/theme/" in part}
    theirs = package.write(dict(themes))
    assert engine_for(suffix).restyled(theirs, CLASSIC, "zh") == theirs


def test_styles_that_a_consultancy_has_added_stay() -> None:
    package = open_package(shipped(PROCEDURE, "zh"))
    own = b'<w:style w:type="paragraph" w:styleId="Ours"><w:name w:val="Ours"/><w:rPr><w:color w:val="AA0000"/></w:rPr></w:style></w:styles>'
    styles = package.read("word/styles.xml").replace(b"</w:styles>", own)
    assert style(classic(package.write({"word/styles.xml": styles}), "zh"), "Ours", "w:rPr/w:color/@w:val") == "AA0000"
