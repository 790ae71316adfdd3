"""A webhook gets counts and a link, never a name; whatever it answers, the scan's result stays."""

import json
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from exposurecheck.cli.notify import Webhook, webhook
from exposurecheck.cli.scan import command as scan
from exposurecheck.errors import SettingsError
from exposurecheck.report.notice import Style, render, style_of
from tests.report.sample import sample


class Receiver:
    """A webhook on the loopback address."""

    def __init__(self) -> None:
        self.bodies: list[bytes] = []
        self.statuses: list[int] = []
        self.hang = 0.0
        self.url = ""


@pytest.fixture
def receiver(monkeypatch: pytest.MonkeyPatch) -> Iterator[Receiver]:
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    found = Receiver()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            found.bodies.append(self.rfile.read(int(self.headers["Content-Length"])))
            time.sleep(found.hang)
            self.send_response(found.statuses.pop(0) if found.statuses else 200)
            self.end_headers()

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002
            """Keep quiet."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
    found.url = f"http://127.0.0.1:{server.server_address[1]}/secret-path"
    yield found
    server.shutdown()
    server.server_close()


@pytest.mark.parametrize("style", Style)
@pytest.mark.parametrize("lang", ["ja", "en"])
def test_no_name_of_anything_leaves(style: Style, lang: str) -> None:
    report = sample()
    body = render(report, style, "ja" if lang == "ja" else "en", "https://ci.example/1", 1).decode()
    for resource in report.resources:
        assert resource.name not in body
        assert resource.account is None or resource.account not in body
    for gap in report.coverage.gaps:
        assert gap.resource not in body
    assert "https://ci.example/1" in body
    assert str(report.summary.critical) in body


def test_each_style_has_the_shape_its_receiver_understands() -> None:
    report = sample()
    assert set(json.loads(render(report, Style.SLACK, "en", None, 0))) == {"text"}
    teams = json.loads(render(report, Style.TEAMS, "en", "https://ci.example/1", 0))
    (attachment,) = teams["attachments"]
    assert attachment["content"]["type"] == "AdaptiveCard"
    assert attachment["content"]["actions"][0]["url"] == "https://ci.example/1"
    plain = json.loads(render(report, Style.GENERIC, "en", None, 3))
    assert plain["exit_status"] == 3
    assert plain["summary"]["critical"] == report.summary.critical
    assert style_of("https://hooks.slack.com/services/x") is Style.SLACK
    assert style_of("https://acme.webhook.office.com/x") is Style.TEAMS
    assert style_of("https://hooks.slack.com.evil.example/x") is Style.GENERIC


def test_it_is_told_once(receiver: Receiver, capsys: pytest.CaptureFixture[str]) -> None:
    Webhook(receiver.url, "auto", None, "en").tell(sample(), 1)
    assert len(receiver.bodies) == 1
    assert capsys.readouterr().err == ""


def test_a_failure_is_tried_once_more(receiver: Receiver, capsys: pytest.CaptureFixture[str]) -> None:
    receiver.statuses = [500]
    pauses: list[float] = []
    Webhook(receiver.url, "slack", None, "en").tell(sample(), 1, pauses.append)
    assert (len(receiver.bodies), len(pauses)) == (2, 1)
    assert capsys.readouterr().err == ""


def test_one_that_answers_500_is_a_warning_without_its_secret(
    receiver: Receiver, capsys: pytest.CaptureFixture[str]
) -> None:
    receiver.statuses = [500, 500]
    Webhook(receiver.url, "auto", None, "en").tell(sample(), 1, lambda _seconds: None)
    warning = capsys.readouterr().err
    assert "HTTP status 500" in warning
    assert "the scan's result stands" in warning
    assert "secret-path" not in warning


def test_one_that_hangs_or_is_not_there_holds_up_nothing(
    receiver: Receiver, capsys: pytest.CaptureFixture[str]
) -> None:
    receiver.hang = 1.0
    began = time.monotonic()
    Webhook(receiver.url, "auto", None, "en", seconds=0.2).tell(sample(), 1, lambda _seconds: None)
    assert time.monotonic() - began < 1.0
    assert "ReadTimeoutError" in capsys.readouterr().err
    Webhook("http://127.0.0.1:9/", "auto", None, "en").tell(sample(), 1, lambda _seconds: None)
    assert "127.0.0.1 was not told" in capsys.readouterr().err


@pytest.mark.parametrize("url", ["http://hooks.example/x", "ftp://x/", "hooks.example", "https://"])
def test_an_address_in_the_clear_is_refused_before_the_scan(url: str) -> None:
    with pytest.raises(SettingsError, match="--notify"):
        webhook({"notify": url, "notify_as": "auto", "notify_link": None}, "en")


def test_the_link_is_the_job_of_the_ci(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in {"SERVER_URL": "https://github.example", "REPOSITORY": "a/b", "RUN_ID": "7"}.items():
        monkeypatch.setenv(f"GITHUB_{name}", value)
    found = webhook({"notify": "https://x.example/", "notify_as": "auto", "notify_link": None}, "en")
    assert found is not None
    assert found.link == "https://github.example/a/b/actions/runs/7"


def test_a_variable_that_is_empty_tells_nobody(monkeypatch: pytest.MonkeyPatch) -> None:
    """A secret that is not set reaches a CI job as an empty variable."""
    monkeypatch.setenv("EXPOSURECHECK_NOTIFY", "")
    assert scan.make_context("scan", ["--provider", "aws"]).params["notify"] is None
