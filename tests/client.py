"""A client's folder for stories: an example client, changed, built and edited as people do it."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Collection
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from typing import Any

import docx
import openpyxl
import yaml

from docgen.cli import main
from docgen.domain.plan import Plan
from docgen.formats.ooxml import open_package, parse
from docgen.jobs.build import build
from docgen.jobs.new import new
from docgen.jobs.plan import plan
from docgen.sources.rewrite import rewrite

MAIN_EXAMPLES = ("cloudridge", "harbourline")  # for tests that lay out every page; the other examples are read only
PROCEDURE, REGISTER = "incident-management", "incident-record"
TEMPLATES = Path(__file__).parents[1] / "templates"
SHIPPED = {path.name.partition(".")[0] for path in TEMPLATES.glob("*/*.*x")}
MERGED = {"incident-request-problem-management", "configuration-asset-management", "availability-capacity-management"}
# The set of the first main example: not the merged documents of small sets, nor the agreement with internal suppliers.
IN_SET = SHIPPED - MERGED - {"ola"}
LISTS = {"document-record-master-list", "document-change-log", "document-distribution-list", "external-document-list"}
# A set that is quickly built, for stories of any set: documents that name each other, forms of both formats, lists of the set.
FEW = {PROCEDURE, REGISTER, "change-management", "change-request", "itsm-tool-guide", "service-management-policy", *LISTS}
# A document that applies to every client and has no template; none is left one day: then the tests of what is missing need an overlay.
WITHOUT_TEMPLATE = next(
    entry["id"]
    for entry in yaml.safe_load((TEMPLATES / "catalogue.yaml").read_text(encoding="utf-8"))["documents"]
    if entry["id"] not in SHIPPED and entry["applies"] == "always" and "iso20000-1" in entry["standards"]
)


class Client:
    """One client's folder."""

    def __init__(self, folder: Path, example: str = "cloudridge", *, keep: Collection[str] = ()) -> None:
        """Start the client of `example`. `keep`: the only documents of its set, where a story asks for some, not for those of its scope."""
        self.folder = folder
        new(folder, example=example)
        if keep:
            self.keep_only(keep)

    @classmethod
    def copied(cls, built: Path, folder: Path) -> Client:
        """Return the client that lies in `built`, copied to `folder` for one story."""
        shutil.copytree(built, folder)
        client = cls.__new__(cls)
        client.folder = folder
        return client

    def keep_only(self, documents: Collection[str]) -> None:
        """Take the other documents out of the set, by the catalogue of the client's own templates."""
        own = self.folder / "own-templates"
        own.mkdir(exist_ok=True)
        (own / "catalogue.yaml").write_text(f"version: 1\ndocuments:\n{left_out(SHIPPED - set(documents))}", encoding="utf-8")
        self.change_field("templates", [own.name])

    def change(self, **fields: Any) -> None:
        """Set profile fields; `__` stands for a dot, and keys given by `change_field` take any path."""
        for name, value in fields.items():
            self.change_field(name.replace("__", "."), value)

    def change_field(self, path: str, value: Any) -> None:
        profile = self.folder / "profile.yaml"
        profile.write_text(rewrite(profile.read_text(encoding="utf-8"), {path: value}), encoding="utf-8")

    def build(self, **options: Any) -> Plan:
        return build(self.folder, **options)

    def plan(self) -> Plan:
        return plan(self.folder)

    def actions(self, result: Plan) -> dict[tuple[str, str], str]:
        return {(step.document, step.language): step.action.value for step in result.steps}

    def path(self, document: str, language: str = "en") -> Path:
        """Where the document lies, by the register."""
        register = json.loads((self.folder / ".docgen/register.json").read_text(encoding="utf-8"))
        entry = next(e for e in register["documents"] if (e["document"], e["language"]) == (document, language))
        return self.folder / "documents" / str(entry["path"])

    def text(self, document: str, language: str = "en") -> str:
        """All visible text of a document's body, or of a workbook's cells."""
        path = self.path(document, language)
        if path.suffix == ".docx":
            return "\n".join(t.text or "" for t in docx.Document(str(path)).element.body.iter("{*}t"))
        workbook = openpyxl.load_workbook(path)
        return "\n".join(str(c.value) for sheet in workbook for row in sheet.iter_rows() for c in row if c.value is not None)

    def furniture(self, document: str, language: str = "en") -> str:
        """What the headers and footers of a document say; "" for a workbook."""
        package = open_package(self.path(document, language).read_bytes())
        parts = [name for name in package if name.startswith(("word/header", "word/footer")) and name.endswith(".xml")]
        return " ".join(str(text) for name in parts for text in parse(package.read(name), name).itertext())

    def edit(self, document: str, change: Callable[[Any], object], language: str = "en") -> bytes:
        """Open a document as a person does, change it, save it; return its bytes."""
        path = self.path(document, language)
        opened = docx.Document(str(path)) if path.suffix == ".docx" else openpyxl.load_workbook(path)
        change(opened)
        saved = BytesIO()
        opened.save(saved)
        path.write_bytes(saved.getvalue())
        return saved.getvalue()

    def snapshot(self) -> dict[str, tuple[str, int]]:
        """Every file of the folder with its hash and modification time, locks apart."""
        return {
            str(path.relative_to(self.folder)): (sha256(path.read_bytes()).hexdigest(), path.stat().st_mtime_ns)
            for path in sorted(self.folder.rglob("*"))
            if path.is_file() and path.name != "lock"
        }


def left_out(documents: Collection[str]) -> str:
    """Return the catalogue's entries that take documents out of the set."""
    return "".join(f"  - {{id: {document}, omit: true}}\n" for document in sorted(documents))


def run(*words: str, lang: str = "en") -> int:
    """Run the command line in this process; return its exit code."""
    return main(["--lang", lang, *words])
