"""Where docgen's own files lie: in the wheel, or beside the package in a checkout."""

from __future__ import annotations

from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path


def shipped(folder: str) -> Traversable:
    """Return the shipped folder `templates` or `examples`."""
    inside = files("docgen") / "_shipped" / folder
    return inside if inside.is_dir() else Path(__file__).parents[2] / folder


def examples() -> dict[str, Traversable]:
    """Return the example clients by name: folders with a profile.yaml."""
    folders = [folder for folder in shipped("examples").iterdir() if (folder / "profile.yaml").is_file()]
    return {folder.name: folder for folder in sorted(folders, key=lambda folder: folder.name)}
