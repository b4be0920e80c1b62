"""What changed from one revision to the next: as one web page that needs nothing else, as text, and as JSON."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from html import escape
from itertools import groupby

from docgen.merge.comparison import Difference, Kind, Piece, Sign, Spot, told
from docgen.messages import Message, message, say

_SIGNS = {Kind.ADDED: "+", Kind.REMOVED: "−", Kind.CHANGED: "±", Kind.MOVED: "↔"}
_TAGS = {Sign.ADDED: "ins", Sign.REMOVED: "del"}
_PARTS = frozenset(f"{kind} {where}" for kind in ("default", "first", "even") for where in ("header", "footer"))
_NAMED = frozenset({"table", "row", "column", "part", "property", "sheet", "name"})  # said with a word; a heading and a cell as they are
_HUNG = "\ufffc"
_FIELD = re.compile("⟨[^⟩]*⟩")
_SHOWN, _SHOWN_IN_LINE = 60, 16  # letters of unchanged text kept on each side of a change
_BRACKETS = {Sign.SAME: "{}", Sign.ADDED: "[+{}]", Sign.REMOVED: "[−{}]"}
# Colours that also the colour-blind tell apart; the signs, the line below and the line through say it without any.
_STYLE = """
:root { color-scheme: light dark; --ink: #1c2a33; --soft: #5c6b75; --paper: #fff; --line: #d5dde2; --in: #004b9b; --in-fill: #e3effb;
  --out: #8a4200; --out-fill: #fdeedd; }
@media (prefers-color-scheme: dark) { :root { --ink: #e6ecef; --soft: #a3b1ba; --paper: #14191d; --line: #36424a; --in: #8cc4ff;
  --in-fill: #12304d; --out: #ffb877; --out-fill: #452a10; } }
body { margin: 2rem auto; max-width: 62rem; padding: 0 1rem; background: var(--paper); color: var(--ink);
  font: 15px/1.6 system-ui, "Segoe UI", "Noto Sans CJK SC", "Microsoft YaHei", sans-serif; }
h1 { font-size: 1.5rem; } h2 { font-size: 1.05rem; margin: 1.6rem 0 .3rem; border-bottom: 1px solid var(--line); }
.soft { color: var(--soft); } ul { list-style: none; margin: 0; padding: 0; }
li { display: grid; grid-template-columns: 1.6rem 11rem 1fr; gap: .4rem; padding: .3rem 0; border-bottom: 1px dotted var(--line); }
li > b { text-align: center; } li p { margin: 0; white-space: pre-wrap; overflow-wrap: anywhere; }
ins { color: var(--in); background: var(--in-fill); text-decoration: underline; }
del { color: var(--out); background: var(--out-fill); text-decoration: line-through; }
ins::before { content: "+"; } del::before { content: "−"; }
@media (max-width: 40rem) { li { grid-template-columns: 1.6rem 1fr; } li p { grid-column: 1 / -1; } }
@media print { body { margin: 0; max-width: none; } li { break-inside: avoid; } }
""".strip()


def changes_html(differences: Sequence[Difference], title: str, language: str) -> str:
    """Return the differences as one self-contained page of HTML, place by place. title: what changed, such as code and name."""
    body = "".join(
        _section(where, list(found), language) for where, found in groupby(_one_by_one(differences), key=lambda item: _outer(item.where))
    )
    heading = f"{say(message('redline.title'), language)}: {title}"
    sums = "".join(f"<p>{escape(say(line, language))}</p>" for line in _sums(differences))
    return (
        f'<!DOCTYPE html>\n<html lang="{escape(language)}">\n<head>\n<meta charset="utf-8">\n'
        f'<meta name="viewport" content="width=device-width, initial-scale=1">\n<title>{escape(heading)}</title>\n'
        f"<style>\n{_STYLE}\n</style>\n"
        f"</head>\n<body>\n<h1>{escape(heading)}</h1>\n{sums}"
        f'<p class="soft">{escape(say(message("redline.legend"), language))}</p>\n{body}</body>\n</html>\n'
    )


def changes_text(differences: Sequence[Difference], language: str) -> str:
    """Return the differences one a line, with their sum at the end: for a terminal, or the row of a revision history."""
    lines = []
    for item in _one_by_one(differences):
        place = place_text(item.where, language)
        lines.append(f"{_SIGNS[item.kind]} {f'{place}: ' if place else ''}{_short(item, language)}")
    return "\n".join((*lines, *(say(line, language) for line in _sums(differences))))


def changes_json(differences: Sequence[Difference]) -> list[dict[str, object]]:
    """Return the differences in their JSON shape: kind, what, where (from outside to inside), before, after, pieces."""
    return [
        {**asdict(item), "kind": item.kind.value, "pieces": [[piece.sign.value, piece.text] for piece in item.pieces]}
        for item in differences
    ]


def place_text(where: Sequence[Spot], language: str) -> str:
    """Return a place in words, from outside to inside."""
    return " › ".join(_step(spot, language) for spot in where if spot.name)


def _one_by_one(differences: Sequence[Difference]) -> Iterator[Difference]:
    """Yield the differences that are told one by one: new looks are only counted."""
    return (item for item in differences if item.kind is not Kind.FORM)


def _sums(differences: Sequence[Difference]) -> Iterator[Message]:
    told = sum(1 for _ in _one_by_one(differences))
    forms = len(differences) - told
    if told or not forms:
        yield message("redline.none" if not told else "redline.one-change" if told == 1 else "redline.count", count=told)
    if forms:
        yield message("redline.forms", count=forms)


def _outer(where: Sequence[Spot]) -> tuple[Spot, ...]:
    """Return the part of a place that stands over a group of changes: headings, sheet, header."""
    return tuple(spot for spot in where if spot.kind in ("heading", "sheet", "part", "property"))


def _section(where: tuple[Spot, ...], found: Sequence[Difference], language: str) -> str:
    place = place_text(where, language) or say(message("redline.where-start"), language)
    return f"<h2>{escape(place)}</h2>\n<ul>\n{''.join(_item(item, language) for item in found)}</ul>\n"


def _item(item: Difference, language: str) -> str:
    inner = place_text([spot for spot in item.where if spot not in _outer(item.where)], language)
    what = say(told(item), language)
    text = "".join(_marked(piece, language) for piece in _gist(item.pieces, _SHOWN))
    small = f'<br><span class="soft">{escape(inner)}</span>' if inner else ""
    return f"<li><b>{_SIGNS[item.kind]}</b><span>{escape(what)}{small}</span><p>{text}</p></li>\n"


def _marked(piece: Piece, language: str) -> str:
    text, tag = escape(_shown(piece.text, language)), _TAGS.get(piece.sign)
    return f"<{tag}>{text}</{tag}>" if tag else text


def _shown(text: str, language: str) -> str:
    """Return a text with a word for a picture, and dots for what a field shows."""
    return _FIELD.sub("[…]", text.replace(_HUNG, say(message("redline.picture"), language)))


def _gist(pieces: Sequence[Piece], shown: int) -> Iterator[Piece]:
    """Yield the pieces of a text; of long stretches that did not change only the `shown` letters beside a change."""
    for place, piece in enumerate(pieces):
        text = piece.text
        if piece.sign is Sign.SAME and len(text) > 2 * shown + 1:
            head, tail = text[:shown] if place else "", text[-shown:] if place < len(pieces) - 1 else ""
            text = f"{head}…{tail}"
        yield Piece(piece.sign, text)


def _short(item: Difference, language: str) -> str:
    """Return a difference in one line: the text that came, went or moved; of a changed one what stands beside the change."""
    if item.kind is Kind.CHANGED:
        said = "".join(_BRACKETS[piece.sign].format(piece.text) for piece in _gist(item.pieces, _SHOWN_IN_LINE))
    else:
        said = item.after or item.before
    return " ".join(_shown(said, language).split())


def _step(spot: Spot, language: str) -> str:
    if spot.kind == "part" and spot.name in _PARTS:
        return say(message(f"redline.part-{spot.name.replace(' ', '-')}"), language)
    return say(message(f"redline.where-{spot.kind}", name=spot.name), language) if spot.kind in _NAMED else spot.name
