"""The shape of a file of the fictional company, and how its tables are written."""

import csv
import io
import random
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from exposurecheck.demo.people import Person
from exposurecheck.model.inspection import Category


@dataclass(frozen=True, slots=True)
class Exhibit:
    """The bytes of one file and the truth about them."""

    body: bytes
    content_type: str
    people: frozenset[int] = frozenset()
    """``Person.number`` of everyone whose data is in the file."""
    categories: tuple[Category, ...] = ()
    """Legal classes of the data, gravest first."""


def table(
    header: Sequence[str],
    rows: Iterable[Sequence[str]],
    encoding: str,
    people: Sequence[Person],
    categories: tuple[Category, ...],
) -> Exhibit:
    """Return a CSV file as Excel writes it."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(header)
    writer.writerows(rows)
    return Exhibit(text.getvalue().encode(encoding), "text/csv", numbers(people), categories)


def numbers(people: Sequence[Person]) -> frozenset[int]:
    """Return who stands in a file."""
    return frozenset(p.number for p in people)


def shuffled(rows: list[tuple[str, ...]]) -> list[tuple[str, ...]]:
    """Return rows in another order, the same each time."""
    random.Random(len(rows)).shuffle(rows)  # noqa: S311 - reproducible fiction, not a secret
    return rows
