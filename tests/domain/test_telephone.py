"""The telephone number of a role's holder and deputy, looked up in the call tree."""

from __future__ import annotations

import pytest

from docgen.domain.catalogue import Catalogue
from docgen.domain.changes import Change, changed_fields
from docgen.domain.document_set import DocumentSet, role_view
from docgen.domain.telephone import number_of
from docgen.domain.text import Text
from tests.build import profile

HOLDER, DEPUTY, OTHER = Text.of("Ada Holder"), Text.of("Ben Deputy"), Text.of("Cy Other")
ROLES = {
    "roles.incident-manager": {"person": "Ada Holder", "deputy": "Ben Deputy"},
    "roles.operations-manager": {"person": "Cy Other", "deputy": "Ada Holder"},
}


def number(person: Text, *tree: dict[str, str]) -> str | None:
    return number_of(person, profile({**ROLES, "call_tree": [{"within": "5 min", **entry} for entry in tree]}))


def incident(phone: str) -> dict[str, str]:
    return {"role": "incident-manager", "phone": phone}


def test_the_first_number_is_the_holders_and_the_second_the_deputys() -> None:
    assert number(HOLDER, incident("07700 900 141; deputy 07700 900 146")) == "07700 900 141"
    assert number(DEPUTY, incident("07700 900 141; deputy 07700 900 146")) == "07700 900 146"


@pytest.mark.parametrize(
    ("phone", "deputys"),
    [
        ("400-000-0180-8201 / 8202", "400-000-0180-8202"),
        ("021-5555 1234／55551235", "021-55551235"),
        ("8201，代理 8202", "8202"),
        ("8201；代理人：8202", "8202"),
        ("+86 21 5555 1234 / 13800001111", "13800001111"),
        ("07700 900 141, 020 7946 0000", "020 7946 0000"),
        ("020 7946 0000; ext. 12", "ext. 12"),
        ("07700 900 141", None),
    ],
)
def test_a_second_number_may_be_shortened_to_its_ending(phone: str, deputys: str | None) -> None:
    assert number(DEPUTY, incident(phone)) == deputys


def test_a_number_is_found_at_any_entry_that_names_the_person() -> None:
    assert number(OTHER, incident("1")) is None
    assert number(OTHER, incident("1"), {"post": "Owner", "person": "Cy Other", "phone": "7"}) == "7"
    assert number(HOLDER, {"role": "operations-manager", "phone": "1 / 2"}, incident("3")) == "2"


def test_an_entry_without_the_persons_number_is_passed_over() -> None:
    tree = {"role": "operations-manager", "phone": "1"}
    assert number(HOLDER, {"role": "incident-manager"}, tree, incident("3")) == "3"
    assert number(DEPUTY, incident("3")) is None


def test_an_entry_of_another_person_gives_the_holder_the_second_number() -> None:
    tree = {"role": "incident-manager", "person": "Ben Deputy", "phone": "1; 2"}
    assert (number(DEPUTY, tree), number(HOLDER, tree)) == ("1", "2")


def test_a_role_shows_documents_both_numbers_and_none_where_nobody_holds_it() -> None:
    said = profile({**ROLES, "call_tree": [{"within": "5 min", **incident("1; 2")}]})
    catalogue = Catalogue(documents=(), roles=dict.fromkeys(("incident-manager", "problem-manager"), Text.of("Role")), cadences={})
    whole = DocumentSet(profile=said, facts={}, catalogue=catalogue, standards=(), system="ITSM", members={})
    held, vacant = (role_view(whole, role) for role in ("incident-manager", "problem-manager"))
    assert (held.phone, held.deputy_phone) == ("1", "2")
    assert (vacant.phone, vacant.deputy_phone) == (None, None)


def test_a_new_number_is_told_as_a_change_of_the_call_tree() -> None:
    before, after = ({"roles.incident-manager.phone": number} for number in ("1", "2"))
    assert changed_fields(before, after) == (Change(field="call_tree", before="1", after="2"),)
