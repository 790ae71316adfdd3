"""Scans an organisation of a hundred accounts with two hundred buckets each on two nights, on the loopback address.

In each account five buckets are open to anyone, and each of these holds twenty objects of 300 to 700 KB: one in ten
is a list of invented customers, the others are logs, goods and events without personal data. Between the nights nothing
changes. ``EXPOSURECHECK_BENCH_ACCOUNTS`` and ``EXPOSURECHECK_BENCH_ACCOUNT_BUCKETS`` set other numbers. The server is a
process of its own on the same machine.
"""

import json
import os
import shutil
import subprocess
import sys
import threading
from collections.abc import Mapping
from pathlib import Path
from random import Random
from typing import Any

from tests.bench.process import Cost, run
from tests.bench.scan import CACHE, EXPOSURECHECK
from tests.servers.organization import organization
from tests.servers.s3 import serving

_FAMILIES = ("佐藤", "鈴木", "高橋", "田中", "伊藤", "渡辺", "山本", "中村", "小林", "加藤")
_GIVEN = ("太郎", "花子", "翔太", "美咲", "健", "陽菜", "大輔", "結衣")
_GOODS = ("りんごジュース", "緑茶", "木の椅子", "電球")
_OPENED = 5
_OBJECTS = 20
_LISTS = _OBJECTS // 10
_DIFFERENT = 25
"""Different contents of each kind; no two objects of one bucket are the same, as far as these go."""


def _customers(seed: int) -> bytes:
    random = Random(seed)
    rows = (
        f"{seed:03}{n:05},{random.choice(_FAMILIES)} {random.choice(_GIVEN)},c{seed}.{n}@mail{n % 9}.example.co.jp,"
        f"090-{random.randrange(1000, 10000)}-{random.randrange(10_000):04},2026-0{n % 9 + 1}-1{n % 10}"
        for n in range(4_000 + 200 * (seed % 15))
    )
    return ("会員番号,氏名,メールアドレス,携帯電話,登録日\n" + "\n".join(rows) + "\n").encode()


def _log(seed: int) -> bytes:
    random = Random(1000 + seed)
    rows = (
        f"2026-10-{n % 28 + 1:02}T10:{n % 60:02}:00.{random.randrange(1000):03}Z INFO [worker-{n % 8}] "
        f"request_id={random.getrandbits(64):016x} path=/api/v1/items/{random.randrange(10**6)} status=200 "
        f"duration_ms={random.randrange(900)}"
        for n in range(3_000 + 200 * (seed % 10))
    )
    return ("\n".join(rows) + "\n").encode()


def _goods(seed: int) -> bytes:
    random = Random(2000 + seed)
    rows = (
        f"A-{seed:03}{n:05},{random.choice(_GOODS)}{n},{random.randrange(100, 9000)},"
        f"{random.randrange(500)},2026-0{n % 9 + 1}-01"
        for n in range(7_000 + 400 * (seed % 10))
    )
    return ("商品コード,商品名,価格,在庫数,更新日\n" + "\n".join(rows) + "\n").encode()


def _events(seed: int) -> bytes:
    random = Random(3000 + seed)
    rows = (
        json.dumps({"event": random.choice(("view", "cart", "buy")), "item": f"A-{n:06}", "ms": random.randrange(900),
                    "trace": f"{random.getrandbits(64):016x}"})
        for n in range(4_000 + 200 * (seed % 10))
    )  # fmt: skip
    return ("\n".join(rows) + "\n").encode()


def held(pools: Mapping[str, list[bytes]], number: int) -> dict[str, bytes]:
    """Return the objects of open bucket ``number``."""
    found = {f"lists/{n:02}.csv": pools["customers"][(number * _LISTS + n) % _DIFFERENT] for n in range(_LISTS)}
    names = (("logs", "log"), ("goods", "csv"), ("events", "jsonl"))
    for n in range(_OBJECTS - _LISTS):
        kind, ending = names[n % len(names)]
        found[f"{kind}/{n:02}.{ending}"] = pools[kind][(number + n // len(names)) % _DIFFERENT]
    return found


def serve(accounts: int, buckets: int) -> None:
    """Serve until the process is ended; prints the address."""
    makers = {"customers": _customers, "logs": _log, "goods": _goods, "events": _events}
    pools = {kind: [make(seed) for seed in range(_DIFFERENT)] for kind, make in makers.items()}
    stub = organization(accounts, buckets, opened=_OPENED, held=lambda number: held(pools, number))
    with serving(stub) as server:
        print(server.url, flush=True)
        threading.Event().wait()


def measure() -> dict[str, float]:
    """Return what a scan of everything costs, and what the next one does."""
    accounts = int(os.environ.get("EXPOSURECHECK_BENCH_ACCOUNTS", "100"))
    buckets = int(os.environ.get("EXPOSURECHECK_BENCH_ACCOUNT_BUCKETS", "200"))
    work = CACHE / "organization"
    shutil.rmtree(work, ignore_errors=True)
    work.mkdir(parents=True)
    program = f"from tests.bench.organization import serve; serve({accounts}, {buckets})"
    with subprocess.Popen([sys.executable, "-c", program], stdout=subprocess.PIPE, text=True) as server:
        try:
            assert server.stdout is not None
            url = server.stdout.readline().strip()
            first, first_report = _night(work, url)
            second, second_report = _night(work, url)
        finally:
            server.terminate()
    if _told(first_report) != _told(second_report):
        raise RuntimeError("the second night says something else than the first")
    opened = sum(1 for r in first_report["resources"] if r["exposure"]["anonymous_read"])
    objects = first_report["coverage"]["objects"]
    return {
        "accounts": len(first_report["scope"]["accounts"]),
        "buckets": len(first_report["resources"]),
        "open buckets found / there": opened / (accounts * _OPENED),
        "objects inspected / readable": objects["inspected"] / objects["exposed"],
        "first night: wall, s": first.wall,
        "first night: client CPU, s": first.cpu,
        "first night: peak memory, MiB": first.memory,
        "second night: wall, s": second.wall,
        "second night: client CPU, s": second.cpu,
        "second night: peak memory, MiB": second.memory,
        "wall: first / second night": first.wall / second.wall,
        "client CPU: first / second night": first.cpu / second.cpu,
    }


def _night(work: Path, url: str) -> tuple[Cost, dict[str, Any]]:
    environment = {
        "PATH": os.environ["PATH"],
        "HOME": str(work),
        "AWS_ENDPOINT_URL": url,
        "AWS_ACCESS_KEY_ID": "bench",
        "AWS_SECRET_ACCESS_KEY": "bench",
        "AWS_DEFAULT_REGION": "us-east-1",
        "AWS_EC2_METADATA_DISABLED": "true",
    }
    command = [str(EXPOSURECHECK), "scan", "--provider", "aws", "--organization", "--content", "full"]
    command += ["--max-bytes", "16GiB", "--fail-on", "never", "--fail-on-incomplete", "-o", "out"]
    cost = run(command, environment, work, work / "scan.log")
    if cost.status != 0:
        raise RuntimeError(f"the scan ended with {cost.status}: see {work / 'scan.log'}")
    return cost, json.loads((work / "out" / "latest" / "report.json").read_text(encoding="utf-8"))


def _told(report: dict[str, Any]) -> list[object]:
    findings: list[object] = [(f["check"], f["resource"], f["status"]) for f in report["findings"]]
    return [*findings, report["subjects"], report["coverage"]["objects"]]
