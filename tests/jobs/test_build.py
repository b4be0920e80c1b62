"""Stories: what a consultant does with a client's folder, and what docgen makes of it."""

from pathlib import Path

import pytest

from docgen.errors import DocgenError
from docgen.formats.registry import engine_for
from tests.client import FEW, IN_SET, PROCEDURE, REGISTER, WITHOUT_TEMPLATE, Client

LANGUAGES = ("zh", "en")
WORD = engine_for(".docx")


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    client = Client(tmp_path_factory.mktemp("clients") / "client", keep=FEW)
    client.build()
    return client.folder


@pytest.fixture
def client(built: Path, tmp_path: Path) -> Client:
    return Client.copied(built, tmp_path / "client")


def test_a_first_build_creates_every_document_in_every_language(tmp_path: Path) -> None:
    client = Client(tmp_path / "client")
    result = client.build()
    assert client.actions(result) == {(document, language): "create" for document in IN_SET for language in LANGUAGES}
    assert all((client.folder / step.path).is_file() for step in result.steps)


def test_a_second_build_writes_nothing(client: Client) -> None:
    before = client.snapshot()
    assert set(client.actions(client.build()).values()) == {"keep"}
    assert client.snapshot() == before


def test_a_new_response_time_updates_the_documents_that_say_it_and_the_plan_names_the_field(client: Client) -> None:
    service = "services[hosting].targets.P2.response"
    client.change_field("services[hosting].targets.P2.response", "25 min")
    planned = client.plan()
    before = {key: client.text(*key) for key in client.actions(planned)}
    told = [(step.document, value) for step in planned.steps for reason in step.reasons for value in dict(reason.values).values()]
    assert (PROCEDURE, service) in told
    assert {"30 min", "25 min"} <= {str(value) for _, value in told}
    state = client.snapshot()
    assert client.plan() == planned
    assert client.snapshot() == state, "a plan writes nothing"
    client.build()
    updated = {key for key, action in client.actions(planned).items() if action == "update"}
    assert updated >= {(document, language) for document in (PROCEDURE, REGISTER) for language in LANGUAGES}
    assert updated == {key for key, text in before.items() if client.text(*key) != text}, "exactly those that say it"
    assert "25 minutes" in client.text(PROCEDURE, "en")
    assert "25 分钟" in client.text(PROCEDURE, "zh")
    assert set(client.actions(client.build()).values()) == {"keep"}


def test_a_fact_that_only_the_procedure_says_leaves_the_register_alone(client: Client) -> None:
    before = {language: client.path(REGISTER, language).read_bytes() for language in LANGUAGES}
    client.change_field("escalation.first_line.P2", "15 min")
    actions = client.actions(client.build())
    assert [actions[PROCEDURE, language] for language in LANGUAGES] == ["update", "update"]
    assert [actions[REGISTER, language] for language in LANGUAGES] == ["keep", "keep"]
    assert {language: client.path(REGISTER, language).read_bytes() for language in LANGUAGES} == before


def test_an_edited_document_without_news_is_kept(client: Client) -> None:
    edited = client.edit(REGISTER, lambda book: book.worksheets[1].__setitem__("C8", "typed by hand"))
    assert client.actions(client.build())[REGISTER, "en"] == "keep"
    assert client.path(REGISTER).read_bytes() == edited


def test_a_document_deleted_by_hand_comes_back_only_when_asked(client: Client) -> None:
    client.path(PROCEDURE).unlink()
    assert client.actions(client.build())[PROCEDURE, "en"] == "skip"
    assert not client.path(PROCEDURE).exists()
    assert client.actions(client.build(restore=[PROCEDURE]))[PROCEDURE, "en"] == "restore"
    assert client.path(PROCEDURE).is_file()
    assert set(client.actions(client.build()).values()) == {"keep"}


def test_a_document_renamed_by_hand_is_recognised_and_updated_where_it_is(client: Client) -> None:
    old = client.path(PROCEDURE)
    new = old.with_name("our incident procedure.docx")
    old.rename(new)
    client.change_field("services[hosting].targets.P2.response", "25 min")
    assert client.actions(client.build())[PROCEDURE, "en"] == "update"
    assert new.is_file()
    assert not old.exists()
    assert client.path(PROCEDURE) == new


def test_a_dropped_language_is_withdrawn_with_its_edits_and_comes_back(client: Client) -> None:
    edited = client.edit(PROCEDURE, lambda word: word.add_paragraph("Call Ms Li first."))
    client.change_field("languages", ["zh"])
    assert client.actions(client.build())[PROCEDURE, "en"] == "withdraw"
    assert client.path(PROCEDURE).parent.name == "withdrawn"
    withdrawn = client.path(PROCEDURE).read_bytes()
    assert WORD.content(WORD.in_force(withdrawn)) == WORD.content(edited)
    client.build()
    assert client.path(PROCEDURE).read_bytes() == withdrawn
    client.change_field("languages", ["zh", "en"])
    result = client.build()
    assert client.actions(result)[PROCEDURE, "en"] == "restore"
    assert client.path(PROCEDURE).parent.name == "2-procedures"
    assert WORD.content(client.path(PROCEDURE).read_bytes()) == WORD.content(edited)
    assert set(client.actions(client.build()).values()) == {"keep"}


def test_a_new_code_renames_documents_nobody_edited(client: Client) -> None:
    old = client.path(PROCEDURE)
    client.change_field("organisation.code", "CR")
    assert client.actions(client.build())[PROCEDURE, "en"] == "update"
    assert not old.exists()
    assert client.path(PROCEDURE).name.startswith("CR-")
    assert set(client.actions(client.build()).values()) == {"keep"}


def test_a_foreign_file_of_the_same_name_is_never_replaced(tmp_path: Path) -> None:
    client = Client(tmp_path / "client", keep=FEW)
    path = client.folder / next(step.path for step in client.plan().steps if (step.document, step.language) == (PROCEDURE, "en"))
    path.parent.mkdir(parents=True)
    path.write_bytes(b"mine")
    assert client.actions(client.build())[PROCEDURE, "en"] == "skip"
    assert path.read_bytes() == b"mine"


@pytest.mark.parametrize("marker", ["~${0}", ".~lock.{0}#"])
def test_a_document_open_in_word_or_libreoffice_is_left_for_later(client: Client, marker: str) -> None:
    path = client.path(PROCEDURE)
    name = path.name[2:] if marker.startswith("~") else path.name
    lock = path.with_name(marker.format(name))
    lock.write_bytes(b"someone")
    client.change_field("services[hosting].targets.P2.response", "25 min")
    assert client.actions(client.build())[PROCEDURE, "en"] == "skip"
    lock.unlink()
    assert client.actions(client.build())[PROCEDURE, "en"] == "update"


def test_only_names_the_documents_to_build(tmp_path: Path) -> None:
    client = Client(tmp_path / "client")
    assert {document for document, _ in client.actions(client.build(only=[REGISTER]))} == {REGISTER}
    with pytest.raises(DocgenError):
        client.build(only=["no-such-document"])
    with pytest.raises(DocgenError):
        client.build(only=[WITHOUT_TEMPLATE])


def test_several_processes_make_the_same_files(tmp_path: Path) -> None:
    one, two = Client(tmp_path / "one", keep=FEW), Client(tmp_path / "two", keep=FEW)
    one.build()
    two.build(jobs=2)
    assert {name: hash_ for name, (hash_, _) in one.snapshot().items()} == {name: hash_ for name, (hash_, _) in two.snapshot().items()}
