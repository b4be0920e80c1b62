"""Copying the sheets of a workbook that a sheet tag repeats, with all that belongs to them, and dropping those it leaves out.

The result is a template like any other, in which the tag of each copy says which copy it is. What refers to the sheet by its
name goes on meaning the first copy, on a copy the copy itself; a stack of sheets ('First:Last'!B2) takes in all copies.
References to a sheet that is left out become #REF!, and a stack ends with the nearest sheet that is left, as in Excel.
Source: ECMA-376 part 1, 12.3 (parts of a workbook), 18.2.19 and 18.2.20 (sheets), 18.5.1.2 (names and ids of tables).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from copy import deepcopy
from functools import lru_cache
from itertools import count

from lxml import etree

from docgen.domain.context import Context
from docgen.errors import Place, Problem, TemplateError
from docgen.formats.engine import Limits
from docgen.formats.excel.filling import unknown_names
from docgen.formats.excel.formulas import scan
from docgen.formats.excel.loose import FORMULA_ATTRIBUTES
from docgen.formats.excel.parts import RELATION_IDS, find, local
from docgen.formats.excel.references import Reference, plain
from docgen.formats.excel.scopes import SHEET_TAG, copy_name
from docgen.formats.excel.strings import SharedStrings, text_of
from docgen.formats.excel.tags import CELL, RECORD, Program
from docgen.formats.excel.template import Sheet, Template, compiled, problem_of, sandbox
from docgen.formats.ooxml import CONTENT_TYPES, detach, parse, serialise
from docgen.formats.relations import RELATIONSHIP, Relation, relations, relations_name
from docgen.formats.sandbox import Compiled, TagError
from docgen.messages import message

MOST_COPIES = 200
_ANY_LANGUAGE = "en"
# Kinds of parts that sheets share; all others are copied with their sheet.
_SHARED = frozenset({"image", "media", "video", "audio", "hyperlink", "worksheet", "pivotCacheDefinition", "slicerCache", "person"})
_FORMULAS = ("f", "formula", "formula1", "formula2", "definedName", "calculatedColumnFormula", "totalsRowFormula")
# A text, what stands in square brackets, or a word that may be the name of a table.
_IN_FORMULA = re.compile(r'"(?:[^"]|"")*"|\[(?:[^\[\]]|\[[^\]]*\])*\]|(?<![\w.\\])[^\W\d][\w.\\]*(?![\w.\\(!])')
_ID = f"{{{RELATION_IDS}}}id"


def with_copies(file: bytes, context: Context, limits: Limits) -> bytes:
    """Return the template with its sheets copied and dropped as its sheet tags say for `context`; itself without such tags.

    Raises: TemplateError: a faulty tag, too many copies, or no visible sheet left.   DocumentError: no sound workbook.
    """
    template = compiled(file, limits)
    if not any(sheet.rows.scope for sheet in template.sheets):
        return file
    numbers = _counts(file, context, limits)
    _refuse(template, numbers)
    return _copied(file, numbers, limits)


def _counts(file: bytes, context: Context, limits: Limits) -> tuple[int, ...]:
    """Return how often each sheet is wanted, once where it has no tag."""
    jinja, program = _counting(file, limits)
    problems = unknown_names(jinja, program, context.known())
    if problems:
        raise TemplateError(*problems)
    try:
        output = sandbox(context.language).render(jinja.code, context, limits)
    except TagError as error:
        raise TemplateError(problem_of(error, program)) from error
    return tuple(record.count(CELL) for record in output.split(RECORD)[1:])


@lru_cache(maxsize=64)
def _counting(file: bytes, limits: Limits) -> tuple[Compiled, Program]:
    """Return the program that prints a record a sheet, and in it a mark a copy."""
    program = Program()
    for sheet in compiled(file, limits).sheets:
        program.record("")
        if sheet.rows.scope is not None:
            sheet.rows.scope.begin(program, every=True)
        program.cut(CELL)
        if sheet.rows.scope is not None:
            sheet.rows.scope.close(program, every=True)
    return sandbox(_ANY_LANGUAGE).compile_pieces(program.texts, program.sources), program


def _refuse(template: Template, numbers: tuple[int, ...]) -> None:
    """Raise for a workbook that would have too many sheets, or none that anybody sees."""
    scoped = [(sheet, number) for sheet, number in zip(template.sheets, numbers, strict=True) if sheet.rows.scope is not None]
    for sheet, number in scoped:
        if number > MOST_COPIES and sheet.rows.scope is not None:
            what = message("excel.too-many-sheets", number=number, limit=MOST_COPIES)
            raise TemplateError(Problem(where=Place(spot=sheet.rows.scope.spot), what=what))
    dropped = {sheet.entry.index for sheet, number in scoped if not number}
    tabs = enumerate(find(template.workbook.root, "sheet"))
    if all(number in dropped or tab.get("state", "visible") != "visible" for number, tab in tabs):
        spot = next((sheet.rows.scope.spot for sheet, number in scoped if sheet.rows.scope and not number), None)
        what, remedy = message("excel.no-sheet-left"), message("excel.no-sheet-left-remedy")
        raise TemplateError(Problem(where=Place(spot=spot), what=what, remedy=remedy))


@lru_cache(maxsize=16)
def _copied(file: bytes, numbers: tuple[int, ...], limits: Limits) -> bytes:
    return _Copier(compiled(file, limits), numbers).file()


class _Copier:
    """One workbook whose sheets are copied and dropped."""

    def __init__(self, template: Template, numbers: tuple[int, ...]) -> None:
        self._package, self._part = template.package, template.workbook.part
        self._template = template
        self._numbers = {sheet.entry.index: number for sheet, number in zip(template.sheets, numbers, strict=True)}
        self._sheets = {sheet.entry.index: sheet for sheet in template.sheets}
        self._workbook = self._parsed(self._part)
        self._types = self._parsed(CONTENT_TYPES)
        self._leads = self._parsed(relations_name(self._part))
        strings = template.single.get("sharedStrings")
        self._strings = SharedStrings(self._parsed(strings) if strings else None)
        self._parts: dict[str, bytes | None] = {}
        tables = [other.root for other in template.others if other.kind == "table"]
        self._table_ids = count(max((int(table.get("id") or 0) for table in tables), default=0) + 1)
        self._taken = {str(table.get("displayName")).casefold() for table in tables}
        self._taken |= {str(item.get("name")).casefold() for item in find(self._workbook, "definedName")}

    def file(self) -> bytes:
        """Return the workbook as a file."""
        tabs = list(find(self._workbook, "sheet"))
        self._lead_references([str(tab.get("name")) for tab in tabs])
        if 0 in self._numbers.values():
            self._forget([part for kind, part in self._template.single.items() if kind == "calcChain"])
        copied: list[tuple[int, int, Callable[[str], str]]] = []  # template index, new index, what its formulas become
        firsts: dict[int, int] = {}
        position = 0
        for index, tab in enumerate(tabs):
            number = self._numbers.get(index, 1)
            if number:
                firsts[index] = position
            else:
                self._drop(self._sheets[index], tab)
            for copy in range(2, number + 1):
                rename = self._copy_sheet(self._sheets[index], tab, copy)
                copied.append((index, position + copy - 1, rename))
            position += number
        self._names(firsts, copied)
        for view in find(self._workbook, "workbookView"):
            for name in ("activeTab", "firstSheet"):
                if view.get(name) is not None:
                    view.set(name, str(firsts.get(int(str(view.get(name))), 0)))
        roots = {self._part: self._workbook, CONTENT_TYPES: self._types, relations_name(self._part): self._leads}
        return self._package.write({name: serialise(root) for name, root in roots.items()} | self._parts)

    def _copy_sheet(self, sheet: Sheet, tab: etree._Element, copy: int) -> Callable[[str], str]:
        """Add copy number `copy` of a sheet; return what formulas that stand on it become."""
        name = copy_name(str(tab.get("name")), copy)
        tables = self._table_names(sheet, copy)
        old = str(tab.get("name")).casefold()

        def rename(formula: str) -> str:
            return _renamed(formula, old, name, tables)

        part = self._copy_part(sheet.entry.part, copy, rename, {})
        new = deepcopy(tab)
        new.set("name", name)
        new.set("sheetId", str(1 + max(int(item.get("sheetId") or 0) for item in find(self._workbook, "sheet"))))
        taken = {item.get("Id") for item in self._leads}
        identity = next(f"rId{number}" for number in count(1) if f"rId{number}" not in taken)
        lead = next(item for item in self._leads.iter(RELATIONSHIP) if item.get("Id") == _identity(tab))
        etree.SubElement(self._leads, RELATIONSHIP, {"Id": identity, "Type": str(lead.get("Type")), "Target": f"/{part}"})
        new.set(next(key for key in tab.attrib if str(key).endswith("}id")), identity)
        siblings = [item for item in find(self._workbook, "sheet")]
        siblings[siblings.index(tab) + copy - 2].addnext(new)
        return rename

    def _copy_part(self, part: str, copy: int, rename: Callable[[str], str], known: dict[str, str]) -> str:
        """Copy a part with all parts that belong to it alone; return the new name."""
        if part in known:
            return known[part]
        stem, dot, suffix = part.rpartition(".")
        name = next(new for end in count() if (new := f"{stem}-{copy}{'-' * end}{dot}{suffix}") not in self._package)
        known[part] = name
        self._parts[name] = self._edited(part, copy, rename)
        for item in [item for item in self._types if item.get("PartName") == f"/{part}"]:
            declared = deepcopy(item)
            declared.set("PartName", f"/{name}")
            self._types.append(declared)
        if relations_name(part) in self._package:
            root, leads = self._parsed(relations_name(part)), relations(self._package, part)
            for item in root.iter(RELATIONSHIP):
                relation = leads[str(item.get("Id"))]
                if self._belongs(relation):
                    item.set("Target", f"/{self._copy_part(relation.target, copy, rename, known)}")
            self._parts[relations_name(name)] = serialise(root)
        return name

    def _edited(self, part: str, copy: int, rename: Callable[[str], str]) -> bytes:
        """Return a copied part: formulas mean the copy, and what can be there but once is there once."""
        content = self._parts.get(part) or self._package.read(part)
        if not part.endswith(".xml"):
            return content
        root = parse(content, part)
        _change_formulas(root, rename)
        for name in [name for name in root.attrib if str(name).endswith("}uid")]:
            del root.attrib[name]
        if local(root) == "table":
            root.set("id", str(next(self._table_ids)))
            for name in ("name", "displayName"):
                if (old := root.get(name)) is not None:
                    root.set(name, rename(old))
        if local(root) == "worksheet":
            for element in find(root, "sheetView"):
                element.attrib.pop("tabSelected", "")  # sheets selected together are edited together
            for element in find(root, "sheetPr"):
                element.attrib.pop("codeName", "")
            self._number_tag(root, copy)
        return serialise(root)

    def _number_tag(self, root: etree._Element, copy: int) -> None:
        """Write into the sheet's tag which copy it stands on."""
        cell = next(find(root, "c"))
        namespace = str(cell.tag).removesuffix("c")
        value = next(cell.iterchildren(f"{namespace}v"), None)
        inline = next(cell.iterchildren(f"{namespace}is"), None)
        if cell.get("t") == "s" and value is not None:
            text = text_of(self._strings.items[int(value.text or 0)])
        else:
            text = text_of(inline) if inline is not None else str(value.text if value is not None else "")
        cell[:] = []
        cell.set("t", "inlineStr")
        item = etree.SubElement(etree.SubElement(cell, f"{namespace}is"), f"{namespace}t")
        item.text = SHEET_TAG.sub(rf"{{%\1sheet#{copy}", text)

    def _drop(self, sheet: Sheet, tab: etree._Element) -> None:
        """Take out a sheet with all parts that belong to it alone."""
        self._forget(list(self._belonging(sheet.entry.part)))
        detach(tab)

    def _forget(self, gone: Sequence[str]) -> None:
        """Take out parts with their content types and what leads from the workbook to them."""
        for part in gone:
            self._parts[part] = None
            if relations_name(part) in self._package:
                self._parts[relations_name(part)] = None
        leading = {relation.id for relation in relations(self._package, self._part).values() if relation.target in gone}
        for root, name, lost in ((self._types, "PartName", {f"/{part}" for part in gone}), (self._leads, "Id", leading)):
            for item in [item for item in root if item.get(name) in lost]:
                root.remove(item)

    def _belonging(self, part: str) -> Iterator[str]:
        yield part
        for relation in relations(self._package, part).values():
            if self._belongs(relation):
                yield from self._belonging(relation.target)

    def _belongs(self, relation: Relation) -> bool:
        return not relation.external and relation.kind not in _SHARED and relation.target in self._package

    def _names(self, firsts: dict[int, int], copied: list[tuple[int, int, Callable[[str], str]]]) -> None:
        """Give names that one sheet knows the sheet's new number, and each copy its own."""
        for element in list(find(self._workbook, "definedName")):
            if (home := element.get("localSheetId")) is None:
                continue
            for index, position, rename in copied:
                if index == int(home):
                    own = deepcopy(element)
                    own.text = rename(element.text or "")
                    own.set("localSheetId", str(position))
                    element.addnext(own)
            if int(home) in firsts:
                element.set("localSheetId", str(firsts[int(home)]))
            else:
                detach(element)
        for container in [item for item in find(self._workbook, "definedNames") if not len(item)]:
            detach(container)

    def _table_names(self, sheet: Sheet, copy: int) -> dict[str, str]:
        """Return new names for the tables of a sheet, by the old ones, folded."""
        names = {}
        for other in self._template.others:
            if other.kind == "table" and self._template.sheets[other.sheet] is sheet:
                old = str(other.root.get("displayName"))
                new = next(name for end in count() if (name := f"{old}_{copy}{'_' * end}").casefold() not in self._taken)
                self._taken.add(new.casefold())
                names[old.casefold()] = new
        return names

    def _lead_references(self, tabs: Sequence[str]) -> None:
        """Lead references to sheets that are still there: a stack of sheets ends with the last copy, the rest becomes #REF!."""
        numbers = {name.casefold(): self._numbers.get(index, 1) for index, name in enumerate(tabs)}

        def lead(formula: str) -> str:
            return "".join(piece if isinstance(piece, str) else _led(piece, tabs, numbers) for piece in scan(formula))

        _change_formulas(self._workbook, lead)
        kept = [sheet.entry.part for sheet in self._template.sheets if numbers[sheet.entry.name.casefold()]]
        for part in [*kept, *(other.part for other in self._template.others if other.kind in ("table", "chart", "drawing"))]:
            root = self._parsed(part)
            if _change_formulas(root, lead):
                self._parts[part] = serialise(root)

    def _parsed(self, part: str) -> etree._Element:
        return parse(self._package.read(part), part)


