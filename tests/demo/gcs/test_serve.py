import socket
from urllib.parse import urlsplit

import pytest

from exposurecheck.demo.gcs.serve import running
from exposurecheck.errors import ProviderError


def listening(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def test_it_leaves_nothing_behind() -> None:
    with running() as demo:
        port = urlsplit(demo.endpoint).port or 0
        assert urlsplit(demo.endpoint).hostname == "127.0.0.1"
        assert listening(port)
        assert demo.env["STORAGE_EMULATOR_HOST"] == demo.endpoint
    assert not listening(port)


def test_a_port_in_use_is_said_so(capfd: pytest.CaptureFixture[str]) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        with pytest.raises(ProviderError, match="did not start"), running(port=taken.getsockname()[1]):
            pass
    assert "in use" in capfd.readouterr().err
