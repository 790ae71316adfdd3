"""An invented estate on a stub S3 for scans that are killed, resumed and repeated: some stores open, people in many."""

import json
import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from tests.audit.conftest import public
from tests.servers.s3 import Bucket

SCAN = [
    sys.executable, "-m", "exposurecheck", "scan", "--provider", "aws", "--lang", "en", "-o", "out", "-f", "json",
    "--fail-on", "never", "--no-fail-on-incomplete", "--quiet",
]  # fmt: skip
_VOLATILE = ("run_id", "generated_at", "changes", "notes", "facts", "duties", "rules", "open")
"""What differs between two scans of the same estate: ids, hours, and what is said relative to them."""


def customers(first: int, count: int) -> bytes:
    """Return a CSV of invented customers; those of overlapping ranges are the same people."""
    rows = (
        f"山田 太郎{n},taro{n}@example-mail.jp,090-{n // 10000:04d}-{n % 10000:04d}"
        for n in range(first, first + count)
    )
    return ("氏名,メールアドレス,電話番号\n" + "\n".join(rows) + "\n").encode()


def estate(stores: int = 12, people: int = 40) -> dict[str, Bucket]:
    """Return buckets of which every third is open; neighbours share half of their people."""
    made: dict[str, Bucket] = {}
    for number in range(stores):
        name = f"store-{number:03d}"
        objects = {
            "customers.csv": customers(number * people // 6, people),
            "more/customers.csv": customers(number * people // 6 + people // 4, people),
            "readme.txt": b"opening hours and directions",
            **{f"pages/{page}.html": f"<p>page {page} of {name}</p>".encode() for page in range(5)},
        }
        made[name] = public(name, **objects) if number % 3 == 0 else Bucket(objects=objects)
    return made


def environment(url: str, home: Path) -> dict[str, str]:
    """Return the environment of a scan of the stub at ``url``."""
    return {
        "PATH": os.environ["PATH"],
        "LANG": "C.UTF-8",
        "XDG_STATE_HOME": str(home / "state"),
        "AWS_ENDPOINT_URL": url,
        "AWS_ACCESS_KEY_ID": "AKIAINVENTED",
        "AWS_SECRET_ACCESS_KEY": "invented",
        "AWS_DEFAULT_REGION": "ap-northeast-1",
        "AWS_CONFIG_FILE": "/nonexistent",
        "AWS_SHARED_CREDENTIALS_FILE": "/nonexistent",
        "AWS_EC2_METADATA_DISABLED": "true",
    }


def scan(home: Path, url: str, *flags: str) -> subprocess.CompletedProcess[str]:
    """Scan to the end."""
    return subprocess.run(
        [*SCAN, *flags], cwd=home, env=environment(url, home), check=False, capture_output=True, text=True, timeout=300
    )


def killed(home: Path, url: str, after: float, *flags: str) -> bool:
    """Begin a scan and kill it after so many seconds; False when it was faster."""
    begun = subprocess.Popen(
        [*SCAN, *flags], cwd=home, env=environment(url, home), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        begun.wait(after)
    except subprocess.TimeoutExpired:
        begun.kill()
        begun.wait()
        return True
    return False


def result(home: Path) -> Mapping[str, Any]:
    """Return the latest report without what differs from scan to scan."""
    report = json.loads((home / "out" / "latest" / "report.json").read_text("utf-8"))
    for name in _VOLATILE:
        report.pop(name)
    for finding in report["findings"]:
        finding.pop("first_seen")
    kept: Mapping[str, Any] = report
    return kept
