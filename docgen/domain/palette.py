"""The client's colours: one brand colour from the profile, everything tinted computed from it, contrast kept.

In a template the house's brand colours stand for the client's: a template drawn in them comes out in the client's own.
Source: the design tokens of the theme `modern`; contrast after WCAG 2.1, 1.4.3 (4.5:1 for text on white).
"""

from __future__ import annotations

_WHITE = (255.0, 255.0, 255.0)
Rgb = tuple[float, float, float]
# brand, dark (text on a tint), mid (second outlines), fill (heads of tables), wash (label cells): as templates are drawn.
HOUSE = ("1B5E7B", "124457", "8FB1C0", "E9F0F3", "F5F8F9")
# Colours that stay whatever the client's are: what is exceptional (outline and text, ground), lines between boxes.
ALARM, ALARM_FILL, CONNECTOR = "B3372B", "F8E1DD", "51606B"
_READABLE = 4.5


def brand_colours(brand: str) -> dict[str, str]:
    """Return what each of the house's colours becomes for a client whose brand colour is `brand` (six hex digits).

    A brand too light to be read on white is darkened until it passes 4.5:1, since headings are set in it.
    """
    brand = brand.upper()
    if brand == HOUSE[0]:
        return {}
    base = _rgb(brand)
    text = base
    while _contrast_to_white(text) < _READABLE:
        text = _scaled(text, 0.95)
    dark = _scaled(text, 0.71)
    tints = (_towards_white(base, share) for share in (0.5, 0.9, 0.96))
    return dict(zip(HOUSE, (_hex(text), _hex(dark), *(_hex(tint) for tint in tints)), strict=True))


def _rgb(colour: str) -> Rgb:
    return (float(int(colour[0:2], 16)), float(int(colour[2:4], 16)), float(int(colour[4:6], 16)))


def _hex(colour: Rgb) -> str:
    return "".join(f"{round(channel):02X}" for channel in colour)


def _scaled(colour: Rgb, factor: float) -> Rgb:
    return (colour[0] * factor, colour[1] * factor, colour[2] * factor)


def _towards_white(colour: Rgb, share: float) -> Rgb:
    red, green, blue = (channel + (white - channel) * share for channel, white in zip(colour, _WHITE, strict=True))
    return (red, green, blue)


def _contrast_to_white(colour: Rgb) -> float:
    """Return the contrast ratio of a colour to white, 1 to 21."""
    linear = [c / 12.92 if (c := channel / 255) <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for channel in colour]
    luminance = 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
    return 1.05 / (luminance + 0.05)
