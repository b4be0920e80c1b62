"""Promise 3: every generated file is valid OOXML by an independent validator, and whole by its own parts list."""

import zipfile
from pathlib import Path

import pytest

from docgen.sources.shipped import examples
from tests.client import Client
from tests.office import schema_faults


@pytest.mark.parametrize("name", sorted(examples()))
def test_every_document_of_an_example_is_valid(name: str, tmp_path: Path) -> None:
    client = Client(tmp_path / "client", name)
    for step in client.build().steps:
        assert schema_faults(client.folder / step.path) == [], step.path


@pytest.mark.parametrize("name", sorted(examples()))
def test_no_document_holds_a_macro_or_reaches_outside(name: str, tmp_path: Path) -> None:
    client = Client(tmp_path / "client", name)
    for step in client.build().steps:
        with zipfile.ZipFile(client.folder / step.path) as package:
            assert len(package.namelist()) == len(set(package.namelist()))
            assert not any("vba" in member.lower() or "activex" in member.lower() for member in package.namelist())
            relations = b"".join(package.read(member) for member in package.namelist() if member.endswith(".rels"))
        outside = [relation for relation in relations.split(b"<Relationship ") if b'TargetMode="External"' in relation]
        assert all(b"/hyperlink" in relation for relation in outside)
