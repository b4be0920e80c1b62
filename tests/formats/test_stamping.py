"""The stamp as custom properties and as a custom XML part, the same for Word and Excel."""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path

import docx
import openpyxl
import pytest
from lxml import etree
from openpyxl.packaging.custom import StringProperty

from docgen.formats.engine import Stamp
from docgen.formats.ooxml import open_package
from docgen.formats.registry import engine_for
from docgen.formats.stamping import read_stamp, with_stamp
from tests.office import resaved

STAMP = Stamp(document="incident-record", language="zh", code="YL-ITSM-R-17-01", revision="A/0", template="0f" * 16)

# The document of `word` has another custom XML part already, number 1.
PART = {"customXml/item2.xml", "customXml/itemProps2.xml", "customXml/_rels/item2.xml.rels"}


def workbook(**properties: str) -> bytes:
    book, stream = openpyxl.Workbook(), io.BytesIO()
    for name, value in properties.items():
        book.custom_doc_props.append(StringProperty(name=name, value=value))
    book.save(stream)
    return stream.getvalue()


def word() -> bytes:
    stream = io.BytesIO()
    docx.Document().save(stream)
    return stream.getvalue()


@pytest.mark.parametrize("file", [workbook(), word(), workbook(Client="云岭")], ids=["xlsx", "docx", "xlsx with properties"])
def test_a_stamp_is_read_back_as_it_was_written(file: bytes) -> None:
    assert read_stamp(open_package(file)) is None
    stamped = with_stamp(open_package(file), STAMP)
    assert read_stamp(open_package(stamped)) == STAMP


def test_a_new_stamp_replaces_the_old_one_and_leaves_other_properties() -> None:
    once = with_stamp(open_package(workbook(Client="云岭")), STAMP)
    later = Stamp(document="incident-record", language="zh", code="YL-ITSM-R-17-01", revision="A/1", template="1a" * 16)
    twice = with_stamp(open_package(once), later)
    assert read_stamp(open_package(twice)) == later
    properties = openpyxl.load_workbook(io.BytesIO(twice)).custom_doc_props
    assert {item.name: item.value for item in properties.props}["Client"] == "云岭"
    assert len(properties.props) == 6


def test_every_other_part_stays_byte_for_byte() -> None:
    before = word()
    after = with_stamp(open_package(before), STAMP)
    with zipfile.ZipFile(io.BytesIO(before)) as old, zipfile.ZipFile(io.BytesIO(after)) as new:
        assert set(new.namelist()) - set(old.namelist()) == {"docProps/custom.xml", *PART}
        changed = {name for name in old.namelist() if old.read(name) != new.read(name)}
    assert changed == {"[Content_Types].xml", "_rels/.rels", "word/_rels/document.xml.rels"}
    assert with_stamp(open_package(before), STAMP) == after


def test_a_half_stamp_is_no_stamp() -> None:
    assert read_stamp(open_package(workbook(**{"docgen.document": "incident-record", "docgen.code": "R-17"}))) is None


@pytest.mark.parametrize("file", [workbook(), word()], ids=["xlsx", "docx"])
def test_a_file_whose_properties_were_cleared_is_still_known(file: bytes) -> None:
    stamped = open_package(with_stamp(open_package(file), STAMP))
    relations = stamped.read("_rels/.rels")
    start = relations.rindex(b"<Relationship ", 0, relations.index(b"docProps/custom.xml"))
    end = relations.index(b"/>", start) + 2
    cleared = open_package(stamped.write({"docProps/custom.xml": None, "_rels/.rels": relations[:start] + relations[end:]}))
    assert read_stamp(cleared) == STAMP


def test_other_custom_xml_of_a_file_stays_beside_the_stamp() -> None:
    foreign = open_package(word()).with_parts({"customXml/item1.xml": b'<other xmlns="urn:somebody"/>'})
    twice = open_package(with_stamp(foreign, STAMP))
    assert twice.read("customXml/item1.xml") == b'<other xmlns="urn:somebody"/>'
    assert b"urn:docgen:stamp" in twice.read("customXml/item2.xml")


@pytest.mark.parametrize(("file", "suffix"), [(workbook(), "xlsx"), (word(), "docx")], ids=["xlsx", "docx"])
def test_libreoffice_keeps_both_and_a_new_stamp_adds_no_second_part(file: bytes, suffix: str, tmp_path: Path) -> None:
    path = tmp_path / f"stamped.{suffix}"
    path.write_bytes(with_stamp(open_package(file), STAMP))
    resaved([path])
    saved = open_package(path.read_bytes())
    assert read_stamp(saved) == STAMP
    later = Stamp(document="incident-record", language="zh", code="YL-ITSM-R-17-01", revision="A/1", template="1a" * 16)
    again = open_package(with_stamp(saved, later))
    assert sum(b"urn:docgen:stamp" in again.read(name) for name in again if re.fullmatch(r"customXml/item\d+\.xml", name)) == 1
    assert not [fault for fault in engine_for(f"x.{suffix}").faults(again.write({})) if "customXml" in str(fault)]


def test_a_stamp_of_a_later_revision_takes_the_place_of_the_part_too() -> None:
    later = Stamp(document="incident-record", language="zh", code="YL-ITSM-R-17-01", revision="A/1", template="1a" * 16)
    twice = open_package(with_stamp(open_package(with_stamp(open_package(word()), STAMP)), later))
    assert {name for name in twice if name.startswith("customXml/") and "1" not in name} == PART
    assert b'revision="A/1"' in twice.read("customXml/item2.xml")


def test_the_prefix_of_the_values_is_the_usual_one_whatever_else_is_loaded() -> None:
    file = workbook(Client="云岭")
    etree.register_namespace("other", "http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes")
    try:
        package = open_package(with_stamp(open_package(file), STAMP))
    finally:
        etree.register_namespace("vt", "http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes")
    assert b"<other:lpwstr" not in package.read("docProps/custom.xml")
