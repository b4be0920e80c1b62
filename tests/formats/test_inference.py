"""Fields that no profile can have are found in a template without any client's data."""

from __future__ import annotations

from pathlib import Path

import pytest

from docgen.domain.vocabulary import FUNCTIONS, vocabulary
from docgen.formats.registry import engine_for
from docgen.formats.sandbox import Sandbox

TEMPLATES = Path(__file__).parents[2] / "templates"
NAMES = {**vocabulary(), **FUNCTIONS}


def misuses(*tags: str) -> list[tuple[str, str, tuple[str, ...]]]:
    """Return what is found in a template of `tags`: the fault, the name that it says, names that come near."""
    found = Sandbox("en", str).misuses([""] * (len(tags) + 1), [f"{tag[:2]}\n{tag[2:]}" for tag in tags], NAMES)
    return [(error.what.key, str(dict(error.what.values).get("name", "")), error.nearest) for error in found]


UNKNOWN, OF_LIST, RECORD, YES_NO = "tags.unknown-name", "tags.field-of-list", "tags.prints-record", "tags.prints-yes-no"

FAULTY = [
    ("a field of a record", ["{{ organisation.headcnt }}"], UNKNOWN, "headcnt", "headcount"),
    ("a field of a field", ["{{ document.owner.persn }}"], UNKNOWN, "persn", "person"),
    ("a field of what a function returns", ["{{ role('incident-manager').deputee }}"], UNKNOWN, "deputee", "deputy"),
    ("a field in brackets", ["{{ organisation['nam'] }}"], UNKNOWN, "nam", "name"),
    ("a field of a list's members", ["{% for s in services %}", "{{ s.nme }}", "{% endfor %}"], UNKNOWN, "nme", "name"),
    ("a field of a member's members", ["{% for s in services %}", "{% for c in s.customers %}", "{{ c.name }}", "{% endfor %}", "{% endfor %}"], UNKNOWN, "name", ""),
    ("a field of one member", ["{{ (services|first).naem }}"], UNKNOWN, "naem", "name"),
    ("a field of a member by number", ["{{ services[0].naem }}"], UNKNOWN, "naem", "name"),
    ("a field of a value by name", ["{{ roles['incident-manager'].persn }}"], UNKNOWN, "persn", "person"),
    ("a field of a priority's target", ["{% for s in services %}", "{{ s.targets.P1.respons }}", "{% endfor %}"], UNKNOWN, "respons", "response"),
    ("a field under a condition that may never hold", ["{% if facts.uses_cloud %}", "{{ scope.sites }}", "{% endif %}"], UNKNOWN, "sites", "statement"),
    ("a field in a condition", ["{% if organisation.hedcount > 5 %}", "{% endif %}"], UNKNOWN, "hedcount", "headcount"),
    ("a fact that there is not", ["{% if facts.uses_clouds %}", "{% endif %}"], UNKNOWN, "uses_clouds", "uses_cloud"),
    ("a field that a filter asks for", ["{{ services|map(attribute='nmae')|join(', ') }}"], UNKNOWN, "nmae", "name"),
    ("a field that a filter chooses by", ["{% for s in services|selectattr('ownr', 'equalto', 'x') %}", "{% endfor %}"], UNKNOWN, "ownr", "owner"),
    ("a field after a choice", ["{% for s in services|selectattr('owner') %}", "{{ s.ownr }}", "{% endfor %}"], UNKNOWN, "ownr", "owner"),
    ("a field of a name that was set", ["{% set who = role('incident-manager') %}", "{{ who.titel }}"], UNKNOWN, "titel", "title"),
    ("a field of what both branches give", ["{{ (services[0] if facts.uses_cloud else services[1]).nmae }}"], UNKNOWN, "nmae", "name"),
    ("a field of a list", ["{{ services.name }}"], OF_LIST, "name", ""),
    ("a field of a text", ["{{ organisation.name.short }}"], UNKNOWN, "short", ""),
    ("a record printed", ["{{ organisation }}"], RECORD, "", "name"),
    ("a list printed", ["{{ services }}"], RECORD, "", ""),
    ("a yes printed", ["{{ applies('incident-management') }}"], YES_NO, "", ""),
]  # fmt: skip

SOUND = [
    ["{{ services|map(attribute='targets.' ~ p ~ '.response')|list|min }}"],
    ["{{ organisation.name.upper() }}"],
    ["{{ role('incident-manager') }}", "{{ ref('change-management').code }}"],
    ["{% if organisation.nickname is defined %}", "{% endif %}"],
    ["{{ organisation.nickname|default('none') }}"],
    ["{{ tools.ticketing }}", "{{ tools['remote-access'] }}", "{{ tools.anything_else }}"],
    ["{{ custom.whatever.they.like }}"],
    ["{% for s in services %}", "{{ s.targets[p].response }}", "{{ loop.index }}", "{% endfor %}"],
    ["{% set x = services[0] %}", "{% set x = sites[0] %}", "{{ x.address }}"],
    ["{% for level, rows in documents|groupby('level') %}", "{{ rows[0].anything }}", "{% endfor %}"],
    ["{{ (services[0] if facts.uses_cloud else '') }}"],
]


@pytest.mark.parametrize(("what", "tags", "fault", "name", "near"), FAULTY, ids=[faulty[0] for faulty in FAULTY])
def test_what_no_profile_can_give_is_found(what: str, tags: list[str], fault: str, name: str, near: str) -> None:
    ((key, said, nearest),) = misuses(*tags)
    assert (key, said) == (fault, name)
    assert not near or near in nearest


@pytest.mark.parametrize("tags", SOUND, ids=[" ".join(tags) for tags in SOUND])
def test_nothing_is_said_about_what_a_profile_may_give(tags: list[str]) -> None:
    assert misuses(*tags) == []


@pytest.mark.parametrize("path", sorted(TEMPLATES.glob("*/*.*x")), ids=lambda path: path.name)
def test_the_shipped_templates_ask_for_nothing_in_vain(path: Path) -> None:
    assert engine_for(path.name).template_faults(path.read_bytes()) == ()
