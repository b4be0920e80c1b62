"""Variants of a profile: the same client with one thing otherwise."""

from __future__ import annotations

from docgen.domain.profile import Profile, StandardId
from docgen.domain.variants import barest, restored, variants
from tests.build import profile

CLIENT = profile()
FOUND = {variant.change: variant.profile for variant in variants(CLIENT)}


def changed_fields(variant: Profile) -> set[str]:
    """The keys of the profile in which a variant differs."""
    return {name for name in Profile.__slots__ if getattr(variant, name) != getattr(CLIENT, name)}


def test_the_profile_itself_comes_first() -> None:
    first = next(iter(variants(CLIENT)))
    assert (first.change, first.profile) == ("", CLIENT)


def test_what_may_be_missing_is_missing_once() -> None:
    assert FOUND["- organisation.short_name"].organisation.short_name is None
    assert FOUND["- customers"].customers == ()
    assert FOUND["- services[].channels"].services[0].channels == ()


def test_what_a_profile_must_say_is_never_missing() -> None:
    assert "- organisation.name" not in FOUND
    assert "- services" not in FOUND
    assert "- dates.documents_issued" not in FOUND


def test_a_list_is_cut_to_its_first() -> None:
    assert FOUND["- sites[1:]"].sites == CLIENT.sites[:1]


def test_a_mapping_loses_one_key_at_a_time() -> None:
    lost = next(change for change in FOUND if change.startswith("- roles.") and "[" not in change)
    assert set(CLIENT.roles) - set(FOUND[lost].roles) == {lost.removeprefix("- roles.")}


def test_a_variant_differs_in_one_key_of_the_profile_or_in_size_and_size_of_the_set() -> None:
    assert all(len(changed_fields(variant)) <= 1 for change, variant in FOUND.items() if "set_size" not in change)
    both = "organisation.headcount: 9, document_control.set_size: standard"
    assert changed_fields(FOUND[both]) <= {"organisation", "document_control"}
    assert (FOUND[both].organisation.headcount, FOUND[both].document_control.set_size) == (9, "standard")


def test_sizes_sectors_and_standards_are_tried() -> None:
    assert {FOUND[f"organisation.headcount: {size}"].organisation.headcount for size in (9, 40, 180)} == {9, 40, 180}
    assert FOUND["organisation.sector: hospital"].organisation.sector == "hospital"
    assert FOUND["standards: iso20000-1, iso27001"].standards == tuple(StandardId)


def test_the_barest_client_lacks_everything_that_may_go_and_nothing_else() -> None:
    least = barest(CLIENT, lambda _: True)
    assert (least.customers, least.organisation.short_name, least.organisation.name) == ((), None, CLIENT.organisation.name)
    assert barest(least, lambda _: True) == least


def test_what_has_to_stay_for_a_client_to_be_one_stays() -> None:
    least = barest(CLIENT, lambda client: client.customers != ())
    assert len(least.customers) == 1
    assert least.organisation.short_name is None


def test_what_something_else_kept_in_place_goes_once_that_has_gone() -> None:
    least = barest(CLIENT, lambda client: len(client.sites) == 2 or client.departments == ())
    assert len(least.sites) == 1


def test_each_part_is_put_back_into_the_barest_client_by_itself() -> None:
    least = barest(CLIENT, lambda _: True)
    first, *others = restored(least, CLIENT)
    assert (first.change, first.profile) == ("barest", least)
    (back,) = [variant.profile for variant in others if variant.change == "barest, + customers"]
    assert back.customers == CLIENT.customers
    assert back.organisation == least.organisation
