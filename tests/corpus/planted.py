"""Plants fresh values of every detector that ships, and says for each how many were found and what else was."""

from collections.abc import Iterator

from exposurecheck.content.inspect import inspect
from exposurecheck.content.source import MemorySource
from exposurecheck.model.inspection import Confidence
from tests.corpus.plant import Planted, Score, files
from tests.corpus.plants_abroad import ABROAD
from tests.corpus.plants_beyond import BEYOND
from tests.corpus.plants_care import CARE
from tests.corpus.plants_contact import CONTACT
from tests.corpus.plants_issued import ISSUED
from tests.corpus.plants_secrets import SECRETS
from tests.corpus.quality import SECRET

PLANTS = (*ISSUED, *CONTACT, *ABROAD, *BEYOND, *SECRETS, *CARE)


def planted() -> Iterator[Planted]:
    """Yield every file of every detector."""
    for plant in PLANTS:
        yield from files(plant)


def score(cases: Iterator[Planted]) -> dict[str, Score]:
    """Inspect every file and compare; a detection of low confidence is none."""
    scores: dict[str, Score] = {}
    for case in cases:
        one = scores.setdefault(case.detector, Score())
        # A file holds one type at the confidence it deserves, so the best tally is all of it.
        name = "planted." + case.name.rpartition(".")[2]
        found = sum(
            d.distinct
            for d in inspect(name, MemorySource(case.data), secret=SECRET).inspection.data
            if d.type == case.detector and d.confidence is not Confidence.LOW
        )
        right = min(found, case.values)
        one.planted += case.values
        one.found += right
        one.misses += case.misses
        if case.misses:
            one.reported += found
        else:
            one.surplus += found - right
        if found != case.values:
            one.wrong.append(f"{case.name}: {found} of {case.values or f'{case.misses} near misses'}")
    return scores


def rows(scores: dict[str, Score]) -> dict[str, float]:
    """Return the table that the bench prints."""
    figures: dict[str, float] = {}
    for detector, one in sorted(scores.items()):
        figures[f"detector {detector}: recall"] = one.recall
        figures[f"detector {detector}: precision"] = one.precision
    every = Score(
        sum(s.planted for s in scores.values()),
        sum(s.found for s in scores.values()),
        sum(s.surplus for s in scores.values()),
        sum(s.misses for s in scores.values()),
        sum(s.reported for s in scores.values()),
    )
    return figures | {
        "all detectors: planted values": float(every.planted),
        "all detectors: recall": every.recall,
        "all detectors: precision": every.precision,
        "all detectors: near misses": float(every.misses),
        "all detectors: near misses reported": float(every.reported),
    }
