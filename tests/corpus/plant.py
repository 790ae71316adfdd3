"""Writes fresh values of one identifier into files the way companies leave them, and values that only look like it."""

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial
from random import Random

from tests.corpus.case import table
from tests.corpus.persons import Person, crowd

Make = Callable[[Random], str]
"""Makes a fresh value from the public specification of an identifier."""
VALUES = 25
"""Values in each file: enough for a share of a column to mean something."""
_WIDE = str.maketrans({c: c + 0xFEE0 for c in range(0x21, 0x7F)} | {0x20: 0x3000})


def wide(value: str) -> str:
    """Write a value in full width, as Japanese forms do."""
    return value.translate(_WIDE)


def dashes(value: str) -> str:
    """Write hyphens as the minus sign, as word processors do."""
    return value.replace("-", "\u2212")


def joined(value: str) -> str:
    """Write a value without its separators."""
    return value.replace("-", "").replace(" ", "")


def spaced(value: str) -> str:
    """Write a value with spaces for hyphens."""
    return value.replace("-", " ")


@dataclass(frozen=True)
class Plant:
    """What one detector must find, and what it must leave alone."""

    detector: str
    make: Make
    headers: tuple[str, ...]
    """Usual Japanese headers, then usual English ones; each gives one table."""
    key: str
    """Field of a JSON record."""
    labels: tuple[str, ...] = ()
    """Words before a colon and the value; none where the specification knows the type by headers only."""
    sentences: tuple[str, ...] = ()
    """Free text; ``{v}`` is the value and ``{n}`` the name of its owner."""
    others: tuple[tuple[str, Make], ...] = ()
    """Further forms of the identifier, with a word for each."""
    ways: tuple[Callable[[str], str], ...] = ()
    """Other ways to write the usual form."""
    wrong: tuple[tuple[str, Make], ...] = ()
    """Values that the specification refuses even beside their keyword: a bad check digit, a wrong length."""
    alike: tuple[tuple[str, Make], ...] = ()
    """A header of something else, and values of it that have the same form."""
    remarks: tuple[str, ...] = ()
    """Sentences that hold the words of the type and nothing of it."""


@dataclass(frozen=True)
class Planted:
    """One file."""

    detector: str
    name: str
    data: bytes
    values: int
    """Different values that must be found; 0 in a file of near misses."""
    misses: int = 0
    """Different values that must not be found."""


@dataclass
class Score:
    """Different values of one detector over all its files."""

    planted: int = 0
    found: int = 0
    surplus: int = 0
    """Values reported in files that hold fewer."""
    misses: int = 0
    reported: int = 0
    """Near misses among what was reported."""
    wrong: list[str] = field(default_factory=list)
    """Names of files that were not told right, with numbers."""

    @property
    def recall(self) -> float:
        return self.found / max(1, self.planted)

    @property
    def precision(self) -> float:
        reported = self.found + self.surplus + self.reported
        return self.found / reported if reported else 1.0

    @property
    def near_misses(self) -> float:
        """Return the share of near misses that were reported."""
        return self.reported / max(1, self.misses)


def fresh(make: Make, random: Random) -> list[str]:
    """Return different values, or fewer where the identifier does not have so many."""
    found: dict[str, None] = {}
    for _ in range(20 * VALUES):
        found.setdefault(make(random))
        if len(found) == VALUES:
            break
    return list(found)


def _in_way(make: Make, way: Callable[[str], str]) -> Make:
    return lambda random: way(make(random))


def files(plant: Plant) -> Iterator[Planted]:
    """Yield every file of one detector; the same on every machine."""
    random = Random(plant.detector)
    people = crowd(random.randrange(10**6), VALUES)
    forms: list[tuple[str, Make]] = [("", plant.make), *plant.others]
    forms += [(f"way {n}", _in_way(plant.make, way)) for n, way in enumerate(plant.ways, 1)]
    for form, make in forms:
        for suffix, text in _written(plant, people, partial(fresh, make, random), usual=not form):
            yield Planted(plant.detector, f"{form or 'usual'} {suffix[0]}", text.encode(), suffix[1])
    for why, make in plant.wrong:
        for suffix, text in _written(plant, people, partial(fresh, make, random), usual=False):
            yield Planted(plant.detector, f"{why} {suffix[0]}", text.encode(), 0, suffix[1])
    for header, make in plant.alike:
        values = fresh(make, random)
        rows: list[list[object]] = [["日付", header, "数量", "金額"]]
        rows += [[f"2026-0{1 + i % 9}-1{i % 10}", v, 1 + i % 7, 100 * (i + 3)] for i, v in enumerate(values)]
        yield Planted(plant.detector, f"{header}.csv", table(rows).encode(), 0, len(values))
        text = "".join(f"{header}：{v}\n本件の処理は完了しました。\n\n" for v in values)
        yield Planted(plant.detector, f"{header}.txt", text.encode(), 0, len(values))
    if plant.remarks:
        text = "".join(f"{remark}\n\n" for remark in plant.remarks)
        yield Planted(plant.detector, "remarks.txt", text.encode(), 0, len(plant.remarks))


def _written(
    plant: Plant, people: Sequence[Person], values: Callable[[], list[str]], *, usual: bool
) -> Iterator[tuple[tuple[str, int], str]]:
    """Yield the name of a file with the number of its values, and its text; fewer tables when not in the usual form."""
    of_names = plant.detector == "person_name"
    for header in plant.headers if usual else plant.headers[:1]:
        found = values()
        japanese = not header.isascii()
        head: list[object] = ["会員番号", "氏名", header, "登録日", "備考"]
        if not japanese:
            head = ["id", "full_name", header, "created_at", "note"]
        rows = [head] + [
            [f"{i:06}", p.name, v, "2026-10-01", "継続" if japanese else "active"]
            for i, (p, v) in enumerate(zip(people, found, strict=False))
        ]
        if of_names:
            rows = [[*row[:1], *row[2:]] for row in rows]
        yield (f"{header}.csv", len(found)), table(rows)
    for label in plant.labels if usual else plant.labels[:1]:
        found = values()
        lines = [
            f"{'' if of_names else f'氏名：{p.name}{chr(10)}'}{label}：{v}\n備考：特になし\n\n"
            for p, v in zip(people, found, strict=False)
        ]
        yield (f"{label}.txt", len(found)), "".join(lines)
    for number, sentence in enumerate(plant.sentences if usual else ()):
        found = values()
        lines = [sentence.format(v=v, n=p.name) + "\n\n" for p, v in zip(people, found, strict=False)]
        yield (f"sentence {number}.txt", len(found)), "".join(lines)
    if usual:
        found = values()
        records = [
            {"id": i, "updated_at": "2026-10-01", plant.key: v} | ({} if of_names else {"name": p.name})
            for i, (p, v) in enumerate(zip(people, found, strict=False))
        ]
        yield (f"{plant.key}.json", len(found)), json.dumps(records, ensure_ascii=False)
