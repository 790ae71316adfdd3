"""Turns ``.exposurecheck-ignore.yaml`` into waivers; of a broken one it says in which line what is wrong."""

import unicodedata
from collections.abc import Iterable, Iterator
from datetime import date
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Annotated, Final

from pydantic import AfterValidator, BeforeValidator, Field, NonNegativeInt, ValidationError

from exposurecheck.documents.problem import DocumentError, Problem
from exposurecheck.documents.shape import described
from exposurecheck.documents.text import Document, Keys, read_yaml
from exposurecheck.errors import WaiverError
from exposurecheck.model.base import Json, Model
from exposurecheck.model.inspection import Category

FILE_NAME: Final = ".exposurecheck-ignore.yaml"
_LARGEST: Final = 2**20
_KEY: Final = "waivers"
_HINTS: Final = {"expires": "must be a day such as 2027-03-31, the last one on which the waiver holds"}


def _filled(text: str) -> str:
    if not text.strip():
        raise ValueError("must not be empty")
    return text.strip()


def _listed(value: object) -> object:
    return (value,) if isinstance(value, str) else value


Text = Annotated[str, AfterValidator(_filled)]
Globs = Annotated[tuple[Text, ...], BeforeValidator(_listed), Field(min_length=1)]


class Entry(Model):
    """One waiver: these findings are known and accepted, by two people, for so long and for so much data."""

    check: Text
    """Id of a check, or a glob."""
    resource: Globs
    """Globs over names or ids of stores; one or a list."""
    reason: Text
    owner: Text
    """Who answers for it."""
    approver: Text
    """Who agreed; must be somebody else."""
    expires: Annotated[str, Field(pattern=r"^\d{4}-\d{2}-\d{2}$")]
    """Last day on which it holds (UTC)."""
    categories: tuple[Category, ...] = ()
    """Classes of personal data that it was given for; none unless it names them."""
    subjects: NonNegativeInt = 0
    """People that it was given for, at most."""

    @property
    def last_day(self) -> date:
        """The day of ``expires``."""
        return date.fromisoformat(self.expires)

    @property
    def self_approved(self) -> bool:
        """Whether one person is both owner and approver, however the name is written."""
        return _person(self.owner) == _person(self.approver)

    @property
    def name(self) -> str:
        """What the waiver is for, as its own findings call it; stays when other entries come and go."""
        return f"waiver: {self.check} on {', '.join(self.resource)}"

    def fits_check(self, names: Iterable[str]) -> bool:
        """Tell whether it is for a check, by its id or one of its aliases."""
        return any(fnmatchcase(name, self.check) for name in names)

    def fits_store(self, *names: str) -> bool:
        """Tell whether it is for a store, by its id or its name."""
        return any(fnmatchcase(name, glob) for name in names for glob in self.resource)


class WaiverFileError(WaiverError):
    """A file of waivers that cannot be used, with everything that is wrong in it."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(["the waivers cannot be used, so nothing is set aside", *map(str, self.problems)]))


def read(path: Path) -> tuple[tuple[Entry, int], ...]:
    """Return each waiver with its line; raises ``WaiverFileError``."""
    try:
        document = read_yaml(path, largest=_LARGEST, thing="list of waivers")
    except DocumentError as error:
        if _says_nothing(path):
            return ()
        raise WaiverFileError(error.problems) from error
    at, listed = _list(document)
    found: list[tuple[Entry, int]] = []
    problems: list[Problem] = []
    for number, value in enumerate(listed):
        keys = (*at, number)
        try:
            entry = Entry.model_validate(value)
        except ValidationError as error:
            problems += described(document, error, Entry, _HINTS, keys)
            continue
        problems += _not_a_day(document, entry, keys)
        found.append((entry, document.problem(keys, "").line))
    if problems:
        raise WaiverFileError(sorted(problems, key=lambda p: (p.line, p.column)))
    return tuple(found)


def _says_nothing(path: Path) -> bool:
    """Tell whether a file has nothing but comments: nobody asks for a waiver yet."""
    try:
        lines = path.read_text(encoding="utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError):
        return False
    return not any(line.strip() and not line.lstrip().startswith("#") for line in lines)


def _list(document: Document) -> tuple[Keys, list[Json]]:
    data = document.data
    if isinstance(data, list):
        return (), data
    if isinstance(data, dict) and isinstance(data.get(_KEY), list) and len(data) == 1:
        held = data[_KEY]
        return (_KEY,), held if isinstance(held, list) else []
    message = f"must be a list of waivers, at the top or under the one key {_KEY!r}; each with " + ", ".join(
        name for name, field in Entry.model_fields.items() if field.is_required()
    )
    raise WaiverFileError([document.problem((), message)])


def _not_a_day(document: Document, entry: Entry, keys: Keys) -> Iterator[Problem]:
    try:
        date.fromisoformat(entry.expires)
    except ValueError:
        yield document.problem((*keys, "expires"), f"{entry.expires!r} is not a day of the calendar")


def _person(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).casefold().split())
