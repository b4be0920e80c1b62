"""Packages: refused when they could hurt, written reproducibly, unchanged members as they lay in the zip."""

from __future__ import annotations

import io
import struct
import zipfile

import pytest

from docgen.errors import DocumentError
from docgen.formats.engine import Limits
from docgen.formats.ooxml import open_package, parse, serialise

TYPES = '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'


def package(members: dict[str, str | bytes] | None = None, **options: object) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in {"[Content_Types].xml": TYPES, **(members or {})}.items():
            archive.writestr(name, content, **options)  # type: ignore[arg-type]
    return stream.getvalue()


def refusal(file: bytes, limits: Limits | None = None) -> str:
    with pytest.raises(DocumentError) as caught:
        open_package(file, limits)
    return caught.value.problems[0].what.key


def test_members_are_read_in_their_order() -> None:
    opened = open_package(package({"b.xml": "B", "a.xml": "A"}))
    assert [*opened] == ["[Content_Types].xml", "b.xml", "a.xml"]
    assert (opened.read("a.xml"), "a.xml" in opened, "c.xml" in opened) == (b"A", True, False)


def test_writing_replaces_leaves_out_and_appends() -> None:
    opened = open_package(package({"b.xml": "B", "a.xml": "A"}))
    written = open_package(opened.write({"b.xml": b"other", "a.xml": None, "new.xml": b"N"}))
    assert {name: written.read(name) for name in written} == {"[Content_Types].xml": TYPES.encode(), "b.xml": b"other", "new.xml": b"N"}
    assert [*written] == ["[Content_Types].xml", "b.xml", "new.xml"]


def test_the_same_members_give_the_same_bytes_whenever_they_were_zipped() -> None:
    files = []
    for year in (1999, 2026):
        stream = io.BytesIO()
        with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, content in {"[Content_Types].xml": TYPES, "a.xml": "A" * 500}.items():
                info = zipfile.ZipInfo(name, (year, 5, 4, 3, 2, 2))
                info.compress_type = zipfile.ZIP_DEFLATED
                archive.writestr(info, content)
        files.append(open_package(stream.getvalue()).write({"b.xml": b"B"}))
    assert files[0] == files[1]


def test_what_was_written_is_a_zip_that_others_read() -> None:
    written = open_package(package({"a.xml": "A" * 5000, "文件.xml": "中"})).write({"stored.png": b"\x89PNG"})
    with zipfile.ZipFile(io.BytesIO(written)) as archive:
        assert archive.testzip() is None
        assert archive.read("文件.xml").decode() == "中"
        assert {info.date_time for info in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_a_stored_member_is_kept_stored() -> None:
    file = package({"a.png": b"PNG" * 100}, compress_type=zipfile.ZIP_STORED)
    with zipfile.ZipFile(io.BytesIO(open_package(file).write({}))) as archive:
        assert archive.getinfo("a.png").compress_type == zipfile.ZIP_STORED


@pytest.mark.parametrize("file", [b"", b"PK", b"no zip", b"\xd0\xcf\x11\xe0" + b"\0" * 600, package()[:-30], b"PK\x03\x04" + b"\0" * 40])
def test_what_is_no_zip_is_refused(file: bytes) -> None:
    assert refusal(file) == "formats.not-a-package"


def test_a_zip_without_content_types_is_refused() -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("a.txt", "x")
    assert refusal(stream.getvalue()) == "formats.not-a-package"


def test_damaged_content_is_refused() -> None:
    file = bytearray(package({"a.xml": "A" * 5000}))
    start = file.index(b"a.xml") + 5
    file[start + 3] ^= 0xFF
    assert refusal(bytes(file)) == "formats.not-a-package"


@pytest.mark.filterwarnings("ignore:Duplicate name")
@pytest.mark.parametrize(
    ("members", "key"),
    [
        ({"../a.xml": "x"}, "formats.escaping-member"),
        ({"/etc/passwd": "x"}, "formats.escaping-member"),
        ({"word/vbaProject.bin": "x"}, "formats.active-content"),
        ({"word/activeX/activeX1.xml": "x"}, "formats.active-content"),
        ({"word/embeddings/oleObject1.bin": "x"}, "formats.active-content"),
        ({"[Content_Types].xml": '<Types><Override ContentType="application/vnd.ms-word.document.macroEnabled.main+xml"/></Types>'}, "formats.active-content"),
        ({"a.xml": "x", "A.xml": "y"}, "formats.duplicate-member"),
        ({"bomb.xml": b"\0" * 20_000_000}, "formats.too-large"),
    ],
)
def test_what_could_hurt_is_refused(members: dict[str, str | bytes], key: str) -> None:
    assert refusal(package(members)) == key


def test_limits_of_size_and_number_hold() -> None:
    assert refusal(package({"a.xml": "A" * 2000}), Limits(unpacked_bytes=1000)) == "formats.too-large"
    assert refusal(package({f"{number}.xml": "" for number in range(30)}), Limits(members=20)) == "formats.too-large"


def test_a_directory_that_lies_about_a_size_is_refused() -> None:
    file = bytearray(package({"a.xml": "A" * 5000}))
    for signature, offset in ((b"PK\x01\x02", 24), (b"PK\x03\x04", 22)):
        entry = file.rindex(signature)
        struct.pack_into("<I", file, entry + offset, 10)
    assert refusal(bytes(file)) == "formats.not-a-package"


@pytest.mark.parametrize(
    "xml",
    [
        b'<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;&a;">]><x>&b;</x>',
        '<?xml version="1.0" encoding="UTF-16"?><!DOCTYPE x SYSTEM "http://example.org/x"><x/>'.encode("utf-16"),
        b'<?xml version="1.0"?>\n<!DOCTYPE x>\n<x/>',
    ],
)
def test_a_document_type_is_refused(xml: bytes) -> None:
    with pytest.raises(DocumentError) as caught:
        parse(xml, "a.xml")
    assert caught.value.problems[0].what.key == "formats.has-dtd"


@pytest.mark.parametrize("xml", [b"", b"<a>", b"<a>\x01</a>", b"<a>&nbsp;</a>"])
def test_what_is_not_well_formed_is_refused(xml: bytes) -> None:
    with pytest.raises(DocumentError) as caught:
        parse(xml, "a.xml")
    assert caught.value.problems[0].what.key == "formats.not-well-formed"


def test_a_part_is_written_as_office_writes_it() -> None:
    assert serialise(parse("<a>中</a>".encode(), "a")) == "<?xml version='1.0' encoding='UTF-8' standalone='yes'?>\n<a>中</a>".encode()
