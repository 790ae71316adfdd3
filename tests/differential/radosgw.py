"""Starts Ceph's S3 gateway, an S3 made by others, for tests that compare verdicts with what a server really does."""

import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import boto3
from botocore.config import Config

if TYPE_CHECKING:
    from mypy_boto3_s3 import S3Client

START = Path(__file__).with_name("start-radosgw.sh")
PROGRAMS = ("radosgw", "radosgw-admin", "ceph-mon", "ceph-osd", "ceph", "monmaptool", "ceph-authtool")


def missing() -> list[str]:
    """Return the programs that this machine lacks."""
    return [program for program in PROGRAMS if shutil.which(program) is None]


@contextmanager
def running() -> Iterator[str]:
    """Run the gateway on a free port of the loopback address; yield its endpoint."""
    s3_port, mon_port = _free_port(), _free_port()
    with tempfile.TemporaryDirectory(prefix="radosgw-") as folder:
        command = [str(START), folder, str(s3_port), str(mon_port)]
        process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        try:
            assert process.stdout is not None
            assert process.stderr is not None
            if "ready" not in process.stdout.readline():
                raise RuntimeError(f"radosgw did not start: {process.stderr.read()[-2000:]}")
            yield f"http://127.0.0.1:{s3_port}"
        finally:
            process.terminate()
            process.communicate(timeout=30)


def owner(endpoint: str) -> "S3Client":
    """Return a client signed in as the only user."""
    return boto3.client(
        "s3", endpoint_url=endpoint, region_name="us-east-1", aws_access_key_id="OWNERKEY",
        aws_secret_access_key="owner-secret",
        config=Config(
            s3={"addressing_style": "path"}, max_pool_connections=16, proxies={},
            request_checksum_calculation="when_required", response_checksum_validation="when_required",
        ),
    )  # fmt: skip


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
