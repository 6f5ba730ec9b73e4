from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.articles.loading.serving import Server
from tracker.articles import load
from tracker.articles.loading import page_reader

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture
def server() -> Iterator[Server]:
    server = Server()
    yield server
    server.close()


@pytest.fixture
def in_this_process(monkeypatch: pytest.MonkeyPatch) -> None:
    """Pages are read here, which is quicker than a child for each, and without a child's limits."""
    monkeypatch.setattr(load, "read_in_child", lambda asked, body=b"": page_reader.article_at(asked, body))
