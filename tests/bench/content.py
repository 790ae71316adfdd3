"""Measures looking inside: speed of one core and of two, peers on the same bytes, memory, counting, and quality.

``EXPOSURECHECK_BENCH_GB`` (default 5) is the size of the files for which memory is measured. Speeds are of processor
time, so that other work on the machine hardly counts; only two processes against one are timed by the clock.
"""

import gc
import math
import time
from pathlib import Path
from random import Random

import numpy as np

from exposurecheck.content.engine import Engine
from exposurecheck.content.inspect import Inspected, inspect
from exposurecheck.content.people import People, Rows
from exposurecheck.content.sandbox import Failure, Sandbox
from exposurecheck.content.source import MemorySource
from exposurecheck.content.triggers import HyperscanSearch, PlainSearch
from exposurecheck.content.units import Limits
from tests.bench import memory, peers
from tests.corpus import planted
from tests.corpus.persons import Person, crowd
from tests.corpus.quality import SECRET, corpus, judge, rows

_BYTES = 10_000_000
_TABLE_BYTES = 40_000_000
"""Tables are larger than texts: what their columns hold is found out once."""
_LARGE = {"dense text": 100_000_000, "prose": 30_000_000, "log": 30_000_000, "csv": 160_000_000}
"""Sizes at which what a file costs however small it is, and values seen for the first time, hardly count."""
_PEOPLE = 1_000_000
_PRESIDIO_BYTES = 200_000
_TIMES = 3
"""How often one and two processes are timed in turns: the fastest of each was held up least by other work."""
_WARM = 50_000
"""Bytes that are read before, so that what is loaded and worked out once is."""


def _dense(people: list[Person], random: Random) -> str:
    p = random.choice(people)
    return (
        f"お客様 {p.name}様（{p.kana}）より {p.mobile} へ折り返しのご連絡希望。メール {p.email} 住所は〒{p.postal} {p.address} です。"
        f"注文番号 {random.randrange(10**11, 10**12)}、受付 2026-10-{random.randrange(1, 29):02}。担当より後日回答いたします。\n"
    )


def _prose(people: list[Person], random: Random) -> str:
    text = "本日の会議では来期の販売計画と在庫の見直しについて話し合った。前年に比べて売上は堅調に推移しており、配送を見直す案が示された。\n"
    p = random.choice(people)
    return text * 8 + (f"{p.name}様 {p.mobile} {p.email}\n" if random.random() < 0.5 else "")


def _log(people: list[Person], random: Random) -> str:
    user = f" user={random.choice(people).email}" if random.random() < 0.1 else ""
    return (
        f"2026-10-01T10:00:00.123Z INFO [worker-3] request_id={random.getrandbits(64):016x} "
        f"path=/api/v1/orders/{random.randrange(10**11, 10**12)} status=200 duration_ms={random.randrange(1000)}{user}\n"
    )


def _row(people: list[Person], random: Random) -> str:
    p = random.choice(people)
    return (
        f"{random.randrange(10**8):08},{p.name},{p.kana},{p.email},{p.mobile},{p.postal},{p.address},{p.birthday},"
        f"2026-10-01,{random.randrange(9999)}\n"
    )


def _customer(people: list[Person], random: Random) -> str:
    """Return a row about somebody who stands in no other row."""
    p, q = random.choice(people), random.choice(people)
    born = f"{random.randrange(1930, 2015)}-{random.randrange(1, 13):02}-{random.randrange(1, 29):02}"
    return (
        f"{random.randrange(10**8):08},{p.family} {q.given},{p.family_kana} {q.given_kana},"
        f"{p.romaji[1]}{random.randrange(10**9)}@{p.email.rpartition('@')[2]},"
        f"090-{random.randrange(1000, 10000)}-{random.randrange(10**4):04},{p.postal},"
        f"{p.address}-{random.randrange(10**6)},{born},2026-10-01,{random.randrange(9999)}\n"
    )


def _record(people: list[Person], random: Random) -> str:
    p = random.choice(people)
    return (
        f'{{"id": {random.randrange(10**8)}, "name": "{p.name}", "email": "{p.email}", "tel": "{p.mobile}", '
        f'"address": {{"zip": "{p.postal}", "line": "{p.address}"}}, "birthday": "{p.birthday}", "points": 120}}\n'
    )


def _insert(people: list[Person], random: Random) -> str:
    p = random.choice(people)
    return (
        "INSERT INTO customers (id, name, kana, email, tel, zip, address, birthday) VALUES "  # noqa: S608 - never run
        f"({random.randrange(10**8)}, "
        f"'{p.name}', '{p.kana}', '{p.email}', '{p.mobile}', '{p.postal}', '{p.address}', '{p.birthday}');\n"
    )


_HEAD = "会員番号,氏名,フリガナ,メールアドレス,携帯電話,郵便番号,住所,生年月日,登録日,ポイント\n"
_KINDS = {
    "dense text": ("a.txt", _dense),
    "prose": ("b.txt", _prose),
    "log": ("c.log", _log),
    "csv": ("d.csv", _row),
    "csv, nobody twice": ("e.csv", _customer),
    "jsonl": ("f.jsonl", _record),
    "sql": ("g.sql", _insert),
}
_MIXTURE = {"csv": 0.40, "log": 0.30, "jsonl": 0.15, "sql": 0.15}
"""Shares of bytes of what companies leave lying about, dense with personal data."""


def _size(kind: str) -> int:
    return _TABLE_BYTES if kind.startswith("csv") else _BYTES


