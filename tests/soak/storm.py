"""Scans an organisation in calm and in bad weather: calls throttled, connections cut, a clock that differs."""

import json
import subprocess
import tempfile
import time
from pathlib import Path
from typing import Any

from tests.runs.estate import SCAN, customers, environment
from tests.servers.organization import organization
from tests.servers.s3 import serving
from tests.servers.weather import Weather


def measure(accounts: int, buckets: int) -> None:
    """Print how long both take, what the weather was, and whether the findings are the same."""
    stub = organization(accounts, buckets, {"list.csv": customers(0, 40)})
    with tempfile.TemporaryDirectory() as folder, serving(stub) as server:
        calm, calm_seconds = _scanned(Path(folder) / "calm", server.url)
        weather = Weather()
        stub.fault = weather
        rough, rough_seconds = _scanned(Path(folder) / "rough", server.url)
    met = ", ".join(f"{number:,} {what}" for what, number in sorted(weather.met.items()))
    print(f"{accounts} accounts with {buckets} buckets in bad weather ({met} calls):")
    print(f"  {rough_seconds:.0f} s instead of {calm_seconds:.0f} s, everything read: {rough['complete']}")
    if rough != calm:
        raise RuntimeError("bad weather changed the findings")
    print("  the same findings")


def _scanned(home: Path, url: str) -> tuple[dict[str, Any], float]:
    home.mkdir()
    begun = time.perf_counter()
    subprocess.run([*SCAN, "--organization"], cwd=home, env=environment(url, home), check=True)
    seconds = time.perf_counter() - begun
    report = json.loads((home / "out" / "latest" / "report.json").read_text(encoding="utf-8"))
    findings = sorted((f["check"], f["resource"], f["status"]) for f in report["findings"])
    told = {"findings": findings, "people": report["subjects"], "complete": report["coverage"]["complete"]}
    return told, seconds
