"""Turns the declarations of facts into the words that rules and files of facts may use."""

from collections.abc import Mapping
from enum import StrEnum

from pydantic import Field, model_validator

from exposurecheck.model.base import Bilingual, Model

REGIONS = ("EEA", "EU", "UK", "US_CA")
"""Residences beside the two-letter codes of ISO 3166-1."""


class FactType(StrEnum):
    """What a fact's value can be, beside ``unknown``."""

    TRI = "tri"
    """true, suspected or false."""
    CHOICE = "choice"
    RANGE = "range"
    """How many people: {low, best, high}."""
    COUNTS = "counts"
    """A range for each country or state of residence."""
    TIME = "time"
    INTERVAL = "interval"
    """{from, to}, both times; no ``to``: still open."""
    HOURS = "hours"
    """A whole number of hours."""


_EXAMPLES = {
    FactType.TRI: "true, suspected, false",
    FactType.RANGE: "1240, {low: 400, best: 900, high: 1400}",
    FactType.COUNTS: "{EEA: 120, KR: {low: 0, high: 30}, US_CA: 5}",
    FactType.TIME: "2026-11-23T09:00:00+09:00",
    FactType.INTERVAL: "{from: 2026-01-15T00:00:00+09:00, to: 2026-11-23T09:00:00+09:00}",
    FactType.HOURS: "24",
}
_ALLOWED = {
    FactType.TRI: "true, suspected, false",
    FactType.RANGE: "a whole number of people, a range such as {low: 400, best: 900, high: 1400}",
    FactType.COUNTS: "people by residence, such as {EEA: 120, KR: {low: 0, high: 30}, US_CA: 5}",
    FactType.TIME: "a time with zone, such as 2026-11-23T09:00:00+09:00",
    FactType.INTERVAL: "an interval such as {from: 2026-01-15T00:00:00+09:00, to: unknown}",
    FactType.HOURS: "a whole number of hours from 1 to 8760",
}


class FactKind(Model):
    """One fact that may be known or not."""

    type: FactType
    values: tuple[str, ...] = ()
    """What a choice can be."""
    from_: tuple[str, ...] = Field(alias="from", min_length=1)
    """Who can supply it."""
    title: Bilingual

    @model_validator(mode="after")
    def _choices(self) -> "FactKind":
        if (self.type is FactType.CHOICE) != bool(self.values):
            raise ValueError("a choice needs values, and nothing else may have them")
        return self

    @property
    def allowed(self) -> str:
        """What may be written for it, as a sentence's end."""
        words = f"one of {', '.join(self.values)}" if self.values else _ALLOWED[self.type]
        return f"{words}, or unknown"

    @property
    def example(self) -> str:
        """What may be written for it, without a language."""
        return ", ".join(self.values) if self.values else _EXAMPLES[self.type]


def kind_of(name: str, kinds: Mapping[str, FactKind]) -> FactKind | None:
    """Return what a fact is, None when there is none of that name; people of one residence are a range."""
    if name in kinds:
        return kinds[name]
    parent, _, code = name.rpartition(".")
    if parent in kinds and kinds[parent].type is FactType.COUNTS and _is_residence(code):
        return kinds[parent].model_copy(update={"type": FactType.RANGE})
    return None


def _is_residence(code: str) -> bool:
    return code in REGIONS or (len(code) == 2 and code.isascii() and code.isalpha() and code.isupper())  # noqa: PLR2004 - ISO 3166-1 alpha-2
