"""The example clients, built once: for tests that only read."""

import pytest

from docgen.sources.shipped import examples
from tests.client import Client


@pytest.fixture(scope="session")
def clients(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Client]:
    folder = tmp_path_factory.mktemp("clients")
    clients = {name: Client(folder / name, name) for name in examples()}
    for client in clients.values():
        client.build()
    return clients
