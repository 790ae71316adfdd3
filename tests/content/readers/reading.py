"""Reads bytes through the registry and gathers what came out."""

import io
import zipfile

from exposurecheck.content.readers.registry import read
from exposurecheck.content.source import ByteSource, MemorySource
from exposurecheck.content.units import Limits, Note, ReadContext, Table, Text, Unit
from exposurecheck.model.inspection import InspectionStatus


class Reading:
    """All units of one object."""

    def __init__(
        self,
        name: str,
        data: bytes | ByteSource,
        *,
        max_bytes: int | None = None,
        limits: Limits | None = None,
    ) -> None:
        self.context = ReadContext(name, limits or Limits(), max_bytes)
        source = MemorySource(data) if isinstance(data, bytes) else data
        self.units: list[Unit] = list(read(name, source, self.context))

    @property
    def cells(self) -> dict[str, list[str]]:
        """All cells by column name, over all tables."""
        out: dict[str, list[str]] = {}
        for unit in self.units:
            if isinstance(unit, Table):
                for column, values in zip(unit.columns, unit.values, strict=True):
                    out.setdefault(column, []).extend(values)
        return out

    @property
    def text(self) -> str:
        """All text."""
        return "".join(unit.text for unit in self.units if isinstance(unit, Text))

    @property
    def notes(self) -> list[Note]:
        return [unit for unit in self.units if isinstance(unit, Note)]

    @property
    def statuses(self) -> list[InspectionStatus]:
        return [note.status for note in self.notes]

    @property
    def everything(self) -> str:
        """All that detectors would see, and all that would reach a report."""
        return self.text + "\n".join(cell for column in self.cells.values() for cell in column)


def zipped(members: dict[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return out.getvalue()


CSV = "氏名,電話\n架空 太一,090-1111-2222\n架空 花,0312345678\n".encode("cp932")
NAMES = ["架空 太一", "架空 花"]
