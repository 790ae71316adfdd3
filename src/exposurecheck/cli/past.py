"""Gathers what is known before a scan begins: the baseline, the waivers, where runs are kept."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

import click

from exposurecheck.cli.runs import load
from exposurecheck.errors import InputError, ProviderError, SettingsError, WaiverError
from exposurecheck.settings import ScanSettings

if TYPE_CHECKING:
    from exposurecheck.audit.memory import Past
    from exposurecheck.model.base import Bilingual
    from exposurecheck.model.report import Report
    from exposurecheck.runs.journal import Journal
    from exposurecheck.runs.waivers import Waivers

log = logging.getLogger(__name__)

_NO_TERMS = (
    "formats", "output_dir", "lang", "audience", "redact_actors", "fail_on", "fail_on_incomplete", "baseline",
    "ignore_file", "resume", "concurrency", "account_concurrency", "processes", "max_rate", "facts",
)  # fmt: skip
"""Settings that an interrupted scan may be resumed with other values of."""


@dataclass(frozen=True, slots=True)
class Known:
    """What is known before a scan begins."""

    past: "Past"
    journal: "Journal | None"
    baseline: "Report | None"
    problem: WaiverError | None
    """Why the waivers cannot be used. The scan is carried out all the same, with nothing set aside."""

    @contextmanager
    def resumable(self, settings: ScanSettings) -> Iterator[None]:
        """Keep what is finished when the scan stops for any reason, unless it never began."""
        try:
            yield
        except ProviderError:
            if self.journal is not None and settings.resume is None:
                self.journal.abandon()
            raise
        finally:
            if self.journal is not None:
                self.journal.close()

    def finish(self, report: "Report") -> None:
        """Forget the steps of a scan that is finished; say how to go on with one that was interrupted."""
        if self.journal is None:
            return
        if report.coverage.interrupted:
            click.echo(f"interrupted; go on with the same flags and --resume {report.run_id}", err=True)
        else:
            self.journal.finished()


def known(settings: ScanSettings, at: datetime) -> Known:
    """Read baseline, waivers and what an interrupted scan left, or begin a journal ``at`` this time.

    Raises ``InputError`` or ``SettingsError`` before any cloud is asked.
    """
    from exposurecheck.audit.memory import Past  # noqa: PLC0415 - pydantic is not needed for --help
    from exposurecheck.runs.database import FILE_NAME  # noqa: PLC0415

    baseline = _baseline(settings)
    waivers: Waivers | None = None
    problem: WaiverError | None = None
    notes: tuple[Bilingual, ...] = ()
    try:
        waivers = _waivers(settings)
    except WaiverError as error:
        problem, notes = error, (_nothing_set_aside(),)
        log.error("%s", error)  # noqa: TRY400 - said in full, and no defect of ours
    journal = _journal(settings, at)
    return Known(Past(settings.output_dir / FILE_NAME, waivers, journal, notes), journal, baseline, problem)


def _journal(settings: ScanSettings, at: datetime) -> "Journal | None":
    from exposurecheck.audit.resuming import begun  # noqa: PLC0415 - pydantic is not needed for --help
    from exposurecheck.runs import journal  # noqa: PLC0415

    terms = _terms(settings)
    if settings.resume is not None:
        return journal.resume(settings.resume, settings.output_dir, terms)
    started, run_id = begun(at)
    return journal.begin(settings.output_dir / run_id, run_id, started, terms)


def _terms(settings: ScanSettings) -> dict[str, str]:
    """Return everything that decides what a scan sees: each flag that is not about its output or its speed."""
    from exposurecheck import __version__  # noqa: PLC0415
    from exposurecheck.content.catalogue import load as detectors  # noqa: PLC0415 - the engine is not needed for --help
    from exposurecheck.content.version import inspection_version  # noqa: PLC0415

    own = detectors(settings.detectors_dirs) if settings.detectors_dirs else None
    told = {name: str(value) for name, value in settings.model_dump(mode="json", exclude=set(_NO_TERMS)).items()}
    return {**told, "version": f"{__version__} {inspection_version(own)}"}


def _baseline(settings: ScanSettings) -> "Report | None":
    if settings.baseline is None:
        return None
    try:
        report, _ = load(settings.baseline, settings.output_dir)
    except InputError as error:
        raise SettingsError(f"--baseline {settings.baseline}: {error}") from error
    if report.coverage.complete:
        return report
    gaps = len(report.coverage.gaps)
    why = "it was interrupted" if report.coverage.interrupted else f"{gaps} things could not be read"
    raise SettingsError(
        f"--baseline {settings.baseline}: run {report.run_id} is not complete ({why}), so it does not say what was "
        "there before: what it did not see would count as new, or hide what is. Close its gaps and scan again, or "
        "choose a complete run"
    )


def _waivers(settings: ScanSettings) -> "Waivers | None":
    from exposurecheck.runs import waiver_file  # noqa: PLC0415 - pydantic is not needed for --help
    from exposurecheck.runs.waivers import Waivers  # noqa: PLC0415

    path = settings.ignore_file
    if path is None:
        return None
    limited = bool(settings.checks or settings.skip_checks or settings.severity)
    return Waivers(path.name, waiver_file.read(path), limited)


def _nothing_set_aside() -> "Bilingual":
    from exposurecheck.model.base import Bilingual  # noqa: PLC0415

    return Bilingual(
        ja="対象外を指定するファイルに誤りがあるため、今回は何も対象外にしていません。",
        en="The file of waivers could not be used, so nothing is set aside in this report.",
    )
