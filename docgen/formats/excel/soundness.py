"""What makes a workbook sound: the rules whose breach makes Excel repair or refuse it, or lose part of it.

Not a validator of the whole schema. The sheets have a module of their own.
Source: ECMA-376 part 1, 18.2 (workbook), 18.8 (styles); [MS-OI29500] 2.1 (limits of Office).
"""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from docgen.errors import Place, Problem
from docgen.formats.excel.parts import find, workbook_part, worksheets
from docgen.formats.excel.schema import (
    NUMBERED,
    SHEET_NAME,
    fault,
    is_name,
    numbers_of,
    order_faults,
    relation_ids,
    value_faults,
    what_breaks,
    whole,
)
from docgen.formats.excel.sheet_soundness import Known, Sheet
from docgen.formats.ooxml import Package, parse
from docgen.formats.relations import related, relations
from docgen.formats.soundness import package_faults, relation_faults, unsound
from docgen.messages import message

_SHEET_KINDS = frozenset({"worksheet", "chartsheet", "dialogsheet", "xlMacrosheet", "xlIntlMacrosheet"})


def faults(package: Package) -> Iterator[Problem]:
    """Yield what is wrong with a workbook that could be opened.

    Raises: DocumentError: no workbook, or a part is not well-formed (which is how control characters show).
    """
    yield from package_faults(package)
    part = workbook_part(package)
    workbook = parse(package.read(part), part)
    known = Known.of(package, part, workbook)
    yield from relation_faults(package, part)
    yield from _workbook_faults(package, part, workbook, known)
    for name in related(package, part, "styles"):
        yield from _style_faults(name, parse(package.read(name), name))
    for entry in worksheets(package, part, workbook):
        yield from Sheet(package, entry, known).faults()
    for name in related(package, part, "chartsheet"):
        yield from relation_faults(package, name)


def _workbook_faults(package: Package, part: str, workbook: etree._Element, known: Known) -> Iterator[Problem]:
    spot = message("excel.spot-workbook")
    yield from order_faults(workbook, spot)
    sheets = [item for item in find(workbook, "sheet")]
    leads, parts = relations(package, part), set[str]()
    for item in sheets:
        name = str(item.get("name"))
        place, shown = message("excel.spot-sheet-name", name=name), message("excel.sheet-name-remedy")
        if not SHEET_NAME.fullmatch(name):
            yield Problem(where=Place(spot=place), what=message("excel.sheet-name-refused", name=name), remedy=shown)
        if known.again("sheet", name.casefold()):
            yield Problem(where=Place(spot=place), what=message("excel.sheet-name-twice", name=name), remedy=shown)
        if known.again("sheet-id", str(item.get("sheetId"))):
            yield fault(place, "same-sheet-id", str(item.get("sheetId")))
        yield from value_faults(item, place)
        relation = leads.get(next(relation_ids(item), ""))
        if relation is None or relation.kind not in _SHEET_KINDS or relation.target not in package or relation.target in parts:
            yield fault(place, "sheet-without-part")
        else:
            parts.add(relation.target)
    if all(item.get("state") in ("hidden", "veryHidden") for item in sheets):
        yield fault(spot, "no-visible-sheet")
    for item in find(workbook, "definedName"):
        yield from _name_faults(item, len(sheets), known)


def _name_faults(item: etree._Element, sheets: int, known: Known) -> Iterator[Problem]:
    name, scope, text = str(item.get("name")), item.get("localSheetId"), item.text or ""
    spot = message("excel.spot-name", name=name)
    if not is_name(name):
        yield fault(spot, "name-refused")
    if known.again("name", f"{name.casefold()} {scope or ''}"):
        yield fault(spot, "same-name")
    if scope is not None and not -1 < whole(scope) < sheets:
        yield fault(spot, "name-without-sheet", scope)
    yield from what_breaks(text, spot, known.tabs)


def _style_faults(part: str, styles: etree._Element) -> Iterator[Problem]:
    """Yield what is out of order in the styles, and formats that name what is not there."""
    for element in styles.iter("{*}styleSheet", "{*}xf", "{*}dxf", "{*}border"):
        yield from order_faults(element, message("formats.spot-part", part=part))
    numbers = {attribute: numbers_of([styles], group) for attribute, group in NUMBERED.items()}
    for element in find(styles, "xf"):
        for attribute, allowed in numbers.items():
            if element.get(attribute, "0") not in allowed | {"0"}:
                yield unsound("bad-value", part, name=attribute, value=element.get(attribute))
