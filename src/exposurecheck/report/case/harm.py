"""Turns the types of data that outsiders can reach into what may be done with them and what to do against it."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml
from pydantic import TypeAdapter

from exposurecheck.documents.prose import Text
from exposurecheck.documents.text import LOADER
from exposurecheck.model.base import Model
from exposurecheck.model.inspection import Category, Confidence, Detection
from exposurecheck.report.case.case import Case
from exposurecheck.report.overview import OUTSIDE


class Harm(Model):
    """One row of ``harm.yaml``."""

    id: str
    types: tuple[str, ...] = ()
    """Detectors that it is about."""
    categories: tuple[Category, ...] = ()
    """Categories that it is about, whatever the detector."""
    facts: tuple[str, ...] = ()
    """Facts that it follows from where no detection tells more."""
    data: Text
    abuse: Text
    """What may be done with such data."""
    action: Text
    """What to do against it."""
    warning: Text
    """What to ask the people concerned."""
    owner: Text
    """Who usually does it."""
    unverified: bool = False
    """Cites law that was not checked against the primary text."""


@dataclass(frozen=True, slots=True)
class Measure:
    """One row that applies here."""

    harm: Harm
    certain: bool
    """False while the data is only suspected."""
    records: int | None
    """Occurrences that were detected, never people; None where only a fact says so."""


@cache
def _table() -> tuple[Harm, ...]:
    text = Path(__file__).with_name("harm.yaml").read_text(encoding="utf-8")
    return TypeAdapter(tuple[Harm, ...]).validate_python(yaml.load(text, LOADER))  # noqa: S506 - a safe loader


def measures(case: Case) -> tuple[Measure, ...]:
    """Return what applies, gravest first."""
    return tuple(_measures(case, tuple(_detections(case))))


def _measures(case: Case, found: tuple[Detection, ...]) -> Iterator[Measure]:
    seen: set[str] = set()
    for harm in _table():
        here = [d for d in found if d.type in harm.types or d.category in harm.categories]
        if here:
            seen.update(d.category for d in here)
            certain = any(d.confidence is Confidence.HIGH for d in here)
            yield Measure(harm, certain, sum(d.count for d in here))
        elif not (seen & {str(c) for c in _told_by(harm)}):
            values = [case.value(name) for name in harm.facts]
            if any(value in (True, "suspected") for value in values):
                yield Measure(harm, True in values, None)


def _told_by(harm: Harm) -> tuple[Category, ...]:
    """Return the categories whose detections say more than the facts of ``harm``."""
    if "data.financial_risk" in harm.facts:
        return Category.FINANCIAL, Category.CREDENTIAL
    return harm.categories


def _detections(case: Case) -> Iterator[Detection]:
    for store in () if case.overview is None else case.overview.stores:
        data = store.resource.personal_data
        if data is not None and store.reach in OUTSIDE:
            yield from data.data
