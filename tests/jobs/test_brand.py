"""A client's documents come in the client's colour: nothing of the house's own is left."""

import re
import zipfile
from pathlib import Path

from docgen.domain.palette import HOUSE
from tests.client import FEW, Client


def colours(path: Path) -> set[str]:
    with zipfile.ZipFile(path) as package:
        text = "".join(package.read(name).decode("utf-8", "ignore") for name in package.namelist() if name.endswith(".xml"))
    return {colour[-6:] for colour in re.findall(r'"((?:[0-9A-F]{2})?[0-9A-F]{6})"', text)}


def test_documents_are_drawn_in_the_brand_colour_of_the_profile(tmp_path: Path) -> None:
    client = Client(tmp_path / "client", "harbourline")
    client.change_field("organisation.brand_colour", "7A3B2E")
    for step in client.build().steps:
        found = colours(client.folder / step.path)
        assert "7A3B2E" in found, step.path
        assert found.isdisjoint(HOUSE), step.path


def test_a_new_brand_colour_is_a_change_that_the_plan_names(tmp_path: Path) -> None:
    client = Client(tmp_path / "client", "harbourline", keep=FEW)
    client.build()
    client.change_field("organisation.brand_colour", "7A3B2E")
    for step in client.plan().steps:
        assert step.action.value == "update"
        assert ("field", "organisation.brand_colour") in step.reasons[0].values
