"""The main example clients, built once: for tests that only read."""

import pytest

from tests.client import MAIN_EXAMPLES, Client


@pytest.fixture(scope="session")
def clients(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Client]:
    folder = tmp_path_factory.mktemp("clients")
    clients = {name: Client(folder / name, name) for name in MAIN_EXAMPLES}
    for client in clients.values():
        client.build()
    return clients
