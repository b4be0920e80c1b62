"""Words that are wider than the column they stand in: Word breaks them anywhere."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import docx
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement

from docgen.domain.diagram import Look, Piece
from docgen.domain.diagrams.measure import width_of

_TWIPS_PER_MM = 1440 / 25.4
_SIDES_MM = 3.6  # both margins of a cell
_BREAKS = re.compile(r"\s+|(?<=[-–—/])")
_QUOTES = str.maketrans(dict.fromkeys("“”‘’", "'"))  # which are as wide as a letter only in Chinese type
_POINTS, _DENSE = 9.0, 8.5
_OF_ARIAL = 0.91  # the Latin fonts of both themes are that much narrower than the one that is measured by


def torn_words(path: Path) -> Iterator[tuple[int, str]]:
    """Yield the number of the table and the word, for each Latin word that its cell's column is too narrow for."""
    for number, table in enumerate(docx.Document(str(path)).element.body.iter(qn("w:tbl")), start=1):
        for cell in table.iter(qn("w:tc")):
            width = cell.find("w:tcPr/w:tcW", cell.nsmap)
            if width is not None and width.get(qn("w:type")) == "dxa" and cell.find("w:tcPr/w:textDirection", cell.nsmap) is None:
                room = int(width.get(qn("w:w"))) / _TWIPS_PER_MM - _SIDES_MM
                for paragraph in cell.findall(qn("w:p")):
                    yield from ((number, word) for word in _words(paragraph) if _width(word, paragraph) > room)


def _words(paragraph: BaseOxmlElement) -> list[str]:
    """Return the words of a paragraph, cut where a line may break. What a field prints (a cross reference) is short."""
    if next(paragraph.iter(qn("w:instrText")), None) is not None:
        return []
    text = "".join(node.text or "" if node.tag == qn("w:t") else " " for node in paragraph.iter(qn("w:t"), qn("w:br"), qn("w:tab")))
    return [word for word in _BREAKS.split(text.translate(_QUOTES)) if word.isascii()]


def _width(word: str, paragraph: BaseOxmlElement) -> float:
    style = paragraph.find("w:pPr/w:pStyle", paragraph.nsmap)
    name = style.get(qn("w:val")) if style is not None else ""
    bold = "Head" in name or any(look.get(qn("w:val")) == "Strong" for look in paragraph.iter(qn("w:rStyle")))
    points = _DENSE if "Dense" in name else _POINTS
    return width_of(Piece(word, Look.STRONG if bold else Look.PLAIN)) * points / Look.PLAIN.points * _OF_ARIAL
