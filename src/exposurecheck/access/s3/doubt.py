"""Bounds a verdict from above: what unread facts and silent rules could still make true."""

from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from exposurecheck.access.s3 import bucket as facts
from exposurecheck.access.s3.case import Case
from exposurecheck.access.s3.headline import externals, headline, possible, wider
from exposurecheck.access.s3.reach import Reach
from exposurecheck.access.s3.silence import doubts
from exposurecheck.access.s3.unread import Unread
from exposurecheck.model.base import Bilingual, JsonObject
from exposurecheck.model.exposure import ExposureClass


@dataclass(slots=True)
class Doubt:
    """What stays open: bounds of the verdict, and why."""

    at_most: ExposureClass
    anonymous_read: bool
    anonymous_list: bool
    any_read: bool
    any_list: bool
    unknown: tuple[str, ...] = ()
    sentences: tuple[Bilingual, ...] = ()


def weigh_doubts(case: Case, documents: JsonObject, at: datetime, missing: tuple[Unread, ...]) -> Doubt | None:
    """Return what unread facts and silent rules leave open; None when nothing does."""
    reach = case.proven()
    silent = doubts(case.bucket, case.plan, case.public, reach)
    if not silent and not missing:
        return None
    found = headline(reach)
    upper = case.widest() if silent else reach
    result = Doubt(
        possible(upper),
        bool(upper.anonymous.read),
        bool(upper.anonymous.list),
        bool(upper.anyone.read),
        bool(upper.anyone.list),
    )
    if silent and (possible(upper) is not found.exposure or _differs(upper, reach) or any(d.always for d in silent)):
        result.unknown = tuple(d.fact for d in silent)
        result.sentences = tuple(d.sentence for d in silent)
    for caller in reach.unclear:
        result.any_read = result.any_read or caller.at_most.reach >= ExposureClass.ANY_AUTHENTICATED_READ.reach
        result.anonymous_read = result.anonymous_read or caller.at_most is ExposureClass.ANONYMOUS_READ
    for fact in missing:
        _weigh(Question(case, documents, at), fact, reach, result)
    if missing:
        _together(documents, at, missing, result)
    return result


class Question(NamedTuple):
    """What is asked: one bucket's documents at one time."""

    case: Case
    documents: JsonObject
    at: datetime


def _weigh(asked: Question, fact: Unread, reach: Reach, result: Doubt) -> None:
    """Add a fact that could not be read to the doubt, if any content it could have would change the verdict."""
    for guess in fact.guesses(asked.documents, asked.case.bucket):
        other = Case(facts.read(guess), asked.at)
        upper = other.widest()
        if _differs(upper, reach) and fact.fact not in result.unknown:
            result.unknown += (fact.fact,)
            result.sentences += (fact.sentence,)
        _widen(result, upper)


def _together(documents: JsonObject, at: datetime, missing: tuple[Unread, ...], result: Doubt) -> None:
    """Consider what the unread facts could open together, for example a policy and an access point."""
    guess: JsonObject = documents
    for fact in missing:
        if fact.opens:
            bucket = facts.read(guess)
            options = fact.guesses(guess, bucket)
            guess = options[0] if options else guess
    if guess is not documents:
        _widen(result, Case(facts.read(guess), at).widest())


def _widen(result: Doubt, upper: Reach) -> None:
    result.at_most = wider(result.at_most, possible(upper))
    result.anonymous_read = result.anonymous_read or bool(upper.anonymous.read)
    result.anonymous_list = result.anonymous_list or bool(upper.anonymous.list)
    result.any_read = result.any_read or bool(upper.anyone.read)
    result.any_list = result.any_list or bool(upper.anyone.list)


def _differs(a: Reach, b: Reach) -> bool:
    one, other = headline(a), headline(b)
    return (
        one.exposure is not other.exposure
        or (one.include, one.exclude, one.filters, one.bound)
        != (other.include, other.exclude, other.filters, other.bound)
        or externals(a) != externals(b)
        or bool(a.anonymous.list) != bool(b.anonymous.list)
        or bool(a.anyone.read) != bool(b.anyone.read)
        or bool(a.anyone.list) != bool(b.anyone.list)
        or frozenset(a.anonymous.other) != frozenset(b.anonymous.other)
        or set(a.unclear) != set(b.unclear)
    )
