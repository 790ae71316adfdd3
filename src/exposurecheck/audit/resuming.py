"""Takes stores that a killed scan had finished from its journal, and writes finished ones down in it."""

import secrets
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Final

from exposurecheck.audit.store import Assessed
from exposurecheck.model.gap import GapReason
from exposurecheck.providers.base import StoreRef
from exposurecheck.runs.journal import Journal

_STEP: Final = "store"
_PASSING: Final = frozenset(
    {GapReason.EXPIRED, GapReason.THROTTLED, GapReason.UNREACHABLE, GapReason.INTERRUPTED, GapReason.DEFECT}
)
"""Reasons that may be gone when the scan goes on: such a store is read again."""


def begun(at: datetime) -> tuple[datetime, str]:
    """Return the start and a new id for a scan that begins."""
    return at, f"{at.astimezone(UTC):%Y%m%dT%H%M%SZ}-{secrets.token_hex(2)}"


def finished_stores(journal: Journal | None, refs: Iterable[StoreRef]) -> dict[str, Assessed]:
    """Return the stores that were finished before, of those that are still listed."""
    if journal is None:
        return {}
    steps = dict(journal.steps(_STEP))
    found = {ref.id: steps.get(ref.id) for ref in refs}
    return {id_: one for id_, one in found.items() if isinstance(one, Assessed)}


def keep_store(journal: Journal | None, assessed: Assessed) -> None:
    """Write down that a store is finished."""
    if journal is not None and not any(gap.reason in _PASSING for gap in assessed.gaps):
        journal.keep(_STEP, assessed.resource.id, assessed)
