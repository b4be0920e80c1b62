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
from docgen.formats.relations import with_content_types, with_relation

_PREFIX = "docgen."
_ROOT_RELATIONS = "_rels/.rels"
_PART = "docProps/custom.xml"
_PART_TYPE = "application/vnd.openxmlformats-officedocument.custom-properties+xml"
_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/custom-properties"
_RELATION_NAMES = ("/custom-properties", "/customProperties")  # transitional and strict
_PROPERTIES = "{http://schemas.openxmlformats.org/officeDocument/2006/custom-properties}"
_VALUES = "{http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes}"
_STRING_FORMAT = "{D5CDD505-2E9C-101B-9397-08002B2CF9AE}"
_EMPTY_PROPERTIES = f'<Properties xmlns="{_PROPERTIES[1:-1]}" xmlns:vt="{_VALUES[1:-1]}"/>'.encode()


def stamped(package: Package, stamp: Stamp) -> dict[str, bytes | None]:
    """Return the parts of `package` that change for it to carry `stamp` in place of an earlier one.

    Raises: DocumentError: the custom properties, the relationships or the content types are damaged.
    """
    return _changed(package, {_PREFIX: {field.name: getattr(stamp, field.name) for field in fields(stamp)}})


def read(package: Package) -> Stamp | None:
    """Return the stamp that `package` carries, None if it carries none or only part of one.

    Raises: DocumentError: the custom properties are damaged.
    """
    said = read_texts(package, _PREFIX)
    names = [field.name for field in fields(Stamp)]
    return Stamp(**{name: said[name] for name in names}) if all(name in said for name in names) else None


def with_texts(package: Package, texts: Mapping[str, Mapping[str, str]]) -> bytes:
    """Return the file of `package` with `texts` by name under each prefix, in place of all properties of that prefix.

    Raises: DocumentError: the custom properties, the relationships or the content types are damaged.
    """
    return package.write(_changed(package, texts))


def read_texts(package: Package, prefix: str) -> dict[str, str]:
    """Return the custom properties whose names begin with `prefix`, by the rest of the name. Raises: DocumentError: they are damaged."""
    part = _part_name(package)
    if part is None or part not in package:
        return {}
    return {
        str(item.get("name"))[len(prefix) :]: "".join(map(str, item.itertext())) for item in _own(parse(package.read(part), part), prefix)
    }


def _changed(package: Package, texts: Mapping[str, Mapping[str, str]]) -> dict[str, bytes | None]:
    known, part = _part_name(package), _part_name(package) or _PART
    root = parse(package.read(part) if part in package else _EMPTY_PROPERTIES, part)
    for prefix, named in texts.items():
        _write(root, prefix, named)
    replaced: dict[str, bytes | None] = {part: serialise(root)}
    if known is None:
        replaced[_ROOT_RELATIONS] = with_relation(package, "", _RELATION, part)
    if part not in package:
        replaced[CONTENT_TYPES] = with_content_types(package, {part: _PART_TYPE})
    return replaced


def _part_name(package: Package) -> str | None:
    """Return the name of the custom properties part, which its relationship tells; None without one."""
    if _ROOT_RELATIONS not in package:
        return None
    for relation in parse(package.read(_ROOT_RELATIONS), _ROOT_RELATIONS):
        if str(relation.get("Type")).endswith(_RELATION_NAMES):
            return normpath(str(relation.get("Target")).lstrip("/"))
    return None


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
