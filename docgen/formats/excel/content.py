"""Placeholder."""
from docgen.formats.ooxml import Package
from docgen.merge.content import Block


def content_of(package: Package) -> Block:
    return Block(kind="x")
