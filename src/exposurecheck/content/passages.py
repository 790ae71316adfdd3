"""Text mode: finds values in running text, judges them by what stands around them, and groups them into people."""

import re
from dataclasses import dataclass, field

from exposurecheck.content import fold, names
from exposurecheck.content.cells import is_test
from exposurecheck.content.columns import HIGH, MEDIUM, MOBILE, ROLE_MAILBOX, convincing
from exposurecheck.content.detector import FOLDS, Detector, Pattern
from exposurecheck.content.findings import Findings
from exposurecheck.content.hashing import Hasher
from exposurecheck.content.people import People, Rows
from exposurecheck.content.validators import VALIDATORS
from exposurecheck.model.inspection import Category

_ORDER = list(Category)
_NEAR = 200
"""Characters within which a value counts as being about the person beside it."""
_PERSONAL = frozenset({"person_name", "email", "date_of_birth", "jp.phone"})


@dataclass(slots=True)
class Hit:
    """One value in a text, while that text is being looked at."""

    start: int
    end: int
    detector: Detector
    folded: str
    points: int
    reasons: list[str] = field(default_factory=list)
    needs_person: bool = False
    person: bool = True


class Passages:
    """Scans text."""

    def __init__(self, detectors: tuple[Detector, ...], hasher: Hasher, findings: Findings, people: People) -> None:
        self._rules = [(d, p, re.compile(p.regex)) for d in detectors for p in d.patterns]
        self._words = {d.id: _near_words(d) for d in detectors}
        self._hasher = hasher
        self._findings = findings
        self._people = people

    def cells(self, header: str, values: list[str], *, beside_person: bool) -> None:
        """Look at a column of free text; its rows' people are counted elsewhere when ``beside_person``."""
        for value in dict.fromkeys(values):
            if len(value) > 5:  # noqa: PLR2004 - shorter than any value
                self.scan(f"{header}: {value}" if header else value, beside_person=beside_person)

    def scan(self, text: str, *, beside_person: bool = False) -> None:
        """Look at a piece of text; ``beside_person``: it stands in a row about a person, who is counted there."""
        text = fold.width(text)
        hits = self._resolve(self._search(text))
        records = _records(text, hits)
        for record in records:
            _corroborate(record, beside_person=beside_person)
            self._count(record)
        if not beside_person:
            self._add_people(records)

    def _search(self, text: str) -> list[Hit]:
        hits: list[Hit] = []
        for detector, pattern, regex in self._rules:
            if pattern.triggers and not any(t in text for t in pattern.triggers):
                continue
            for match in regex.finditer(text):
                hit = self._confirm(text, match, detector, pattern)
                if hit is not None:
                    hits.append(hit)
        return hits

    def _confirm(self, text: str, match: re.Match[str], detector: Detector, pattern: Pattern) -> Hit | None:
        group = "value" if "value" in match.re.groupindex else 0
        start, end = match.span(group)
        folded = FOLDS[detector.fold](text[start:end])
        if not folded or not detector.valid(folded) or not all(VALIDATORS[name](folded) for name in pattern.validators):
            return None
        if is_test(detector, folded):
            self._findings.test_values += 1
            return None
        person = detector.id != "email" or ROLE_MAILBOX.fullmatch(folded) is None
        hit = Hit(
            start,
            end,
            detector,
            folded,
            pattern.base,
            person=person,
            needs_person=pattern.beside_person or detector.beside_person,
        )
        if detector.checksummed:
            hit.points += 10
            hit.reasons.append("checksum")
        positive, negative = self._words[detector.id]
        keywords = detector.keywords
        line = text.rfind("\n", 0, start) + 1
        around = text[max(line, start - keywords.before) : start], text[end : end + keywords.after].partition("\n")[0]
        if positive and any(positive.search(side) for side in around):
            hit.points += 40 if detector.checksummed else 25
            hit.reasons.append("keyword")
        elif keywords.required:
            return None
        within = detector.negative.within
        if negative and negative.search(
            text[max(line, start - within) : start] + "\n" + text[end : end + within].partition("\n")[0]
        ):
            hit.points -= 40
        return hit

    @staticmethod
    def _resolve(hits: list[Hit]) -> list[Hit]:
        """Where values overlap keep the most believable; look-alikes only take values away."""
        kept: list[Hit] = []
        for hit in sorted(hits, key=lambda h: (h.start, -h.points, _gravity(h), h.start - h.end)):
            last = kept[-1] if kept else None
            if last is None or hit.start >= last.end:
                kept.append(hit)
            elif hit.points > last.points:
                kept[-1] = hit
        return [hit for hit in kept if hit.detector.category is not None]

    def _count(self, record: list[Hit]) -> None:
        for hit in record:
            if not hit.person:
                continue
            hashes = self._hasher.many([hit.folded], hit.detector.id)
            self._findings.add(hit.detector, count=1, hashes=hashes, points=hit.points, reasons=hit.reasons)

    def _add_people(self, records: list[list[Hit]]) -> None:
        columns: dict[str, list[str]] = {}
        for number, record in enumerate(records):
            for hit in record:
                key = _people_key(hit)
                if key and hit.person and convincing(hit.points, hit.reasons):
                    columns.setdefault(key, [""] * len(records))[number] = hit.folded
        if columns:
            hashed = {}
            for key, values in columns.items():
                space = {"landline": "jp.phone", "person_name.kana": "person_name"}.get(key, key)
                hashed[key] = self._hasher.many(values, space)
            self._people.add(Rows(hashed, role="mention"))


