"""Turns report.html into report.pdf by the headless Chromium of this machine."""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path

from exposurecheck.errors import RenderError

FILE_NAME = "report.pdf"

PROGRAMS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "msedge")
"""Looked for in this order on the PATH, after ``EXPOSURECHECK_CHROMIUM``."""

VARIABLE = "EXPOSURECHECK_CHROMIUM"

_SECONDS = 120
"""Longest time for one page; a report of 10,000 stores takes a fraction of it."""

_QUIET = (
    "--headless", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync", "--disable-extensions", "--no-pdf-header-footer",
    "--host-resolver-rules=MAP * ~NOTFOUND",
)  # fmt: skip
"""The page itself loads nothing; these keep the browser from asking its maker for anything."""


def program(env: Mapping[str, str] = os.environ) -> str:
    """Return the browser's path.

    Raises:
        RenderError: There is none.
    """
    named = env.get(VARIABLE)
    for name in (named,) if named else PROGRAMS:
        found = shutil.which(name, path=env.get("PATH"))
        if found:
            return found
    raise RenderError(
        f"report.pdf needs Chromium or Chrome, and {named or 'none'} was found on this machine; install the package "
        f"chromium, or name the program in {VARIABLE}. Printing report.html from any browser gives the same pages"
    )


def printed(html: str, browser: str) -> bytes:
    """Print the page on A4 sheets.

    Raises:
        RenderError: The browser failed or took too long.
    """
    with tempfile.TemporaryDirectory(prefix="exposurecheck-") as folder:  # mode 0700; the report holds no personal data
        page, sheet = Path(folder) / "report.html", Path(folder) / FILE_NAME
        page.write_text(html, encoding="utf-8")
        places = (f"--user-data-dir={folder}/profile", f"--print-to-pdf={sheet}", page.as_uri())
        _run([browser, *_QUIET, *_unconfined(), *places])
        if not sheet.is_file():
            raise RenderError(f"report.pdf: {browser} ended without writing it; try it by hand with --print-to-pdf")
        return sheet.read_bytes()


def _run(command: Sequence[str]) -> None:
    try:
        subprocess.run(  # noqa: S603 - a program of the user's own PATH and our own page
            command, check=True, capture_output=True, timeout=_SECONDS, stdin=subprocess.DEVNULL
        )
    except subprocess.TimeoutExpired as error:
        raise RenderError(f"report.pdf: {command[0]} did not finish within {_SECONDS} s") from error
    except subprocess.CalledProcessError as error:
        raise RenderError(
            f"report.pdf: {command[0]} failed with exit status {error.returncode}; run it by hand to see why"
        ) from error
    except OSError as error:
        raise RenderError(f"report.pdf: {command[0]} cannot be run ({error.strerror})") from error


def _unconfined() -> tuple[str, ...]:
    """Chromium refuses to start as root, as in most containers, unless its own sandbox is off."""
    return ("--no-sandbox",) if hasattr(os, "geteuid") and os.geteuid() == 0 else ()
