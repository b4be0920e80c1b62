"""What a theme changes of a template. Templates are drawn in the house's theme, `modern`; another one is the difference to it, as data.

A template names styles, so its texts know nothing of themes: the same template gives the same words in each. Only templates that
carry the house's look are restyled; one that somebody has drawn otherwise stays as it is.
Pairs are (Chinese, English); lengths are points unless a name says otherwise.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

LANGUAGES = ("zh", "en")
Numbers = tuple[float, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Face:
    """The fonts of a text: for Latin letters and digits, and for Chinese characters."""

    latin: str
    asian: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Font:
    """A font of the font table: the font that stands in for it, its family and its pitch."""

    name: str
    instead: str
    family: str
    pitch: str = "variable"


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """What a theme changes of one paragraph style; None leaves what is drawn.

    exact: the line height is exact, of each language.   face: "body", "strong" or "letter"; "" leaves it.
    left_mm: where it begins.   rule: the weight of a rule below it; 0 takes its rule away.
    """

    size: Numbers | None = None
    line: Numbers | None = None
    exact: tuple[bool, bool] = (False, False)
    before: Numbers | None = None
    after: Numbers | None = None
    align: tuple[str, str] | None = None
    face: str = ""
    left_mm: float | None = None
    rule: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Restyling:
    """A theme.

    name:     as the profile names it.
    colours:  each of the house's colours to the theme's, everywhere; the client's brand is not asked.
    written, cell_text, cell_fills: the same for text in the styles of a document, and text and fills of cells, where that differs.
    drawn:    the house's Latin and Chinese fonts, which `body` takes the place of.
    strong:   the face of weight in a language, where it is a face and no bold; `letter` of official letters.
    fonts:    the fonts of the theme, for programs that lack one.
    looks:    by style id; those of `uncovered` go before in a document without a cover, and those of `forms` in a form.
    tables:   the table styles that get all rules; `rules` is their weight outside and inside, `rule` the colour of all rules.
    sides_mm: the left and right margin of upright pages; together as wide as the house's.
    """

    name: str
    colours: Mapping[str, str]
    written: Mapping[str, str]
    cell_text: Mapping[str, str]
    cell_fills: Mapping[str, str]
    drawn: frozenset[str]
    body: Face
    strong: Mapping[str, Face]
    letter: Mapping[str, Face]
    fonts: tuple[Font, ...]
    looks: Mapping[str, Look]
    uncovered: Mapping[str, Look]
    forms: Mapping[str, Look]
    tables: frozenset[str]
    rules: tuple[float, float]
    rule: str
    sides_mm: tuple[float, float]
