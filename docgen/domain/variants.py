"""Variants of a profile: the same client with one thing left out, reduced, or otherwise, to see what a template makes of it.

Whether a variant is a client that can be is not asked here: contradictions are for the caller to find.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import MISSING, dataclass, fields, is_dataclass, replace
from typing import Any

from docgen.domain.profile import Profile, Sector, SetSize, StandardId
from docgen.domain.quantities import Hours
from docgen.domain.shapes import Names
from docgen.domain.text import Text

_SIZES = (9, 40, 180)
_HOURS = ("24x7", "Mon-Fri 09:00-18:00")
_NOT_VARIED = frozenset({"languages", "templates", "custom", "dates.documents_issued"})


@dataclass(frozen=True, slots=True)
class Variant:
    """A profile and how it differs from the one it was made of: the field, and what was done to it."""

    change: str
    profile: Profile


def variants(profile: Profile) -> Iterator[Variant]:
    """Yield the variants of `profile`, each with one change: the profile itself comes first."""
    yield Variant("", profile)
    for path, changed in _without(profile, ""):
        yield Variant(f"- {path}", changed)
    for sector in Sector:
        yield Variant(f"organisation.sector: {sector}", replace(profile, organisation=replace(profile.organisation, sector=sector)))
    for size in _SIZES:
        organisation = replace(profile.organisation, headcount=size, it_headcount=size)
        sized = replace(profile, organisation=organisation)
        yield Variant(f"organisation.headcount: {size}", sized)
        for documents in SetSize:  # a firm may want the set of a larger one, or of a smaller one
            change = f"organisation.headcount: {size}, document_control.set_size: {documents}"
            yield Variant(change, replace(sized, document_control=replace(profile.document_control, set_size=documents)))
    for standards in ((StandardId.ISO20000_1,), tuple(StandardId)):
        yield Variant(f"standards: {', '.join(standards)}", replace(profile, standards=standards))
    for hours in _HOURS:
        services = tuple(replace(service, hours=Hours.parse(hours)) for service in profile.services)
        yield Variant(f"services.hours: {hours}", replace(profile, services=services))
    for field in fields(profile.facts):
        for value in (True, False):
            yield Variant(f"facts.{field.name}: {value}", replace(profile, facts=replace(profile.facts, **{field.name: value})))


def barest(profile: Profile, can_be: Callable[[Profile], bool]) -> Profile:
    """Return `profile` without all that may be missing together: each thing goes whose absence leaves a client that `can_be`."""
    before, tried = profile, set[str]()
    while step := next(((path, less) for path, less in _without(profile, "") if path not in tried), None):
        path, less = step
        tried.add(path)
        profile = less if can_be(less) else profile
    # What one thing held in its place (a site that a service names) may go once that thing has gone.
    return profile if profile == before else barest(profile, can_be)


def restored(least: Profile, whole: Profile) -> Iterator[Variant]:
    """Yield `least`, the barest of `whole`, and then with each of its parts as it is in `whole`."""
    yield Variant("barest", least)
    for field in fields(whole):
        inner = getattr(whole, field.name)
        if inner != getattr(least, field.name):
            yield Variant(f"barest, + {field.name}", replace(least, **{field.name: inner}))


def _without(value: Any, path: str) -> Iterator[tuple[str, Any]]:
    """Yield a dataclass value without each thing in it that may be missing, at any depth, with the path of what is missing."""
    for field in fields(value):
        inner, where = getattr(value, field.name), f"{path}{field.name}"
        if where in _NOT_VARIED or inner in (None, (), {}):
            continue

        def put(changed: Any, name: str = field.name) -> Any:
            return replace(value, **{name: changed})

        if field.default is not MISSING:
            yield where, put(field.default)
        elif field.default_factory is not MISSING:
            yield where, put(field.default_factory())
        yield from ((place, put(changed)) for place, changed in _inside(inner, where))


def _inside(value: Any, path: str) -> Iterator[tuple[str, Any]]:
    """Yield what a field holds with one thing less: a list cut to its first, its items all without one field, a mapping without a key."""
    if isinstance(value, tuple) and len(value) > 1:
        yield f"{path}[1:]", value[:1]
    if isinstance(value, tuple) and value and _varies(value[0]):
        yield from _all_without(dict(enumerate(value)), path, lambda items: tuple(items.values()))
    elif _varies(value):
        yield from _without(value, f"{path}.")
    elif isinstance(value, Mapping):
        rebuild = type(value) if isinstance(value, Names) else dict
        for key in value:
            yield f"{path}.{key}", rebuild({other: item for other, item in value.items() if other != key})
        if value and all(_varies(item) for item in value.values()):
            yield from _all_without(value, path, rebuild)


def _all_without(items: Mapping[Any, Any], path: str, rebuild: Callable[[Mapping[Any, Any]], Any]) -> Iterator[tuple[str, Any]]:
    """Yield `items` of one kind, all of them without the same field: each path once, with all items changed that have it."""
    changed: dict[str, dict[Any, Any]] = {}
    for key, item in items.items():
        for place, less in _without(item, f"{path}[]."):
            changed.setdefault(place, dict(items))[key] = less
    yield from ((place, rebuild(less)) for place, less in changed.items())


def _varies(value: Any) -> bool:
    """Tell whether a value is made of fields that a client may leave out: not a text or a quantity."""
    return (
        is_dataclass(value)
        and not isinstance(value, (Text, type))
        and value.__class__.__module__.endswith(("profile", "operations", "services"))
    )
