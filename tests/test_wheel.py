"""The wheel carries templates and examples: installed into an empty environment, away from the checkout, it works."""

import subprocess
import sys
import venv
from pathlib import Path

import pytest

from tests.client import IN_SET

ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    subprocess.run([sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", folder, ROOT], check=True, capture_output=True)
    venv.create(folder / "venv", with_pip=True)
    (wheel,) = folder.glob("*.whl")
    pip = [folder / "venv/bin/python", "-m", "pip", "install", "--quiet", "--disable-pip-version-check", wheel]
    subprocess.run(pip, check=True, capture_output=True)
    return folder


def docgen(folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([folder / "venv/bin/docgen", *words], cwd=folder, capture_output=True, text=True, check=False)


def test_an_installed_wheel_starts_and_builds_an_example(installed: Path) -> None:
    for words in (["new", "client", "--example", "harbourline"], ["check", "client"], ["build", "client"]):
        result = docgen(installed, *words)
        assert result.returncode == 0, result.stderr + result.stdout
    made = sorted(path.suffix for path in (installed / "client/documents").rglob("*.*x"))
    assert made == sorted(path.suffix for path in (ROOT / "templates").glob("*/*.en.*x") if path.name.partition(".")[0] in IN_SET)


def test_the_wheel_leaves_the_text_sources_out(installed: Path) -> None:
    package = next((installed / "venv/lib").glob("python*/site-packages/docgen/_shipped"))
    names = {str(path.relative_to(package)) for path in package.rglob("*") if path.is_file()}
    assert "templates/catalogue.yaml" in names
    assert "templates/procedures/incident-management.zh.docx" in names
    assert "examples/cloudridge/profile.yaml" in names
    assert not any("sources" in name for name in names)
