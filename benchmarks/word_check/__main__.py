"""Write the ten files of docs/word-check.md, or say what came back of them.

python -m benchmarks.word_check build/word-check        # write them
python -m benchmarks.word_check --returned FOLDER       # files that Word, Excel or WPS has saved: faults and open conflicts
"""

from __future__ import annotations

import argparse
import shutil
import sys
from pathlib import Path

from benchmarks.word_check.files import ten_files
from docgen.errors import DocgenError
from docgen.formats.registry import engine_for
from docgen.messages import say


def main() -> None:
    """Do what the command line asks for."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.word_check")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--returned", action="store_true", help="read the files in FOLDER instead of writing them")
    options = parser.parse_args()
    if options.returned:
        sys.exit(any([_unsound(path) for path in sorted(options.folder.glob("*.*x"))]))
    options.folder.mkdir(parents=True, exist_ok=True)
    for old in options.folder.glob("[01]? *.*x"):
        old.unlink()
    for name, file in ten_files(page_numbers=shutil.which("soffice") is not None).items():
        (options.folder / name).write_bytes(file)
        print(options.folder / name)


def _unsound(path: Path) -> bool:
    """Print what docgen finds in a file; tell whether it is unsound."""
    engine, file = engine_for(path.name), path.read_bytes()
    try:
        faults, conflicts = engine.faults(file), engine.open_conflicts(file)
    except DocgenError as error:
        faults, conflicts = error.problems, ()
    print(f"{path.name}: {len(faults)} faults, {len(conflicts)} open conflicts")
    for fault in faults:
        print(f"  fault: {say(fault.what, 'en')}")
    for conflict in conflicts:
        print(f"  open: {' '.join(conflict.split())}")
    return bool(faults)


if __name__ == "__main__":
    main()
