"""Promise 2: same input, same bytes: no clock, no random ids, no order of sets."""

import os
import subprocess
import sys
import time
from hashlib import sha256
from pathlib import Path

SCRIPT = "import sys; from docgen.cli import main; sys.exit(main(['build', sys.argv[1]]))"


def built(folder: Path, seed: str) -> dict[str, str]:
    environment = {**os.environ, "PYTHONHASHSEED": seed, "TZ": "Asia/Shanghai" if seed == "1" else "UTC"}
    new = "import sys; from docgen.cli import main; sys.exit(main(['new', sys.argv[1], '--example', 'cloudridge']))"
    for script in (new, SCRIPT):
        subprocess.run([sys.executable, "-c", script, str(folder)], env=environment, check=True, capture_output=True)
    return {
        str(p.relative_to(folder)): sha256(p.read_bytes()).hexdigest()
        for p in sorted(folder.rglob("*"))
        if p.is_file() and p.name != "lock"
    }


def test_two_processes_with_different_hash_seeds_and_clocks_make_the_same_bytes(tmp_path: Path) -> None:
    first = built(tmp_path / "first", "1")
    time.sleep(2.1)  # a zip tells times in steps of two seconds
    second = built(tmp_path / "second", "2")
    assert any(name.endswith(".docx") for name in first)
    assert first == second
