"""Turns the facts that were used, and those that were not there, into what a reader is told about them."""

from collections.abc import Iterable, Mapping
from datetime import datetime

from exposurecheck.duties.facts import Facts, Interval, Range, Value
from exposurecheck.duties.reasons import people, said, title_of
from exposurecheck.duties.vocabulary import FactKind
from exposurecheck.model.base import Bilingual
from exposurecheck.model.duty import Duty, FactUsed, MissingFact, RuleResult


def told(facts: Facts, kinds: Mapping[str, FactKind]) -> tuple[FactUsed, ...]:
    """Return every known fact with its name and value as people say them."""
    return tuple(
        used.model_copy(update={"title": title_of(used.name, kinds), "shown": _shown(facts.known[used.name].value)})
        for used in facts.used()
    )


def _shown(value: Value) -> Bilingual | None:
    """Say a value; None for a time, which every reader writes in their own way."""
    match value:
        case Range():
            return people(value)
        case datetime() | Interval():
            return None
        case int():
            return Bilingual(ja=f"{value:,}時間", en=f"{value:,} hours")
        case _:
            return said(value)


def wanted(
    rules: Iterable[RuleResult], duties: Iterable[Duty], kinds: Mapping[str, FactKind]
) -> tuple[MissingFact, ...]:
    """Return every fact that would decide a rule or give a duty its date, those that decide most first."""
    decides: dict[str, list[str]] = {}
    dates: dict[str, list[str]] = {}
    for rule in rules:
        for name in rule.missing:
            decides.setdefault(name, []).append(rule.id)
    for duty in duties:
        for name in duty.missing:
            dates.setdefault(name, []).append(duty.id)
    found = []
    for name in {**decides, **dates}:
        kind = kinds[name if name in kinds else name.rpartition(".")[0]]
        found.append(
            MissingFact(
                name=name,
                title=title_of(name, kinds),
                suppliers=kind.from_,
                example=kind.example,
                decides=tuple(decides.get(name, ())),
                dates=tuple(dates.get(name, ())),
            )
        )
    return tuple(sorted(found, key=lambda f: (-len(f.dates), -len(f.decides))))
