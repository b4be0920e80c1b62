"""Ten ways in which a client's scope changes between two builds, each as an edit of its profile or templates."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any

import docx
from ruamel.yaml import YAML

Profile = dict[str, Any]
Edit = Callable[[Profile, Path], None]
_GROUP = " Group"
_SHIPPED = Path(__file__).parents[1] / "templates"


def start_of(change: str) -> str:
    """Return `change` if a client is made another one before it, else "": clients of the same start have the same documents."""
    return change if change in _BEFORE else ""


def started(folder: Path, change: str) -> None:
    """Make the client in `folder` what it is before `change`, one of CHANGES or "" for none."""
    if change in _BEFORE:
        _rewritten(folder, _BEFORE[change])


def changed(folder: Path, change: str) -> None:
    """Change the client in `folder`, who was made what it is before; `change` is one of CHANGES."""
    _rewritten(folder, CHANGES[change])


def _rewritten(folder: Path, edit: Edit) -> None:
    path, yaml = folder / "profile.yaml", YAML()
    yaml.width = 4096
    profile = yaml.load(path.read_text(encoding="utf-8"))
    edit(profile, folder)
    with path.open("w", encoding="utf-8") as file:
        yaml.dump(profile, file)


def _in_languages(profile: Profile, zh: str, en: str) -> Any:
    return {"zh": zh, "en": en} if "zh" in profile["languages"] else en


def _site_added(profile: Profile, folder: Path) -> None:
    name, address = (
        _in_languages(profile, "宁波办事处", "Ningbo office"),
        _in_languages(profile, "宁波市海曙区望湖路 3 号", "3 Wanghu Road"),
    )
    profile["sites"].append({"id": "third", "name": name, "address": address})


def _service_dropped(profile: Profile, folder: Path) -> None:
    gone = profile["services"].pop()["id"]
    for supplier in profile["suppliers"]:
        if gone in supplier.get("services", []):
            supplier["services"].remove(gone)


def _response_time_changed(profile: Profile, folder: Path) -> None:
    profile["services"][-1]["targets"]["P1"]["response"] = "12 min"


def _role_moved(profile: Profile, folder: Path) -> None:
    profile["roles"]["problem-manager"]["person"] = profile["roles"]["hr-manager"]["person"]


def _supplier_replaced(profile: Profile, folder: Path) -> None:
    profile["suppliers"][1]["name"] = _in_languages(profile, "海曙信息技术有限公司", "Haishu Information Ltd")


def _standard_added(profile: Profile, folder: Path) -> None:
    profile["standards"].append("iso27001")


def _brand_changed(profile: Profile, folder: Path) -> None:
    profile["organisation"]["brand_colour"] = "7A2E2E"


def _in_one_language(profile: Profile, folder: Path) -> None:
    """Leave the first language; a client who never has more gets another name, for its texts are in one language."""
    if len(profile["languages"]) > 1:
        profile["languages"] = profile["languages"][:1]
    else:
        profile["organisation"]["short_name"] += _GROUP


def _language_added(profile: Profile, folder: Path) -> None:
    """Add the language left out before; a client who never has more gets its own name back."""
    name = profile["organisation"]["short_name"]
    if str(name).endswith(_GROUP):
        profile["organisation"]["short_name"] = name.removesuffix(_GROUP)
    else:
        profile["languages"] = ["zh", "en"]


def _template_upgraded(profile: Profile, folder: Path) -> None:
    """Say a sentence more at the end of each second-level chapter of the Word templates, and one word differently."""
    profile["templates"] = ["own"]
    for template in _SHIPPED.glob("*/*.docx"):
        document = docx.Document(BytesIO(template.read_bytes()))
        for paragraph in [p for p in document.paragraphs if p.style is not None and p.style.name == "Heading 2"][1:6:2]:
            new = paragraph.insert_paragraph_before("Added by the upgrade. 升级后新增。")
            new.style = document.styles["Body Text"]
        target = folder / "own" / template.parent.name / template.name
        target.parent.mkdir(parents=True, exist_ok=True)
        document.save(str(target))


def _code_pattern_changed(profile: Profile, folder: Path) -> None:
    profile["document_control"]["code_pattern"] = "{org}/{code}"


CHANGES: dict[str, Edit] = {
    "site added": _site_added,
    "service dropped": _service_dropped,
    "response time changed": _response_time_changed,
    "role moved": _role_moved,
    "supplier replaced": _supplier_replaced,
    "standard added": _standard_added,
    "brand changed": _brand_changed,
    "language added": _language_added,
    "template upgraded": _template_upgraded,
    "code pattern changed": _code_pattern_changed,
}
_BEFORE: dict[str, Edit] = {"language added": _in_one_language}
