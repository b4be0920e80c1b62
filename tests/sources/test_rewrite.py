"""Setting fields of a profile: what is set reads back, and everything else stays as it was, byte for byte."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from docgen.errors import ProfileError
from docgen.sources.places import Plain, read_yaml
from docgen.sources.profile_file import read_profile
from docgen.sources.rewrite import rewrite
from tests.build import PROFILE

COMMENTED = """\
# the client
organisation:
  name: "Old name"   # as on the licence
  code: YL
  note: >-
    folded over
    two lines

  logo:
languages: [zh, en]   # both
sites:
    - {id: hq,   name: Head office}
"""
SCALARS = [path for path, spot in read_yaml(PROFILE, "").places.spots.items() if spot.start >= 0]


def value_at(text: str, path: str) -> Any:
    """The plain value at a path, as it is written."""
    written = read_yaml(text, "")
    assert not written.problems
    value: Any = written.data
    for part in written.places.numbered(path).replace("[", ".[").split("."):
        value = value[int(part[1:-1])] if part.startswith("[") else value[part]
    return value


@settings(max_examples=80, deadline=None)
@given(st.sampled_from(SCALARS), st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=30))
def test_a_text_set_reads_back_and_nothing_else_changes(path: str, text: str) -> None:
    spot = read_yaml(PROFILE, "").places.spots[path]
    changed = rewrite(PROFILE, {path: text})
    assert value_at(changed, path) == text
    assert changed.startswith(PROFILE[: spot.start])
    assert changed.endswith(PROFILE[spot.end :])


@pytest.mark.parametrize(
    ("path", "value", "line"),
    [
        ("organisation.name", "New name", '  name: "New name"   # as on the licence'),
        ("organisation.code", "AB", "  code: AB"),
        ("organisation.code", "a: b", '  code: "a: b"'),
        ("organisation.code", 7, "  code: 7"),
        ("organisation.code", "7", '  code: "7"'),
        ("organisation.code", True, "  code: true"),
        ("organisation.logo", "logo.png", "  logo: logo.png"),
        ("sites[hq].name", "Head office 2", "    - {id: hq,   name: Head office 2}"),
        ("sites[0].name", "A, B", '    - {id: hq,   name: "A, B"}'),
    ],
)
def test_a_single_value_changes_its_own_characters(path: str, value: object, line: str) -> None:
    changed = rewrite(COMMENTED, {path: value})
    assert line in changed.splitlines()
    assert len(changed.splitlines()) == len(COMMENTED.splitlines())
    assert [new for new, old in zip(changed.splitlines(), COMMENTED.splitlines(), strict=True) if new != old] == [line]


def test_a_text_over_several_lines_is_replaced_whole() -> None:
    changed = rewrite(COMMENTED, {"organisation.note": "short"})
    assert "  note: short\n\n  logo:\n" in changed


def test_several_fields_are_set_in_one_go() -> None:
    changed = rewrite(PROFILE, {"services[ops].targets.P1.response": "10 min", "organisation.headcount": 50, "custom.floors": 12})
    profile = read_profile(changed, "p").profile
    assert profile.services[0].targets["P1"].response.minutes == 10  # type: ignore[union-attr]
    assert (profile.organisation.headcount, profile.custom["floors"]) == (50, 12)


def test_a_new_key_a_list_or_a_record_is_set_and_comments_stay() -> None:
    changed = rewrite(COMMENTED, {"languages": ["zh"], "organisation.founded": "2014-03-18", "sites[0].address": {"zh": "上海"}})
    assert value_at(changed, "languages") == ["zh"]
    assert value_at(changed, "organisation.founded") == "2014-03-18"
    assert value_at(changed, "sites[0].address.zh") == "上海"
    for comment in ("# the client", "# as on the licence", "# both"):
        assert comment in changed


def test_a_profile_goes_round_with_a_new_key_and_no_other_line_changes() -> None:
    changed = rewrite(PROFILE, {"organisation.registration_number": "91310000MA1"})
    new = [line for line in changed.splitlines() if line not in PROFILE.splitlines()]
    assert new == ["  registration_number: 91310000MA1"]
    assert len(changed.splitlines()) == len(PROFILE.splitlines()) + 1


def test_a_field_whose_place_is_not_there_is_refused() -> None:
    with pytest.raises(KeyError, match="nowhere"):
        rewrite(PROFILE, {"nowhere.at.all": "x"})


def test_a_file_that_is_no_yaml_is_refused() -> None:
    with pytest.raises(ProfileError):
        rewrite("a: [", {"a": "x"})


def test_a_number_written_plain_stays_a_number_and_a_text_stays_a_text() -> None:
    assert isinstance(value_at(rewrite(PROFILE, {"custom.floors": 4}), "custom.floors"), Plain)
    assert not isinstance(value_at(rewrite(PROFILE, {"custom.floors": "4"}), "custom.floors"), Plain)
