"""What Excel allows, as far as soundness asks: the order of children, values, lengths, names, how formulas and areas are written.

Excel repairs or refuses a file that has them otherwise. Names are local; those of other namespaces (x14, xr) stand anywhere.
Source: ECMA-376 part 1 and part 4 (transitional), annex A, schema sml.xsd, and 18.17.2 (formulas); [MS-OI29500] 2.1 (limits of Office).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Set
from functools import lru_cache

from lxml import etree

from docgen.errors import Place, Problem
from docgen.formats.excel import references
from docgen.formats.excel.formulas import formula_faults
from docgen.formats.excel.parts import local
from docgen.formats.excel.references import LAST_COLUMN, LAST_ROW
from docgen.formats.excel.tags import excerpt
from docgen.formats.excel.values import LONGEST_CONSTANT
from docgen.messages import Message, message

_RELATIONS = "/relationships}"  # ends the namespace of relationship ids, in the strict and the transitional schema


def _in_order(names: str) -> dict[str, int]:
    """Return the rank of each name: they come as they stand here."""
    return {name: rank for rank, name in enumerate(names.split())}


# Element -> its children, in order. A child that is not named has no place there.
ORDERS: dict[str, dict[str, int]] = {
    "workbook": _in_order(
        "fileVersion fileSharing workbookPr workbookProtection bookViews sheets functionGroups externalReferences definedNames "
        "calcPr oleSize customWorkbookViews pivotCaches smartTagPr smartTagTypes webPublishing fileRecoveryPr webPublishObjects extLst"
    ),
    "styleSheet": _in_order("numFmts fonts fills borders cellStyleXfs cellXfs cellStyles dxfs tableStyles colors extLst"),
    "worksheet": _in_order(
        "sheetPr dimension sheetViews sheetFormatPr cols sheetData sheetCalcPr sheetProtection protectedRanges scenarios autoFilter "
        "sortState dataConsolidate customSheetViews mergeCells phoneticPr conditionalFormatting dataValidations hyperlinks "
        "printOptions pageMargins pageSetup headerFooter rowBreaks colBreaks customProperties cellWatches ignoredErrors smartTags "
        "drawing legacyDrawing legacyDrawingHF drawingHF picture oleObjects controls webPublishItems tableParts extLst"
    ),
    "sheetPr": _in_order("tabColor outlinePr pageSetUpPr"),
    "sheetView": _in_order("pane selection pivotSelection extLst"),
    "conditionalFormatting": _in_order("cfRule extLst"),
    "cfRule": _in_order("formula colorScale dataBar iconSet extLst"),
    "dataValidations": _in_order("dataValidation"),
    "dataValidation": _in_order("formula1 formula2"),
    "headerFooter": _in_order("oddHeader oddFooter evenHeader evenFooter firstHeader firstFooter"),
    "xf": _in_order("alignment protection extLst"),
    "dxf": _in_order("font numFmt fill alignment border protection extLst"),
    "border": _in_order("start end left right top bottom diagonal vertical horizontal"),
    "table": _in_order("autoFilter sortState tableColumns tableStyleInfo extLst"),
    "tableColumn": _in_order("calculatedColumnFormula totalsRowFormula xmlColumnPr extLst"),
}

# Elements that Excel refuses without children.
NEVER_EMPTY = frozenset({"cols", "mergeCells", "conditionalFormatting", "dataValidations", "hyperlinks"})

# (Element, attribute) -> the values it can have.
VALUES: dict[tuple[str, str], frozenset[str]] = {
    (element, attribute): frozenset(values.split())
    for element, attribute, values in (
        ("c", "t", "b d e inlineStr n s str"),
        ("sheet", "state", "visible hidden veryHidden"),
        ("dataValidation", "type", "none whole decimal list date time textLength custom"),
        (
            "dataValidation",
            "operator",
            "between notBetween equal notEqual lessThan lessThanOrEqual greaterThan greaterThanOrEqual",
        ),
        ("dataValidation", "errorStyle", "stop warning information"),
        (
            "cfRule",
            "type",
            "expression cellIs colorScale dataBar iconSet top10 uniqueValues duplicateValues containsText notContainsText beginsWith "
            "endsWith containsBlanks notContainsBlanks containsErrors notContainsErrors timePeriod aboveAverage",
        ),
        (
            "cfRule",
            "operator",
            "lessThan lessThanOrEqual equal notEqual greaterThanOrEqual greaterThan between notBetween containsText notContains "
            "beginsWith endsWith",
        ),
        ("pageSetup", "orientation", "default portrait landscape"),
    )
}

# What a data validation shows -> how many characters it may have.
LONGEST: dict[str, int] = {"promptTitle": 32, "prompt": 255, "errorTitle": 32, "error": 255}

# What a cell format (xf) names by number -> where the numbered things stand in the styles. (xfId is passed over: Excel does so too.)
NUMBERED: dict[str, str] = {"fontId": "fonts", "fillId": "fills", "borderId": "borders"}

REMEDY = message("soundness.remedy")
LEFTOVER = re.compile(r"\{\{|\{%|｛｛|｛%|｛％")
SHEET_NAME = re.compile(r"(?!')[^\[\]:*?/\\\x00-\x1f]{1,31}(?<!')")
_NAME = re.compile(r"(?:[^\W\d]|\\)[\w.\\?]{0,254}")
_LIKE_R1C1 = re.compile(r"[Rr][0-9]*(?:[Cc][0-9]*)?|[Cc][0-9]*")

# A formula: what stands in quotes or square brackets (' escapes there) is of one piece; the rest has round brackets and braces.
_WHOLE = re.compile(
    r"""" (?:[^"]|"")* " | ' (?:[^']|'')* ' | \[ (?: [^\[\]'] | '. | \[ (?:[^\[\]']|'.)* \] )* \]""", re.VERBOSE | re.DOTALL
)
_OPEN_END = re.compile(r"[-+*/^&=<>,;:]\s*\Z")
_PARTNERS = {")": "(", "}": "{"}
_SHEETS_NAMED = re.compile(r""""(?:[^"]|"")*"|'((?:[^']|'')+)'!|(?:^|(?<=[-+*/^&=<>,;( {]))([^\W\d][\w.]*(?::[^\W\d][\w.]*)?)!""")

