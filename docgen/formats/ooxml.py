"""Office packages, read safely and written reproducibly.

Reading refuses what could hurt: a damaged or bombing zip, a member outside the package, a macro, a DTD.
Writing gives the same bytes for the same members: a fixed date, the given order; members taken over unchanged are copied
as they lie in the zip, still compressed, which is what makes writing cheap.
Source: ECMA-376 part 2 (Open Packaging Conventions); PKWARE APPNOTE 6.3 for the zip records.
"""

from __future__ import annotations

import io
import re
import struct
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from lxml import etree

from docgen.errors import DocumentError, Place, Problem
from docgen.formats.engine import Limits
from docgen.messages import Message, message

CONTENT_TYPES = "[Content_Types].xml"
_DOS_DATE = (1980 - 1980) << 9 | 1 << 5 | 1  # 1980-01-01, the earliest date a zip can say
_FORBIDDEN_PARTS = ("vbaproject.bin", "activex", "oleobject", "vbadata.xml")
_XML_SUFFIXES = (".xml", ".rels", ".vml")
_FORBIDDEN_TYPES = (b"macroEnabled", b"vnd.ms-office.vbaProject", b"activeX")
# In any encoding that XML may come in: the letters alone, or with the zeros of UTF-16 and UTF-32 between.
_DOCTYPE = re.compile(rb"<\0*!\0*D\0*O\0*C\0*T\0*Y\0*P\0*E")
_PARSER = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_blank_text=False)


@dataclass(frozen=True, slots=True)
class Member:
    """One file of the package as it lies in the zip: compressed data, checksum and size unpacked."""

    packed: bytes
    method: int
    crc: int
    size: int

    def read(self) -> bytes:
        """Return the content, unpacked."""
        return self.packed if self.method == zipfile.ZIP_STORED else zlib.decompress(self.packed, -15)


def detach(element: etree._Element) -> None:
    """Take an element out of its tree, with all below it; one that stands in none stays as it is."""
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)


class Package:
    """The members of an Office file by name, in the order of the zip. Immutable: `write` takes the replacements."""

    def __init__(self, members: Mapping[str, Member]) -> None:
        self._members = dict(members)

    def __contains__(self, name: object) -> bool:
        return name in self._members

    def __iter__(self) -> Iterator[str]:
        return iter(self._members)

    def read(self, name: str) -> bytes:
        """Return the content of member `name`. Raises: KeyError."""
        return self._members[name].read()

    def with_parts(self, replaced: Mapping[str, bytes | None]) -> Package:
        """Return the package with the members of `replaced` in place of its own; see `write`."""
        return Package(self._replaced(replaced))

    def write(self, replaced: Mapping[str, bytes | None]) -> bytes:
        """Return the package as a zip, with the members of `replaced` in place of its own.

        Unknown names are appended in the order given; a name mapped to None is left out. Same members, same bytes.
        """
        return _zip(self._replaced(replaced))

    def _replaced(self, replaced: Mapping[str, bytes | None]) -> dict[str, Member]:
        members = {name: member for name, member in self._members.items() if name not in replaced}
        packed = {name: _pack(content) for name, content in replaced.items() if content is not None}
        order = [name for name in dict.fromkeys((*self._members, *packed)) if name in members or name in packed]
        return {name: packed.get(name) or members[name] for name in order}


def open_package(file: bytes, limits: Limits | None = None) -> Package:
    """Return the package in `file`, checked against `limits`.

    Raises: DocumentError: not a zip, damaged, encrypted, a duplicate or escaping member, too large, or active content.
    """
    limits = limits or Limits()
    try:
        with zipfile.ZipFile(io.BytesIO(file)) as archive:
            members = _members(archive, file, limits)
    except (zipfile.BadZipFile, struct.error, NotImplementedError, EOFError) as error:
        raise _refuse("not-a-package", detail=str(error)) from error
    if CONTENT_TYPES not in members:
        raise _refuse("not-a-package", detail=CONTENT_TYPES)
    content_types = _unpacked(members, CONTENT_TYPES)
    for forbidden in _FORBIDDEN_TYPES:
        if forbidden in content_types:
            raise _refuse("active-content", part=CONTENT_TYPES)
    return Package(members)


