"""The example clients are invented one by one: no two of them share a person, a company, a telephone number, a city or a colour."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator

import pytest

from docgen.domain.profile import Profile
from docgen.domain.text import Text
from docgen.sources.profile_file import read_profile
from docgen.sources.shipped import examples

CITIES = ("上海", "成都", "绍兴", "合肥", "芜湖", "Shanghai", "Chengdu", "Hefei", "Wuhu", "Bristol", "Exeter", "Edinburgh")
PHONE = re.compile(r"\b(?:\d{3}-\d{3}-\d{4}(?:-\d{4})?|0\d{3,4} \d{3} \d{3,4})\b")


def persons(profile: Profile, text: str) -> Iterator[Text | None]:
    for role in profile.roles.values():
        yield from (role.person, role.deputy)
    yield from (department.head for department in profile.departments)
    yield from (auditor.person for auditor in (profile.audit.auditors if profile.audit else ()))
    yield from (customer.contact for customer in profile.customers)


def companies(profile: Profile, text: str) -> Iterator[Text | None]:
    yield profile.organisation.name
    yield from (customer.name for customer in profile.customers)
    yield from (supplier.name for supplier in profile.suppliers)


def phones(profile: Profile, text: str) -> Iterable[str]:
    return PHONE.findall(text)


def cities(profile: Profile, text: str) -> Iterable[str]:
    return (city for city in CITIES if city in text)


def colours(profile: Profile, text: str) -> Iterable[str | None]:
    return (profile.organisation.brand_colour,)


@pytest.mark.parametrize("facts", [persons, companies, phones, cities, colours])
def test_no_two_examples_share_it(facts: Callable[[Profile, str], Iterable[Text | str | None]]) -> None:
    used = defaultdict(set)
    for name, folder in examples().items():
        text = (folder / "profile.yaml").read_text(encoding="utf-8")
        for fact in facts(read_profile(text, name).profile, text):
            for spelling in (fact.zh, fact.en) if isinstance(fact, Text) else (fact,):
                if spelling:
                    used[spelling].add(name)
    assert used
    assert {fact: names for fact, names in used.items() if len(names) > 1} == {}
