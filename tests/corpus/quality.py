"""Runs the corpus and says how often the verdict was right, over all files and by category."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from statistics import median

from exposurecheck.content.inspect import Inspected, inspect
from exposurecheck.content.source import MemorySource
from tests.corpus.case import Case
from tests.corpus.decoys import all_decoys
from tests.corpus.identity_papers import identity_papers
from tests.corpus.look_alike_files import look_alike_files
from tests.corpus.look_alikes import look_alikes
from tests.corpus.papers import papers
from tests.corpus.positive import all_positive
from tests.corpus.secret_files import secret_files
from tests.corpus.seldom import seldom

SECRET = b"the corpus holds invented people"


@dataclass
class Quality:
    """Counts, and the shares made of them."""

    files: Counter[str] = field(default_factory=Counter)
    categories: dict[str, Counter[str]] = field(default_factory=dict)
    inside: list[bool] = field(default_factory=list)
    errors: list[float] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)
    """What went wrong, file by file; names and numbers only."""

    def precision(self) -> float:
        return self.files["hit"] / max(1, self.files["hit"] + self.files["false"])

    def recall(self) -> float:
        return self.files["hit"] / max(1, self.files["hit"] + self.files["miss"])

    def decoys_flagged(self) -> float:
        return self.files["false"] / max(1, self.files["decoy"])

    def category_precision(self) -> float:
        hit, false = (sum(c[k] for c in self.categories.values()) for k in ("hit", "false"))
        return hit / max(1, hit + false)

    def category_recall(self) -> float:
        hit, miss = (sum(c[k] for c in self.categories.values()) for k in ("hit", "miss"))
        return hit / max(1, hit + miss)

    def people_inside(self) -> float:
        return sum(self.inside) / max(1, len(self.inside))

    def people_error(self) -> float:
        return median(self.errors) if self.errors else 0.0


def corpus() -> list[Case]:
    """Return every file; the same on every machine."""
    return [
        *all_positive(),
        *seldom(),
        *secret_files(),
        *identity_papers(),
        *papers(),
        *all_decoys(),
        *look_alikes(),
        *look_alike_files(),
    ]


def judge(cases: Iterable[Case]) -> Quality:
    """Inspect every case and compare."""
    quality = Quality()
    for case in cases:
        _compare(quality, case, inspect(case.name, MemorySource(case.data), secret=SECRET))
    return quality


def _compare(quality: Quality, case: Case, result: Inspected) -> None:
    found = {str(c) for c in result.inspection.categories}
    outcome = ("hit" if found else "miss") if case.categories else ("false" if found else "quiet")
    quality.files[outcome] += 1
    quality.files[case.kind] += 1
    for category in found | case.categories:
        counter = quality.categories.setdefault(category, Counter())
        if category in found and category in case.categories:
            counter["hit"] += 1
        elif category in case.categories:
            counter["miss"] += 1
        elif category not in case.tolerated:
            counter["false"] += 1
    surplus = found - case.categories - case.tolerated
    if case.categories - found or surplus:
        types = sorted(f"{d.type}:{d.confidence}" for d in result.inspection.data)
        quality.wrong.append(
            f"{case.name}: missing {sorted(case.categories - found)}, surplus {sorted(surplus)}; {types}; {result.inspection.reason}"
        )
    if case.categories:
        s = result.inspection.subjects
        inside = s.low <= case.people <= s.high
        quality.inside.append(inside)
        error = abs(s.best - case.people) / max(1, case.people)
        quality.errors.append(error)
        if not inside or error > 0.03:
            quality.wrong.append(
                f"{case.name}: {case.people} people, counted {s.low} <= {s.best} <= {s.high} by {s.key}"
            )


def rows(quality: Quality) -> dict[str, float]:
    """Return the table that the bench prints."""
    return {
        "files": float(sum(quality.files[k] for k in ("positive", "decoy"))),
        "file precision": quality.precision(),
        "file recall": quality.recall(),
        "category precision": quality.category_precision(),
        "category recall": quality.category_recall(),
        "decoys flagged": quality.decoys_flagged(),
        "people inside bounds": quality.people_inside(),
        "median error of people": quality.people_error(),
    }
