"""Promise 3: every generated file is valid OOXML by an independent validator, and whole by its own parts list."""

import zipfile
from pathlib import Path

import pytest

from docgen.sources.shipped import examples
from tests.client import Client
from tests.office import schema_faults


@pytest.fixture(scope="module", params=sorted(examples()))
def documents(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """The documents of an example client."""
    client = Client(tmp_path_factory.mktemp("clients") / "client", request.param)
    return [client.folder / step.path for step in client.build().steps]


def test_every_document_of_an_example_is_valid(documents: list[Path]) -> None:
    for path in documents:
        assert schema_faults(path) == [], path.name


def test_no_document_holds_a_macro_or_reaches_outside(documents: list[Path]) -> None:
    for path in documents:
        with zipfile.ZipFile(path) as package:
            assert len(package.namelist()) == len(set(package.namelist()))
            assert not any("vba" in member.lower() or "activex" in member.lower() for member in package.namelist())
            relations = b"".join(package.read(member) for member in package.namelist() if member.endswith(".rels"))
        outside = [relation for relation in relations.split(b"<Relationship ") if b'TargetMode="External"' in relation]
        assert all(b"/hyperlink" in relation for relation in outside)
