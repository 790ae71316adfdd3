"""Turns a case into the questions that only counsel can answer: what would change the outcome, and what is on hand."""

from collections.abc import Iterator
from dataclasses import dataclass

from exposurecheck.model.base import Bilingual
from exposurecheck.model.duty import Cited, RuleState
from exposurecheck.report.case.case import Case, shown
from exposurecheck.report.messages import both


@dataclass(frozen=True, slots=True)
class Question:
    """One question."""

    key: str
    title: Bilingual
    why: Bilingual
    """What turns on the answer."""
    on_hand: tuple[Bilingual, ...] = ()
    """Facts that are known, with their value."""
    lacking: tuple[Bilingual, ...] = ()
    """Facts that nobody has supplied."""
    basis: tuple[Cited, ...] = ()
    """Rules or duties that it is about."""


def questions(case: Case) -> tuple[Question, ...]:
    """Return what applies here: whether it is a leak first, then each trigger, then dates, people and the rest."""
    return tuple(_questions(case))


def _ask(case: Case, key: str, *facts: str, rules: tuple[str, ...] = ()) -> Question:
    known = [fact for name in facts if (fact := case.fact(name)) is not None]
    titles = {missing.name: missing.title for missing in case.assessment.missing}
    basis: list[Cited] = [rule for name in rules if (rule := case.rule(name)) is not None]
    basis += [duty for duty in case.assessment.duties if duty.id in rules]
    return Question(
        key=key,
        title=both(f"case.ask.{key}.title"),
        why=both(f"case.ask.{key}.why"),
        on_hand=tuple(
            both("case.fact", title=fact.title or Bilingual(ja=fact.name, en=fact.name), value=shown(fact))
            for fact in known
        ),
        lacking=tuple(titles[name] for name in facts if case.fact(name) is None and name in titles),
        basis=tuple(basis),
    )


def _questions(case: Case) -> Iterator[Question]:
    state = case.value("exposure.state")
    if state in ("X3", None):
        yield _ask(case, "leak", "exposure.state", "logs.coverage", rules=("jp.appi.notviewed",))
    not_viewed = case.rule("jp.appi.notviewed")
    if not_viewed is not None and not_viewed.state is not RuleState.NO_POINTING_FACTS:
        yield _ask(case, "not_viewed", "exposure.state", "logs.coverage", rules=("jp.appi.notviewed",))
    if state == "X0":
        yield _ask(case, "past", "exposure.state", "exposure.window")
    yield from _data(case)
    yield from _dates(case)
    yield from _roles(case)
    yield from _telling(case)
    if any(rule.unverified for rule in case.pointing):
        yield _ask(case, "unverified", rules=tuple(rule.id for rule in case.pointing if rule.unverified))


def _data(case: Case) -> Iterator[Question]:
    for key, fact, rule in (
        ("special_care", "data.special_care", "jp.appi.r7.i"),
        ("financial", "data.financial_risk", "jp.appi.r7.ii"),
    ):
        if case.value(fact) == "suspected" or case.lacks(fact):
            yield _ask(case, key, fact, rules=(rule,))
    if case.at_least_suspected("data.my_number"):
        numbers = ("jp.mynumber.r2.iii", "jp.mynumber.r2.iv")
        yield _ask(case, "my_number", "data.my_number", "exposure.audience", "subjects", rules=numbers)
    if case.value("data.strong_encryption") in (True, "suspected") or case.lacks("data.strong_encryption"):
        yield _ask(case, "encryption", "data.strong_encryption", "data.pseudonymised")
    if _straddles(case):
        yield _ask(case, "count", "subjects", rules=("jp.appi.r7.iv", "jp.appi.r43.iv"))
    if case.value("exposure.audience") == "named_external":
        yield _ask(case, "third_party", "exposure.audience")


def _straddles(case: Case) -> bool:
    found = (case.rule("jp.appi.r7.iv"), case.rule("jp.appi.r43.iv"))
    return any(rule is not None and rule.state is RuleState.POSSIBLE for rule in found) or case.lacks("subjects")


def _dates(case: Case) -> Iterator[Question]:
    scanned = case.fact("known_at.misconfiguration")
    if any(len(d.clocks) > 1 for d in case.assessment.duties) or (scanned and scanned.provenance == "scan"):
        yield _ask(case, "anchor", "known_at", "known_at.misconfiguration", "known_at.access")
    if any(not duty.working for duty in case.assessment.duties):
        longer = tuple(duty.id for duty in case.assessment.duties if not duty.working)
        yield _ask(case, "sixty_days", "cause.improper_purpose", "exposure.state", rules=longer)


def _roles(case: Case) -> Iterator[Question]:
    if case.fact("jp.entity") is None or case.value("jp.entity") == "administrative":
        yield _ask(case, "entity", "jp.entity")
    if case.value("jp.role") != "own":
        yield _ask(case, "role", "jp.role", "entruster.notified", rules=("jp.appi.entrustee",))
    if case.pointing:
        yield _ask(case, "sector")
    places = [missing.name for missing in case.assessment.missing if missing.name.startswith("subjects.by_country")]
    overseas = [rule.id for rule in case.pointing if not rule.regime.startswith(("JP-", "CONTRACT"))]
    if places or overseas:
        yield _ask(case, "overseas", *places, "risk.unlikely", rules=tuple(overseas))
    if case.value("contract.nda_covers_store") is not False:
        yield _ask(case, "contract", "contract.nda_covers_store", "contract.notice_hours")


def _telling(case: Case) -> Iterator[Question]:
    if case.asked("jp.notice"):
        yield _ask(case, "notice", "notified_at", rules=("jp.notice",))
    if case.pointing:
        yield _ask(case, "publish")
