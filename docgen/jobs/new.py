"""Start a client's folder: from an example client, or with a commented starter profile."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from importlib.resources import files
from pathlib import Path

from docgen.errors import Place, Problem, WorkspaceError
from docgen.messages import message
from docgen.sources.rewrite import rewrite
from docgen.sources.shipped import examples
from docgen.workspace import layout
from docgen.workspace.files import create_workspace


def new(
    workspace: str | Path,
    *,
    example: str | None = None,
    languages: Sequence[str] = (),
    answers: Mapping[str, object] | None = None,
    comments: str = "en",
) -> None:
    """Create the folder `workspace` with a profile.yaml, and the pictures of an example.

    example:   name of an example client; without it the starter profile.
    languages: of the documents; empty leaves the profile's.   answers: profile fields to set, by path.
    comments:  language of the starter's comments, "zh" or "en".
    Raises: WorkspaceError: no such example; the folder holds something else, or a profile already; it cannot be written.
    """
    text, extra = _example(example) if example is not None else (_starter(comments), {})
    changes = {**(answers or {}), **({"languages": list(languages)} if languages else {})}
    create_workspace(Path(workspace), rewrite(text, changes) if changes else text, extra)


def _example(name: str) -> tuple[str, dict[str, bytes]]:
    known = examples()
    if name not in known:
        what = message("workspace.no-such-example", name=name, known=tuple(known))
        raise WorkspaceError(Problem(where=Place(), what=what))
    folder = known[name]
    pictures = {item.name: item.read_bytes() for item in folder.iterdir() if item.name.endswith((".png", ".jpg", ".jpeg", ".svg"))}
    return (folder / layout.PROFILE).read_text(encoding="utf-8"), pictures


def _starter(language: str) -> str:
    return (files("docgen") / "data" / f"starter.{language}.yaml").read_text(encoding="utf-8")
