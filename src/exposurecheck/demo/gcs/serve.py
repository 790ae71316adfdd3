"""Starts the Cloud Storage stub with the fictional company in it, signs its auditor in, and stops it again."""

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from collections.abc import Set as AbstractSet
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final
from urllib.request import ProxyHandler, Request, build_opener

from exposurecheck.demo.child import PATIENCE, port_of, stop
from exposurecheck.demo.gcs.server import CONTROL_PATH
from exposurecheck.demo.gcs.story import AUDITOR, PROJECT, GcsStore, story

UNSET: Final = (
    "CLOUDSDK_CONFIG", "CLOUDSDK_CORE_PROJECT", "GCLOUD_PROJECT", "GOOGLE_API_USE_CLIENT_CERTIFICATE",
    "GOOGLE_CLOUD_QUOTA_PROJECT", "GOOGLE_CLOUD_UNIVERSE_DOMAIN", "API_ENDPOINT_OVERRIDE", "REQUESTS_CA_BUNDLE",
)  # fmt: skip
"""Variables that would lead somewhere else and have to go."""


@dataclass(frozen=True, slots=True)
class DemoGcs:
    """A running stub."""

    endpoint: str
    """For example ``http://127.0.0.1:40124``."""
    env: Mapping[str, str]
    """Environment variables that point Google's SDK and this program at it, signed in as the company's auditor."""
    story: tuple[GcsStore, ...]

    def refuse(self, permissions: AbstractSet[str]) -> None:
        """Refuse these permissions to signed callers from now on; an empty set lifts every refusal."""
        body = json.dumps(sorted(permissions)).encode()
        request = Request(self.endpoint + CONTROL_PATH, data=body, method="PUT")  # noqa: S310 - loopback
        with build_opener(ProxyHandler({})).open(request, timeout=PATIENCE):
            pass

    def asked(self) -> frozenset[str]:
        """Return the permissions that signed callers have needed so far."""
        with build_opener(ProxyHandler({})).open(self.endpoint + CONTROL_PATH, timeout=PATIENCE) as answer:
            return frozenset(json.load(answer)["asked"])


def environment(endpoint: str, folder: Path, member: str = AUDITOR, project: str = PROJECT) -> dict[str, str]:
    """Write credentials for ``member`` into ``folder`` and return the variables that lead to the stub with them.

    The credentials are those of an external account whose tokens the stub itself issues: no others are sent to an
    emulator. Their audience names no project, since the SDK would ask the real Google about that.
    """
    subject = folder / "subject-token"
    subject.write_text(member, encoding="utf-8")
    credentials = folder / "credentials.json"
    credentials.write_text(
        json.dumps(
            {
                "type": "external_account",
                "audience": "//iam.googleapis.com/locations/global/workforcePools/demo/providers/demo",
                "subject_token_type": "urn:ietf:params:oauth:token-type:jwt",
                "token_url": f"{endpoint}/token",
                "credential_source": {"file": str(subject)},
            }
        ),
        encoding="utf-8",
    )
    return {
        "STORAGE_EMULATOR_HOST": endpoint,
        "CLOUDSDK_API_ENDPOINT_OVERRIDES_CLOUDRESOURCEMANAGER": f"{endpoint}/",
        "CLOUDSDK_API_ENDPOINT_OVERRIDES_ORGPOLICY": f"{endpoint}/",
        "CLOUDSDK_API_ENDPOINT_OVERRIDES_IAM": f"{endpoint}/",
        "GOOGLE_APPLICATION_CREDENTIALS": str(credentials),
        "GOOGLE_CLOUD_PROJECT": project,
        "NO_GCE_CHECK": "true",
        "NO_PROXY": "127.0.0.1",
        "no_proxy": "127.0.0.1",
    }


@contextmanager
def running(*, port: int = 0) -> Iterator[DemoGcs]:
    """Run the stub with the fictional company on the loopback address until the block ends.

    Raises ``ProviderError`` when its process does not start.
    """
    command = [sys.executable, "-m", "exposurecheck.demo.gcs.cloud", "--port", str(port)]
    process = subprocess.Popen(  # noqa: S603 - this interpreter, a module of this package
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, start_new_session=True, text=True, env=_clean()
    )
    try:
        with tempfile.TemporaryDirectory(prefix="exposurecheck-gcs-") as folder:
            endpoint = f"http://127.0.0.1:{port_of(process, 'Cloud Storage stub', 'exposurecheck.demo.gcs.cloud')}"
            yield DemoGcs(endpoint, environment(endpoint, Path(folder)), story())
    finally:
        stop(process)


def _clean() -> dict[str, str]:
    return {name: value for name, value in os.environ.items() if name not in UNSET}
