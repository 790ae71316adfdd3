"""The shape of one check, and what is wrong in a file that does not have it."""

import re
from collections.abc import Iterator, Mapping
from typing import Annotated

from pydantic import (
    AfterValidator,
    Field,
    StringConstraints,
    ValidationError,
    field_validator,
    model_validator,
)

from exposurecheck.checks.expression import Condition, ExpressionError, condition
from exposurecheck.checks.facts import ALWAYS_KNOWN, ResourceFacts
from exposurecheck.checks.fixes import TOOLS, mistake
from exposurecheck.checks.problem import CheckFileError
from exposurecheck.documents.problem import Problem
from exposurecheck.documents.prose import Text
from exposurecheck.documents.shape import described, did_you_mean
from exposurecheck.documents.text import Document
from exposurecheck.model.base import Bilingual, Model
from exposurecheck.model.finding import Severity
from exposurecheck.model.resource import ProviderName, ResourceType


def _once(items: tuple[str, ...]) -> tuple[str, ...]:
    twice = next((item for i, item in enumerate(items) if item in items[:i]), None)
    if twice is not None:
        raise ValueError(f"{twice!r} stands here twice")
    return items


_ID = r"^[a-z][a-z0-9]*(-[a-z0-9]+)*$"
_LONGEST_ID = 64
Id = Annotated[str, StringConstraints(pattern=_ID, max_length=_LONGEST_ID)]
Reference = Annotated[str, StringConstraints(pattern=r"^\S(.*\S)?$", max_length=300)]


_AN_ID = "an id is lower-case words joined by hyphens, such as 'public-personal-data'"
_ID_HINTS = dict.fromkeys(("id", "aliases", "narrows"), _AN_ID)


def is_id(text: str) -> bool:
    """Tell whether a text can be the id of a check."""
    return len(text) <= _LONGEST_ID and re.fullmatch(_ID, text) is not None


class Examples(Model):
    """Facts of stores with the expected outcome: the tests of the check."""

    fail: tuple[ResourceFacts, ...] = Field(min_length=1)
    """Stores on which it must fail."""
    passes: tuple[ResourceFacts, ...] = Field(min_length=1, alias="pass")
    """Stores on which it must pass."""
    unknown: tuple[ResourceFacts, ...] = ()
    """Stores on which it must come out undecided, because a fact is missing."""


class Check(Model):
    """A question about one store, and what its answer means to the owner."""

    id: Id
    """File name, test name and suppression key; for ever."""
    title: Text
    """The pattern found, not the remedy."""
    severity: Severity
    applies_to: tuple[ResourceType, ...] = Field(min_length=1)
    providers: tuple[ProviderName, ...] = ()
    """Clouds it is meant for; empty means all."""
    fails_when: str
    """Condition in CEL over ``resource.*``."""
    because: Text
    """Why it matters."""
    remediation: Text
    """What to do, in order."""
    fixes: Mapping[str, str] = {}
    """Tool to code, with ``{name}``, ``{account}``, ``{region}`` and ``{key}`` filled in for each store."""
    references: Annotated[tuple[Reference, ...], AfterValidator(_once)] = Field(min_length=1)
    """Addresses of the vendor's pages, or titles of laws and guidelines."""
    aliases: Annotated[tuple[Id, ...], AfterValidator(_once)] = ()
    """Ids it had before."""
    narrows: Id | None = None
    """Id of a wider check, which is left out where this one fails too and is graver."""
    examples: Examples

    @field_validator("title", "because", "remediation")
    @classmethod
    def _not_empty(cls, text: Bilingual) -> Bilingual:
        empty = [lang for lang in ("ja", "en") if not text.get(lang).strip()]
        if empty:
            raise ValueError(f"{' and '.join(empty)} must not be empty")
        return text

    @model_validator(mode="after")
    def _own_name(self) -> "Check":
        if self.id in self.aliases or self.id == self.narrows:
            raise ValueError("a check cannot be its own alias or narrow itself")
        return self

    @property
    def condition(self) -> Condition:
        """``fails_when``, type-checked."""
        return condition(self.fails_when)


def check_of(document: Document) -> Check:
    """Validate one file; raises ``CheckFileError`` with everything that is wrong in it."""
    if not isinstance(document.data, dict):
        raise CheckFileError([document.problem((), "a check is a mapping: `id: ...`, `title: ...` and so on")])
    problems: list[Problem] = []
    check: Check | None = None
    try:
        check = Check.model_validate(document.data)
    except ValidationError as error:
        problems += described(document, error, Check, _ID_HINTS)
    problems += _condition_problems(document)
    problems += _fix_problems(document)
    declared = document.data.get("id")
    if isinstance(declared, str) and declared != document.path.stem:
        message = f"the id must be the file's name: rename one of them ({document.path.name!r} holds {declared!r})"
        problems.append(document.problem(("id",), message))
    if (
        check is not None
        and not problems
        and not check.examples.unknown
        and not {*check.condition.facts} <= ALWAYS_KNOWN
    ):
        message = "an example under 'unknown' is needed: a store of which a deciding fact is not known"
        problems.append(document.problem(("examples",), message, at_key=True))
    if problems or check is None:
        raise CheckFileError(sorted(problems, key=lambda p: (p.line, p.column)))
    return check


def _condition_problems(document: Document) -> Iterator[Problem]:
    text = document.data.get("fails_when") if isinstance(document.data, dict) else None
    if not isinstance(text, str):
        return
    try:
        condition(text)
    except ExpressionError as error:
        for found in error.mistakes:
            yield document.problem_at(document.index_in(("fails_when",), found.offset), found.message)


def _fix_problems(document: Document) -> Iterator[Problem]:
    fixes = document.data.get("fixes") if isinstance(document.data, dict) else None
    if not isinstance(fixes, dict):
        return
    for tool, code in fixes.items():
        if tool not in TOOLS:
            message = f"unknown tool {tool!r}{did_you_mean(tool, TOOLS)} Allowed: {', '.join(TOOLS)}"
            yield document.problem(("fixes", tool), message, at_key=True)
        elif isinstance(code, str) and (wrong := mistake(tool, code)):
            yield document.problem_at(document.index_in(("fixes", tool), wrong[0]), wrong[1])
