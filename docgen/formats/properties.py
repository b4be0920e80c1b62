"""What docgen notes in a file: custom document properties, which Word, Excel and LibreOffice leave alone.

Those of the stamp of a generated file are `docgen.document`, `.language`, `.code`, `.revision` and `.template`; others in the file stay.
Source: ECMA-376 part 1, 15.2.12.2 (custom file properties part) and 22.3 (custom properties).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import fields
from posixpath import normpath

from lxml import etree

from docgen.formats.engine import Stamp
from docgen.formats.ooxml import CONTENT_TYPES, Package, parse, serialise

_PREFIX = "docgen."
_ROOT_RELATIONS = "_rels/.rels"
_PART = "docProps/custom.xml"
_PART_TYPE = "application/vnd.openxmlformats-officedocument.custom-properties+xml"
_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/custom-properties"
_RELATION_NAMES = ("/custom-properties", "/customProperties")  # transitional and strict
_PROPERTIES = "{http://schemas.openxmlformats.org/officeDocument/2006/custom-properties}"
_VALUES = "{http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes}"
_RELATIONS = "{http://schemas.openxmlformats.org/package/2006/relationships}"
_TYPES = "{http://schemas.openxmlformats.org/package/2006/content-types}"
_STRING_FORMAT = "{D5CDD505-2E9C-101B-9397-08002B2CF9AE}"
_EMPTY_PROPERTIES = f'<Properties xmlns="{_PROPERTIES[1:-1]}" xmlns:vt="{_VALUES[1:-1]}"/>'.encode()
_EMPTY_RELATIONS = b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"/>'


def with_stamp(package: Package, stamp: Stamp) -> bytes:
    """Return the file of `package` carrying `stamp` in place of an earlier one; every other part as it lies in the zip.

    Raises: DocumentError: the custom properties, the relationships or the content types are damaged.
    """
    return with_texts(package, {_PREFIX: {field.name: getattr(stamp, field.name) for field in fields(stamp)}})


def with_texts(package: Package, texts: Mapping[str, Mapping[str, str]]) -> bytes:
    """Return the file of `package` with `texts` by name under each prefix, in place of all properties of that prefix.

    Raises: DocumentError: the custom properties, the relationships or the content types are damaged.
    """
    replaced: dict[str, bytes | None] = {}
    part = _part_name(package)
    if part is None or part not in package:
        part = part or _PART
        replaced |= _registered(package, part)
        root = parse(_EMPTY_PROPERTIES, part)
    else:
        root = parse(package.read(part), part)
    for prefix, named in texts.items():
        _write(root, prefix, named)
    return package.write(replaced | {part: serialise(root)})


def read_stamp(package: Package) -> Stamp | None:
    """Return the stamp that `package` carries, None if it carries none or only part of one.

    Raises: DocumentError: the custom properties are damaged.
    """
    properties = read_texts(package, _PREFIX)
    names = [field.name for field in fields(Stamp)]
    return Stamp(**{name: properties[name] for name in names}) if all(name in properties for name in names) else None


def read_texts(package: Package, prefix: str) -> dict[str, str]:
    """Return the custom properties whose names begin with `prefix`, by the rest of the name. Raises: DocumentError: they are damaged."""
    part = _part_name(package)
    if part is None or part not in package:
        return {}
    return {
        str(item.get("name"))[len(prefix) :]: "".join(map(str, item.itertext())) for item in _own(parse(package.read(part), part), prefix)
    }


def _part_name(package: Package) -> str | None:
    """Return the name of the custom properties part, which its relationship tells; None without one."""
    if _ROOT_RELATIONS not in package:
        return None
    for relation in parse(package.read(_ROOT_RELATIONS), _ROOT_RELATIONS):
        if str(relation.get("Type")).endswith(_RELATION_NAMES):
            return normpath(str(relation.get("Target")).lstrip("/"))
    return None


def _registered(package: Package, part: str) -> dict[str, bytes | None]:
    """Return the relationships and content types that know `part`, where they did not."""
    relations = parse(package.read(_ROOT_RELATIONS) if _ROOT_RELATIONS in package else _EMPTY_RELATIONS, _ROOT_RELATIONS)
    if _part_name(package) is None:
        taken = {item.get("Id") for item in relations}
        number = next(number for number in range(1, len(taken) + 2) if f"rId{number}" not in taken)
        etree.SubElement(relations, f"{_RELATIONS}Relationship", {"Id": f"rId{number}", "Type": _RELATION, "Target": part})
    types = parse(package.read(CONTENT_TYPES), CONTENT_TYPES)
    if not any(item.get("PartName") == f"/{part}" for item in types):
        etree.SubElement(types, f"{_TYPES}Override", {"PartName": f"/{part}", "ContentType": _PART_TYPE})
    return {_ROOT_RELATIONS: serialise(relations), CONTENT_TYPES: serialise(types)}


def _write(root: etree._Element, prefix: str, texts: Mapping[str, str]) -> None:
    for item in list(_own(root, prefix)):
        root.remove(item)
    numbers = [int(pid) for item in root if (pid := str(item.get("pid"))).isdecimal()]
    free = max([1, *numbers]) + 1  # 0 and 1 are reserved
    for number, (name, text) in enumerate(texts.items(), start=free):
        item = etree.SubElement(root, f"{_PROPERTIES}property", {"fmtid": _STRING_FORMAT, "pid": str(number), "name": prefix + name})
        etree.SubElement(item, f"{_VALUES}lpwstr", nsmap={"vt": _VALUES[1:-1]}).text = text


def _own(root: etree._Element, prefix: str) -> Iterator[etree._Element]:
    return (item for item in root if str(item.get("name")).startswith(prefix))
