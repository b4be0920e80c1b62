"""PDFs that are the same for the same document, whenever they are made: LibreOffice writes its clock into them.

What it takes from the clock (the time of making, and the identity that it computes from it) is written anew, in as many characters.
Source: ISO 32000-1, 7.9.4 (dates) and 14.4 (file identifiers).
"""

from __future__ import annotations

import re
from datetime import date
from hashlib import sha256

_TIME = re.compile(rb"(/CreationDate\(D:)\d{14}")
_IDENTITY = re.compile(rb"(/DocChecksum /|/ID \[ <|(?<=>)\s*<)[0-9A-F]{32}(?=>|\s|/)")
_TAIL = 2_048  # bytes; the trailer, which holds the identity, stands at the end


def dated(pdf: bytes, day: date, source: bytes) -> bytes:
    """Return a PDF of LibreOffice as if made on `day`, with an identity that comes from the file it was made of."""
    identity = sha256(source).hexdigest()[:32].upper().encode()
    timed = _TIME.sub(lambda found: found[1] + f"{day:%Y%m%d}000000".encode(), pdf)
    return timed[:-_TAIL] + _IDENTITY.sub(lambda found: found[1] + identity, timed[-_TAIL:])
