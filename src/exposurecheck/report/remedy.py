"""Turns a report into causes, the order in which to close stores, guardrails and proofs: the engineer's part."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TypeVar

from exposurecheck.model.finding import Severity
from exposurecheck.model.resource import Proof, Settings
from exposurecheck.report.overview import OPEN, OUTSIDE, SERIOUS, Overview, Store

ROWS = 40
"""Stores in each table; report.json has them all."""

_Row = TypeVar("_Row")


@dataclass(frozen=True, slots=True)
class Step:
    """One store to close."""

    store: Store
    affected: tuple[str, ...]
    """Uses that may break: names of the messages ``fixes.affects.*``."""
    url: str | None
    """Address that the unsigned request of this scan asked for: asked again afterwards, it must be refused."""


@dataclass(frozen=True, slots=True)
class Guardrail:
    """One protection over all stores."""

    name: str
    """Of the messages ``prevention.guardrails.*``."""
    on: int
    off: int
    unread: int
    """Not read, or not needed for any verdict or check."""


@dataclass(frozen=True, slots=True)
class Logged:
    """Whether reads by outsiders leave a trace, for one store that they can get into."""

    store: Store
    logging: bool | None


@dataclass(frozen=True, slots=True)
class Proven:
    """The answer to one unsigned request."""

    store: Store
    proof: Proof


@dataclass(frozen=True, slots=True)
class Remedy:
    """What the engineer's sections show."""

    causes: tuple[Store, ...]
    more_causes: int
    steps: tuple[Step, ...]
    """In the order in which to close them: widest audience and gravest data first."""
    more_steps: int
    guardrails: tuple[Guardrail, ...]
    logs: tuple[Logged, ...]
    """Those without a trace first."""
    more_logs: int
    proofs: tuple[Proven, ...]
    more_proofs: int

    @classmethod
    def of(cls, overview: Overview) -> "Remedy":
        """Collect them."""
        causes = [
            s for s in overview.stores if s.reach in OUTSIDE and s.resource.exposure and s.resource.exposure.cause
        ]
        steps = [_step(s) for s in sorted(_to_close(overview), key=_urgency)]
        logs = [Logged(s, s.resource.settings.access_logging) for s in overview.stores if s.reach in OUTSIDE]
        logs.sort(key=lambda row: (_order(row.logging), not row.store.subjects.high, row.store.number))
        proofs = [Proven(s, s.resource.proof) for s in overview.stores if s.resource.proof is not None]
        return cls(
            *_cut(causes), *_cut(steps), tuple(_guardrails(overview.stores)), *_cut(logs), *_cut(proofs)
        )  # fmt: skip


def _cut(rows: list[_Row]) -> tuple[tuple[_Row, ...], int]:
    return tuple(rows[:ROWS]), max(0, len(rows) - ROWS)


def _order(logging: bool | None) -> int:
    return {False: 0, None: 1, True: 2}[logging]


def _to_close(overview: Overview) -> Iterable[Store]:
    for store in overview.failing:
        meant = store.resource.settings.declared_public and not store.subjects.high
        if store.reach in OUTSIDE and store.severity in SERIOUS and not meant:
            yield store


def _urgency(store: Store) -> tuple[bool, int, int, int]:
    severity = Severity.INFO if store.severity is None else store.severity
    return store.reach not in OPEN, severity.rank, -store.subjects.high, store.number


def _step(store: Store) -> Step:
    settings, exposure, proof = store.resource.settings, store.resource.exposure, store.resource.proof
    affected = [
        name
        for name, holds in (
            ("website", settings.website),
            ("declared", settings.declared_public),
            ("partners", exposure is not None and exposure.external_accounts),
            ("links", settings.shared_links),
        )
        if holds
    ]
    return Step(store, tuple(affected), None if proof is None else proof.url)


_GUARDRAILS: tuple[tuple[str, Callable[[Settings], bool | None]], ...] = (
    ("account", lambda s: s.account_guardrail),
    ("store", lambda s: s.store_guardrail),
    ("acls", lambda s: None if s.acls_enabled is None else not s.acls_enabled),
    ("logging", lambda s: s.access_logging),
    ("versioning", lambda s: s.versioning),
)


def _guardrails(stores: Iterable[Store]) -> Iterable[Guardrail]:
    settings = [s.resource.settings for s in stores]
    for name, read in _GUARDRAILS:
        values = [read(s) for s in settings]
        if any(v is not None for v in values):
            yield Guardrail(name, values.count(True), values.count(False), values.count(None))
