"""Tags outside the cells: headers, validations, names, comments, drawings, properties. Every such text is printed once.

In the compiled part a numbered placeholder stands for the text until it is printed.
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Container, Sequence
from dataclasses import dataclass
from itertools import zip_longest

from lxml import etree

from docgen.errors import Place, Problem
from docgen.formats.excel.formulas import compile_formula, formula_faults, rendered_pieces, scan
from docgen.formats.excel.parts import find, local
from docgen.formats.excel.references import Pieces, Reference, written
from docgen.formats.excel.scopes import Scope
from docgen.formats.excel.tags import CELL, TEXT_RECORD, Kind, Program, faults, has_tags, split, split_over
from docgen.formats.excel.values import LONGEST_HEADER, PICTURE
from docgen.messages import Message, message

_PLACEHOLDER = re.compile("\ue000docgen:([0-9]+)\ue001")
_FORMULA_ELEMENTS = frozenset({"f", "formula", "formula1", "formula2", "definedName", "calculatedColumnFormula", "totalsRowFormula"})
FORMULA_ATTRIBUTES = {"hyperlink": "location", "cfvo": "val", "sp": "textlink", "cameraTool": "cellRange"}
"""Attributes that hold a formula, by their elements: links, bounds of a colour scale, shapes that show a cell."""
_AS_WRITTEN = frozenset({("worksheetSource", "sheet")})  # says which sheet of the template is meant
_HEADERS = frozenset({"oddHeader", "oddFooter", "evenHeader", "evenFooter", "firstHeader", "firstFooter"})
_LIMITS = {"promptTitle": 32, "errorTitle": 32, "prompt": 255, "error": 255} | dict.fromkeys(_HEADERS, LONGEST_HEADER)
# A font size followed by a number would be read as one number; Excel keeps them apart by a space.
_SIZE_CODE = re.compile(r"&[0-9]+$")


def _in_none(_: etree._Element) -> Scope | None:
    return None


@dataclass(frozen=True, slots=True)
class LooseText:
    """A text outside the cells: where it stands, what limits it, the references in it if it is a formula, and whether it is
    the alternative text of a drawing, where a picture can be named."""

    spot: Message
    limit: int
    references: tuple[Reference, ...] | None
    alternative: bool


class LooseTexts:
    """Gathers the texts outside the cells while a template is compiled."""

    def __init__(self, program: Program, sheets: Container[str], problems: list[Problem]) -> None:
        self.found: list[LooseText] = []
        self._program = program
        self._sheets = sheets
        self._problems = problems

    def embed(
        self, root: etree._Element, spot: Callable[[etree._Element], Message], scope_of: Callable[[etree._Element], Scope | None] = _in_none
    ) -> bool:
        """Put placeholders for all texts with tags in `root`; tell whether there are any.

        spot: says where an element stands.   scope_of: says which sheet tag is around it.
        """
        before = len(self.found)
        for paragraph in find(root, "p"):
            _whole_tags(list(find(paragraph, "t")))
        for element in root.iter():
            name = local(element)
            if name and has_tags(element.text):
                element.text = self._text(str(element.text), name, spot(element), scope_of(element))
            for attribute, value in element.attrib.items() if name else ():
                if has_tags(str(value)) and (name, attribute) not in _AS_WRITTEN:
                    kind = "formula" if FORMULA_ATTRIBUTES.get(name) == attribute else str(attribute)
                    element.set(attribute, self._text(str(value), kind, spot(element), scope_of(element)))
        return len(self.found) > before

    def _text(self, text: str, name: str, spot: Message, scope: Scope | None) -> str:
        parts = split(text)
        self._problems += faults(parts, spot)
        if not any(part.kind != "text" or part.shown for part in parts):
            return text
        scoped = next((part for part in parts if part.scope in ("tr", "tc", "sheet")), None)
        if scoped is not None:
            self._problems.append(Problem(where=Place(spot=spot), what=message("excel.row-tag-outside"), found=scoped.shown))
        if scope is not None:
            scope.begin(self._program)
        self._program.record(TEXT_RECORD)
        self._program.cut(CELL)
        known = None
        if name in _FORMULA_ELEMENTS:
            known = compile_formula(text, self._program, spot, self._sheets)
        else:
            for part, following in zip_longest(parts, parts[1:]):
                self._program.text([part], spot, Kind.HEADER if name in _HEADERS else Kind.TEXT)
                if name in _HEADERS and following is not None and part.kind == "text" and _SIZE_CODE.search(part.body):
                    self._program.cut(" ")
        if scope is not None:
            scope.close(self._program)
        self.found.append(LooseText(spot, _LIMITS.get(name, 0), known, name == "descr"))
        return f"\ue000docgen:{len(self.found) - 1}\ue001"


class Texts:
    """The printed texts of one filled workbook."""

    def __init__(self, found: Sequence[LooseText], printed: Sequence[str]) -> None:
        self._found = found
        self._printed = [html.unescape(text) for text in printed]

    def faults(self) -> list[Problem]:
        """Return a problem for each text that is longer than Excel allows."""
        problems = []
        for text, printed in zip(self._found, self._printed, strict=True):
            if text.references is not None:
                problems += formula_faults(printed, text.spot)
            if PICTURE in printed and not text.alternative:
                remedy = message("excel.picture-in-text-remedy")
                problems.append(Problem(where=Place(spot=text.spot), what=message("excel.picture-in-text"), remedy=remedy))
            if text.limit and len(printed) > text.limit:
                what = message("excel.text-too-long", length=len(printed), limit=text.limit)
                problems.append(Problem(where=Place(spot=text.spot), what=what, found=printed[:40]))
        return problems

    def text(self, text: str) -> str:
        """Return what a text of the compiled part says now."""
        match = _PLACEHOLDER.fullmatch(text)
        if match is None:
            return text
        found, printed = self._found[int(match[1])], self._printed[int(match[1])]
        return printed if found.references is None else written(rendered_pieces(printed, found.references))

    def pieces(self, formula: str) -> Pieces:
        """Return the pieces of a formula of the compiled part."""
        match = _PLACEHOLDER.fullmatch(formula)
        if match is None:
            return scan(formula)
        return rendered_pieces(self._printed[int(match[1])], self._found[int(match[1])].references or ())

    def spot(self, text: str) -> Message | None:
        """Return where a text with tags stands in the template."""
        match = _PLACEHOLDER.fullmatch(text)
        return self._found[int(match[1])].spot if match else None

    def resolve(self, root: etree._Element) -> None:
        """Put the printed texts in place of all placeholders in `root`."""
        for element in root.iter():
            if element.text and "\ue000" in element.text:
                element.text = self.text(element.text)
            for name, value in element.attrib.items():
                if "\ue000" in value:
                    element.set(name, self.text(str(value)))


def _whole_tags(elements: list[etree._Element]) -> None:
    """Move tags that are spread over the runs of a paragraph into the run they begin in."""
    texts = [element.text or "" for element in elements]
    if len(texts) < 2 or not has_tags("".join(texts)):
        return
    for element, parts in zip(elements, split_over(texts), strict=True):
        element.text = "".join(part.shown or part.body for part in parts)
