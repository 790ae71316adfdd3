"""Turns zip archives into their members, found through the central directory, so that ranges are enough."""

import io
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterator
from copy import copy
from typing import IO, BinaryIO

from exposurecheck.content.decode import fitting
from exposurecheck.content.readers.failures import EncryptedError, UnreadableError
from exposurecheck.content.readers.forward import UNKNOWN_SIZE, ForwardSource, Stream, as_file, load
from exposurecheck.content.readers.zip_repair import repaired
from exposurecheck.content.source import ByteSource
from exposurecheck.content.units import Member, Note, ReadContext, Unit
from exposurecheck.model.inspection import InspectionStatus

_ENCRYPTED = 0x1
_UTF8 = 0x800
_LOCAL_HEADER = 30
_LARGEST_DIRECTORY = 64 * 2**20
"""More than half a million members: nothing that is looked into."""
_LARGEST_REPAIRED = 64 * 2**20
"""Archives without a directory have to be read from end to end."""
_END = struct.Struct("<4s4H2LH")
_TAIL = _END.size + 0xFFFF
"""Bytes at the end of an archive among which the end record is: a comment may stand behind it (APPNOTE 4.3.16)."""
_FED = 2**16
"""Bytes read at a time; what they stand for is lost where they are broken."""
_KNOWN_METHODS = frozenset({zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA})


def open_zip(source: ByteSource, context: ReadContext) -> zipfile.ZipFile:
    """Open an archive, one that was cut by the headers of its members; raises ``UnreadableError``."""
    file = as_file(source, context)
    try:
        return _with_directory(file, source.size)
    except UnreadableError as error:
        if source.size > _LARGEST_REPAIRED and not isinstance(file, io.BytesIO):
            raise
        data = repaired(load(source, context), context)
        if data is None:
            raise
        context.damage = str(error)
        return zipfile.ZipFile(io.BytesIO(data))


def _with_directory(file: BinaryIO, size: int) -> zipfile.ZipFile:
    tail_start = max(0, size - _TAIL) if not isinstance(file, io.BytesIO) else max(0, len(file.getbuffer()) - _TAIL)
    file.seek(tail_start)
    tail = file.read(_TAIL)
    end = tail.rfind(b"PK\5\6")
    if end < 0 or len(tail) - end < _END.size:
        raise UnreadableError("zip: the central directory is missing")
    directory = _END.unpack_from(tail, end)[5]
    if _LARGEST_DIRECTORY < directory < 2**32 - 1:
        raise UnreadableError("zip: the central directory is too large")
    try:
        return zipfile.ZipFile(file)
    except (zipfile.BadZipFile, struct.error, ValueError, NotImplementedError, EOFError) as error:
        raise UnreadableError("zip: the central directory is broken") from error


def members(
    archive: zipfile.ZipFile, context: ReadContext, skip: Callable[[str], bool] = lambda _: False
) -> Iterator[Unit]:
    """Yield the members that ``skip`` does not name; encrypted, overlapping and unreadable ones become notes."""
    infos = [info for info in archive.infolist() if not info.is_dir() and not skip(info.filename)]
    overlapping = _overlapping(infos)
    encrypted = sum(1 for info in infos if info.flag_bits & _ENCRYPTED)
    if encrypted:
        yield Note(InspectionStatus.ENCRYPTED, f"{encrypted} of {len(infos)} members are encrypted")
    if overlapping:
        yield Note(InspectionStatus.PARTIAL, f"{len(overlapping)} of {len(infos)} members overlap others, as in bombs")
    odd = sum(1 for info in infos if info.compress_type not in _KNOWN_METHODS)
    if odd:
        yield Note(InspectionStatus.PARTIAL, f"{odd} of {len(infos)} members use a compression that cannot be read")
    for info in infos:
        if info.flag_bits & _ENCRYPTED:
            yield Member(member_name(info), _Locked(info.file_size))
        elif info.compress_type not in _KNOWN_METHODS:
            continue
        elif info.header_offset not in overlapping and not info.filename.startswith("__MACOSX/"):
            yield Member(member_name(info), ForwardSource(_Opener(archive, info), info.file_size, context))


def read_part(archive: zipfile.ZipFile, name: str, context: ReadContext) -> bytes:
    """Return one part of an Office package, counted against the limits; raises ``UnreadableError``."""
    info = archive.getinfo(name)
    if info.flag_bits & _ENCRYPTED:
        raise EncryptedError
    source = ForwardSource(_Opener(archive, info), UNKNOWN_SIZE, context)
    data = load(source, context)
    context.damage = context.damage or source.broken
    return data


def _overlapping(infos: list[zipfile.ZipInfo]) -> set[int]:
    """Return the offsets of members whose bytes run into the next one (zip bombs without recursion)."""
    found: set[int] = set()
    end = 0
    for info in sorted(infos, key=lambda info: info.header_offset):
        if info.header_offset < end:
            found.add(info.header_offset)
        end = max(end, info.header_offset + _LOCAL_HEADER + info.compress_size)
    return found


def member_name(info: zipfile.ZipInfo) -> str:
    """Return the name of a member; without the UTF-8 flag it is in the code page of whoever packed it."""
    if info.flag_bits & _UTF8:
        return info.filename
    try:
        raw = info.filename.encode("cp437")
    except UnicodeEncodeError:
        return info.filename
    return fitting(raw, ("utf-8", "cp932", "euc_jp")) or info.filename


class _Locked:
    """A member that only a password opens: its name and size are known."""

    def __init__(self, size: int) -> None:
        self.size = size

    def read(self, start: int, length: int) -> bytes:
        del start, length
        raise EncryptedError


class _Opener:
    """Starts a member's stream, as often as needed."""

    def __init__(self, archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> None:
        self._archive = archive
        self._info = info

    def __call__(self) -> Stream:
        unchecked = copy(self._info)
        unchecked.CRC = None  # type: ignore[assignment] # the library drops the last piece with a wrong sum
        try:
            return _CheckedMember(self._archive.open(unchecked), self._info.CRC)
        except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError) as error:
            raise UnreadableError("zip: the member's header is broken") from error


class _CheckedMember:
    """A member of which what can be read is given before a complaint, which has one type."""

    def __init__(self, stream: IO[bytes], crc: int) -> None:
        self._stream = stream
        self._expected = crc
        self._crc = 0

    def read(self, size: int, /) -> bytes:
        try:
            data: bytes = self._stream.read1(min(size, _FED))  # type: ignore[attr-defined] # ZipExtFile has it
        except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError) as error:
            raise UnreadableError("zip: the member is broken or cut") from error
        self._crc = zlib.crc32(data, self._crc)
        if not data and self._crc != self._expected:
            raise UnreadableError("zip: the member is broken or cut")
        return data
