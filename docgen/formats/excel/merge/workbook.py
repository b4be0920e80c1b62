"""What belongs to the workbook as a whole, in three states: its sheets' names and order, defined names, properties."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass

from lxml import etree

from docgen.formats.excel.content import normal_formula
from docgen.formats.excel.formulas import Movement, scan
from docgen.formats.excel.merge.book import Book
from docgen.formats.excel.merge.output import Output, insert
from docgen.formats.excel.merge.plan import Trio
from docgen.formats.excel.parts import RELATION_IDS, child, find, local
from docgen.formats.ooxml import detach, parse
from docgen.formats.relations import related

_FILTER = "_xlnm._FilterDatabase"  # Excel's own, which follows the filter of the sheet
_OWN_PROPERTIES = frozenset({"created", "modified", "lastModifiedBy", "lastPrinted", "revision"})  # of the person who saves

Key = tuple[str, str]  # a defined name, folded, and the sheet that it belongs to, "" for all


@dataclass(frozen=True, slots=True)
class Defined:
    """A defined name: its element, and what it means in the merged workbook."""

    element: etree._Element
    text: str


@dataclass(frozen=True, slots=True)
class NameClash:
    """A name to which people and the new generation gave another meaning."""

    name: str
    sheet: str
    text: str


class Workbook:
    """The workbook part of mine while it is merged; `sheets` say which sheet of mine is which."""

    def __init__(self, output: Output, sheets: Sequence[Trio]) -> None:
        self._output = output
        self._root = output.book.workbook
        self._names = {sheet.mine: sheet.name for sheet in sheets if sheet.mine is not None}
        self._tabs = [self._names.get(name, name) for name in output.book.tabs]
        self._homes = [(item, _home(item, self._tabs)) for item in find(self._root, "definedName")]

    def name_sheets(self) -> None:
        """Give the sheets their merged names."""
        for item in find(self._root, "sheet"):
            item.set("name", self._names.get(str(item.get("name")), str(item.get("name"))))

    def add(self, name: str, part: str) -> None:
        """Add a sheet that has come in."""
        sheets = child(self._root, "sheets")
        assert sheets is not None  # a workbook was found by its sheets
        identity = self._output.register.refer(self._output.book.part, "worksheet", f"/{part}")
        number = 1 + max((int(item.get("sheetId") or 0) for item in sheets), default=0)
        item = etree.SubElement(sheets, str(sheets.tag).removesuffix("s"), {"name": name, "sheetId": str(number)})
        item.set(f"{{{RELATION_IDS}}}id", identity)

    def drop(self, name: str) -> None:
        """Take a sheet out of the workbook."""
        for item in [item for item in find(self._root, "sheet") if item.get("name") == name]:
            detach(item)

    def order(self, names: Sequence[str]) -> None:
        """Put the sheets into an order, and let what names them by number follow."""
        sheets = child(self._root, "sheets")
        assert sheets is not None  # a workbook was found by its sheets
        shown = self._shown()
        items = {str(item.get("name")): item for item in sheets}
        for name in names:
            sheets.append(items[name])
        for item, home in list(self._homes):
            if home in names:
                item.set("localSheetId", str(names.index(home)))
            elif home:
                self._forget(item)
        for view in find(self._root, "workbookView"):
            view.attrib.pop("firstSheet", "")
            view.set("activeTab", str(names.index(shown) if shown in names else 0))
        if not any(item.get("state", "visible") == "visible" for item in sheets):
            sheets[0].attrib.pop("state")

    def merge_names(self, base: Mapping[Key, Defined], theirs: Mapping[Key, Defined], movement: Movement) -> Iterator[NameClash]:
        """Merge the defined names; yield those that both gave another meaning."""
        mine = self._move_names(movement)
        for key in [*theirs, *(key for key in base if key not in theirs)]:
            before, own, there = (_meaning(names.get(key)) for names in (base, mine, theirs))
            if there in (before, own):
                continue
            if own != before:
                yield NameClash(_spelled(theirs.get(key) or mine.get(key)), key[1], there)
            elif key not in theirs:
                self._forget(mine[key].element)
            elif key in mine:
                mine[key].element.text = theirs[key].text
            else:
                self._define(theirs[key], key[1])

    def settle(self) -> None:
        """Let everything be computed when the workbook is opened; what was computed in which order is forgotten."""
        calculation = child(self._root, "calcPr")
        if calculation is None:
            calculation = etree.Element(f"{{{etree.QName(self._root).namespace}}}calcPr")
            insert(self._root, calculation)
        calculation.set("fullCalcOnLoad", "1")
        for part in related(self._output.package, self._output.book.part, "calcChain"):
            self._output.drop(self._output.book.part, part)

    def _shown(self) -> str:
        view = next(find(self._root, "workbookView"), None)
        number = int(view.get("activeTab") or 0) if view is not None else 0
        return self._tabs[number] if number < len(self._tabs) else ""

    def _move_names(self, movement: Movement) -> dict[Key, Defined]:
        found = {}
        for item, home in self._homes:
            item.text = movement.formula(scan(item.text or ""), self._old_name(home))
            found[str(item.get("name")).casefold(), home] = Defined(item, item.text)
        return found

    def _old_name(self, name: str) -> str:
        return next((old for old, new in self._names.items() if new == name), name)

    def _define(self, found: Defined, home: str) -> None:
        container = child(self._root, "definedNames")
        if container is None:
            container = etree.Element(f"{{{etree.QName(self._root).namespace}}}definedNames")
            insert(self._root, container)
        element = deepcopy(found.element)
        element.text = found.text
        container.append(element)
        self._homes.append((element, home))

    def _forget(self, element: etree._Element) -> None:
        container = element.getparent()
        self._homes = [(item, home) for item, home in self._homes if item is not element]
        if container is not None:
            container.remove(element)
            if len(container) == 0 and container.getparent() is not None:
                detach(container)


def defined(book: Book, movement: Movement) -> dict[Key, Defined]:
    """Return the defined names of base or theirs as they read in the merged workbook."""
    found = {}
    for item in find(book.workbook, "definedName"):
        home = _home(item, book.tabs)
        if item.get("name") != _FILTER:
            text = movement.formula(scan(item.text or ""), home)
            found[str(item.get("name")).casefold(), movement.name(home) if home else ""] = Defined(item, text)
    return found


def merged_order(base: Sequence[str], mine: Sequence[str], theirs: Sequence[str]) -> list[str]:
    """Return the order of the sheets of mine and of theirs: that of mine, or that of theirs where people did not change it."""
    shared = [name for name in base if name in mine]
    moved_by_hand = shared != [name for name in mine if name in shared]
    lead, other = (mine, theirs) if moved_by_hand else (theirs, mine)
    order = list(lead)
    for number, name in enumerate(other):
        if name not in order:
            before = next((earlier for earlier in reversed(other[:number]) if earlier in order), None)
            order.insert(order.index(before) + 1 if before is not None else 0, name)
    return order


def merge_properties(output: Output, base: Book, theirs: Book) -> None:
    """Follow theirs in the title and the other properties of the document that people left as they were."""
    sides = [related(book.package, "", "core-properties") for book in (base, output.book, theirs)]
    if not all(sides):
        return
    read = [_properties(parse(book.package.read(parts[0]), parts[0])) for book, parts in ((base, sides[0]), (theirs, sides[2]))]
    before, generated = read
    root = output.book.root(sides[1][0])
    own = _properties(root)
    for name, element in generated.items():
        if _value(before.get(name)) == _value(element) or _value(own.get(name)) != _value(before.get(name)):
            continue
        if name in own:
            own[name].text = element.text
        else:
            root.append(deepcopy(element))


def _properties(root: etree._Element) -> dict[str, etree._Element]:
    return {local(item): item for item in root if local(item) and local(item) not in _OWN_PROPERTIES}


def _value(element: etree._Element | None) -> str:
    return (element.text or "") if element is not None else ""


def _home(item: etree._Element, tabs: Sequence[str]) -> str:
    number = item.get("localSheetId")
    return tabs[int(number)] if number is not None and int(number) < len(tabs) else ""


def _meaning(found: Defined | None) -> str:
    return normal_formula(found.text) if found is not None else ""


def _spelled(found: Defined | None) -> str:
    return str(found.element.get("name")) if found is not None else ""
