"""What a reader sees of a Word file, as a tree: equal for a file that Word or LibreOffice merely saved again.

The tree: document > section > paragraph, heading, table > row > cell > paragraph …; pictures, text boxes, footnotes and
comments hang below the paragraph they stand in; headers and footers below their section, as parts. A paragraph says its
text with the runs joined, and its style by name, its list level, alignment, and where its look changes. Left out is what
programs rewrite: field results, empty paragraphs, ids, where runs are split, and direct formatting that only repeats a
style. What is doubtful counts as different: a difference that is none costs a question, an edit overlooked costs the edit.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from hashlib import blake2b
from urllib.parse import unquote

from docgen.formats.ooxml import Package
from docgen.formats.word import names
from docgen.formats.word.fields import FieldReader, normal_code
from docgen.formats.word.parts import Part, read_part, related, relations, text_parts
from docgen.formats.word.styles import Look, Styles, read_styles
from docgen.merge.content import Block

_MM = 36_000  # EMU
_FINEST = 1_800  # half of the finest step that docgen writes; LibreOffice rounds to a twip, 635
_SHAPE_STEP = 72_000
_SHAPE_FINEST = 4_500
_DROPPED = frozenset({names.MOVED_AWAY})
