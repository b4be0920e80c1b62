"""How many processes docgen uses when nobody says."""

from __future__ import annotations

import os

MOST = 64


def processors() -> int:
    """Return the number of processors of the machine, within bounds."""
    return min(os.cpu_count() or 1, MOST)
