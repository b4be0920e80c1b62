"""Hand edits by the hundred, each followed by a scope change: what is lost, what is late, what is unsound. Nothing here is asserted.

python -m benchmarks.regeneration [--seeds 1000] [--first 0] [--examples NAME,…] [--pattern] [--whole] [--resave] [--jobs 2]

Each seed takes one of the example clients, one of ten scope changes (tests/scope_changes.py) and one document of the set, in turn; edits
it by the hand-edit maker that lies beside the checkout (eleven kinds of edits a Word file, four a workbook), merges, and counts edits that
were lost, texts that stayed old although nobody had touched them (late), and files that are unsound. Where there is a conflict, the row or
paragraph around it stays as it was, so that its texts are counted and printed apart (beside), for people to look at.
--pattern: the pattern documents alone.   --whole: every document for each seed, not one in turn.
--resave: LibreOffice saves each edited file before it is merged.
"""

from __future__ import annotations

import argparse
import importlib.util
import re
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from functools import cache, partial
from pathlib import Path, PurePosixPath
from types import ModuleType
from typing import Any

from docgen.formats.engine import Reviser
from docgen.formats.registry import engine_for, identify
from docgen.jobs.build import build
from docgen.jobs.new import new
from tests.scope_changes import CHANGES, changed, start_of, started

TOOL = Path(__file__).parents[2] / "shared" / "tools" / "hand_edit.py"
EXAMPLES = ("cloudridge", "harbourline")
PATTERN = (
    "service-management-manual",
    "service-management-policy",
    "incident-management",
    "change-management",
    "itsm-tool-guide",
    "incident-record",
    "change-request",
)
BY = Reviser(name="docgen", date="2026-02-16T00:00:00Z")
Files = dict[tuple[str, str], tuple[str, bytes]]


@cache
def hand_edit() -> ModuleType:
    """Return the hand-edit maker."""
    sys.path.insert(0, str(TOOL.parent))
    spec = importlib.util.spec_from_file_location("hand_edit", TOOL)
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["hand_edit"] = module
    spec.loader.exec_module(module)
    return module


@cache
def generation(example: str, change: str, *, after: bool) -> Files:
    """Return the documents of an example client before or after a scope change: by id and language, with their names."""
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary, "client")
        new(folder, example=example)
        started(folder, change)
        if after:
            changed(folder, change)
        build(folder)
        files = {path.name: path.read_bytes() for path in sorted((folder / "documents").rglob("*.*x"))}
    found: Files = {}
    for name, content in files.items():
        key = identify(content)
        if key is not None:
            found[key] = (name, content)
    return found


def once(seed: int, resave: bool, whole: bool, pattern: bool = False, examples: Sequence[str] = EXAMPLES) -> Counter[str]:
    """Return what one seed leads to. Seeds take the examples in turn, then the changes, then the documents."""
    rest, client = divmod(seed, len(examples))
    turn, kind = divmod(rest, len(CHANGES))
    example, change = examples[client], list(CHANGES)[kind]
    base, theirs = generation(example, start_of(change), after=False), generation(example, change, after=True)
    counted: Counter[str] = Counter(seeds=1)
    keys = sorted(key for key in base.keys() & theirs.keys() if not pattern or key[0] in PATTERN)
    for key in keys if whole else keys[turn % len(keys) :][:1]:
        counted += _document(base[key], theirs[key][1], seed, resave, f"{example}, {change}, {key}, seed {seed}")
    return counted


