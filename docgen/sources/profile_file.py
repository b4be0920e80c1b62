"""profile.yaml -> Profile, or every fault in it at once."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from docgen.domain.profile import Language, Profile
from docgen.errors import Problem, ProfileError
from docgen.messages import message
from docgen.sources.places import Places, decoded, read_yaml
from docgen.sources.reading import Reading
from docgen.sources.typed import read


@dataclass(frozen=True, slots=True, kw_only=True)
class Loaded:
    """A profile as it was read, and where in its file each field stands."""

    profile: Profile
    places: Places

    def placed(self, problem: Problem) -> Problem:
        """Return a problem that names only a field, placed at the file, line and column of that field."""
        return replace(problem, where=self.places.place(problem.where.field))


def read_profile(text: str | bytes, file: str) -> Loaded:
    """Read a profile from the text (or the bytes, UTF-8) of profile.yaml; `file` is its name as the user knows it.

    Raises: ProfileError: with every fault of the file, in the order of its lines.
    """
    content = decoded(text, file) if isinstance(text, bytes) else text.removeprefix("\ufeff")
    if isinstance(content, Problem):
        raise ProfileError(content)
    written = read_yaml(content, file)
    if written.data is None:
        raise ProfileError(*(written.problems or (Problem(where=written.places.place(""), what=message("profile.empty-file")),)))
    reading = Reading(written.places, _languages(written.data))
    profile = read(reading, Profile, written.data)
    problems = (*written.problems, *reading.problems)
    if problems or not isinstance(profile, Profile):
        raise ProfileError(*in_order(problems))
    return Loaded(profile=profile, places=written.places)


def in_order(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Return the problems in the order of their lines."""
    return tuple(sorted(problems, key=lambda problem: (problem.where.line or 0, problem.where.column or 0, problem.where.field)))


def _languages(data: object) -> tuple[str, ...]:
    """Return the known languages that the profile asks for, though the rest of it may be at fault."""
    said = data.get("languages") if isinstance(data, dict) else None
    return tuple(language for language in map(str, Language) if isinstance(said, list) and language in said)
