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
_VARIABLE, _NAME = "FONTCONFIG_FILE", "fonts.conf"
_SYSTEM = Path("/etc/fonts/fonts.conf")


def with_free_fonts(folder: Path) -> dict[str, str]:
    """Return the environment for a program that is to find them, told in a file in `folder`; as it is where somebody has set it up."""
    if _VARIABLE in os.environ or not _SYSTEM.is_file():
        return dict(os.environ)
    head = '<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd">'
    (folder / _NAME).write_text(f"{head}<fontconfig><include>{_SYSTEM}</include>{_ALIASES}</fontconfig>", encoding="utf-8")
    return {**os.environ, _VARIABLE: str(folder / _NAME)}
