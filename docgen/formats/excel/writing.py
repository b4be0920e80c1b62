"""Writing a filled workbook: every part that has tags, or depends on cells that moved; the others stay as they lie in the zip."""

from __future__ import annotations

from collections.abc import Container
from copy import deepcopy

from lxml import etree

from docgen.domain.context import Context
from docgen.errors import Place, Problem, TemplateError
from docgen.formats.engine import Limits
from docgen.formats.excel import charts, pivots, titles
from docgen.formats.excel.comments import move_comments, move_shapes, move_threads
from docgen.formats.excel.dependents import SheetMover
from docgen.formats.excel.drawings import DrawingParts, move_anchors, put_pictures
from docgen.formats.excel.filling import LaidOut
from docgen.formats.excel.formulas import Movement
from docgen.formats.excel.loose import FORMULA_ATTRIBUTES, Texts
from docgen.formats.excel.parts import RELATION_IDS, Register, child, find, local
from docgen.formats.excel.references import Reference, column_letters, plain
from docgen.formats.excel.rows import RowWriter, Tables, WideRow
from docgen.formats.excel.scopes import original_name
from docgen.formats.excel.strings import PART as STRINGS
from docgen.formats.excel.strings import PART_TYPE as STRINGS_TYPE
from docgen.formats.excel.template import MOST_PROBLEMS, ROWS_HERE, Other, Sheet, Template
from docgen.formats.ooxml import serialise
from docgen.messages import message

_DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_LONGEST_NAME = 31
_NOT_IN_NAMES = frozenset("[]:*?/\\")
_BEFORE_CALCULATION = frozenset(
    ("fileVersion", "fileSharing", "workbookPr", "workbookProtection", "bookViews", "sheets", "functionGroups", "externalReferences",
     "definedNames")
)  # fmt: skip
_USUAL_HEIGHT = 15.0


def written(template: Template, context: Context, sheets: list[LaidOut], texts: Texts, limits: Limits) -> bytes:
    """Return the filled workbook.

    Raises: TemplateError: every text, name, formula and picture that Excel would refuse.
    """
    return _Workbook(template, context, sheets, texts).file(limits)


