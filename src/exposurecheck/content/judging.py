"""Judges all values that one rule found in a block: folded, validated, hashed; few one by one, many in bulk."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from exposurecheck.content import usual
from exposurecheck.content.codes import Mask, Offsets
from exposurecheck.content.hashing import Hasher
from exposurecheck.content.names import KANA
from exposurecheck.content.offices import ROLE_MAILBOX
from exposurecheck.content.page import Page
from exposurecheck.content.rules import PERSONAL, Rule
from exposurecheck.content.union import Hashes
from exposurecheck.content.validators import MOBILE, VALIDATORS
from exposurecheck.content.values import Values

_MANY = 100
"""Values from which arrays are faster than one call for each."""
_VERY_MANY = 2000
"""Values from which columns are: each of their steps takes as long as some tens of calls."""
NO_KEY, OWN_KEY, LANDLINE, KANA_NAME = range(4)
"""What a value tells people apart by: nothing, its type, or the weaker forms of a phone number and a name."""


@dataclass(frozen=True, slots=True)
class Judged:
    """What each value turned out to be, as arrays of equal length."""

    good: Mask
    """What the detector looks for, test values included."""
    test: Mask
    person: Mask
    """False for a mailbox of a function."""
    personal: Mask
    """Whether it is by itself a sign of a person."""
    key: NDArray[np.int64]
    hashes: Hashes

    def put(self, places: NDArray[np.int64], other: "Judged") -> None:
        """Replace the values at ``places``."""
        for name in Judged.__slots__:
            getattr(self, name)[places] = getattr(other, name)

    def take(self, places: NDArray[np.int64]) -> "Judged":
        """Return the values at ``places``."""
        return Judged(*(getattr(self, name)[places] for name in Judged.__slots__))


def judge(rule: Rule, page: Page, starts: Offsets, ends: Offsets, hasher: Hasher) -> Judged:
    """Judge the values that ``rule`` has found in a page."""
    if starts.size < _MANY:
        return judge_texts(rule, _texts(page, starts, ends), hasher)
    judged, sure = _usual(rule, Values.between(page.basic, starts, ends), hasher)
    others = np.flatnonzero(~sure)
    if others.size:
        judged.put(others, judge_texts(rule, _texts(page, starts[others], ends[others]), hasher))
    return judged


def _texts(page: Page, starts: Offsets, ends: Offsets) -> list[str]:
    text = page.text
    return [text[start:end] for start, end in zip(starts.tolist(), ends.tolist(), strict=True)]


def judge_texts(rule: Rule, texts: list[str], hasher: Hasher) -> Judged:
    """Judge values by themselves."""
    different = dict.fromkeys(texts)
    judged = (_many if len(different) >= _VERY_MANY else _few)(rule, list(different), hasher)
    if len(different) == len(texts):
        return judged
    number = dict(zip(different, range(len(different)), strict=True))
    return judged.take(np.fromiter(map(number.__getitem__, texts), np.int64, len(texts)))


def _usual(rule: Rule, values: Values, hasher: Hasher) -> tuple[Judged, Mask]:
    """Judge values of the usual shape, and tell which were; the others are not judged."""
    detector = rule.detector
    checks = (*detector.validators, *rule.pattern.validators)
    folding, words = usual.folded(detector.fold, values), usual.sample_words(detector)
    if folding is None or words is None or not all(map(usual.known, checks)):
        folding, words, checks = (values, np.zeros(len(values), np.bool_)), usual.NO_WORDS, ()
    folded, sure = folding
    good = folded.lengths > 0
    for name in checks:
        valid, certain = usual.checked(name, folded)
        good, sure = good & valid, sure & certain
    sure &= ~(folded if detector.fold == "email" else folded.lowered()).holding(words)
    if detector.id == "email":
        sure &= ~usual.perhaps_role(folded)
    key = np.full(len(values), NO_KEY if detector.person_key.kind == "none" else OWN_KEY, np.int64)
    personal = good & (detector.id in PERSONAL)
    if detector.id == "jp.phone":
        household = ~usual.mobile(folded)
        key[household] = LANDLINE
        personal &= ~household
    elif detector.id == "person_name":
        key[usual.kana(folded)] = KANA_NAME
    hashes = hasher.packed(*folded.packed(), detector.id)
    return Judged(good, np.zeros_like(good), good.copy(), personal, key, hashes), sure


def _few(rule: Rule, texts: list[str], hasher: Hasher) -> Judged:
    values = [rule.judge(text) for text in texts]
    folded = [value.folded if value else "" for value in values]
    return Judged(
        good=np.array([value is not None for value in values], np.bool_),
        test=np.array([value is not None and value.test for value in values], np.bool_),
        person=np.array([value is not None and value.person for value in values], np.bool_),
        personal=np.array([value is not None and value.personal for value in values], np.bool_),
        key=np.array([_KEYS.get(value.key or "", OWN_KEY) if value else NO_KEY for value in values], np.int64),
        hashes=hasher.many(folded, rule.detector.id),
    )


_KEYS = {"": NO_KEY, "landline": LANDLINE, "person_name.kana": KANA_NAME}


def _many(rule: Rule, texts: list[str], hasher: Hasher) -> Judged:
    from exposurecheck.content import series  # noqa: PLC0415 - needs polars, 100 ms to import
    from exposurecheck.content.strings import as_series  # noqa: PLC0415

    detector = rule.detector
    folded = series.fold_all(detector.fold, as_series(texts))
    good = (folded != "").to_numpy().copy()
    for check in (*detector.checks, *(VALIDATORS[name] for name in rule.pattern.validators)):
        good &= series.checked(check, folded, good)
    person = good.copy()
    if detector.id == "email":
        person &= ~series.matches(ROLE_MAILBOX, folded, whole=True)
    key = np.full(good.size, NO_KEY if detector.person_key.kind == "none" else OWN_KEY, np.int64)
    household = np.zeros_like(good)
    if detector.id == "jp.phone":
        household = ~folded.str.slice(0, 3).is_in(MOBILE).to_numpy()
        key[household] = LANDLINE
    elif detector.id == "person_name":
        key[series.matches(KANA, folded, whole=True)] = KANA_NAME
    return Judged(
        good=good,
        test=good & series.samples(detector, folded),
        person=person,
        personal=person & ~household if detector.id in PERSONAL else np.zeros_like(good),
        key=key,
        hashes=hasher.column(folded, detector.id),
    )
