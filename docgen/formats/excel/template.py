"""A workbook compiled into a template: one Jinja program for all its texts, and its parts ready to be moved and filled.

A template is compiled once for a language and kept; it is never changed by filling it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache, partial

from lxml import etree

from docgen.errors import Place, Problem, TemplateError
from docgen.formats import shelf
from docgen.formats.engine import Limits
from docgen.formats.excel import charts, pivots, titles, values
from docgen.formats.excel.cells import Common
from docgen.formats.excel.comments import bound_texts
from docgen.formats.excel.loose import LooseText, LooseTexts
from docgen.formats.excel.parts import SheetEntry, child, find, local, workbook_part, worksheets
from docgen.formats.excel.references import area
from docgen.formats.excel.scopes import Scope, original_name
from docgen.formats.excel.sheets import CompiledRows, SheetCompiler
from docgen.formats.excel.strings import SharedStrings
from docgen.formats.excel.styles import Styles
from docgen.formats.excel.tags import Program
from docgen.formats.ooxml import CONTENT_TYPES, Package, open_package, parse
from docgen.formats.relations import related
from docgen.formats.sandbox import Compiled, Sandbox, TagError
from docgen.messages import Message, message

ROWS_HERE = "\ue000rows\ue001"
_ANY_LANGUAGE = "en"  # for compiling, which does not depend on it
_MUTED = "{{\n'' }}"  # in place of a faulty tag: prints nothing, and keeps the count of lines
MOST_PROBLEMS = 100
# Kinds of parts beside a sheet, by their relationship, that hold text or depend on cells.
_OF_SHEET = ("drawing", "comments", "vmlDrawing", "threadedComment", "table", "pivotTable", "ctrlProp")
_TEXT_SUFFIXES = (".xml", ".rels", ".vml")


@dataclass(frozen=True, slots=True)
class Sheet:
    """A worksheet: its root without rows (`ROWS_HERE` in their place), its compiled rows; whether the root has tags or has
    lost what a pivot table remembered, and whether any formula stands on the sheet."""

    entry: SheetEntry
    root: etree._Element
    rows: CompiledRows
    tagged: bool
    formulas: bool


@dataclass(frozen=True, slots=True)
class Other:
    """Any other part that holds text or depends on cells; `sheet` is the number of its worksheet, -1 for the whole workbook's."""

    part: str
    kind: str
    root: etree._Element
    sheet: int
    tagged: bool


@dataclass(frozen=True, slots=True)
class Template:
    """A compiled template.

    tabs: the names of all sheets, chart sheets too.   jinja: the compiled program, None without any tag.
    single: the parts that a workbook has one of at most, by the kind of their relationship: sharedStrings, styles, calcChain.
    """

    package: Package
    workbook: Other
    tabs: tuple[str, ...]
    sheets: tuple[Sheet, ...]
    others: tuple[Other, ...]
    texts: tuple[LooseText, ...]
    strings: SharedStrings
    styles: Styles
    program: Program
    single: Mapping[str, str]
    jinja: Compiled | None = None


@lru_cache(maxsize=8)
def sandbox(language: str) -> Sandbox:
    """Return the sandbox in which workbooks of one language are rendered."""
    return Sandbox(language, values.literal, {"picture": values.picture}, values.wrappers(language))


@lru_cache(maxsize=64)
def compiled(file: bytes, limits: Limits) -> Template:
    """Return the template that `file` is, compiled once.

    Raises: TemplateError: every tag that is wrong in itself.   DocumentError: no sound workbook.
    """
    template, problems = _read(open_package(file, limits))
    if problems:
        raise TemplateError(*problems[:MOST_PROBLEMS])
    if not template.program.tags:
        return template
    return replace(template, jinja=shelf.kept("excel", file, lambda: _jinja(template.program)))


def problem_of(error: TagError, program: Program) -> Problem:
    """Return a tag's error at its place in the workbook."""
    number = program.number_at(error.line)
    tag = program.tags[number] if number is not None else None
    return Problem(
        where=Place(spot=tag.spot if tag else None),
        what=error.what,
        found=tag.shown if tag else "",
        remedy=error.remedy,
        nearest=tuple(name for name in error.nearest if not name.startswith("_")),
    )


def mute(sources: list[str], error: TagError, program: Program) -> bool:
    """Take the faulty tag out of `sources`, to look for the next fault; tell whether that was possible."""
    number = program.number_at(error.line)
    if number is None or not program.tags[number].prints or sources[number] == _MUTED:
        return False
    sources[number] = _MUTED
    return True


