"""Measures how fast content comes from each cloud: large objects beside the same local file, small ones beside the SDK.

Each cloud is a stub in a process of its own on the loopback address. Large objects are inspected without latency, in
one worker process; small ones with 30 ms for each answer, as a scan does it, beside one call of the vendor's SDK after
another that only reads.
"""

import os
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from itertools import islice
from pathlib import Path

from exposurecheck.audit.remote import RemoteSource
from exposurecheck.content.inspect import Inspected, inspect
from exposurecheck.content.sandbox import Failure, Sandbox
from exposurecheck.content.source import ByteSource, FileSource
from exposurecheck.content.units import Limits
from exposurecheck.demo.azure.serve import environment as azure_environment
from exposurecheck.demo.azure.server import EmbeddedAzure
from exposurecheck.demo.azure.server import serving as serving_azure
from exposurecheck.demo.azure.story import StoryAccount, StoryFile, StoryStore
from exposurecheck.demo.exhibit import Exhibit
from exposurecheck.demo.gcs.estate import Blob, Estate
from exposurecheck.demo.gcs.estate import Bucket as GcsBucket
from exposurecheck.demo.gcs.serve import environment as gcs_environment
from exposurecheck.demo.gcs.server import Gcs, made
from exposurecheck.model.exposure import ExposureClass
from exposurecheck.providers.base import Provider, Store, StoreRef
from exposurecheck.providers.registry import connect
from exposurecheck.settings import ScanSettings
from tests.bench.content import file_of
from tests.servers.s3 import Bucket, StubS3, serving

_LARGE = {"csv": 80_000_000, "log": 30_000_000}
_SMALL, _SDK = 400, 60
_LATENCY = 0.03
_ROUNDS = 3
_KEY = "aW52ZW50ZWQta2V5LW9mLXRlc3Rz"
_ACCOUNT, _BUCKET, _PROJECT, _AUDITOR = "benchstore", "bench-content", "bench-project", "user:auditor@corp.example"
_CLOUDS = {"aws": "S3", "gcp": "Cloud Storage", "azure": "Blob Storage"}


def measure() -> dict[str, float]:
    """Return ratios for each cloud."""
    figures: dict[str, float] = {}
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for kind, size in _LARGE.items():
            (folder / f"large.{kind}").write_bytes(file_of(kind, size)[1])
        for number in range(_SMALL):
            text = f"お問い合わせ番号 {number}\nメール taro{number}@sakura-mail.jp へ返信のこと。\n" * 20
            (folder / f"small-{number}.txt").write_text(text, encoding="utf-8")
        for cloud, label in _CLOUDS.items():
            with _serving(cloud, folder, 0) as provider:
                figures |= {f"{label}: {name}": value for name, value in _large(provider, folder).items()}
            with _serving(cloud, folder, _LATENCY) as provider:
                figures |= {f"{label}: {name}": value for name, value in _small(cloud, provider, folder).items()}
    return figures


def _large(provider: Provider, folder: Path) -> dict[str, float]:
    """Return the speed of an object in the cloud over that of the same local file, the best of some rounds each."""
    store = _content(provider)
    figures: dict[str, float] = {}
    with Sandbox(1, Limits()) as sandbox:
        for kind, size in _LARGE.items():
            path = folder / f"large.{kind}"
            local, remote = [], []
            for _ in range(_ROUNDS):
                local.append(_seconds(sandbox, path.name, FileSource(path, path.stat().st_size)))
                remote.append(_seconds(sandbox, path.name, _remote(provider, store, path)))
            figures[f"{kind} of {size // 10**6} MB, MB/s"] = path.stat().st_size / 1e6 / min(remote)
            figures[f"{kind} of {size // 10**6} MB, speed / that of a local file"] = min(local) / min(remote)
    return figures


def _seconds(sandbox: Sandbox, name: str, source: ByteSource) -> float:
    begin = time.perf_counter()
    _whole(sandbox.submit(inspect, name, source, secret=b"b" * 32))
    return time.perf_counter() - begin


def _whole(task: "Future[Inspected | Failure]") -> None:
    if isinstance(task.result(), Failure):
        raise RuntimeError("an inspection failed")  # noqa: TRY004 - what `measure` promises


def _small(cloud: str, provider: Provider, folder: Path) -> dict[str, float]:
    """Return small objects a second, inspected as a scan does, and read one after another by the SDK."""
    store = _content(provider)
    paths = sorted(folder.glob("small-*"))
    with Sandbox(os.cpu_count() or 1, Limits()) as sandbox:
        for path in paths[:4]:  # processes start when first needed
            _whole(sandbox.submit(inspect, path.name, _remote(provider, store, path), secret=b"b" * 32))
        begin = time.perf_counter()
        for task in [
            sandbox.submit(inspect, path.name, _remote(provider, store, path), secret=b"b" * 32) for path in paths
        ]:
            _whole(task)
        ours = len(paths) / (time.perf_counter() - begin)
    begin = time.perf_counter()
    with ThreadPoolExecutor(ScanSettings().concurrency) as pool:
        list(pool.map(lambda path: _remote(provider, store, path).read(0, 2**18), paths))
    alone = len(paths) / (time.perf_counter() - begin)
    read = _SDKS[cloud]()
    read(paths[0].name)
    begin = time.perf_counter()
    for path in islice(paths, _SDK):
        if read(path.name) != path.read_bytes():
            raise RuntimeError("the SDK read something else")
    theirs = _SDK / (time.perf_counter() - begin)
    return {
        "small objects read and inspected a second": ours,
        "small objects read a second": alone,
        "SDK, one after another: small objects read a second": theirs,
        "small objects, ratio": alone / theirs,
        "small objects, ratio with inspection": ours / theirs,
    }


