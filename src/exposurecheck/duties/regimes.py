"""Turns regime files into rules that are ready to be weighed; a mistake in any of them stops all."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import TypeVar

from pydantic import ValidationError

from exposurecheck.documents.problem import DocumentError, Problem
from exposurecheck.documents.shape import described, did_you_mean
from exposurecheck.documents.text import Document, Keys, read_yaml
from exposurecheck.duties.condition import All, Condition, Not
from exposurecheck.duties.conditions import Reader
from exposurecheck.duties.schema import NAME_HINT, DutyText, RegimeText, RuleText, VocabularyText
from exposurecheck.duties.vocabulary import FactKind, FactType
from exposurecheck.errors import RegimeError
from exposurecheck.model.base import Model

LARGEST = 256 * 1024
_FOLDER = Path(__file__).parent
_HINTS = MappingProxyType({"rules": NAME_HINT, "duties": NAME_HINT, "regime": "a regime is written as JP-APPI"})
_Text = TypeVar("_Text", bound=Model)


class RegimeFileError(RegimeError):
    """Regime files that cannot be used, with everything that is wrong in them."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(["the legal rules cannot be used", *map(str, self.problems)]))


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule with its conditions checked."""

    regime: str
    text: RuleText
    when: Condition
    """The rule's condition and the negation of its exception."""
    suppress_when: Condition | None


@dataclass(frozen=True, slots=True)
class DutyRule:
    """One duty with its condition checked."""

    id: str
    text: DutyText
    only_if: Condition | None


@dataclass(frozen=True)
class Regimes:
    """Everything that can be asked about the law."""

    law_as_of: date
    """The day on which the oldest of the files was checked against the law."""
    kinds: Mapping[str, FactKind]
    rules: tuple[Rule, ...]
    duties: Mapping[str, DutyRule]


@cache
def shipped() -> Regimes:
    """Return the regimes that travel with the package."""
    return load()


def load(folders: Iterable[Path] = ()) -> Regimes:
    """Load the shipped regimes and those of ``folders``; raises ``RegimeFileError`` with all mistakes of all files."""
    vocabulary, shared = _parsed(_FOLDER / "vocabulary.yaml", VocabularyText)
    texts: list[tuple[Document, RegimeText]] = []
    problems: list[Problem] = []
    for path in _files([_FOLDER / "regimes", *folders], problems):
        try:
            texts.append(_parsed(path, RegimeText))
        except RegimeFileError as error:
            problems += error.problems
    texts.sort(key=lambda item: (item[1].rank, item[1].regime))
    kinds = {**shared.facts, **{name: kind for _, regime in texts for name, kind in regime.facts.items()}}
    macros = _macros(vocabulary, shared, kinds, problems)
    rules: list[Rule] = []
    duties: dict[str, DutyRule] = {}
    for document, regime in texts:
        reader = Reader(document, kinds, macros)
        duties.update(_duties(reader, regime))
        rules += _rules(reader, regime)
        problems += reader.problems
    problems += _clashes(texts, shared)
    if not problems:  # a file that could not be read would make its duties look misspelt everywhere else
        problems += _dangling(texts, {name for _, regime in texts for name in regime.duties})
    if problems:
        raise RegimeFileError(problems)
    as_of = min(regime.law_as_of for _, regime in texts)
    return Regimes(as_of, MappingProxyType(kinds), tuple(rules), MappingProxyType(duties))


def _files(folders: Iterable[Path], problems: list[Problem]) -> Iterator[Path]:
    for folder in folders:
        try:
            paths = sorted(p for p in folder.iterdir() if p.suffix in {".yaml", ".yml"} and not p.name.startswith("."))
        except OSError as error:
            problems.append(Problem(folder, f"cannot be read as a folder of regimes: {error.strerror}"))
            continue
        if not paths:
            problems.append(Problem(folder, "holds no regime (*.yaml)"))
        yield from paths


