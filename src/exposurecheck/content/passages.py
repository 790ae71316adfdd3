"""Text mode: finds values in running text, judges them by what stands around them, and groups them into people."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from exposurecheck.content import fold
from exposurecheck.content.columns import HIGH, MEDIUM, convincing
from exposurecheck.content.detector import Detector
from exposurecheck.content.findings import Findings
from exposurecheck.content.hashing import Hasher
from exposurecheck.content.numerals import Numerals
from exposurecheck.content.people import People, Rows
from exposurecheck.content.rules import Rule, Value, compile_rules
from exposurecheck.content.triggers import Lines, Search, best_search, line_starts
from exposurecheck.model.inspection import Category

_ORDER = list(Category)
_NEAR = 400
"""Bytes within which a value counts as being about the person beside it."""
_WIDEST = 4
"""Bytes of one character."""
_BLOCK = 1 << 20
"""Characters of text looked at in one go."""
_KNOWN_AT_MOST = 100_000


@dataclass(slots=True, eq=False)
class Hit:
    """One value in a text, while that text is being looked at. Offsets in bytes."""

    start: int
    end: int
    line: int
    rule: Rule
    value: Value
    points: int
    reasons: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Scanner:
    """Detectors compiled for text; made once and used for many objects."""

    rules: list[Rule]
    by_literal: list[list[Rule]]
    search: Search

    @classmethod
    def build(cls, detectors: tuple[Detector, ...], search: type[Search] | None = None) -> "Scanner":
        """Compile ``detectors``, for ``search`` or the fastest search there is."""
        rules = compile_rules(detectors)
        literals: dict[str, list[Rule]] = {}
        for rule in rules:
            for literal in rule.literals:
                literals.setdefault(literal.lower(), []).append(rule)
        make = search or best_search
        return cls(rules, list(literals.values()), make(tuple(literals)))  # type: ignore[call-arg]  # every search takes literals

    def always(self) -> list[Rule]:
        """Return the rules that nothing can trigger, so that every line must be tried."""
        return [r for r in self.rules if not r.literals and r.raw_regex is None]


class Passages:
    """Scans the text of one object."""

    def __init__(self, scanner: Scanner, hasher: Hasher, findings: Findings, people: People) -> None:
        self._scanner = scanner
        self._always = scanner.always()
        self._hasher = hasher
        self._findings = findings
        self._people = people

    def cells(self, header: str, values: Sequence[str], *, beside_person: bool) -> None:
        """Look at a column of free text; its rows' people are counted elsewhere when ``beside_person``."""
        lead = f"{header}: " if header else ""
        lines = [lead + v.replace("\n", " ") for v in dict.fromkeys(values) if len(v) > 3]  # noqa: PLR2004 - no value is shorter
        if lines:
            self.scan("\n\n".join(lines), beside_person=beside_person)

    def scan(self, text: str, *, beside_person: bool = False) -> None:
        """Look at a piece of text; ``beside_person``: it stands in a row about a person, who is counted there."""
        for block in _blocks(text):
            self._block(fold.passage(block), beside_person=beside_person)

    def _block(self, text: str, *, beside_person: bool) -> None:
        raw = text.encode("utf-8", "replace")
        starts = line_starts(raw)
        page = _Page(raw, starts, text.split("\n"))
        hits = _resolve([*self._numbers(page), *self._lines(text, page)])
        records = _records(page, hits)
        for record in records:
            _corroborate(record, beside_person=beside_person)
        self._count(records)
        if not beside_person:
            self._add_people(records)
        for rule in self._scanner.rules:
            if len(rule.known) > _KNOWN_AT_MOST:
                rule.known.clear()

    def forget(self) -> None:
        """Drop every value that was remembered while the object was read."""
        for rule in self._scanner.rules:
            rule.known.clear()

    def _numbers(self, page: "_Page") -> Iterator[Hit]:
        numerals = Numerals(page.raw)
        for rule in self._scanner.rules:
            if rule.raw_regex is None:
                continue
            offsets = numerals.find(rule.shapes) if rule.shapes else _addresses(page.raw)
            if rule.shapes and rule.checksummed:
                offsets = numerals.sound(offsets, rule.detector.validators)
            if not offsets.size:
                continue
            lines = (np.searchsorted(page.starts, offsets, side="right") - 1).tolist()
            match_at = rule.raw_regex.match
            for offset, line in zip(offsets.tolist(), lines, strict=True):
                match = match_at(page.raw, offset)
                if match is not None:
                    yield from self._confirm(page, rule, match.span("value"), line, match["value"].decode())

    def _lines(self, text: str, page: "_Page") -> Iterator[Hit]:
        found = self._scanner.search.lines(text, page.raw, page.starts)
        wanted: dict[int, tuple[Rule, list[Lines]]] = {}
        for number, lines in found.items():
            for rule in self._scanner.by_literal[number]:
                wanted.setdefault(id(rule), (rule, []))[1].append(lines)
        for rule in self._always:
            wanted[id(rule)] = (rule, [np.arange(page.starts.size)])
        for rule, parts in wanted.values():
            for line in np.unique(np.concatenate(parts)).tolist():
                yield from self._line(page, rule, line)

    def _line(self, page: "_Page", rule: Rule, line: int) -> Iterator[Hit]:
        text = page.lines[line]
        group = "value" if "value" in rule.regex.groupindex else 0
        for match in rule.regex.finditer(text):
            start = int(page.starts[line]) + len(text[: match.start(group)].encode("utf-8", "replace"))
            value = match[group]
            yield from self._confirm(page, rule, (start, start + len(value.encode("utf-8", "replace"))), line, value)

    def _confirm(self, page: "_Page", rule: Rule, span: tuple[int, int], line: int, text: str) -> Iterator[Hit]:
        value = rule.judge(text)
        if value is None:
            return
        if value.test:
            self._findings.test_values += 1
            return
        points = rule.pattern.base
        reasons: tuple[str, ...] = ()
        if rule.checksummed:
            points, reasons = points + 10, ("checksum",)
        if not rule.settled:
            keywords, negative = rule.detector.keywords, rule.detector.negative
            if rule.positive and page.near(rule.positive, span, line, (keywords.before, keywords.after)):
                points += 40 if rule.checksummed else 25
                reasons = (*reasons, "keyword")
            elif keywords.required:
                return
            if rule.negative and page.near(rule.negative, span, line, (negative.within, negative.within)):
                points -= 40
        yield Hit(*span, line, rule, value, points, reasons)

    def _count(self, records: list[list[Hit]]) -> None:
        alike: dict[tuple[str, int, tuple[str, ...]], list[Hit]] = {}
        for record in records:
            for hit in record:
                if hit.value.person:
                    alike.setdefault((hit.rule.detector.id, hit.points, hit.reasons), []).append(hit)
        for (kind, points, reasons), hits in alike.items():
            hashes = self._hasher.many(dict.fromkeys(hit.value.folded for hit in hits), kind)
            self._findings.add(
                hits[0].rule.detector, count=len(hits), hashes=hashes, points=points, reasons=list(reasons)
            )

    def _add_people(self, records: list[list[Hit]]) -> None:
        columns: dict[str, list[str]] = {}
        for number, record in enumerate(records):
            for hit in record:
                key = hit.value.key
                if key and hit.value.person and convincing(hit.points, hit.reasons):
                    columns.setdefault(key, [""] * len(records))[number] = hit.value.folded
        hashed = {}
        for key, values in columns.items():
            space = {"landline": "jp.phone", "person_name.kana": "person_name"}.get(key, key)
            hashed[key] = self._hasher.many(values, space)
        if hashed:
            self._people.add(Rows(hashed, role="mention"))


