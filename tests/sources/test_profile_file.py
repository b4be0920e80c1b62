"""profile.yaml -> Profile: what is written is what is read."""

from __future__ import annotations

import pickle
import subprocess
import sys
import time
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from docgen.domain.contradiction import contradiction
from docgen.domain.profile import Language, Sector, SupplierClass
from docgen.domain.quantities import Duration, Percentage, Target
from docgen.domain.services import Channel
from docgen.domain.text import Text
from docgen.errors import ProfileError
from docgen.messages import say
from docgen.sources.profile_file import read_profile
from tests.build import PROFILE, profile, profile_yaml

EXAMPLES = sorted(path.parent for path in (Path(__file__).parents[2] / "examples").glob("*/profile.yaml"))


def test_what_is_written_is_what_is_read() -> None:
    read = profile()
    ops = read.services[0]
    assert read.organisation.name == Text("上海云岭信息技术有限公司", "Cloudridge IT Services Ltd")
    assert (read.organisation.sector, read.organisation.founded, read.organisation.headcount) == (Sector.IT_OUTSOURCING, date(2014, 3, 18), 42)
    assert read.languages == (Language.CHINESE, Language.ENGLISH) == ("zh", "en")
    assert ops.channels == (Channel.PHONE, Channel.PORTAL)
    assert ops.priorities == ("P1", "P2", "P3", "P4")
    assert ops.targets.of("P3") is not None
    assert ops.targets["availability"] == Percentage(Decimal("99.5"))
    assert ops.targets["satisfaction"] == Target.parse("90")
    assert read.suppliers[0].class_ is SupplierClass.A
    assert read.suppliers[0].targets["P2"] is None
    assert read.tools["ticketing"] == Text("ServiceDesk Plus", "ServiceDesk Plus")
    assert read.document_control.letters == {1: "M", 2: "P", 3: "W", 4: "F"}
    assert read.retention == {"incident-record": Duration.parse("3 years")}
    assert read.facts.uses_cloud is True
    assert read.facts.has_on_call is None
    assert read.custom == {"parking": True, "floors": 3, "motto": Text("稳", "Steady")}


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("3", 3), ('"3"', "3"), ("1.10", Decimal("1.10")), ("007", "007"), ("true", True), ("no", "no"), ("021-555", "021-555"),
        ("[1, a]", (1, "a")), ("{a: {b: x}}", {"a": {"b": "x"}}), ("{zh: 甲, en: A}", Text("甲", "A")), ("2026-01-01", "2026-01-01"),
    ],
)  # fmt: skip
def test_custom_facts_are_numbers_answers_texts_lists_and_records(written: str, value: object) -> None:
    text = PROFILE.replace("custom: {parking: true,", f"custom: {{free: {written}, parking: true,")
    assert read_profile(text, "p").profile.custom["free"] == value


def test_a_profile_in_one_language_says_each_text_once() -> None:
    text = profile_yaml(languages=["zh"]).replace("name: {zh: 总部, en: Head office}", "name: 总部")
    assert read_profile(text, "p").profile.sites[0].name.zh == "总部"


def test_chinese_text_in_an_english_profile_is_a_fault_and_a_persons_name_is_none() -> None:
    with pytest.raises(ProfileError) as raised:
        read_profile(profile_yaml(languages=["en"]).replace("name: {zh: 总部, en: Head office}", "name: 总部"), "p")
    assert [problem.where.field for problem in raised.value.problems] == ["sites[0].name"]


def test_one_word_serves_both_languages() -> None:
    assert profile({"sites[0].name": "HQ"}).sites[0].name == Text("HQ", "HQ")


def test_a_problem_is_placed_by_index_or_by_id() -> None:
    loaded = read_profile(PROFILE, "profile.yaml")
    for path in ("services[1].owner", "services[desk].owner"):
        where = loaded.placed(contradiction(path, "role-without-holder", role="x")).where
        assert (where.file, PROFILE.splitlines()[(where.line or 0) - 1]) == ("profile.yaml", "    owner: service-desk-manager")


def test_a_profile_travels_to_another_process() -> None:
    assert pickle.loads(pickle.dumps(profile())) == profile()


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda folder: folder.name)
def test_the_examples_are_sound(example: Path) -> None:
    read_profile((example / "profile.yaml").read_bytes(), "profile.yaml")


def test_a_missing_key_says_what_it_would_look_like() -> None:
    with pytest.raises(ProfileError) as raised:
        read_profile(PROFILE.replace("    hours: 5x8\n", ""), "p")
    (problem,) = raised.value.problems
    assert problem.expected is not None
    assert "24x7" in say(problem.expected, "en")


def test_reading_again_is_quick() -> None:
    # 9 ms on an idle machine; the bound leaves room for a busy one.
    raw = max((example / "profile.yaml" for example in EXAMPLES), key=lambda path: path.stat().st_size).read_bytes()
    read_profile(raw, "p")
    taken = []
    for _ in range(5):
        start = time.process_time()
        read_profile(raw, "p")
        taken.append(time.process_time() - start)
    assert min(taken) < 0.060


def test_reading_loads_nothing_heavy() -> None:
    code = f"import sys; from docgen.sources.profile_file import read_profile; read_profile({PROFILE!r}, 'p'); print(*sys.modules)"
    loaded = set(subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split())
    assert loaded.isdisjoint({"pydantic", "pydantic_core", "ruamel", "ruamel.yaml", "jinja2", "lxml", "docx", "openpyxl", "click"})


def test_the_kernel_loads_no_library() -> None:
    code = "import sys, docgen.domain.consistency, docgen.domain.defaults; print(*sys.modules)"
    loaded = set(subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split())
    assert loaded.isdisjoint({"yaml", "pydantic", "ruamel", "jinja2", "lxml", "docx", "openpyxl", "click"})
