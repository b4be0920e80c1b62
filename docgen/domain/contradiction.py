"""One contradiction of a profile with itself, as a problem whose place is still only a field."""

from __future__ import annotations

from docgen.errors import Place, Problem
from docgen.messages import message


def contradiction(field: str, kind: str, /, *, found: object = "", nearest: tuple[str, ...] = (), **values: object) -> Problem:
    """Return the problem `kind` at `field`: the texts contradiction.<kind> and contradiction.<kind>-remedy, both with `values`."""
    return Problem(
        where=Place(field=field),
        what=message(f"contradiction.{kind}", **values),
        found=str(found),
        remedy=message(f"contradiction.{kind}-remedy", **values),
        nearest=nearest,
    )
