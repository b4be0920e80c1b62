"""The size of an organisation, on which the house's defaults and the number of its documents depend."""

from __future__ import annotations

from enum import StrEnum

from docgen.domain.profile import Profile


class Size(StrEnum):
    """The size of an organisation, by the people inside the scope."""

    SMALL = "small"  # up to 15
    MEDIUM = "medium"  # 16 to 100
    LARGE = "large"  # more than 100


def size_of(profile: Profile) -> Size:
    """Return the size class of the organisation."""
    people = profile.organisation.headcount
    return Size.SMALL if people <= 15 else Size.MEDIUM if people <= 100 else Size.LARGE
