"""Puts a report into a folder of its own, so that an older report is never overwritten or half replaced."""

import os
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from exposurecheck.errors import RenderError
from exposurecheck.model.report import Report

LATEST = "latest"

Content = str | bytes | Iterator[str]
"""A whole file, or its pieces."""

Renderers = Mapping[str, tuple[str, Callable[[Report], Content]]]
"""Format to file name and function."""


def write(report: Report, folder: Path, renderers: Renderers) -> list[Path]:
    """Write each format into ``folder/<run id>/`` and point ``folder/latest`` at it; see :func:`write_into`."""
    written = write_into(report, folder / report.run_id, renderers)
    _point(folder / LATEST, report.run_id)
    return written


def write_into(report: Report, run: Path, renderers: Renderers) -> list[Path]:
    """Write each format into the folder ``run``, which is created with mode 0700.

    JSON is written first, since every other format can be made from
    it. A format that fails does not stop the others; then ``RenderError`` says what is missing and what was written.
    """
    try:
        run.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise RenderError(f"{run}: cannot be created ({_why(error)}); choose another --output-dir") from error
    written: list[Path] = []
    failed: list[str] = []
    for name in sorted(renderers, key=lambda n: (n != "json", n)):
        file_name, render = renderers[name]
        path = run / file_name
        try:
            _replace(path, render(report))
        except OSError as error:
            failed.append(f"{path}: {_why(error)}")
        else:
            written.append(path)
    if failed:
        kept = f"; written: {', '.join(map(str, written))}" if written else ""
        raise RenderError(f"not all of the report could be written: {'; '.join(failed)}{kept}")
    return written


def encoded(content: Content) -> Iterator[bytes]:
    """Yield what is to be written."""
    for piece in (content,) if isinstance(content, str | bytes) else content:
        yield piece.encode("utf-8") if isinstance(piece, str) else piece


def _replace(path: Path, content: Content) -> None:
    partial = path.with_name(f".{path.name}.partial")
    try:
        with partial.open("wb") as file:
            partial.chmod(0o600)
            file.writelines(encoded(content))
            file.flush()
            os.fsync(file.fileno())
        partial.replace(path)
    except OSError:
        partial.unlink(missing_ok=True)
        raise


def _point(link: Path, run_id: str) -> None:
    temporary = link.with_name(f".{LATEST}.{os.getpid()}")
    try:
        temporary.unlink(missing_ok=True)
        temporary.symlink_to(run_id, target_is_directory=True)
        temporary.replace(link)
    except OSError:  # a file system without symbolic links: a file that names the run serves as well
        temporary.unlink(missing_ok=True)
        link.write_text(f"{run_id}\n", encoding="utf-8")


def _why(error: OSError) -> str:
    return error.strerror or type(error).__name__
