"""Starts the embedded cloud with the fictional company in it, and stops it again."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator, Mapping
from collections.abc import Set as AbstractSet
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Final
from urllib.request import ProxyHandler, Request, build_opener

from exposurecheck.demo.child import PATIENCE, port_of, stop
from exposurecheck.demo.front_door import ASKED_PATH, CONTROL_PATH, KEY_OF_ACCOUNT, SECRET
from exposurecheck.demo.story import ACCOUNT, REGION, STORY, SUBSIDIARY_ACCOUNT, StoryBucket

_ALONE: Final = {
    "AWS_CONFIG_FILE": os.devnull,
    "AWS_SHARED_CREDENTIALS_FILE": os.devnull,
    "NO_PROXY": "127.0.0.1",
    "no_proxy": "127.0.0.1",
}
"""Variables that keep an SDK from the user's own profiles and proxies."""

AUDIT_ROLE: Final = f"arn:aws:iam::{SUBSIDIARY_ACCOUNT}:role/exposurecheck-audit"
"""Role in the subsidiary's account that the company's auditors may take."""


@dataclass(frozen=True, slots=True)
class DemoCloud:
    """A running embedded cloud."""

    endpoint: str
    """For example ``http://127.0.0.1:40123``."""
    env: Mapping[str, str]
    """Environment variables that point every AWS SDK at it, signed in as the company's auditor."""
    story: tuple[StoryBucket, ...]

    def refuse(self, permissions: AbstractSet[str]) -> None:
        """Refuse these permissions to signed callers from now on; an empty set lifts every refusal."""
        body = json.dumps(sorted(permissions)).encode()
        request = Request(self.endpoint + CONTROL_PATH, data=body, method="PUT")  # noqa: S310 - loopback
        with build_opener(ProxyHandler({})).open(request, timeout=PATIENCE):
            pass

    def asked(self) -> frozenset[str]:
        """Return what signed callers have asked for so far: permissions, and ``METHOD path`` for what reads nothing."""
        with build_opener(ProxyHandler({})).open(self.endpoint + ASKED_PATH, timeout=PATIENCE) as answer:
            return frozenset(json.load(answer))


def environment(endpoint: str, account: str = ACCOUNT) -> dict[str, str]:
    """Return the variables of an AWS SDK's default chain that lead to the embedded cloud and nowhere else."""
    return {
        "AWS_ENDPOINT_URL": endpoint,
        "AWS_ACCESS_KEY_ID": KEY_OF_ACCOUNT[account],
        "AWS_SECRET_ACCESS_KEY": SECRET,
        "AWS_REGION": REGION,
        "AWS_DEFAULT_REGION": REGION,
        "AWS_EC2_METADATA_DISABLED": "true",
        **_ALONE,
    }


UNSET: Final = (
    "AWS_PROFILE", "AWS_SESSION_TOKEN", "AWS_ROLE_ARN", "AWS_WEB_IDENTITY_TOKEN_FILE", "AWS_ENDPOINT_URL_S3",
    "AWS_ENDPOINT_URL_STS", "AWS_ENDPOINT_URL_S3_CONTROL", "AWS_IGNORE_CONFIGURED_ENDPOINT_URLS", "AWS_CA_BUNDLE",
    "AWS_CONTAINER_CREDENTIALS_FULL_URI", "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI", "AWS_USE_FIPS_ENDPOINT",
    "AWS_USE_DUALSTACK_ENDPOINT",
)  # fmt: skip
"""Variables that would lead somewhere else and have to go."""


@contextmanager
def running(stores: tuple[StoryBucket, ...] = STORY, *, port: int = 0) -> Iterator[DemoCloud]:
    """Run the embedded cloud on the loopback address, filled with ``stores``, until the block ends.

    Raises ``ProviderError`` when its process does not start.
    """
    command = [sys.executable, "-m", "exposurecheck.demo.cloud", "--port", str(port), *(s.name for s in stores)]
    clean = {name: value for name, value in os.environ.items() if not name.startswith("AWS_")}
    # In a session of its own, so that Ctrl-C reaches the scan first and the cloud outlives it.
    process = subprocess.Popen(  # noqa: S603 - this interpreter, a module of this package
        command, env=clean | _ALONE, stdin=subprocess.PIPE, stdout=subprocess.PIPE, start_new_session=True, text=True
    )
    try:
        endpoint = f"http://127.0.0.1:{port_of(process, 'embedded cloud', 'exposurecheck.demo.cloud')}"
        yield DemoCloud(endpoint, environment(endpoint), stores)
    finally:
        stop(process)