Box = tuple[int, int, int, int]


def fault(spot: Message, key: str, found: str = "", **values: object) -> Problem:
    """Return the fault `soundness.<key>` of a place in a workbook as a problem."""
    return Problem(where=Place(spot=spot), what=message(f"soundness.{key}", **values), found=found, remedy=REMEDY)


def order_faults(element: etree._Element, spot: Message) -> Iterator[Problem]:
    """Yield the children that stand too late or have no place; those of other namespaces are passed over."""
    parent = local(element)
    namespace, ranks, last = str(element.tag).removesuffix(parent), ORDERS.get(parent, {}), -1
    for item in element.iterchildren(f"{namespace}*"):
        name = local(item)
        rank = ranks.get(name)
        if rank is None:
            yield fault(spot, "no-place", child=name, parent=parent)
        elif rank < last:
            yield fault(spot, "order", child=name, parent=parent)
        else:
            last = rank


def value_faults(element: etree._Element, spot: Message) -> Iterator[Problem]:
    """Yield the attributes with a value that they cannot have."""
    for name, value in element.attrib.items():
        allowed = VALUES.get((local(element), str(name)))
        if allowed is not None and value not in allowed:
            yield fault(spot, "bad-value", name=name, value=value)


def what_breaks(formula: str, spot: Message, tabs: Set[str]) -> Iterator[Problem]:
    """Yield what Excel would refuse of a formula without calculating it."""
    if LEFTOVER.search(formula):
        yield fault(spot, "leftover-tag", excerpt(formula))
    elif is_broken(formula):
        yield fault(spot, "broken-formula", excerpt(formula))
    elif "!" in formula:
        for name in sorted(sheets_in(formula) - tabs):
            yield fault(spot, "missing-sheet", excerpt(formula), sheet=name)
    if len(formula) > LONGEST_CONSTANT:
        yield from formula_faults(formula, spot)


def is_broken(formula: str) -> bool:
    """Tell whether a bracket or quotation mark has no partner, or the formula breaks off."""
    rest = _WHOLE.sub("x", formula)
    opened: list[str] = []
    for sign in rest:
        if sign in "({":
            opened.append(sign)
        elif sign in ")}" and (not opened or opened.pop() != _PARTNERS[sign]):
            return True
    return bool(opened) or any(sign in rest for sign in "\"'[]") or bool(_OPEN_END.search(rest))


def sheets_in(formula: str) -> set[str]:
    """Return the sheets of its own workbook that a formula names, folded; a stack First:Last gives both."""
    found: set[str] = set()
    for in_quotes, bare in _SHEETS_NAMED.findall(formula):
        name = in_quotes.replace("''", "'") or bare
        if name and "]" not in name and "|" not in formula:  # another workbook, another program
            found.update(name.casefold().split(":"))
    return found


def overlaps(areas: Iterable[tuple[str, Box]]) -> Iterator[tuple[str, str]]:
    """Yield the names of each area that overlaps one above it, and of that one."""
    above: list[tuple[str, Box]] = []
    for name, box in sorted(areas, key=lambda item: item[1]):
        above = [item for item in above if item[1][2] >= box[0]]
        for other, (_, left, _, right) in above:
            if left <= box[3] and box[1] <= right:
                yield name, other
        above.append((name, box))


def box_of(area: str) -> Box | None:
    """Return the first row and column and the last row and column of an area; None if it is none."""
    try:
        found = references.area(area)
    except ValueError:
        return None
    start, end = found.start, found.end or found.start
    columns = sorted((start.column or 1, end.column or LAST_COLUMN))
    return None if found.sheet else (start.row or 1, columns[0], end.row or LAST_ROW, columns[1])


@lru_cache(maxsize=LAST_COLUMN)
def column_of(letters: str) -> int:
    """Return the number of a column, 0 for what is none."""
    number = references.column_number(letters) if letters.isascii() and letters.isalpha() and len(letters) < 4 else 0
    return number if number <= LAST_COLUMN else 0


def is_name(name: str) -> bool:
    """Tell whether Excel takes a name: it begins with a letter and cannot be read as a cell."""
    return bool(_NAME.fullmatch(name)) and not _LIKE_R1C1.fullmatch(name) and box_of(name) is None


def relation_ids(element: etree._Element) -> Iterator[str]:
    """Return the relationship ids that an element names."""
    return (str(value) for name, value in element.attrib.items() if _RELATIONS in str(name))


def numbers_of(roots: Iterable[etree._Element], group: str) -> frozenset[str]:
    """Return the numbers of the elements in a group of the styles."""
    count = sum(len(list(found.iterchildren("*"))) for root in roots for found in root.iterchildren(f"{{*}}{group}"))
    return frozenset(map(str, range(count)))


def whole(text: str | None) -> int:
    """Return a number of a row, column or the like; -1 for what is none."""
    return int(text) if text is not None and text.isdecimal() and len(text) < 10 else -1


def characters(text: str) -> int:
    """Return how many characters Excel counts: those beyond the basic plane count twice."""
    return len(text.encode("utf-16-le")) // 2
