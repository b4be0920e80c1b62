"""The command line: words typed -> one job -> a printed report and an exit code.

Commands are imported when they are called; nothing heavy is imported here, so that `docgen --help` answers at once.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence

from docgen.cli.exits import guarded
from docgen.cli.speech import DocgenGroup, Session


def main(arguments: Sequence[str] | None = None) -> int:
    """Run docgen with `arguments` (default: the process's) and return the exit code: 0 done, 1 wrong input, 2 usage."""
    words = list(sys.argv[1:] if arguments is None else arguments)
    session = Session(language=language_of(words))
    return guarded(lambda: DocgenGroup().main(words, prog_name="docgen", standalone_mode=False, obj=session), session.language)


def run() -> None:
    """The program `docgen`: run it and leave with its exit code."""
    sys.exit(main())


def language_of(words: Sequence[str]) -> str:
    """Return the language of messages: `--lang` where it is given, else the locale's, Chinese or English."""
    for index, word in enumerate(words):
        if word == "--lang" and index + 1 < len(words):
            return "zh" if words[index + 1] == "zh" else "en"
        if word.startswith("--lang="):
            return "zh" if word.endswith("=zh") else "en"
    locale = next((value for name in ("LC_ALL", "LC_MESSAGES", "LANG") if (value := os.environ.get(name))), "")
    return "zh" if locale.lower().startswith("zh") else "en"
