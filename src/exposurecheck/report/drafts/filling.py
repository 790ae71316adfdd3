"""Turns a case into what a draft is filled with in one language; what is not known becomes a visible blank."""

import re
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from exposurecheck.model.base import Bilingual
from exposurecheck.model.dates import local_time, plain_day
from exposurecheck.model.duty import Cited, FactUsed
from exposurecheck.report import quoting
from exposurecheck.report.case.case import Case, shown
from exposurecheck.report.case.counsel import Question, questions
from exposurecheck.report.case.deadlines import Deadline, deadlines
from exposurecheck.report.case.decisions import Decision, decisions
from exposurecheck.report.case.harm import Measure, measures
from exposurecheck.report.case.marks import source, standing, supplier
from exposurecheck.report.case.triggers import Trigger, triggers
from exposurecheck.report.case.unconfirmed import Unconfirmed, unconfirmed
from exposurecheck.report.markdown import code
from exposurecheck.report.messages import Lang, Value, both, listed
from exposurecheck.report.overview import OUTSIDE, Reach, Store
from exposurecheck.report.wording import at_most, categories, data_type

STORES = 20
"""Stores named in a draft; the report has them all."""

_TEXT = 1_000
_SPECIAL = re.compile(r"([\\`*|<>~\[\]]|(?<!\w)_|_(?!\w)|^[#+-]|&(?=#?\w{1,31};))")
_UNSURE = "※"
"""Marks a fact or a citation that still has to be checked, in both languages."""


_CAUSES = (
    ("object.acl", "object_acl"), ("acl", "acl"), ("policy", "policy"), ("iam", "iam"),
    ("access_point", "access_point"), ("publicAccess", "container"), ("website", "website"),
    ("sas", "link"), ("token", "link"),
)  # fmt: skip
"""What an id of ``exposure.cause`` tells of the kind of setting. A draft names no key and no principal."""


def plain(text: str) -> str:
    """Print a text of ours in Markdown so that every character stands for itself."""
    return _SPECIAL.sub(r"\\\1", quoting.name(text, _TEXT))


