"""Each command as other programs call it: exit codes, standard output, JSON."""

import json
from pathlib import Path

import pytest

from docgen.sources.shipped import examples
from tests.client import FEW, SHIPPED, WITHOUT_TEMPLATE, Client, run


@pytest.fixture
def client(tmp_path: Path) -> Client:
    return Client(tmp_path / "client", keep=FEW)


def output(capsys: pytest.CaptureFixture[str]) -> dict[str, list[dict[str, object]]]:
    captured = capsys.readouterr()
    data: dict[str, list[dict[str, object]]] = json.loads(captured.out)
    return data


def test_plan_and_build_print_the_same_stable_json(client: Client, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("plan", str(client.folder), "--json") == 0
    planned = output(capsys)
    assert run("build", str(client.folder), "--json") == 0
    assert output(capsys) == planned
    assert planned["summary"] == {"create": 2 * len(FEW)}
    assert {frozenset(document) for document in planned["documents"]} == {
        frozenset({"id", "code", "title", "language", "path", "action", "reasons", "conflicts"})
    }
    keys = [(document["id"], document["language"]) for document in planned["documents"]]
    assert sorted(keys) == sorted({(identity, language) for identity in FEW for language in ("zh", "en")})


def test_a_plan_is_a_table_with_code_title_action_and_reason(client: Client, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("plan", str(client.folder), lang="zh") == 0
    table = capsys.readouterr().out
    for word in ("编号", "名称", "原因", "YL-ITSM-P-12", "事件管理程序", "新建", "ISO/IEC 20000-1:2018"):
        assert word in table


def test_catalogue_json_has_all_documents_and_needs_no_workspace(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    assert run("catalogue", "--json") == 0
    documents = output(capsys)["documents"]
    assert len(documents) == 225
    assert {frozenset(document) for document in documents} == {
        frozenset({"id", "level", "code", "title", "standards", "clauses", "format", "replaces"})
    }
    assert run("catalogue", "--missing", "--json") == 0
    missing = output(capsys)["documents"]
    assert {frozenset(document) for document in missing} == {frozenset({"id", "level", "code", "languages"})}
    assert {document["id"] for document in documents} - {document["id"] for document in missing} == SHIPPED


def test_what_has_no_template_is_listed_and_never_generated(client: Client, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("catalogue", "--missing") == 0
    assert WITHOUT_TEMPLATE in capsys.readouterr().out
    assert {step.document for step in client.plan().steps} == FEW


def test_schema_is_json_with_descriptions_in_both_languages(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("schema") == 0
    schema = json.loads(capsys.readouterr().out)
    assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert "services" in schema["properties"]


def test_check_passes_a_sound_client_and_warns_of_documents_without_template(client: Client, capsys: pytest.CaptureFixture[str]) -> None:
    client.build()
    assert run("check", str(client.folder)) == 0
    assert "docgen catalogue --missing" in capsys.readouterr().out
    assert run("check", str(client.folder), "--strict") == 1
    capsys.readouterr()
    assert run("check", str(client.folder), "--json") == 0
    found = output(capsys)
    assert found["problems"] == []
    assert found["warnings"]


@pytest.mark.parametrize("name", sorted(examples()))
def test_every_example_starts_and_passes_the_check(name: str, tmp_path: Path) -> None:
    assert run("new", str(tmp_path / "client"), "--example", name) == 0
    assert run("check", str(tmp_path / "client")) == 0


def test_new_takes_the_languages_and_keeps_the_comments(tmp_path: Path) -> None:
    assert run("new", str(tmp_path / "client"), "--example", "cloudridge", "--language", "zh") == 0
    original = (examples()["cloudridge"] / "profile.yaml").read_text(encoding="utf-8")
    text = (tmp_path / "client/profile.yaml").read_text(encoding="utf-8")
    assert text.count("#") == original.count("#")
    changed = [(old, new) for old, new in zip(original.splitlines(), text.splitlines(), strict=True) if old != new]
    assert len(changed) == 1
    assert changed[0][1].startswith("languages: [zh]")


def test_new_refuses_an_unknown_example_and_an_occupied_folder(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("new", str(tmp_path / "client"), "--example", "nobody") == 1
    assert "cloudridge" in capsys.readouterr().err
    (tmp_path / "letters").mkdir()
    (tmp_path / "letters/letter.txt").write_text("mine", encoding="utf-8")
    assert run("new", str(tmp_path / "letters"), "--example", "cloudridge") == 1
    assert sorted(path.name for path in (tmp_path / "letters").iterdir()) == ["letter.txt"]


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_starter_asks_nothing_without_a_terminal_and_check_says_what_to_fill_in(
    tmp_path: Path, lang: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("new", str(tmp_path / "client"), lang=lang) == 0
    capsys.readouterr()
    assert run("check", str(tmp_path / "client"), lang=lang) == 1
    told = capsys.readouterr().out
    for field in ("organisation.name", "organisation.code", "scope.statement", "services[0].name", "dates.documents_issued"):
        assert field in told
