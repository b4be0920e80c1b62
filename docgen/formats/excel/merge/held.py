"""What a mark holds, so that its conflict can be settled later: the new value as it is typed, and the fill that the cell had.

It is kept as custom document properties under the number of the mark: what every program leaves alone. A formula is kept
besides as a defined name, for references in names follow the cells when rows come and go.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, replace

from lxml import etree

from docgen.formats.excel.formulas import scan
from docgen.formats.excel.merge.output import insert
from docgen.formats.excel.parts import MAIN, child, find, local
from docgen.formats.excel.references import Corner, Pieces, Reference, written
from docgen.formats.excel.strings import text_of
from docgen.formats.ooxml import Package, detach
from docgen.formats.properties import read_texts

PREFIX = "docgen conflict "  # of the properties: number of the mark, full stop, number of the piece
_NAME = "docgen_conflict_"  # of the names
_PIECE = 240  # characters of a property; programs count on 255 at most
EMPTY, TEXT, RICH, FORMULA = "empty", "text", "rich", "formula"


@dataclass(frozen=True, slots=True, kw_only=True)
class NewValue:
    """A value as a cell of theirs has it.

    kind: `EMPTY`, `TEXT`, `RICH` (the string item as XML), `FORMULA`, or the cell type of a number, truth, error or ISO date.
    format: its number format, by code, else by number.   row: in which a formula stands.
    """

    kind: str
    text: str = ""
    format: str = ""
    row: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """What one mark holds. value: None where the mark proposes none.   fill: as XML, "" for none; None where docgen has not filled."""

    value: NewValue | None = None
    fill: str | None = None


def value_in(cell: etree._Element, items: Sequence[etree._Element], formula: str | None, form: str, row: int) -> NewValue | None:
    """Return what a cell holds; None for what cannot be put into another one as it is.

    items: the shared strings.   formula: of the cell, None for a value.   form: its number format.   row: where it is to stand.
    """
    if formula is not None:
        alone = "[" not in formula and cell[0].get("t") in (None, "normal", "shared")
        return NewValue(kind=FORMULA, text=formula, format=form, row=row) if alone else None
    kind, value = cell.get("t") or "n", child(cell, "v")
    item = child(cell, "is") if kind == "inlineStr" else None
    if kind == "s" and value is not None:
        item = items[int(value.text or 0)]
    if item is not None:
        plain = all(local(part) == "t" for part in item)
        xml = etree.tostring(item, encoding="unicode", with_tail=False)
        return NewValue(kind=TEXT, text=text_of(item)) if plain else NewValue(kind=RICH, text=xml)
    text = (value.text or "") if value is not None else ""
    return NewValue(kind=TEXT if kind == "str" else kind, text=text, format=form)


def read(package: Package) -> dict[int, Held]:
    """Return what the marks of a workbook hold, by their numbers; not what is damaged. Raises: DocumentError."""
    pieces: dict[int, dict[int, str]] = {}
    for name, text in read_texts(package, PREFIX).items():
        number, _, piece = name.partition(".")
        if number.isdecimal() and piece.isdecimal():
            pieces.setdefault(int(number), {})[int(piece)] = text
    held = ((number, _parsed("".join(text for _, text in sorted(found.items())))) for number, found in pieces.items())
    return {number: found for number, found in held if found is not None}


def texts(held: Mapping[int, Held]) -> dict[str, str]:
    """Return the properties that say what marks hold, by their names behind `PREFIX`."""
    found: dict[str, str] = {}
    for number, one in sorted(held.items()):
        # No piece may begin or end with a blank, which programs cut off; between the parts of the JSON there is none.
        said = json.dumps(asdict(one), ensure_ascii=False, separators=(",", ":")).replace(" ", "\\u0020")
        found |= {f"{number}.{start // _PIECE + 1}": said[start : start + _PIECE] for start in range(0, len(said), _PIECE)}
    return found


def put_names(workbook: etree._Element, held: Mapping[int, tuple[Held, str]]) -> None:
    """Put the names of held formulas into the workbook part, and take out all earlier ones. held: with the sheet that each stands on."""
    for item in list(_names(workbook)):
        detach(item)
    formulas = [(number, one.value, sheet) for number, (one, sheet) in sorted(held.items()) if one.value and one.value.kind == FORMULA]
    container = child(workbook, "definedNames")
    if container is not None and not len(container) and not formulas:
        detach(container)
    if container is None and formulas:
        container = etree.Element(f"{{{etree.QName(workbook).namespace}}}definedNames")
        insert(workbook, container)
    for number, value, sheet in formulas:
        if container is not None and any(isinstance(piece, Reference) for piece in scan(value.text)):
            name = etree.SubElement(container, f"{{{etree.QName(workbook).namespace}}}definedName", {"name": f"{_NAME}{number}"})
            name.text = written(_fixed(scan(value.text), sheet))


def followed(held: Mapping[int, Held], workbook: etree._Element, marks: Sequence[tuple[int, str, int]]) -> dict[int, Held]:
    """Return what the marks hold, formulas with their references where they lead now.

    A formula that lost a reference is no value any more, nor is that of a mark which somebody copied.
    marks: each by its number, with the sheet and the row on which it stands now.
    """
    names = {str(item.get("name"))[len(_NAME) :]: item.text or "" for item in _names(workbook)}
    times = Counter(number for number, *_ in marks)
    found = dict(held)
    for number, sheet, row in marks:
        if (one := held.get(number)) is not None and one.value is not None:
            value = _followed(one.value, names.get(str(number), ""), sheet, row) if one.value.kind == FORMULA else one.value
            found[number] = replace(one, value=value if times[number] == 1 else None)
    return found


def fill_of(held: Held) -> etree._Element | None:
    """Return the fill that the cell had, None for none."""
    return etree.fromstring(held.fill) if held.fill else None


def _parsed(text: str) -> Held | None:
    try:
        read = json.loads(text)
        value = NewValue(**read["value"]) if read["value"] is not None else None
        return Held(value=value, fill=read["fill"])
    except (ValueError, TypeError, KeyError):
        return None


def _names(workbook: etree._Element) -> Iterator[etree._Element]:
    return (item for item in find(workbook, "definedName") if str(item.get("name")).startswith(_NAME))


def _fixed(pieces: Pieces, sheet: str) -> Pieces:
    """Return a formula that stands on `sheet` with all references fixed, as a name needs them."""
    return tuple(piece if isinstance(piece, str) else _fixed_reference(piece, sheet) for piece in pieces)


def _fixed_reference(reference: Reference, sheet: str) -> Reference:
    start, end = (replace(corner, fixed_row=True, fixed_column=True) if corner else None for corner in (reference.start, reference.end))
    assert start is not None  # every reference has a first corner
    return Reference(reference.sheet or sheet, start, end)


def _followed(value: NewValue, name: str, sheet: str, row: int) -> NewValue | None:
    """Return a held formula as it reads in `row` of `sheet` now, by the references of its name; None if that cannot be told."""
    then = scan(value.text)
    now = iter([piece for piece in scan(name) if isinstance(piece, Reference)])
    pieces = [piece if isinstance(piece, str) else _led(piece, next(now, None), sheet, (value.row, row)) for piece in then]
    if next(now, None) is not None or any(piece is None for piece in pieces):
        return None
    return replace(value, text=written([piece for piece in pieces if piece is not None]), row=row)


def _led(then: Reference, now: Reference | None, sheet: str, rows: tuple[int, int]) -> Reference | None:
    """Return a reference where it leads now; None if it is lost, or was to its own row and no longer is. rows: its own, then and now."""
    if now is None or (then.end is None) != (now.end is None) or (not then.sheet and now.sheet.casefold() != sheet.casefold()):
        return None
    if not then.sheet and any(
        corner.row == rows[0] and not corner.fixed_row and there.row != rows[1]
        for corner, there in ((then.start, now.start), (then.end, now.end))
        if corner is not None and there is not None
    ):
        return None
    end = _corner(then.end, now.end) if then.end is not None and now.end is not None else None
    return Reference(now.sheet if then.sheet else "", _corner(then.start, now.start), end)


def _corner(then: Corner, now: Corner) -> Corner:
    return replace(now, fixed_row=then.fixed_row, fixed_column=then.fixed_column)


def string_item(value: NewValue) -> etree._Element:
    """Return a text as the string item of a cell."""
    if value.kind == RICH:
        return etree.fromstring(value.text)
    item = etree.Element(f"{{{MAIN}}}is")
    text = etree.SubElement(item, f"{{{MAIN}}}t", {"{http://www.w3.org/XML/1998/namespace}space": "preserve"})
    text.text = value.text
    return item
