"""Turns 7z archives into members, where the optional library for them is installed."""

import lzma
from collections.abc import Iterator

from exposurecheck.content.readers.failures import EncryptedError, UnreadableError, UnsupportedError
from exposurecheck.content.readers.forward import as_file, count_inflated
from exposurecheck.content.source import ByteSource, MemorySource
from exposurecheck.content.units import Member, Note, ReadContext, Unit
from exposurecheck.model.inspection import InspectionStatus

_TOGETHER = 64 * 2**20
"""Members are unpacked in groups of about this size."""


def read_7z(source: ByteSource, context: ReadContext) -> Iterator[Unit]:
    """Yield the members; raises ``UnsupportedError`` without the extra ``sevenzip``."""
    try:
        import py7zr  # noqa: PLC0415 - an extra
    except ImportError as error:
        raise UnsupportedError("7z: install the extra sevenzip to have it read") from error
    try:
        with py7zr.SevenZipFile(as_file(source, context)) as archive:
            if archive.needs_password():
                raise EncryptedError
            names = [(entry.filename, entry.uncompressed) for entry in archive.list() if not entry.is_directory]
        too_large = [name for name, size in names if size > context.limits.member_bytes]
        if too_large:
            yield Note(InspectionStatus.PARTIAL, f"7z: {len(too_large)} members are too large")
        for group in _groups([pair for pair in names if pair[0] not in set(too_large)][: context.limits.members + 1]):
            yield from _members(source, context, group)
    except py7zr.exceptions.PasswordRequired as error:
        raise EncryptedError from error
    except (py7zr.exceptions.ArchiveError, lzma.LZMAError, EOFError, OSError, ValueError, KeyError) as error:
        raise UnreadableError("7z: broken, cut, or compressed in an unknown way") from error


def _groups(members: list[tuple[str, int]]) -> Iterator[list[str]]:
    group: list[str] = []
    total = 0
    for name, size in members:
        if group and total + size > _TOGETHER:
            yield group
            group, total = [], 0
        group.append(name)
        total += size
    if group:
        yield group


def _members(source: ByteSource, context: ReadContext, names: list[str]) -> Iterator[Member]:
    import py7zr  # noqa: PLC0415 - an extra
    from py7zr.io import BytesIOFactory  # noqa: PLC0415

    factory = BytesIOFactory(limit=context.limits.member_bytes)
    with py7zr.SevenZipFile(as_file(source, context)) as archive:
        archive.extract(targets=names, factory=factory)
    for name, file in factory.products.items():
        count_inflated(context, file.size())
        file.seek(0)
        yield Member(name, MemorySource(file.read()))
