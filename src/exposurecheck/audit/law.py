"""Reads what only people know about an incident, for the legal duties."""

from pathlib import Path

from exposurecheck.duties.facts import Facts
from exposurecheck.duties.facts_file import read
from exposurecheck.duties.regimes import shipped


def supplied(path: Path | None) -> Facts:
    """Read the file of facts that people supply; raises ``InputError`` before a long scan rather than after it."""
    return Facts() if path is None else read(path, shipped().kinds)
