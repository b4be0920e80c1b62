"""Promise 8: a template that came by e-mail can neither reach Python nor run away; values are data."""

import zipfile
from io import BytesIO
from pathlib import Path

import docx
import pytest
from lxml import etree

from tests.client import PROCEDURE, Client, run

ATTACKS = (
    "{{ organisation.__class__.__mro__ }}",
    "{{ ''.__class__.__base__.__subclasses__() }}",
    "{{ role.__globals__ }}",
    "{{ organisation._value }}",
    "{{ ref.__closure__ }}",
    "{{ 'x'.format }}",
    "{{ ('%1000000000d' % 1)|length }}",
    "{{ 'a' * 1000000000 }}",
    "{% for a in range(9999) %}{% for b in range(9999) %}{% for c in range(9999) %}x{% endfor %}{% endfor %}{% endfor %}",
    "{% for a in range(1000000000) %}x{% endfor %}",
    "{% set a = 'aaaaaaaaaaaaaaaa' %}" + "{% set a = a ~ a %}" * 40 + "{{ a }}",
    "{% include '/etc/passwd' %}",
    "{% import 'os' as os %}",
    "{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}",
    "{{ cycler.__init__.__globals__ }}",
    "{{ lipsum() }}",
    "{{ self }}",
    "{{ organisation|attr('__class__') }}",
    "{{ services|map(attribute='__class__')|list }}",
)


def overlay(folder: Path, text: str) -> Path:
    path = folder / "procedures" / f"{PROCEDURE}.en.docx"
    path.parent.mkdir(parents=True, exist_ok=True)
    word = docx.Document()
    word.add_paragraph(text)
    word.save(str(path))
    return folder


@pytest.mark.parametrize("attack", ATTACKS)
def test_a_hostile_tag_is_refused_with_a_sentence_in_no_time(attack: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    client = Client(tmp_path / "client", "harbourline")
    assert run("build", str(client.folder), "--templates", str(overlay(tmp_path / "own", attack))) == 1
    told = capsys.readouterr().err
    assert f"{PROCEDURE}.en.docx" in told
    assert "Traceback" not in told


def test_a_value_is_data_never_code(tmp_path: Path) -> None:
    client = Client(tmp_path / "client", "harbourline")
    name = "R&D <Labs> {{ 7 * 7 }} {% endif %} =1+1"
    client.change_field("organisation.name", name)
    client.build()
    parts = docx.Document(str(client.path(PROCEDURE))).part.package.iter_parts()
    told = [etree.fromstring(part.blob).itertext() for part in parts if str(part.partname).endswith(".xml")]
    assert any(name in "".join(text) for text in told)


def bomb() -> bytes:
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("[Content_Types].xml", "<Types/>")
        package.writestr("word/document.xml", b"\x00" * (300 * 1024 * 1024))
    return packed.getvalue()


def with_member(name: str, content: bytes) -> bytes:
    word = BytesIO()
    docx.Document().save(word)
    with zipfile.ZipFile(word, "a") as package:
        package.writestr(name, content)
    return word.getvalue()


@pytest.mark.parametrize(
    "content",
    [
        b"no zip at all",
        bomb(),
        with_member("word/vbaProject.bin", b"x"),
        with_member("../../outside.xml", b"<x/>"),
        with_member("word/header9.xml", b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><x>&a;</x>'),
    ],
    ids=["garbage", "zip bomb", "macro", "escaping member", "external entity"],
)
def test_a_hostile_package_is_refused_with_a_sentence(content: bytes, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    client = Client(tmp_path / "client", "harbourline")
    path = tmp_path / "own/procedures" / f"{PROCEDURE}.en.docx"
    path.parent.mkdir(parents=True)
    path.write_bytes(content)
    assert run("build", str(client.folder), "--templates", str(tmp_path / "own")) == 1
    told = capsys.readouterr().err
    assert f"{PROCEDURE}.en.docx" in told
    assert "Traceback" not in told


def test_a_template_that_is_a_link_out_of_its_folder_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    client = Client(tmp_path / "client", "harbourline")
    secret = tmp_path / "secret.docx"
    docx.Document().save(str(secret))
    path = tmp_path / "own/procedures" / f"{PROCEDURE}.en.docx"
    path.parent.mkdir(parents=True)
    path.symlink_to(secret)
    assert run("build", str(client.folder), "--templates", str(tmp_path / "own")) == 1
    assert f"{PROCEDURE}.en.docx" in capsys.readouterr().err


@pytest.mark.parametrize("logo", ["../logo.png", "/etc/passwd", "C:\\\\x.png"])
def test_a_picture_outside_the_clients_folder_is_refused(logo: str, tmp_path: Path) -> None:
    client = Client(tmp_path / "client", "harbourline")
    client.change_field("organisation.logo", logo)
    assert run("build", str(client.folder)) == 1
