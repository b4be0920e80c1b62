"""A logo as SVG and as PNG, which say in themselves which of the two a program shows."""

from __future__ import annotations

import io

from PIL import Image, ImageDraw

COLOUR = "6B2F7A"
NAME = "mark.svg"
_BARS = ((0, 120), (70, 60), (140, 180))  # left edge, top edge
_BOTTOM, _WIDTH, _SIZE = 240, 50, (600, 240)


def _svg() -> bytes:
    """Return a circle and three bars."""
    bars = "".join(f'<rect x="{left}" y="{top}" width="{_WIDTH}" height="{_BOTTOM - top}" fill="#{COLOUR}"/>' for left, top in _BARS)
    word = f'<text x="230" y="220" font-family="Arial, sans-serif" font-size="150" fill="#{COLOUR}">SVG</text>'
    size = f'width="{_SIZE[0]}" height="{_SIZE[1]}" viewBox="0 0 {_SIZE[0]} {_SIZE[1]}"'
    return f'<svg xmlns="http://www.w3.org/2000/svg" {size}>{bars}{word}</svg>'.encode()


def _png() -> bytes:
    """Return the same bars beside a plain block in place of the word."""
    picture = Image.new("RGB", _SIZE, "white")
    draw = ImageDraw.Draw(picture)
    for left, top in _BARS:
        draw.rectangle((left, top, left + _WIDTH, _BOTTOM), fill=f"#{COLOUR}")
    draw.rectangle((230, 110, 530, 220), outline=f"#{COLOUR}", width=8)
    stream = io.BytesIO()
    picture.save(stream, "PNG")
    return stream.getvalue()


FILES = {NAME: _svg(), "mark.png": _png()}
