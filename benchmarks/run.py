"""docgen against its peers, in one run on one machine: medians in milliseconds, and ratios. Nothing here is asserted.

make benchmarks            (or: python benchmarks/run.py [--rounds N])
"""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from functools import partial
from io import BytesIO
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from benchmarks import samples
from docgen.domain.context import Context
from docgen.formats import shelf
from docgen.formats.registry import engine_for
from docgen.formats.word.compiling import compiled
from docgen.workspace.compile_cache import CompileCache

# As an installed docgen runs: Python keeps its compiled modules.
_ENVIRONMENT = {**{name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}, "LANG": "en_GB.UTF-8"}


def median(work: Callable[[], object], rounds: int) -> float:
    """Return the median time of `work` in milliseconds, after one warm-up."""
    return medians([work], rounds)[0]


def medians(works: Sequence[Callable[[], object]], rounds: int) -> list[float]:
    """Return the median time of each of `works` in milliseconds, after one warm-up.

    The works take turns, so that a slow moment of the machine meets all of them alike and their ratios hold.
    """
    times: list[list[float]] = [[] for _ in works]
    for work in works:
        work()
    for _ in range(rounds):
        for work, taken in zip(works, times, strict=True):
            start = time.perf_counter()
            work()
            taken.append((time.perf_counter() - start) * 1000)
    return [statistics.median(taken) for taken in times]


def process(*words: str, rounds: int = 7, folder: str | None = None) -> float:
    """Return the median time of a whole process, in milliseconds."""

    def once() -> None:
        subprocess.run([sys.executable, *words], cwd=folder, check=True, capture_output=True, env=_ENVIRONMENT)

    return median(once, rounds)


def commands(rounds: int) -> None:
    """Whole commands as a user sees them, start of Python included."""
    docgen = ("-m", "docgen")
    with tempfile.TemporaryDirectory() as folder:
        workspace = str(Path(folder, "client"))
        subprocess.run([sys.executable, *docgen, "new", workspace, "--example", "cloudridge"], check=True, capture_output=True)
        bare = process("-c", "pass", rounds=rounds)
        line("python -c pass", bare)
        line("docgen --help", process(*docgen, "--help", rounds=rounds), bare, "bare Python")

        def fresh() -> None:
            target = str(Path(folder, f"client-{time.monotonic_ns()}"))
            subprocess.run([sys.executable, *docgen, "new", target, "--example", "cloudridge"], check=True, capture_output=True)
            started.append(target)

        started: list[str] = []
        times = []
        for _ in range(rounds):
            fresh()
            start = time.perf_counter()
            subprocess.run([sys.executable, *docgen, "build", started[-1]], check=True, capture_output=True, env=_ENVIRONMENT)
            times.append((time.perf_counter() - start) * 1000)
        full = statistics.median(times)
        files = sum(1 for _ in Path(started[-1], "documents").rglob("*.*x"))
        line(f"full build ({files} files)", full)
        line("no-change build", process(*docgen, "build", started[-1], rounds=rounds), full, "full build")
        line("plan", process(*docgen, "plan", started[-1], rounds=rounds), full, "full build")


def word(rounds: int) -> None:
    """The Word engine against docxtpl, on the same template and data."""
    from docxtpl import DocxTemplate

    template, data = samples.word_template(), samples.names(10)
    engine = engine_for("x.docx")

    def docgen() -> bytes:
        return engine.fill(template, Context(language="en", names=data)).file

    def docxtpl() -> bytes:
        document = DocxTemplate(BytesIO(template))
        document.render(data, autoescape=True)
        file = BytesIO()
        document.save(file)
        return file.getvalue()

    def cold() -> bytes:
        return engine_for("x.docx").fill(_changed(template), Context(language="en", names=data)).file

    peer, warm, anew = medians([docxtpl, docgen, cold], rounds)
    line("docxtpl: load, render, save", peer)
    line("docgen Word, compiled before", warm, peer, "docxtpl")
    line("docgen Word, compiled anew", anew, peer, "docxtpl")
    line("docgen Word, from the compile cache", _from_cache(rounds), peer, "docxtpl")
    for count in (100, 500, 2000):
        grown = samples.names(count)
        took = median(partial(engine.fill, template, Context(language="en", names=grown)), 3)
        line(f"docgen Word, 3 tables of {count} rows", took)


