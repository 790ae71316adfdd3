"""A report gets a folder of its own."""

import stat
from datetime import UTC, datetime
from pathlib import Path

import pytest

from exposurecheck.cli.output import write
from exposurecheck.errors import RenderError
from exposurecheck.model.report import Coverage, ObjectCoverage, Report, ResourceCoverage, Scope, Tool


def _report(run_id: str = "20261123T064000Z-ab12") -> Report:
    return Report(
        run_id=run_id,
        generated_at=datetime(2026, 11, 23, 6, 40, tzinfo=UTC),
        tool=Tool(version="0"),
        scope=Scope(provider=("aws",)),
        coverage=Coverage(complete=True, resources=ResourceCoverage(), objects=ObjectCoverage()),
    )


def _disk_full(report: Report) -> str:
    del report
    raise OSError(28, "No space left on device")


def test_each_format_is_written_for_the_owner_only(tmp_path: Path) -> None:
    (path,) = write(_report(), tmp_path / "out", {"json": ("report.json", lambda _: "{}")})

    assert path.read_text(encoding="utf-8") == "{}"
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_latest_points_at_the_newest_run(tmp_path: Path) -> None:
    for run in ("20261122T000000Z-0001", "20261123T000000Z-0002"):
        write(_report(run), tmp_path, {"json": ("report.json", lambda report: report.run_id)})

    assert (tmp_path / "latest" / "report.json").read_text(encoding="utf-8") == "20261123T000000Z-0002"


def test_a_full_disk_leaves_what_could_be_written_and_says_what_is_missing(tmp_path: Path) -> None:
    formats = {"html": ("report.html", _disk_full), "json": ("report.json", lambda _: "{}")}

    with pytest.raises(RenderError, match=r"report\.html: No space left on device; written: .*report\.json"):
        write(_report(), tmp_path, formats)

    assert sorted(p.name for p in (tmp_path / _report().run_id).iterdir()) == ["report.json"]


def test_a_place_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")

    with pytest.raises(RenderError, match="choose another --output-dir"):
        write(_report(), tmp_path / "file", {})
