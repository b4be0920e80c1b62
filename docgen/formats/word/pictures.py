"""Pictures that a template puts in: `{{ picture(organisation.logo, height_mm=9) }}`.

Each picture becomes one media part however often it is shown, a relationship of every part that shows it, and an inline
drawing without distances, which LibreOffice and Word place alike. Sizes are kept to a tenth of a millimetre, so that a
program that rounds lengths does not change them. An SVG is embedded beside a PNG, which gives the size and is what programs
show that do not draw SVG.
Source: ECMA-376 part 1, 20.4 (DrawingML pictures in Word); [MS-ODRAWXML] 2.3.6 (svgBlip); PNG 1.2, 11.2.2 and 11.3.5.3; JPEG,
ITU T.81, B.2.2, and JFIF 1.02; SVG 1.1.
"""

from __future__ import annotations

import posixpath
import re
import struct
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import blake2b

from lxml import etree

from docgen.domain.context import template_function
from docgen.domain.pictures import beside, is_vector
from docgen.domain.wording import WordingError
from docgen.errors import DocumentError
from docgen.formats.ooxml import CONTENT_TYPES, Package, parse, serialise
from docgen.formats.relations import relations_name
from docgen.formats.word import names
from docgen.messages import message

_MOST_BYTES = 10 * 1024 * 1024
_MOST_PIXELS = 10_000
_EMU = 36_000  # of a millimetre
_STEP = 3_600
_WIDEST = 160.0  # millimetres: the text width of an A4 page, for a picture without a size
_DEFAULT_DPI = 96.0
_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/image"
_JPEG_FRAMES = frozenset({0xC0, 0xC1, 0xC2, 0xC3, 0xC5, 0xC6, 0xC7, 0xC9, 0xCA, 0xCB, 0xCD, 0xCE, 0xCF})
_DRAWING = (
    f'</w:t><w:drawing><wp:inline xmlns:wp="{names.NAMESPACES["wp"]}" xmlns:a="{names.NAMESPACES["a"]}" '
    f'xmlns:pic="{names.NAMESPACES["pic"]}" xmlns:r="{names.NAMESPACES["r"]}" distT="0" distB="0" distL="0" distR="0">'
    '<wp:extent cx="{width}" cy="{height}"/><wp:effectExtent l="0" t="0" r="0" b="0"/><wp:docPr id="0" name="{name}" descr="{alt}"/>'
    '<wp:cNvGraphicFramePr><a:graphicFrameLocks noChangeAspect="1"/></wp:cNvGraphicFramePr>'
    f'<a:graphic><a:graphicData uri="{names.NAMESPACES["pic"]}"><pic:pic>'
    '<pic:nvPicPr><pic:cNvPr id="0" name="{name}" descr="{alt}"/><pic:cNvPicPr/></pic:nvPicPr>'
    '<pic:blipFill><a:blip r:embed="{relation}">{vector}</a:blip><a:stretch><a:fillRect/></a:stretch></pic:blipFill>'
    '<pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="{width}" cy="{height}"/></a:xfrm>'
    '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr>'
    '</pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing><w:t xml:space="preserve">'
)
_VECTOR = (
    '<a:extLst><a:ext uri="{{96DAC541-7B7A-43D3-8B79-37D633B846F1}}">'
    f'<asvg:svgBlip xmlns:asvg="{names.NAMESPACES["asvg"]}" r:embed="{{relation}}"/></a:ext></a:extLst>'
)
_TYPES = {"svg": "svg+xml"}
_SVG = "{http://www.w3.org/2000/svg}"
_RUNNING = frozenset({f"{_SVG}script", f"{_SVG}foreignObject"})
_HREFS = ("href", "{http://www.w3.org/1999/xlink}href")
_ELSEWHERE = re.compile(r"@import|url\(\s*['\"]?(?!#|data:)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Image:
    """What a picture file says of itself: "png" or "jpeg", its pixels, and pixels an inch each way."""

    format: str
    width: int
    height: int
    dpi: tuple[float, float]


def read_image(content: bytes) -> Image | None:
    """Return what a PNG or JPEG file says of itself; None if it is neither, or damaged."""
    try:
        if content.startswith(b"\x89PNG\r\n\x1a\n"):
            return _read_png(content)
        if content.startswith(b"\xff\xd8\xff"):
            return _read_jpeg(content)
    except (struct.error, IndexError):
        return None
    return None


def _read_png(content: bytes) -> Image | None:
    width, height = struct.unpack_from(">II", content, 16)
    dpi, position = (_DEFAULT_DPI, _DEFAULT_DPI), 8
    while position < len(content):
        length, kind = struct.unpack_from(">I4s", content, position)
        if kind == b"IDAT":
            break
        if kind == b"pHYs":
            across, down, unit = struct.unpack_from(">IIB", content, position + 8)
            dpi = (across * 0.0254, down * 0.0254) if unit == 1 and across and down else dpi
        position += 12 + length
    return Image("png", width, height, dpi) if width and height else None


def _read_jpeg(content: bytes) -> Image | None:
    dpi, position = (_DEFAULT_DPI, _DEFAULT_DPI), 2
    while content[position] == 0xFF:
        marker = content[position + 1]
        if marker == 0xFF:  # fill byte
            position += 1
            continue
        (length,) = struct.unpack_from(">H", content, position + 2)
        if marker in _JPEG_FRAMES:
            height, width = struct.unpack_from(">HH", content, position + 5)
            return Image("jpeg", width, height, dpi) if width and height else None
        if marker == 0xE0 and content[position + 4 : position + 9] == b"JFIF\0":
            unit, across, down = struct.unpack_from(">BHH", content, position + 11)
            inch = {1: 1.0, 2: 2.54}.get(unit)
            dpi = (across * inch, down * inch) if inch and across and down else dpi
        position += 2 + length
    return None


def is_plain_svg(content: bytes) -> bool:
    """Tell whether `content` is an SVG that stands for itself: without scripts, entities, or anything fetched from elsewhere."""
    try:
        root = parse(content, "svg")
    except DocumentError:
        return False
    for element in root.iter(etree.Element):
        links = [str(element.get(name, "#")) for name in _HREFS]
        words = (element.text or "", *map(str, element.attrib.values()))
        leaves = not all(link.startswith(("#", "data:image/")) for link in links) or any(map(_ELSEWHERE.search, words))
        if leaves or element.tag in _RUNNING:
            return False
    return root.tag == f"{_SVG}svg"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Shown:
    """A picture on its way into the text; it joins the package when it is printed. vector: its SVG, beside the content."""

    album: Album
    content: bytes
    format: str
    size: tuple[int, int]
    alt: str
    vector: bytes | None

    def __html__(self) -> str:
        return self.album.show(self)


class Album:
    """The pictures of one filled document.

    files: file name of a picture, as the profile writes it, to its content.   part: the part that is being filled.
    """

    def __init__(self, files: Mapping[str, bytes]) -> None:
        self.part = ""
        self._files = files
        self._media: dict[str, bytes] = {}
        self._shown: dict[str, dict[str, str]] = {}  # part -> media part -> relationship id

    @template_function
    def picture(self, name: object, *, height_mm: float | None = None, width_mm: float | None = None, alt: object = "") -> _Shown:
        """Return the picture `name` for printing, as high or as wide as asked; `alt` describes it to those who cannot see it."""
        if name is None:
            raise WordingError(message("tags.nothing-to-print"))
        content = self._files.get(str(name))
        if content is None:
            raise WordingError(message("word.picture-unknown", name=str(name)))
        vector = None
        if is_vector(str(name)):
            vector, name = self._vector(content, str(name)), beside(str(name))
            content = self._files[name]
        image = read_image(content)
        if image is None:
            raise WordingError(message("word.picture-format", name=str(name)))
        if len(content) > _MOST_BYTES or max(image.width, image.height) > _MOST_PIXELS:
            found = {"megabytes": round(len(content) / 1024 / 1024, 1), "width": image.width, "height": image.height}
            limits = {"limit": _MOST_BYTES // 1024 // 1024, "pixels": _MOST_PIXELS}
            raise WordingError(message("word.picture-too-large", name=str(name), **found, **limits))
        size = _size(image, height_mm, width_mm)
        return _Shown(album=self, content=content, format=image.format, size=size, alt=str(alt), vector=vector)

    def _vector(self, content: bytes, name: str) -> bytes:
        """Return `content` if it is an SVG that can be shown. Raises: WordingError: it is none, or has no PNG beside it."""
        if len(content) > _MOST_BYTES or not is_plain_svg(content):
            raise WordingError(message("word.picture-svg", name=name, limit=_MOST_BYTES // 1024 // 1024))
        if beside(name) not in self._files:
            raise WordingError(message("word.picture-svg-alone", name=name, beside=beside(name)))
        return content

    def show(self, shown: _Shown) -> str:
        """Return the drawing as it stands in a run's text, and remember the picture as part of the document."""
        width, height = shown.size
        title, text = names.xml_text(shown.alt or "Picture"), names.xml_text(shown.alt)
        relation = self._kept(shown.content, shown.format)
        vector = _VECTOR.format(relation=self._kept(shown.vector, "svg")) if shown.vector is not None else ""
        return _DRAWING.format(width=width, height=height, name=title, alt=text, relation=relation, vector=vector)

    def _kept(self, content: bytes, format_: str) -> str:
        """Remember a picture as part of the document; return the relationship of the present part to it."""
        digest = blake2b(content, digest_size=6).hexdigest()
        media, relation = f"media/picture-{digest}.{format_}", f"rIdPicture{digest}"
        self._media[media] = content
        self._shown.setdefault(self.part, {})[media] = relation
        return relation

    def parts(self, package: Package) -> dict[str, bytes]:
        """Return the parts that the pictures add or change: media, relationships, content types."""
        if not self._media:
            return {}
        added: dict[str, bytes] = {}
        for part, shown in self._shown.items():
            added |= {posixpath.join(posixpath.dirname(part), media): self._media[media] for media in shown}
            name = relations_name(part)
            # Without a prefix: LibreOffice reads no others.
            empty = etree.Element(names.qualified("rel:Relationships"), nsmap={None: names.NAMESPACES["rel"]})  # type: ignore[dict-item]
            root = parse(package.read(name), name) if name in package else empty
            known = {item.get("Id") for item in root}
            for media, relation in shown.items():
                if relation in known:  # the template was itself made from this template
                    continue
                attributes = {"Id": relation, "Type": _RELATION, "Target": media}
                etree.SubElement(root, names.qualified("rel:Relationship"), attributes)
            added[name] = serialise(root)
        types = parse(package.read(CONTENT_TYPES), CONTENT_TYPES)
        extensions = {str(item.get("Extension")).lower() for item in types.iter(names.qualified("ct:Default"))}
        for format_ in sorted({media.rpartition(".")[2] for media in self._media} - extensions):
            attributes = {"Extension": format_, "ContentType": f"image/{_TYPES.get(format_, format_)}"}
            types.insert(0, etree.Element(names.qualified("ct:Default"), attributes))
        return {CONTENT_TYPES: serialise(types), **added}


def _size(image: Image, height_mm: float | None, width_mm: float | None) -> tuple[int, int]:
    """Return width and height in EMU, in steps of a tenth of a millimetre."""
    if any(side is not None and not 1 <= side <= 500 for side in (height_mm, width_mm)):
        raise WordingError(message("word.picture-size"))
    natural_width, natural_height = image.width / image.dpi[0] * 25.4, image.height / image.dpi[1] * 25.4
    if height_mm is None and width_mm is None:
        width_mm = min(natural_width, _WIDEST)
    width = width_mm if width_mm is not None else (height_mm or 0) * natural_width / natural_height
    height = height_mm if height_mm is not None else width * natural_height / natural_width
    return _steps(width), _steps(height)


def _steps(millimetres: float) -> int:
    return max(round(millimetres * _EMU / _STEP), 1) * _STEP