def _jinja(program: Program) -> Compiled:
    """Compile the program, which is the same for every language."""
    sources, problems = list(program.sources), list[Problem]()
    while True:
        try:
            jinja = sandbox(_ANY_LANGUAGE).compile_pieces(program.texts, sources)
        except TagError as error:
            problems.append(problem_of(error, program))
            if len(problems) < MOST_PROBLEMS and mute(sources, error, program):
                continue
            raise TemplateError(*problems) from error
        if problems:
            raise TemplateError(*problems)
        return jinja


def _read(package: Package) -> tuple[Template, list[Problem]]:
    """Read the workbook into a program and parts."""
    problems: list[Problem] = []
    program = Program()
    part = workbook_part(package)
    workbook = parse(package.read(part), part)
    tabs = tuple(str(item.get("name")) for item in find(workbook, "sheet"))
    entries = worksheets(package, part, workbook)
    single = {kind: found[0] for kind in ("sharedStrings", "styles", "calcChain") if (found := related(package, part, kind))}
    root_of = {kind: parse(package.read(name), name) for kind, name in single.items()}
    strings, styles = SharedStrings(root_of.get("sharedStrings")), Styles(root_of.get("styles"))
    names = frozenset(entry.name for entry in entries)
    common = Common(program, strings, styles, names, problems)
    roots = [parse(package.read(entry.part), entry.part) for entry in entries]
    stale = pivots.stale_caches(package, part)
    cleared = [_clear_pivots(package, entry, root, stale) for entry, root in zip(entries, roots, strict=True)]
    rows = [_rows(package, entry, root, common) for entry, root in zip(entries, roots, strict=True)]
    loose = LooseTexts(program, names, problems)
    sheets = tuple(
        Sheet(
            entry,
            root,
            compiled_rows,
            loose.embed(root, _spot_on(entry.shown), _within(compiled_rows.scope)) or changed,
            compiled_rows.formulas or _has_formulas(root),
        )
        for entry, root, compiled_rows, changed in zip(entries, roots, rows, cleared, strict=True)
    )
    others = tuple(_others(package, part, sheets, loose, stale))
    scopes = {entry.index: compiled_rows.scope for entry, compiled_rows in zip(entries, rows, strict=True)}
    book = Other(part, "workbook", workbook, -1, loose.embed(workbook, _spot_in_workbook, _scopes_in(workbook, scopes)))
    known = {part, *(entry.part for entry in entries), *(other.part for other in others), *single.values()}
    known |= {records for cache in stale for records in pivots.records(package, cache)}
    problems += _repeated_tables(sheets, others)
    problems += _elsewhere(package, known)
    template = Template(package, book, tabs, sheets, others, tuple(loose.found), strings, styles, program, single)
    return template, problems


def _rows(package: Package, entry: SheetEntry, root: etree._Element, common: Common) -> CompiledRows:
    """Compile the rows of a sheet, and take them out of `root`."""
    comments = [parse(package.read(part), part) for part in related(package, entry.part, "comments")]
    bound = [text for comment in comments for text in bound_texts(comment, entry.shown)]
    data = child(root, "sheetData")
    if data is None:
        data = etree.SubElement(root, f"{{{etree.QName(root).namespace}}}sheetData")
    rows = SheetCompiler(entry.name, common, bound, data).compile()
    data[:] = []
    data.text = ROWS_HERE
    return rows


def _clear_pivots(package: Package, entry: SheetEntry, root: etree._Element, stale: frozenset[str]) -> bool:
    """Empty the cells of the pivot tables on a sheet that show a `stale` cache; tell whether there are any."""
    tables = list(pivots.stale_tables(package, entry.part, stale))
    for table in tables:
        pivots.clear_cells(root, pivots.place(parse(package.read(table), table)))
    return bool(tables)


def _others(package: Package, workbook: str, sheets: tuple[Sheet, ...], loose: LooseTexts, stale: frozenset[str]) -> Iterator[Other]:
    """Yield the parts beside the worksheets that hold text or depend on cells; `stale` are caches of pivot tables to be forgotten."""
    for number, sheet in enumerate(sheets):
        forgotten = frozenset(pivots.stale_tables(package, sheet.entry.part, stale))
        spot = _always(message("excel.spot-sheet", sheet=sheet.entry.shown))
        embed = partial(loose.embed, spot=spot, scope_of=_within(sheet.rows.scope))
        for kind in _OF_SHEET:
            for part in related(package, sheet.entry.part, kind):
                yield _other(package, part, "pivot" if part in forgotten else kind, number, embed, part in forgotten)
                if kind == "drawing":
                    for chart in ("chart", "chartEx"):
                        yield from (_other(package, item, "chart", number, embed) for item in related(package, part, chart))
    embed = partial(loose.embed, spot=_always(message("excel.spot-workbook")))
    for part in related(package, workbook, "chartsheet"):
        yield _other(package, part, "text", -1, embed)
        for drawing in related(package, part, "drawing"):
            yield from (_other(package, item, "chart", -1, embed) for item in related(package, drawing, "chart"))
    for part in related(package, workbook, "pivotCacheDefinition"):
        yield _other(package, part, "pivot", -1, embed, part in stale)
    embed = partial(loose.embed, spot=_always(message("excel.spot-properties")))
    for kind in ("core-properties", "extended-properties", "custom-properties"):
        for part in related(package, "", kind):
            yield _other(package, part, "properties" if kind == "extended-properties" else "text", -1, embed)


