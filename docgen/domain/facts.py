"""The facts that decide which documents apply: derived from the profile where it tells, taken from `facts:` where it can't.

Every fact comes with the profile field it rests on, so that a plan can say why.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from docgen.domain.profile import Profile, Sector, SetSize, StandardId
from docgen.domain.services import ServiceType
from docgen.domain.size import Size, size_of

Fact = bool | int | tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Contradiction:
    """A fact that `facts:` says otherwise than the field `source`, which tells it."""

    fact: str
    said: bool
    source: str


@dataclass(frozen=True, slots=True)
class _Witness:
    """A profile field that may tell a fact, and what it says; None when it is silent.

    binding: what it tells is certain, so that `facts:` may repeat it and not deny it.
    """

    source: str
    tells: Callable[[Profile], Fact | None]
    binding: bool = True


def _offers(kind: ServiceType) -> _Witness:
    return _Witness("services", lambda profile: True if any(service.type is kind for service in profile.services) else None)


def _has_set_of(size: Size) -> tuple[_Witness, _Witness]:
    """Return what tells whether the set of documents is of that size: what the profile wants, else the headcount."""

    def wanted(profile: Profile) -> bool | None:
        said = profile.document_control.set_size
        return None if said is SetSize.AUTO else said.value == size.value

    return (
        _Witness("document_control.set_size", wanted),
        _Witness("organisation.headcount", lambda profile: size_of(profile) is size),
    )


def _external_customers(profile: Profile) -> bool | None:
    return any(not customer.internal for customer in profile.customers) if profile.customers else None


_WITNESSES: Mapping[str, tuple[_Witness, ...]] = {
    "targets_iso20000": (_Witness("standards", lambda profile: StandardId.ISO20000_1 in profile.standards),),
    "targets_iso27001": (_Witness("standards", lambda profile: StandardId.ISO27001 in profile.standards),),
    "headcount": (_Witness("organisation.headcount", lambda profile: profile.organisation.headcount),),
    "it_headcount": (
        _Witness("organisation.it_headcount", lambda profile: profile.organisation.it_headcount),
        _Witness("organisation.headcount", lambda profile: profile.organisation.headcount),
    ),
    "small_set": _has_set_of(Size.SMALL),
    "large_set": _has_set_of(Size.LARGE),
    "services": (_Witness("services", lambda profile: tuple(dict.fromkeys(service.type.value for service in profile.services))),),
    "has_external_customers": (_Witness("customers", _external_customers),),
    "has_suppliers": (_Witness("suppliers", lambda profile: bool(profile.suppliers)),),
    "outsources_processes": (
        _Witness("service_desk.operated_by", lambda profile: True if profile.service_desk and profile.service_desk.operated_by else None),
    ),
    "has_internal_suppliers": (_Witness("internal_suppliers", lambda profile: bool(profile.internal_suppliers)),),
    "has_internal_development": (
        _Witness("development", lambda profile: True if profile.development else None),
        _offers(ServiceType.SOFTWARE_DEVELOPMENT),
    ),
    "outsources_development": (),
    "uses_cloud": (),
    "provides_cloud": (_offers(ServiceType.CLOUD_HOSTING),),
    "has_data_center": (
        _Witness("organisation.sector", lambda profile: True if profile.organisation.sector is Sector.DATA_CENTRE else None),
        _offers(ServiceType.DATA_CENTER_HOSTING),
    ),
    "has_office_premises": (_Witness("sites", lambda profile: bool(profile.sites), binding=False),),
    "processes_personal_data": (_Witness("personal_data", lambda profile: True if profile.personal_data else None),),
    "allows_remote_work": (),
    "allows_byod": (),
    "has_on_call": (
        _Witness("on_call", lambda profile: True if profile.on_call else None),
        _Witness("shifts", lambda profile: True if profile.shifts else None),
    ),
    "has_itsm_tool": (_Witness("tools.ticketing", lambda profile: profile.tools["ticketing"] is not None, binding=False),),
}
FACTS = tuple(_WITNESSES)


def facts_of(profile: Profile) -> Mapping[str, Fact]:
    """Return every fact of the catalogue: yes or no, a number, or a tuple of names. What nobody says is no."""
    return {name: _decided(profile, name)[0] for name in FACTS}


def fact_sources(profile: Profile) -> Mapping[str, str]:
    """Return the profile field that each fact rests on: has_suppliers on `suppliers`, allows_byod on `facts.allows_byod`."""
    return {name: _decided(profile, name)[1] for name in FACTS}


def denied_facts(profile: Profile) -> tuple[Contradiction, ...]:
    """Return the facts that `facts:` says otherwise than the rest of the profile does."""
    denied = []
    for name in FACTS:
        said, (told, source, binding) = _said(profile, name), _told(profile, name)
        if binding and said is not None and told is not None and said != told:
            denied.append(Contradiction(fact=name, said=said, source=source))
    return tuple(denied)


def _decided(profile: Profile, name: str) -> tuple[Fact, str]:
    said, (told, source, binding) = _said(profile, name), _told(profile, name)
    if told is not None and (binding or said is None):
        return told, source
    return said or False, f"facts.{name}"


def _told(profile: Profile, name: str) -> tuple[Fact | None, str, bool]:
    """Return what the first field that is not silent tells, that field, and whether it binds."""
    for witness in _WITNESSES[name]:
        told = witness.tells(profile)
        if told is not None:
            return told, witness.source, witness.binding
    return None, "", False


def _said(profile: Profile, name: str) -> bool | None:
    said: bool | None = getattr(profile.facts, name, None)
    return said
