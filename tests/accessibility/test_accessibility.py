"""Every shipped template, filled for the main examples, is usable for those who don't see it; and each check can tell."""

from __future__ import annotations

from pathlib import Path

import pytest

from docgen.authoring.compiling import templates
from tests.accessibility.checks import EXCEL, WORD, Check, Document, Spoiler
from tests.client import MAIN_EXAMPLES, MERGED, Client

# Those of small sets and the agreement with internal suppliers are not in the sets of the main examples.
# Nothing named is the whole set.
CLIENTS: dict[str, tuple[str, ...]] = {**dict.fromkeys(MAIN_EXAMPLES, ()), "jianyue": tuple(sorted(MERGED)), "yuehu": ("ola",)}
NOWHERE = {("ola", "en")}  # no example with internal suppliers is in English

CHECKS = [(suffix, check) for suffix, checks in ((".docx", WORD), (".xlsx", EXCEL)) for check, _ in checks]
SPOILERS = [
    (suffix, check, spoiler) for suffix, checks in ((".docx", WORD), (".xlsx", EXCEL)) for check, spoilers in checks for spoiler in spoilers
]


@pytest.fixture(scope="module")
def documents(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Document]:
    """The documents by their path: every shipped template is filled at least once."""
    folder, found = tmp_path_factory.mktemp("clients"), {}
    for name, only in CLIENTS.items():
        client = Client(folder / name, name)
        for step in client.build(only=only).steps:
            path = client.folder / step.path
            found[f"{name}/{step.path}"] = Document(path.read_bytes(), step.document, step.language, step.title)
    return found


def test_every_shipped_template_is_among_them(documents: dict[str, Document]) -> None:
    root = Path(__file__).parents[2] / "templates"
    shipped = {tuple(template.target.name.split(".")[:2]) for template in templates(root)}
    assert {(document.id, document.language) for document in documents.values()} == shipped - NOWHERE


@pytest.mark.parametrize(("suffix", "check"), CHECKS, ids=lambda value: getattr(value, "__name__", value))
def test_every_document_has_it(suffix: str, check: Check, documents: dict[str, Document]) -> None:
    faults = {path: list(check(document)) for path, document in documents.items() if Path(path).suffix == suffix}
    assert faults
    assert {path: found for path, found in faults.items() if found} == {}


@pytest.mark.parametrize(("suffix", "check", "spoiler"), SPOILERS, ids=lambda value: getattr(value, "__name__", value))
def test_a_document_that_lacks_it_is_told(suffix: str, check: Check, spoiler: Spoiler, documents: dict[str, Document]) -> None:
    spoiled = {path: spoiler(document) for path, document in documents.items() if Path(path).suffix == suffix}
    overlooked = [path for path, document in spoiled.items() if document is not None and not list(check(document))]
    assert any(document is not None for document in spoiled.values())
    assert overlooked == []
