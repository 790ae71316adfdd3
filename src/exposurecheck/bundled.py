"""Finds the files that travel with the package: checks, templates, schemas."""

from functools import cache
from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent


@cache
def _folder(bundled: str, checkout: str) -> Path:
    installed = _PACKAGE / "_bundled" / bundled
    return installed if installed.is_dir() else _PACKAGE.parents[1] / checkout


def checks() -> Path:
    """Return the folder of the shipped checks."""
    return _folder("checks", "checks")


def templates() -> Path:
    """Return the folder of the report templates and message catalogues."""
    return _folder("templates", "reports/templates")


def schemas() -> Path:
    """Return the folder of the published JSON Schemas."""
    return _folder("schemas", "reports/schemas")