def file_of(kind: str, wanted: int) -> tuple[str, bytes]:
    """Return the name and the bytes of an invented file of one kind, a little larger than ``wanted``."""
    name, make = _KINDS[kind]
    people, random = crowd(1, 20_000), Random(1)
    parts, size = [_HEAD if kind.startswith("csv") else ""], 0
    while size < wanted:
        parts.append(make(people, random))
        size += len(parts[-1].encode())
    return name, "".join(parts).encode()


def _speed(kind: str, engine: Engine, size: int | None = None) -> tuple[float, Inspected]:
    name, data = file_of(kind, size or _size(kind))
    inspect(name, MemorySource(data[:_WARM]), secret=SECRET, engine=engine)  # as a worker has done before
    begin = time.process_time()
    inspected = inspect(name, MemorySource(data), secret=SECRET, engine=engine)
    return len(data) / 1e6 / (time.process_time() - begin), inspected


def _counting() -> dict[str, float]:
    random, people = np.random.default_rng(1), People()
    begin = time.process_time()
    for _ in range(10):
        names, mails = (random.integers(1, 2**63, _PEOPLE // 10, dtype=np.uint64) for _ in range(2))
        people.add(Rows({"person_name": names, "email": mails}))
    found = people.subjects().best
    return {
        "counting: rows a second": _PEOPLE / (time.process_time() - begin),
        "counting: error of 1,000,000 people, %": 100 * abs(found - _PEOPLE) / _PEOPLE,
    }


def _speeds() -> dict[str, float]:
    """Return MB/s by kind of file, with hyperscan and without it."""
    figures: dict[str, float] = {}
    fast, plain = Engine(search=HyperscanSearch), Engine(search=PlainSearch)
    for kind in _KINDS:
        with_it, one = _speed(kind, fast)
        without, other = _speed(kind, plain)
        if one.inspection != other.inspection:
            raise RuntimeError(f"{kind}: hyperscan and the fallback disagree")
        figures[f"{kind}: MB/s a core"] = with_it
        figures[f"{kind}: MB/s a core without hyperscan"] = without
        figures[f"{kind}: ratio without / with hyperscan"] = without / with_it
    for kind, size in _LARGE.items():
        figures[f"{kind} of {size // 10**6} MB: MB/s a core"] = _speed(kind, fast, size)[0]
    for name in ("MB/s a core", "MB/s a core without hyperscan"):
        figures[f"mixture: {name}"] = _mixed(figures, name)
    return figures


def _mixed(figures: dict[str, float], name: str) -> float:
    """Return the speed of what companies leave lying about, from that of each kind."""
    return 1 / sum(share / figures[f"{kind}: {name}"] for kind, share in _MIXTURE.items())


def _processes() -> dict[str, float]:
    """Return how much faster two worker processes are than one, over many files."""
    figures: dict[str, float] = {}
    for kind in ("dense text", "csv"):
        name, data = file_of(kind, _BYTES)
        seconds = {1: math.inf, 2: math.inf}
        for workers in (1, 2) * _TIMES:
            with Sandbox(workers, Limits()) as sandbox:
                _run(sandbox, name, [data[:100_000]] * 2 * workers)
                begin = time.perf_counter()
                _run(sandbox, name, [data[: 2_000_000 if kind == "dense text" else None]] * 8)
                seconds[workers] = min(seconds[workers], time.perf_counter() - begin)
        figures[f"{kind}: two processes / one"] = seconds[1] / seconds[2]
    return figures


def _run(sandbox: Sandbox, name: str, files: list[bytes]) -> None:
    for future in [sandbox.submit(inspect, name, MemorySource(data), secret=SECRET) for data in files]:
        if isinstance(future.result(), Failure):
            raise RuntimeError("an inspection failed")  # noqa: TRY004 - what `measure` promises


def _peers(ours: dict[str, float]) -> dict[str, float]:
    """Return the speeds of other scanners on the same files, and how many times faster ours is."""
    folder = peers.CACHE / "content"
    folder.mkdir(parents=True, exist_ok=True)
    whole: dict[str, Path] = {}
    part: dict[str, Path] = {}
    for kind in _KINDS:
        name, data = file_of(kind, _size(kind))
        whole[kind], part[kind] = folder / name, folder / f"part-{name}"
        whole[kind].write_bytes(data)
        part[kind].write_bytes(data[:_PRESIDIO_BYTES].decode("utf-8", "ignore").encode())
    figures: dict[str, float] = {}
    for peer, files, measured in (
        ("hawk-scanner", whole, peers.hawk_scanner),
        ("presidio", part, peers.presidio),
    ):
        speeds = measured(list(files.values()))
        for kind, file in files.items():
            figures[f"{kind}: MB/s of {peer}"] = speeds[file.name]
            figures[f"{kind}: exposurecheck / {peer}"] = ours[f"{kind}: MB/s a core"] / speeds[file.name]
        mixed = figures[f"mixture: MB/s of {peer}"] = _mixed(figures, f"MB/s of {peer}")
        figures[f"mixture: exposurecheck / {peer}"] = ours["mixture: MB/s a core"] / mixed
    return figures


def measure() -> dict[str, float]:
    """Return every figure of the engine."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(200_000, 20, 20)  # as the worker processes do
    speeds, cases = _speeds(), corpus()
    figures = speeds | _peers(speeds) | _processes() | _counting() | memory.measure()
    return (
        figures
        | {f"quality: {name}": value for name, value in rows(judge(cases)).items()}
        | planted.rows(planted.score(planted.planted()))
    )
