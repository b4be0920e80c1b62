"""Pictures by their first bytes: kind and size in pixels.

Source: PNG (ISO/IEC 15948), 11.2.2; JPEG (ITU-T T.81), B.2.2; GIF89a, 18.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture's kind ("png", "jpeg", "gif"), content type, and size in pixels."""

    suffix: str
    content_type: str
    width: int
    height: int


def recognised(content: bytes) -> Picture | None:
    """Return what kind of picture `content` is, None if it is none that Excel shows everywhere, or is damaged."""
    size: tuple[int, int] | None = None
    suffix = ""
    if content.startswith(b"\x89PNG\r\n\x1a\n") and content[12:16] == b"IHDR" and len(content) >= 24:
        suffix, size = "png", struct.unpack(">II", content[16:24])
    elif content.startswith((b"GIF87a", b"GIF89a")) and len(content) >= 10:
        suffix, size = "gif", struct.unpack("<HH", content[6:10])
    elif content.startswith(b"\xff\xd8"):
        suffix, size = "jpeg", _jpeg_size(content)
    return Picture(suffix, f"image/{suffix}", *size) if size and all(size) else None


def _jpeg_size(content: bytes) -> tuple[int, int] | None:
    """Walk the segments up to the frame header, which holds the size."""
    place = 2
    while place + 9 <= len(content) and content[place] == 0xFF:
        marker, length = content[place + 1], struct.unpack(">H", content[place + 2 : place + 4])[0]
        if 0xC0 <= marker <= 0xCF and marker not in (0xC4, 0xC8, 0xCC):
            height, width = struct.unpack(">HH", content[place + 5 : place + 9])
            return width, height
        place += 2 + length
    return None
