"""One embedded cloud for all tests of this folder that a worker runs."""

from collections.abc import Iterator

import pytest

from tests.estate import DemoCloud, running


@pytest.fixture(scope="session")
def cloud() -> Iterator[DemoCloud]:
    with running() as started:
        yield started
