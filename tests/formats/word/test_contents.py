"""The contents list of a Word file: where its entries lead, and the page numbers written into them."""

from __future__ import annotations

from pathlib import Path

from docgen.formats.excel.engine import ExcelEngine
from docgen.formats.ooxml import open_package, parse
from docgen.formats.word import names
from tests.authoring.sources import filled, found, part, template, words
from tests.formats.word.documents import DOCUMENT, ENGINE, raw
from tests.office import schema_faults

SOURCE = "# 前言 {: preface }\n\n甲\n\n# 目的\n\n甲\n\n## 细目 {: #detail }\n\n乙，见{ref:detail}。\n\n# 图 {: appendix #org }\n\n丙\n"
PAGES = {"_Toc00000000": 4, "_Toc00000001": 5, "_Ref_detail": 5, "_Ref_org": 12}


def document() -> bytes:
    return filled(template(SOURCE, "zh"), "zh")


def entries(file: bytes) -> list[str]:
    return [words(p) for p in found(part(file), "//w:p[starts-with(w:pPr/w:pStyle/@w:val, 'TOC')]") if words(p)]


def field_codes(file: bytes) -> list[str]:
    return [(code.text or "").strip() for code in found(part(file), "//w:instrText")]


def test_the_entries_lead_to_the_headings_in_order() -> None:
    assert ENGINE.contents_places(document()) == tuple(PAGES)


def test_without_page_numbers_an_entry_ends_with_its_text_and_no_leader() -> None:
    assert entries(document()) == ["前言", "1\t目的", "1.1\t细目", "附录 A 图"]
    assert not any(code.startswith("PAGEREF") for code in field_codes(document()))


def test_page_numbers_stand_behind_a_tab_as_fields_inside_the_contents_field(tmp_path: Path) -> None:
    numbered = ENGINE.with_pages(document(), PAGES)
    assert entries(numbered) == ["前言\t4", "1\t目的\t5", "1.1\t细目\t5", "附录 A 图\t12"]
    codes = field_codes(numbered)
    assert [code for code in codes if code.startswith("PAGEREF")] == [f"PAGEREF {place} \\h" for place in PAGES]
    assert sum(code.startswith("TOC ") for code in codes) == 1
    path = tmp_path / "numbered.docx"
    path.write_bytes(numbered)
    assert schema_faults(path) == []


def test_nothing_asks_word_to_update_fields_on_opening() -> None:
    numbered = ENGINE.with_pages(document(), PAGES)
    assert found(part(numbered, "word/settings.xml"), "//w:updateFields") == []
    assert found(part(numbered), "//w:fldChar[@w:dirty]") == []


def test_the_numbers_are_led_by_dots_to_the_right_edge() -> None:
    styles = found(part(document(), "word/styles.xml"), "//w:style[w:name[starts-with(@w:val, 'toc ')]]")
    tabs = [found(style, "w:pPr/w:tabs/w:tab[@w:val='right']") for style in styles]
    assert [[(tab.get(names.qualified("w:leader")), tab.get(names.qualified("w:pos"))) for tab in tabs] for tabs in tabs] == [
        [("dot", "9071")],
        [("dot", "9071")],
    ]


def test_new_numbers_take_the_place_of_old_ones() -> None:
    once = ENGINE.with_pages(document(), dict.fromkeys(PAGES, 88))
    assert ENGINE.with_pages(once, PAGES) == ENGINE.with_pages(document(), PAGES)


def test_page_numbers_are_no_edit() -> None:
    assert ENGINE.content(ENGINE.with_pages(document(), PAGES)) == ENGINE.content(document())


def test_an_entry_that_no_page_is_known_of_stays_as_it_is() -> None:
    assert entries(ENGINE.with_pages(document(), {"_Ref_org": 12})) == ["前言", "1\t目的", "1.1\t细目", "附录 A 图\t12"]


def test_the_numbers_of_a_contents_list_that_word_wrote_are_renewed() -> None:
    field = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'
    begin, separate, end = (field.format(step) for step in ("begin", "separate", "end"))
    entry = (
        '<w:hyperlink w:anchor="_Toc1"><w:r><w:t>One</w:t></w:r><w:r><w:tab/></w:r>'
        f"{begin}<w:r><w:instrText> PAGEREF _Toc1 \\h </w:instrText></w:r>{separate}<w:r><w:t>3</w:t></w:r>{end}</w:hyperlink>"
    )
    elsewhere = '<w:p><w:hyperlink w:anchor="_Toc1"><w:r><w:t>see One</w:t></w:r></w:hyperlink></w:p>'
    toc = f'<w:p>{begin}<w:r><w:instrText xml:space="preserve"> TOC \\o "1-3" </w:instrText></w:r>{separate}{entry}{end}</w:p>'
    file = ENGINE.with_pages(raw(toc + elsewhere), {"_Toc1": 7})
    root = parse(open_package(file).read(DOCUMENT), DOCUMENT)
    assert ENGINE.contents_places(file) == ("_Toc1",)
    assert [words(p) for p in root.iter(names.PARAGRAPH) if words(p)] == ["One\t7", "see One"]


def test_a_workbook_has_no_contents_list() -> None:
    assert ExcelEngine().contents_places(b"") == ()
    assert ExcelEngine().with_pages(b"as it is", {"A": 1}) == b"as it is"
