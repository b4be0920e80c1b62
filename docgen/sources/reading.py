"""One pass over the data of a YAML file: the faults found so far, each told with its place."""

from __future__ import annotations

from collections.abc import Callable
from difflib import get_close_matches

from docgen.errors import Problem
from docgen.messages import Message, message
from docgen.sources.places import Places


class Fault:
    """Stands for a value that could not be read; the reading has noted why."""


FAULT = Fault()


class Reading:
    """What is being read, and what is wrong with it.

    languages: those that every text must be said in.
    """

    def __init__(self, places: Places, languages: tuple[str, ...]) -> None:
        self.places = places
        self.languages = languages
        self.problems: list[Problem] = []

    def fault(
        self,
        path: str,
        what: Message,
        *,
        found: object = "",
        expected: Message | None = None,
        remedy: Message | None = None,
        nearest: tuple[str, ...] = (),
    ) -> Fault:
        """Note a fault of the field at `path`; a long value is quoted shortened, a record or list not at all."""
        shown = "" if not isinstance(found, str) else found if len(found) <= 80 else f"{found[:77]}…"
        where = self.places.place(path)
        self.problems.append(Problem(where=where, what=what, found=shown, expected=expected, remedy=remedy, nearest=nearest))
        return FAULT

    def unknown(self, key: str, known: tuple[str, ...], path: str) -> tuple[str, ...]:
        """Note an unknown key and return the known ones that it may mean."""
        near = tuple(get_close_matches(key, known, n=2, cutoff=0.6))
        expected = None if near else message("profile.expected-keys", names=known)
        self.fault(path, message("profile.unknown-key", name=key), expected=expected, nearest=near)
        return near

    def misshapen(self, wanted: str, data: object, path: str) -> Fault:
        """Note that a record, list or text stands where a `mapping`, `list` or `text` is wanted."""
        shape = "mapping" if isinstance(data, dict) else "list" if isinstance(data, list) else "empty" if data is None else "text"
        what = message("profile.wrong-shape", found=message(f"profile.shape-{shape}"))
        return self.fault(path, what, found=data, expected=message(f"profile.expected-{wanted}"))


Reader = Callable[[Reading, object, str], object]
