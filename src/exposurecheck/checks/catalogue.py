"""Turns folders of check files into the catalogue of checks of one run."""

import difflib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fnmatch import fnmatchcase
from functools import cached_property
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING

from exposurecheck import bundled
from exposurecheck.checks.document import read
from exposurecheck.checks.problem import CheckFileError
from exposurecheck.checks.schema import Check, check_of
from exposurecheck.documents.kind import holds_detector
from exposurecheck.documents.problem import Problem
from exposurecheck.documents.text import Document
from exposurecheck.errors import CheckError, SettingsError
from exposurecheck.model.finding import Severity

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True)
class Catalogue:
    """Checks that go together: no id and no alias stands for two of them."""

    checks: tuple[Check, ...]
    """Gravest first, then by id."""

    @cached_property
    def by_name(self) -> "Mapping[str, Check]":
        """Every id and every alias, with its check."""
        return MappingProxyType({name: check for check in self.checks for name in (check.id, *check.aliases)})

    def get(self, name: str) -> Check:
        """Return the check with this id or alias; raises ``CheckError`` that names similar ones."""
        if name not in self.by_name:
            raise CheckError(f"there is no check {name!r}{self._similar(name)} `exposurecheck checks list` shows all.")
        return self.by_name[name]

    def selected(
        self, only: Sequence[str] = (), skip: Sequence[str] = (), severities: Sequence[Severity] = ()
    ) -> "Catalogue":
        """Keep the checks that fit any glob of ``only`` and none of ``skip``, over ids and aliases; empty means all.

        Raises ``SettingsError`` for a glob that fits no check, because a mistyped one would silently check nothing.
        """
        for flag, globs in (("--check", only), ("--skip-check", skip)):
            for glob in globs:
                if not any(fnmatchcase(name, glob) for name in self.by_name):
                    raise SettingsError(
                        f"{flag} {glob}: fits no check{self._similar(glob)} See `exposurecheck checks list`."
                    )
        kept = tuple(
            check
            for check in self.checks
            if (not only or _fits(check, only))
            and not _fits(check, skip)
            and (not severities or check.severity in severities)
        )
        return Catalogue(kept)

    def _similar(self, name: str) -> str:
        close = difflib.get_close_matches(name, self.by_name, n=3, cutoff=0.5)
        return f"; did you mean {' or '.join(map(repr, close))}?" if close else "."


def load(folders: Iterable[Path] = (), *, shipped: bool = True) -> Catalogue:
    """Load the shipped checks and those of ``folders``.

    Raises ``CheckFileError`` with every problem of every file: nothing is left out silently.
    """
    sound, problems = examine([*([bundled.checks()] if shipped else []), *folders])
    if problems:
        raise CheckFileError(problems)
    return Catalogue(tuple(sorted((check for check, _ in sound), key=lambda c: (c.severity.rank, c.id))))


def examine(folders: Iterable[Path]) -> tuple[tuple[tuple[Check, Path], ...], tuple[Problem, ...]]:
    """Read all check files of ``folders``: the sound ones with their files, and what is wrong in the others."""
    sound: list[tuple[Check, Document]] = []
    problems: list[Problem] = []
    for folder in {folder.resolve(): folder for folder in folders}.values():
        for path in _files(folder, problems):
            try:
                document = read(path)
                sound.append((check_of(document), document))
            except CheckFileError as error:
                problems += error.problems
    problems += _clashes(sound)
    return tuple((check, document.path) for check, document in sound), tuple(problems)


def _files(folder: Path, problems: list[Problem]) -> list[Path]:
    try:
        paths = sorted(p for p in folder.iterdir() if p.suffix in {".yaml", ".yml"} and not p.name.startswith("."))
    except OSError as error:
        problems.append(Problem(folder, f"cannot be read as a folder of checks: {error.strerror}"))
        return []
    if not paths:
        problems.append(Problem(folder, "holds no check (*.yaml); `exposurecheck checks new ID` writes one"))
    return [path for path in paths if not holds_detector(path)]


def _clashes(sound: list[tuple[Check, Document]]) -> list[Problem]:
    taken: dict[str, Path] = {}
    problems = []
    for check, document in sound:
        for keys, name in [(("id",), check.id), *((("aliases", i), a) for i, a in enumerate(check.aliases))]:
            if name in taken:
                message = f"duplicate id {name!r}: {taken[name]} has it already; ids are for ever, so choose another"
                problems.append(document.problem(keys, message))
            taken.setdefault(name, document.path)
    for check, document in sound:
        if check.narrows is not None and check.narrows not in taken:
            close = difflib.get_close_matches(check.narrows, taken, n=1)
            hint = f"; did you mean {close[0]!r}?" if close else ""
            problems.append(document.problem(("narrows",), f"there is no check {check.narrows!r}{hint}"))
    return problems


def _fits(check: Check, globs: Sequence[str]) -> bool:
    return any(fnmatchcase(name, glob) for glob in globs for name in (check.id, *check.aliases))
