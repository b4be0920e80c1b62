"""Makers of small documents as trees, and hypothesis strategies for them and for edits of them."""

from __future__ import annotations

from hypothesis import strategies as st

from docgen.merge.content import Block
from docgen.merge.words import words

SAID = (
    "Report within 30 min.",
    "The duty engineer logs it.",
    "服务台在15分钟内响应。",
    "优先级由影响度和紧急度决定。",
    "Close it the same day.",
    "Call.",
    "A B C D E",
)


def document(*children: Block | str) -> Block:
    """Return a document of paragraphs (texts) and other blocks."""
    return Block(kind="document", children=tuple(child if isinstance(child, Block) else paragraph(child) for child in children))


def paragraph(text: str, style: str = "normal") -> Block:
    return Block(kind="paragraph", text=text, style=style)


def table(*rows: tuple[str, ...]) -> Block:
    return Block(kind="table", children=tuple(row(*cells) for cells in rows))


def row(*cells: str) -> Block:
    return Block(kind="row", children=tuple(Block(kind="cell", children=(paragraph(cell),) if cell else ()) for cell in cells))


def texts(block: Block) -> list[str]:
    """Return what the paragraphs of a document say, in reading order."""
    return [piece.text for piece in block.walk() if piece.kind == "paragraph"]


sentence = (
    st.lists(st.sampled_from([word for said in SAID for word in words(said)]), min_size=1, max_size=12).map("".join).filter(str.strip)
)
paragraphs = st.builds(paragraph, st.one_of(st.sampled_from(SAID), sentence))
tables = st.lists(st.tuples(sentence, sentence, sentence), min_size=1, max_size=5).map(lambda rows: table(*rows))
blocks = st.one_of(paragraphs, paragraphs, tables)
documents = st.lists(blocks, max_size=8).map(lambda children: document(*children))


@st.composite
def edited(draw: st.DrawFn, base: Block, mark: str = "") -> Block:
    """Return a document that people or docgen made of `base`: blocks added, dropped, moved, changed. mark: stands in each text added."""
    children = list(base.children)
    for _ in range(draw(st.integers(0, 4))):
        deed = draw(st.sampled_from(("add", "drop", "move", "change")))
        if deed == "add":
            new = draw(sentence) + mark
            children.insert(draw(st.integers(0, len(children))), paragraph(new))
        elif children:
            place = draw(st.integers(0, len(children) - 1))
            block = children.pop(place)
            if deed == "move":
                children.insert(draw(st.integers(0, len(children))), block)
            elif deed == "change":
                children.insert(place, draw(changed(block, mark)))
    return Block(kind="document", children=tuple(children))


@st.composite
def changed(draw: st.DrawFn, block: Block, mark: str = "") -> Block:
    """Return a block with a word changed, or a row of it added or dropped."""
    if block.kind == "table":
        rows = list(block.children)
        if draw(st.booleans()) or len(rows) < 2:
            rows.insert(draw(st.integers(0, len(rows))), row(draw(sentence) + mark, draw(sentence), "x"))
        else:
            rows.pop(draw(st.integers(0, len(rows) - 1)))
        return Block(kind="table", children=tuple(rows))
    said = list(words(block.text))
    place = draw(st.integers(0, len(said) - 1))
    said[place : place + draw(st.integers(0, 1))] = [draw(st.sampled_from(("新", "word", "45", "h"))) + mark]
    return paragraph("".join(said))
