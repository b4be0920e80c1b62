"""The Word engine: the four methods of the protocol for .docx."""

from __future__ import annotations

from docgen.domain.context import Context
from docgen.formats import properties
from docgen.formats.engine import Filled, Limits, Stamp
from docgen.formats.ooxml import open_package
from docgen.formats.word import filling


class WordEngine:
    """Word documents. See docgen.formats.engine.Engine for what each method promises."""

    def fill(self, template: bytes, context: Context, limits: Limits = Limits()) -> Filled:  # noqa: B008 - frozen
        return filling.fill(template, context, limits)

    def stamp(self, file: bytes, stamp: Stamp) -> bytes:
        return properties.with_stamp(open_package(file), stamp)