def _document(base: tuple[str, bytes], theirs: bytes, seed: int, resave: bool, title: str) -> Counter[str]:
    name, before = base
    engine, tool = engine_for(name), hand_edit()
    with tempfile.TemporaryDirectory() as temporary:
        path = Path(temporary, f"mine{PurePosixPath(name).suffix}")
        path.write_bytes(theirs)
        new = tool.Content(path)
        path.write_bytes(before)
        old = tool.Content(path)
        edits = tool.edit_file(path, name, seed)
        if resave:
            tool.resave(path)
        held = tool.Content(path)
        edits = [edit for edit in edits if held.holds(edit)]
        mine = path.read_bytes()
        start = time.perf_counter()
        merged = engine.merge(before, mine, theirs, BY)
        took = time.perf_counter() - start
        path.write_bytes(merged.file)
        after = tool.Content(path)
        lost = [edit for edit in edits if not after.holds(edit)]
    behind = late(*(said(content) for content in (old, held, new, after)))
    known = {str(fault.what) for fault in engine.faults(mine)}
    faults = [fault for fault in engine.faults(merged.file) if str(fault.what) not in known]
    for edit in lost:
        print(f"LOST {title}: {edit.kind} {edit.marker or edit.text[:60]}", flush=True)
    for text in behind:
        print(f"{'BESIDE' if merged.conflicts else 'LATE'} {title}: {text[:200]}", flush=True)
    for fault in faults[:3]:
        print(f"UNSOUND {title}: {fault.what.key} {fault.where.spot}", flush=True)
    return Counter(
        documents=1,
        edits=len(edits),
        lost=len(lost),
        late=0 if merged.conflicts else len(behind),
        beside=len(behind) if merged.conflicts else 0,
        unsound=bool(faults),
        conflicts=merged.conflicts,
        milliseconds=round(took * 1000),
    )


def said(content: Any) -> Counter[str]:
    """Return how often a file says each text, by what the hand-edit maker reads in it: paragraphs, cells and comments, but no formulas."""
    texts = (" ".join(text.split()) for text in (*content.paragraphs, *content.comments))
    return Counter(text for text in texts if text and not text.startswith("="))


def late(old: Counter[str], mine: Counter[str], new: Counter[str], merged: Counter[str]) -> list[str]:
    """Return the texts of a merged file that are behind: old ones that nobody had touched, and new ones that it does not say.

    All four tell how often each text stands: in the last generation, in the file with its hand edits, in the new generation and in the
    merged file. A new text may stand within a text that people had touched, or in a comment beside it: then its new words are there.
    """
    stayed = [text for text in old - new if mine[text] >= old[text] and merged[text] > new[text]]
    missing = [text for text in new - old if merged[text] < new[text]]
    touched = [_words(text) for text in merged if text not in old and text not in new]
    return stayed + [text for text in missing if not any(map(_new_words(text, old).issubset, touched))]


def _new_words(text: str, old: Counter[str]) -> set[str]:
    """Return the words that `text` has more than the text of the last generation that is most like it."""
    words = _words(text)
    nearest = max(map(_words, old), key=lambda other: len(words & other) / len(words | other) if other else 0, default=set())
    return words - nearest


def _words(text: str) -> set[str]:
    """Return the words of a text; each Chinese character is one."""
    return set(re.findall(r"[一-鿿]|[^\W一-鿿]+", text))


def main() -> None:
    """Run the seeds and print the counts."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--seeds", type=int, default=1000)
    parser.add_argument("--first", type=int, default=0)
    parser.add_argument("--examples", default=",".join(EXAMPLES))
    parser.add_argument("--pattern", action="store_true")
    parser.add_argument("--whole", action="store_true")
    parser.add_argument("--resave", action="store_true")
    parser.add_argument("--jobs", type=int, default=2)
    options = parser.parse_args()
    if not TOOL.is_file():
        sys.exit("The hand-edit maker does not lie beside this checkout.")
    total: Counter[str] = Counter()
    # In the order of client and change, so that each process makes the generations of its own share alone.
    examples = options.examples.split(",")
    share = len(examples) * len(CHANGES)
    seeds = sorted(range(options.first, options.first + options.seeds), key=lambda seed: seed % share)
    with ProcessPoolExecutor(options.jobs) as pool:
        seed_of = partial(once, resave=options.resave, whole=options.whole, pattern=options.pattern, examples=examples)
        for number, counted in enumerate(pool.map(seed_of, seeds, chunksize=-(-len(seeds) // share)), start=1):
            total += counted
            if number % 50 == 0:
                print(number, dict(total), flush=True)
    print(dict(total))


if __name__ == "__main__":
    main()
