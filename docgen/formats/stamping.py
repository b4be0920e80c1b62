"""The stamp of a generated file: kept twice, so that it is known wherever it is moved and whatever a program drops.

As custom properties, which people see and programs leave alone, and as a custom XML part, which survives where properties are
cleared, as Word's document inspector does. What stands in the properties counts.
Source: ECMA-376 part 1, 15.2.5 and 22.5 (custom XML data storage and its properties).
"""

from __future__ import annotations

from dataclasses import fields
from itertools import count

from lxml import etree

from docgen.formats import properties
from docgen.formats.engine import Stamp
from docgen.formats.ooxml import CONTENT_TYPES, Package, parse, serialise
from docgen.formats.relations import related, relations_name, with_content_types, with_relation

_MAIN = "officeDocument"
_KIND = "customXml"
_NAMESPACE = "urn:docgen:stamp"
_STAMP = f"{{{_NAMESPACE}}}stamp"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006"
_ITEM_ID = "{5C0D4E6B-2F64-4B8E-9D0A-D0C9E75A3B17}"  # of docgen's stamps, in every file
_TYPES = ("application/xml", "application/vnd.openxmlformats-officedocument.customXmlProperties+xml")
_ITEM_PROPERTIES = (
    f'<ds:datastoreItem xmlns:ds="{_OFFICE}/customXml" ds:itemID="{_ITEM_ID}">'
    f'<ds:schemaRefs><ds:schemaRef ds:uri="{_NAMESPACE}"/></ds:schemaRefs></ds:datastoreItem>'
).encode()


def with_stamp(package: Package, stamp: Stamp) -> bytes:
    """Return the file of `package` carrying `stamp` in place of an earlier one; every other part as it lies in the zip.

    Raises: DocumentError: the properties, the relationships or the content types are damaged.
    """
    stamped = package.with_parts(properties.stamped(package, stamp))
    return stamped.write(_part_stamped(stamped, stamp))


def read_stamp(package: Package) -> Stamp | None:
    """Return the stamp that `package` carries, None if it carries none or only part of one.

    Raises: DocumentError: the custom properties or a custom XML part are damaged.
    """
    found = properties.read(package)
    if found is not None:
        return found
    part = _part_of(package)
    element = parse(package.read(part), part) if part is not None else None
    said = {field.name: element.get(field.name) for field in fields(Stamp)} if element is not None else {}
    values = {name: str(value) for name, value in said.items() if value is not None}
    return Stamp(**values) if len(values) == len(fields(Stamp)) else None


def _part_of(package: Package) -> str | None:
    """Return the name of the custom XML part that holds a stamp."""
    for source in ("", *related(package, "", _MAIN)):  # LibreOffice moves the relationship of a workbook to the package
        for part in related(package, source, _KIND):
            if _NAMESPACE.encode() in package.read(part) and parse(package.read(part), part).tag == _STAMP:
                return part
    return None


def _part_stamped(package: Package, stamp: Stamp) -> dict[str, bytes | None]:
    """Return the parts that say `stamp`: the custom XML part and, where there is none yet, what makes it known."""
    values = {field.name: str(getattr(stamp, field.name)) for field in fields(stamp)}
    content = serialise(etree.Element(_STAMP, values, nsmap={"docgen": _NAMESPACE}))
    part, main = _part_of(package), next(iter(related(package, "", _MAIN)), None)
    if part is not None or main is None:
        return {part: content} if part is not None else {}
    number = next(number for number in count(1) if f"customXml/item{number}.xml" not in package)
    part, told = f"customXml/item{number}.xml", f"customXml/itemProps{number}.xml"
    return {
        part: content,
        told: _ITEM_PROPERTIES,
        relations_name(part): with_relation(package, part, f"{_OFFICE}/relationships/customXmlProps", told),
        relations_name(main): with_relation(package, main, f"{_OFFICE}/relationships/customXml", part),
        CONTENT_TYPES: with_content_types(package, dict(zip((part, told), _TYPES, strict=True))),
    }
