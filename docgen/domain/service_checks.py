"""What contradicts among services, targets, priorities, escalation and suppliers."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import get_close_matches
from itertools import pairwise

from docgen.domain.contradiction import contradiction
from docgen.domain.operations import Degree, Matrix, Priority
from docgen.domain.profile import InternalSupplier, Profile, Supplier
from docgen.domain.quantities import Duration
from docgen.domain.services import Service
from docgen.errors import Problem


def service_contradictions(profile: Profile) -> Iterator[Problem]:
    """Yield the contradictions of this family."""
    for index, service in enumerate(profile.services):
        field = f"services[{index}]"
        yield from _members(f"{field}.sites", service.sites, tuple(site.id for site in profile.sites), "site")
        yield from _members(f"{field}.customers", service.customers, tuple(customer.id for customer in profile.customers), "customer")
        yield from _targets(f"{field}.targets", service)
        yield from _staffed(f"{field}", service, profile)
        yield from _continuity(f"{field}.continuity", service)
    for index, customer in enumerate(profile.customers):
        yield from _members(f"customers[{index}].sites", customer.sites, tuple(site.id for site in profile.sites), "site")
    yield from _priorities(profile)
    yield from _escalation(profile)
    yield from _changes(profile)
    yield from _suppliers(profile)


def _members(field: str, named: tuple[str, ...], known: tuple[str, ...], kind: str) -> Iterator[Problem]:
    for index, name in enumerate(named):
        if name not in known:
            near = tuple(get_close_matches(name, known, n=3, cutoff=0.5)) or known[:5]
            yield contradiction(f"{field}[{index}]", f"unknown-{kind}", found=name, nearest=near, name=name)


def _targets(field: str, service: Service) -> Iterator[Problem]:
    """Each priority has both times; it is met no later than the next; nothing is resolved before it is responded to."""
    targets = {name: target for name in service.priorities if (target := service.targets.of(name))}
    for name, target in targets.items():
        for part in ("response", "resolution"):
            if getattr(target, part) is None:
                yield contradiction(f"{field}.{name}.{part}", f"no-{part}", priority=name, service=service.id)
        for part in ("response", "on_site"):
            shorter: Duration | None = getattr(target, part)
            if shorter and target.resolution and shorter.surely_exceeds(target.resolution):
                yield contradiction(
                    f"{field}.{name}.{part}",
                    f"{part}-after-resolution",
                    found=shorter,
                    time=shorter,
                    resolution=target.resolution,
                    priority=name,
                )
    for (name, urgent), (lower, patient) in pairwise(targets.items()):
        for part in ("response", "resolution", "on_site"):
            fast, slow = getattr(urgent, part), getattr(patient, part)
            if fast and slow and fast.surely_exceeds(slow):
                yield contradiction(
                    f"{field}.{name}.{part}", f"slower-{part}", found=fast, priority=name, time=fast, lower=lower, lower_time=slow
                )


def _staffed(field: str, service: Service, profile: Profile) -> Iterator[Problem]:
    """A clock that runs at night needs somebody who hears it."""
    desk = profile.service_desk
    heard = profile.on_call or profile.shifts or (desk and desk.hours and desk.hours.around_the_clock) or profile.facts.has_on_call
    if heard:
        return
    for name in service.priorities:
        target = service.targets.of(name)
        if target and target.hours and target.hours.around_the_clock:
            stated = "hours" if service.around_the_clock else f"targets.{name}.hours"
            yield contradiction(f"{field}.{stated}", "nobody-at-night", found=target.hours, service=service.id, priority=name)
            return


def _continuity(field: str, service: Service) -> Iterator[Problem]:
    plan = service.continuity
    if plan and plan.tolerable_outage and plan.rto.surely_exceeds(plan.tolerable_outage):
        yield contradiction(f"{field}.rto", "rto-too-long", found=plan.rto, rto=plan.rto, tolerable=plan.tolerable_outage)


def _priorities(profile: Profile) -> Iterator[Problem]:
    said = profile.priorities
    if said is None or said.matrix is None:
        return
    yield from _monotone(said.matrix)
    for index, example in enumerate(said.examples):
        derived = said.matrix.priority(example.impact, example.urgency)
        if example.priority not in (None, derived):
            yield contradiction(
                f"priorities.examples[{index}].priority", "example-priority", found=example.priority, said=example.priority, derived=derived
            )
    given = {said.matrix.priority(impact, urgency).value for impact in Degree for urgency in Degree}
    for index, service in enumerate(profile.services):
        lacking = tuple(sorted(given - set(service.priorities)))
        if lacking and service.priorities:
            yield contradiction(f"services[{index}].targets", "priority-without-target", priorities=lacking, service=service.id)


def _monotone(matrix: Matrix) -> Iterator[Problem]:
    """With one letter kept, a higher other letter never gives a less urgent priority."""
    for fixed in "HML":
        for higher, lower in pairwise("HML"):
            for more, less in ((higher + fixed, lower + fixed), (fixed + higher, fixed + lower)):
                urgent, patient = getattr(matrix, more), getattr(matrix, less)
                if urgent > patient:
                    yield contradiction(
                        f"priorities.matrix.{more}",
                        "matrix-not-falling",
                        found=urgent,
                        cell=more,
                        priority=urgent,
                        other=less,
                        lower=patient,
                    )


def _escalation(profile: Profile) -> Iterator[Problem]:
    escalation = profile.escalation
    if escalation is None:
        return
    for index, (step, following) in enumerate(pairwise(escalation.steps), 1):
        if not step.at < following.at:
            yield contradiction(f"escalation.steps[{index}].at", "steps-not-rising", found=following.at, before=step.at, after=following.at)
    for name in Priority:
        for part in ("updates", "first_line"):
            times = getattr(escalation, part)
            time: Duration | None = getattr(times, name) if times else None
            limits = (target.resolution for service in profile.services if (target := service.targets.of(name)) and target.resolution)
            shortest = min(limits, default=None)
            if time and shortest and time.surely_exceeds(shortest):
                yield contradiction(
                    f"escalation.{part}.{name}",
                    f"{part.replace('_', '-')}-too-long",
                    found=time,
                    priority=name,
                    time=time,
                    resolution=shortest,
                )


def _changes(profile: Profile) -> Iterator[Problem]:
    lead = profile.changes.lead_time if profile.changes else None
    if lead and lead.normal and lead.major and lead.normal.surely_exceeds(lead.major):
        yield contradiction("changes.lead_time.major", "major-lead-time", found=lead.major, normal=lead.normal, major=lead.major)


def _suppliers(profile: Profile) -> Iterator[Problem]:
    services = {service.id: service for service in profile.services}
    lists: tuple[tuple[str, tuple[Supplier | InternalSupplier, ...]], ...] = (
        ("suppliers", profile.suppliers),
        ("internal_suppliers", profile.internal_suppliers),
    )
    for kind, members in lists:
        for index, supplier in enumerate(members):
            field = f"{kind}[{index}]"
            yield from _members(f"{field}.services", supplier.services, tuple(services), "service")
            for name in supplier.services:
                if name in services:
                    yield from _promises(f"{field}.targets", supplier, services[name])
    for index, drill in enumerate(profile.drills):
        yield from _members(f"drills[{index}].services", drill.services, tuple(services), "service")
    operator = profile.service_desk.operated_by if profile.service_desk else None
    known = tuple(supplier.id for supplier in profile.suppliers)
    if operator and operator not in known:
        near = tuple(get_close_matches(operator, known, n=3, cutoff=0.5)) or known[:5]
        yield contradiction("service_desk.operated_by", "unknown-supplier", found=operator, nearest=near, name=operator)


def _promises(field: str, supplier: Supplier | InternalSupplier, service: Service) -> Iterator[Problem]:
    """What a supplier promises us is no slower than what we promise with its help."""
    for name in Priority:
        theirs, ours = supplier.targets.of(name), service.targets.of(name)
        for part in ("response", "resolution", "on_site"):
            their_time: Duration | None = getattr(theirs, part, None)
            our_time: Duration | None = getattr(ours, part, None)
            if their_time and our_time and their_time.surely_exceeds(our_time):
                yield contradiction(
                    f"{field}.{name}.{part}", f"supplier-slower-{part}",
                    found=their_time, supplier=supplier.id, priority=name, theirs=their_time, service=service.id, ours=our_time,
                )  # fmt: skip
