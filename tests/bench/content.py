"""The engine of detection and counting: megabytes and people a second of one core, and the quality on the corpus."""

import gc
import time
from random import Random

import numpy as np

from exposurecheck.content.engine import Engine
from exposurecheck.content.inspect import inspect
from exposurecheck.content.people import People, Rows
from exposurecheck.content.source import MemorySource
from exposurecheck.content.triggers import HyperscanSearch, PlainSearch, Search
from tests.corpus.persons import Person, crowd
from tests.corpus.quality import SECRET, corpus, judge, rows

_BYTES = 10_000_000
_PEOPLE = 1_000_000


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


_HEAD = "会員番号,氏名,フリガナ,メールアドレス,携帯電話,郵便番号,住所,生年月日,登録日,ポイント\n"
_KINDS = {"dense text": ("a.txt", _dense), "prose": ("b.txt", _prose), "log": ("c.log", _log), "csv": ("d.csv", _row)}


def _file(kind: str) -> tuple[str, bytes]:
    name, make = _KINDS[kind]
    people, random = crowd(1, 20_000), Random(1)
    parts, size = [_HEAD if kind == "csv" else ""], 0
    while size < _BYTES:
        parts.append(make(people, random))
        size += len(parts[-1].encode())
    return name, "".join(parts).encode()


def _speed(kind: str, engine: Engine) -> float:
    name, data = _file(kind)
    begin = time.process_time()
    inspect(name, MemorySource(data), secret=SECRET, engine=engine)
    return len(data) / 1e6 / (time.process_time() - begin)


def _counting() -> tuple[float, float]:
    """Return rows a second and the relative error for a million different people."""
    random, people = np.random.default_rng(1), People()
    begin = time.process_time()
    for _ in range(10):
        names, mails = (random.integers(1, 2**63, _PEOPLE // 10, dtype=np.uint64) for _ in range(2))
        people.add(Rows({"person_name": names, "email": mails}))
    found = people.subjects().best
    return _PEOPLE / (time.process_time() - begin), abs(found - _PEOPLE) / _PEOPLE


def measure() -> dict[str, float]:
    """Return the figures; processor time, so that other work on the machine hardly counts."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(200_000, 20, 20)  # as the worker processes do
    figures: dict[str, float] = {}
    searches: dict[str, type[Search]] = {"hyperscan": HyperscanSearch, "plain": PlainSearch}
    for label, search in searches.items():
        try:
            engine = Engine(search=search)
        except ImportError:
            continue
        for kind in _KINDS:
            figures[f"{kind}, {label}, MB/s a core"] = _speed(kind, engine)
    figures["counting, rows/s"], figures["counting, error of 1,000,000 people, %"] = _counting()
    figures["counting, error of 1,000,000 people, %"] *= 100
    return figures | rows(judge(corpus()))
