"""What the audit tells whoever is watching; the audit itself never prints."""

from typing import Protocol


class Progress(Protocol):
    """Told about phases and steps; implementations must be safe to call from several threads."""

    def phase(self, name: str, total: int | None) -> None:
        """Begin a phase of ``total`` steps (None when not known yet)."""
        ...

    def step(self, name: str, note: str = "") -> None:
        """Finish one step of the current phase."""
        ...


class Silent:
    """Nobody is watching."""

    def phase(self, name: str, total: int | None) -> None:
        """Do nothing."""

    def step(self, name: str, note: str = "") -> None:
        """Do nothing."""
