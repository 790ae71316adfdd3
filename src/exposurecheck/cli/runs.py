"""Turns what a user calls a run into the run: a report.json, its folder, an id, ``latest`` or ``previous``."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from exposurecheck.errors import InputError

if TYPE_CHECKING:
    from exposurecheck.model.change import Changes
    from exposurecheck.model.report import Report
    from exposurecheck.runs.store import RunStore, Saved

CANONICAL = "report.json"
RUNS = Path("exposurecheck-out")
"""Where ``scan`` puts its runs unless told otherwise."""
LATEST, PREVIOUS = "latest", "previous"
_LONGEST_RUN_ID = 200


@dataclass(frozen=True, slots=True)
class Compared:
    """Two runs and what is different between them."""

    changes: "Changes"
    run_id: str
    """The later one."""
    at: datetime


def compared(before: str, after: str, runs: Path) -> Compared:
    """Compare two runs; where one store has both, only what is different is loaded. Raises ``InputError``."""
    from exposurecheck.runs.compare import compare_reports  # noqa: PLC0415 - pydantic is not needed for --help
    from exposurecheck.runs.store import RunStore  # noqa: PLC0415

    (store, first), (other, second) = (_in_store(run, runs) for run in (before, after))
    if store is not None and store == other:
        with RunStore.read(store) as held:
            old, new = _saved(held, first), _saved(held, second)
            if old is not None and new is not None:
                return Compared(held.changes(old.id, new.id), new.id, new.at)
    reports = [load(run, runs)[0] for run in (before, after)]
    return Compared(compare_reports(*reports), reports[1].run_id, reports[1].generated_at)


def load(run: str, runs: Path = RUNS) -> "tuple[Report, Path | None]":
    """Return the whole run, and its report.json unless only the store has it.

    Raises ``InputError`` or ``RunStoreError``.
    """
    from exposurecheck.report.load import load as read  # noqa: PLC0415 - pydantic is not needed for --help
    from exposurecheck.runs.store import RunStore  # noqa: PLC0415

    store, name = _in_store(run, runs)
    try:
        source = find(run, runs)
    except InputError:
        if store is None:
            raise
        with RunStore.read(store) as held:
            saved = _saved(held, name)
            if saved is None:
                raise
            return held.load(saved.id), None
    try:
        return read(source.read_bytes(), str(source)), source
    except OSError as error:
        raise InputError(f"{source}: cannot be read: {error.strerror}") from error


def find(run: str, runs: Path = RUNS) -> Path:
    """Return the report.json that ``run`` names: a file, a folder, ``latest``, or the id of a run below ``runs``.

    Raises:
        InputError: There is none; the message says where it was looked for.
    """
    looked = []
    for place in (Path(run), runs / run):
        if run == LATEST and place.parent != runs and not place.exists():
            continue
        where = _followed(place)
        if where.is_dir():
            where /= CANONICAL
        if where.is_file():
            return where
        looked.append(str(where))
        if place.exists() or Path(run).is_absolute():
            break
    raise InputError(
        f"no saved run {run!r}: looked for {' and '.join(looked)}; give a report.json or the folder of a run"
    )


def _followed(place: Path) -> Path:
    """Follow ``latest`` where it is a file that names the run, as on file systems without symbolic links."""
    if place.name != LATEST or not place.is_file():
        return place
    try:
        name = place.read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"{place}: cannot be read ({error}); give the folder of a run") from error
    if not name or len(name) > _LONGEST_RUN_ID or Path(name).name != name:
        raise InputError(f"{place}: does not name a run; give the folder of a run")
    return place.parent / name


def _in_store(run: str, runs: Path) -> tuple[Path | None, str]:
    """Return the store that may hold ``run``, and its name there: ``out/previous`` is in the store of ``out``."""
    from exposurecheck.runs.database import FILE_NAME  # noqa: PLC0415

    path = Path(run)
    if path.name != run and (path.parent / FILE_NAME).is_file():
        return path.parent / FILE_NAME, path.name
    return runs / FILE_NAME if (runs / FILE_NAME).is_file() else None, run


def _saved(store: "RunStore", name: str) -> "Saved | None":
    """Return the run that ``name`` means: the newest, the one of its scope before that, or the one with this id."""
    saved = store.runs()
    if name == LATEST:
        return saved[0] if saved else None
    if name == PREVIOUS:
        return next((run for run in saved[1:] if run.scope == saved[0].scope), None)
    return next((run for run in saved if run.id == name), None)
