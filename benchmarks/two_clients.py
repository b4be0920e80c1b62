"""How much of a document comes from the client: the share of its sentences that the other client's document does not have.

    python -m benchmarks.two_clients

Both example clients are built in English, names of the two organisations, their documents' codes and all digits are blotted
out, and each document's sentences are compared as sets. Nothing is asserted: a low share is for people to read.
"""

from __future__ import annotations

import re
import tempfile
from collections.abc import Iterator
from pathlib import Path

from docgen.formats.registry import engine_for
from docgen.jobs.build import build
from docgen.jobs.new import new

CLIENTS = {
    "cloudridge": ("Cloudridge IT Services Ltd", "Cloudridge", "YL"),
    "harbourline": ("Harbourline Managed Services Ltd", "Harbourline", "HLN"),
}
_SENTENCE_END = re.compile(r"(?<=[.;:?!])\s+|\n")
_SHORTEST = 25  # letters; shorter pieces are labels


def main() -> None:
    """Build both clients and print one line for each document that both have."""
    with tempfile.TemporaryDirectory() as folder:
        first, second = (
            {title: set(sentences(file, names)) for title, file in documents(Path(folder), client)} for client, names in CLIENTS.items()
        )
    print(f"{'document':44} {'sentences':>9} {'differing':>9}")
    for title in sorted(first.keys() & second.keys()):
        mine, other = first[title], second[title]
        print(f"{title:44} {len(mine):9} {len(mine - other) / len(mine):9.0%}")


def documents(folder: Path, client: str) -> Iterator[tuple[str, Path]]:
    """Build `client` below `folder` and yield title and file of each English document."""
    new(folder / client, example=client)
    build(folder / client)
    for file in sorted((folder / client / "documents" / "en").rglob("*.*")):
        yield file.stem.partition(" ")[2] + file.suffix, file


def sentences(file: Path, names: tuple[str, ...]) -> Iterator[str]:
    """Yield the sentences of a file with the client's name, code and all digits blotted out."""
    for block in engine_for(file.name).content(file.read_bytes()).walk():
        for sentence in _SENTENCE_END.split(block.text):
            blotted = re.sub("|".join(map(re.escape, names)), "…", re.sub(r"\d+", "0", sentence)).strip()
            if len(blotted) >= _SHORTEST:
                yield blotted


if __name__ == "__main__":
    main()
