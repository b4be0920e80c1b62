"""Which telephone number reaches a person: those of the people whom the call tree of major incidents names stand in it."""

from __future__ import annotations

import re
from collections.abc import Mapping

from docgen.domain.operations import CallTreeEntry
from docgen.domain.profile import Profile, Role
from docgen.domain.text import Text

_BETWEEN = re.compile(r"[;；,，/／]")
_WHOSE = re.compile(r"deputy|代理人?", re.IGNORECASE)
# "8202" behind "400-000-0180-8201". What begins with 0 or +, or has the eleven digits of a mobile, is a number of its own.
_ENDING = re.compile(r"[1-9](?:[ -]?\d){0,8}")


def number_of(person: Text, profile: Profile) -> str | None:
    """Return the number of the first entry of the call tree that has one of `person`, as the profile spells it; else None.

    An entry names its own person, and the holder and the deputy of its role. Of two numbers of an entry the second is the deputy's.
    """
    return next(filter(None, (_number(entry, person, profile.roles) for entry in profile.call_tree)), None)


def _number(entry: CallTreeEntry, person: Text, roles: Mapping[str, Role]) -> str | None:
    holder = roles.get(entry.role or "")
    own, deputys = _numbers(entry.phone or "")
    if person == (entry.person or (holder.person if holder else None)):
        return own
    return deputys if holder and person in (holder.person, holder.deputy) else None


def _numbers(phone: str) -> tuple[str | None, str | None]:
    """Return the one or two numbers of an entry; a second that is only an ending is completed from the first."""
    parts = [part.strip(" :：\u3000") for part in _BETWEEN.split(_WHOSE.sub("", phone))]
    first, second, *_ = (*parts, "", "")
    return first or None, _completed(first, second) or None


def _completed(first: str, second: str) -> str:
    digits = [place for place, sign in enumerate(first) if sign.isdigit()]
    ending = sum(sign.isdigit() for sign in second)
    if not _ENDING.fullmatch(second) or ending >= len(digits):
        return second
    return first[: digits[-ending]] + second
