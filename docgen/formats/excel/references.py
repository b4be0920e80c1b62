"""Formulas as text with the cell references picked out, so that references can follow rows that move.

A formula is scanned into pieces: plain text and `Reference`s. A tag of a template stands in it as one character of the
private use area. Strings, function names, structured references, external
workbooks and error values are plain text. Source: ECMA-376 part 1, 18.17.2 (syntax of formulas).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

LAST_ROW = 1_048_576
LAST_COLUMN = 16_384

_CELL = r"\$?[A-Za-z]{1,3}\$?[1-9][0-9]{0,6}"
_AREA = rf"(?:{_CELL}(?::{_CELL})?|\$?[A-Za-z]{{1,3}}:\$?[A-Za-z]{{1,3}}|\$?[1-9][0-9]{{0,6}}:\$?[1-9][0-9]{{0,6}})"
_SHEETS = r"[^\W\d][\w.]*(?::[^\W\d][\w.]*)?"
# Beside an area stands no letter or tag that would make it a name, no bracket that would make it a function or a table.
_BEGIN = r"(?<![\ue000-\uf8ff])"
_END = r"(?![\w.\\(\[!?\ue000-\uf8ff])"
_TOKEN = re.compile(
    rf"""
    (?P<string> "(?:[^"]|"")*" )
  | (?P<error> \#[A-Z0-9/]+[!?]? )
  | (?P<external> (?: '[^']*\[(?:[^']|'')*'! | \[[^\]]*\][^!\[\]"'(),;+*/^&=<>{{}} ]*! ) (?:{_AREA})? )
  | (?P<bracket> \[ (?: [^\[\]] | \[[^\]]*\] )* \] )
  | (?P<reference> {_BEGIN} (?: (?: '(?P<quoted>(?:[^']|'')+)' | (?P<sheet>{_SHEETS}) ) ! )? (?P<area>{_AREA}) {_END} )
  | (?P<renamed> (?: '(?:[^']|'')+' | {_SHEETS} ) ! )
  | (?P<word> [\w\\][\w.\\?]* )
  | (?P<other> . )
    """,
    re.VERBOSE | re.DOTALL,
)
_AREA_PARTS = re.compile(r"(\$?)([A-Za-z]{0,3})(\$?)([0-9]*)(?::(\$?)([A-Za-z]{0,3})(\$?)([0-9]*))?")
_BARE_SHEET = re.compile(r"[^\W\d][\w.]*")
_LIKE_A_CELL = re.compile(r"[A-Za-z]{1,3}[0-9]{1,7}|[Rr][0-9]*[Cc][0-9]*|TRUE|FALSE", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Corner:
    """One corner of an area; column or row is 0 where the area has none (whole rows, whole columns)."""

    column: int
    row: int
    fixed_column: bool = False
    fixed_row: bool = False

    def text(self, row: int | str, column: int) -> str:
        """Return the corner as a formula writes it, in `row` and `column`."""
        letters = ("$" if self.fixed_column else "") + column_letters(column) if self.column else ""
        return letters + ("$" if self.fixed_row else "") + str(row) if self.row else letters


@dataclass(frozen=True, slots=True)
class Reference:
    """A reference to a cell or an area.

    sheet: the sheet's name (unquoted), "" for the formula's own sheet, "First:Last" for a stack of sheets.
    end:   the second corner of an area; None for a single cell.
    """

    sheet: str
    start: Corner
    end: Corner | None = None

    @property
    def rows(self) -> tuple[int, int]:
        """The rows of the two corners, of the cell itself for a single one; 0 for whole columns."""
        return self.start.row, (self.end or self.start).row

    @property
    def columns(self) -> tuple[int, int]:
        """The columns of the two corners, of the cell itself for a single one; 0 for whole rows."""
        return self.start.column, (self.end or self.start).column

    def text(self, rows: tuple[int | str, int | str], columns: tuple[int, int], sheet: str = "") -> str:
        """Return the reference with other rows and columns on the sheet called `sheet`."""
        area = self.start.text(rows[0], columns[0])
        if self.end is not None:
            area += ":" + self.end.text(rows[1], columns[1])
        return f"{quoted(sheet)}!{area}" if sheet else area

    def spanning(self, rows: tuple[int, int], columns: tuple[int, int]) -> str:
        """Return the area with other rows and columns, without its sheet; a cell that was copied becomes an area."""
        if self.end is None and (rows[0] != rows[1] or columns[0] != columns[1]):
            return replace(self, end=self.start).text(rows, columns)
        return self.text(rows, columns)


Piece = str | Reference
Pieces = tuple[Piece, ...]


def scan(formula: str) -> Pieces:
    """Return `formula` (without "=") as text and references, in order."""
    pieces: list[Piece] = []
    text: list[str] = []
    for match in _TOKEN.finditer(formula):
        reference = _reference(match) if match["area"] else _sheet_only(match) if match["renamed"] else None
        if reference is None:
            text.append(match[0])
            continue
        if text:
            pieces.append("".join(text))
            text.clear()
        pieces.append(reference)
    if text:
        pieces.append("".join(text))
    return tuple(_joined(pieces))


def written(pieces: Iterable[Piece]) -> str:
    """Return the formula of `pieces`, its references as they stand."""
    return "".join(piece if isinstance(piece, str) else plain(piece) for piece in pieces)


def translated(pieces: Iterable[Piece], rows: int, columns: int) -> Pieces:
    """Return the formula as if it were copied `rows` down and `columns` to the right: what is not fixed by $ moves along."""
    return tuple(piece if isinstance(piece, str) else _translate(piece, rows, columns) for piece in pieces)


@lru_cache(maxsize=8192)
def area(text: str) -> Reference:
    """Return the area that `text` ("A5", "$A$5:B7", "4:4") says. Raises: ValueError: it is none."""
    pieces = scan(text)
    if len(pieces) != 1 or not isinstance(pieces[0], Reference):
        raise ValueError(text)
    return pieces[0]


def plain(reference: Reference) -> str:
    """Return the reference as it stood in the template."""
    return reference.text(reference.rows, reference.columns, reference.sheet)


def spelled(reference: Reference, row: int) -> str:
    """Return the reference as it stood; one to nothing but `row` of its own sheet with that row held open, as \\0."""
    corners = [corner for corner in (reference.start, reference.end) if corner is not None]
    if not row or reference.sheet or any(corner.row != row or corner.fixed_row for corner in corners):
        return plain(reference)
    return reference.text(("\0", "\0"), reference.columns)


def quoted(sheet: str) -> str:
    """Return a sheet name as formulas write it: in quotes unless it is a plain word."""
    if all(_BARE_SHEET.fullmatch(name) and not _LIKE_A_CELL.fullmatch(name) for name in sheet.split(":")):
        return sheet
    return "'" + sheet.replace("'", "''") + "'"


@lru_cache(maxsize=LAST_COLUMN)
def column_letters(number: int) -> str:
    """Return the letters of a column: 1 -> A, 28 -> AB."""
    letters = ""
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


@lru_cache(maxsize=LAST_COLUMN)
def column_number(letters: str) -> int:
    """Return the number of a column: A -> 1, AB -> 28."""
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - 64
    return number


def _joined(pieces: list[Piece]) -> Iterator[Piece]:
    """Yield the pieces with `Sheet!A1:Sheet!B2`, which is one area, made one."""
    place = 0
    while place < len(pieces):
        match pieces[place : place + 3]:
            case [Reference(sheet=sheet, end=None) as start, ":", Reference(end=None) as end] if end.sheet in ("", sheet):
                yield replace(start, end=end.start)
                place += 3
            case [piece, *_]:
                yield piece
                place += 1


def _reference(match: re.Match[str]) -> Reference | None:
    """Return the reference of a token; None for a word that only looks like one, such as a name XYZ9999999."""
    sheet = match["quoted"].replace("''", "'") if match["quoted"] else match["sheet"] or ""
    parts = _AREA_PARTS.fullmatch(match["area"])
    assert parts is not None  # both patterns describe the same text
    start = _corner(*parts.groups()[:4])
    end = _corner(*parts.groups()[4:]) if ":" in match["area"] else None
    if end and start.row > end.row:  # Excel writes the upper corner first
        start, end = replace(start, row=end.row, fixed_row=end.fixed_row), replace(end, row=start.row, fixed_row=start.fixed_row)
    if end and start.column > end.column:
        left, right = end, start
        start = replace(start, column=left.column, fixed_column=left.fixed_column)
        end = replace(end, column=right.column, fixed_column=right.fixed_column)
    if any(corner.row > LAST_ROW or corner.column > LAST_COLUMN for corner in (start, end) if corner):
        return None
    return Reference(sheet, start, end)


def _sheet_only(match: re.Match[str]) -> Reference | None:
    """A sheet before a defined name (Register!Total): only the sheet's name can change."""
    name = match["renamed"][:-1]
    return Reference(name[1:-1].replace("''", "'") if name.startswith("'") else name, Corner(0, 0))


def _corner(before: str, letters: str, dollar: str, digits: str) -> Corner:
    if not letters:  # whole rows: the one dollar stands before the number
        return Corner(0, int(digits), fixed_row=bool(before or dollar))
    return Corner(column_number(letters), int(digits or 0), bool(before), bool(dollar))


def _translate(reference: Reference, rows: int, columns: int) -> Reference:
    return replace(
        reference,
        start=_moved(reference.start, rows, columns),
        end=_moved(reference.end, rows, columns) if reference.end else None,
    )


def _moved(corner: Corner, rows: int, columns: int) -> Corner:
    """Move a corner; what leaves the sheet comes back at the other end, as Excel does."""
    row = corner.row if corner.fixed_row or not corner.row else (corner.row + rows - 1) % LAST_ROW + 1
    column = corner.column if corner.fixed_column or not corner.column else (corner.column + columns - 1) % LAST_COLUMN + 1
    return replace(corner, row=row, column=column)
