"""A Markdown table with its attribute list -> a Table: widths in twips, marks, marker rows, all checked."""

from __future__ import annotations

import itertools
import re
from dataclasses import dataclass, replace
from difflib import get_close_matches

from markdown_it.rules_block.table import escapedSplit
from markdown_it.token import Token

from docgen.authoring import theme
from docgen.authoring.blocks import Cell, Row, Runs, Table
from docgen.authoring.inline import InlineReader
from docgen.authoring.source import Attributes, Source

STYLES = ("plain", "terms", "steps", "matrix", "form", "rows")
_ROUNDING_MM = 0.01
_KEYS = ("widths", "caption", "style")
_FLAGS = ("keep", "dense", "upright")
_EXCEPTION = "exception"
_JOINED = "<"
_DASHES = re.compile(r":?-+:?")
_OPENS = {"endfor": "for", "endif": "if", "elif": "if", "else": "if"}
_MARK = re.compile(r"\[(?P<mark>[A-Za-z0-9]+|[\U000f0000-\U000ffffd])\]\s*")
_VALUE = re.compile(r"\{\{\s*(.*?)\s*\}\}")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Place:
    """A cell's text and its column; `tag`: it is a `{%tc … %}` tag and nothing else; `repeated`: it stands in a `{%tc for %}`."""

    words: str
    column: int
    tag: bool
    repeated: bool


