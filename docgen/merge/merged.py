"""The merged document as a tree, without the marks of its conflicts: what the decisions lead to, whatever the format."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from docgen.merge.content import Block
from docgen.merge.three_way import Decision, Verdict, text_words
from docgen.merge.words import OBJECT


def merged(mine: Block, theirs: Block, decisions: Sequence[Decision]) -> Block:
    """Return `mine` after `decisions`; hand text stays where there is a conflict."""
    return replace(mine, children=tuple(_children(mine.children, theirs.children, decisions)))


def _children(mine: Sequence[Block], theirs: Sequence[Block], decisions: Sequence[Decision]) -> Iterator[Block]:
    for decision in decisions:
        here = mine[decision.mine] if decision.mine is not None else None
        there = theirs[decision.theirs] if decision.theirs is not None else None
        match decision.verdict:
            case Verdict.DROP | Verdict.GONE:
                continue
            case Verdict.ADD | Verdict.REPLACE if there is not None:
                yield there
            case Verdict.CHANGE if here is not None and there is not None:
                yield _changed(here, there, decision)
            case _ if here is not None:
                yield here


def _changed(mine: Block, theirs: Block, decision: Decision) -> Block:
    style = theirs.style if decision.form else mine.style
    if decision.edits:
        words = _edited(text_words(mine), text_words(theirs), decision)
        objects = {f"{OBJECT}{child.digest()}": child for block in (mine, theirs) for child in block.children if child.kind == "object"}
        others = [child for child in mine.children if child.kind != "object"]
        hung = [objects[word] for word in words if word in objects]
        text = "".join(OBJECT if word in objects else word for word in words)
        return replace(mine, text=text, style=style, children=(*hung, *others))
    inner = tuple(_children(mine.children, theirs.children, decision.inner)) if decision.inner else mine.children
    return replace(mine, style=style, children=inner)


def _edited(mine: Sequence[str], theirs: Sequence[str], decision: Decision) -> list[str]:
    words = list(mine)
    for edit in reversed(decision.edits):
        if not edit.conflict:
            words[edit.start : edit.end] = theirs[edit.new_start : edit.new_end]
    return words
