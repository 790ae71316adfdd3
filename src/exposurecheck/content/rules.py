"""Compiles detectors into rules for running text: where to look, what to match, what must or must not stand near."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from exposurecheck.content import names
from exposurecheck.content.columns import HIGH, MOBILE, ROLE_MAILBOX
from exposurecheck.content.detector import FOLDS, Detector, Pattern
from exposurecheck.content.numerals import Shape
from exposurecheck.content.validators import VALIDATORS


@dataclass(frozen=True, slots=True)
class Value:
    """What a matched text turned out to be."""

    folded: str
    test: bool
    person: bool
    """False for a mailbox of a function."""
    key: str | None
    """What it tells people apart by, in the words of ``people.Rows``."""
    personal: bool
    """Whether it is by itself a sign of a person."""


@dataclass(slots=True, eq=False)
class Rule:
    """One pattern of one detector, ready to run."""

    detector: Detector
    pattern: Pattern
    regex: re.Pattern[str]
    raw_regex: re.Pattern[bytes] | None
    """The same over bytes, where the expression is plain ASCII and matches at a known offset."""
    literals: tuple[str, ...]
    shapes: tuple[Shape, ...]
    positive: re.Pattern[str] | None
    negative: re.Pattern[str] | None
    fold: Callable[[str], str]
    needs_person: bool
    """Whether a match means nothing without a person beside it."""
    settled: bool
    """Whether the surroundings cannot change the verdict."""
    checksummed: bool
    known: dict[str, Value | None]
    """Values seen in this object, so that a repeated one is judged once."""

    def judge(self, text: str) -> Value | None:
        """Fold and validate a matched text; None when it is not what the detector looks for."""
        if text in self.known:
            return self.known[text]
        value = self.known[text] = self._judge(text)
        return value

    def _judge(self, text: str) -> Value | None:
        folded = self.fold(text)
        if (
            not folded
            or not self.detector.valid(folded)
            or not all(VALIDATORS[n](folded) for n in self.pattern.validators)
        ):
            return None
        person = self.detector.id != "email" or ROLE_MAILBOX.fullmatch(folded) is None
        household = self.detector.id == "jp.phone" and not folded.startswith(MOBILE)
        return Value(
            folded,
            test=self.detector.is_sample(folded),
            person=person,
            key=_people_key(self.detector, folded, household=household),
            personal=person and not household and self.detector.id in PERSONAL,
        )


PERSONAL = frozenset({"person_name", "email", "date_of_birth", "jp.phone", "phone"})


def _people_key(detector: Detector, folded: str, *, household: bool) -> str | None:
    if household:
        return "landline"
    if detector.id == "person_name" and names.is_kana(folded):
        return "person_name.kana"
    return detector.id if detector.person_key.kind != "none" else None


def compile_rules(detectors: Iterable[Detector]) -> list[Rule]:
    """Return every rule; a keyword that must be near is as good a trigger as a literal of the pattern itself."""
    return [_rule(detector, pattern) for detector in detectors for pattern in detector.patterns]


def _rule(detector: Detector, pattern: Pattern) -> Rule:
    literals, shapes = pattern.triggers, pattern.shapes
    if detector.keywords.required:
        literals, shapes = detector.keywords.any, ()
    at_sign = pattern.triggers == ("@",)
    exact = (bool(shapes) or at_sign) and pattern.regex.isascii()
    negative = _words(detector.negative.near)
    return Rule(
        needs_person=pattern.beside_person or detector.beside_person,
        settled=pattern.base >= HIGH and negative is None and not detector.keywords.required,
        checksummed=detector.checksummed,
        detector=detector,
        pattern=pattern,
        regex=re.compile(pattern.regex, re.ASCII),
        raw_regex=re.compile(pattern.regex.encode(), re.ASCII) if exact else None,
        literals=() if exact else literals,
        shapes=tuple(map(Shape.parse, shapes)) if exact else (),
        positive=_words(detector.keywords.any),
        negative=negative,
        fold=FOLDS[detector.fold],
        known={},
    )


def _words(words: tuple[str, ...]) -> re.Pattern[str] | None:
    return re.compile("|".join(map(re.escape, words)), re.IGNORECASE | re.ASCII) if words else None
