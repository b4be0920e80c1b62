"""The engine as the rest of docgen sees it."""

from __future__ import annotations

import random
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path

from docgen.errors import DocgenError
from docgen.formats.engine import Reviser, Stamp
from docgen.formats.ooxml import open_package, parse, serialise
from docgen.formats.stamping import read_stamp
from docgen.formats.word.compiling import compiled
from tests.formats.word.documents import ENGINE, context, fill, paragraphs, valid, word
from tests.formats.word.rich import edited, rich

LI = Reviser(name="Li", date="2026-01-01")
ROOT = Path(__file__).parents[3]


def test_the_same_input_gives_the_same_bytes_in_every_process() -> None:
    code = (
        "import hashlib; from tests.formats.word.documents import *; "
        "t = word('{{ a }}', '{%p for x in b %}', '{{ x }}', '{{ picture(c) }}', '{%p endfor %}'); "
        "print(hashlib.sha256(fill(t, {'p.png': png()}, a='A', b=(1, 2), c='p.png')).hexdigest())"
    )
    digests = {
        subprocess.run(
            [sys.executable, "-c", code], check=True, capture_output=True, text=True, cwd=ROOT, env={"PYTHONHASHSEED": seed, "PYTHONPATH": str(ROOT)}
        ).stdout
        for seed in ("1", "2")
    }
    assert len(digests) == 1


def test_members_without_tags_are_the_very_bytes_of_the_template() -> None:
    template = word("{{ a }}")
    filled = fill(template, a="A")
    before, after = open_package(template), open_package(filled)
    assert [name for name in before if before.read(name) != after.read(name)] == ["word/document.xml"]


def test_a_compiled_template_serves_many_threads_and_both_languages() -> None:
    template = word("{{ a }}", "{%p for x in b %}", "{{ x }}", "{%p endfor %}")
    compiled.cache_clear()

    def work(number: int) -> list[str]:
        return paragraphs(ENGINE.fill(template, context("zh" if number % 2 else "en", a=f"A{number}", b=(number, number))).file)

    with ThreadPoolExecutor(8) as pool:
        results = list(pool.map(work, range(40)))
    assert results == [[f"A{number}", str(number), str(number)] for number in range(40)]
    assert compiled.cache_info().currsize == 1


def test_damaged_parts_are_refused_or_read_and_never_crash() -> None:
    chance = random.Random(20_000)
    whole = open_package(rich())
    for _ in range(25):
        name = chance.choice([part for part in whole if part.endswith((".xml", ".rels"))])
        root = parse(whole.read(name), name)
        elements = list(root.iter())
        for element in chance.sample(elements, min(4, len(elements))):
            for attribute in element.attrib:
                element.set(attribute, chance.choice(["", "x", "-1", "9" * 20, "{{ a }}"]))
            if chance.random() < 0.3 and element.getparent() is not None:
                element.getparent().remove(element)
        file = whole.write({name: serialise(root)})
        for use in (ENGINE.content, lambda file: ENGINE.fill(file, context(a="A"))):
            with suppress(DocgenError):
                use(file)


def test_filling_notes_the_fields_it_used() -> None:
    used = ENGINE.fill(word("{{ organisation.name }}"), context(organisation={"name": "A", "code": "B"})).used
    assert dict(used) == {"organisation.name": "A"}


def test_a_template_says_which_roles_and_documents_it_names() -> None:
    template = word("{{ role('incident-manager') }} {{ ref('b') }}", "{%p if applies('c') %}", "{{ role('x').title }}", "{%p endif %}")
    assert ENGINE.roles_used(template) == {"incident-manager", "x"}
    assert ENGINE.references_used(template) == {"b", "c"}
    assert ENGINE.roles_used(word("plain")) == frozenset()


def test_a_stamp_is_written_read_and_replaced(tmp_path: Path) -> None:
    first = Stamp(document="d", language="zh", code="C-1 & <x>", revision="A/0", template="a" * 32)
    second = Stamp(document="d", language="zh", code="C-1", revision="A/1", template="b" * 32)
    stamped = ENGINE.stamp(ENGINE.stamp(word("x"), first), second)
    assert read_stamp(open_package(stamped)) == second
    assert read_stamp(open_package(ENGINE.stamp(word("x"), first))) == first
    assert valid(stamped, tmp_path)


def test_a_merge_keeps_the_side_that_changed() -> None:
    base = rich()
    mine, theirs = edited(base, "a word changed"), edited(base, "a row added")
    assert ENGINE.merge(base, base, theirs, LI).file == theirs
    assert ENGINE.merge(base, mine, base, LI).file == mine
    assert ENGINE.merge(base, mine, mine, LI).conflicts == 0


def test_a_merge_of_two_changes_in_different_places_has_both() -> None:
    base = rich()
    mine, theirs = edited(base, "a word changed"), edited(base, "a row added")
    merged = ENGINE.merge(base, mine, theirs, LI)
    assert merged.conflicts == 0
    either_way = [merged.file, ENGINE.merge(base, theirs, mine, LI).file]
    first, second = ([piece.text for piece in ENGINE.content(file).walk()] for file in either_way)
    assert first == second