class TableReader:
    """Reads tables of one source."""

    def __init__(self, source: Source, inline: InlineReader) -> None:
        self._source = source
        self._inline = inline
        self._faults = source.faults

    def read(self, tokens: list[Token], lines: list[str], first_line: int, attributes: Attributes, *, landscape: bool) -> Table:
        """Return the table of `tokens` (from table_open on), whose chunk holds `lines` from `first_line` on."""
        self._check(attributes)
        rows = [self._cells(lines[token.map[0]]) for token in tokens if token.type == "tr_open" and token.map]
        numbers = [first_line + token.map[0] for token in tokens if token.type == "tr_open" and token.map]
        head, columns = self._placed(rows[0], numbers[0])
        style = attributes.values.get("style", "plain")
        aligned = [str(token.attrs.get("style", "")).removeprefix("text-align:") for token in tokens if token.type == "th_open"]
        # A matrix is centred but for columns that say `:---`.
        middle = ("center", "") if style == "matrix" else ("center",)
        centred = {place.column for place, side in zip(head, aligned, strict=True) if side in middle and not place.tag}
        body = [self._row(cells, number, columns) for cells, number in zip(rows[1:], numbers[1:], strict=True)]
        if sum(row.exception for row in body) > 1:
            self._faults.add(numbers[0], "markdown.exceptions")
        if any(row.tag for row in body) and not any(row.cells for row in body):
            self._faults.add(numbers[0], "markdown.empty-loop")
        first = Row(cells=self._read_cells(head, numbers[0]), line=numbers[0])
        headed = style != "form"
        return Table(
            head=first if headed else None,
            rows=tuple(body) if headed else (first, *body),
            centred=tuple(column in centred for column in range(columns)),
            widths=self._widths(attributes, columns, {place.column for place in head if place.repeated}, landscape),
            style=style if style in STYLES else "plain",
            caption=self._caption(attributes),
            name=attributes.name,
            keep="keep" in attributes.flags,
            dense="dense" in attributes.flags,
            upright="upright" in attributes.flags,
            line=numbers[0],
        )

    def with_marker_columns(self, text: str) -> str:
        """Return Markdown `text` whose tables have a dash for every cell: the author may leave out those of `{%tc … %}` cells."""
        lines = text.split("\n")
        for index, (above, line) in enumerate(itertools.pairwise(lines), 1):
            dashes = self._cells(line)
            if not all(map(_DASHES.fullmatch, dashes)):
                continue
            markers = [self._is_column_tag(cell) for cell in self._cells(above)]
            if any(markers) and len(dashes) == len(markers) - sum(markers):
                given = iter(dashes)
                lines[index] = f"| {' | '.join('---' if marker else next(given) for marker in markers)} |"
        return "\n".join(lines)

    def _cells(self, line: str) -> list[str]:
        """Cut a row at its bars, as Markdown does."""
        words = line.strip()
        return [cell.strip() for cell in escapedSplit(words.removeprefix("|").removesuffix("|"))]

    def _is_column_tag(self, cell: str) -> bool:
        words = self._source.restored(cell)
        return words.startswith("{%tc") and words.endswith("%}")

    def _row(self, cells: list[str], line: int, columns: int) -> Row:
        tag = self._source.restored(cells[0])
        if tag.startswith("{%tr") and tag.endswith("%}") and not any(cells[1:]):
            return Row(tag=tag, line=line)
        exception = cells[0].startswith(f"[{_EXCEPTION}]")
        if exception:
            cells = [cells[0].removeprefix(f"[{_EXCEPTION}]"), *cells[1:]]
        places, found = self._placed(cells, line)
        if found != columns:
            self._faults.add(line, "markdown.cells", found=" | ".join(map(self._source.restored, cells)), columns=columns, cells=found)
            places = tuple(place for place in places if place.column < columns)
        return Row(cells=self._read_cells(places, line), exception=exception, line=line)

    def _placed(self, cells: list[str], line: int) -> tuple[tuple[_Place, ...], int]:
        """Return the cells with their columns, and how many columns there are: the branches of a `{%tc if %}` share theirs."""
        places: list[_Place] = []
        opened: list[tuple[str, int, int]] = []  # keyword, first column, and the last of the branches so far
        column = 0
        for words in cells:
            is_tag = self._is_column_tag(words)
            if is_tag:
                keyword = self._source.restored(words)[4:-2].strip("- ").partition(" ")[0]
                if keyword in ("for", "if"):
                    opened.append((keyword, column, column))
                elif not opened or opened[-1][0] != _OPENS.get(keyword):
                    self._faults.add(line, "markdown.column-tags", found=self._source.restored(words))
                else:
                    opens, first, last = opened.pop()
                    last = max(last, column)
                    column = last if keyword.startswith("end") else first
                    opened += [] if keyword.startswith("end") else [(opens, first, last)]
            places.append(_Place(words=words, column=column, tag=is_tag, repeated=not is_tag and any(o[0] == "for" for o in opened)))
            column += not is_tag
        if opened:
            self._faults.add(line, "markdown.column-tags", found=" | ".join(map(self._source.restored, cells)))
        return tuple(places), column

    def _read_cells(self, places: tuple[_Place, ...], line: int) -> tuple[Cell, ...]:
        cells: list[Cell] = []
        for place in places:
            if place.tag:
                cells.append(Cell(column=place.column, tag=self._source.restored(place.words)))
            elif place.words == _JOINED and cells and not cells[-1].tag:
                cells[-1] = replace(cells[-1], span=cells[-1].span + 1)
            else:
                cells.append(replace(self._cell(place.words, line), column=place.column))
        return tuple(cells)

    def _cell(self, content: str, line: int) -> Cell:
        found = _MARK.match(content)
        if found is None:
            return Cell(runs=self._inline.runs(content, line))
        words = found["mark"]
        runs = self._inline.runs(content[found.end() :], line)
        value = _VALUE.fullmatch(self._source.restored(words))
        if value:
            return Cell(runs=runs, mark_value=value[1])
        if words not in theme.MARKS:
            nearest = tuple(get_close_matches(words, theme.MARKS, n=3, cutoff=0.4))
            self._faults.add(line, "markdown.mark", found=self._source.restored(content), nearest=nearest, marks=tuple(theme.MARKS))
            return Cell(runs=runs)
        return Cell(runs=runs, mark=words)

    def _caption(self, attributes: Attributes) -> Runs:
        words = attributes.values.get("caption", "")
        if attributes.name and not words:
            self._faults.add(attributes.line, "markdown.name-without-caption", found=attributes.name)
        return self._inline.runs(words, attributes.line) if words else ()

    def _check(self, attributes: Attributes) -> None:
        for key in sorted(set(attributes.values) - set(_KEYS)):
            nearest = tuple(get_close_matches(key, _KEYS, n=1))
            self._faults.add(attributes.line, "markdown.attribute", found=key, nearest=nearest, known=(*_KEYS, *_FLAGS))
        for flag in sorted(attributes.flags - set(_FLAGS)):
            self._faults.add(attributes.line, "markdown.attribute", found=flag, known=(*_KEYS, *_FLAGS))
        style = attributes.values.get("style", "plain")
        if style not in STYLES:
            nearest = tuple(get_close_matches(style, STYLES, n=1))
            self._faults.add(attributes.line, "markdown.style", found=style, nearest=nearest, styles=STYLES)

    def _widths(self, attributes: Attributes, columns: int, repeated: set[int], landscape: bool) -> tuple[int, ...]:
        """Return the columns' widths in twips; rounding is made up for in the last. `*` marks those that a loop repeats."""
        full, twips = theme.text_width(landscape=landscape)
        words = attributes.values.get("widths", "").split()
        if words and {column for column, word in enumerate(words) if word.startswith("*")} != repeated:
            self._faults.add(attributes.line, "markdown.star", found=" ".join(words))
        try:
            given = [float(word.removeprefix("*")) for word in words] or [full / columns] * columns
        except ValueError:
            given = []
        if len(given) != columns or abs(sum(given) - full) > _ROUNDING_MM:
            total = f"{sum(given):g}"
            self._faults.add(attributes.line, "markdown.widths", found=" ".join(words), columns=columns, total=total, full=full)
            given = [full / columns] * columns
        edges = [round(twips * sum(given[:index]) / full) for index in range(columns + 1)]
        return tuple(end - start for start, end in zip(edges, edges[1:], strict=False))
