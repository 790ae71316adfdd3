"""Turns listings and budgets into the objects to open: a stated plan that depends on nothing else.

In each store: names that hint at people first (largest first), then the largest objects, then a sample of the rest in
which an object's chance grows with its size (Pareto sampling: B. Rosén, "On sampling with probability proportional to
size", 1997), one stratum of top folder and extension after the other. Any beginning of that order is such a sample, so
that wherever a budget ends, what was read stands for what was not. Stores take turns, those with the widest audience
first, so that one huge store cannot use up what the others need.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from typing import Final, Literal

from exposurecheck.providers.base import ObjectEntry

HINT: Final = re.compile(
    r"customer|member|user|employee|staff|hr|payroll|patient|contact|address|backup|dump|export|inquiry|enquiry|form|"
    r"my_?number|顧客|会員|社員|名簿|従業員|患者|個人|問い?合わ?せ|マイナンバー|住所|応募|給与",
    re.IGNORECASE,
)
_LARGEST: Final = 10
"""Objects of each store that are opened for their size alone."""
_TURN: Final = 20
"""Objects of one store that are chosen before it is the next one's turn."""
_LEAST: Final = 64 * 2**10
"""Bytes below which it is not worth beginning an object that does not fit into the budget."""
CHUNK: Final = 4 * 2**20
"""Bytes that one request fetches of an object that is read from the front."""

Why = Literal["hint", "largest", "sample"]


@dataclass(frozen=True, slots=True)
class Budget:
    """What may be spent over a whole scan, except for ``objects``, which is for each store."""

    bytes: int
    requests: int
    objects: int
    object_bytes: int
    """Read at most so much of one object."""


@dataclass(frozen=True, slots=True)
class Choice:
    """One object to open."""

    entry: ObjectEntry
    max_bytes: int
    why: Why


def choose(stores: Sequence[tuple[str, Iterable[ObjectEntry]]], budget: Budget) -> dict[str, list[Choice]]:
    """Choose within ``budget`` what to open in each store; ``stores`` are ids and listings, in order of preference."""
    queues = [(store, iter(order(store, entries)[: budget.objects])) for store, entries in stores]
    chosen: dict[str, list[Choice]] = {store: [] for store, _ in stores}
    left_bytes, left_requests = budget.bytes, budget.requests
    while queues:
        waiting = []
        for store, queue in queues:
            for _ in range(_TURN):
                found = next(queue, None)
                if found is None:
                    break
                entry, why = found
                take = min(entry.size, budget.object_bytes, left_bytes)
                if requests(take) > left_requests or (take < entry.size and take < min(_LEAST, budget.object_bytes)):
                    continue
                left_bytes, left_requests = left_bytes - take, left_requests - requests(take)
                chosen[store].append(Choice(entry, take, why))
            else:
                waiting.append((store, queue))
        queues = waiting
    return chosen


def order(store: str, entries: Iterable[ObjectEntry]) -> list[tuple[ObjectEntry, Why]]:
    """Return every readable object of one store in the order in which they are worth opening, and why."""
    by_size = sorted((e for e in entries if e.readable and e.size), key=lambda e: (-e.size, e.key))
    hinted = [e for e in by_size if HINT.search(e.key)]
    rest = [e for e in by_size if not HINT.search(e.key)]
    ordered: list[tuple[ObjectEntry, Why]] = [(e, "hint") for e in hinted]
    ordered += [(e, "largest") for e in rest[:_LARGEST]]
    return ordered + [(e, "sample") for e in _sample(store, rest[_LARGEST:])]


def _sample(store: str, entries: Sequence[ObjectEntry]) -> list[ObjectEntry]:
    strata: dict[tuple[str, str], list[ObjectEntry]] = {}
    for entry in entries:
        strata.setdefault(stratum(entry.key), []).append(entry)
    largest_first = sorted(strata.values(), key=lambda group: (-sum(e.size for e in group), group[0].key))
    ranked = [
        (rank, place, entry)
        for place, group in enumerate(largest_first)
        for rank, entry in enumerate(sorted(group, key=lambda e: (_chance(store, e.key) / e.size, e.key)))
    ]
    return [entry for _, _, entry in sorted(ranked, key=lambda one: one[:2])]


def stratum(key: str) -> tuple[str, str]:
    """Return the top folder and the extension of a key."""
    name = key.rpartition("/")[2]
    return key.partition("/")[0] if "/" in key else "", name.rpartition(".")[2].lower() if "." in name else ""


def _chance(store: str, key: str) -> float:
    """Return the odds of a number between 0 and 1 that is as good as random and always the same for this object."""
    digest = blake2b(f"{store}\0{key}".encode("utf-8", "surrogatepass"), digest_size=7).digest()
    uniform = (int.from_bytes(digest, "big") + 1) / (2**56 + 1)
    return uniform / (1 - uniform)


def requests(take: int) -> int:
    """Return about how many requests reading so many bytes of one object takes."""
    return 2 + take // CHUNK
