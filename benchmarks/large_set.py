"""A set of 300 documents through its life: built, built again, planned after a change, and regenerated with every file edited by hand.

python -m benchmarks.large_set [--documents 300] [--jobs N]

The documents are the shipped templates in turn, under ids and codes of an overlay, in both languages. Nothing here is asserted.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import docx
import openpyxl
import yaml

_TEMPLATES = Path(__file__).parents[1] / "templates"
_FOLDERS = {1: "manual", 2: "procedures", 3: "instructions", 4: "forms"}
_LETTERS = {1: "M", 2: "P", 3: "W", 4: "F"}
_ENVIRONMENT = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}


def overlay(folder: Path, documents: int) -> None:
    """Write an overlay of templates into `folder` that brings a set to `documents` files in two languages."""
    shipped = yaml.safe_load((_TEMPLATES / "catalogue.yaml").read_text(encoding="utf-8"))["documents"]
    known = {entry["id"]: entry for entry in shipped}
    models = sorted({path.name.partition(".")[0] for path in _TEMPLATES.glob("*/*.*x")})
    entries = []
    for number in range((documents - 2 * len(models)) // 2):
        model = known[models[number % len(models)]]
        level = model["level"]
        identity, code = f"copy-{number:03}-{model['id']}", f"{_LETTERS[level]}-{200 + number}"
        title = {language: f"{text} {number}" for language, text in model["title"].items()}
        entries.append(
            {
                **{key: model[key] for key in ("level", "kind", "format", "standards", "clauses", "owner")},
                **{"id": identity, "code": code if level < 4 else f"F-12-{number + 20}", "title": title, "applies": "always"},
                "basis": "optional",
            }
        )
        for source in (_TEMPLATES / _FOLDERS[level]).glob(f"{model['id']}.*"):
            target = folder / _FOLDERS[level] / source.name.replace(model["id"], identity)
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(source, target)
    (folder / "catalogue.yaml").write_text(yaml.safe_dump({"version": 1, "documents": entries}, allow_unicode=True), encoding="utf-8")


def edited(path: Path) -> None:
    """Edit a file by hand: a sentence at the end, or a value below the last row."""
    file = BytesIO()
    if path.suffix == ".docx":
        document = docx.Document(str(path))
        document.add_paragraph("Call Ms Li first. 先打给李女士。")
        document.save(file)
    else:
        workbook = openpyxl.load_workbook(path)
        sheet = workbook.worksheets[0]
        sheet.cell(sheet.max_row + 2, 2, "Call Ms Li first. 先打给李女士。")
        workbook.save(file)
    path.write_bytes(file.getvalue())


def timed(*words: str) -> tuple[float, str]:
    """Run a command; return its seconds and its last line."""
    start = time.perf_counter()
    done = subprocess.run([sys.executable, "-m", "docgen", *words], check=True, capture_output=True, text=True, env=_ENVIRONMENT)
    return time.perf_counter() - start, done.stdout.strip().splitlines()[-1]


def life(client: Path, templates: Path, jobs: int) -> Iterator[tuple[str, float, str]]:
    """Yield each step of the set's life with its seconds and what docgen said."""
    options = ("--templates", str(templates))
    build = ("build", str(client), *options, "--jobs", str(jobs))
    profile = client / "profile.yaml"
    yield "fresh build", *timed(*build)
    yield "build again", *timed(*build)
    yield "plan", *timed("plan", str(client), *options)
    before = profile.read_text(encoding="utf-8")
    profile.write_text(before.replace("P1: {response: 15 min", "P1: {response: 12 min", 1), encoding="utf-8")
    yield "plan after a response time changed", *timed("plan", str(client), *options)
    profile.write_text(before, encoding="utf-8")
    for path in sorted((client / "documents").rglob("*.*x")):
        edited(path)
    yield "build again, every file edited", *timed(*build)
    renamed = before.replace("short_name: {zh: 云岭, en: Cloudridge}", "short_name: {zh: 云岭科技, en: Cloudridge Group}")
    profile.write_text(renamed, encoding="utf-8")
    yield "regenerate, every file edited and changed", *timed(*build)


def main() -> None:
    """Print the seconds of each step, and its ratio to the fresh build."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--documents", type=int, default=300)
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        client, templates = folder / "client", folder / "templates"
        overlay(templates, options.documents)
        timed("new", str(client), "--example", "cloudridge")
        fresh = 0.0
        for what, seconds, said in life(client, templates, options.jobs):
            fresh = fresh or seconds
            print(f"{what:44} {seconds:7.1f} s  {seconds / fresh:5.2f} of the fresh build   {said}", flush=True)


if __name__ == "__main__":
    main()