def _gravity(hit: Hit) -> int:
    """Return 0 for the gravest category; look-alikes come before all."""
    return _ORDER.index(hit.detector.category) if hit.detector.category else -1


def _people_key(hit: Hit) -> str | None:
    detector = hit.detector
    if detector.id == "jp.phone":
        return "jp.phone" if hit.folded.startswith(MOBILE) else "landline"
    if detector.id == "person_name" and names.is_kana(hit.folded):
        return "person_name.kana"
    return detector.id if detector.person_key.kind != "none" else None


def _personal(hit: Hit) -> bool:
    """Tell whether a hit is a sign that the passage is about a person."""
    if hit.detector.id == "jp.phone":
        return hit.folded.startswith(MOBILE)
    return hit.detector.id in _PERSONAL or (hit.detector.person_key.kind == "one_per_person" and hit.points >= HIGH)


def _near_words(detector: Detector) -> tuple[re.Pattern[str] | None, re.Pattern[str] | None]:
    pair = detector.keywords.any, detector.negative.near
    positive, negative = (
        re.compile("|".join(map(re.escape, words)), re.IGNORECASE) if words else None for words in pair
    )
    return positive, negative


def _records(text: str, hits: list[Hit]) -> list[list[Hit]]:
    """Group hits that are about one person: near each other, and no type twice with different values."""
    records: list[list[Hit]] = []
    values: dict[str, str] = {}
    for hit in hits:
        kind = _people_key(hit) or f"{hit.detector.id}@{hit.start}"
        last = records[-1][-1] if records else None
        between = text[last.end : hit.start] if last else ""
        apart = (
            last is None
            or len(between) > _NEAR
            or "\n\n" in between
            or (between.count("\n") > 0 and not _labelled(text, hit, last))
        )
        if apart or values.get(kind, hit.folded) != hit.folded:
            records.append([])
            values = {}
        values[kind] = hit.folded
        records[-1].append(hit)
    return records


_LABEL = re.compile(r"[^\n:：=]{1,20}[:：=][ 　\t]*")


def _labelled(text: str, hit: Hit, last: Hit) -> bool:
    """Tell whether both hits stand on lines of a form, ``label: value``."""
    return all(_LABEL.match(text, text.rfind("\n", 0, h.start) + 1, h.end) is not None for h in (hit, last))


def _corroborate(record: list[Hit], *, beside_person: bool) -> None:
    kinds = {h.detector.id for h in record if h.person and _personal(h)}
    if beside_person:
        kinds.add("row")
    for hit in record:
        others = kinds - {hit.detector.id}
        if others:
            hit.points += min(10 * len(others), 20)
            hit.reasons.append("neighbour")
        elif hit.needs_person:
            hit.points = min(hit.points, MEDIUM - 1)
