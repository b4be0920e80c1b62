"""Documents that need not be filled again: the plan is the same as if every one of them had been."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path

import pytest

from docgen.domain.document_context import SetContexts
from docgen.domain.plan import Plan
from docgen.formats.registry import engine_for
from docgen.jobs import executors
from docgen.jobs.client import open_client
from docgen.jobs.one_document import Made, Task
from docgen.workspace import register_file
from tests.client import FEW, Client
from tests.scope_changes import changed

CHANGES = ("site added", "role moved", "supplier replaced", "brand changed", "template upgraded", "code pattern changed")


@dataclass
class Filled:
    """The documents that were filled, one after the other."""

    documents: list[tuple[str, str]]


@pytest.fixture
def filled(monkeypatch: pytest.MonkeyPatch) -> Filled:
    found, make = Filled([]), executors.make

    def noted(task: Task, contexts: SetContexts) -> Made:
        found.documents.append((task.document, task.language))
        return make(task, contexts)

    monkeypatch.setattr(executors, "make", noted)
    return found


@pytest.fixture(scope="module")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("cache")


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory, cache: Path) -> Path:
    folder = tmp_path_factory.mktemp("clients") / "client"
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DOCGEN_CACHE", str(cache))
        Client(folder, keep=FEW).build()
    return folder


@pytest.fixture
def client(built: Path, cache: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Client:
    """Return a client as it was built, with its own memory: what the others change makes notes of the same documents."""
    monkeypatch.setenv("DOCGEN_CACHE", str(shutil.copytree(cache, tmp_path / "cache")))
    return Client.copied(built, tmp_path / "client")


def without_memory(client: Client, monkeypatch: pytest.MonkeyPatch) -> Plan:
    with monkeypatch.context() as patch:
        patch.setenv("DOCGEN_CACHE", "off")
        return client.plan()


def test_nothing_is_filled_when_nothing_changed(client: Client, filled: Filled) -> None:
    assert set(client.actions(client.plan()).values()) == {"keep"}
    assert filled.documents == []


def test_a_new_value_fills_the_documents_that_ask_for_it(client: Client, filled: Filled) -> None:
    client.change_field("services[hosting].targets.P2.response", "25 min")
    actions = client.actions(client.plan())
    assert set(filled.documents) >= {key for key, action in actions.items() if action == "update"}
    assert len(filled.documents) < len(actions)


@pytest.mark.parametrize("change", CHANGES)
def test_a_plan_is_the_same_with_and_without_memory(client: Client, change: str, monkeypatch: pytest.MonkeyPatch) -> None:
    changed(client.folder, change)
    assert client.plan() == without_memory(client, monkeypatch)


def test_a_document_deleted_by_hand_comes_back_though_it_was_not_filled(client: Client, filled: Filled) -> None:
    path = client.path("change-management", "zh")
    content = path.read_bytes()
    path.unlink()
    client.build(restore=["change-management"])
    assert path.read_bytes() == content
    assert filled.documents == []


def test_every_question_of_a_template_has_the_answer_it_was_given(client: Client) -> None:
    """What a template notes while it is filled is what the same client answers later: no note is lost, none is unanswerable."""
    opened = open_client(client.folder, ())
    contexts = SetContexts(opened.whole, opened.contexts.pictures, register_file.read(client.folder))
    for (document, language), template in opened.templates.items():
        seen = engine_for(template.name).fill(template.content, contexts.context(document, language, opened.first_standing)).seen
        assert contexts.answers_alike(document, language, opened.first_standing, seen), document
