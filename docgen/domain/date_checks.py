"""What contradicts among the dates of the project: from founding to the certificate.

Source: the order that certification follows: documents in force, a trial run with records, internal audit, management
review, stage 1, stage 2, certificate.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from docgen.domain.contradiction import contradiction
from docgen.domain.document_set import later
from docgen.domain.profile import Profile
from docgen.domain.quantities import Duration
from docgen.errors import Problem
from docgen.messages import message

# (earlier, later): the later one may fall on the same day.
_ORDER = (
    ("project_start", "documents_issued"),
    ("documents_issued", "documents_effective"),
    ("documents_issued", "trial_start"),
    ("documents_effective", "trial_start"),
    ("trial_start", "internal_audit"),
    ("internal_audit", "internal_audit_end"),
    ("internal_audit_end", "management_review"),
    ("internal_audit", "management_review"),
    ("management_review", "stage_1"),
    ("stage_1", "stage_1_end"),
    ("stage_1_end", "stage_2"),
    ("stage_1", "stage_2"),
    ("stage_2", "stage_2_end"),
    ("stage_2_end", "certificate"),
    ("stage_2", "certificate"),
    ("business_impact_analysis", "continuity_test"),
    ("documents_issued", "internal_audit"),
    ("documents_issued", "management_review"),
    ("documents_issued", "stage_1"),
    ("documents_issued", "stage_2"),
    ("internal_audit", "stage_1"),
)
_TRIAL = Duration.parse("3 months")


def date_contradictions(profile: Profile) -> Iterator[Problem]:
    """Yield the contradictions of this family."""
    yield from _order(profile)
    yield from _trial_run(profile)
    yield from _founded(profile)
    yield from _contracts(profile)
    for index, holiday in enumerate(profile.holidays):
        if holiday.last < holiday.first:
            yield contradiction(f"holidays[{index}].last", "holiday-ends-early", found=holiday.last, first=holiday.first, last=holiday.last)


def _order(profile: Profile) -> Iterator[Problem]:
    """A date that lies before an earlier one is told once, against the nearest of those."""
    told = set()
    for earlier, follower in _ORDER:
        first, second = _date(profile, earlier), _date(profile, follower)
        if first and second and second < first and follower not in told:
            told.add(follower)
            yield contradiction(
                f"dates.{follower}", "dates-out-of-order",
                found=second, earlier=_name(earlier), later=_name(follower), first=first, second=second,
            )  # fmt: skip


def _trial_run(profile: Profile) -> Iterator[Problem]:
    start, audit = profile.dates.trial_start, profile.dates.stage_2
    if start and audit and start <= audit < later(start, _TRIAL):
        yield contradiction("dates.stage_2", "trial-too-short", found=audit, start=start, stage_2=audit, earliest=later(start, _TRIAL))


def _founded(profile: Profile) -> Iterator[Problem]:
    founded = profile.organisation.founded
    dates = ((name, _date(profile, name)) for name in profile.dates.__slots__)
    early = min(((day, name) for name, day in dates if day), default=None)
    if founded and early and early[0] < founded:
        yield contradiction("organisation.founded", "founded-too-late", found=founded, founded=founded, name=_name(early[1]), date=early[0])


def _contracts(profile: Profile) -> Iterator[Problem]:
    audit = profile.dates.stage_2
    for index, supplier in enumerate(profile.suppliers):
        if audit and supplier.contract_end and supplier.contract_end < audit:
            yield contradiction(
                f"suppliers[{index}].contract_end", "contract-ended",
                found=supplier.contract_end, supplier=supplier.id, end=supplier.contract_end, stage_2=audit,
            )  # fmt: skip


def _date(profile: Profile, name: str) -> date | None:
    day: date | None = getattr(profile.dates, name)
    return day


def _name(field: str) -> object:
    return message(f"contradiction.date-{field.replace('_', '-')}")