@dataclass(frozen=True)
class Filling:
    """Everything that the templates of one language may say about a case."""

    case: Case
    lang: Lang

    def say(self, key: str, **values: Value) -> str:
        """Say a message of the catalogue."""
        return plain(both(key, **values).get(self.lang))

    def text(self, text: Bilingual | None) -> str:
        """Say a text of the model; nothing for None."""
        return "" if text is None else plain(text.get(self.lang))

    def blank(self, what: str) -> str:
        """Leave a place that a person must fill in, and say with what."""
        return plain(f"【要記入: {what}】" if self.lang == "ja" else f"【TO FILL IN: {what}】")

    def cited(self, item: Cited) -> str:
        """Cite the law, with a mark where the citation was not checked against the primary text."""
        unsure = item.unverified or "S2" in item.confidence
        return self.text(item.cited) + (_UNSURE if unsure else "")

    def standing(self, item: Cited) -> str:
        """Say how well a citation is confirmed."""
        return self.text(standing(item))

    def supplier(self, name: str) -> str:
        """Say who can tell, or told, a fact."""
        return self.text(supplier(name))

    def source(self, provenance: str) -> str:
        """Say where a fact comes from."""
        return self.text(source(provenance))

    def fact(self, fact: FactUsed) -> str:
        """Say the value of a fact, marked while it is only suspected."""
        return self.text(shown(fact)) + (_UNSURE if fact.value == "suspected" else "")

    def stated(self, name: str, otherwise: str) -> str:
        """Say the value of the fact ``name``, or leave a blank that asks for ``otherwise``."""
        found = self.case.fact(name)
        return self.blank(otherwise) if found is None else self.fact(found)

    def is_(self, name: str, *values: object) -> bool:
        """Tell whether a fact has one of these values."""
        return self.case.value(name) in values

    @property
    def today(self) -> str:
        """Write the day of the draft."""
        return self.text(plain_day(self.case.today))

    @property
    def law_as_of(self) -> str:
        """Write the day of the law that was applied."""
        return self.text(plain_day(self.case.assessment.law_as_of))

    def known(self, otherwise: str) -> str:
        """Write when it became known, by the earliest clock."""
        at = self.case.known_at
        return self.blank(otherwise) if at is None else self.text(local_time(at))

    def window(self, otherwise: str) -> str:
        """Write the period of exposure; what a scan saw last is no end."""
        found = self.case.fact("exposure.window")
        return self.blank(otherwise) if found is None else self.fact(found)

    @cached_property
    def since(self) -> datetime | None:
        """The earliest time at which a store with findings is on record as open."""
        stores = () if self.case.overview is None else self.case.overview.exposed
        seen = [f.first_seen for s in stores for f in s.failed if f.first_seen is not None]
        return min(seen, default=None)

    def moment(self, at: datetime) -> str:
        """Write an instant."""
        return self.text(local_time(at))

    def people(self, otherwise: str) -> str:
        """Write how many people at most."""
        found = self.case.people
        return self.blank(otherwise) if found is None else self.text(found)

    @property
    def data(self) -> tuple[str, ...]:
        """Categories of data, gravest first; those only suspected are marked."""
        sure = {m.harm.id for m in self.measures if m.certain}
        return tuple(
            self.say(f"category.{c}.name") + ("" if sure & {c.value, *_ROWS.get(c.value, ())} else _UNSURE)
            for c in self.case.categories
        )

    @property
    def types(self) -> tuple[tuple[str, int], ...]:
        """Types of data that were detected, with the number of records (not of people)."""
        counts: dict[str, int] = {}
        for store in self._stores:
            for found in () if store.resource.personal_data is None else store.resource.personal_data.data:
                counts[found.type] = counts.get(found.type, 0) + found.count
        return tuple((self.text(data_type(name)), count) for name, count in sorted(counts.items()))

    @cached_property
    def _stores(self) -> tuple[Store, ...]:
        found = () if self.case.overview is None else self.case.overview.with_people
        return tuple(store for store in found if store.reach in OUTSIDE)

    @property
    def stores(self) -> tuple[tuple[str, str, str, str, str], ...]:
        """Name, audience, people, categories and kind of setting of the first stores with personal data."""
        return tuple(self._row(store) for store in self._stores[:STORES])

    @property
    def more_stores(self) -> int:
        """How many stores are not named."""
        return max(0, len(self._stores) - STORES)

    @property
    def shared(self) -> tuple[str, ...]:
        """Names of the stores that only named outsiders could read: a letter to one of them names no other store."""
        return tuple(code(store.resource.id) for store in self._stores if store.reach is Reach.NAMED)[:STORES]

    def _row(self, store: Store) -> tuple[str, str, str, str, str]:
        data = store.resource.personal_data
        return (
            code(store.resource.id),
            self.say(f"reach.{store.reach}"),
            self.text(at_most(store.subjects)),
            self.text(categories(() if data is None else data.categories)),
            self._cause(store),
        )

    def _cause(self, store: Store) -> str:
        causes = () if store.resource.exposure is None else store.resource.exposure.cause
        kinds = [next((kind for part, kind in _CAUSES if part in cause), "unnamed") for cause in causes]
        return self.text(listed([both(f"case.cause.{kind}") for kind in dict.fromkeys(kinds)]))

    @property
    def deadlines(self) -> tuple[Deadline, ...]:
        """Days by which something may be due."""
        return deadlines(self.case)

    @property
    def triggers(self) -> tuple[Trigger, ...]:
        """Every rule, weighed."""
        return triggers(self.case)

    @cached_property
    def measures(self) -> tuple[Measure, ...]:
        """What to do against secondary harm."""
        return measures(self.case)

    @property
    def questions(self) -> tuple[Question, ...]:
        """What counsel must answer."""
        return questions(self.case)

    @property
    def decisions(self) -> tuple[Decision, ...]:
        """What management must decide."""
        return decisions(self.case)

    @property
    def unconfirmed(self) -> tuple[Unconfirmed, ...]:
        """What nobody has confirmed."""
        return unconfirmed(self.case)


_ROWS = {"financial": ("card", "bank", "financial"), "credential": ("password", "key")}
"""Rows of the table of harm that stand for a category."""
