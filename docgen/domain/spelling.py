"""How a value that a document's note of its fields keeps, such as "15 min", may stand in the document."""

from __future__ import annotations

from collections.abc import Callable

from docgen.domain.quantities import Duration, Hours, Percentage, Target
from docgen.domain.wording import spell

_KINDS: tuple[Callable[[str], object], ...] = (Duration.parse, Percentage.parse, Hours.parse, Target.parse)


def spellings(value: str, language: str) -> tuple[str, ...]:
    """Return the spellings of a noted value in a document of `language`: as it is, and as a duration, a percentage … is printed."""
    if not value:
        return ()
    return tuple(dict.fromkeys((value, *(spelled for kind in _KINDS if (spelled := _as(kind, value, language))))))


def _as(parse: Callable[[str], object], value: str, language: str) -> str:
    try:
        return spell(parse(value), language)
    except ValueError:
        return ""
