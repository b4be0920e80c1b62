"""Accepts or rejects all tracked changes of a .docx, by the standard alone (ECMA-376 part 1, 17.13.5), without any code of docgen's."""

from __future__ import annotations

import zipfile
from io import BytesIO

from lxml import etree

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_STORIES = ("document", "header", "footer", "footnotes", "endnotes")
_RUN_MARKS = {"ins": "come", "moveTo": "come", "del": "gone", "moveFrom": "gone"}
_WORDS = {"delText": "t", "delInstrText": "instrText"}
_CHANGES = ("rPrChange", "pPrChange", "tblPrChange", "trPrChange", "tcPrChange", "sectPrChange")


def accepted(file: bytes) -> bytes:
    """Return the file as it is after "accept all changes"."""
    return _settled(file, keeps="come")


def rejected(file: bytes) -> bytes:
    """Return the file as it is after "reject all changes"."""
    return _settled(file, keeps="gone")


def marks(file: bytes) -> list[str]:
    """Return the names of all tracked changes, in reading order."""
    wanted = [_w(name) for name in (*_RUN_MARKS, *_CHANGES)]
    return [etree.QName(mark).localname for _, root in _parts(file) for mark in root.iter(*wanted)]


def _settled(file: bytes, keeps: str) -> bytes:
    changed = {}
    for name, root in _parts(file):
        _settle(root, keeps)
        changed[name] = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    result = BytesIO()
    with zipfile.ZipFile(BytesIO(file)) as old, zipfile.ZipFile(result, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, changed.get(name, old.read(name)))
    return result.getvalue()


def _parts(file: bytes) -> list[tuple[str, etree._Element]]:
    with zipfile.ZipFile(BytesIO(file)) as archive:
        names = [name for name in archive.namelist() if name.startswith("word/") and name.endswith(".xml")]
        return [(name, etree.fromstring(archive.read(name))) for name in names if name[5:].startswith(_STORIES)]


def _settle(root: etree._Element, keeps: str) -> None:
    _settle_rows(root, keeps)
    _settle_ends(root, keeps)
    _settle_runs(root, keeps)
    _settle_forms(root, keeps)
    for name, plain in _WORDS.items():
        for element in root.iter(_w(name)):
            element.tag = _w(plain)


def _settle_rows(root: etree._Element, keeps: str) -> None:
    for row in [*root.iter(_w("tr"))]:
        for mark in row.findall(f"{_w('trPr')}/*"):
            what = _RUN_MARKS.get(etree.QName(mark).localname)
            if what is not None and what != keeps:
                _drop(row)
            elif what is not None:
                _drop(mark)
    for table in [table for table in root.iter(_w("tbl")) if table.find(_w("tr")) is None]:
        _drop(table)


def _settle_ends(root: etree._Element, keeps: str) -> None:
    """A paragraph whose end goes flows into the next one, which keeps its own properties."""
    for paragraph in [*root.iter(_w("p"))]:
        gone = False
        for mark in paragraph.findall(f"{_w('pPr')}/{_w('rPr')}/*"):
            what = _RUN_MARKS.get(etree.QName(mark).localname)
            if what is not None:
                gone = gone or what != keeps
                _drop(mark)
        following = paragraph.getnext()
        if gone and following is not None and following.tag == _w("p"):
            content = [child for child in paragraph if child.tag != _w("pPr")]
            place = 1 if following.find(_w("pPr")) is not None else 0
            for child in reversed(content):
                following.insert(place, child)
            _drop(paragraph)
        elif gone and not any(_stays(run, keeps) for run in paragraph.iter(_w("r"))):
            _drop(paragraph)


def _stays(run: etree._Element, keeps: str) -> bool:
    marks = (_RUN_MARKS.get(etree.QName(holder).localname) for holder in run.iterancestors() if holder.tag.startswith(f"{{{_W}}}"))
    return all(what in (None, keeps) for what in marks)


def _settle_runs(root: etree._Element, keeps: str) -> None:
    for name, what in _RUN_MARKS.items():
        for mark in [*root.iter(_w(name))]:
            if what == keeps:
                for child in list(mark):
                    mark.addprevious(child)
            _drop(mark)


def _settle_forms(root: etree._Element, keeps: str) -> None:
    for name in _CHANGES:
        for change in [*root.iter(_w(name))]:
            properties = change.getparent()
            assert properties is not None
            _drop(change)
            if keeps == "gone":
                _take_back(properties, change[0] if len(change) else None)


def _take_back(properties: etree._Element, old: etree._Element | None) -> None:
    """Give a paragraph, run or cell its old properties; those of the end of a paragraph, and its section, are not among them."""
    stays = [child for child in properties if properties.tag == _w("pPr") and child.tag in (_w("rPr"), _w("sectPr"))]
    for child in list(properties):
        if child not in stays:
            properties.remove(child)
    for place, child in enumerate(list(old) if old is not None else []):
        properties.insert(place, child)


def _drop(element: etree._Element) -> None:
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)


def _w(name: str) -> str:
    return f"{{{_W}}}{name}"
