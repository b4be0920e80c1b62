"""The pictures of a profile: an SVG has a PNG of the same name beside it, for programs that do not draw SVG."""

from __future__ import annotations

_VECTOR = ".svg"


def is_vector(name: str) -> bool:
    """Tell whether a picture is an SVG, by its file name."""
    return name.lower().endswith(_VECTOR)


def beside(name: str) -> str:
    """Return the name of the PNG that stands beside an SVG: "logo.svg" -> "logo.png"."""
    return name[: -len(_VECTOR)] + ".png"
