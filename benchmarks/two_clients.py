"""How much of a document comes from the client: the share of its sentences that the other client's document does not have.

    python -m benchmarks.two_clients [--clients cloudridge,harbourline] [--language en]

Two example clients are built, names of the two organisations, document codes and all digits are blotted out, and the sentences of documents
that both have are compared as sets. The last line is about all documents but the forms, wherever a sentence stands.
Nothing is asserted: a low share is for people to read.
"""

from __future__ import annotations

import argparse
import re
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path

from docgen.formats.registry import engine_for, identify
from docgen.jobs.build import build
from docgen.jobs.client import open_client
from docgen.jobs.new import new

_SENTENCE_END = {"en": re.compile(r"(?<=[.;:?!])\s+|\n"), "zh": re.compile(r"(?<=[。；：？！])|\n")}
_SHORTEST = {"en": 25, "zh": 10}  # letters; shorter pieces are labels
_FORMS = "4-forms/"
_CODE = re.compile(r"\b[A-Z]{2,5}(-[A-Z]{1,5})*-?[A-Z]{0,3}0+(-0+)*\b")  # once the digits are blotted out


def main() -> None:
    """Build both clients and print one line for each document that both have, and one for all but the forms."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--clients", default="cloudridge,harbourline")
    parser.add_argument("--language", choices=("en", "zh"), default="en")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        first, second = (told(Path(folder, name), name, options.language) for name in options.clients.split(","))
    print(f"{'document':56} {'sentences':>9} {'differing':>9}")
    for document in sorted(first.keys() & second.keys()):
        print(_line(document, first[document], second[document]))
    print(_line("all but the forms", _without_forms(first), _without_forms(second)))


def _line(title: str, mine: set[str], other: set[str]) -> str:
    return f"{title:56} {len(mine):9} {len(mine - other) / len(mine):9.0%}"


def _without_forms(said: Mapping[str, set[str]]) -> set[str]:
    return {sentence for document, sentences in said.items() if not document.startswith(_FORMS) for sentence in sentences}


def told(folder: Path, example: str, language: str) -> Mapping[str, set[str]]:
    """Build the example client in `folder` and return what each of its documents says in `language`, by level and id."""
    new(folder, example=example)
    build(folder)
    profile = open_client(folder, ()).whole.profile
    texts = (profile.organisation.name, profile.organisation.short_name)
    names = sorted({name for text in texts if text for name in (text.zh, text.en) if name}, key=len, reverse=True)
    found = {}
    for file in sorted((folder / "documents").rglob("*.*")):
        key = identify(file.read_bytes())
        if key and key[1] == language:
            found[f"{file.parent.name}/{key[0]}"] = set(sentences(file, names, language))
    return found


def sentences(file: Path, names: list[str], language: str) -> Iterator[str]:
    """Yield the sentences of a file with the client's names, codes and all digits blotted out."""
    for block in engine_for(file.name).content(file.read_bytes()).walk():
        for sentence in _SENTENCE_END[language].split(block.text):
            blotted = re.sub("|".join(map(re.escape, names)), "…", re.sub(r"\d+", "0", sentence))
            blotted = _CODE.sub("…", blotted).strip()
            if len(blotted) >= _SHORTEST[language]:
                yield blotted


if __name__ == "__main__":
    main()
