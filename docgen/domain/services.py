"""A service and what is promised for it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import ClassVar

from docgen.domain.operations import Priority
from docgen.domain.quantities import Duration, Hours, Percentage, Target
from docgen.domain.shapes import Id, Names, Several
from docgen.domain.text import Text


class ServiceType(StrEnum):
    """What kind of service it is: the values of the catalogue's fact `services`."""

    INFRASTRUCTURE_OPERATIONS = "infrastructure-operations"
    NETWORK_OPERATIONS = "network-operations"
    APPLICATION_SUPPORT = "application-support"
    DESKTOP_SUPPORT = "desktop-support"
    ONSITE_SUPPORT = "onsite-support"
    SOFTWARE_DEVELOPMENT = "software-development"
    CLOUD_HOSTING = "cloud-hosting"
    DATA_CENTER_HOSTING = "data-center-hosting"
    SECURITY_SERVICES = "security-services"


class Channel(StrEnum):
    """How incidents and requests reach us."""

    PHONE = "phone"
    EMAIL = "email"
    PORTAL = "portal"
    CHAT = "chat"
    MONITORING = "monitoring"
    WALK_IN = "walk-in"


@dataclass(frozen=True, slots=True, kw_only=True)
class PriorityTarget:
    """What is promised for incidents of one priority. `hours`: when its clock runs; the service's hours unless said."""

    response: Duration | None = None
    resolution: Duration | None = None
    on_site: Duration | None = None
    hours: Hours | None = None


class Targets(Names[PriorityTarget | Percentage | Target | None]):
    """What is promised: availability (a Percentage), P1 to P4 (a PriorityTarget each), further named ones (a Target each)."""

    KNOWN: ClassVar[Mapping[str, object]] = {"availability": Percentage, **dict.fromkeys(map(str, Priority), PriorityTarget)}
    OTHER: ClassVar[object] = Target
    __slots__ = ()

    def of(self, priority: str) -> PriorityTarget | None:
        """Return the target of "P1" … "P4", or None."""
        target = self[priority]
        return target if isinstance(target, PriorityTarget) else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Continuity:
    """How soon a service works again after a disaster, and how much data may be lost."""

    rto: Duration
    rpo: Duration | None = None
    tolerable_outage: Duration | None = None
    minimum_staff: Several | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Maintenance:
    """When a service may be down for planned work, and how long before it is announced."""

    window: Text
    notice: Duration | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Service:
    """A service inside the scope. `owner` is a role id; `sites` and `customers` are ids."""

    id: Id
    name: Text
    type: ServiceType
    owner: Id
    hours: Hours
    sites: tuple[Id, ...] = ()
    customers: tuple[Id, ...] = ()
    targets: Targets = field(default_factory=Targets)
    continuity: Continuity | None = None
    description: Text | None = None
    users: Several | None = None
    volume: Text | None = None
    channels: tuple[Channel, ...] = ()
    maintenance: Maintenance | None = None
    manual_fallback: Text | None = None

    @property
    def around_the_clock(self) -> bool:
        """True for service at any hour of the week."""
        return self.hours.around_the_clock

    @property
    def priorities(self) -> tuple[str, ...]:
        """The names of the priorities it has targets for: targets[name] is the target."""
        return tuple(name.value for name in Priority if self.targets[name] is not None)