def parse(xml: bytes, part: str) -> etree._Element:
    """Return the root element of an XML part. No entity is resolved, nothing is fetched.

    Raises: DocumentError: not well-formed, or it holds a document type declaration.
    """
    if (b"<!" in xml or b"<\0" in xml) and _DOCTYPE.search(xml):
        raise _refuse("has-dtd", part=part)
    try:
        root = etree.fromstring(xml, _PARSER)
    except etree.XMLSyntaxError as error:
        raise _refuse("not-well-formed", part=part, detail=str(error)) from error
    return root


def serialise(root: etree._Element) -> bytes:
    """Return the XML part with its declaration, as Office writes it."""
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def _members(archive: zipfile.ZipFile, file: bytes, limits: Limits) -> dict[str, Member]:
    infos = archive.infolist()
    if len(infos) > limits.members or sum(info.file_size for info in infos) > limits.unpacked_bytes:
        raise _refuse("too-large", limit=limits.unpacked_bytes // (1024 * 1024))
    members: dict[str, Member] = {}
    taken: set[str] = set()
    for info in infos:
        name = info.filename
        if name.endswith("/"):
            continue
        if name.lower() in taken:
            raise _refuse("duplicate-member", part=name)
        taken.add(name.lower())
        if name.startswith("/") or "\\" in name or ".." in name.split("/"):
            raise _refuse("escaping-member", part=name)
        if any(forbidden in name.lower() for forbidden in _FORBIDDEN_PARTS):
            raise _refuse("active-content", part=name)
        if info.flag_bits & 0x1 or info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            raise _refuse("not-a-package", detail=name)
        if info.file_size > 1024 * 1024 and info.file_size > limits.ratio * max(info.compress_size, 1):
            raise _refuse("too-large", limit=limits.unpacked_bytes // (1024 * 1024))
        members[name] = Member(_raw(file, info), info.compress_type, info.CRC, info.file_size)
        _verify(name, members[name])
    return members


def _raw(file: bytes, info: zipfile.ZipInfo) -> bytes:
    """Return the compressed bytes of a member, by its local header (30 bytes, then name and extra field)."""
    name_length, extra_length = struct.unpack_from("<HH", file, info.header_offset + 26)
    start = info.header_offset + 30 + name_length + extra_length
    return file[start : start + info.compress_size]


def _verify(name: str, member: Member) -> None:
    """Unpack no more than the directory promised; hold the content against its checksum; refuse document types, also in unused parts."""
    if member.method == zipfile.ZIP_STORED:
        content = member.packed
    else:
        unpacker = zlib.decompressobj(-15)
        try:
            content = unpacker.decompress(member.packed, member.size + 1)
        except zlib.error as error:
            raise _refuse("not-a-package", detail=name) from error
    if len(content) != member.size or zlib.crc32(content) != member.crc:
        raise _refuse("not-a-package", detail=name)
    if b"<!DOCTYPE" in content and name.lower().endswith(_XML_SUFFIXES):
        raise _refuse("has-dtd", part=name)


def _unpacked(members: Mapping[str, Member], name: str) -> bytes:
    return members[name].read()


def _pack(content: bytes) -> Member:
    packer = zlib.compressobj(6, zlib.DEFLATED, -15)
    packed = packer.compress(content) + packer.flush()
    return Member(packed, zipfile.ZIP_DEFLATED, zlib.crc32(content), len(content))


def _zip(members: Mapping[str, Member]) -> bytes:
    body, directory, offset = [], [], 0
    for name, member in members.items():
        encoded = name.encode()
        common = struct.pack(
            "<HHHHHIIIHH", 20, 0x800, member.method, 0, _DOS_DATE, member.crc, len(member.packed), member.size, len(encoded), 0
        )
        local = b"PK\x03\x04" + common + encoded
        body += [local, member.packed]
        directory.append(b"PK\x01\x02" + struct.pack("<H", 20) + common + struct.pack("<HHHII", 0, 0, 0, 0, offset) + encoded)
        offset += len(local) + len(member.packed)
    central = b"".join(directory)
    end = b"PK\x05\x06" + struct.pack("<HHHHIIH", 0, 0, len(members), len(members), len(central), offset, 0)
    return b"".join(body) + central + end


def _refuse(key: str, **values: object) -> DocumentError:
    spot: Message | None = message("formats.spot-part", part=values["part"]) if "part" in values else None
    return DocumentError(Problem(where=Place(spot=spot), what=message(f"formats.{key}", **values)))
