"""Compiles detectors into rules for running text: where to look, what to match, what must or must not stand near."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from exposurecheck.content.columns import HIGH, ROLE_MAILBOX
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
    known: dict[str, Value | None]
    """Values seen in this object, so that a repeated one is judged once."""

    @property
    def needs_person(self) -> bool:
        """Whether a match means nothing without a person beside it."""
        return self.pattern.beside_person or self.detector.beside_person

    @property
    def settled(self) -> bool:
        """Whether the surroundings cannot change the verdict."""
        return self.pattern.base >= HIGH and self.negative is None and not self.detector.keywords.required

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
        return Value(folded, self.detector.is_sample(folded), person)


def compile_rules(detectors: Iterable[Detector]) -> list[Rule]:
    """Return every rule; a keyword that must be near is as good a trigger as a literal of the pattern itself."""
    return [_rule(detector, pattern) for detector in detectors for pattern in detector.patterns]


def _rule(detector: Detector, pattern: Pattern) -> Rule:
    literals, shapes = pattern.triggers, pattern.shapes
    if detector.keywords.required:
        literals, shapes = detector.keywords.any, ()
    at_sign = pattern.triggers == ("@",)
    exact = (bool(shapes) or at_sign) and pattern.regex.isascii()
    return Rule(
        detector=detector,
        pattern=pattern,
        regex=re.compile(pattern.regex, re.ASCII),
        raw_regex=re.compile(pattern.regex.encode(), re.ASCII) if exact else None,
        literals=() if exact else literals,
        shapes=tuple(map(Shape.parse, shapes)) if exact else (),
        positive=_words(detector.keywords.any),
        negative=_words(detector.negative.near),
        fold=FOLDS[detector.fold],
        known={},
    )


def _words(words: tuple[str, ...]) -> re.Pattern[str] | None:
    return re.compile("|".join(map(re.escape, words)), re.IGNORECASE | re.ASCII) if words else None
