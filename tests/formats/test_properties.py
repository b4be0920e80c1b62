"""The stamp as custom properties, the same for Word and Excel."""

from __future__ import annotations

import io
import zipfile

import docx
import openpyxl
import pytest
from lxml import etree
from openpyxl.packaging.custom import StringProperty

from docgen.formats.engine import Stamp
from docgen.formats.ooxml import open_package
from docgen.formats.properties import read_stamp, with_stamp

STAMP = Stamp(document="incident-record", language="zh", code="YL-ITSM-R-17-01", revision="A/0", template="0f" * 16)


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
        assert set(new.namelist()) - set(old.namelist()) == {"docProps/custom.xml"}
        changed = {name for name in old.namelist() if old.read(name) != new.read(name)}
    assert changed == {"[Content_Types].xml", "_rels/.rels"}
    assert with_stamp(open_package(before), STAMP) == after


def test_a_half_stamp_is_no_stamp() -> None:
    assert read_stamp(open_package(workbook(**{"docgen.document": "incident-record", "docgen.code": "R-17"}))) is None


def test_the_prefix_of_the_values_is_the_usual_one_whatever_else_is_loaded() -> None:
    file = workbook(Client="云岭")
    etree.register_namespace("other", "http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes")
    try:
        package = open_package(with_stamp(open_package(file), STAMP))
    finally:
        etree.register_namespace("vt", "http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes")
    assert b"<other:lpwstr" not in package.read("docProps/custom.xml")
