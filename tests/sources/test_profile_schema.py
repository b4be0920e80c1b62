"""The schema that editors use: complete, described in both languages, and of one mind with the reader."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft202012Validator

from docgen.sources.profile_schema import schema
from tests.build import PROFILE

EXAMPLES = sorted((Path(__file__).parents[2] / "examples").glob("*/profile.yaml"))
SCHEMA = schema()
VALIDATOR = Draft202012Validator(SCHEMA)


class EditorsYaml(yaml.SafeLoader):
    """YAML as editors read it: dates are texts, and only true and false are answers."""


EditorsYaml.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if not tag.endswith((":timestamp", ":bool")) or first in "tTfF"]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


def as_editors_see(text: str) -> Any:
    return json.loads(json.dumps(yaml.load(text, EditorsYaml)))


def keys() -> Iterator[tuple[str, dict[str, Any]]]:
    """Every key of every record, with its schema."""
    for name, definition in {"": SCHEMA, **SCHEMA["$defs"]}.items():
        for key, value in definition.get("properties", {}).items():
            yield f"{name}.{key}", value


def test_it_is_a_schema_of_2020_12() -> None:
    Draft202012Validator.check_schema(SCHEMA)
    assert SCHEMA["$schema"].endswith("2020-12/schema")


@pytest.mark.parametrize("text", [PROFILE, *(path.read_text(encoding="utf-8") for path in EXAMPLES)], ids=range(len(EXAMPLES) + 1))
def test_sound_profiles_fit(text: str) -> None:
    assert [f"{error.json_path}: {error.message}" for error in VALIDATOR.iter_errors(as_editors_see(text))] == []


def test_every_key_is_described_in_both_languages() -> None:
    described = dict(keys())
    assert len(described) > 200
    for name, value in described.items():
        for words in (value["title"], value["description"]):
            chinese, _, english = words.partition(" / ")
            assert any("一" <= character <= "鿿" for character in chinese), name
            assert english, name


def test_every_record_refuses_unknown_keys() -> None:
    for name, definition in {"": SCHEMA, **SCHEMA["$defs"]}.items():
        assert definition["additionalProperties"] is False or name in ("Targets", "Tools")


@pytest.mark.parametrize(
    ("old", "new", "path"),
    [
        ("  headcount: 42", "  headcnt: 42", "$.organisation"),
        ("  headcount: 42", "  headcount: many", "$.organisation.headcount"),
        ("  code: YL", "  code: Y L", "$.organisation.code"),
        ("  sector: it-outsourcing", "  sector: hospitel", "$.organisation.sector"),
        ("languages: [zh, en]", "languages: []", "$.languages"),
        ("standards: [iso20000-1]", "standards: [iso9001]", "$.standards[0]"),
        ("availability: 99.5 %", "availability: 99.5", "$.services[0].targets.availability"),
        ("response: 15 min", "response: soon", "$.services[0].targets.P1.response"),
        ("    class: A", "    class: D", "$.suppliers[0].class"),
        ('  brand_colour: "1B5E7B"', "  logo: ../x.png", "$.organisation.logo"),
        ("founded: 2014-03-18", "founded: 18.3.2014", "$.organisation.founded"),
        ("letters: {1: M", "letters: {5: M", "$.document_control.letters"),
        ("en: Head office}", "fr: Siège}", "$.sites[0].name"),
        ("    hours: 5x8\n", "", "$.services[1]"),
    ],
)
def test_a_fault_is_seen_in_the_editor(old: str, new: str, path: str) -> None:
    assert old in PROFILE
    assert path in {error.json_path for error in VALIDATOR.iter_errors(as_editors_see(PROFILE.replace(old, new, 1)))}


def test_it_is_the_same_every_time() -> None:
    assert json.dumps(schema()) == json.dumps(SCHEMA)
