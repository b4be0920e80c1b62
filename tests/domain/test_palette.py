"""The client's colours: tints from one brand colour, contrast kept."""

import pytest

from docgen.domain.palette import HOUSE, brand_colours


def luminance(colour: str) -> float:
    channels = [int(colour[i : i + 2], 16) / 255 for i in (0, 2, 4)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("brand", ["7A3B2E", "FFD400", "FF0000", "00FF00", "FFFFFF", "000000", "2f6b4f"])
def test_text_in_the_clients_colours_can_be_read(brand: str) -> None:
    colours = brand_colours(brand)
    text, dark, _, fill, _ = (colours[house] for house in HOUSE)
    assert contrast(text, "FFFFFF") >= 4.5
    assert contrast(dark, fill) >= 4.5


def test_a_readable_brand_colour_stays_as_it_is() -> None:
    assert brand_colours("7A3B2E")["1B5E7B"] == "7A3B2E"


def test_the_house_colour_changes_nothing() -> None:
    assert brand_colours("1b5e7b") == {}
