"""Turns pictures into the place that their EXIF data names; the picture itself is not inspected."""

import struct
from collections.abc import Iterator

from exposurecheck.content.readers.failures import UnsupportedError
from exposurecheck.content.source import ByteSource
from exposurecheck.content.units import ReadContext, Text, Unit

_LOOK = 256 * 2**10
_GPS_POINTER = 0x8825
_LATITUDE_REF, _LATITUDE, _LONGITUDE_REF, _LONGITUDE = 1, 2, 3, 4
_ENTRY = 12
_MOST_ENTRIES = 512


def read_image(source: ByteSource, context: ReadContext) -> Iterator[Unit]:
    """Yield where the picture was taken, then say that it was not inspected."""
    head = source.read(0, _LOOK)
    place = _place(head)
    if place:
        yield Text(f"GPS latitude: {place[0]:.6f}, longitude: {place[1]:.6f}\n", "exif")
    raise UnsupportedError(f"{context.format}: pictures are not inspected")


def _place(head: bytes) -> tuple[float, float] | None:
    """Return degrees north and east by the GPS directory (Exif 2.32, 4.6.6), or None."""
    if head[:4] in {b"II*\0", b"MM\0*"}:
        start = 0
    elif (at := head.find(b"Exif\0\0")) >= 0:
        start = at + 6
    elif (at := head.find(b"eXIf")) >= 0 or (at := head.find(b"EXIF")) >= 0:
        start = at + (4 if head[at : at + 4] == b"eXIf" else 8)
    else:
        return None
    tiff = head[start:]
    order = "<" if tiff[:2] == b"II" else ">"
    try:
        main = _directory(tiff, struct.unpack_from(f"{order}I", tiff, 4)[0], order)
        if _GPS_POINTER not in main:
            return None
        gps = _directory(tiff, struct.unpack_from(f"{order}I", tiff, main[_GPS_POINTER])[0], order)
        north = _degrees(tiff, gps[_LATITUDE], order) * (
            -1 if tiff[gps[_LATITUDE_REF] : gps[_LATITUDE_REF] + 1] == b"S" else 1
        )
        east = _degrees(tiff, gps[_LONGITUDE], order) * (
            -1 if tiff[gps[_LONGITUDE_REF] : gps[_LONGITUDE_REF] + 1] == b"W" else 1
        )
    except (struct.error, KeyError, ZeroDivisionError):
        return None
    return (north, east) if abs(north) <= 90 and abs(east) <= 180 and (north or east) else None  # noqa: PLR2004 - degrees


def _directory(tiff: bytes, offset: int, order: str) -> dict[int, int]:
    """Return where the value field of each tag lies."""
    count = struct.unpack_from(f"{order}H", tiff, offset)[0]
    entries = [offset + 2 + _ENTRY * index for index in range(min(count, _MOST_ENTRIES))]
    return {struct.unpack_from(f"{order}H", tiff, entry)[0]: entry + 8 for entry in entries}


def _degrees(tiff: bytes, field: int, order: str) -> float:
    offset = struct.unpack_from(f"{order}I", tiff, field)[0]
    parts = struct.unpack_from(f"{order}6I", tiff, offset)
    return float(parts[0] / parts[1] + parts[2] / parts[3] / 60 + parts[4] / parts[5] / 3600)