class _Page:
    """One block of text as bytes, with its lines."""

    __slots__ = ("lines", "raw", "starts")

    def __init__(self, raw: bytes, starts: Lines, lines: list[str]) -> None:
        self.raw, self.starts, self.lines = raw, starts, lines

    def bounds(self, number: int) -> tuple[int, int]:
        """Return where a line begins and ends."""
        end = int(self.starts[number + 1]) - 1 if number + 1 < self.starts.size else len(self.raw)
        return int(self.starts[number]), end

    def near(self, words: re.Pattern[str], span: tuple[int, int], line: int, reach: tuple[int, int]) -> bool:
        """Tell whether one of ``words`` stands on the same line near the value."""
        if words.search(self.lines[line]) is None:
            return False
        (start, end), (before, after) = span, reach
        first, last = self.bounds(line)
        left = (
            self.raw[max(first, start - _WIDEST * before) : start].decode("utf-8", "ignore")[-before:] if before else ""
        )
        if words.search(left):
            return True
        right = self.raw[end : min(last, end + _WIDEST * after)].decode("utf-8", "ignore")[:after]
        return words.search(right) is not None


def _blocks(text: str) -> Iterator[str]:
    """Cut a long text at line ends; a line longer than a block is cut anywhere."""
    begin = 0
    while len(text) - begin > _BLOCK:
        cut = text.rfind("\n", begin, begin + _BLOCK) + 1
        cut = cut if cut > begin else begin + _BLOCK
        yield text[begin:cut]
        begin = cut
    yield text[begin:] if begin else text


