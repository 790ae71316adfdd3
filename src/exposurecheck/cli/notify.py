"""Tells a webhook of the user's own how a scan ended; whatever the webhook does, the scan's result stays."""

import ipaddress
import os
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal
from urllib.parse import urlsplit

import click

from exposurecheck.errors import SettingsError

if TYPE_CHECKING:
    import urllib3

    from exposurecheck.model.report import Report

STYLES = ("auto", "slack", "teams", "generic")
SECONDS = 5.0
"""Longest wait for an answer."""
_PAUSE = 1.0
_TRIES = 2
_SUCCESS = range(200, 300)

notify_options = (
    click.option("--notify", metavar="URL", help="Send counts and a link to this webhook, and nothing else."),
    click.option("--notify-as", type=click.Choice(STYLES), default="auto", help="What the webhook understands."),
    click.option("--notify-link", metavar="URL", help="Where the report can be opened.", show_default="the CI job"),
)


@dataclass(frozen=True, slots=True)
class Webhook:
    """Where to send, in which style, with which link."""

    url: str
    style: str
    link: str | None
    lang: Literal["ja", "en"]
    seconds: float = SECONDS

    def tell(self, report: "Report", status: int, sleep: Callable[[float], None] = time.sleep) -> None:
        """Send, and once again after a failure; a warning on standard error is all that can come of it."""
        from urllib3.exceptions import HTTPError  # noqa: PLC0415 - only where it is used

        from exposurecheck.report.notice import Style, render, style_of  # noqa: PLC0415

        style = style_of(self.url) if self.style == "auto" else Style(self.style)
        body = render(report, style, self.lang, self.link, status)
        trouble = ""
        for attempt in range(_TRIES):
            if attempt:
                sleep(_PAUSE)
            try:
                answer = _post(self.url, body, self.seconds)
            except HTTPError as error:
                trouble = type(error).__name__
                continue
            if answer in _SUCCESS:
                return
            trouble = f"HTTP status {answer}"
        host = urlsplit(self.url).hostname  # the rest of a webhook's address is a secret
        click.echo(f"exposurecheck: --notify: {host} was not told ({trouble}); the scan's result stands.", err=True)


def webhook(flags: dict[str, object], lang: Literal["ja", "en"]) -> Webhook | None:
    """Take the webhook's settings out of ``flags``; raises ``SettingsError`` for an address in the clear."""
    url, style, link = flags.pop("notify"), str(flags.pop("notify_as")), flags.pop("notify_link")
    if not isinstance(url, str):
        return None
    parts = urlsplit(url)
    if not parts.hostname or not (parts.scheme == "https" or (parts.scheme == "http" and _is_loopback(parts.hostname))):
        raise SettingsError("--notify: give an https address; http is for this machine only.")
    return Webhook(url, style, link if isinstance(link, str) else _job(), lang)


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _job() -> str | None:
    """Return the address of the running job, as GitHub Actions and GitLab CI name it."""
    github = [os.environ.get(f"GITHUB_{name}") for name in ("SERVER_URL", "REPOSITORY", "RUN_ID")]
    if all(github):
        return f"{github[0]}/{github[1]}/actions/runs/{github[2]}"
    return os.environ.get("CI_JOB_URL")


def _post(url: str, body: bytes, seconds: float) -> int:
    """Send and return the status; the answer's body is not read, so that a slow one holds up nothing."""
    answer = _manager(url, seconds).request(
        "POST", url, body=body, headers={"Content-Type": "application/json", "User-Agent": "exposurecheck"},
        redirect=False, retries=False, preload_content=False,
    )  # fmt: skip
    answer.close()
    return int(answer.status)


def _manager(url: str, seconds: float) -> "urllib3.PoolManager":
    from urllib.request import getproxies, proxy_bypass  # noqa: PLC0415

    import urllib3  # noqa: PLC0415

    parts = urlsplit(url)
    proxy = None if proxy_bypass(parts.hostname or "") else getproxies().get(parts.scheme)
    timeout = urllib3.Timeout(total=seconds)
    return urllib3.ProxyManager(proxy, timeout=timeout) if proxy else urllib3.PoolManager(timeout=timeout)
