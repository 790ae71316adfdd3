"""Turns the text of ``fails_when`` into a condition that answers true, false or unknown.

The language is CEL (Common Expression Language, https://cel.dev), the same as in GCP IAM conditions. This is the only
file that knows its engine. Facts that are not known are left out of the activation; reading one is then an error value,
and CEL's ``&&``, ``||`` and ``!`` absorb errors exactly as three-valued logic does (language definition, "Logical
Operators").
"""

import difflib
import itertools
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache

from cel_expr_python import cel

from exposurecheck.checks.facts import ROOT, Value, declared
from exposurecheck.errors import CheckError

_ERROR = re.compile(
    r"^(?:INVALID_ARGUMENT: )?ERROR: <input>:(\d+):(\d+): (.*?)(?: \[INVALID_ARGUMENT\])?$", re.MULTILINE
)
_LITERAL = re.compile(r"""'([^'\\\n]*)'|"([^"\\\n]*)"|(?<![\w.])(\d+)(?![\w.])""")
_OPERATOR = re.compile(r"found no matching overload for '_?(.+?)_?' applied to '\((.*)\)'")
_MOST_ASSIGNMENTS = 4096
_MOST_REMEMBERED = 10_000


@dataclass(frozen=True, slots=True)
class Mistake:
    """One thing wrong in an expression, and where."""

    offset: int
    """Index of the character in the expression."""
    message: str


class ExpressionError(CheckError):
    """An expression cannot be used."""

    def __init__(self, mistakes: tuple[Mistake, ...]) -> None:
        super().__init__("; ".join(m.message for m in mistakes))
        self.mistakes = mistakes


@dataclass(frozen=True, slots=True)
class Decision:
    """What a condition says about one store."""

    verdict: bool | None
    """True: it holds. False: it does not. None: the known facts do not decide it."""
    missing: tuple[str, ...] = ()
    """Facts without ``resource.`` that would decide an unknown; facts that could not change it are not named."""
    note: str = ""
    """What the engine says when a fact is not what hinders it, for example a division by zero."""


@dataclass(frozen=True, slots=True, eq=False)
class Condition:
    """A type-checked expression over the facts of a store."""

    text: str
    facts: tuple[str, ...]
    """Full names of the facts that it looks at."""
    _program: cel.Expression
    _hinges: dict[str, tuple[str, ...]] = field(default_factory=dict)

    def decide(self, known: Mapping[str, Value]) -> Decision:
        """Answer for one store; ``known`` is what ``facts.values`` returns."""
        used = {name: known[name] for name in self.facts if name in known}
        verdict, note = self._run(used)
        if verdict is not None:
            return Decision(verdict)
        if len(used) == len(self.facts):
            return Decision(None, note=note)
        key = repr(used)
        if key not in self._hinges:
            if len(self._hinges) >= _MOST_REMEMBERED:
                self._hinges.clear()
            self._hinges[key] = tuple(name.removeprefix(f"{ROOT}.") for name in self._decisive(used))
        return Decision(None, self._hinges[key])

    def _run(self, used: Mapping[str, Value]) -> tuple[bool | None, str]:
        value = self._program.eval(data=used).value()
        return (value, "") if isinstance(value, bool) else (None, str(value))

    def _decisive(self, used: Mapping[str, Value]) -> list[str]:
        """Name the missing facts whose value can change the answer, found by trying typical values of all of them."""
        missing = [name for name in self.facts if name not in used]
        domains = [list(self._typical(name)) for name in missing]
        total = 1
        for domain in domains:
            total *= len(domain)
        if total > _MOST_ASSIGNMENTS:
            return missing
        outcomes = {
            choice: self._run({**used, **{n: domains[i][choice[i]] for i, n in enumerate(missing)}})[0]
            for choice in itertools.product(*(range(len(d)) for d in domains))
        }
        decisive = []
        for i, name in enumerate(missing):
            seen: dict[tuple[int, ...], bool | None] = {}
            if any(seen.setdefault((*c[:i], *c[i + 1 :]), result) is not result for c, result in outcomes.items()):
                decisive.append(name)
        return decisive or missing

    def _typical(self, name: str) -> Iterator[Value]:
        kind = declared()[name]
        words = {a or b for a, b, number in _LITERAL.findall(self.text) if not number}
        if kind is bool:
            yield from (False, True)
        elif kind is int:
            numbers = {int(number) for *_, number in _LITERAL.findall(self.text) if number}
            yield from sorted({0} | numbers | {n + 1 for n in numbers} | {n - 1 for n in numbers if n})
        elif kind is str:
            yield from sorted({"", *words})
        elif _is_list(kind):
            yield []
            yield from ([word] for word in sorted(words))
        else:
            yield {}
            yield from ({key: word} for key in sorted(words) for word in sorted(words))


