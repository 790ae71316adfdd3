"""Tells a file that declares a detector from one that declares a check, so that one folder may hold both."""

import re
from pathlib import Path

_CHECK = re.compile(r"^(?:fails_when|severity|remediation)[ \t]*:", re.MULTILINE)
_DETECTOR = re.compile(r"^(?:patterns|fold|person_key|category|column|keywords)[ \t]*:", re.MULTILINE)
_AT_MOST = 2**20


def holds_detector(path: Path) -> bool:
    """Tell whether the file has the keys of a detector and none of a check; False when it cannot be read."""
    text = _text(path)
    return _DETECTOR.search(text) is not None and _CHECK.search(text) is None


def holds_check(path: Path) -> bool:
    """Tell whether the file has the keys of a check; False when it cannot be read."""
    return _CHECK.search(_text(path)) is not None


def _text(path: Path) -> str:
    try:
        with path.open(encoding="utf-8", errors="replace") as file:
            return file.read(_AT_MOST)
    except OSError:  # whoever reads it in earnest says why
        return ""
