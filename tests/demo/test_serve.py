import socket
from urllib.parse import urlsplit

import pytest

from exposurecheck.demo.story import STORY
from exposurecheck.errors import ProviderError
from tests.estate import running


def listening(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def test_it_leaves_nothing_behind() -> None:
    with running(STORY[:1]) as cloud:
        port = urlsplit(cloud.endpoint).port or 0
        assert urlsplit(cloud.endpoint).hostname == "127.0.0.1"
        assert listening(port)
    assert not listening(port)


def test_it_stops_when_the_block_fails() -> None:
    ports: list[int] = []

    def fail() -> None:
        with running(()) as cloud:
            ports.append(urlsplit(cloud.endpoint).port or 0)
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail()
    assert not listening(ports[0])


def test_a_port_in_use_is_said_so(capfd: pytest.CaptureFixture[str]) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        with pytest.raises(ProviderError, match="did not start"), running((), port=taken.getsockname()[1]):
            pass
    assert "in use" in capfd.readouterr().err