def _remote(provider: Provider, store: Store, path: Path) -> RemoteSource:
    lead = f"{_BUCKET}/" if store.resource.provider.value == "azure" else ""
    return RemoteSource(provider, store, lead + path.name, path.stat().st_size)


def _content(provider: Provider) -> Store:
    ref = next(ref for ref in provider.stores() if isinstance(ref, StoreRef) and _BUCKET in ref.id)
    return provider.describe(ref)


def _boto3() -> Callable[[str], bytes]:
    import boto3  # noqa: PLC0415 - only what is measured is imported

    client = boto3.client("s3")

    def read(key: str) -> bytes:
        data: bytes = client.get_object(Bucket=_BUCKET, Key=key)["Body"].read()
        return data

    return read


def _google() -> Callable[[str], bytes]:
    import google.auth  # noqa: PLC0415 - as above
    from google.cloud import storage  # noqa: PLC0415

    credentials = google.auth.default(scopes=["https://www.googleapis.com/auth/cloud-platform"])[0]
    bucket = storage.Client(project=_PROJECT, credentials=credentials).bucket(_BUCKET)
    return lambda key: bytes(bucket.blob(key).download_as_bytes())


def _azure() -> Callable[[str], bytes]:
    from azure.storage.blob import ContainerClient  # noqa: PLC0415 - as above

    endpoint = f"{os.environ['AZURE_ARM_ENDPOINT']}/blob/{_ACCOUNT}"
    client = ContainerClient(endpoint, _BUCKET, credential={"account_name": _ACCOUNT, "account_key": _KEY})
    return lambda key: bytes(client.download_blob(key).readall())


_SDKS = {"aws": _boto3, "gcp": _google, "azure": _azure}


@contextmanager
def _serving(cloud: str, folder: Path, latency: float) -> Iterator[Provider]:
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.bench.streams", cloud, str(folder), str(latency)],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=Path(__file__).resolve().parents[2],
    )  # fmt: skip
    assert process.stdout is not None
    assert process.stdin is not None
    try:
        with tempfile.TemporaryDirectory() as home:
            os.environ.update(_environment(cloud, process.stdout.readline().strip(), Path(home)))
            yield connect(ScanSettings(provider=cloud))
    finally:
        process.stdin.close()
        process.stdout.close()
        process.wait(10)


def _environment(cloud: str, url: str, home: Path) -> dict[str, str]:
    """Return the variables that lead there and nowhere else."""
    if cloud == "gcp":
        return dict(gcs_environment(url, home, _AUDITOR, _PROJECT))
    if cloud == "azure":
        return azure_environment(url)
    return {
        "AWS_ENDPOINT_URL": url, "AWS_ACCESS_KEY_ID": "AKIAINVENTED", "AWS_SECRET_ACCESS_KEY": "invented",
        "AWS_DEFAULT_REGION": "ap-northeast-1",
    }  # fmt: skip


def _serve(cloud: str, folder: Path, latency: float) -> None:
    """Serve the files of a folder as the objects of one bucket or container until standard input ends."""
    data = {path.name: path.read_bytes() for path in folder.iterdir()}

    def slow(_request: object) -> None:
        time.sleep(latency)

    if cloud == "aws":
        with serving(StubS3({_BUCKET: Bucket(objects=data)}, fault=slow)) as stub:
            print(stub.url, flush=True)
            sys.stdin.read()
    elif cloud == "azure":
        files = tuple(StoryFile(name, name) for name in data)
        store = StoryStore(_BUCKET, ExposureClass.PRIVATE, files)
        account = StoryAccount(name=_ACCOUNT, key=_KEY, stores=(store,))
        server = EmbeddedAzure((account,), lambda name: Exhibit(data[name], "text/plain"), fault=slow)
        with serving_azure(server) as state:
            print(state.url, flush=True)
            sys.stdin.read()
    else:
        bucket = GcsBucket(_BUCKET, objects={name: Blob(body) for name, body in data.items()})
        roles = {"roles/storage.admin": (_AUDITOR,), "roles/iam.securityReviewer": (_AUDITOR,)}
        gcs = made(Gcs(Estate(_PROJECT, "123", (bucket,), roles), latency=latency))
        print(f"http://127.0.0.1:{gcs.server_address[1]}", flush=True)
        threading.Thread(target=gcs.serve_forever, daemon=True).start()
        sys.stdin.read()


if __name__ == "__main__":
    _serve(sys.argv[1], Path(sys.argv[2]), float(sys.argv[3]))
