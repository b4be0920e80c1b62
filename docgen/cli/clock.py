"""The only clock of docgen: the day on which a command is given, for commands that need one and are not told."""

from __future__ import annotations

from datetime import date, datetime


def today() -> date:
    """Return the day of the machine, where it stands."""
    return datetime.now().astimezone().date()