class _Workbook:
    """One workbook being written."""

    def __init__(self, template: Template, context: Context, sheets: list[LaidOut], texts: Texts) -> None:
        self._template = template
        self._sheets = sheets
        self._texts = texts
        self._problems: list[Problem] = list(texts.faults())
        self._register = Register(template.package)
        self._tables = Tables(template.strings.table(), template.styles.table(), _from_1904(template), self._problems)
        self._parts: dict[str, bytes | None] = {}
        self._bound: dict[int, dict[str, str]] = {}
        self._media: dict[str, bytes] = {}
        self._drawing_parts = DrawingParts(pictures=context.pictures, register=self._register, media=self._media, problems=self._problems)
        grids = {sheet.entry.name: laid.grid for sheet, laid in zip(template.sheets, sheets, strict=True)}
        self._movement = Movement(grids, self._sheet_names())

    def file(self, limits: Limits) -> bytes:
        """Return the workbook as a file."""
        for sheet, laid in zip(self._template.sheets, self._sheets, strict=True):
            self._check_size(sheet, laid, limits)
        self._stop_at_problems()
        for number, (sheet, laid) in enumerate(zip(self._template.sheets, self._sheets, strict=True)):
            if sheet.rows.tagged or sheet.tagged or sheet.formulas:
                self._parts[sheet.entry.part] = self._sheet(number, sheet, laid)
        for other in self._template.others:
            if self._is_touched(other):
                self._parts[other.part] = self._other(other)
        self._parts[self._template.workbook.part] = self._workbook()
        self._problems += [_torn(sheet, reference) for sheet, reference in dict.fromkeys(self._movement.torn)]
        self._string_and_style_parts()
        self._stop_at_problems()
        orphans: dict[str, bytes | None] = dict.fromkeys(self._register.drop_orphans())
        registered = {name: serialise(root) for name, root in self._register.changed().items()}
        return self._template.package.write(self._parts | registered | self._media | orphans)

    def _is_touched(self, other: Other) -> bool:
        """Tell whether a part says anything else now: its own texts, its cells' places, or, in charts and pivots, their values."""
        match other.kind:
            case "text":
                return other.tagged
            case "properties":
                return other.tagged or titles.lists_others(other.root, self._names())
            case "chart" | "pivot":
                return True
        return other.tagged or self._movement.needed

    def _stop_at_problems(self) -> None:
        if self._problems:
            raise TemplateError(*self._problems[:MOST_PROBLEMS])

    def _sheet_names(self) -> dict[str, str]:
        """Return the new names of the sheets by their names in the template."""
        repeated = [sheet.entry.index for sheet in self._template.sheets if sheet.rows.scope is not None]
        placeholders = [str(item.get("name")) for item in find(self._template.workbook.root, "sheet")]
        names = [original_name(self._texts.text(placeholder)) for placeholder in placeholders]
        taken = {name.casefold() for index, name in enumerate(names) if index not in repeated}
        for index in repeated:
            names[index] = _usable(names[index], taken)
            taken.add(names[index].casefold())
        folded = [name.casefold() for name in names]
        for placeholder, name in zip(placeholders, names, strict=True):
            spot, twice = self._texts.spot(placeholder), folded.count(name.casefold()) > 1
            if spot is not None and (_bad_name(name) or twice):
                what = message("excel.sheet-name-twice" if twice else "excel.sheet-name-refused", name=name)
                self._problems.append(Problem(where=Place(spot=spot), what=what, remedy=message("excel.sheet-name-remedy")))
        return dict(zip(self._template.tabs, names, strict=True))

    def _check_size(self, sheet: Sheet, laid: LaidOut, limits: Limits) -> None:
        """Refuse a sheet that has outgrown Excel or the limits, before it is written."""
        sizes, grid = sheet.rows.sizes(laid.strips), laid.grid
        outgrown = grid.rows.outgrown or (grid.columns is not None and grid.columns.outgrown)
        if outgrown or sum(sizes[put.segment] for put in laid.segments) > limits.output_chars:
            spot = message("excel.spot-sheet", sheet=sheet.entry.shown)
            self._problems.append(Problem(where=Place(spot=spot), what=message("excel.sheet-too-long")))

    def _sheet(self, number: int, sheet: Sheet, laid: LaidOut) -> bytes:
        root = deepcopy(sheet.root)
        SheetMover(sheet.entry.name, laid.grid, self._movement, self._texts).move(root, laid.strips)
        if sheet.tagged:
            self._texts.resolve(root)
        head, _, tail = etree.tostring(root, encoding="unicode").partition(ROWS_HERE)
        writer = RowWriter(sheet.entry.name, f"{root.prefix}:" if root.prefix else "", self._movement, self._tables)
        rows, bound = [], self._bound.setdefault(number, {})
        for put in laid.segments:
            shift = put.first - sheet.rows.segments[put.segment].first
            for old in sheet.rows.numbers[put.segment]:
                row = sheet.rows.rows[old]
                if isinstance(row, WideRow):
                    rows.append(writer.wide(row, shift + old, put.within, put.printed, laid.strips))
                else:
                    rows.append(writer.row(row, shift + old, put.within, put.printed))
                if old in sheet.rows.bound:
                    comments = sheet.rows.comments(old, put.printed, laid.strips)
                    bound |= {f"{column_letters(column)}{shift + old}": text for column, text in comments}
        return "".join([_DECLARATION, head, *rows, tail]).encode()

    def _other(self, other: Other) -> bytes:
        """Return another part, moved and filled."""
        root = deepcopy(other.root)
        if other.sheet >= 0:
            sheet, grid = self._template.sheets[other.sheet], self._sheets[other.sheet].grid
            match other.kind:
                case "comments":
                    move_comments(root, grid, self._bound.get(other.sheet, {}))
                case "threadedComment":
                    move_threads(root, grid)
                case "vmlDrawing":
                    move_shapes(root, grid)
                case "drawing":
                    self._drawing(root, other.part, sheet)
                    move_anchors(root, grid)
                    self._shown_cells(root, sheet)
                case "ctrlProp":
                    self._control(root, sheet)
                case "pivot" | "pivotTable":
                    pivots.move_table(root, grid)
                case "table":
                    SheetMover(sheet.entry.name, grid, self._movement, self._texts).table(root)
        match other.kind:
            case "chart":
                charts.move_ranges(root, self._movement, self._texts)
            case "pivot" if other.sheet < 0:
                self._cache(root, other.part)
            case "properties" if titles.lists_others(root, self._names()):
                titles.list_sheets(root, self._names())
        if other.tagged:
            self._texts.resolve(root)
        return serialise(root)

    def _drawing(self, root: etree._Element, part: str, sheet: Sheet) -> None:
        usual = child(sheet.root, "sheetFormatPr")
        default = float(usual.get("defaultRowHeight") or _USUAL_HEIGHT) if usual is not None else _USUAL_HEIGHT
        put_pictures(root, part, self._texts, self._drawing_parts, lambda row: sheet.rows.heights.get(row, default))
        used = {str(value) for item in root.iter() for name, value in item.attrib.items() if str(name).startswith(f"{{{RELATION_IDS}}}")}
        self._register.drop_unused(part, used)

    def _cache(self, root: etree._Element, part: str) -> None:
        """Move the source of pivot tables, which is read anew when the workbook is opened."""
        for element in find(root, "worksheetSource"):
            name, text = str(element.get("sheet")), element.get("ref")
            if not text:  # it is a table or a name
                root.set("refreshOnLoad", "1")
            for sheet, laid in zip(self._template.sheets, self._sheets, strict=True):
                if text and sheet.entry.name.casefold() == name.casefold():
                    element.set("ref", SheetMover(name, laid.grid, self._movement, self._texts).hull(text) or text)
                    element.set("sheet", self._movement.name(name))
                    root.set("refreshOnLoad", "1")
        if root.get(pivots.RECORDS_ID) is None:
            for records in pivots.records(self._template.package, part):
                self._register.drop(part, records)
                self._parts[records] = None

    def _shown_cells(self, root: etree._Element, sheet: Sheet) -> None:
        """Let shapes that show a cell go on showing it."""
        for element in find(root, "sp", "cameraTool"):
            name = FORMULA_ATTRIBUTES[local(element)]
            if text := element.get(name):
                element.set(name, self._movement.formula(self._texts.pieces(text), sheet.entry.name))

    def _control(self, root: etree._Element, sheet: Sheet) -> None:
        """Let a form control keep its cell and its list."""
        for name in ("fmlaLink", "fmlaRange"):
            if text := root.get(name):
                root.set(name, self._movement.formula(self._texts.pieces(text), sheet.entry.name))

    def _names(self) -> list[str]:
        """Return the new names of all sheets, in order of the tabs."""
        return [self._movement.name(name) for name in self._template.tabs]

    def _workbook(self) -> bytes:
        """Return the workbook part: sheets named, names moved, everything computed when it is opened."""
        root = deepcopy(self._template.workbook.root)
        for element in find(root, "definedName"):
            number = element.get("localSheetId")
            home = self._template.tabs[int(number)] if number and int(number) < len(self._template.tabs) else ""
            element.text = self._movement.formula(self._texts.pieces(element.text or ""), home)
        self._texts.resolve(root)
        for element, name in zip(find(root, "sheet"), self._template.tabs, strict=True):
            element.set("name", self._movement.name(name))
        calculation = child(root, "calcPr")
        if calculation is None:
            calculation = etree.Element(f"{{{etree.QName(root).namespace}}}calcPr")
            root.insert(sum(local(item) in _BEFORE_CALCULATION or not local(item) for item in root), calculation)
        calculation.set("fullCalcOnLoad", "1")
        if chain := self._template.single.get("calcChain"):
            self._register.drop(self._template.workbook.part, chain)
            self._parts[chain] = None
        return serialise(root)

    def _string_and_style_parts(self) -> None:
        """Write the shared strings and the styles."""
        part = self._template.single.get("sharedStrings")
        if part is None:
            part = STRINGS
            self._register.add(self._template.workbook.part, "sharedStrings", part, STRINGS_TYPE)
        self._parts[part] = self._tables.strings.part()
        styles = self._tables.styles.part()
        if styles is not None:
            self._parts[self._template.single["styles"]] = serialise(styles)


