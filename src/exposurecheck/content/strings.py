"""Holds a column of cells the way it was parsed, so that only columns worth a look become Python strings."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, overload

if TYPE_CHECKING:
    import polars as pl


class Strings(Sequence[str]):
    """A column of strings without missing values, held by polars."""

    __slots__ = ("series",)

    def __init__(self, series: "pl.Series") -> None:
        """Wrap ``series``."""
        self.series = series

    def __len__(self) -> int:
        return len(self.series)

    def __iter__(self) -> Iterator[str]:
        return iter(self.series.to_list())

    @overload
    def __getitem__(self, place: int) -> str: ...
    @overload
    def __getitem__(self, place: slice) -> list[str]: ...
    def __getitem__(self, place: int | slice) -> str | list[str]:
        if isinstance(place, slice):
            start, stop, step = place.indices(len(self.series))
            if step < 1:
                return self.series.to_list()[place]
            cells = self.series.slice(start, max(0, stop - start))
            return (cells if step == 1 else cells.gather_every(step)).to_list()
        cell: str = self.series[place]
        return cell

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sequence) and list(self) == list(other)

    __hash__ = None  # type: ignore[assignment]  # as a list

    def __repr__(self) -> str:
        return f"Strings({len(self)} cells)"


def once_each(values: Sequence[str]) -> list[str]:
    """Return the different cells of a column in the order in which they come first."""
    if isinstance(values, Strings):
        cells: list[str] = values.series.unique(maintain_order=True).to_list()
        return cells
    return list(dict.fromkeys(values))


def as_series(values: Sequence[str]) -> "pl.Series":
    """Return any column as polars holds it; halves of a surrogate pair become "?"."""
    import polars as pl  # noqa: PLC0415 - 100 ms to import

    if isinstance(values, Strings):
        return values.series
    try:
        return pl.Series(values, dtype=pl.String)
    except UnicodeEncodeError:
        return pl.Series([value.encode("utf-8", "replace").decode() for value in values], dtype=pl.String)
