"""All documents of all example clients, read as one: nothing left over, nothing dangling, no foreign fact, every record with its form."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from functools import cache
from typing import Any

import pytest
import yaml

from tests.client import TEMPLATES, Client
from tests.word_columns import torn_words

EXAMPLES = sorted(path.parent.name for path in (TEMPLATES.parent / "examples").glob("*/profile.yaml"))
# A value that was not there stands alone in its run or cell; “None” within a sentence is English.
LEFT_OVER = re.compile(r"\{\{|\{%|%\}|\}\}|^None$|\bundefined\b|\bTODO\b|\bTBD\b|待定|某公司", re.MULTILINE)
# Words of the content guide that name nobody and no time (in quotes, a document says what not to write); 及时率 is a measure.
FORBIDDEN = {
    "zh": re.compile(
        r"(?<!“)(?:相关人员|有关人员|相关部门|有关部门|相关负责人|有关领导)|及时(?:地|处理|处置|报告|上报|反馈|通知|更新|沟通)|适时|服务水平协议|服务等级协议"
    ),
    "en": re.compile(r"\b(?:relevant|appropriate|responsible) (?:personnel|staff|persons?|parties)\b|\bin a timely manner\b|\bas appropriate\b", re.I),
}


@pytest.fixture(scope="module", params=EXAMPLES)
def client(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Client:
    built = Client(tmp_path_factory.mktemp("every") / request.param, request.param)
    built.build()
    return built


def members(client: Client) -> list[dict[str, Any]]:
    register: dict[str, Any] = json.loads((client.folder / ".docgen/register.json").read_text(encoding="utf-8"))
    return list(register["documents"])


@cache
def text_of(client: Client, document: str, language: str) -> str:
    return client.text(document, language)


def texts(client: Client) -> Iterator[tuple[dict[str, Any], str]]:
    for member in members(client):
        yield member, text_of(client, member["document"], member["language"])


@cache
def catalogue() -> dict[str, dict[str, Any]]:
    return {entry["id"]: entry for entry in yaml.safe_load((TEMPLATES / "catalogue.yaml").read_text(encoding="utf-8"))["documents"]}


@cache
def forms_of(document: str) -> frozenset[str]:
    """Return the forms that a document fills; a merged one fills those of its parts."""
    entry = catalogue()[document]
    return frozenset(form for kind in (entry, *(catalogue()[part] for part in entry.get("replaces", ()))) for form in kind.get("produces", ()))


def facts(example: str) -> set[str]:
    """Return the names that only this client has: its own in full, those of people, customers, suppliers and sites."""
    profile = yaml.safe_load((TEMPLATES.parent / "examples" / example / "profile.yaml").read_text(encoding="utf-8"))
    held = (profile["organisation"], *profile.get("customers", ()), *profile.get("suppliers", ()), *profile["sites"])
    names = [name for item in held if (name := item.get("name"))]
    names += [value for holder in profile["roles"].values() for key in ("person", "deputy") if (value := holder.get(key))]
    spelled = (text for name in names for text in (name.values() if isinstance(name, dict) else (name,)))
    return {str(text) for text in spelled if len(str(text)) > 2}


def test_nothing_is_left_over_and_no_forbidden_term_stands(client: Client) -> None:
    for member, text in texts(client):
        assert not LEFT_OVER.findall(text), member["path"]
        assert not FORBIDDEN[member["language"]].findall(text), member["path"]


def test_every_word_fits_its_column(client: Client) -> None:
    torn = {member["path"]: list(torn_words(client.folder / "documents" / member["path"])) for member in members(client) if member["path"].endswith(".docx")}
    assert not {path: words for path, words in torn.items() if words}


def test_every_code_that_is_named_belongs_to_the_set(client: Client) -> None:
    codes = {member["code"] for member in members(client)}
    prefix = next(iter(codes)).rpartition("-")[0].split("-")[0]
    named = re.compile(rf"\b{re.escape(prefix)}(?:-[A-Z]+)*-[MPWF]-\d\d(?:-\d\d)?(?!\d)")
    for member, text in texts(client):
        assert set(named.findall(text.replace("\N{NON-BREAKING HYPHEN}", "-"))) <= codes, member["path"]


def test_no_fact_of_another_client_stands(client: Client) -> None:
    own = (client.folder / "profile.yaml").read_text(encoding="utf-8")
    foreign = {fact for example in EXAMPLES if example != client.folder.name for fact in facts(example) if fact not in own}
    for member, text in texts(client):
        assert not {fact for fact in foreign if fact in text}, member["path"]


def test_a_document_and_the_forms_it_fills_name_each_other(client: Client) -> None:
    found = {(member["document"], member["language"]): member for member in members(client)}
    for (document, language), member in found.items():
        for form in forms_of(document):
            if (form, language) in found:
                code = found[form, language]["code"]
                said = text_of(client, document, language).replace("\N{NON-BREAKING HYPHEN}", "-")
                assert code in said or catalogue()[form]["title"][language] in said, f"{member['path']} does not name {code}"
    for (form, language), member in found.items():
        holders = [document for document in catalogue() if form in forms_of(document) and (document, language) in found]
        if holders:
            said = (text_of(client, form, language) + client.furniture(form, language)).replace("\N{NON-BREAKING HYPHEN}", "-")
            named = (name for document in holders for name in (found[document, language]["code"], catalogue()[document]["title"][language]))
            assert any(name in said for name in named), f"{member['path']} names none of {holders}"