def _parsed(path: Path, model: type[_Text]) -> tuple[Document, _Text]:
    try:
        document = read_yaml(path, largest=LARGEST, thing="regime")
    except DocumentError as error:
        raise RegimeFileError(error.problems) from error
    try:
        parsed = model.model_validate(document.data)
    except ValidationError as error:
        raise RegimeFileError(described(document, error, model, _HINTS)) from error
    if isinstance(parsed, RegimeText) and path.stem != parsed.regime.lower():
        message = f"the file must be named {parsed.regime.lower()}.yaml after its regime"
        raise RegimeFileError([document.problem(("regime",), message)])
    return document, parsed


def _macros(
    document: Document, shared: VocabularyText, kinds: Mapping[str, FactKind], problems: list[Problem]
) -> Mapping[str, Condition]:
    macros: dict[str, Condition] = {}
    reader = Reader(document, kinds, macros, problems)
    for name, value in shared.macros.items():
        condition = reader.read(value, ("macros", name))
        if condition is not None:
            macros[name] = condition
    return MappingProxyType(macros)


def _rules(reader: Reader, regime: RegimeText) -> Iterator[Rule]:
    for i, rule in enumerate(regime.rules):
        when = reader.read(rule.when, ("rules", i, "when"))
        if rule.unless is not None:
            exception = reader.read(rule.unless, ("rules", i, "unless"))
            when = None if when is None or exception is None else All((when, Not(exception)))
        suppress_when = None
        if rule.suppress is not None:
            suppress_when = reader.read(rule.suppress.when, ("rules", i, "suppress", "when"))
        if when is not None:
            yield Rule(regime.regime, rule, when, suppress_when)


def _duties(reader: Reader, regime: RegimeText) -> Iterator[tuple[str, DutyRule]]:
    for name, duty in regime.duties.items():
        only_if = None if duty.if_ is None else reader.read(duty.if_, ("duties", name, "if"))
        for key, fact, wanted in (("anchor", duty.anchor, FactType.TIME), ("hours", duty.hours, FactType.HOURS)):
            allowed = [n for n, kind in reader.kinds.items() if kind.type is wanted]
            if isinstance(fact, str) and fact not in allowed:
                message = f"unknown fact {fact!r}{did_you_mean(fact, allowed)} Allowed: {', '.join(allowed)}"
                reader.problems.append(reader.document.problem(("duties", name, key), message))
        yield name, DutyRule(name, duty, only_if)


def _clashes(texts: Iterable[tuple[Document, RegimeText]], shared: VocabularyText) -> Iterator[Problem]:
    taken: dict[str, str] = {f"fact {name}": "vocabulary.yaml" for name in shared.facts}
    for document, regime in texts:
        named = [
            *((("facts", name), f"fact {name}") for name in regime.facts),
            *((("rules", i, "id"), f"rule {rule.id}") for i, rule in enumerate(regime.rules)),
            *((("duties", name), f"duty {name}") for name in regime.duties),
        ]
        for keys, name in named:
            if name in taken:
                yield document.problem(keys, f"{name} stands in {taken[name]} already; choose another name")
            taken.setdefault(name, document.path.name)


def _dangling(texts: Iterable[tuple[Document, RegimeText]], known: set[str]) -> Iterator[Problem]:
    for document, regime in texts:
        for i, rule in enumerate(regime.rules):
            used: list[tuple[Keys, str]] = [
                *((("rules", i, "duties", j), name) for j, name in enumerate(rule.duties)),
                *((("rules", i, "overrides", name), name) for name in rule.overrides),
            ]
            if rule.suppress is not None:
                used += [(("rules", i, "suppress", "duties", j), name) for j, name in enumerate(rule.suppress.duties)]
            for keys, name in used:
                if name not in known:
                    message = f"unknown duty {name!r}{did_you_mean(name, known)} Allowed: {', '.join(sorted(known))}"
                    yield document.problem(keys, message)
