"""The facts that decide which documents apply: derived from the profile where it tells, taken from `facts:` where it can't.

Every fact comes with the profile field it rests on, so that a plan can say why.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from docgen.domain.profile import Profile, Sector, StandardId
from docgen.domain.services import ServiceType

Fact = bool | int | tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Contradiction:
    """A fact that `facts:` says otherwise than the field `source`, which tells it."""

    fact: str
    said: bool
    source: str


@dataclass(frozen=True, slots=True)
class _Rule:
    """What tells a fact: a profile field, and what it says; None when it is silent.

    binding: the field tells the fact for certain, so that `facts:` may repeat it and not deny it.
    """

    source: str
    derived: Callable[[Profile], Fact | None]
    binding: bool = True


def _offers(kind: ServiceType) -> Callable[[Profile], bool | None]:
    return lambda profile: True if any(service.type is kind for service in profile.services) else None


def _has_data_center(profile: Profile) -> bool | None:
    own = profile.organisation.sector is Sector.DATA_CENTRE
    return True if own or any(service.type is ServiceType.DATA_CENTER_HOSTING for service in profile.services) else None


def _has_external_customers(profile: Profile) -> bool | None:
    return any(not customer.internal for customer in profile.customers) if profile.customers else None


def _develops(profile: Profile) -> bool | None:
    return True if profile.development else _offers(ServiceType.SOFTWARE_DEVELOPMENT)(profile)


_RULES: Mapping[str, _Rule] = {
    "targets_iso20000": _Rule("standards", lambda profile: StandardId.ISO20000_1 in profile.standards),
    "targets_iso27001": _Rule("standards", lambda profile: StandardId.ISO27001 in profile.standards),
    "headcount": _Rule("organisation.headcount", lambda profile: profile.organisation.headcount),
    "it_headcount": _Rule(
        "organisation.it_headcount", lambda profile: profile.organisation.it_headcount or profile.organisation.headcount
    ),
    "services": _Rule("services", lambda profile: tuple(dict.fromkeys(service.type.value for service in profile.services))),
    "has_external_customers": _Rule("customers", _has_external_customers),
    "has_suppliers": _Rule("suppliers", lambda profile: bool(profile.suppliers)),
    "outsources_processes": _Rule(
        "service_desk.operated_by", lambda profile: True if profile.service_desk and profile.service_desk.operated_by else None
    ),
    "has_internal_suppliers": _Rule("internal_suppliers", lambda profile: bool(profile.internal_suppliers)),
    "has_internal_development": _Rule("development", _develops),
    "outsources_development": _Rule("", lambda _: None),
    "uses_cloud": _Rule("", lambda _: None),
    "provides_cloud": _Rule("services", _offers(ServiceType.CLOUD_HOSTING)),
    "has_data_center": _Rule("services", _has_data_center),
    "has_office_premises": _Rule("sites", lambda profile: bool(profile.sites), binding=False),
    "processes_personal_data": _Rule("personal_data", lambda profile: True if profile.personal_data else None),
    "allows_remote_work": _Rule("", lambda _: None),
    "allows_byod": _Rule("", lambda _: None),
    "has_on_call": _Rule("on_call", lambda profile: True if profile.on_call or profile.shifts else None),
    "has_itsm_tool": _Rule("tools.ticketing", lambda profile: profile.tools["ticketing"] is not None, binding=False),
}
FACTS = tuple(_RULES)


def facts_of(profile: Profile) -> Mapping[str, Fact]:
    """Return every fact of the catalogue: yes or no, a number, or a tuple of names. What nobody says is no."""
    return {name: _decided(profile, name, rule)[0] for name, rule in _RULES.items()}


def fact_sources(profile: Profile) -> Mapping[str, str]:
    """Return the profile field that each fact rests on, e.g. has_suppliers on `suppliers`, allows_byod on `facts.allows_byod`."""
    return {name: _decided(profile, name, rule)[1] for name, rule in _RULES.items()}


def denied_facts(profile: Profile) -> tuple[Contradiction, ...]:
    """Return the facts that `facts:` says otherwise than the rest of the profile does."""
    found = []
    for name, rule in _RULES.items():
        said, told = _said(profile, name), rule.derived(profile)
        if rule.binding and said is not None and told is not None and said != told:
            found.append(Contradiction(fact=name, said=said, source=rule.source))
    return tuple(found)


def _decided(profile: Profile, name: str, rule: _Rule) -> tuple[Fact, str]:
    said, told = _said(profile, name), rule.derived(profile)
    if told is not None and (rule.binding or said is None):
        return told, rule.source
    return said or False, f"facts.{name}"


def _said(profile: Profile, name: str) -> bool | None:
    said: bool | None = getattr(profile.facts, name, None)
    return said
