"""What has been handed out of a workspace: for which months each form, and how far record numbers run.

The note outlives the blanks: filled in, these move to records/ or to another disk, and their numbers are never given again.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from docgen.errors import Place, Problem, WorkspaceError
from docgen.messages import message
from docgen.workspace import layout
from docgen.workspace.faults import cannot_read
from docgen.workspace.journal import ANYTHING, Write

NOTE = f"{layout.STATE}/forms.json"


@dataclass(slots=True, kw_only=True)
class HandedOut:
    """given: the months, spelled, by form and site.   numbers: the last running number, by what stands before it ("CHG-2026")."""

    given: dict[str, list[str]] = field(default_factory=dict)
    numbers: dict[str, int] = field(default_factory=dict)

    def months(self, form: str, site: str) -> tuple[str, ...]:
        """Return the months for which blanks of `form` have been handed out for a site ("" for all)."""
        return tuple(self.given.get(_key(form, site), ()))

    def give(self, form: str, site: str, month: str) -> None:
        """Note that a blank of `form` is handed out for `month`."""
        months = self.given.setdefault(_key(form, site), [])
        if month not in months:
            months.append(month)
            months.sort()

    def next_number(self, series: str) -> int:
        """Return the next running number of a series, which is then given."""
        self.numbers[series] = self.numbers.get(series, 0) + 1
        return self.numbers[series]

    def note(self) -> Write:
        """Return the change that keeps this; it belongs into the transaction that writes the blanks."""
        data = {"given": self.given, "numbers": self.numbers}
        return Write(path=NOTE, content=json.dumps(data, ensure_ascii=False, indent=1, sort_keys=True).encode(), expected=ANYTHING)


def read(workspace: Path) -> HandedOut:
    """Return what has been handed out.

    Raises: WorkspaceError: the note cannot be read or is damaged; numbers given before would be given again.
    """
    try:
        known = json.loads(layout.inside(workspace, NOTE).read_bytes())
        return HandedOut(given=_months(known["given"]), numbers={str(series): int(last) for series, last in known["numbers"].items()})
    except FileNotFoundError:
        return HandedOut()
    except OSError as error:
        raise cannot_read(error, NOTE) from error
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        what, remedy = message("forms.note-damaged"), message("forms.note-damaged-remedy")
        raise WorkspaceError(Problem(where=Place(file=NOTE), what=what, remedy=remedy)) from error


def _months(given: Mapping[str, list[str]]) -> dict[str, list[str]]:
    return {str(form): sorted(map(str, months)) for form, months in given.items()}


def _key(form: str, site: str) -> str:
    return f"{form} @{site}" if site else form
