"""Promise 1: what a person edited survives a scope change, and what was only saved again is not an edit."""

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.client import FEW, PROCEDURE, REGISTER, Client
from tests.office import resaved

TOOL = Path(__file__).parents[3] / "shared/tools/hand_edit.py"


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Client:
    client = Client(tmp_path_factory.mktemp("edits") / "client", keep=FEW)
    client.build()
    return client


def copy_of(client: Client, folder: Path) -> Client:
    shutil.copytree(client.folder, folder)
    copied = object.__new__(Client)
    copied.folder = folder
    return copied


def test_a_file_that_libreoffice_merely_saved_again_is_not_edited(built: Client, tmp_path: Path) -> None:
    client = copy_of(built, tmp_path / "client")
    paths = [client.path(document, language) for document in (PROCEDURE, REGISTER) for language in ("zh", "en")]
    before = [path.read_bytes() for path in paths]
    resaved(paths)
    assert all(path.read_bytes() != old for path, old in zip(paths, before, strict=True))
    assert set(client.actions(client.plan()).values()) == {"keep"}
    client.change_field("services[hosting].targets.P2.response", "25 min")
    updated = {key for key, action in client.actions(client.build()).items() if action == "update"}
    assert updated >= {(document, language) for document in (PROCEDURE, REGISTER) for language in ("zh", "en")}


@pytest.mark.skipif(not TOOL.is_file(), reason="the independent hand-edit maker is not beside this checkout")
@pytest.mark.parametrize("seed", [1, 2, 3])
def test_every_edit_of_an_independent_hand_edit_maker_survives_a_build(built: Client, tmp_path: Path, seed: int) -> None:
    client = copy_of(built, tmp_path / "client")
    documents, manifest = client.folder / "documents", tmp_path / "edits.json"
    subprocess.run([sys.executable, TOOL, documents, "--manifest", manifest, "--seed", str(seed)], check=True, capture_output=True)
    verified = verify(manifest, documents)
    client.change_field("services[hosting].targets.P2.response", "25 min")
    client.change_field("organisation.brand_colour", "7A3B2E")
    assert set(client.actions(client.build()).values()) == {"merge"}
    assert json.loads(manifest.read_text(encoding="utf-8"))
    assert verify(manifest, documents) == verified, "the maker finds of its edits after the build what it found before"


def verify(manifest: Path, documents: Path) -> str:
    """What the edit maker says of its own edits. It misjudges a swap of sections whose heading stands in the contents too."""
    command = [sys.executable, TOOL, "--verify", manifest, documents]
    return subprocess.run(command, check=False, capture_output=True, text=True).stdout


@pytest.mark.parametrize(("document", "edit"), [
    (PROCEDURE, lambda word: word.paragraphs[-1].add_run(" one word more")),
    (PROCEDURE, lambda word: setattr(next(r for p in word.paragraphs for r in p.runs if r.text.strip()), "bold", True)),
    (PROCEDURE, lambda word: word.tables[-1].add_row()),
    (PROCEDURE, lambda word: setattr(word.sections[0].footer.paragraphs[0], "text", "our footer")),
    (REGISTER, lambda book: book.worksheets[1].__setitem__("D9", "=1+1")),
    (REGISTER, lambda book: book.create_sheet("Ours")),
])  # fmt: skip
def test_each_kind_of_edit_counts_as_one(built: Client, tmp_path: Path, document: str, edit: object) -> None:
    client = copy_of(built, tmp_path / "client")
    client.edit(document, edit)  # type: ignore[arg-type]
    client.change_field("services[hosting].targets.P2.response", "25 min")
    assert client.actions(client.build())[document, "en"] == "merge"
