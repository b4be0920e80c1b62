"""Pictures and shapes as blocks: a picture by the hash of its bytes, a shape by its place and its text.

Sizes are rounded so that LibreOffice, which keeps lengths in twips or hundredths of a millimetre, does not change them: the
borders between two rounded sizes lie away from the steps that docgen's own drawings keep to.
Source: ECMA-376 part 1, 20.4 and 20.1 (DrawingML); [MS-ODRAWXML] (shapes and groups); part 4, 19 (VML).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from hashlib import blake2b

from docgen.formats.ooxml import Package
from docgen.formats.word import names
from docgen.merge.content import Block

_MM = 36_000  # EMU
_PICTURE_EDGE = 1_800  # pictures come in steps of a tenth of a millimetre; half of one
_SHAPE_STEP = 2 * _MM
_SHAPE_EDGE = 4_500  # shapes come in steps of a quarter of a millimetre; half of one
_QUARTER_TURN, _HALF_TURN = 5_400_000, 10_800_000  # in sixty-thousandths of a degree
_RELATED = f"{{{names.NAMESPACES['r']}}}"
_PICTURE = names.qualified("pic:pic")
_VML_IMAGE = names.qualified("v:imagedata")
_SHAPE = names.qualified("wps:wsp")
_VECTOR = names.qualified("asvg:svgBlip")  # LibreOffice before 24.2 drops it, so that the PNG beside it stands for both
_EXTENT = names.qualified("wp:extent")
_TRANSFORM = names.qualified("a:xfrm")
Inner = Callable[[names.Element], tuple[Block, ...]]


def drawing_blocks(drawing: names.Element, package: Package, targets: Mapping[str, str], inner: Inner) -> Iterator[Block]:
    """Yield what a w:drawing or w:pict shows: its pictures, its shapes with their text, or the object it refers to.

    targets: relationships of the part.   inner: reads the paragraphs of a text box.
    """
    shapes = list(drawing.iter(_SHAPE))
    pictures = [*drawing.iter(_PICTURE), *drawing.iter(_VML_IMAGE)]
    boxes = list(drawing.iter(names.TEXT_BOX)) if not shapes else []
    for picture in pictures:
        described = _alternative(drawing) if len(pictures) == 1 and not shapes else ""
        yield Block(kind="picture", text=described, style=" ".join((*_hashes(picture, package, targets), _size(drawing))))
    if shapes:
        yield Block(kind="drawing", style=_size(drawing), children=tuple(_shape(shape, inner) for shape in shapes))
    for box in boxes:
        yield Block(kind="text box", children=inner(box))
    if not (shapes or pictures or boxes):
        yield object_block(drawing, package, targets)


def object_block(element: names.Element, package: Package, targets: Mapping[str, str]) -> Block:
    """Return what an element refers to (a chart, an embedded text …) as a block, by the hashes of the parts."""
    return Block(kind="object", text=_alternative(element), style=" ".join(_hashes(element, package, targets)))


def _shape(shape: names.Element, inner: Inner) -> Block:
    box = next(shape.iter(names.TEXT_BOX), None)
    return Block(kind="shape", style=_geometry(shape), children=inner(box) if box is not None else ())


def _geometry(shape: names.Element) -> str:
    transform = next(shape.iter(_TRANSFORM), None)
    if transform is None:
        return ""
    values = [names.number(value) for child in transform for value in child.values()]
    if abs(names.number(transform.get("rot"))) % _HALF_TURN == _QUARTER_TURN:
        values = _turned(values)
    return " ".join(str((value + _SHAPE_EDGE) // _SHAPE_STEP) for value in values)


def _turned(values: list[int]) -> list[int]:
    """Return where a shape is seen that is turned by a quarter about its middle: there, not before it, its edges keep to the steps."""
    match values:
        case [left, top, width, height]:
            return [left + (width - height) // 2, top + (height - width) // 2, height, width]
        case _:
            return values


def _size(drawing: names.Element) -> str:
    extent = next(drawing.iter(_EXTENT), None)
    if extent is None:
        return ""
    width, height = ((names.number(extent.get(side)) + _PICTURE_EDGE) // _MM for side in ("cx", "cy"))
    return f"{width}x{height}"


def _alternative(drawing: names.Element) -> str:
    properties = next(drawing.iter(names.DRAWING_PROPERTIES), None)
    return " ".join(str(properties.get("descr") or "").split()) if properties is not None else ""


def _hashes(element: names.Element, package: Package, targets: Mapping[str, str]) -> list[str]:
    """Return the hashes of the parts that `element` refers to, in reading order."""
    found = [
        targets.get(str(value), "")
        for node in element.iter()
        if node.tag != _VECTOR
        for name, value in node.attrib.items()
        if str(name).startswith(_RELATED) and str(name) != f"{_RELATED}link"
    ]
    return [blake2b(package.read(name), digest_size=8).hexdigest() if name in package else name for name in found]
