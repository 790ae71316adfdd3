"""Turns ``vendors.yaml``, the register of vendors and clients, into entries; says in which line a broken one errs."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Annotated, Final

from pydantic import AfterValidator, BeforeValidator, Field, ValidationError

from exposurecheck.documents.problem import DocumentError, Problem
from exposurecheck.documents.shape import described
from exposurecheck.documents.text import Document, read_yaml
from exposurecheck.errors import RegisterError
from exposurecheck.model.base import Model

FILE_NAME: Final = "vendors.yaml"
_LARGEST: Final = 2**21


def _filled(text: str) -> str:
    if not text.strip():
        raise ValueError("must not be empty")
    return text.strip()


def _listed(value: object) -> object:
    return (value,) if isinstance(value, str) else value


def _day(text: str) -> str:
    try:
        date.fromisoformat(text)
    except ValueError:
        raise ValueError(f"must be a day such as 2027-03-31, not {text!r}") from None
    return text


Text = Annotated[str, AfterValidator(_filled)]
Texts = Annotated[tuple[Text, ...], BeforeValidator(_listed)]
Day = Annotated[str, AfterValidator(_day)]


class Entry(Model):
    """One vendor or client."""

    name: Text
    ids: Annotated[Texts, Field(min_length=1)]
    """Account numbers, organisation ids, user, service account and domain names; one or a list."""
    contract: Text | None = None
    """Where the contract is filed."""
    contract_ends: Day | None = None
    review_by: Day | None = None
    onward: bool = False
    """May pass access on to others."""
    areas: Texts = ()
    """For a client: where its data lies, for example ``s3://acme-exports/client-a/*``."""


class Register(Model):
    """Everybody whom the owner knows to share with."""

    vendors: tuple[Entry, ...] = ()
    clients: tuple[Entry, ...] = ()
    own: Texts = ()
    """Further accounts of the owner's own."""


def read_register(path: Path) -> Register:
    """Read the register; raises ``RegisterError`` with everything that is wrong in it."""
    try:
        document = read_yaml(path, largest=_LARGEST, thing="register of vendors and clients")
    except DocumentError as error:
        raise RegisterError(str(error)) from error
    if not isinstance(document.data, dict):
        raise RegisterError(str(document.problem((), "must be a mapping with vendors, clients and own")))
    try:
        register = Register.model_validate(document.data)
    except ValidationError as error:
        raise RegisterError("\n".join(map(str, described(document, error, Register)))) from error
    problems = list(_contradictions(document, register))
    if problems:
        raise RegisterError("\n".join(map(str, problems)))
    return register


def _contradictions(document: Document, register: Register) -> Iterator[Problem]:
    """Find ids and names that stand for two parties: nobody could say which one is meant."""
    seen: dict[str, str] = {}
    for part, entries in (("vendors", register.vendors), ("clients", register.clients)):
        for number, entry in enumerate(entries):
            for position, party in enumerate(entry.ids):
                first = seen.setdefault(party.casefold(), entry.name)
                if first != entry.name:
                    yield document.problem(
                        (part, number, "ids", position), f"{party!r} already belongs to {first!r}; an id has one owner"
                    )
            if part == "vendors" and entry.areas:
                yield document.problem((part, number, "areas"), "only clients have areas", at_key=True)
    for position, party in enumerate(register.own):
        if party.casefold() in seen:
            yield document.problem(("own", position), f"{party!r} already belongs to {seen[party.casefold()]!r}")