@cache
def condition(text: str) -> Condition:
    """Type-check ``text``; raises ``ExpressionError`` that says where each mistake stands."""
    try:
        program = _environment().compile(text)
    except RuntimeError as error:
        raise ExpressionError(tuple(_mistakes(text, str(error)))) from None
    start = len(text) - len(text.lstrip())
    if program.return_type().name() != "BOOL":
        kind = program.return_type().name().lower()
        raise ExpressionError((Mistake(start, f"the whole must be true or false, but it is {_article(kind)}"),))
    serialized = program.serialize()
    # A name stands in the serialized expression as a string field: its length in one byte, then its bytes.
    used = tuple(n for n in declared() if bytes((len(n),)) + n.encode() in serialized)
    if not used:
        raise ExpressionError((Mistake(start, "it looks at no fact, so it says the same of every store"),))
    return Condition(text, used, program)


@cache
def _environment() -> cel.Env:
    return cel.NewEnv(variables={name: _type(kind) for name, kind in declared().items()})


def _type(kind: object) -> cel.Type:
    plain = {bool: cel.Type.BOOL, int: cel.Type.INT, str: cel.Type.STRING}
    if isinstance(kind, type) and kind in plain:
        return plain[kind]
    if _is_list(kind):
        return cel.Type.List(cel.Type.STRING)
    return cel.Type.Map(cel.Type.STRING, cel.Type.STRING)


def _is_list(kind: object) -> bool:
    return kind == tuple[str, ...]


def _mistakes(text: str, report: str) -> Iterator[Mistake]:
    """Read the engine's report (``ERROR: <input>:line:column: what``) in words a writer of checks can use."""
    lines = text.split("\n")
    found = _ERROR.findall(report)
    for row, column, message in found:
        line = min(int(row), len(lines)) - 1
        offset = sum(len(skipped) + 1 for skipped in lines[:line]) + int(column) - 1
        offset = min(offset, len(text.rstrip()))
        if text[offset : offset + 1] == ".":  # the engine points at the dot before the name it does not know
            offset += 1
        yield Mistake(offset, _plain(message))
    if not found:
        yield Mistake(0, report.strip().splitlines()[0])


def _plain(message: str) -> str:
    if "<EOF>" in message:
        return "the expression ends too early: something is missing here"
    unknown = re.match(r"undeclared reference to '([^']*)'", message)
    if unknown:
        return f"there is no fact {unknown[1]!r}{_closest(unknown[1])}"
    overload = _OPERATOR.match(message)
    if overload:
        operands = " and ".join(_article(kind.strip()) for kind in overload[2].split(","))
        return f"{overload[1]!r} does not work with {operands}"
    return re.sub(r"\{.*\}$", "an operand", message)


def _closest(name: str) -> str:
    members = [n for n in declared() if n.startswith(f"{name}.")]
    if members:
        return f"; it has {', '.join(n.removeprefix(f'{name}.') for n in members)}"
    close = difflib.get_close_matches(name, declared(), n=1, cutoff=0.75)
    if not close:
        last = name.rpartition(".")[2]
        close = [n for n in declared() if n.rpartition(".")[2] == last][:1]
    return f"; did you mean {close[0]!r}?" if close else f"; every fact begins with {ROOT!r}"


def _article(kind: str) -> str:
    names = {"bool": "true/false", "int": "a whole number", "string": "a text", "double": "a decimal number"}
    return names.get(kind, f"a {kind}")
