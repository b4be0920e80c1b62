"""The banner of a withdrawn workbook: a first sheet that says so, and a word in the headers of all sheets that people see.

No cell of theirs moves. A banner sheet on which people wrote, drew or commented is theirs and stays.
Source: ECMA-376 part 1, 18.2.19 and 18.2.20 (sheets), 18.3.1.46 (headerFooter), 18.4.7 (rPr: looks of a text without a style).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import count
from posixpath import dirname, join
from xml.sax.saxutils import escape, quoteattr

from lxml import etree

from docgen.formats.engine import Notice
from docgen.formats.excel import titles
from docgen.formats.excel.content import content_of, plain_text
from docgen.formats.excel.headers import with_words, without_words
from docgen.formats.excel.merge.book import Book
from docgen.formats.excel.merge.output import Output, insert
from docgen.formats.excel.merge.workbook import Workbook
from docgen.formats.excel.parts import child, find
from docgen.formats.ooxml import Package, open_package
from docgen.formats.relations import related
from docgen.formats.withdrawing import aside_of, notice_of, with_notice, without_notice, words

_SHEET_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"
_RED = "FFC00000"
_TITLE_SIZE, _TEXT_SIZE = 28, 14
_SELECTED = "tabSelected"


def withdrawn(file: bytes, notice: Notice) -> bytes:
    """Return `file` with the banner that says `notice`, in place of an earlier one. Raises: DocumentError."""
    book = Book(open_package(in_force(file)))
    output, tabs, shown = Output(book), book.tabs, _shown(book)
    for entry in book.entries:
        if entry.state == "visible":
            for header in _headers(book.sheets[entry.name].root):
                header.text = with_words(header.text or "", notice.title)
    workbook, name = Workbook(output, ()), _free_name(notice.title, tabs)
    part = output.free_name(join(dirname(book.part), "worksheets/sheet.xml"))
    output.add(part, etree.fromstring(_sheet(notice, etree.QName(book.workbook).namespace or "", _font(book))))
    output.register.declare(part, _SHEET_TYPE)
    workbook.add(name, part)
    workbook.order([name, *tabs])
    _show(output, name)
    _list(output, [name, *tabs])
    return with_notice(open_package(output.file()), notice, aside=shown)


def in_force(file: bytes) -> bytes:
    """Return `file` without its banner; itself if docgen put in none. Raises: DocumentError."""
    package = open_package(file)
    notice = notice_of(package)
    if notice is None:
        return file
    book = Book(package)
    output = Output(book)
    for sheet in book.sheets.values():
        for header in find(sheet.root, "oddHeader", "evenHeader", "firstHeader"):
            header.text = without_words(header.text or "", notice.title)
    banner = _banner(package, notice)
    if banner is not None and len(book.tabs) > 1:
        _take_out(output, banner, aside_of(package))
    return without_notice(open_package(output.file()))


def _take_out(output: Output, banner: str, shown: str) -> None:
    """Take out the sheet `banner`; if it is the one on top, show `shown` again, which was before it came."""
    book, workbook = output.book, Workbook(output, ())
    left = [name for name in book.tabs if name != banner]
    was_on_top = _shown(book) == banner
    output.drop_whole(book.part, book.sheets.pop(banner).entry.part)
    workbook.drop(banner)
    workbook.order(left)
    if was_on_top and shown in book.sheets:
        _show(output, shown)
    _list(output, left)


def _banner(package: Package, notice: Notice) -> str | None:
    """Return the name of the sheet that says `notice` and nothing else."""
    wanted = [words(plain_text(text)) for text in (notice.title, notice.text)]
    for sheet in content_of(package).children:
        said = [words(cell.text) for row in sheet.children if row.kind == "row" for cell in row.children]
        if sheet.kind == "sheet" and said == wanted and all(block.kind in ("row", "header") for block in sheet.children):
            return sheet.key
    return None


def _headers(root: etree._Element) -> Iterator[etree._Element]:
    """Yield the headers that a sheet is printed with, made where they are not there yet."""
    namespace = etree.QName(root).namespace
    container = child(root, "headerFooter")
    if container is None:
        container = etree.Element(f"{{{namespace}}}headerFooter")
        insert(root, container)
    printed = {"oddHeader": "", "evenHeader": "differentOddEven", "firstHeader": "differentFirst"}
    for name, condition in printed.items():
        if not condition or container.get(condition) in ("1", "true"):
            header = child(container, name)
            if header is None:
                header = etree.Element(f"{{{namespace}}}{name}")
                insert(container, header)
            yield header


def _shown(book: Book) -> str:
    """Return the sheet on top; "" if it is no worksheet."""
    view = next(find(book.workbook, "workbookView"), None)
    number = int(view.get("activeTab") or 0) if view is not None else 0
    return book.tabs[number] if number < len(book.tabs) and book.tabs[number] in book.sheets else ""


def _show(output: Output, name: str) -> None:
    """Put a sheet on top, and let it alone be selected: what is typed goes into all that are."""
    tabs = [str(item.get("name")) for item in find(output.book.workbook, "sheet")]
    for view in find(output.book.workbook, "workbookView"):
        view.set("activeTab", str(tabs.index(name)))
    for sheet in output.book.sheets.values():
        for view in find(sheet.root, "sheetView"):
            view.attrib.pop(_SELECTED, "")
            if sheet.name == name:
                view.set(_SELECTED, "1")


def _list(output: Output, tabs: Sequence[str]) -> None:
    """Let the properties list the sheets that are there."""
    for part in related(output.package, "", "extended-properties"):
        root = output.root(part)
        if titles.lists_others(root, tabs):
            titles.list_sheets(root, tabs)


def _free_name(title: str, tabs: Sequence[str]) -> str:
    taken = {tab.casefold() for tab in tabs}
    names = (title if number == 1 else f"{title} {number}" for number in count(1))
    return next(name for name in names if name.casefold() not in taken)


def _font(book: Book) -> str:
    """Return the font of the workbook, as its look has it; nothing where it does not say."""
    name = (
        next((item.get("val") for font in find(book.styles, "font") for item in find(font, "name")), None)
        if book.styles is not None
        else None
    )
    return f"<rFont val={quoteattr(name)}/>" if name else ""


def _sheet(notice: Notice, namespace: str, font: str) -> str:
    rows = ((2, _TITLE_SIZE, notice.title), (4, _TEXT_SIZE, notice.text))
    return (
        f'<worksheet xmlns="{namespace}">'
        f'<sheetPr><tabColor rgb="{_RED}"/><pageSetUpPr fitToPage="1"/></sheetPr>'
        f'<sheetViews><sheetView showGridLines="0" {_SELECTED}="1" workbookViewId="0"/></sheetViews>'
        '<sheetFormatPr defaultRowHeight="15"/>'
        '<cols><col min="1" max="1" width="4" customWidth="1"/></cols>'
        f"<sheetData>{''.join(_row(number, font, size, text) for number, size, text in rows)}</sheetData>"
        '<pageSetup paperSize="9" orientation="landscape" fitToHeight="0"/>'
        "</worksheet>"
    )


def _row(number: int, font: str, size: int, text: str) -> str:
    look = f'<b/><sz val="{size}"/><color rgb="{_RED}"/>{font}'
    return (
        f'<row r="{number}" ht="{size * 1.5}" customHeight="1"><c r="B{number}" t="inlineStr">'
        f"<is><r><rPr>{look}</rPr><t>{escape(text)}</t></r></is></c></row>"
    )
