"""XML of Word for templates: all that documents have, and the paragraphs of block tags."""

from __future__ import annotations

from docgen.formats.word.elements import NAMESPACES, Element, field, node, paragraph, qualified, run, text

__all__ = ["NAMESPACES", "Element", "field", "node", "paragraph", "qualified", "run", "tag_paragraph", "text"]


def tag_paragraph(statement: str, style: str = "BodyText") -> Element:
    """Return the paragraph of a block tag: `if x` becomes a paragraph `{%p if x %}`, which filling removes."""
    return paragraph(style, run(f"{{%p {statement} %}}"))
