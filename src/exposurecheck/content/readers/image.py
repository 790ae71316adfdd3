"""Turns pictures into the place and the texts in their Exif data and captions; what they show is not inspected."""

import struct
from collections.abc import Iterator

from exposurecheck.content.readers.failures import UnsupportedError
from exposurecheck.content.readers.image_texts import texts
from exposurecheck.content.source import ByteSource
from exposurecheck.content.units import ReadContext, Text, Unit

_LOOK = 256 * 2**10
_GPS_POINTER, _EXIF_POINTER = 0x8825, 0x8769
_BYTES = frozenset({1, 2, 7})
"""Types of values that are bytes or texts (TIFF 6.0, section 2)."""
_LATITUDE_REF, _LATITUDE, _LONGITUDE_REF, _LONGITUDE = 1, 2, 3, 4
_ENTRY = 12
_MOST_ENTRIES = 512


def read_image(source: ByteSource, context: ReadContext) -> Iterator[Unit]:
    """Yield where the picture was taken and what was written beside it, then say that it was not inspected."""
    head = source.read(0, _LOOK)
    tiff = _exif(head)
    order = "<" if tiff[:2] == b"II" else ">"
    place = _place(tiff, order)
    if place:
        yield Text(f"GPS latitude: {place[0]:.6f}, longitude: {place[1]:.6f}\n", "exif")
    written = "\n".join(dict.fromkeys(line.strip() for line in texts(head, _values(tiff, order)) if line.strip()))
    if written:
        yield Text(written + "\n", "beside")
    raise UnsupportedError(f"{context.format}: pictures are not inspected")


def _exif(head: bytes) -> bytes:
    """Return the bytes from where the directories of Exif begin; none where there are none."""
    if head[:4] in {b"II*\0", b"MM\0*"}:
        return head
    if (at := head.find(b"Exif\0\0")) >= 0:
        return head[at + 6 :]
    if (at := head.find(b"eXIf")) >= 0 or (at := head.find(b"EXIF")) >= 0:
        return head[at + (4 if head[at : at + 4] == b"eXIf" else 8) :]
    return b""


def _values(tiff: bytes, order: str) -> dict[int, bytes]:
    """Return what the tags hold whose values are bytes or texts."""
    found: dict[int, bytes] = {}
    try:
        main = _directory(tiff, struct.unpack_from(f"{order}I", tiff, 4)[0], order)
        inner = struct.unpack_from(f"{order}I", tiff, main[_EXIF_POINTER])[0] if _EXIF_POINTER in main else None
        for tag, field in (main | (_directory(tiff, inner, order) if inner else {})).items():
            kind, count = struct.unpack_from(f"{order}HI", tiff, field - 6)
            if kind in _BYTES:
                start = field if count <= 4 else struct.unpack_from(f"{order}I", tiff, field)[0]  # noqa: PLR2004 - in place
                found[tag] = tiff[start : start + count]
    except struct.error:
        return found
    return found


def _place(tiff: bytes, order: str) -> tuple[float, float] | None:
    """Return degrees north and east by the GPS directory (Exif 2.32, 4.6.6), or None."""
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
