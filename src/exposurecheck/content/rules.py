"""Compiles detectors into rules for running text: where to look, what to match, what must or must not stand near."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Literal

from exposurecheck import heap
from exposurecheck.content import classes, names
from exposurecheck.content.anchors import Anchor, anchor, needed_signs, words_of
from exposurecheck.content.classes import Table
from exposurecheck.content.codes import lower
from exposurecheck.content.detector import FOLDS, Detector, Pattern
from exposurecheck.content.forms import Forms, spell_out
from exposurecheck.content.leads import NARROW, Lead, lead_of
from exposurecheck.content.mailboxes import after_domain
from exposurecheck.content.numerals import SEPARATORS, Shape
from exposurecheck.content.offices import ROLE_MAILBOX
from exposurecheck.content.validators import MOBILE, VALIDATORS
from exposurecheck.content.verdicts import HIGH

Way = Literal["numbers", "mailboxes", "anchor", "lines", "around", "close"]


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
    """Over text; a line begins and ends like the text itself."""
    way: Way
    """How its matches are found."""
    words: tuple[str, ...]
    """Words of which one is in each line with a match, where the way is ``lines``."""
    anchor: Anchor | None
    beside: dict[str, tuple[tuple[str, int, int], ...]]
    """For words of its anchor those expressions, this one among them, that look before them on their line, and how
    far."""
    lead: Lead | None
    """How its matches begin, where the way is ``close``."""
    said: tuple[str, ...]
    """Words beyond ASCII of which each match holds one, where the way is ``close`` and they are few."""
    shapes: tuple[Shape, ...]
    forms: Forms | None
    """What numbers of each shape look like, where that can be spelt out."""
    behind_domain: Table | None
    """What stands behind the domain of a mail address in every match."""
    fold: Callable[[str], str]
    required: bool
    """Whether a match counts only near one of the detector's keywords."""
    needs_person: bool
    """Whether a match means nothing without a person beside it."""
    settled: bool
    """Whether the surroundings cannot change the verdict."""
    checksummed: bool
    beyond_ascii: bool
    """Whether each match needs a character that is not ASCII."""
    needed: tuple[frozenset[str], ...]
    """Groups of words, in lower case, of each of which one is in every text with a match."""
    signs: tuple[frozenset[int], ...]
    """Codes of characters besides those of its words, in groups of each of which every match holds one."""
    known: dict[str, Value | None]
    """Values seen in this object, so that a repeated one is judged once."""

    def vocabulary(self) -> set[str]:
        """Return every word that is looked for, in lower case."""
        words = {*self.words, *self.detector.keywords.any, *self.detector.negative.near}
        if self.anchor is not None:
            words |= {word for word, _, _ in self.anchor.spots}
        return set(map(lower, words))

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


_FEW_WORDS = 4
PERSONAL = frozenset({"person_name", "email", "date_of_birth", "jp.phone", "phone"})


def _people_key(detector: Detector, folded: str, *, household: bool) -> str | None:
    if household:
        return "landline"
    if detector.id == "person_name" and names.is_kana(folded):
        return "person_name.kana"
    return detector.id if detector.person_key.kind != "none" else None


def compile_rules(detectors: Iterable[Detector]) -> list[Rule]:
    """Return every rule; a keyword that must be near is as good a trigger as a literal of the pattern itself."""
    rules = [_rule(detector, pattern) for detector in detectors for pattern in detector.patterns]
    _let_know(rules)
    classes.forget()
    heap.give_back()  # tables on the way to those that are kept took 50 MB
    return rules


def _let_know(rules: list[Rule]) -> None:
    """Tell rules that look before the same word of each other."""
    looking: dict[str, dict[tuple[str, int, int], Rule]] = {}
    for rule in rules:
        if rule.way == "anchor" and rule.anchor is not None and not rule.anchor.line_start and rule.pattern.lines == 1:
            for word, least, most in rule.anchor.spots:
                if most > least:
                    looking.setdefault(word, {})[rule.pattern.regex, least, most] = rule
    for word, found in looking.items():
        for rule in found.values() if len(found) > 1 else ():
            rule.beside[word] = tuple(found)


def _rule(detector: Detector, pattern: Pattern) -> Rule:
    required = detector.keywords.required and not pattern.said
    forms = spell_out(pattern.regex) if pattern.shapes else None
    where = anchor(pattern.regex, pattern.triggers) if pattern.triggers and not pattern.shapes else None
    way: Way = "lines"
    if pattern.around:
        way = "around"
    elif pattern.close:
        way = "close"
    elif pattern.shapes and pattern.regex.isascii() and (forms or not required):
        way = "numbers"
    elif pattern.triggers == ("@",) and pattern.regex.isascii():
        way = "mailboxes"
    elif where is not None:
        way = "anchor"
    words = detector.keywords.any if required else pattern.triggers
    groups = [
        detector.keywords.any if required else (),
        [word for word, _, _ in where.spots] if where and way == "anchor" else (),
    ]
    groups.append(words if way in {"lines", "mailboxes"} else ())
    return Rule(
        needed=tuple(frozenset(map(lower, group)) for group in groups if group),
        required=required,
        needs_person=pattern.beside_person or detector.beside_person,
        settled=pattern.base >= HIGH and not detector.negative.near and not required,
        checksummed=detector.checksummed,
        detector=detector,
        pattern=pattern,
        regex=re.compile(pattern.regex, re.ASCII | re.MULTILINE),
        way=way,
        words=words,
        anchor=where,
        beside={},
        beyond_ascii=classes.beyond_ascii(classes.parsed(pattern.regex)),
        lead=lead_of(classes.parsed(pattern.regex), NARROW) if way == "close" else None,
        said=_said(pattern.regex) if way == "close" else (),
        shapes=_shapes(pattern, forms if required else None),
        forms=forms,
        behind_domain=after_domain(pattern.regex) if way == "mailboxes" else None,
        fold=FOLDS[detector.fold],
        signs=_signs(pattern, where) if way == "anchor" else (),
        known={},
    )


def _said(regex: str) -> tuple[str, ...]:
    words = words_of(regex) or ()
    beyond = all(not word.isascii() and word.lower() == word.upper() for word in words)
    return words if len(words) <= _FEW_WORDS and beyond else ()


def _signs(pattern: Pattern, where: Anchor | None) -> tuple[frozenset[int], ...]:
    known = {ord(sign) for word, _, _ in (where.spots if where else ()) for sign in word}
    return tuple(group for group in needed_signs(classes.parsed(pattern.regex)) if not group & known)


def _shapes(pattern: Pattern, forms: Forms | None) -> tuple[Shape, ...]:
    """Return the shapes of a pattern, or all that its expression allows."""
    if forms is None:
        return tuple(map(Shape.parse, pattern.shapes))
    return tuple(Shape(lengths, between) for lengths in forms for between in SEPARATORS[: 3 if len(lengths) > 1 else 1])
