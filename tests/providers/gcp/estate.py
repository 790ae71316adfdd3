"""A small project on the stub, and a way to sign in to it."""

from collections.abc import Callable, Mapping

from exposurecheck.demo.gcs.estate import Bindings, Blob, Bucket, Estate
from exposurecheck.demo.gcs.server import Gcs
from exposurecheck.providers.gcp.provider import GcpProvider

AUDITOR = "user:auditor@corp.example"
PROJECT = "acme-prod"
NAME = "acme-exports"
ID = f"gs://{NAME}"
VIEWER = "roles/storage.objectViewer"
EVERYONE: Bindings = {VIEWER: ("allUsers",)}
READING: Bindings = {
    "roles/owner": ("user:admin@corp.example",),
    "roles/iam.securityReviewer": (AUDITOR,),
    "roles/storage.bucketViewer": (AUDITOR,),
    VIEWER: (AUDITOR,),
}
"""What the auditor needs to see everything."""

Connect = Callable[..., GcpProvider]
"""Start a stub for an estate and connect to it; ``gcs`` of the fixture is the stub."""


def blobs(contents: Mapping[str, bytes]) -> dict[str, Blob]:
    return {key: Blob(data) for key, data in contents.items()}


def project(*buckets: Bucket, **more: object) -> Estate:
    settings: dict[str, object] = {"bindings": READING, **more}
    return Estate(PROJECT, "123456789012", buckets, **settings)  # type: ignore[arg-type]  # fields of the dataclass


def stub(*buckets: Bucket, page: int = 1000, **more: object) -> Gcs:
    return Gcs(project(*buckets, **more), page=page)
