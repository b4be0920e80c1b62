"""The pictures of a client's folder."""

from pathlib import Path

from docgen.jobs.client import open_client
from tests.client import Client


def test_an_svg_brings_along_the_png_beside_it(tmp_path: Path) -> None:
    client = Client(tmp_path / "client")
    (client.folder / "mark.svg").write_bytes(b"<svg/>")
    client.change_field("organisation.logo", "mark.svg")
    assert set(open_client(client.folder, ()).contexts.pictures) == {"mark.svg"}
    (client.folder / "mark.png").write_bytes(b"png")
    assert open_client(client.folder, ()).contexts.pictures == {"mark.svg": b"<svg/>", "mark.png": b"png"}