def _other(package: Package, part: str, kind: str, sheet: int, embed: Callable[[etree._Element], bool], stale: bool = False) -> Other:
    xml = package.read(part)
    root = parse(xml.replace(b"<br>", b"<br/>") if kind == "vmlDrawing" else xml, part)  # as Excel writes it in VML
    if stale:
        pivots.forget(root)
    if kind == "chart":
        charts.forget_values(root)
    if kind == "properties":
        return Other(part, kind, root, sheet, titles.aside(root, embed))
    if kind != "comments":
        return Other(part, kind, root, sheet, embed(root))
    authors = child(root, "authors")  # the comments themselves are printed with their rows
    tagged = embed(authors) if authors is not None else False
    return Other(part, kind, root, sheet, tagged or any(True for _ in bound_texts(root, "")))


def _within(scope: Scope | None) -> Callable[[etree._Element], Scope | None]:
    return lambda _: scope


def _scopes_in(workbook: etree._Element, scopes: Mapping[int, Scope | None]) -> Callable[[etree._Element], Scope | None]:
    """Return which sheet tag is around the name of a sheet, and around a name that only one sheet knows."""
    tabs = list(find(workbook, "sheet"))

    def scope(element: etree._Element) -> Scope | None:
        if local(element) == "sheet":
            return scopes.get(tabs.index(element))
        return scopes.get(int(element.get("localSheetId") or -1)) if local(element) == "definedName" else None

    return scope


def _repeated_tables(sheets: tuple[Sheet, ...], others: tuple[Other, ...]) -> Iterator[Problem]:
    """Yield a problem for each table whose columns are repeated or left out: its columns have names and formulas of their own."""
    for other in others:
        columns = sheets[other.sheet].rows.columns if other.kind == "table" else None
        if columns is not None and not columns.keeps(*area(str(other.root.get("ref"))).columns):
            name = str(other.root.get("displayName"))
            spot = message("soundness.spot-table", sheet=sheets[other.sheet].entry.shown, table=name)
            yield Problem(where=Place(spot=spot), what=message("excel.table-columns"), remedy=message("excel.table-columns-remedy"))


def _elsewhere(package: Package, known: set[str]) -> Iterator[Problem]:
    """Yield a problem for each part with tags that nobody fills."""
    for name in package:
        if name in known or name == CONTENT_TYPES or not name.endswith(_TEXT_SUFFIXES):
            continue
        content = package.read(name)
        if b"{{" in content or b"{%" in content:
            where = Place(spot=message("formats.spot-part", part=name))
            yield Problem(where=where, what=message("excel.tag-in-part"), remedy=message("excel.tag-in-part-remedy"))


def _has_formulas(root: etree._Element) -> bool:
    linked = any(item.get("location") for item in find(root, "hyperlink"))
    return linked or any(True for _ in find(root, "f", "formula", "formula1", "formula2"))


def _always(spot: Message) -> Callable[[etree._Element], Message]:
    return lambda _: spot


def _spot_on(sheet: str) -> Callable[[etree._Element], Message]:
    """Return where an element of a worksheet stands, for a problem."""

    def spot(element: etree._Element) -> Message:
        for around in (element, *element.iterancestors()):
            match local(around):
                case "headerFooter":
                    return message("excel.spot-header", sheet=sheet)
                case "dataValidation":
                    return message("excel.spot-validation", sheet=sheet, cells=_cells(around))
                case "conditionalFormatting":
                    return message("excel.spot-format", sheet=sheet, cells=_cells(around))
                case "hyperlink":
                    return message("excel.spot-link", sheet=sheet, cell=str(around.get("ref")))
        return message("excel.spot-sheet", sheet=sheet)

    return spot


def _cells(element: etree._Element) -> str:
    inner = child(element, "sqref")
    return str(element.get("sqref") or (inner.text if inner is not None else ""))


def _spot_in_workbook(element: etree._Element) -> Message:
    match local(element):
        case "sheet":
            return message("excel.spot-sheet-name", name=original_name(str(element.get("name"))))
        case "definedName":
            return message("excel.spot-name", name=str(element.get("name")))
    return message("excel.spot-workbook")
