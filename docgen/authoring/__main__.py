"""`python -m docgen.authoring [--check] [--only ID]… [ROOT]`: compile the text sources of the templates below ROOT that changed."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from docgen.authoring.compiling import difference, templates, without_source
from docgen.errors import Place, Problem, TemplateError
from docgen.messages import message, say
from docgen.reports.problems import problem_text

_ROOT = Path(__file__).parents[2] / "templates"


def main(arguments: Sequence[str] | None = None) -> int:
    """Compile, or with `--check` only compare. Returns the exit code: 0 all is well, 1 a source or template is wrong."""
    parser = argparse.ArgumentParser(prog="python -m docgen.authoring", description=say(message("authoring.word-help"), "en"))
    parser.add_argument("root", nargs="?", type=Path, default=_ROOT, help=say(message("authoring.word-help-root"), "en"))
    parser.add_argument("--check", action="store_true", help=say(message("authoring.word-help-check"), "en"))
    parser.add_argument("--only", action="append", metavar="ID", help=say(message("authoring.word-help-only"), "en"))
    parser.add_argument("--lang", choices=("zh", "en"), default="en", help=say(message("authoring.word-help-lang"), "en"))
    given = parser.parse_args(arguments)
    problems: list[Problem] = []
    written = checked = 0
    for template in templates(given.root):
        if given.only and template.target.name.partition(".")[0] not in given.only:
            continue
        try:
            compiled = template.compiled()
        except TemplateError as error:
            problems += error.in_file(template.name).problems
            continue
        checked += 1
        found = template.target.read_bytes() if template.target.is_file() else b""
        if compiled == found:
            continue
        if given.check:
            problems.append(_differs(template.target.relative_to(given.root).as_posix(), template.name, compiled, found))
        else:
            template.target.parent.mkdir(parents=True, exist_ok=True)
            template.target.write_bytes(compiled)
            written += 1
    problems += without_source(given.root)
    for problem in problems:
        print(problem_text(problem, given.lang), file=sys.stderr)
    print(say(message("authoring.word-done", checked=checked, written=written), given.lang))
    return 1 if problems else 0


def _differs(target: str, source: str, compiled: bytes, found: bytes) -> Problem:
    what = difference(compiled, found) if found else message("authoring.word-missing")
    return Problem(
        where=Place(file=target),
        what=what or message("authoring.word-missing"),
        remedy=message("authoring.word-differs-remedy", source=source),
    )


if __name__ == "__main__":
    sys.exit(main())
