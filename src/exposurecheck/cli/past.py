"""Gathers what is known before a scan begins: the baseline, the waivers, where runs are kept."""

import logging
from dataclasses import dataclass
from typing import TYPE_CHECKING

from exposurecheck.cli.runs import load
from exposurecheck.errors import InputError, SettingsError, WaiverError
from exposurecheck.settings import ScanSettings

if TYPE_CHECKING:
    from exposurecheck.audit.memory import Past
    from exposurecheck.model.base import Bilingual
    from exposurecheck.model.report import Report
    from exposurecheck.runs.waivers import Waivers

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Known:
    """What is known before a scan begins."""

    past: "Past"
    baseline: "Report | None"
    problem: WaiverError | None
    """Why the waivers cannot be used. The scan is carried out all the same, with nothing set aside."""


def known(settings: ScanSettings) -> Known:
    """Read baseline and waivers; raises ``InputError`` or ``SettingsError`` before any cloud is asked."""
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
    return Known(Past(settings.output_dir / FILE_NAME, waivers, notes), baseline, problem)


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