def _from_cache(rounds: int) -> float:
    """Return the median time of filling templates that this process has not seen and the cache on disk has."""
    engine, data = engine_for("x.docx"), samples.names(10)
    templates = [_changed(samples.word_template()) for _ in range(rounds)]
    with tempfile.TemporaryDirectory() as folder:
        shelf.use(CompileCache(Path(folder)))
        for template in templates:
            engine.fill(template, Context(language="en", names=data))
        compiled.cache_clear()
        times = []
        for template in templates:
            start = time.perf_counter()
            engine.fill(template, Context(language="en", names=data))
            times.append((time.perf_counter() - start) * 1000)
        shelf.use(None)
    return statistics.median(times)


def many() -> None:
    """Documents by the hundred, on one core: 100 templates, three documents of each; the peer does every fifth."""
    from docxtpl import DocxTemplate

    engine, data = engine_for("x.docx"), samples.names(10)
    templates = [_changed(samples.word_template()) for _ in range(100)]
    compiled.cache_clear()
    start = time.perf_counter()
    for template in templates * 3:
        engine.fill(template, Context(language="en", names=data))
    ours = (time.perf_counter() - start) * 1000
    start = time.perf_counter()
    for template in (templates * 3)[::5]:
        document = DocxTemplate(BytesIO(template))
        document.render(data, autoescape=True)
        document.save(BytesIO())
    peer = (time.perf_counter() - start) * 1000 * 5
    line("docxtpl, 300 documents (60 made, times 5)", peer)
    line("docgen, 300 documents of 100 templates", ours, peer, "docxtpl")


def checking(rounds: int) -> None:
    """The package checker against a validator of the whole schema, on the same 11-page document and the same form."""
    from openxml_audit import OpenXmlValidator

    data = samples.names(40)
    for name, template in (("x.docx", samples.word_template()), ("x.xlsx", samples.excel_template())):
        engine = engine_for(name)
        file = engine.fill(template, Context(language="en", names=data)).file
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder, name)
            path.write_bytes(file)
            validator = OpenXmlValidator()
            peer = median(partial(validator.validate, str(path)), 3)
        line(f"openxml-audit, {name[2:]}", peer)
        line(f"docgen's checker, {name[2:]}", median(partial(engine.faults, file), rounds), peer, "openxml-audit")


def excel(rounds: int) -> None:
    """The Excel engine against xltpl (openpyxl underneath), on the same form of 40 rows by 15 columns."""
    from xltpl.writerx import BookWriter

    data = samples.names(40)
    template, peer_template = samples.excel_template(), samples.excel_template(peer=True)
    engine = engine_for("x.xlsx")
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "peer.xlsx")
        path.write_bytes(peer_template)

        def xltpl() -> None:
            writer = BookWriter(str(path))
            writer.render_book([{**data, "sheet_name": "Register"}])
            writer.save(str(Path(folder, "out.xlsx")))

        peer, ours = medians([xltpl, lambda: engine.fill(template, Context(language="en", names=data))], rounds)
    line("xltpl: load, render, save", peer)
    line("docgen Excel, 40 x 15, compiled before", ours, peer, "xltpl")
    for count in (10, 100, 2000):
        grown = samples.names(count)
        line(f"docgen Excel, {count} rows", median(lambda grown=grown: engine.fill(template, Context(language="en", names=grown)), 3))  # type: ignore[misc]


_copies = 0


def _changed(template: bytes) -> bytes:
    """Return the template with one more byte at its end, so that no cache knows it."""
    global _copies  # noqa: PLW0603 - a counter of this script
    _copies += 1
    import zipfile

    file = BytesIO(template)
    with zipfile.ZipFile(file, "a") as package:
        package.comment = str(_copies).encode()
    return file.getvalue()


def line(what: str, milliseconds: float, base: float | None = None, of: str = "") -> None:
    """Print one figure, with its ratio to a base."""
    ratio = f"   {milliseconds / base:6.2f} of {of} ({base / milliseconds:.1f}x as fast)" if base else ""
    print(f"{what:42} {milliseconds:9.1f} ms{ratio}", flush=True)


def main() -> None:
    """Print all figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=9)
    rounds = parser.parse_args().rounds
    commands(rounds)
    word(rounds)
    many()
    excel(rounds)
    checking(rounds)


if __name__ == "__main__":
    main()
