"""Free fonts in the place of those that Chinese documents name, where these are not installed: for LibreOffice under fontconfig.

Left to itself, fontconfig takes any font that has the characters: one without serifs for 宋体, with the shapes of Japanese text.
Source: fontconfig, fonts-conf(5): `accept` puts a font behind the one that was asked for, so an installed one goes first.
"""

from __future__ import annotations

import os
from pathlib import Path

_SERIF, _SANS = "Noto Serif CJK SC", "Noto Sans CJK SC"
_INSTEAD = {"宋体": _SERIF, "仿宋": _SERIF, "黑体": _SANS, "微软雅黑": _SANS}
_ALIASES = "".join(
    f'<alias binding="same"><family>{font}</family><accept><family>{free}</family></accept></alias>' for font, free in _INSTEAD.items()
)
VARIABLE = "FONTCONFIG_FILE"
_SYSTEM = Path("/etc/fonts/fonts.conf")


def configuration() -> str | None:
    """Return what fontconfig is to be told; None where it is not in use or somebody has set it up already."""
    if VARIABLE in os.environ or not _SYSTEM.is_file():
        return None
    head = '<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd">'
    return f"{head}<fontconfig><include>{_SYSTEM}</include>{_ALIASES}</fontconfig>"