_LOCAL = np.zeros(256, np.bool_)
_LOCAL[[ord(c) for c in "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._%+-"]] = True


def _addresses(raw: bytes) -> Lines:
    """Return where the local part before each "@" begins."""
    data = np.frombuffer(b"\n" + raw, np.uint8)
    signs = np.flatnonzero(data == ord("@"))
    if not signs.size:
        return signs
    other = np.flatnonzero(~_LOCAL[data])
    begins = other[np.searchsorted(other, signs) - 1]
    return np.unique(begins[begins + 1 < signs])


def _gravity(hit: Hit) -> int:
    """Return 0 for the gravest category; look-alikes come before all."""
    category = hit.rule.detector.category
    return _ORDER.index(category) if category else -1


def _resolve(hits: list[Hit]) -> list[Hit]:
    """Where values overlap keep the most believable; look-alikes only take values away."""
    kept: list[Hit] = []
    for hit in sorted(hits, key=lambda h: (h.start, -h.points, _gravity(h), h.start - h.end)):
        last = kept[-1] if kept else None
        if last is None or hit.start >= last.end:
            kept.append(hit)
        elif hit.points > last.points:
            kept[-1] = hit
    return [hit for hit in kept if hit.rule.detector.category is not None]


def _records(page: _Page, hits: list[Hit]) -> list[list[Hit]]:
    """Group hits that are about one person: near each other, and no type twice with different values."""
    records: list[list[Hit]] = []
    values: dict[str, str] = {}
    last: Hit | None = None
    for hit in hits:
        kind = hit.value.key
        new = last is None or hit.start - last.end > _NEAR or (hit.line != last.line and not _form(page, last, hit))
        if new or (kind is not None and values.get(kind, hit.value.folded) != hit.value.folded):
            records.append([])
            values = {}
        if kind is not None:
            values[kind] = hit.value.folded
        records[-1].append(hit)
        last = hit
    return records


_LABEL = re.compile(r"[^\n:：=]{1,20}[:：=][ 　\t]{0,8}")


def _form(page: _Page, last: Hit, hit: Hit) -> bool:
    """Tell whether both hits stand on lines of one form, ``label: value``, with no empty line between."""
    if b"\n\n" in page.raw[last.end : hit.start]:
        return False
    for one in (hit, last):
        begin, _ = page.bounds(one.line)
        if _LABEL.match(page.raw[begin : one.end].decode("utf-8", "ignore")) is None:
            return False
    return True


def _certain(hit: Hit) -> bool:
    """Tell whether a number that only one person has was found beyond doubt."""
    return hit.points >= HIGH and hit.rule.detector.person_key.kind == "one_per_person"


def _corroborate(record: list[Hit], *, beside_person: bool) -> None:
    if len(record) == 1 and not beside_person:
        if record[0].rule.needs_person:
            record[0].points = min(record[0].points, MEDIUM - 1)
        return
    kinds = {hit.rule.detector.id for hit in record if hit.value.personal or _certain(hit)}
    if beside_person:
        kinds.add("row")
    for hit in record:
        others = len(kinds) - (hit.rule.detector.id in kinds)
        if others:
            hit.points += min(10 * others, 20)
            hit.reasons = (*hit.reasons, "neighbour")
        elif hit.rule.needs_person:
            hit.points = min(hit.points, MEDIUM - 1)
