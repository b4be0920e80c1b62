"""Compiled templates are kept between runs, in files that only their owner can have written."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from docgen.formats import shelf
from docgen.formats.engine import Limits
from docgen.formats.word.compiling import compiled
from docgen.workspace import compile_cache as module
from docgen.workspace.compile_cache import VARIABLE, CompileCache, compile_cache
from tests.client import TEMPLATES, Client

TEMPLATE = (TEMPLATES / "manual" / "service-management-policy.en.docx").read_bytes()


@pytest.fixture
def cache(tmp_path: Path) -> CompileCache:
    return CompileCache(tmp_path / "cache")


def only_file(tmp_path: Path) -> Path:
    (path,) = (tmp_path / "cache").iterdir()
    return path


def test_what_is_put_comes_back_byte_for_byte(cache: CompileCache) -> None:
    assert cache.get("word-1") is None
    cache.put("word-1", b"content")
    assert cache.get("word-1") == b"content"


def test_a_template_from_the_cache_is_the_template_compiled(cache: CompileCache) -> None:
    compile_anew = compiled.__wrapped__
    first = compile_anew(TEMPLATE, Limits())
    shelf.use(cache)
    try:
        assert compile_anew(TEMPLATE, Limits()).parts == first.parts
        from_cache = compile_anew(TEMPLATE, Limits())
    finally:
        shelf.use(None)
    assert (from_cache.parts, from_cache.notes, from_cache.taken) == (first.parts, first.notes, first.taken)


@pytest.mark.parametrize("cut", [0, 1, 20, -1])
def test_a_damaged_file_is_as_if_it_were_not_there(cache: CompileCache, tmp_path: Path, cut: int) -> None:
    cache.put("word-1", b"content")
    path = only_file(tmp_path)
    path.write_bytes(path.read_bytes()[:cut])
    assert cache.get("word-1") is None


@pytest.mark.skipif(os.name != "posix", reason="other systems keep the user's folder to the user by other means")
@pytest.mark.parametrize("mode", [0o660, 0o606])
def test_a_file_that_others_can_write_is_not_read(cache: CompileCache, tmp_path: Path, mode: int) -> None:
    cache.put("word-1", b"content")
    only_file(tmp_path).chmod(mode)
    assert cache.get("word-1") is None


@pytest.mark.skipif(os.name != "posix", reason="needs user ids")
def test_a_file_of_another_user_is_not_read(cache: CompileCache, monkeypatch: pytest.MonkeyPatch) -> None:
    cache.put("word-1", b"content")
    monkeypatch.setattr(os, "geteuid", lambda: os.getuid() + 1)
    assert cache.get("word-1") is None


@pytest.mark.skipif(os.name != "posix", reason="needs links")
def test_a_link_is_not_followed(cache: CompileCache, tmp_path: Path) -> None:
    cache.put("word-1", b"content")
    path = only_file(tmp_path)
    path.rename(tmp_path / "elsewhere")
    path.symlink_to(tmp_path / "elsewhere")
    assert cache.get("word-1") is None


def test_another_version_of_docgen_reads_nothing_of_this_one(cache: CompileCache, monkeypatch: pytest.MonkeyPatch) -> None:
    cache.put("word-1", b"content")
    monkeypatch.setattr(module, "_fingerprint", lambda: "another")
    assert cache.get("word-1") is None


def test_a_folder_that_cannot_be_written_costs_time_and_nothing_else(tmp_path: Path) -> None:
    (tmp_path / "cache").write_text("a file", encoding="utf-8")
    cache = CompileCache(tmp_path / "cache")
    cache.put("word-1", b"content")
    assert cache.get("word-1") is None


def test_the_older_half_goes_when_there_are_many(cache: CompileCache, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_MOST_FILES", 4)
    monkeypatch.setattr(module, "_LOOKED_EVERY", 1)
    for number in range(6):
        cache.put(f"word-{number}", b"content")
        os.utime(next(path for path in (tmp_path / "cache").iterdir() if path.name.startswith(f"word-{number}-")), (number, number))
    assert [number for number in range(6) if cache.get(f"word-{number}")] == [2, 3, 4, 5]


def test_a_build_with_and_without_the_cache_makes_the_same_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made = []
    for folder in ("off", str(tmp_path / "cache"), str(tmp_path / "cache")):
        monkeypatch.setenv(VARIABLE, folder)
        compiled.cache_clear()
        client = Client(tmp_path / f"client-{len(made)}", "harbourline")
        client.build(only=["service-management-policy"])
        made.append(client.path("service-management-policy").read_bytes())
    assert made[0] == made[1] == made[2]
    assert list((tmp_path / "cache").iterdir())
    shelf.use(None)


def test_it_can_be_switched_off(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(VARIABLE, "off")
    assert compile_cache() is None
