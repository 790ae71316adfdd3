"""Puts a report into a folder of its own, so that an older report is never overwritten or half replaced."""

import os
from collections.abc import Callable, Iterator, Mapping
from functools import partial
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
    order = sorted(renderers, key=lambda n: (n != "json", n))
    return put(run, {renderers[name][0]: partial(renderers[name][1], report) for name in order})


def put(folder: Path, files: Mapping[str, Callable[[], Content]]) -> list[Path]:
    """Write files into ``folder``; names may have folders of their own. Raises as :func:`write_into` does."""
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise RenderError(f"{folder}: cannot be created ({_why(error)}); choose another --output-dir") from error
    written: list[Path] = []
    failed: list[str] = []
    for name, render in files.items():
        path = folder / name
        try:
            path.parent.mkdir(mode=0o700, exist_ok=True)
            _replace(path, render())
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
    unfinished = path.with_name(f".{path.name}.partial")
    try:
        with unfinished.open("wb") as file:
            unfinished.chmod(0o600)
            file.writelines(encoded(content))
            file.flush()
            os.fsync(file.fileno())
        unfinished.replace(path)
    except OSError:
        unfinished.unlink(missing_ok=True)
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