def _change_formulas(root: etree._Element, change: Callable[[str], str]) -> bool:
    """Put `change(formula)` in place of every formula and link in `root`; tell whether any is another now."""
    changed = False
    for element in find(root, *_FORMULAS):
        if element.text and (new := change(element.text)) != element.text:
            element.text, changed = new, True
    for element in find(root, *FORMULA_ATTRIBUTES):
        name = FORMULA_ATTRIBUTES[local(element)]
        if (text := element.get(name)) and (new := change(text)) != text:
            element.set(name, new)
            changed = True
    return changed


def _renamed(formula: str, sheet: str, name: str, tables: dict[str, str]) -> str:
    """Return a formula that means `name` where it said `sheet` (folded), and the tables by their new names."""
    written = []
    for piece in scan(formula):
        if isinstance(piece, Reference):
            own = piece.sheet.casefold() == sheet
            written.append(piece.text(piece.rows, piece.columns, name) if own else plain(piece))
        elif tables:
            written.append(_IN_FORMULA.sub(lambda word: tables.get(word[0].casefold(), word[0]), piece))
        else:
            written.append(piece)
    return "".join(written)


def _led(reference: Reference, tabs: Sequence[str], numbers: Mapping[str, int]) -> str:
    """Return a reference with its sheet, or both ends of its stack of sheets, among those that are still there.

    tabs: the names of all sheets.   numbers: how often each is there, by folded name.
    """
    ends = reference.sheet.casefold().split(":")
    if not all(end in numbers for end in ends):
        return plain(reference)
    folded = [name.casefold() for name in tabs]
    first, last = sorted((folded.index(ends[0]), folded.index(ends[-1])))
    kept = [name for name in tabs[first : last + 1] if numbers[name.casefold()]]
    if not kept:
        return "#REF!"
    if len(ends) == 1:
        return plain(reference)
    final, number = kept[-1], numbers[kept[-1].casefold()]
    stack = f"{kept[0]}:{copy_name(final, number) if number > 1 else final}"
    return reference.text(reference.rows, reference.columns, stack)


def _identity(tab: etree._Element) -> str:
    return str(tab.get(_ID) or next(value for key, value in tab.attrib.items() if str(key).endswith("}id")))
