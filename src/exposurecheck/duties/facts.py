"""What is known, by whom: the facts that rules are weighed against."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from types import MappingProxyType

from exposurecheck.model.base import Bilingual, Json
from exposurecheck.model.duty import FactUsed


class Tri(StrEnum):
    """Whether something is so; an unknown fact is absent."""

    TRUE = "true"
    SUSPECTED = "suspected"
    FALSE = "false"


@dataclass(frozen=True, slots=True)
class Range:
    """How many people, with bounds."""

    low: int
    high: int | None
    """None: nobody can say how many at most."""
    best: int | None = None

    def __str__(self) -> str:
        if self.high is None:
            return f"{self.low:,}+"
        return f"{self.low:,}" if self.low == self.high else f"{self.low:,}-{self.high:,}"


@dataclass(frozen=True, slots=True)
class Interval:
    """From when until when."""

    since: datetime | None
    """None: nobody knows since when."""
    until: datetime | None
    """None: still open."""


Value = Tri | str | Range | datetime | Interval | int


@dataclass(frozen=True, slots=True)
class Known:
    """A value and who says so."""

    value: Value
    provenance: str
    """``user``, ``scan``, ``logs``, ``history`` or ``engine``."""
    because: Bilingual | None = None


@dataclass(frozen=True, slots=True)
class Facts:
    """Known facts by name; whatever is not in here is unknown."""

    known: Mapping[str, Known] = field(default_factory=lambda: MappingProxyType({}))
    warnings: tuple[Bilingual, ...] = ()
    """Doubts about the facts themselves."""

    def get(self, name: str) -> Value | None:
        """Return a fact's value, or None when it is unknown."""
        found = self.known.get(name)
        return None if found is None else found.value

    def time(self, name: str) -> datetime | None:
        """Return the instant of a fact, or None when it is unknown."""
        value = self.get(name)
        return value if isinstance(value, datetime) else None

    def with_(self, more: Mapping[str, Known]) -> "Facts":
        """Return these facts with ``more`` in place of what stood there."""
        return Facts(MappingProxyType({**self.known, **more}), self.warnings)

    def used(self) -> tuple[FactUsed, ...]:
        """Return every fact as a report prints it."""
        return tuple(
            FactUsed(name=name, value=as_json(k.value), provenance=k.provenance, because=k.because)
            for name, k in sorted(self.known.items())
        )


def merge(scanned: Facts, supplied: Facts) -> Facts:
    """Put what people say over what a scan saw; where they differ, people win and a warning says so."""
    differing = [
        name
        for name, known in supplied.known.items()
        if name in scanned.known and as_json(scanned.known[name].value) != as_json(known.value)
    ]
    warnings = tuple(
        Bilingual(
            ja=f"{name} は、走査の結果({shown(scanned.known[name].value)})と異なる値"
            f"({shown(supplied.known[name].value)})が入力されています。入力された値を用いました。",
            en=f"{name}: the scan says {shown(scanned.known[name].value)}, the file of facts says "
            f"{shown(supplied.known[name].value)}. The file was followed.",
        )
        for name in differing
    )
    known = MappingProxyType({**scanned.known, **supplied.known})
    return Facts(known, (*scanned.warnings, *supplied.warnings, *warnings))


def shown(value: Value) -> str:
    """Write a value for people, the same in both languages."""
    match value:
        case datetime():
            return value.isoformat(timespec="minutes")
        case Interval():
            since = shown(value.since) if value.since else "?"
            return f"{since} – {shown(value.until) if value.until else ''}".rstrip()
        case _:
            return str(value)


def as_json(value: Value) -> Json:
    """Write a value as a file of facts would."""
    match value:
        case Tri():
            return {"true": True, "false": False}.get(value.value, value.value)
        case Range():
            best = {} if value.best is None else {"best": value.best}
            return {"low": value.low, **best, "high": "unknown" if value.high is None else value.high}
        case datetime():
            return value.isoformat()
        case Interval():
            until = {} if value.until is None else {"to": value.until.isoformat()}
            return {"from": "unknown" if value.since is None else value.since.isoformat(), **until}
        case _:
            return value
