"""Runs Azurite, a Blob service made by others, where it is installed, and puts the fictional company's blobs into it.

Azurite decides by a container's level and by signatures. It has no Resource Manager, no Files, no websites and no rules
of a whole account, so the embedded Azure stands before it and adds these.
"""

import os
import re
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final
from urllib.parse import quote, urlencode

import urllib3

from exposurecheck.demo.azure.callers import Caller, authorization
from exposurecheck.demo.azure.request import Answer, Request, data_error
from exposurecheck.demo.azure.story import StoryAccount, StoryStore
from exposurecheck.demo.child import stop, told
from exposurecheck.demo.exhibit import Exhibit
from exposurecheck.errors import ProviderError

PROGRAM: Final = "azurite-blob"
_OF_CHECKOUT: Final = Path(__file__).parents[4] / ".cache" / "azurite" / "node_modules" / ".bin" / PROGRAM
"""Where ``.ci/install-system-packages.sh`` puts it."""
_LISTENS: Final = re.compile(r"successfully listens on (http://127\.0\.0\.1:\d+)\s")
_UNTIL_INPUT_ENDS: Final = '"$@" & exec >/dev/null; cat; kill $!; wait $!'
"""Script that runs a program as long as standard input is open, so that it never outlives this process."""
_THREADS: Final = 8
_SECONDS: Final = 30.0
"""To wait for an answer."""
_PASSED: Final = ("range", "x-ms-range", "x-ms-version")
_KEPT: Final = frozenset(
    {"accept-ranges", "content-range", "content-type", "etag", "last-modified", "x-ms-blob-public-access",
     "x-ms-blob-type", "x-ms-error-code", "x-ms-version"}
)  # fmt: skip


def program() -> str | None:
    """Return where Azurite is; None when it is not installed or there is no Node to run it."""
    if shutil.which("node") is None or shutil.which("sh") is None:
        return None
    return shutil.which(PROGRAM) or (str(_OF_CHECKOUT) if _OF_CHECKOUT.is_file() else None)


@dataclass(frozen=True, slots=True)
class Azurite:
    """A running Azurite."""

    endpoint: str
    """For example ``http://127.0.0.1:40125``."""
    pool: urllib3.PoolManager

    def answer(self, request: Request, account: StoryAccount, who: Caller) -> Answer:
        """Pass one request on, signed with the account's key for callers whom the rules of the account let in."""
        path = request.path.removeprefix("/blob")
        headers = {name: request.headers[name] for name in _PASSED if name in request.headers}
        if who in {Caller.AUDITOR, Caller.KEY}:
            headers["x-ms-date"] = "Thu, 01 Jan 2026 00:00:00 GMT"
            headers["authorization"] = authorization(replace(request, path=path, headers=headers), account)
        query = f"?{urlencode(dict(request.query), quote_via=quote)}" if request.query else ""
        got = self.pool.request(
            request.method, f"{self.endpoint}{path}{query}", headers=headers, retries=False, redirect=False
        )
        if got.status == 403 and who is Caller.ANONYMOUS:  # noqa: PLR2004 - HTTP
            # Azurite says 403. The service says what it says of things that are not there ("Anonymous access").
            return data_error(404, "ResourceNotFound")
        return Answer(got.status, got.data, {name: v for name, v in got.headers.items() if name.lower() in _KEPT})


@contextmanager
def running(accounts: Iterable[tuple[str, str]]) -> Iterator[Azurite]:
    """Run Azurite, empty and in memory, on a free port of the loopback address until the block ends.

    ``accounts`` are names with their keys. Raises ``ProviderError`` when it is not installed or does not start.
    """
    found = program()
    if found is None:
        raise ProviderError(f"{PROGRAM} or Node is not installed. Install it with `npm install azurite`.")
    command = [
        "sh",
        "-c",
        _UNTIL_INPUT_ENDS,
        "sh",
        found,
        "--blobHost",
        "127.0.0.1",
        "--blobPort",
        "0",
        "--inMemoryPersistence",
    ]
    command += ["--disableTelemetry", "--skipApiVersionCheck", "--silent"]
    with tempfile.TemporaryDirectory(prefix="exposurecheck-azurite-") as folder, open(os.devnull, "wb") as nowhere:  # noqa: PTH123 - a device
        # In a session of its own, so that Ctrl-C reaches the scan first and the cloud outlives it.
        process = subprocess.Popen(  # noqa: S603 - found on this machine, nothing from outside in its arguments
            command,
            cwd=folder,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=nowhere,
            text=True,
            start_new_session=True,
            env={
                "PATH": os.environ.get("PATH", os.defpath),
                "HOME": folder,
                "AZURITE_ACCOUNTS": ";".join(f"{name}:{key}" for name, key in accounts),
            },
        )
        try:
            endpoint = told(process, _LISTENS, "Azurite", PROGRAM)
            yield Azurite(endpoint, urllib3.PoolManager(maxsize=_THREADS * 4, timeout=_SECONDS))
        finally:
            stop(process)


def fill(azurite: Azurite, accounts: Iterable[StoryAccount], content: Callable[[str], Exhibit]) -> None:
    """Create every container of the story with its level, stored policies and blobs, through the SDK as any owner."""
    from azure.storage.blob import BlobServiceClient, StaticWebsite  # noqa: PLC0415 - 300 ms to import

    with ThreadPoolExecutor(_THREADS) as pool:
        for account in accounts:
            if account.kind == "FileStorage":
                continue
            # The user's proxy does not lead to this machine.
            client = BlobServiceClient(f"{azurite.endpoint}/{account.name}", account.key, use_env_settings=False)
            website = StaticWebsite(enabled=account.website, index_document="index.html" if account.website else None)
            client.set_service_properties(static_website=website)
            stores = [store for store in account.stores if not store.share]
            list(pool.map(lambda store, client=client: _create(client, store, content), stores))


def _create(client: object, store: StoryStore, content: Callable[[str], Exhibit]) -> None:
    from azure.storage.blob import AccessPolicy, BlobServiceClient, ContentSettings, PublicAccess  # noqa: PLC0415

    assert isinstance(client, BlobServiceClient)  # noqa: S101 - its type is not known where nothing is imported
    level = {"Blob": PublicAccess.BLOB, "Container": PublicAccess.CONTAINER}.get(store.level)
    container = client.create_container(store.name, metadata=dict(store.metadata), public_access=level)
    for file in store.files:
        made = content(file.exhibit)
        container.upload_blob(file.path, made.body, content_settings=ContentSettings(content_type=made.content_type))
    if store.policies:
        policies = {
            id_: AccessPolicy(one.get("permission"), one.get("expiry"), one.get("start"))
            for id_, one in store.policies.items()
        }
        container.set_container_access_policy(policies, public_access=level)