def _torn(sheet: str, reference: Reference) -> Problem:
    """Return the problem of a reference on `sheet` through sheets whose cells went to different places."""
    spot = message("excel.spot-sheet", sheet=original_name(sheet)) if sheet else message("excel.spot-workbook")
    what, remedy = message("excel.stack-torn"), message("excel.stack-torn-remedy")
    return Problem(where=Place(spot=spot), what=what, found=plain(reference), remedy=remedy)


def _from_1904(template: Template) -> bool:
    properties = child(template.workbook.root, "workbookPr")
    return properties is not None and properties.get("date1904") in ("1", "true")


def _usable(name: str, taken: Container[str]) -> str:
    """Return the name of a repeated sheet as Excel takes it: without forbidden signs, cut to 31, numbered if it is taken."""
    clean = "".join("-" if sign in _NOT_IN_NAMES else sign for sign in name).strip("' ")[:_LONGEST_NAME].rstrip("' ")
    found, number = clean, 1
    while found.casefold() in taken:
        number += 1
        ending = f" ({number})"
        found = clean[: _LONGEST_NAME - len(ending)] + ending
    return found


def _bad_name(name: str) -> bool:
    """Tell whether Excel refuses `name` for a sheet."""
    if not 0 < len(name) <= _LONGEST_NAME or _NOT_IN_NAMES & set(name):
        return True
    return "'" in (name[0], name[-1]) or name.casefold() == "history"
