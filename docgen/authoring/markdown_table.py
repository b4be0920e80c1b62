"""A Markdown table with its attribute list -> a Table: widths in twips, marks, marker rows, all checked."""

from __future__ import annotations

import re
from difflib import get_close_matches

from markdown_it.rules_block.table import escapedSplit
from markdown_it.token import Token

from docgen.authoring import theme
from docgen.authoring.blocks import Cell, Row, Runs, Table
from docgen.authoring.inline import InlineReader
from docgen.authoring.source import Attributes, Source

STYLES = ("plain", "terms", "steps", "matrix")
_ROUNDING_MM = 0.01
_KEYS = ("widths", "caption", "style")
_FLAGS = ("keep",)
_EXCEPTION = "exception"
_MARK = re.compile(r"\[(?P<mark>[A-Za-z0-9]+|[\U000f0000-\U000ffffd])\]\s*")
_VALUE = re.compile(r"\{\{\s*(.*?)\s*\}\}")


class TableReader:
    """Reads tables of one source."""

    def __init__(self, source: Source, inline: InlineReader) -> None:
        self._source = source
        self._inline = inline
        self._faults = source.faults

    def read(self, tokens: list[Token], lines: list[str], first_line: int, attributes: Attributes) -> Table | None:
        """Return the table of `tokens` (from table_open on), whose chunk holds `lines` from `first_line` on."""
        self._check(attributes)
        rows = [self._cells(lines[token.map[0]]) for token in tokens if token.type == "tr_open" and token.map]
        numbers = [first_line + token.map[0] for token in tokens if token.type == "tr_open" and token.map]
        centred = tuple("center" in str(token.attrs.get("style", "")) for token in tokens if token.type == "th_open")
        head = Row(cells=tuple(self._cell(cell, numbers[0]) for cell in rows[0]), line=numbers[0])
        body = [self._row(cells, number, len(centred)) for cells, number in zip(rows[1:], numbers[1:], strict=True)]
        if sum(row.exception for row in body) > 1:
            self._faults.add(numbers[0], "markdown.exceptions")
        if any(row.tag for row in body) and not any(row.cells for row in body):
            self._faults.add(numbers[0], "markdown.empty-loop")
        style = attributes.values.get("style", "plain")
        return Table(
            head=head,
            rows=tuple(body),
            centred=centred,
            widths=self._widths(attributes, len(centred)),
            style=style if style in STYLES else "plain",
            caption=self._caption(attributes),
            name=attributes.name,
            keep="keep" in attributes.flags,
            line=numbers[0],
        )

    def _cells(self, line: str) -> list[str]:
        """Cut a row at its bars, as Markdown does."""
        words = line.strip()
        return [cell.strip() for cell in escapedSplit(words.removeprefix("|").removesuffix("|"))]

    def _row(self, cells: list[str], line: int, columns: int) -> Row:
        tag = self._source.restored(cells[0])
        if tag.startswith("{%tr") and tag.endswith("%}") and not any(cells[1:]):
            return Row(tag=tag, line=line)
        if len(cells) != columns:
            self._faults.add(line, "markdown.cells", found=" | ".join(map(self._source.restored, cells)), columns=columns, cells=len(cells))
            cells = (cells + [""] * columns)[:columns]
        exception = cells[0].startswith(f"[{_EXCEPTION}]")
        if exception:
            cells = [cells[0].removeprefix(f"[{_EXCEPTION}]"), *cells[1:]]
        return Row(cells=tuple(self._cell(cell, line) for cell in cells), exception=exception, line=line)

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

    def _widths(self, attributes: Attributes, columns: int) -> tuple[int, ...]:
        """Return the columns' widths in twips; rounding is made up for in the last."""
        words = attributes.values.get("widths", "").split()
        try:
            given = [float(word) for word in words] or [theme.TEXT_WIDTH_MM / columns] * columns
        except ValueError:
            given = []
        if len(given) != columns or abs(sum(given) - theme.TEXT_WIDTH_MM) > _ROUNDING_MM:
            total = f"{sum(given):g}"
            self._faults.add(
                attributes.line, "markdown.widths", found=" ".join(words), columns=columns, total=total, full=theme.TEXT_WIDTH_MM
            )
            given = [theme.TEXT_WIDTH_MM / columns] * columns
        edges = [round(theme.TEXT_WIDTH * sum(given[:index]) / theme.TEXT_WIDTH_MM) for index in range(columns + 1)]
        return tuple(end - start for start, end in zip(edges, edges[1:], strict=False))
