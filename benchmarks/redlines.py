"""docgen's redline against docx-trackdiff, document by document, in one run. Nothing is asserted.

    pip install docx-trackdiff && python -m benchmarks.redlines [--rounds 5]

Both example clients are built, changed in scope (tests/scope_changes.py) and built again; the two programs take turns on each
document that both builds have. Reading and writing the files count; what docgen remembers between documents is forgotten.
"""

from __future__ import annotations

import argparse
import io
import statistics
import sys
import tempfile
from collections.abc import Iterator
from contextlib import redirect_stdout
from functools import partial
from pathlib import Path

from benchmarks.run import medians
from docgen.formats import relations
from docgen.formats.engine import Reviser
from docgen.formats.registry import engine_for
from docgen.formats.word import parts, styles
from docgen.jobs.build import build
from docgen.jobs.new import new
from tests.scope_changes import changed

CLIENTS = ("cloudridge", "harbourline")
SCOPE_CHANGES = ("service dropped", "standard added", "response time changed")
BY = Reviser(name="docgen", date="2026-02-16T00:00:00Z")


def main() -> None:
    """Print the medians and ratios of all pairs, and of their sums."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--rounds", type=int, default=5)
    rounds = parser.parse_args().rounds
    ratios, sums = [], [0.0, 0.0]
    with tempfile.TemporaryDirectory() as folder:
        target = Path(folder, "redline.docx")
        for title, before, after in pairs(Path(folder)):
            peer, own = medians([partial(trackdiff, before, after, target), partial(docgen, before, after, target)], rounds)
            print(f"{title:75} docx-trackdiff {peer:6.1f} ms   docgen {own:6.1f} ms   {own / peer:.2f}", flush=True)
            ratios.append(own / peer)
            sums = [sums[0] + peer, sums[1] + own]
    print(f"{len(ratios)} pairs: {sums[1] / sums[0]:.2f} of docx-trackdiff in sum, {statistics.median(ratios):.2f} the median pair")


def pairs(folder: Path) -> Iterator[tuple[str, Path, Path]]:
    """Yield the Word files that a client has before and after a change of scope."""
    for client in CLIENTS:
        before = made(folder / client, client, "")
        for change in SCOPE_CHANGES:
            after = made(folder / f"{client} {change}", client, change)
            for name in sorted(before.keys() & after.keys()):
                yield f"{client}, {change}: {name}", before[name], after[name]


def made(folder: Path, client: str, change: str) -> dict[str, Path]:
    """Build a client, after a change of scope if there is one; return its Word files by name."""
    new(folder, example=client)
    if change:
        changed(folder, change)
    build(folder)
    return {path.name: path for path in (folder / "documents").rglob("*.docx")}


def docgen(before: Path, after: Path, target: Path) -> None:
    """Write docgen's redline."""
    for remembered in (relations.relations_in, parts.declared, styles.parsed_styles):
        remembered.cache_clear()
    target.write_bytes(engine_for("x.docx").redline(before.read_bytes(), after.read_bytes(), BY))


def trackdiff(before: Path, after: Path, target: Path) -> None:
    """Write docx-trackdiff's, by its command."""
    try:
        from docx_trackdiff import compare
    except ImportError:
        sys.exit("docx-trackdiff is not installed: pip install docx-trackdiff")
    sys.argv = ["docx-trackdiff", str(before), str(after), str(target)]
    with redirect_stdout(io.StringIO()):
        compare.main()


if __name__ == "__main__":
    main()
